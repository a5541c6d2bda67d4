"""Bad input: an error or a closed connection, bounded memory, and the next client is answered."""
import json
import random
import resource
import unittest

from harness import SANITIZER, BatonTest, Ended

PARSE_ERROR, TOO_LARGE, BUSY = -32700, -32004, -32003
MIB = 1 << 20
# A sanitizer keeps freed memory for a while; what the daemon holds cannot be told then.
MEASURES_MEMORY = not SANITIZER


def setUpModule():
    """Room for many connections on our side; the daemon inherits it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))


class BadInput(BatonTest):
    def setUp(self):
        self.daemon = self.start_daemon()
        self.assert_alive(self.daemon)
        self.memory_before = self.daemon.resident_bytes()

    def tearDown(self):
        self.assert_alive(self.daemon)
        super().tearDown()

    def assert_small(self, most=64 * MIB):
        growth = self.daemon.resident_bytes() - self.memory_before
        if MEASURES_MEMORY:
            self.assertLess(growth, most, "memory grew")

    def send_and_end(self, data):
        """Sends bytes and ends the sending side. Returns all that comes back until the daemon hangs up."""
        with self.daemon.client() as client:
            try:
                client.send_bytes(data)
                client.end_sending()
            except OSError:
                pass  # it hung up before it had heard all
            return client.receive_rest()

    def assert_error(self, answer, code):
        self.assertEqual(code, json.loads(answer.splitlines()[-1])["error"]["code"], answer[:300])

    def test_garbage(self):
        self.assert_error(self.send_and_end(b"\x00\xff\xfe\x01garbage\x7f\n"), PARSE_ERROR)
        self.assert_error(self.send_and_end(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"), PARSE_ERROR)

    def test_headers_that_are_none(self):
        for headers in [b"Content-Length: x\r\n\r\n{}", b"Content-Length: -1\r\n\r\n{}", b"Content-Type: a\r\n\r\n{}",
                        b"Cabbage\r\n\r\n", b"C" * 100_000, b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"]:
            with self.subTest(headers=headers[:40]):
                self.assert_error(self.send_and_end(headers), PARSE_ERROR)

    def test_a_declared_gibibyte_is_refused_at_once(self):
        for length in [b"1073741824", b"9" * 400]:
            with self.daemon.client(framing="headers") as client:
                client.send_bytes(b"Content-Length: " + length + b"\r\n\r\n")
                self.assertEqual(TOO_LARGE, client.receive()["error"]["code"])
                self.assertRaises(Ended, client.receive)
        self.assert_small()

    def test_an_endless_line_is_refused_when_it_is_too_long(self):
        sent = 0
        with self.daemon.client() as client:
            try:
                while sent < 1024 * MIB:
                    client.send_bytes(b"x" * MIB)
                    sent += MIB
            except OSError:
                pass
            self.assert_error(client.receive_rest(), TOO_LARGE)
        self.assertLess(sent, 32 * MIB, "it kept on reading")
        self.assert_small()

    def test_deep_nesting(self):
        for opening, closing in [(b"[", b"]"), (b'{"a":', b"}")]:
            for end in [closing * 10_000, b""]:
                answer = self.send_and_end(opening * 10_000 + b"1" + end + b"\n")
                self.assert_error(answer, PARSE_ERROR)
        params = b'{"jsonrpc":"2.0","id":1,"method":"daemon.status","params":{"a":' + b"[" * 9_999 + b"]" * 9_999 + b"}}\n"
        self.assert_error(self.send_and_end(params), PARSE_ERROR)

    def test_invalid_utf8(self):
        for wrong in [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe6\x97"]:
            request = b'{"jsonrpc":"2.0","id":1,"method":"project.get","params":{"project":"' + wrong + b'"}}\n'
            with self.subTest(wrong=wrong):
                self.assert_error(self.send_and_end(request), PARSE_ERROR)

    def test_escapes_of_half_a_character(self):
        request = b'{"jsonrpc":"2.0","id":1,"method":"search.query","params":{"query":"\\ud800 \\u0000"}}\n'
        answer = json.loads(self.send_and_end(request).decode("utf-8"))
        self.assertIn(answer.get("id"), (1, None))

    def test_a_request_cut_in_the_middle(self):
        for part in [b'{"jsonrpc":"2.0","id":1,"meth', b'Content-Length: 400\r\n\r\n{"jsonrpc"', b"Content-Len", b"C"]:
            with self.subTest(part=part):
                answer = self.send_and_end(part)
                if answer:
                    self.assert_error(answer, PARSE_ERROR)

    def test_a_client_that_leaves_before_its_answer(self):
        for _ in range(50):
            with self.daemon.client() as client:
                for _ in range(20):
                    client.request("rpc.discover")
        self.until(lambda: self.daemon.call("daemon.status")["connections"] == 1, "the connections to end")

    def test_500_idle_connections(self):
        idle = [self.daemon.client() for _ in range(500)]
        try:
            idle[0].call("daemon.status")
            with self.daemon.client() as client:
                for _ in range(100):
                    client.call("daemon.status")
                self.assertEqual(501, client.call("daemon.status")["connections"])
            self.assertEqual(self.daemon.pid, idle[499].call("daemon.status")["pid"])
            self.assert_small()
        finally:
            for client in idle:
                client.close()

    def test_a_reader_that_never_reads_holds_up_nobody(self):
        requests = 3000  # their answers are larger than what the daemon keeps for one connection
        with self.daemon.client() as slow:
            numbers = range(requests)
            slow.send_bytes(b"".join(b'{"jsonrpc":"2.0","id":%d,"method":"rpc.discover"}\n' % i for i in numbers))
            for _ in range(100):
                self.assert_alive(self.daemon)
            self.assert_small(most=96 * MIB)
            answered = [slow.receive()["id"] for _ in numbers]
        self.assertEqual(set(numbers), set(answered))

    def test_a_flood_of_requests_at_once(self):
        with self.daemon.client() as client:
            text = json.dumps([{"jsonrpc": "2.0", "id": i, "method": "daemon.status"} for i in range(100)])
            for _ in range(20):
                client.send_text(text)
            self.assertEqual([100] * 20, [len(client.receive()) for _ in range(20)])

    def test_a_batch_that_is_too_long_is_an_error(self):
        with self.daemon.client() as client:
            client.send([{"jsonrpc": "2.0", "id": i, "method": "daemon.status"} for i in range(101)])
            self.assertEqual(-32600, client.receive()["error"]["code"])
            client.call("daemon.status")


class ManyConnections(BatonTest):
    def test_one_too_many_is_told_and_room_is_given_back(self):
        self.place.write_config("[daemon]\nmax_connections = 8\n")
        daemon = self.start_daemon()
        clients = [daemon.client() for _ in range(8)]
        for client in clients:
            client.call("daemon.status")
        with daemon.client() as refused:
            self.assertEqual(BUSY, refused.receive()["error"]["code"])
            self.assertRaises(Ended, refused.receive)
        clients.pop().close()
        self.until(lambda: clients[0].call("daemon.status")["connections"] == 7, "the connection to end")
        self.assert_alive(daemon)
        for client in clients:
            client.close()


class RandomBytes(BatonTest):
    COUNT = 400

    def test_mutated_messages(self):
        daemon = self.start_daemon()
        generator = random.Random(20260301)
        methods = [method["name"] for method in daemon.call("rpc.discover")["methods"]]
        for _ in range(self.COUNT):
            with daemon.client() as client:
                try:
                    client.send_bytes(self.message(generator, methods))
                    client.end_sending()
                except OSError:
                    pass
                for line in client.receive_rest().splitlines():
                    if line.startswith((b"{", b"[")):
                        json.loads(line)
        self.assert_alive(daemon)

    @staticmethod
    def message(generator, methods):
        values = [1, -1, 2**63, 1e308, "", "x" * 1000, None, True, [], {}, [[]], "\u0000", "日本語", "/", "..", "%s%n"]
        names = ["project", "session_id", "id", "number", "limit", "cursor", "query", "topics", "version", "budget", "ordinal"]
        params = {generator.choice(names): generator.choice(values) for _ in range(generator.randrange(4))}
        request = {"jsonrpc": "2.0", "id": generator.choice([1, "a", None]), "method": generator.choice(methods), "params": params}
        data = bytearray(json.dumps(request).encode() + b"\n")
        if generator.random() < 0.3:
            data[:0] = b"Content-Length: %d\r\n\r\n" % len(data)
        for _ in range(generator.choice([0, 0, 1, 3, 20])):
            data[generator.randrange(len(data))] = generator.randrange(256)
        return bytes(data)


if __name__ == "__main__":
    unittest.main()
