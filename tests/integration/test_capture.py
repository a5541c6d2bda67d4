"""Every turn of a log is stored once, whatever happens to the file between two readings."""
import os
import random
import shutil
import unittest

from harness import BatonTest, ClaudeLog


class Scanning(BatonTest):
    def setUp(self):
        self.logs = self.place.directory("logs")
        self.project = self.place.directory("proj")
        self.log = self.new_log(1)
        self.log.exchange(10)
        self.log.write()
        self.daemon = self.start_daemon()

    def tearDown(self):
        self.assert_sound(self.daemon)
        super().tearDown()

    def new_log(self, seed):
        return ClaudeLog(self.logs, self.project, seed)

    def withdrawn(self):
        return self.query("SELECT count(*) FROM turns WHERE withdrawn")[0][0]

    def ids(self):
        return self.query("SELECT id, session_id, ordinal FROM turns ORDER BY id")

    def test_a_scan_stores_every_turn(self):
        result = self.daemon.scan(self.logs)
        self.assertEqual((1, 0), (result["files"], result["unrecognised"]))
        self.assert_stored(self.log)

    def test_a_second_scan_changes_nothing(self):
        self.daemon.scan(self.logs)
        before = self.ids()
        self.daemon.scan(self.logs)
        self.assertEqual(before, self.ids())

    def test_a_touched_file_changes_nothing(self):
        self.daemon.scan(self.logs)
        before = self.ids()
        os.utime(self.log.path, (1, 1))
        self.daemon.scan(self.logs)
        self.assertEqual(before, self.ids())

    def test_a_file_written_anew_with_the_same_bytes_changes_nothing(self):
        self.daemon.scan(self.logs)
        before = self.ids()
        self.log.path.unlink()
        self.log.write()
        self.daemon.scan(self.logs)
        self.assertEqual(before, self.ids())

    def test_what_is_appended_is_added(self):
        self.daemon.scan(self.logs)
        before = self.ids()
        written = len(self.log.lines)
        self.log.exchange(5)
        self.log.append(written)
        self.daemon.scan(self.logs)
        self.assert_stored(self.log)
        self.assertEqual(before, self.ids()[:len(before)])

    def test_an_append_may_be_cut_anywhere(self):
        data = self.log.text().encode()
        generator = random.Random(7)
        cuts = sorted(generator.sample(range(1, len(data)), 60)) + [len(data)]
        with self.daemon.client() as client:
            for cut in cuts:
                self.log.path.write_bytes(data[:cut])
                client.scan(self.log.path)
                stored = self.stored(self.log)
                self.assertEqual(self.log.turns[:len(stored)], stored)
                self.assertEqual(data[:cut].count(b"\n") + (data[cut:cut + 1] == b"\n"), len(stored), f"cut at {cut}")
        self.assert_stored(self.log)
        self.assertEqual(0, self.withdrawn())

    def test_a_last_line_without_line_end_is_read_once(self):
        self.log.path.write_text(self.log.text().rstrip("\n"))
        self.daemon.scan(self.logs)
        self.assert_stored(self.log)
        written = len(self.log.lines)
        self.log.exchange(1)
        with open(self.log.path, "a") as file:
            file.write("\n")
        self.log.append(written)
        self.daemon.scan(self.logs)
        self.assert_stored(self.log)

    def test_turns_that_a_shortened_file_lost_are_withdrawn(self):
        self.daemon.scan(self.logs)
        with open(self.log.path, "r+") as file:  # in place: the same inode
            file.truncate(0)
            file.write("".join(line + "\n" for line in self.log.lines[:12]))
        self.daemon.scan(self.logs)
        self.assertEqual(self.log.turns[:12], self.stored(self.log))
        self.assertEqual(len(self.log.turns) - 12, self.withdrawn())
        self.assertEqual(12, self.daemon.call("daemon.status")["turns"])

    def test_withdrawn_turns_come_back_with_their_lines(self):
        self.daemon.scan(self.logs)
        self.log.path.write_text("".join(line + "\n" for line in self.log.lines[:12]))
        self.daemon.scan(self.logs)
        self.log.write()
        self.daemon.scan(self.logs)
        self.assert_stored(self.log)
        self.assertEqual(0, self.withdrawn())

    def test_lines_taken_from_the_middle_are_withdrawn(self):
        self.daemon.scan(self.logs)
        kept = self.log.lines[:8] + self.log.lines[16:]
        self.log.path.write_text("".join(line + "\n" for line in kept))
        self.daemon.scan(self.logs)
        self.assertEqual(self.log.turns[:8] + self.log.turns[16:], self.stored(self.log))

    def test_a_session_may_begin_again_in_the_same_file(self):
        self.daemon.scan(self.logs)
        other = self.new_log(2)
        other.exchange(4)
        self.log.path.write_text(other.text())
        self.daemon.scan(self.logs)
        self.assert_stored(other)
        self.assertEqual([], self.stored(self.log))

    def test_a_renamed_file_is_the_same(self):
        self.daemon.scan(self.logs)
        before = self.ids()
        self.log.path = self.log.path.rename(self.place.directory("moved") / "other-name.jsonl")
        written = len(self.log.lines)
        self.log.exchange(2)
        self.log.append(written)
        self.daemon.scan(self.place.root / "moved")
        self.assert_stored(self.log)
        self.assertEqual(before, self.ids()[:len(before)])
        self.assertEqual([(str(self.log.path),)], self.query("SELECT path FROM capture_files"))

    def test_a_copy_adds_nothing_and_lives_on_without_the_original(self):
        self.daemon.scan(self.logs)
        copy = self.place.directory("copies") / self.log.path.name
        shutil.copy(self.log.path, copy)
        self.daemon.scan(copy.parent)
        self.assert_stored(self.log)
        self.log.path.unlink()
        self.log.path = copy
        written = len(self.log.lines)
        self.log.exchange(2)
        self.log.append(written)
        self.daemon.scan(copy.parent)
        self.assert_stored(self.log)

    def test_a_shortened_copy_takes_nothing_from_the_original(self):
        self.daemon.scan(self.logs)
        copy = self.place.directory("copies") / self.log.path.name
        for kept in (len(self.log.lines), 12):
            copy.write_text("".join(line + "\n" for line in self.log.lines[:kept]))
            self.daemon.scan(copy.parent)
            self.assert_stored(self.log)

    def test_turns_that_all_copies_lost_are_withdrawn(self):
        copy = self.place.directory("copies") / self.log.path.name
        shutil.copy(self.log.path, copy)
        self.daemon.scan(self.place.root)
        for path, kept in ((self.log.path, 12), (copy, 20), (copy, 8)):
            path.write_text("".join(line + "\n" for line in self.log.lines[:kept]))
            self.daemon.scan(self.place.root)
        self.assertEqual(self.log.turns[:12], self.stored(self.log))

    def test_a_log_that_got_the_inode_of_a_deleted_one_is_another(self):
        self.daemon.scan(self.logs)
        inode = self.log.path.stat().st_ino
        self.log.path.unlink()
        other = self.new_log(2)
        other.exchange(12)
        for _ in range(100):
            if other.write().stat().st_ino == inode:
                break
            other.path.rename(self.place.root / f"kept-{other.random.random()}")
        else:
            self.skipTest("this file system does not give inodes away again")
        self.daemon.scan(self.logs)
        self.assert_stored(self.log, other)

    def test_a_fork_shares_the_turns_of_its_parent(self):
        fork = self.new_log(3)
        fork.lines = [line.replace(self.log.session, fork.session) for line in self.log.lines]
        fork.turns = list(self.log.turns)
        fork.records = self.log.records
        fork.exchange(3)
        fork.write()
        self.daemon.scan(self.logs)
        self.assert_stored(self.log, fork)
        self.assertEqual(len(fork.turns), self.query("SELECT count(*) FROM turns")[0][0])

    def test_logs_that_are_removed_leave_what_was_read(self):
        self.daemon.scan(self.logs)
        shutil.rmtree(self.logs)
        self.daemon.call("capture.status")
        self.assert_stored(self.log)
        with self.daemon.client() as client:
            self.assertEqual(len(self.log.turns), len(client.call("turn.list", {"session_id": 1, "limit": 500})["turns"]))

    def test_what_is_no_log_is_counted_and_left(self):
        (self.logs / "notes.txt").write_text("hello")
        (self.logs / "empty.jsonl").write_text("")
        (self.logs / "other.jsonl").write_text('{"some":"thing"}\n' * 3)
        (self.logs / "binary.jsonl").write_bytes(os.urandom(5000))
        os.mkfifo(self.logs / "pipe.jsonl")
        result = self.daemon.scan(self.logs)
        self.assertEqual((1, 4), (result["files"], result["unrecognised"]))

    def test_a_path_that_is_not_there_is_an_error(self):
        with self.daemon.client() as client:
            number = client.request("capture.scan", {"path": "/not/there"})
            answer = client.receive()
        self.assertEqual((number, -32001), (answer["id"], answer["error"]["code"]))
        self.assertIn("/not/there", answer["error"]["message"])


class BrokenLines(BatonTest):
    def setUp(self):
        self.log = ClaudeLog(self.place.directory("logs"), self.place.directory("proj"))
        self.log.exchange(5)
        self.daemon = self.start_daemon()

    def troubles(self):
        agents = {agent["agent"]: agent for agent in self.daemon.call("capture.status")["agents"]}
        return agents["claude-code"]

    def test_they_are_counted_and_shown_with_their_place(self):
        lines = list(self.log.lines)
        lines.insert(7, '{"type":"user","mess')
        lines.insert(12, '{"type":"never-heard-of","sessionId":"x"}')
        self.log.path.write_text("".join(line + "\n" for line in lines))
        self.daemon.scan(self.log.path)
        self.assert_stored(self.log)
        status = self.troubles()
        self.assertEqual(2, status["unparsed"])
        shown = {trouble["line"]: trouble for trouble in status["troubles"]}
        self.assertEqual({8, 13}, set(shown))
        self.assertEqual(sum(len(line.encode()) + 1 for line in lines[:7]), shown[8]["offset"])
        self.assertEqual(str(self.log.path), shown[8]["path"])
        self.assertIn("never-heard-of", shown[13]["reason"])
        self.assertEqual(1, self.daemon.call("daemon.status")["capture_troubled_files"])

    def test_they_are_forgotten_when_the_file_is_mended(self):
        self.log.path.write_text(self.log.text() + '{"broken\n')
        self.daemon.scan(self.log.path)
        self.assertEqual(1, self.troubles()["unparsed"])
        self.log.write()
        self.daemon.scan(self.log.path)
        self.assertEqual((0, []), (self.troubles()["unparsed"], self.troubles()["troubles"]))

    def test_a_line_of_many_megabytes_is_passed_over(self):
        lines = list(self.log.lines)
        lines.insert(10, '{"type":"user","x":"' + "y" * (40 << 20) + '"}')
        self.log.path.write_text("".join(line + "\n" for line in lines))
        self.daemon.scan(self.log.path)
        self.assert_stored(self.log)
        self.assertEqual([11], [trouble["line"] for trouble in self.troubles()["troubles"]])


class HandedOver(BatonTest):
    """Texts that are handed over instead of read from a log."""

    def setUp(self):
        self.project = self.place.directory("proj")
        self.daemon = self.start_daemon()

    def hand_over(self, text, **more):
        return self.daemon.call("capture.text", {"text": text, "project": str(self.project)} | more)

    def turns(self, session):
        found = self.daemon.call("turn.list", {"session_id": session, "limit": 50})["turns"]
        return [(turn["role"], turn["kind"], turn["text"]) for turn in found]

    def test_a_pasted_conversation_is_a_session(self):
        stored = self.hand_over("User: Why is it slow?\n\nAssistant: It sorts twice.\n\nUser: Once will do.\n", title="about sorting")
        self.assertEqual(3, stored["turns"])
        self.assertEqual([("user", "text", "Why is it slow?"), ("assistant", "text", "It sorts twice."),
                          ("user", "text", "Once will do.")], self.turns(stored["session_id"]))
        session = self.daemon.call("session.get", {"id": stored["session_id"]})
        self.assertEqual(("import", "about sorting"), (session["agent"], session["title"]))

    def test_any_other_text_is_a_note(self):
        stored = self.hand_over("Always run make lint before committing.")
        self.assertEqual([("user", "text", "Always run make lint before committing.")], self.turns(stored["session_id"]))

    def test_the_same_text_is_stored_once(self):
        first = self.hand_over("A note to keep")
        again = self.hand_over("A note to keep")
        self.assertEqual((first["session_id"], 0), (again["session_id"], again["turns"]))

    def test_secrets_in_it_are_taken_out(self):
        stored = self.hand_over("use ghp_0123456789abcdefghijABCDEFGHIJ012345 for the mirror")
        self.assertNotIn("ghp_0123", self.turns(stored["session_id"])[0][2])

    def test_a_blank_text_is_refused(self):
        with self.assertRaisesRegex(Exception, "blank"):
            self.hand_over(" \n")


if __name__ == "__main__":
    unittest.main()
