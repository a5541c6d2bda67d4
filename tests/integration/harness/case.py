"""The base of the tests: a Place each, and on failure what the daemons said."""
import sys
import time
import unittest

from . import store
from .place import Place
from .settings import PATIENCE


class BatonTest(unittest.TestCase):
    maxDiff = 4000

    def run(self, result=None):
        result = result if result is not None else self.defaultTestResult()
        self.place = Place()
        before = len(result.failures) + len(result.errors)
        try:
            super().run(result)
            if len(result.failures) + len(result.errors) > before:
                print(f"\n{self.id()} failed; its daemons said:\n{self.place.logs()}", file=sys.stderr)
        finally:
            self.place.end_daemons()
            self.place.remove()
        return result

    def tearDown(self):
        faults = self.place.end_daemons()
        self.assertEqual([], faults, "the daemon was not well")

    def start_daemon(self, **options):
        return self.place.start_daemon(**options)

    def assert_alive(self, daemon):
        """A new client is answered."""
        self.assertEqual(daemon.pid, daemon.call("daemon.status")["pid"])

    def stored(self, log):
        """The live turns that the store has of a ClaudeLog's session."""
        with store.opened(self.place.database) as connection:
            return store.turns_of(connection, log.session)

    def query(self, sql, *values):
        with store.opened(self.place.database) as connection:
            return connection.execute(sql, values).fetchall()

    def assert_stored(self, *logs):
        """Every turn of the logs is in the store once, and no other."""
        for log in logs:
            self.assertEqual(log.turns, self.stored(log), log.path.name)

    def assert_sound(self, daemon, gaps=False):
        """Ends the daemon and looks for anything wrong in its database. `gaps`: turns have been deleted from it."""
        if daemon.process is not None:
            daemon.stop()
        self.assertEqual([], store.faults(daemon.data / "baton.db", gaps))

    def until(self, condition, what, timeout=PATIENCE):
        """For what no event tells: asks again and again, until the condition holds. Returns what it gave."""
        end = time.monotonic() + timeout
        while not (value := condition()):
            self.assertLess(time.monotonic(), end, f"waited in vain: {what}")
            time.sleep(0.02)
        return value
