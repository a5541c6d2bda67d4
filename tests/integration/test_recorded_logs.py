"""Recorded logs of real sessions: every turn that an independent counter finds is stored once.

Of the samples by default; BATON_SHARED_LOGS names another folder, which may hold thousands of files.
"""
import os
import unittest

from harness import BatonTest, seconds
from harness.killer import Killer
from harness.recorded import FOLDER, Expected, copy_logs
from harness.store import opened

KILLS = 25
LONG = seconds(900)


class RecordedLogs(BatonTest):
    def setUp(self):
        self.logs = self.place.directory("logs")
        self.files = copy_logs(self.logs)
        if not self.files:
            self.skipTest(f"there are no recorded logs in {FOLDER}")
        self.daemon = self.place.daemon()

    def assert_as_counted(self, stage, expected=None):
        expected = expected or Expected(self.files)
        with opened(self.place.database) as connection:
            self.assertEqual([], expected.differences(connection), stage)
        print(f"{stage}: {len(self.files)} files, {len(expected.markdown)} of them Markdown, "
              f"{expected.total()} turns stored as counted", flush=True)

    def scan(self):
        return self.daemon.scan(self.logs, LONG)

    def test_every_turn_once_whatever_is_done_to_the_files(self):
        self.daemon.start()
        result = self.scan()
        self.assertEqual((len(self.files), 0), (result["files"], result["unrecognised"]))
        whole = Expected(self.files)
        self.assert_as_counted("read", whole)
        for path in self.files:
            os.utime(path)
        self.scan()
        self.assert_as_counted("touched", whole)
        contents = {path: path.read_bytes() for path in self.files}
        for path, content in contents.items():
            path.write_bytes(content)
        self.scan()
        self.assert_as_counted("written anew", whole)
        self.assert_sound(self.daemon)

    def test_every_turn_once_when_files_grow(self):
        contents = {path: path.read_bytes() for path in self.files}
        self.daemon.start()
        for part in (1, 2, 3):
            for path, content in contents.items():
                path.write_bytes(content[:len(content) * part // 4])
            self.scan()
        for path, content in contents.items():
            path.write_bytes(content)
        self.scan()
        self.assert_as_counted("grown")
        self.assert_sound(self.daemon)

    def test_every_turn_once_when_files_are_shortened_and_come_back(self):
        whole = Expected(self.files)
        contents = {path: path.read_bytes() for path in self.files}
        self.daemon.start()
        self.scan()
        for path, content in contents.items():
            alone = all(len(whole.files_of[s]) == 1 for s, files in whole.files_of.items() if path in files)
            if alone:
                lines = content.splitlines(keepends=True)
                path.write_bytes(b"".join(lines[:len(lines) // 2]))
        self.scan()
        self.assert_as_counted("shortened")
        for path, content in contents.items():
            path.write_bytes(content)
        self.scan()
        self.assert_as_counted("come back", whole)
        self.assert_sound(self.daemon)

    def test_every_turn_once_after_many_kills(self):
        killer = Killer(self.daemon, self.logs, seed=3)
        for _ in range(KILLS):
            killer.one_life()
        self.daemon.start()
        self.scan()
        self.assert_as_counted(f"killed {KILLS} times")
        self.assert_sound(self.daemon)


if __name__ == "__main__":
    unittest.main()
