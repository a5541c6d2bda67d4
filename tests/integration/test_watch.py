"""Logs are read as they are written, without anybody asking."""
import os
import shutil
import threading
import unittest

from harness import PATIENCE, BatonTest, ClaudeLog


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
