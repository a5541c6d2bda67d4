"""Logs are read as they are written, without anybody asking."""
import datetime
import os
import shutil
import subprocess
import threading
import unittest

from harness import PATIENCE, BatonTest, ClaudeLog, seconds


class Watching(BatonTest):
    def setUp(self):
        self.projects = self.place.home / ".claude/projects"
        self.project = self.place.directory("proj")

    def watch(self, config="", **options):
        """Starts a daemon that watches, with a client that hears what it reads."""
        self.place.write_config("[capture]\nrescan_seconds = 5\ndebounce_milliseconds = 10\n" + config)
        daemon = self.start_daemon(watch=True, **options)
        self.client = daemon.client()
        self.addCleanup(self.client.close)
        self.client.subscribe("capture", "turns")
        return daemon

    def new_log(self, directory, seed=1, rounds=3):
        log = ClaudeLog(directory, self.project, seed)
        log.exchange(rounds)
        return log

    def wait_until_stored(self, *logs):
        for log in logs:
            while self.stored(log) != log.turns:
                self.client.wait_for("event.capture")

    def test_what_was_there_before_the_daemon_is_read(self):
        log = self.new_log(self.projects / "-proj")
        log.write()
        self.watch()
        self.wait_until_stored(log)

    def test_a_new_file_in_a_watched_directory(self):
        (self.projects / "-proj").mkdir(parents=True)
        self.watch()
        log = self.new_log(self.projects / "-proj")
        log.write()
        self.wait_until_stored(log)

    def test_a_new_directory_with_files_that_came_before_its_watch(self):
        self.projects.mkdir(parents=True)
        self.watch()
        prepared = self.place.directory("prepared")
        logs = [self.new_log(prepared / "-a" / "deep", 1), self.new_log(prepared / "-a" / "deep", 2)]
        for log in logs:
            log.write()
        os.rename(prepared / "-a", self.projects / "-a")
        self.wait_until_stored(*logs)
        late = self.new_log(self.projects / "-a" / "deep", 3)
        late.write()
        self.wait_until_stored(late)

    def test_directories_made_in_a_hurry(self):
        self.projects.mkdir(parents=True)
        self.watch()
        logs = [self.new_log(self.projects / f"-p{seed}" / "x" / "y", seed, rounds=1) for seed in range(40)]
        for log in logs:
            log.write()
        self.wait_until_stored(*logs)

    def test_the_agents_directory_may_come_later(self):
        self.watch()
        log = self.new_log(self.projects / "-proj")
        log.write()
        self.wait_until_stored(log)

    def test_the_agents_own_variable_is_obeyed(self):
        elsewhere = self.place.directory("elsewhere")
        self.watch(environment={"CLAUDE_CONFIG_DIR": elsewhere})
        log, unseen = self.new_log(elsewhere / "projects/-proj", 1), self.new_log(self.projects / "-proj", 2)
        unseen.write()
        log.write()
        self.wait_until_stored(log)
        self.assertEqual([], self.stored(unseen))

    def test_directories_of_the_configuration_are_watched_too(self):
        extra = self.place.directory("extra")
        self.watch(f'extra_roots = ["{extra}"]\n')
        log = self.new_log(extra / "below")
        log.write()
        self.wait_until_stored(log)

    def test_a_last_line_waits_until_it_is_whole(self):
        log = self.new_log(self.projects / "-proj", rounds=2)
        data = log.text().encode()
        log.path.write_bytes(data[:-10])
        self.watch()
        while len(self.stored(log)) != len(log.turns) - 1:
            self.client.wait_for("event.capture")
        with open(log.path, "ab") as file:
            file.write(data[-10:])
        self.wait_until_stored(log)

    def test_several_writers_that_append_in_pieces(self):
        self.watch()
        logs = [self.new_log(self.projects / "-proj", seed, rounds=30) for seed in range(4)]
        writers = [threading.Thread(target=write_in_pieces, args=[log]) for log in logs]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join(PATIENCE)
        self.wait_until_stored(*logs)

    def test_a_session_that_is_written_to_while_its_directory_is_renamed(self):
        self.watch()
        log = self.new_log(self.projects / "-old")
        log.write()
        self.wait_until_stored(log)
        os.rename(self.projects / "-old", self.projects / "-new")
        log.path = self.projects / "-new" / log.path.name
        written = len(log.lines)
        log.exchange(2)
        log.append(written)
        self.wait_until_stored(log)

    def test_the_log_directory_may_go_and_come_back(self):
        self.watch()
        log = self.new_log(self.projects / "-proj", 1)
        log.write()
        self.wait_until_stored(log)
        shutil.rmtree(self.projects)
        self.assertEqual(log.turns, self.stored(log))
        again = self.new_log(self.projects / "-proj", 2)
        again.write()
        self.wait_until_stored(again)
        self.assert_stored(log)

    def test_a_linked_directory_is_read_once(self):
        elsewhere = self.place.directory("elsewhere")
        log = self.new_log(elsewhere)
        log.write()
        self.projects.mkdir(parents=True)
        os.symlink(elsewhere, self.projects / "-linked")
        os.symlink(self.projects, elsewhere / "back")
        self.watch()
        self.wait_until_stored(log)
        log.user("one more")
        log.append(len(log.lines) - 1)
        self.wait_until_stored(log)

    def test_old_sessions_are_numbered_as_they_ran_and_read_newest_first(self):
        logs = [self.new_log(self.projects / "-proj", seed) for seed in (1, 2, 3)]
        for day, log in enumerate(logs):
            log.lines = [line.replace("2026-03-01", f"2026-03-0{3 - day}") for line in log.lines]
            log.write()
            os.utime(log.path, (1000 - day, 1000 - day))
        self.watch()
        self.wait_until_stored(*logs)
        rows = self.query("SELECT external_id FROM sessions ORDER BY number")
        self.assertEqual([log.session for log in reversed(logs)], [row[0] for row in rows])
        first = self.query("SELECT sessions.external_id FROM sessions JOIN turns ON session_id = sessions.id ORDER BY turns.id LIMIT 1")
        self.assertEqual(logs[0].session, first[0][0], "the newest is read first")

    def test_the_doctor_names_an_agent_that_is_installed_but_was_never_heard_of(self):
        programs = self.place.directory("programs")
        shutil.copy("/bin/true", programs / "codex")
        daemon = self.watch(environment={"PATH": f"{programs}:/usr/bin:/bin"})
        checks = {check["name"]: check for check in daemon.call("daemon.doctor")["checks"]}
        self.assertEqual("warning", checks["logs of codex"]["outcome"])
        self.assertIn(".codex/sessions", checks["logs of codex"]["detail"])

    def test_the_doctor_says_that_capture_is_paused(self):
        daemon = self.watch()
        daemon.call("capture.pause")
        self.until(lambda: daemon.call("capture.status")["state"] == "paused", "it is paused")
        checks = {check["name"]: check for check in daemon.call("daemon.doctor")["checks"]}
        self.assertEqual(("warning", "paused"), (checks["watching logs"]["outcome"], checks["watching logs"]["detail"]))

    def test_nothing_is_read_while_capture_is_paused(self):
        daemon = self.watch()
        daemon.call("capture.pause")
        log = self.new_log(self.projects / "-proj")
        log.write()
        self.until(lambda: daemon.call("capture.status")["pending_files"] == 1, "the file waits")
        self.assertEqual(("paused", []), (daemon.call("capture.status")["state"], self.stored(log)))
        daemon.call("capture.resume")
        self.wait_until_stored(log)

    def test_an_ignored_project_is_left_out_until_it_is_not(self):
        daemon = self.watch()
        daemon.call("capture.ignore", {"what": str(self.project), "note": "private"})
        log = self.new_log(self.projects / "-proj")
        other = ClaudeLog(self.projects / "-other", self.place.directory("other"), 2)
        other.user("an open request")
        log.write()
        other.write()
        self.wait_until_stored(other)
        self.until(lambda: daemon.call("capture.status")["pending_files"] == 0, "all is read")
        self.assertEqual([], self.stored(log))
        self.assertEqual("project", daemon.call("capture.status")["ignored"][0]["scope"])
        daemon.call("capture.unignore", {"what": str(self.project)})
        self.wait_until_stored(log)

    def test_an_ignored_path_is_left_out_until_it_is_not(self):
        daemon = self.watch()
        daemon.call("capture.ignore", {"what": str(self.projects / "*secret*")})
        hidden, seen = self.new_log(self.projects / "-secret-plan", 1), self.new_log(self.projects / "-proj", 2)
        hidden.write()
        seen.write()
        self.wait_until_stored(seen)
        self.assertEqual([], self.stored(hidden))
        daemon.call("capture.unignore", {"what": str(self.projects / "*secret*")})
        self.wait_until_stored(hidden)

    def test_what_is_ignored_must_exist(self):
        daemon = self.watch()
        for what, scope in [("no-such-project", None), ("no-such-agent", "agent"), ("relative/path", "path")]:
            with self.assertRaises(Exception, msg=what):
                daemon.call("capture.ignore", {"what": what} | ({"scope": scope} if scope else {}))

    def test_a_session_that_fell_silent_long_ago_is_over_and_opens_again(self):
        log = self.new_log(self.projects / "-proj")
        log.write()
        daemon = self.watch()
        self.wait_until_stored(log)
        status = lambda: daemon.call("session.list")["sessions"][0]["status"]
        self.until(lambda: status() == "completed", "it is over")
        log.user("once more")
        log.append(len(log.lines) - 1)
        self.wait_until_stored(log)
        self.assertEqual("in_progress", status())

    def test_a_log_that_its_agent_deletes_is_kept_and_counted_as_gone(self):
        log = self.new_log(self.projects / "-proj")
        log.write()
        daemon = self.watch()
        self.wait_until_stored(log)
        log.path.unlink()
        agent = lambda: next(a for a in daemon.call("capture.status")["agents"] if a["agent"] == "claude-code")
        self.until(lambda: agent()["gone_files"] == 1, "the file is missed")
        self.assert_stored(log)

    def test_a_session_ends_with_the_last_process_of_its_agent(self):
        agent = self.place.directory("agents") / "claude"
        shutil.copy("/bin/sleep", agent)
        process = subprocess.Popen([agent, "600"], cwd=self.project)
        self.addCleanup(process.kill)
        daemon = self.watch("silence_minutes = 10080\n")
        self.until(lambda: daemon.call("capture.status")["state"] == "watching", "it has looked around")
        log = self.new_log(self.projects / "-proj")
        now = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=1)
        log.lines = [line.replace("2026-03-01T09:00", now.strftime("%Y-%m-%dT%H:%M")) for line in log.lines]
        log.write()
        self.until(lambda: self.query("SELECT 1 FROM sessions"), "it is stored")
        process.kill()
        process.wait()
        self.until(lambda: self.query("SELECT ended_by FROM sessions")[0][0] == "exit", "it is over", seconds(60))

    def handoff_with(self, daemon, text):
        """Waits until the stored handoff of the project has the text."""
        while True:
            version = self.client.wait_for("event.handoff")["version"]
            handoff = daemon.call("handoff.get", {"project": str(self.project), "version": version})["text"]
            if text in handoff:
                return handoff

    def test_the_live_handoff_follows_what_is_added_and_what_is_changed(self):
        daemon = self.watch()
        self.client.subscribe("handoff")
        log = ClaudeLog(self.projects / "-proj", self.project, 1, datetime.datetime.now(datetime.timezone.utc))
        log.user("Plant the tulips beside the pond")
        log.shell("make plant", "planted 12 tulips")
        log.assistant("All of the tulips are planted.")
        log.write()
        self.handoff_with(daemon, "All of the tulips are planted.")
        log.user("Now water them every morning")
        log.append(len(log.lines) - 1)
        self.handoff_with(daemon, "Now water them every morning")
        log.lines = [line.replace("All of the tulips", "Half of the tulips") for line in log.lines]
        log.write()
        handoff = self.handoff_with(daemon, "Half of the tulips are planted.")
        self.assertNotIn("All of the tulips", handoff)
        self.assertIn("Now water them every morning", handoff)

    def test_nothing_is_read_when_watching_is_off(self):
        log = self.new_log(self.projects / "-proj")
        log.write()
        daemon = self.watch("watch = false\n")
        self.assertEqual("off", daemon.call("capture.status")["state"])
        other = self.new_log(self.place.directory("logs"), 2)
        other.write()
        self.client.scan(other.path)
        self.assertEqual([], self.stored(log))


def write_in_pieces(log):
    """Appends a log's lines in writes that end anywhere, as a buffered writer does."""
    data = log.text().encode()
    with open(log.path, "ab", buffering=0) as file:
        at = 0
        while at < len(data):
            size = log.random.randrange(1, 3000)
            file.write(data[at:at + size])
            at += size


if __name__ == "__main__":
    unittest.main()
