"""Clients of the socket, in both framings, that see every byte."""
import json
import socket
import time

from .settings import PATIENCE


class RpcFailure(Exception):
    """The daemon answered with an error object."""

    def __init__(self, error):
        super().__init__(f"{error['code']}: {error['message']}")
        self.code = error["code"]
        self.message = error["message"]
        self.data = error.get("data")


class Ended(Exception):
    """The daemon hung up."""


class Client:
    """One connection. Every wait has an end: a daemon that says nothing fails the test."""

    def __init__(self, path, framing="lines", timeout=PATIENCE):
        self.framing = framing
        self.timeout = timeout
        self.news = []
        self.next_id = 1
        self.buffer = b""
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(timeout)
        try:
            self.socket.connect(str(path))
        except OSError:
            self.socket.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close()

    def send_bytes(self, data):
        self.socket.sendall(data)

    def send_text(self, text):
        body = text.encode()
        self.send_bytes(body + b"\n" if self.framing == "lines" else b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def send(self, message):
        self.send_text(json.dumps(message))

    def end_sending(self):
        self.socket.shutdown(socket.SHUT_WR)

    def receive(self):
        """The next message of any kind. Raises Ended when the daemon has hung up."""
        return json.loads(self.receive_bytes())

    def receive_bytes(self):
        if self.framing == "lines":
            return self._until(b"\n")
        length = None
        while header := self._until(b"\r\n").strip():
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return self._exactly(length)

    def receive_rest(self):
        """Every byte until the daemon hangs up."""
        try:
            while True:
                self._fill()
        except Ended:
            rest, self.buffer = self.buffer, b""
            return rest

    def request(self, method, params=None):
        """Sends a request and returns its id."""
        number = self.next_id
        self.next_id += 1
        self.send({"jsonrpc": "2.0", "id": number, "method": method} | ({} if params is None else {"params": params}))
        return number

    def answer(self, number):
        """The result of the request with this id; notifications that come before it are kept in `news`."""
        while True:
            message = self.receive()
            if "method" in message:
                self.news.append(message)
                continue
            if "error" in message:
                raise RpcFailure(message["error"])
            assert message["id"] == number, message
            return message["result"]

    def call(self, method, params=None):
        return self.answer(self.request(method, params))

    def subscribe(self, *topics):
        self.call("event.subscribe", {"topics": list(topics)})

    def scan(self, path, timeout=None):
        """Has a file or directory read and waits until all of it is. Returns the scan's result."""
        self.subscribe("capture", "turns")
        result = self.call("capture.scan", {"path": str(path)})
        if result["files"] > 0:
            self.wait_for("event.capture", lambda params: params.get("scan_id") == result["scan_id"]
                          and params["scan_files_read"] == params["scan_files"], timeout)
        return result

    def wait_for(self, method, accept=lambda params: True, timeout=None):
        """The parameters of the next notification that is accepted; those before it are dropped."""
        end = time.monotonic() + (timeout or self.timeout)
        while True:
            while self.news:
                message = self.news.pop(0)
                if message["method"] == method and accept(message["params"]):
                    return message["params"]
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"no {method} came that was waited for")
            self.socket.settimeout(left)
            try:
                self.news.append(self.receive())
            finally:
                self.socket.settimeout(self.timeout)

    def _until(self, mark):
        start = 0
        while (at := self.buffer.find(mark, start)) < 0:
            start = max(0, len(self.buffer) - len(mark) + 1)
            self._fill()
        piece, self.buffer = self.buffer[:at], self.buffer[at + len(mark):]
        return piece

    def _exactly(self, size):
        while len(self.buffer) < size:
            self._fill()
        piece, self.buffer = self.buffer[:size], self.buffer[size:]
        return piece

    def _fill(self):
        try:
            data = self.socket.recv(1 << 16)
        except (ConnectionResetError, BrokenPipeError):
            data = b""
        if not data:
            raise Ended(f"the daemon hung up; unread: {self.buffer[:200]!r}")
        self.buffer += data
