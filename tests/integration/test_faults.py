"""A disk that is full or must not be written to."""
import os
import pathlib
import shutil
import unittest

from harness import BatonTest, ClaudeLog, seconds

MIB = 1 << 20


@unittest.skipUnless(os.geteuid() == 0 and shutil.which("unshare"), "only root can mount a file system of its own")
class FullDisk(BatonTest):
    """The data directory is a small file system that only the daemon sees; the tests reach it through /proc."""

    def start(self, options):
        disk = self.place.directory("disk")
        mount = f'mount -t tmpfs -o {options} tmpfs {disk} && exec "$@"'
        self.daemon = self.place.daemon(data=disk / "data", wrapper=["unshare", "-m", "sh", "-c", mount, "sh"])
        self.daemon.start()
        self.disk = pathlib.Path(f"/proc/{self.daemon.pid}/root{disk}")

    def fill(self):
        """Leaves no room at all."""
        with open(self.disk / "balloon", "wb", buffering=0) as file:
            try:
                while file.write(bytes(4096)) == 4096:
                    pass
            except OSError:
                pass

    def turns(self):
        return self.daemon.call("daemon.status")["turns"]

    def test_capture_waits_for_room_and_then_goes_on(self):
        self.start("size=24m,mode=700")
        log = ClaudeLog(self.place.directory("logs"), self.place.directory("proj"))
        log.exchange(10)
        log.write()
        self.daemon.scan(log.path)
        self.assertEqual(len(log.turns), self.turns())
        self.fill()
        written = len(log.lines)
        log.exchange(300, size=400)
        log.append(written)
        with self.daemon.client() as client:
            client.subscribe("capture")
            client.call("capture.scan", {"path": str(log.path)})
            self.until(lambda: "cannot store" in self.daemon.log_text(), "the daemon to notice")
            self.assertEqual("scanning", client.call("capture.status")["state"])
            self.assertLess(self.turns(), len(log.turns))
            self.assertTrue(client.call("project.list")["projects"], "reading goes on")
            (self.disk / "balloon").unlink()
            client.wait_for("event.capture", lambda params: params["pending_files"] == 0, seconds(60))
        self.assertEqual(len(log.turns), self.turns())
        checks = {check["name"]: check["outcome"] for check in self.daemon.call("daemon.doctor")["checks"]}
        self.assertEqual("ok", checks["database"])

    def test_a_daemon_that_starts_on_a_full_disk_says_so(self):
        disk = self.place.directory("disk")
        mount = f'mount -t tmpfs -o size=16k tmpfs {disk} && exec "$@"'
        daemon = self.place.daemon(data=disk / "data", wrapper=["unshare", "-m", "sh", "-c", mount, "sh"])
        code, said = daemon.run_to_end()
        self.assertEqual(1, code)
        self.assertRegex(said, "full|[Nn]o space")

    def test_a_directory_that_must_not_be_written_to_is_named(self):
        disk = self.place.directory("disk")
        mount = f'mount -t tmpfs -o ro tmpfs {disk} && exec "$@"'
        daemon = self.place.daemon(data=disk / "data", wrapper=["unshare", "-m", "sh", "-c", mount, "sh"])
        code, said = daemon.run_to_end()
        self.assertEqual(1, code)
        self.assertIn(f"{disk}/data", said)
        self.assertIn("Read-only file system", said)

    def test_a_database_on_a_disk_that_became_read_only_is_named(self):
        disk = self.place.directory("disk")
        self.place.daemon(data=disk / "data").start()
        self.place.end_daemons()
        mount = f'mount --bind -o ro {disk} {disk} && mount -o remount,bind,ro {disk} && exec "$@"'
        daemon = self.place.daemon(data=disk / "data", wrapper=["unshare", "-m", "sh", "-c", mount, "sh"])
        code, said = daemon.run_to_end()
        self.assertEqual(1, code)
        self.assertIn("Read-only file system", said)


@unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
class ForbiddenDirectory(BatonTest):
    def test_a_directory_of_somebody_else_is_named(self):
        parent = self.place.directory("locked")
        parent.chmod(0o500)
        code, said = self.place.daemon(data=parent / "data").run_to_end()
        self.assertEqual(1, code)
        self.assertIn("Permission denied", said)


if __name__ == "__main__":
    unittest.main()
