"""Many logs, and the kernel's limits on watching them: nothing is missed, and what is wrong is said."""
import signal
import subprocess
import unittest

from harness import BatonTest, ClaudeLog

OWN_NAMESPACE = ["unshare", "--user", "--map-root-user"]
MANY = 2000
# The kernel keeps this many events for a reader, by default (fs.inotify.max_queued_events).
QUEUE = 16384


def may_limit_watches():
    """Whether this machine lets a user limit the watches of a process of his own."""
    command = [*OWN_NAMESPACE, "sh", "-c", "echo 5 > /proc/sys/user/max_inotify_watches"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


class Limits(BatonTest):
    def setUp(self):
        self.projects = self.place.home / ".claude/projects"
        self.project = self.place.directory("proj")

    def watch(self, rescan_seconds, **options):
        self.place.write_config(f"[capture]\nrescan_seconds = {rescan_seconds}\ndebounce_milliseconds = 10\n")
        daemon = self.start_daemon(watch=True, **options)
        self.client = daemon.client()
        self.addCleanup(self.client.close)
        self.client.subscribe("capture")
        return daemon

    def new_log(self, directory, seed):
        log = ClaudeLog(self.projects / directory, self.project, seed)
        log.exchange(1, size=5)
        log.write()
        return log

    def wait_until_stored(self, log):
        while self.stored(log) != log.turns:
            self.client.wait_for("event.capture")

    def wait_until_idle(self):
        while self.client.call("capture.status")["pending_files"] > 0:
            self.client.wait_for("event.capture", lambda event: event["pending_files"] == 0)

    def test_thousands_of_logs_are_read_and_one_that_grows_is_noticed_at_once(self):
        logs = [self.new_log(f"-p{seed % 100}", seed) for seed in range(MANY)]
        self.watch(rescan_seconds=3600)
        self.wait_until_stored(logs[0])
        self.wait_until_idle()
        self.assertEqual(MANY, self.query("SELECT count(*) FROM sessions")[0][0])
        growing = logs[MANY // 2]
        since = len(growing.lines)
        growing.user("one more request")
        growing.append(since)
        self.wait_until_stored(growing)

    @unittest.skipUnless(may_limit_watches(), "needs a user namespace of its own")
    def test_when_watches_run_out_it_says_so_and_looks_by_itself(self):
        logs = [self.new_log(f"-p{seed}", seed) for seed in range(20)]
        limited = [*OWN_NAMESPACE, "sh", "-c", 'echo 5 > /proc/sys/user/max_inotify_watches; exec "$@"', "sh"]
        self.watch(rescan_seconds=5, wrapper=limited)
        for log in logs:
            self.wait_until_stored(log)
        status = self.client.call("capture.status")
        self.assertLess(status["watched_directories"], 6)
        self.assertIn("max_user_watches", status["trouble"])
        late = self.new_log("-p19", 100)
        self.wait_until_stored(late)

    def test_when_the_kernel_drops_events_everything_is_looked_at_again(self):
        busy = [self.new_log("-busy", seed) for seed in range(2)]
        quiet = self.new_log("-quiet", 7)
        daemon = self.watch(rescan_seconds=3600)
        for log in (*busy, quiet):
            self.wait_until_stored(log)
        daemon.process.send_signal(signal.SIGSTOP)
        with open(busy[0].path, "a") as one, open(busy[1].path, "a") as other:
            # In turns, since the kernel makes one event of equal ones that follow each other.
            for _ in range(QUEUE):
                for file in (one, other):
                    file.write("\n")
                    file.flush()
        since = len(quiet.lines)
        quiet.user("nobody told the daemon of this")
        quiet.append(since)
        daemon.process.send_signal(signal.SIGCONT)
        self.wait_until_stored(quiet)
        self.assertIn("inotify dropped events", daemon.log_text())


if __name__ == "__main__":
    unittest.main()
