"""A real batond: started, awaited, stopped, killed; what it says is kept and looked at."""
import fcntl
import os
import re
import select
import signal
import subprocess
import time

from .client import Client
from .settings import BATOND, PATIENCE, SANITIZER, seconds

REPORT = re.compile(r"(ERROR|WARNING): \w+Sanitizer|^\S+: runtime error: |Assertion .* failed|terminate called", re.M)


class StartFailed(AssertionError):
    """The daemon ended, or said nothing, before it served."""


class Daemon:
    """One daemon of a Place; it may be started again after it has ended."""

    def __init__(self, place, watch=False, arguments=(), environment=None, data=None, socket=None, wrapper=()):
        self.place = place
        self.data = data or place.data
        self.socket = socket or place.socket
        self.arguments = [*([] if watch else ["--no-watch"]), *map(str, arguments)]
        self.environment = environment or {}
        self.wrapper = list(wrapper)  # a command that runs the command behind it
        self.log = place.root / f"batond-{len(place.daemons)}.log"
        self.process = None
        self.faults = []

    @property
    def pid(self):
        return self.process.pid

    def command(self):
        return [*self.wrapper, str(BATOND), "--socket", str(self.socket), "--data-dir", str(self.data), *self.arguments]

    def spawn(self, more=(), descriptors=()):
        """Starts the process and does not wait for it."""
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*self.command(), *more], env=self.place.environment(**self.environment), cwd=self.place.root,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=descriptors)

    def start(self, timeout=PATIENCE):
        """Starts the daemon and returns once it serves."""
        reading, low = os.pipe()
        # Away from 3, where a passed listening socket has to be.
        writing = fcntl.fcntl(low, fcntl.F_DUPFD_CLOEXEC, 20)
        os.close(low)
        try:
            self.spawn(["--ready-fd", str(writing)], [writing])
        finally:
            os.close(writing)
        try:
            ready, _, _ = select.select([reading], [], [], timeout)
            if not ready or os.read(reading, 1) != b"1":
                raise StartFailed(f"batond did not get to serve: {self.log_text()[-3000:]}")
        finally:
            os.close(reading)

    def run_to_end(self, *more, timeout=PATIENCE):
        """Starts a daemon that is to end by itself. Returns its exit code and what it said."""
        self.spawn(more)
        code = self.process.wait(timeout)
        self.process = None
        return code, self.log_text()

    def client(self, **options):
        return Client(self.socket, **options)

    def call(self, method, params=None, **options):
        """One call on a connection of its own."""
        with self.client(**options) as client:
            return client.call(method, params)

    def scan(self, path, timeout=None):
        with self.client() as client:
            return client.scan(path, timeout)

    def stop(self, signal_number=signal.SIGTERM, timeout=PATIENCE):
        """Ends the daemon in the orderly way. Returns the seconds that it took."""
        start = time.monotonic()
        self.process.send_signal(signal_number)
        try:
            if SANITIZER == "thread":
                self.repeat_lost_signal(signal_number)
            code = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.faults.append(f"batond did not end within {timeout} s")
            self.kill()
            raise
        took = time.monotonic() - start
        if code != 0:
            self.faults.append(f"batond ended with {code} after a signal {signal_number}")
        self.process = None
        return took

    def repeat_lost_signal(self, signal_number):
        """Sends a signal once more when nothing has come of it.

        ThreadSanitizer of Clang 14 defers a signal that comes just before a thread waits, and forgets it about once
        in a thousand times: a program of ten lines that only has a boost::asio::signal_set hangs just so.
        """
        try:
            self.process.wait(seconds(3))
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal_number)

    def kill(self):
        """kill -9: no chance to tidy up."""
        self.process.kill()
        self.process.wait()
        self.process = None

    def end(self):
        """Stops the daemon if it runs. Returns everything that was wrong with it."""
        if self.process is not None:
            if self.process.poll() is not None:
                self.faults.append(f"batond had ended by itself, with {self.process.returncode}")
                self.process = None
            else:
                try:
                    self.stop()
                except subprocess.TimeoutExpired:
                    pass
        if REPORT.search(self.log_text()):
            self.faults.append(f"batond reported:\n{self.log_text()[-8000:]}")
        return self.faults

    def log_text(self):
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def resident_bytes(self):
        """How much memory it has now."""
        with open(f"/proc/{self.pid}/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS:"))
