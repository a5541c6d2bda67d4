"""Starting, stopping and being the only one."""
import os
import signal
import socket
import stat
import subprocess
import unittest

from harness import BATOND, PATIENCE, BatonTest, ClaudeLog, Ended, seconds


def mode(path):
    return stat.S_IMODE(os.stat(path).st_mode)


class Stopping(BatonTest):
    def test_sigterm_ends_it_within_a_second_and_takes_the_socket_away(self):
        daemon = self.start_daemon()
        self.assertLess(daemon.stop(), seconds(1))
        self.assertFalse(self.place.socket.exists())

    def test_sigint_too(self):
        self.assertLess(self.start_daemon().stop(signal.SIGINT), seconds(1))

    def test_open_connections_are_hung_up_on(self):
        daemon = self.start_daemon()
        clients = [daemon.client() for _ in range(100)]
        clients[-1].call("daemon.status")
        for client in clients[:20]:
            client.request("rpc.discover")
        self.assertLess(daemon.stop(), seconds(1))
        for client in clients:
            client.receive_rest()
            self.assertRaises(Ended, client.receive)
            client.close()

    def test_a_running_scan_is_broken_off_and_goes_on_at_the_next_start(self):
        logs = self.place.directory("logs")
        written = []
        for seed in range(40):
            log = ClaudeLog(logs, self.place.root / "proj", seed)
            log.exchange(300)
            log.write()
            written.append(log)
        daemon = self.start_daemon()
        with daemon.client() as client:
            client.subscribe("capture")
            client.call("capture.scan", {"path": str(logs)})
            client.wait_for("event.capture")
            self.assertLess(daemon.stop(), seconds(1))
        daemon.start()
        with daemon.client() as client:
            client.subscribe("capture")
            client.call("capture.scan", {"path": str(logs)})
            client.wait_for("event.capture", lambda p: p["pending_files"] == 0, seconds(120))
            self.assertEqual(sum(len(log.turns) for log in written), client.call("daemon.status")["turns"])


class OnlyOne(BatonTest):
    def test_a_second_daemon_for_the_same_store_names_the_first(self):
        first = self.start_daemon()
        second = self.place.daemon(socket=self.place.root / "other" / "sock")
        code, said = second.run_to_end()
        self.assertEqual(1, code)
        self.assertIn(f"process {first.pid}", said)
        self.assertIn(str(first.data), said)
        self.assert_alive(first)

    def test_a_second_daemon_for_the_same_socket_is_refused(self):
        first = self.start_daemon()
        code, said = self.place.daemon(data=self.place.root / "data2").run_to_end()
        self.assertEqual(1, code)
        self.assertIn(f"another daemon listens on {first.socket}", said)
        self.assert_alive(first)

    def test_what_a_killed_daemon_left_is_no_hindrance(self):
        daemon = self.start_daemon()
        daemon.kill()
        self.assertTrue(self.place.socket.exists())
        daemon.start()
        self.assert_alive(daemon)

    def test_a_file_that_is_no_socket_is_left_alone(self):
        self.place.socket.parent.mkdir(mode=0o700)
        self.place.socket.write_text("precious")
        code, said = self.place.daemon().run_to_end()
        self.assertEqual((1, "precious"), (code, self.place.socket.read_text()))
        self.assertIn("not a socket", said)

    def test_a_socket_path_that_is_too_long_is_said_to_be(self):
        code, said = self.place.daemon(socket=self.place.root / ("x" * 120)).run_to_end()
        self.assertEqual(1, code)
        self.assertIn("107 bytes", said)


class Privacy(BatonTest):
    def test_files_are_for_the_owner_only(self):
        previous = os.umask(0)
        try:
            daemon = self.start_daemon()
        finally:
            os.umask(previous)
        daemon.call("daemon.status")
        self.assertEqual((0o600, 0o700), (mode(self.place.socket), mode(self.place.socket.parent)))
        self.assertEqual(0o700, mode(self.place.data))
        for path in self.place.data.iterdir():
            self.assertEqual(0, mode(path) & 0o077, path.name)
        self.assertIn("baton.db-wal", os.listdir(self.place.data))

    def test_a_data_directory_open_to_others_is_closed(self):
        self.place.data.mkdir(mode=0o755)
        self.start_daemon()
        self.assertEqual(0o700, mode(self.place.data))

    @unittest.skipUnless(os.geteuid() == 0, "only root can be somebody else")
    def test_another_user_is_refused_even_when_the_socket_is_open_to_all(self):
        daemon = self.start_daemon()
        for path in (self.place.root, self.place.socket.parent):
            path.chmod(0o711)
        self.place.socket.chmod(0o666)
        os.seteuid(65534)
        try:
            stranger = daemon.client()
        finally:
            os.seteuid(0)
        with stranger:
            self.assertEqual(-32008, stranger.receive()["error"]["code"])
            self.assertRaises(Ended, stranger.receive)
        self.assert_alive(daemon)


class ServiceManager(BatonTest):
    def test_it_serves_the_socket_it_is_given_and_leaves_the_file(self):
        path = self.place.root / "given"
        given = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        given.bind(str(path))
        given.listen(8)
        waiting = self.place.daemon(socket=path).client()  # connects before there is a daemon
        number = waiting.request("daemon.status")
        wrapper = ["sh", "-c", f'LISTEN_FDS=1 LISTEN_PID=$$ exec "$@" 3<&{given.fileno()}', "sh"]
        daemon = self.place.daemon(socket=self.place.root / "not-this", wrapper=wrapper)
        daemon.spawn(descriptors=[given.fileno()])
        given.close()
        with waiting:
            self.assertEqual(str(path), waiting.answer(number)["socket"])
        self.assertFalse((self.place.root / "not-this").exists())
        daemon.stop()
        self.assertTrue(path.exists())

    def test_it_says_when_it_is_ready_and_when_it_stops(self):
        path = self.place.root / "notify"
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.bind(str(path))
            manager.settimeout(PATIENCE)
            daemon = self.place.daemon(environment={"NOTIFY_SOCKET": path})
            daemon.spawn()
            self.assertIn(b"READY=1", manager.recv(4096).split(b"\n"))
            self.assert_alive(daemon)
            daemon.stop()
            self.assertIn(b"STOPPING=1", manager.recv(4096).split(b"\n"))

    def test_the_journal_gets_priorities(self):
        daemon = self.start_daemon(environment={"JOURNAL_STREAM": "8:1"})
        self.assertIn("<6>serving on", daemon.log_text())


class Configuration(BatonTest):
    def check(self, text):
        path = self.place.write_config(text)
        done = subprocess.run([BATOND, "--check-config"], env=self.place.environment(), capture_output=True, text=True, timeout=PATIENCE)
        return path, done.returncode, done.stdout + done.stderr

    def test_a_right_one_is_said_to_be(self):
        path, code, said = self.check('[daemon]\nlog_level = "debug"\n[capture]\nextra_roots = ["/a"]\n')
        self.assertEqual(0, code)
        self.assertIn(str(path), said)

    def test_an_unknown_key_is_named_with_its_line_and_the_nearest(self):
        path, code, said = self.check('# mine\n[daemon]\nmax_connection = 9\n')
        self.assertEqual(2, code)
        self.assertIn(f"{path}:3:", said)
        self.assertIn('did you mean "max_connections"?', said)

    def test_an_unknown_table_a_wrong_type_and_no_toml_are_named_with_their_line(self):
        for text, expected in [("[deamon]\n", ':1: unknown table "deamon", did you mean "daemon"?'),
                               ("\n[capture]\nwatch = 1\n", ":3: capture.watch: expected true or false"),
                               ("[daemon]\nmax_connections = 1\n", ":2: daemon.max_connections: expected a whole number"),
                               ("[daemon]\nsocket = \n", ":2: ")]:
            with self.subTest(text=text):
                path, code, said = self.check(text)
                self.assertEqual(2, code)
                self.assertIn(f"{path}{expected}", said)

    def test_the_printed_defaults_are_a_right_configuration(self):
        printed = subprocess.run([BATOND, "--print-config"], capture_output=True, text=True, timeout=PATIENCE, check=True)
        self.assertEqual(0, self.check(printed.stdout)[1])

    def test_it_is_obeyed_and_the_command_line_wins(self):
        configured, given = self.place.root / "c" / "sock", self.place.root / "g" / "sock"
        self.place.write_config(f'[daemon]\nsocket = "{configured}"\ndata_dir = "{self.place.root}/d2"\n')
        daemon = self.place.daemon(socket=given)
        daemon.command = lambda: [str(BATOND), "--socket", str(given)]
        daemon.start()
        status = daemon.call("daemon.status")
        self.assertEqual((str(given), f"{self.place.root}/d2/baton.db"), (status["socket"], status["database"]))

    def test_a_wrong_one_keeps_the_daemon_from_starting(self):
        self.place.write_config("[daemon]\nnonsense = 1\n")
        code, said = self.place.daemon().run_to_end()
        self.assertEqual(2, code)
        self.assertIn("nonsense", said)

    def test_one_that_was_asked_for_must_exist(self):
        code, said = self.place.daemon(arguments=["--config", "/nowhere/config.toml"]).run_to_end()
        self.assertEqual(2, code)
        self.assertIn("/nowhere/config.toml", said)


if __name__ == "__main__":
    unittest.main()
