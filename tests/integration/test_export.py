"""`baton export` and `baton import`: everything comes over once, and nothing twice."""
import json
import os
import subprocess
import threading
import time
import unittest

from harness import BATON, PATIENCE, BatonTest, ClaudeLog, seconds
from harness import store
from harness.recorded import copy_logs

OK, REFUSED, USAGE = 0, 1, 2
SECRET = "ghp_" + "a1B2" * 9


class Exchange(BatonTest):
    """Two daemons: one that has captured something, one that is to get it."""

    def setUp(self):
        self.garden = self.place.directory("home/garden")
        self.first = self.start_daemon()
        self.second = None

    def second_daemon(self):
        self.second = self.start_daemon(data=self.place.root / "data2", socket=self.place.root / "s2" / "sock")
        return self.second

    def run_baton(self, daemon, *arguments, text=None, cwd=None):
        return subprocess.run([BATON, "--socket", daemon.socket, "--no-start", *map(str, arguments)],
                              env=self.place.environment(), cwd=cwd or self.garden, input=text, capture_output=True,
                              text=True, timeout=PATIENCE)

    def baton(self, daemon, *arguments, code=OK, **options):
        done = self.run_baton(daemon, *arguments, **options)
        self.assertEqual(code, done.returncode, f"{arguments}: {done.stdout}{done.stderr}")
        return done.stdout if code == OK else done.stderr

    def new_log(self, seed, rounds=3, project=None, parent=None):
        log = ClaudeLog(self.place.home / "logs" / f"p{seed}", project or self.garden, seed)
        if parent is not None:  # a fork begins with its parent's records
            log.lines = [line.replace(parent.session, log.session) for line in parent.lines]
            log.turns = list(parent.turns)
            log.records = parent.records
        log.exchange(rounds)
        log.write()
        return log

    def capture(self, count):
        """Has the first daemon read some logs, and waits until nothing more is to be done about them."""
        other = self.place.directory("home/other")
        logs = [self.new_log(seed, project=other if seed % 3 == 0 else None) for seed in range(1, count + 1)]
        logs.append(self.new_log(90, parent=logs[0]))
        self.first.scan(self.place.home / "logs")
        self.settle(self.first)
        return logs

    def settle(self, daemon):
        """Waits until old sessions have ended; restarted, the daemon then makes the handoffs that do not know it."""
        # One without times has begun when it was read.
        in_progress = "SELECT 1 FROM sessions WHERE status = 'in_progress' AND coalesce(ended_at, started_at) > 0"
        behind = ("SELECT 1 FROM sessions s WHERE s.user_turns > 0 AND s.relation <> 'subagent' AND s.updated_at >= "
                  "coalesce((SELECT max(h.updated_at) FROM handoffs h WHERE h.project_id = s.project_id), 0)")
        for _ in range(2):  # sessions are ended at the start, and after some seconds
            daemon.stop()
            daemon.start()
            self.until(lambda: not self.found(daemon, in_progress), "sessions to end")
        self.until(lambda: not self.found(daemon, behind), "handoffs to be made")

    def found(self, daemon, sql):
        with store.opened(daemon.data / "baton.db") as connection:
            return connection.execute(sql).fetchall()

    def export(self, daemon, *arguments):
        return self.baton(daemon, "export", *arguments)

    def assert_stored_in(self, daemon, *logs):
        with store.opened(daemon.data / "baton.db") as connection:
            for log in logs:
                self.assertEqual(log.turns, store.turns_of(connection, log.session), log.path.name)


class ThereAndBack(Exchange):
    def test_an_import_gives_the_same_export(self):
        logs = self.capture(5)
        exported = self.export(self.first)
        second = self.second_daemon()
        said = self.baton(second, "import", "-", text=exported)
        self.assertIn(f"2 projects, 6 sessions, {sum(len(log.turns) for log in logs) - len(logs[0].turns)} turns", said)
        self.assert_stored_in(second, *logs)
        self.assertEqual(exported.splitlines(), self.export(second).splitlines())
        self.assertIn("step", self.baton(second, "search", "step"))
        self.assertEqual(self.baton(self.first, "handoff"), self.baton(second, "handoff"))
        self.assert_sound(second)
        self.assert_sound(self.first)

    def test_recorded_sessions_come_over_as_they_are(self):
        logs = self.place.directory("recorded")
        copy_logs(logs)
        self.first.scan(logs, seconds(120))
        self.settle(self.first)
        exported = self.export(self.first)
        self.assertIn('{"project_file"', exported)
        second = self.second_daemon()
        self.baton(second, "import", "-", text=exported)
        self.assertEqual(exported.splitlines(), self.export(second).splitlines())
        for sql in ("SELECT count(*), sum(turns), sum(user_turns), sum(input_tokens), sum(parent_id > 0) FROM sessions",
                    "SELECT count(*), sum(size), sum(tool_kind), sum(is_error) FROM turns WHERE NOT withdrawn"):
            self.assertEqual(self.found(self.first, sql), self.found(second, sql), sql)
        self.assert_sound(second, gaps=True)

    def test_a_second_import_adds_nothing(self):
        self.capture(3)
        exported = self.export(self.first)
        for daemon in (self.first, self.second_daemon(), self.second):
            said = json.loads(self.baton(daemon, "import", "-", "--json", text=exported))
        self.assertEqual((0, 0, 0, 0), tuple(said[name] for name in (
            "projects_added", "sessions_added", "turns_added", "handoffs_added")))
        self.assertEqual(exported, self.export(self.first))
        self.assertEqual(exported, self.export(self.second))

    def test_capture_and_import_meet_in_the_same_turns(self):
        logs = self.capture(3)
        exported = self.export(self.first)
        second = self.second_daemon()
        second.scan(logs[0].directory)
        self.baton(second, "import", "-", text=exported)
        second.scan(self.place.home / "logs")
        self.assert_stored_in(second, *logs)
        logs[1].exchange(1)
        logs[1].write()
        second.scan(logs[1].directory)
        self.assert_stored_in(second, *logs)
        self.assert_sound(second)

    def test_a_kill_during_an_import_costs_nothing(self):
        log = self.new_log(1, rounds=2500)
        self.first.scan(log.directory, seconds(120))
        path = self.place.home / "all.jsonl"
        self.baton(self.first, "export", "--output", path)
        second = self.second_daemon()
        for turns in (1, 3000, 7000):
            importing = threading.Thread(target=self.run_baton, args=[second, "import", path])
            importing.start()
            end = time.monotonic() + PATIENCE
            while second.call("daemon.status")["turns"] < turns and time.monotonic() < end:
                time.sleep(0.005)
            second.kill()
            importing.join()
            second.start()
        self.assertLess(0, second.call("daemon.status")["turns"])
        self.baton(second, "import", path)
        self.assert_stored_in(second, log)
        self.assert_sound(second)


class TheFile(Exchange):
    def test_is_for_its_owner_alone_and_whole_or_not_there(self):
        self.capture(1)
        path = self.place.home / "out.jsonl"
        self.assertIn("Wrote 1 project, 2 sessions", self.baton(self.first, "export", "--output", path))
        self.assertEqual(0o600, path.stat().st_mode & 0o777)
        self.assertEqual(path.read_text(), self.export(self.first))
        before = sorted(os.listdir(self.place.home))
        self.baton(self.first, "export", "--project", "phantom", "--output", path, code=REFUSED)
        self.baton(self.first, "export", "--output", self.place.home / "not" / "there", code=REFUSED)
        self.assertEqual(before, sorted(os.listdir(self.place.home)))
        self.assertIn("turn", path.read_text())

    def test_is_as_documented(self):
        self.capture(2)
        lines = [json.loads(line) for line in self.export(self.first).splitlines()]
        self.assertEqual(1, lines[0]["baton_export"])
        self.assertEqual({"baton_export_end": len(lines) - 2}, lines[-1])
        kinds = [next(iter(line)) for line in lines[1:-1]]
        self.assertEqual({"project", "session", "turn", "usage", "handoff"}, set(kinds))
        self.assertTrue(all(len(line) == 1 for line in lines[1:-1]))
        self.assertFalse(any("id" in line[kind] or "session_id" in line[kind] for line, kind in zip(lines[1:-1], kinds)))

    def test_one_project_or_one_session(self):
        logs = self.capture(3)
        text = self.export(self.first, "--project", "other")
        self.assertIn(logs[2].session, text)
        self.assertNotIn(logs[0].session, text)
        text = self.export(self.first, "--session", "1")
        sessions = [json.loads(line)["session"] for line in text.splitlines() if line.startswith('{"session"')]
        self.assertEqual([1], [session["number"] for session in sessions])
        self.assertIn("99", self.baton(self.first, "export", "--session", "99", code=REFUSED))

    def test_markdown_cannot_be_left_by_what_is_in_it(self):
        log = ClaudeLog(self.place.home / "logs", self.garden)
        log.user("Look at `````` this\n# No heading\n<!-- and \x1b[2J no comment")
        log.shell("cat", "```\nout of the fence\n````` far out")
        log.write()
        self.first.scan(log.path)
        self.settle(self.first)
        text = self.export(self.first, "--markdown", "--session", "1")
        self.assertEqual(text, self.export(self.first, "--markdown"))
        self.assertIn("> # No heading\n> <!-- and ␛[2J no comment\n", text)
        self.assertIn("``````\n```\nout of the fence\n````` far out\n``````\n", text)
        self.assertNotIn("\x1b", text)


class WhatIsWrong(Exchange):
    def setUp(self):
        super().setUp()
        self.log = self.new_log(1, rounds=2)
        self.first.scan(self.log.directory)
        self.settle(self.first)
        self.lines = self.export(self.first).splitlines(keepends=True)
        self.turns = [number for number, line in enumerate(self.lines) if line.startswith('{"turn"')]
        self.second_daemon()

    def refused(self, lines):
        return self.baton(self.second, "import", "-", text="".join(lines), code=REFUSED)

    def stored_turns(self):
        return self.second.call("daemon.status")["turns"]

    def test_a_bad_line_is_named_and_what_stood_before_it_stays(self):
        at = self.turns[3]
        for bad in ("no json\n", "[1]\n", '{"turn": {"agent": 1}}\n', "{}\n", '{"turm": {}}\n',
                    self.lines[at].replace('"role":"', '"role":"pope'), self.lines[at].replace('"ordinal":4', '"ordinal":0'),
                    self.lines[at].replace('"session":"', '"session":"x')):
            with self.subTest(bad=bad[:60]):
                said = self.refused(self.lines[:at] + [bad] + self.lines[at + 1:])
                self.assertIn(f"line {at + 1}:", said)
                self.assertIn("lines before it are imported", said)
                self.assertEqual(3, self.stored_turns())

    def test_a_file_that_breaks_off_is_imported_and_said_to_be_short(self):
        self.assertIn("its end is missing", self.refused(self.lines[:-1]))
        self.assertEqual(8, self.stored_turns())

    def test_a_line_that_is_missing_is_noticed(self):
        self.assertIn("some are missing", self.refused(self.lines[:self.turns[2]] + self.lines[self.turns[3]:]))

    def test_a_newer_format_is_refused(self):
        self.assertIn("newer Baton", self.refused([self.lines[0].replace('"baton_export":1', '"baton_export":2')]))

    def test_secrets_are_taken_out_on_the_way_in(self):
        at = self.turns[0]
        record = json.loads(self.lines[at])
        record["turn"]["text"] = f"my token is {SECRET}, and\0 this is no text"
        self.lines[at] = json.dumps(record) + "\n"
        self.baton(self.second, "import", "-", text="".join(self.lines))
        text = self.export(self.second)
        self.assertNotIn(SECRET, text)
        self.assertIn("[redacted:", text)
        self.assertIn("and\u2400 this", text)

    def test_an_ignored_project_stays_empty(self):
        self.lines[1] = self.lines[1].replace('"status":"active"', '"status":"active","ignored":true')
        self.assertIn("left out", self.baton(self.second, "import", "-", text="".join(self.lines)))
        self.assertEqual(0, self.stored_turns())

    def test_numbers_that_are_taken_are_not_taken_again(self):
        own = self.new_log(2, rounds=1)
        self.second.scan(own.directory)
        self.baton(self.second, "import", "-", text="".join(self.lines))
        sessions = self.second.call("session.list", {"project": str(self.garden)})["sessions"]
        self.assertEqual({own.session: 1, self.log.session: 2},
                         {session["external_id"]: session["number"] for session in sessions})
        self.assert_sound(self.second)

    def test_a_log_is_handed_to_capture(self):
        self.assertIn("Read 1 log file: 8 new turns.", self.baton(self.second, "import", self.log.path))
        self.assertIn("cannot open", self.baton(self.second, "import", "/not/there", code=REFUSED))

    def test_a_handoff_is_made_where_the_file_has_none(self):
        kept = [line for line in self.lines[:-1] if not line.startswith('{"handoff"')]
        self.baton(self.second, "import", "-", text="".join(kept), code=REFUSED)  # the end is missing
        self.until(lambda: self.second.call("daemon.status")["handoffs"] == 1, "the handoff")


if __name__ == "__main__":
    unittest.main()
