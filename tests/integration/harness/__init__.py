"""What the integration tests stand on: real daemons in private places, clients, logs, and a look into the store."""
from .case import BatonTest
from .claude_log import ClaudeLog
from .client import Client, Ended, RpcFailure
from .daemon import StartFailed
from .place import Place
from .schema import Schemas
from .settings import BATON, BATOND, PATIENCE, ROOT, SAMPLES, SANITIZER, SLOWDOWN, seconds

__all__ = ["BATON", "BATOND", "BatonTest", "ClaudeLog", "Client", "Ended", "PATIENCE", "Place", "ROOT", "RpcFailure",
           "SAMPLES", "SANITIZER", "SLOWDOWN", "Schemas", "StartFailed", "seconds"]
