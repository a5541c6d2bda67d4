"""Many logs of several agents, written at once and cut anywhere, while the daemon is killed again and again."""
import collections
import random
import threading
import unittest

from harness import BatonTest, seconds
from harness import agent_logs, store

LOGS = 200
WRITERS = 4
KILLS = 20


class Soak(BatonTest):
    def setUp(self):
        self.random = random.Random(42)
        self.place.write_config("[capture]\nrescan_seconds = 5\ndebounce_milliseconds = 10\n")
        self.daemon = self.place.daemon(watch=True)

    def new_log(self, seed):
        kind = agent_logs.ALL[seed % len(agent_logs.ALL)]
        return kind(self.place.home, self.place.root / f"proj{seed % 5}", seed, self.random.randrange(2, 9))

    def test_the_store_equals_the_logs(self):
        logs = [self.new_log(seed) for seed in range(LOGS)]
        pace = Pace()
        groups = [logs[start::WRITERS] for start in range(WRITERS)]
        writers = [threading.Thread(target=write_mixed, args=[group, number, pace]) for number, group in enumerate(groups)]
        for writer in writers:
            writer.start()
        for _ in range(KILLS):
            self.daemon.start()
            pace.allow(self.random.randrange(5, 120))
            if self.random.random() < 0.5:
                self.until(self.all_is_read, "what was written to be read")
            self.daemon.kill()
        self.daemon.start()
        pace.allow(10**9)
        for writer in writers:
            writer.join(seconds(120))
        try:
            self.until(lambda: not self.differences(logs), "the store to equal the logs", seconds(60))
        except AssertionError:
            for log in logs:
                self.assertEqual(log.turns, self.stored(log), f"{log.agent} {log.path}")
        self.assert_sound(self.daemon)

    def all_is_read(self):
        return self.daemon.call("capture.status")["pending_files"] == 0

    def differences(self, logs):
        """By agent, the sessions whose turns are not as written."""
        found = collections.defaultdict(list)
        with store.opened(self.place.database) as connection:
            for log in logs:
                if store.turns_of(connection, log.session) != log.turns:
                    found[log.agent].append(log.session)
        return dict(found)


class Pace:
    """Lets the writers write so many steps while the daemon lives, so that all its lives see some writing."""

    def __init__(self):
        self.changed = threading.Condition()
        self.allowed = 0
        self.writing = WRITERS

    def take(self):
        """One step, once it is allowed."""
        with self.changed:
            self.changed.wait_for(lambda: self.allowed > 0)
            self.allowed -= 1
            self.changed.notify_all()

    def end(self):
        with self.changed:
            self.writing -= 1
            self.changed.notify_all()

    def allow(self, steps):
        """Returns when they have been made."""
        with self.changed:
            self.allowed += steps
            self.changed.notify_all()
            self.changed.wait_for(lambda: self.allowed == 0 or self.writing == 0, seconds(60))


def write_mixed(logs, seed, pace):
    """Writes the logs' steps, each log's in order, in a random mixture."""
    generator = random.Random(seed)
    waiting = [log.steps() for log in logs]
    try:
        while waiting:
            steps = generator.choice(waiting)
            step = next(steps, None)
            if step is None:
                waiting.remove(steps)
                continue
            pace.take()
            step()
    finally:
        pace.end()


if __name__ == "__main__":
    unittest.main()
