"""Lets a daemon live and kills it at a moment that its own progress chooses, so that a seed gives the same moments."""
import random
import time

from .settings import PATIENCE


class Killer:
    """kill -9 for a daemon that reads the logs below a path."""

    def __init__(self, daemon, path, seed):
        self.daemon = daemon
        self.path = path
        self.random = random.Random(seed)
        self.wal = daemon.data / "baton.db-wal"

    def one_life(self):
        """Starts the daemon, has it read, and kills it."""
        self.daemon.start()
        with self.daemon.client() as client:
            client.subscribe("capture", "turns")
            client.call("capture.scan", {"path": str(self.path)})
            choice = self.random.choice(["at once", "files", "turns", "bytes"])
            if choice == "files":
                hear(client, self.random.randrange(1, 5), "event.capture")
            elif choice == "turns":
                hear(client, self.random.randrange(1, 4), "event.turns")
            elif choice == "bytes":
                self.until_grown(client, self.wal_bytes() + self.random.randrange(1, 400_000))
            self.daemon.kill()

    def wal_bytes(self):
        return self.wal.stat().st_size if self.wal.exists() else 0

    def until_grown(self, client, size):
        """Until the write-ahead log has grown, or there is nothing left that could make it grow."""
        end = time.monotonic() + PATIENCE
        while self.wal_bytes() < size and client.call("daemon.status")["capture_pending_files"] > 0:
            if time.monotonic() > end:
                raise TimeoutError("the write-ahead log does not grow")


def hear(client, count, method):
    """Waits for some notifications, or for the end of all reading."""
    while count > 0:
        message = client.receive()
        count -= message.get("method") == method
        if message.get("method") == "event.capture" and message["params"]["pending_files"] == 0:
            return
