"""`baton` starts the daemon when none runs."""
import os
import signal
import subprocess
import unittest

from harness import BATON, PATIENCE, BatonTest, Client, seconds
from harness.daemon import REPORT

UNREACHABLE = 3


class Autostart(BatonTest):
    def setUp(self):
        self.started = set()

    def tearDown(self):
        for pid in self.started:
            os.kill(pid, signal.SIGTERM)
        for pid in self.started:
            self.until(lambda pid=pid: not self.runs(pid), "the daemon to end", seconds(10))
        log = self.place.home / ".local/state/baton/batond.log"
        if log.exists():
            self.assertIsNone(REPORT.search(log.read_text()), log.read_text())
        super().tearDown()

    @staticmethod
    def runs(pid):
        try:
            with open(f"/proc/{pid}/stat") as stat:
                return stat.read().rpartition(")")[2].split()[0] != "Z"
        except FileNotFoundError:
            return False

    def baton(self, *arguments, **options):
        done = subprocess.run([BATON, *arguments], env=self.place.environment(), cwd=self.place.home, text=True,
                              capture_output=True, timeout=PATIENCE, **options)
        if self.is_served():
            with Client(self.place.socket) as client:
                self.started.add(client.call("daemon.status")["pid"])
        return done

    def is_served(self):
        try:
            Client(self.place.socket).close()
        except (ConnectionRefusedError, FileNotFoundError):
            return False
        return True

    def test_the_first_command_starts_a_daemon_that_stays(self):
        first = self.baton("status")
        self.assertEqual(0, first.returncode, first.stderr)
        second = self.baton("status")
        self.assertEqual(0, second.returncode, second.stderr)
        self.assertEqual(1, len(self.started), "both reached the same one")

    def test_it_is_detached_from_the_terminal(self):
        self.assertEqual(0, self.baton("status", start_new_session=True).returncode)
        [pid] = self.started
        with open(f"/proc/{pid}/stat") as stat:
            parent, _, session, terminal = map(int, stat.read().rpartition(")")[2].split()[1:5])
        self.assertNotEqual(os.getsid(0), session)
        self.assertEqual(0, terminal)
        self.assertNotEqual(os.getpid(), parent)
        self.assertEqual("/", os.readlink(f"/proc/{pid}/cwd"))
        self.assertEqual("/dev/null", os.readlink(f"/proc/{pid}/fd/0"))

    def test_no_start_only_looks(self):
        done = self.baton("status", "--no-start")
        self.assertEqual(UNREACHABLE, done.returncode)
        self.assertIn(str(self.place.socket), done.stderr)
        self.assertEqual(set(), self.started)

    def test_many_at_once_start_one(self):
        commands = [subprocess.Popen([BATON, "status"], env=self.place.environment(), stdout=subprocess.PIPE,
                                     stderr=subprocess.STDOUT, text=True) for _ in range(8)]
        for command in commands:
            said, _ = command.communicate(timeout=PATIENCE)
            self.assertEqual(0, command.returncode, said)
        self.baton("status")
        self.assertEqual(1, len(self.started))

    def test_after_a_kill_the_next_command_starts_another(self):
        self.baton("status")
        [pid] = self.started
        os.kill(pid, signal.SIGKILL)
        self.until(lambda: not self.is_served(), "the daemon to end")
        self.started.clear()
        done = self.baton("status")
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertEqual(1, len(self.started - {pid}))

    def test_why_it_could_not_be_started_is_told(self):
        self.place.write_config("[daemon]\nnonsense = 1\n")
        done = self.baton("status")
        self.assertEqual(UNREACHABLE, done.returncode)
        self.assertIn("nonsense", done.stderr)


if __name__ == "__main__":
    unittest.main()
