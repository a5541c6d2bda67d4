"""Retention and `baton compact`: what is too old goes, what is kept is found, and the file gets smaller."""
import json
import subprocess
import unittest

from harness import BATON, PATIENCE, BatonTest, ClaudeLog, RpcFailure, seconds
from harness import store
from harness.claude_log import START

LONG_AGO = START.replace(year=2020)
KEEP_A_MONTH = "[retention]\nkeep_turn_days = 30\n"


class Compact(BatonTest):
    def setUp(self):
        self.project = self.place.directory("garden")
        self.now = START.now(START.tzinfo)

    def new_log(self, seed, start):
        """A log whose records begin at this time."""
        return ClaudeLog(self.place.root / "logs", self.project, seed, start)

    def baton(self, *arguments):
        done = subprocess.run([BATON, *arguments], env=self.place.environment(), cwd=self.project, capture_output=True,
                              text=True, timeout=seconds(120))
        self.assertEqual((0, ""), (done.returncode, done.stderr), arguments)
        return done.stdout

    def compact(self):
        return json.loads(self.baton("compact", "--json"))

    def old_and_new(self, rounds=600):
        old = self.new_log(1, LONG_AGO)
        old.user("An antique request about ammonites")
        old.exchange(rounds)
        new = self.new_log(2, self.now)
        new.user("A recent request about belemnites")
        new.exchange(20)
        for log in (old, new):
            log.write()
        return old, new

    def test_deletes_what_is_old_and_gives_the_space_back(self):
        old, new = self.old_and_new()
        daemon = self.start_daemon()
        daemon.scan(old.directory, seconds(120))
        self.until(lambda: daemon.call("daemon.status")["handoffs"] == 1, "the handoff")
        daemon.stop()
        self.place.write_config(KEEP_A_MONTH)
        daemon.start()
        result = self.compact()
        self.assertEqual((len(old.turns), 0, True), (result["turns_removed"], result["outputs_cut"], result["finished"]))
        self.assertLess(result["bytes_after"], result["bytes_before"] // 2)
        self.assertEqual(result["bytes_after"], self.place.database.stat().st_size)
        self.assertEqual([], self.stored(old))
        self.assertEqual(new.turns, self.stored(new))
        self.assertEqual([], daemon.call("search.query", {"query": "ammonites"})["hits"])
        self.assertEqual(1, len(daemon.call("search.query", {"query": "belemnites"})["hits"]))
        status = daemon.call("daemon.status")
        self.assertEqual((len(new.turns), 2, 1), (status["turns"], status["sessions"], status["handoffs"]))
        self.assertIn("The database takes", self.baton("compact"))
        self.assert_sound(daemon, gaps=True)

    def test_cuts_old_long_outputs(self):
        log = self.new_log(1, LONG_AGO)
        log.shell("cat fossils", "begin " + "ammonite " * 2000 + "the end")
        log.shell("cat pebble", "short")
        log.assistant("word " * 3000)
        log.write()
        self.place.write_config("[retention]\nkeep_tool_output_days = 7\n")
        daemon = self.start_daemon()
        daemon.scan(log.directory)
        result = self.compact()
        self.assertEqual((0, 1), (result["turns_removed"], result["outputs_cut"]))
        texts = [text for _, _, text in self.stored(log)]
        self.assertTrue(texts[1].startswith("begin ammonite"))
        self.assertIn(f"the first 1024 of {len(log.turns[1][2])} bytes are kept]", texts[1])
        self.assertLess(len(texts[1]), 1200)
        self.assertEqual([log.turns[0][2], *(text for _, _, text in log.turns[2:])], [texts[0], *texts[2:]])
        self.assertEqual(0, self.compact()["outputs_cut"])
        self.assert_sound(daemon)

    def test_without_limits_nothing_goes(self):
        old, new = self.old_and_new(rounds=20)
        daemon = self.start_daemon()
        daemon.scan(old.directory)
        for path in old.directory.iterdir():
            path.unlink()  # an agent that tidies up takes nothing out of the store
        self.assertEqual(0, self.compact()["turns_removed"])
        self.assert_stored(old, new)
        self.assert_sound(daemon)

    def test_goes_on_beside_everything_else(self):
        old, new = self.old_and_new(rounds=300)
        self.place.write_config(KEEP_A_MONTH)
        daemon = self.start_daemon()
        daemon.scan(old.directory, seconds(120))
        with daemon.client() as client:
            run = client.call("daemon.compact")["run"]
            new.exchange(5)
            new.write()
            client.scan(new.path)
            self.until(lambda: client.call("daemon.compact", {"run": run})["finished"], "the end", PATIENCE)
            with self.assertRaises(RpcFailure):
                client.call("daemon.compact", {"run": 999})
        self.assert_stored(new)
        self.assert_sound(daemon, gaps=True)

    def test_a_kill_in_between_leaves_a_sound_store(self):
        old, new = self.old_and_new(rounds=1500)
        self.place.write_config(KEEP_A_MONTH)
        daemon = self.start_daemon()
        daemon.scan(old.directory, seconds(120))
        with daemon.client() as client:
            client.call("daemon.compact")
            before = client.call("daemon.status")["turns"]
            self.until(lambda: client.call("daemon.status")["turns"] < before, "some turns to go")
            daemon.kill()
        self.assertEqual([], store.faults(self.place.database, gaps=True))
        daemon.start()
        self.compact()
        self.assertEqual([], self.stored(old))
        self.assert_stored(new)
        self.assert_sound(daemon, gaps=True)


if __name__ == "__main__":
    unittest.main()
