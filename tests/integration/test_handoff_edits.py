"""What a user does to a handoff holds for every one that follows."""
import json
import os
import stat
import subprocess
import unittest

from harness import BATON, PATIENCE, BatonTest, ClaudeLog

OK, REFUSED, USAGE = 0, 1, 2
REQUEST = "Plant the tulips beside the pond"
REPORT = "The tulips are planted."


class HandoffEdits(BatonTest):
    def setUp(self):
        self.project = self.place.directory("home/garden")
        self.log = ClaudeLog(self.place.home / "logs", self.project, 1)
        self.log.user(REQUEST)
        self.log.shell("make plant", "planted 12 tulips")
        self.log.assistant(REPORT)
        self.log.write()
        self.daemon = self.start_daemon()
        self.scan()

    def baton(self, *arguments, code=OK, **variables):
        """Runs it in the project's directory and returns what it printed."""
        done = subprocess.run([BATON, *map(str, arguments)], env=self.place.environment(**variables), cwd=self.project,
                              capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(code, done.returncode, f"{arguments}: {done.stdout}{done.stderr}")
        return done.stdout if code == OK else done.stderr

    def scan(self):
        """Has the log read, and waits until the handoff that knows it is stored."""
        with self.daemon.client() as client:
            client.subscribe("handoff")
            client.call("capture.scan", {"path": str(self.log.directory)})
            client.wait_for("event.handoff")

    def work_on(self):
        """A new turn comes, and the handoff is built anew."""
        written = len(self.log.lines)
        self.log.user("Now water them every morning")
        self.log.append(written)
        self.scan()

    def editor(self, *lines):
        """An editor that is a Python program; `text` is what it finds and leaves."""
        path = self.place.programs / "scripted-editor"
        path.write_text("\n".join(["#!/usr/bin/env python3", "import sys", "text = open(sys.argv[1]).read()", *lines,
                                   "open(sys.argv[1], 'w').write(text)"]) + "\n")
        path.chmod(0o700)
        return {"VISUAL": str(path), "TMPDIR": str(self.place.runtime)}

    def edit_three_lines(self):
        """Adds a line, deletes one and changes one."""
        self.assertIn("Passed: Build `make plant`", self.baton("handoff"))
        return self.baton("handoff", "edit", **self.editor(
            "lines = text.split('\\n')",
            "lines = [line for line in lines if 'Build `make plant`' not in line]",
            f"lines = [line.replace({REPORT!r}, 'Half of the tulips are planted.') for line in lines]",
            "text = '\\n'.join(lines) + '## Constraints\\n- Never use the hose\\n'"))

    def assert_edited(self, text):
        self.assertIn("- Never use the hose [note]", text)
        self.assertNotIn("Passed: Build `make plant`", text)
        self.assertNotIn(REPORT, text)
        self.assertIn("Half of the tulips are planted.", text)

    def newest(self):
        return self.daemon.call("handoff.get", {"project": str(self.project)})

    def history(self):
        return self.daemon.call("handoff.list", {"project": str(self.project)})["versions"]

    def edits(self):
        return self.daemon.call("handoff.edits", {"project": str(self.project)})["edits"]

    def test_an_edited_handoff_is_a_version_of_its_own(self):
        self.edit_three_lines()
        self.assert_edited(self.newest()["text"])
        self.assertEqual([(2, "manual", 1), (1, "extractive", None)],
                         [(v["version"], v["generator"], v.get("based_on")) for v in self.history()])
        self.assertIn("Passed: Build `make plant`", self.baton("handoff", "--version-number", 1))

    def test_the_next_handoff_has_the_edits(self):
        self.edit_three_lines()
        self.work_on()
        self.assertEqual("extractive", self.newest()["generator"])
        self.assertIn("Now water them every morning", self.newest()["text"])
        self.assert_edited(self.newest()["text"])
        self.assert_edited(self.baton("handoff", "--budget", 500))

    def test_a_killed_daemon_loses_no_edit(self):
        self.edit_three_lines()
        self.daemon.kill()
        self.daemon.start()
        self.assert_edited(self.newest()["text"])
        self.work_on()
        self.assert_edited(self.newest()["text"])

    def test_an_edit_of_what_is_not_the_newest_any_more_is_taken(self):
        before = self.newest()
        self.work_on()
        result = self.daemon.call("handoff.edit", {
            "project": str(self.project), "based_on": before["version"], "base": before["text"],
            "text": before["text"] + "## Constraints\n- Never use the hose\n"})
        self.assertEqual(["Never use the hose"], [edit["text"] for edit in result["made"]])
        self.assertEqual([], result["ended"])
        self.assertIn("Never use the hose", self.newest()["text"])
        self.assertIn("Now water them every morning", self.newest()["text"])

    def test_nothing_is_saved_when_nothing_was_changed(self):
        self.assertEqual("Nothing was changed.\n", self.baton("handoff", "edit", **self.editor()))
        self.assertEqual("The text is empty: nothing was saved.\n", self.baton("handoff", "edit", **self.editor("text = '\\n'")))
        self.assertEqual(1, len(self.history()))
        self.assertEqual([], list(self.place.runtime.glob("baton-handoff-*")))

    def test_the_text_is_kept_when_the_editor_fails(self):
        complaint = self.baton("handoff", "edit", code=REFUSED, **self.editor(
            "open(sys.argv[1], 'w').write('half a thought')", "sys.exit(3)"))
        [kept] = self.place.runtime.glob("baton-handoff-*")
        self.assertIn(f"ended with 3; the text is kept in {kept}", complaint)
        self.assertEqual("half a thought", kept.read_text())
        self.assertEqual(0o600, stat.S_IMODE(os.stat(kept).st_mode))

    def test_the_text_is_kept_when_the_daemon_refuses_it(self):
        complaint = self.baton("handoff", "edit", code=REFUSED, **self.editor("text += '- a <private> thought\\n'"))
        [kept] = self.place.runtime.glob("baton-handoff-*")
        self.assertIn(str(kept), complaint)
        self.assertIn("a <private> thought", kept.read_text())

    def test_secrets_that_are_typed_are_not_stored(self):
        secret = "ghp_" + "q7Xw2Lk9Zt4Rb8Nc3Vd6Hs1Jf5Mg0Py2Ua4e"
        self.baton("handoff", "note", f"the token is {secret}")
        self.assertIn("the token is [redacted:", self.newest()["text"])
        self.assertNotIn(secret, json.dumps(self.edits()))

    def test_a_note_stands_until_it_is_undone(self):
        self.baton("handoff", "note", "--section", "constraints", "Never", "use", "the", "hose")
        self.work_on()
        self.assertIn("- Never use the hose [note]", self.newest()["text"])
        sections = self.daemon.call("handoff.get", {"project": str(self.project), "sections": True})["sections"]
        [line] = [line for section in sections for line in section["lines"] if line["text"] == "Never use the hose"]
        self.assertEqual(([], True), (line["citations"], line["by_user"]))
        self.baton("handoff", "undo", self.edits()[0]["id"])
        self.assertNotIn("Never use the hose", self.newest()["text"])

    def test_a_deleted_line_comes_back_when_that_is_undone(self):
        self.edit_three_lines()
        [hidden] = [edit["id"] for edit in self.edits() if edit["kind"] == "hidden"]
        self.baton("handoff", "undo", hidden)
        self.assertIn("Passed: Build `make plant`", self.newest()["text"])
        self.assertIn("Never use the hose", self.newest()["text"])

    def test_a_pinned_line_survives_a_small_budget(self):
        self.log.exchange(30, 200)
        self.log.write()
        self.scan()
        [line] = [line for line in self.baton("handoff", "--numbers").splitlines() if "Request 3" in line][:1]
        number, text = line.split(maxsplit=1)
        start = text[:50]
        self.assertNotIn(start, self.baton("handoff", "--budget", 500))
        self.baton("handoff", "pin", number)
        self.assertIn(start, self.baton("handoff", "--budget", 500))
        self.baton("handoff", "unpin", number)
        self.assertNotIn(start, self.baton("handoff", "--budget", 500))

    def test_a_pinned_version_stays_as_it_is(self):
        self.baton("handoff", "pin", "--version-number", 1)
        before = self.newest()["text"]
        self.work_on()
        self.assertEqual([(2, False), (1, True)], [(v["version"], v.get("pinned", False)) for v in self.history()])
        self.assertEqual(before, self.daemon.call("handoff.get", {"project": str(self.project), "version": 1})["text"])

    def test_reverting_brings_back_text_and_edits(self):
        before = self.newest()["text"]
        self.edit_three_lines()
        edited = self.newest()["text"]
        self.baton("handoff", "revert", 1)
        self.assertEqual((before, []), (self.newest()["text"], self.edits()))
        self.baton("handoff", "revert", 2)
        self.assertEqual(edited, self.newest()["text"])
        self.assertEqual(3, len(self.edits()))
        self.work_on()
        self.assert_edited(self.newest()["text"])

    def test_diff_shows_what_an_edit_changed(self):
        self.edit_three_lines()
        printed = self.baton("handoff", "diff")
        self.assertTrue(printed.startswith("Version 1 to 2\n"), printed)
        self.assertIn("+ - Never use the hose [note]\n", printed)
        self.assertRegex(printed, r"(?m)^- .*Passed: Build `make plant`")
        self.assertEqual("Version 2 to 2\nThey are the same.\n", self.baton("handoff", "diff", 2, 2))
        self.assertIn("no handoff version 9", self.baton("handoff", "diff", 9, code=REFUSED))

    def test_history_is_paged(self):
        for number in range(3):
            self.baton("handoff", "note", f"note number {number}")
        page = json.loads(self.baton("handoff", "history", "garden", "--limit", 3, "--json"))
        rest = json.loads(self.baton("handoff", "history", "--limit", 3, "--cursor", page["next_cursor"], "--json"))
        self.assertEqual([4, 3, 2, 1], [v["version"] for v in page["versions"] + rest["versions"]])
        self.assertRegex(self.baton("handoff", "history"), r"manual.*from 3")

    def test_a_repeated_call_under_one_key_is_done_once(self):
        params = {"project": str(self.project), "text": "Never use the hose", "idempotency_key": "k1"}
        first = self.daemon.call("handoff.note", params)
        self.daemon.call("handoff.take_back", {"project": str(self.project), "edit": first["made"][0]["id"]})
        self.assertEqual(first, self.daemon.call("handoff.note", params))
        self.assertEqual([], self.edits())

    def test_what_cannot_be_done_is_refused(self):
        self.assertIn("no such line", self.baton("handoff", "pin", "words that no line has", code=REFUSED))
        self.assertIn("baton handoff edits", self.baton("handoff", "undo", 99, code=REFUSED))
        self.assertIn("newest already", self.baton("handoff", "revert", 1, code=REFUSED))
        self.assertIn("params.section", self.baton("handoff", "note", "--section", "nowhere", "x", code=REFUSED))
        self.assertIn("at most", self.baton("handoff", "note", "x" * 20_000, code=REFUSED))
        self.baton("handoff", "pin", code=USAGE)


if __name__ == "__main__":
    unittest.main()
