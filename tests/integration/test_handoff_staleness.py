"""A handoff that is given out tells what has changed in its work tree."""
import os
import shutil
import subprocess
import time
import unittest

from harness import BATON, PATIENCE, BatonTest, ClaudeLog

MARK = "- Checked now: "


class HandoffStaleness(BatonTest):
    def setUp(self):
        self.project = self.place.directory("home/garden")
        self.git("init", "-b", "main")
        self.write("README.md", "A garden.\n")
        self.commit("first")
        self.write("src/tulips.py", "print('tulips')\n")
        self.commit("tulips")
        self.log = ClaudeLog(self.place.home / "logs", self.project, 1)
        self.log.user("Plant the tulips beside the pond")
        self.log.write_file(self.project / "src/tulips.py", "print('tulips')\n")
        self.log.assistant("The tulips are planted.")
        self.log.write()
        self.daemon = self.start_daemon()
        with self.daemon.client() as client:
            client.subscribe("handoff")
            client.call("capture.scan", {"path": str(self.log.directory)})
            client.wait_for("event.handoff")

    def git(self, *arguments, cwd=None):
        variables = {"GIT_CONFIG_SYSTEM": "/dev/null", "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b",
                     "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
        subprocess.run(["git", *map(str, arguments)], cwd=cwd or self.project, env=self.place.environment(**variables),
                       check=True, capture_output=True, timeout=PATIENCE)

    def write(self, name, text):
        """Writes a file that is a minute younger than all that was there before."""
        path = self.project / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        os.utime(path, (time.time() + 60,) * 2)

    def commit(self, message):
        self.git("add", "-A")
        self.git("commit", "-m", message)

    def baton(self, *arguments, **variables):
        done = subprocess.run([BATON, *arguments], env=self.place.environment(**variables), cwd=self.project,
                              capture_output=True, text=True, timeout=PATIENCE, check=True)
        return done.stdout

    def handoff(self, directory=None, **params):
        return self.daemon.call("handoff.get", {"project": str(directory or self.project), **params})

    def until_told(self, directory=None, **params):
        """The lines about the work tree, once there are any; they may be a quarter of a second behind."""
        told = self.until(lambda: "staleness" in (result := self.handoff(directory, **params)) and result, "nothing is told")
        return told["staleness"], [line.removeprefix(MARK) for line in told["text"].splitlines() if line.startswith(MARK)]

    def assert_nothing_told(self, **params):
        result = self.handoff(**params)
        self.assertNotIn("staleness", result)
        self.assertNotIn(MARK, result["text"])

    def test_nothing_is_told_when_nothing_moved(self):
        self.assert_nothing_told()
        self.assert_nothing_told(budget=500)

    def test_commits_after_the_session_are_told(self):
        self.write("other.py", "")
        self.commit("more")
        staleness, lines = self.until_told()
        self.assertEqual(("ahead", 1, []), (staleness["head_change"], staleness["commits_since"], staleness["files_changed"]))
        self.assertRegex(lines[0], "^HEAD moved 1 commit since \\([0-9a-f]{8} → [0-9a-f]{8}\\)\\.$")

    def test_a_file_that_was_changed_is_told(self):
        self.write("src/tulips.py", "print('roses')\n")
        staleness, lines = self.until_told()
        self.assertEqual(["src/tulips.py"], staleness["files_changed"])
        self.assertEqual(["changed since session 1: src/tulips.py."], lines)

    def test_a_file_that_is_gone_is_told(self):
        (self.project / "src/tulips.py").unlink()
        staleness, lines = self.until_told()
        self.assertEqual(["src/tulips.py"], staleness["missing_files"])
        self.assertEqual(["claimed, but not in the tree: src/tulips.py."], lines)

    def test_another_branch_is_told(self):
        self.git("checkout", "-b", "topic")
        staleness, lines = self.until_told()
        self.assertEqual(("topic", "main"), (staleness["branch"], staleness["branch_then"]))
        self.assertEqual(["this work tree is on branch topic; session 1 worked on branch main."], lines)

    def test_a_rewritten_history_is_told(self):
        self.git("commit", "--amend", "-m", "better")
        staleness, lines = self.until_told()
        self.assertEqual(("diverged", 1, 1),
                         (staleness["head_change"], staleness["commits_since"], staleness["commits_without"]))
        self.assertIn("HEAD is on another line of history", lines[0])

    def test_another_work_tree_is_told_of_the_branch_and_not_of_files(self):
        self.git("worktree", "add", self.place.home / "feature")
        staleness, lines = self.until_told(self.place.home / "feature")
        self.assertTrue(staleness["other_work_tree"])
        self.assertEqual(["this work tree is on branch feature; session 1 worked on branch main."], lines)
        self.assert_nothing_told()

    def test_nothing_is_told_of_a_repository_that_is_gone(self):
        project_id = self.handoff()["project_id"]
        shutil.rmtree(self.project)
        result = self.daemon.call("handoff.get", {"project": str(project_id)})
        self.assertNotIn("staleness", result)

    def test_a_work_tree_that_hangs_keeps_nobody_waiting(self):
        """As on a network disk: whoever opens the branch waits until there is a writer."""
        project_id = str(self.handoff()["project_id"])
        branch = self.project / ".git/refs/heads/main"
        branch.unlink()
        os.mkfifo(branch)
        for _ in range(3):
            self.assertNotIn("staleness", self.daemon.call("handoff.get", {"project": project_id}))
        os.close(os.open(branch, os.O_RDWR))

    def test_a_handoff_of_another_size_or_for_a_goal_tells_it_too(self):
        self.write("other.py", "")
        self.commit("more")
        for params in ({"budget": 500}, {"goal": "water the tulips"}, {"sections": True}):
            with self.subTest(**params):
                self.assertEqual(1, self.until_told(**params)[0]["commits_since"])

    def test_an_old_version_and_the_sections_are_as_they_were_stored(self):
        self.git("checkout", "-b", "topic")
        self.until_told()
        self.assert_nothing_told(version=1)
        sections = self.handoff(sections=True)["sections"]
        self.assertNotIn("Checked now", str(sections))

    def test_what_is_told_is_not_stored(self):
        self.git("checkout", "-b", "topic")
        self.until_told()
        self.assertEqual([], self.query("SELECT 1 FROM handoffs WHERE instr(text, 'Checked now') > 0"))

    def test_an_edited_handoff_still_tells_it_and_keeps_none_of_it(self):
        self.git("checkout", "-b", "topic")
        self.until_told()
        editor = self.place.programs / "editor"
        editor.write_text("#!/bin/sh\nprintf '## Constraints\\n- Never use the hose\\n' >> \"$1\"\n")
        editor.chmod(0o700)
        self.baton("handoff", "edit", VISUAL=editor, TMPDIR=self.place.runtime)
        self.assertEqual("manual", self.handoff()["generator"])
        self.assertEqual(["this work tree is on branch topic; session 1 worked on branch main."], self.until_told()[1])
        self.assertEqual(["Never use the hose"],
                         [edit["text"] for edit in self.daemon.call("handoff.edits", {"project": str(self.project)})["edits"]])
        self.assert_nothing_told(version=2)
        diff = self.daemon.call("handoff.diff", {"project": str(self.project)})["lines"]
        self.assertEqual([], [line for line in diff if "Checked now" in line["text"]])

    def test_an_editor_that_names_no_base_keeps_none_of_it_either(self):
        self.git("checkout", "-b", "topic")
        self.until_told()
        given = self.handoff()
        changed = self.daemon.call("handoff.edit", {"project": str(self.project), "based_on": given["version"],
                                                    "text": given["text"] + "## Constraints\n- Never use the hose\n"})
        self.assertEqual(["Never use the hose"], [edit["text"] for edit in changed["made"]])

    def test_the_command_line_prints_it_among_the_first_lines(self):
        self.git("checkout", "-b", "topic")
        self.until_told()
        first = self.baton("handoff").split("\n## ")[0]
        self.assertIn(MARK + "this work tree is on branch topic", first)

    def test_a_goal_is_not_answered_with_what_was_made_without_one(self):
        made_before = self.handoff()["created_at"]
        self.assertNotEqual(made_before, self.handoff(goal="mend the hose")["created_at"])
        self.assertEqual(made_before, self.handoff()["created_at"])


if __name__ == "__main__":
    unittest.main()
