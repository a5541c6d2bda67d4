"""A private place for one test: directories, an environment that leads nowhere else, and the daemons started in it."""
import os
import pathlib
import shutil
import tempfile

from .daemon import Daemon
from .settings import BATON, BATOND

KEPT_VARIABLES = ["ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LD_LIBRARY_PATH", "LANG", "TERM"]


class Place:
    """Directories below one with a short name: a socket's path has room for 107 bytes."""

    def __init__(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="bt", dir="/tmp"))
        self.home = self.directory("home")
        self.runtime = self.directory("run")
        self.programs = self.directory("bin")
        self.data = self.root / "data"
        self.database = self.data / "baton.db"
        self.socket = self.root / "s" / "sock"
        self.daemons = []
        for target in (BATON, BATOND):
            (self.programs / target.name).symlink_to(target)

    def directory(self, name):
        """A new directory for the owner only."""
        path = self.root / name
        path.mkdir(mode=0o700, parents=True)
        return path

    def environment(self, **more):
        """The variables for a program: nothing of the user's own configuration is in reach."""
        kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        own = {
            "HOME": str(self.home),
            "PATH": f"{self.programs}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
            "XDG_RUNTIME_DIR": str(self.runtime),
            "XDG_CONFIG_HOME": str(self.home / ".config"),
            "XDG_DATA_HOME": str(self.home / ".local/share"),
            "XDG_STATE_HOME": str(self.home / ".local/state"),
            "XDG_CACHE_HOME": str(self.home / ".cache"),
            "BATON_SOCKET": str(self.socket),
            "TZ": "UTC",
        }
        return {**kept, **own, **{name: str(value) for name, value in more.items()}}

    def daemon(self, **options):
        """A daemon in this place, not started yet; the options are Daemon's."""
        daemon = Daemon(self, **options)
        self.daemons.append(daemon)
        return daemon

    def start_daemon(self, **options):
        daemon = self.daemon(**options)
        daemon.start()
        return daemon

    def write_config(self, text):
        path = self.home / ".config/baton/config.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def end_daemons(self):
        """Ends what still runs. Returns what was wrong with any of them: reports of sanitizers, an odd exit."""
        return [fault for daemon in self.daemons for fault in daemon.end()]

    def logs(self):
        """What the daemons said, for a test that failed."""
        return "\n".join(f"--- {daemon.log}\n{daemon.log_text()[-6000:]}" for daemon in self.daemons)

    def remove(self):
        shutil.rmtree(self.root, ignore_errors=True)
