"""Databases that the daemon must not touch, and directories in which it cannot work."""
import os
import shutil
import sqlite3
import unittest

from harness import BatonTest


class StrangeDatabases(BatonTest):
    def setUp(self):
        daemon = self.start_daemon()
        daemon.stop()
        self.database = self.place.data / "baton.db"

    def refused(self):
        """Starts a daemon that is to refuse the database and leave it as it is. Returns what it says."""
        before = self.database.read_bytes()
        code, said = self.place.daemon().run_to_end()
        self.assertEqual(1, code, said)
        self.assertEqual(before, self.database.read_bytes(), "the database was touched")
        return said

    def test_one_from_a_newer_version_is_refused(self):
        connection = sqlite3.connect(self.database)
        connection.execute("PRAGMA user_version = 999")
        connection.close()
        said = self.refused()
        self.assertIn("schema 999", said)
        self.assertIn("Nothing was changed", said)
        self.assertIn(str(self.database), said)

    def test_a_file_that_is_no_database_is_refused(self):
        self.database.write_bytes(b"this is not a database at all\n" * 500)
        self.assertIn(str(self.database), self.refused())

    def test_somebody_elses_database_is_refused(self):
        self.database.unlink()
        connection = sqlite3.connect(self.database)
        connection.execute("CREATE TABLE recipes (id INTEGER PRIMARY KEY, cake TEXT)")
        connection.commit()
        connection.close()
        self.refused()

    def test_one_whose_first_page_is_damaged_is_refused(self):
        data = bytearray(self.database.read_bytes())
        data[100:400] = os.urandom(300)
        self.database.write_bytes(data)
        self.refused()

    def test_an_empty_file_becomes_a_database(self):
        self.database.write_bytes(b"")
        for path in self.place.data.glob("baton.db-*"):
            path.unlink()
        self.assert_alive(self.start_daemon())

    def test_a_data_directory_that_is_a_file_is_named(self):
        shutil.rmtree(self.place.data)
        self.place.data.write_text("")
        code, said = self.place.daemon().run_to_end()
        self.assertEqual(1, code)
        self.assertIn(str(self.place.data), said)


if __name__ == "__main__":
    unittest.main()
