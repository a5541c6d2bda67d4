"""kill -9 at any moment neither loses nor doubles a turn."""
import random
import threading
import unittest

from harness import BatonTest, ClaudeLog, Ended, seconds
from harness.killer import Killer

KILLS = 24


class Killed(BatonTest):
    def setUp(self):
        self.random = random.Random(4711)
        self.logs = self.place.directory("logs")
        self.daemon = self.place.daemon()

    def new_log(self, seed, rounds):
        log = ClaudeLog(self.logs / f"-p{seed % 3}", self.place.root / f"proj{seed % 3}", seed)
        log.exchange(rounds)
        return log

    def test_while_it_reads_and_logs_grow(self):
        logs = [self.new_log(seed, self.random.choice([5, 100, 700])) for seed in range(KILLS)]
        steady = [self.new_log(100 + seed, 400) for seed in range(2)]
        writers = [threading.Thread(target=append_slowly, args=[log, self.random.getrandbits(32)]) for log in steady]
        killer = Killer(self.daemon, self.logs, seed=1)
        for writer in writers:
            writer.start()
        for log in logs:
            log.write()
            killer.one_life()
        for writer in writers:
            writer.join(seconds(120))
        self.daemon.start()
        self.daemon.scan(self.logs, seconds(300))
        self.assert_stored(*logs, *steady)
        self.assert_sound(self.daemon)

    def test_while_it_reads_a_rewritten_file(self):
        log = self.new_log(1, 1500)
        log.write()
        self.daemon.start()
        self.daemon.scan(self.logs, seconds(120))
        self.daemon.kill()
        kept = log.lines[:2000] + log.lines[2400:]
        log.turns = log.turns[:2000] + log.turns[2400:]
        log.path.write_text("".join(line + "\n" for line in kept))
        killer = Killer(self.daemon, self.logs, seed=2)
        for _ in range(6):
            killer.one_life()
        self.daemon.start()
        self.daemon.scan(self.logs, seconds(120))
        self.assert_stored(log)
        self.assert_sound(self.daemon)

    def test_a_handoff_that_was_not_made_in_time_is_made_after_the_restart(self):
        self.place.write_config("[capture]\ndebounce_milliseconds = 10000\n")
        log = self.new_log(1, 5)
        log.write()
        self.daemon.start()
        self.daemon.scan(self.logs)
        self.assertEqual(0, self.daemon.call("daemon.status")["handoffs"], "it is not due yet")
        self.daemon.kill()
        self.place.write_config("")
        self.daemon.start()
        self.until(lambda: self.daemon.call("daemon.status")["handoffs"] == 1, "the handoff to be made")

    def test_a_client_hears_of_it_by_the_end_of_its_connection(self):
        self.daemon.start()
        with self.daemon.client() as client:
            client.call("daemon.status")
            self.daemon.kill()
            self.assertRaises(Ended, client.receive)


def append_slowly(log, seed):
    """Appends a log's lines in pieces that end anywhere, while the daemon reads, dies and starts again."""
    generator = random.Random(seed)
    data = log.text().encode()
    pause = threading.Event()
    with open(log.path, "ab", buffering=0) as file:
        at = 0
        while at < len(data):
            size = generator.randrange(1, 8000)
            file.write(data[at:at + size])
            at += size
            pause.wait(0.01)  # so that the writing goes on through many lives of the daemon


if __name__ == "__main__":
    unittest.main()
