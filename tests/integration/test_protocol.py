"""The protocol as a client sees it: golden sessions over both framings, and every result against its documented type."""
import json
import pathlib
import re
import unittest

from harness import BatonTest, ClaudeLog, Schemas

GOLDEN = pathlib.Path(__file__).parent / "golden"
FRAMINGS = ["lines", "headers"]


def steps(path):
    """The lines of a session that count: (line number, '>' or '<', text)."""
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line[:2] in ("> ", "< "):
            yield number, line[0], line[2:]
        elif line and not line.startswith("#"):
            raise ValueError(f"{path.name}:{number}: neither request nor answer nor comment")


def differs(expected, actual, path="answer"):
    """Where an answer is not as expected; None when it is."""
    if expected == "<any>":
        return None
    if isinstance(expected, str) and expected.startswith("<like "):
        found = isinstance(actual, str) and re.search(expected[6:-1], actual)
        return None if found else f"{path}: expected {expected}, is {actual!r}"
    if isinstance(expected, dict) and isinstance(actual, dict):
        named = {key: value for key, value in expected.items() if key != "<more>"}
        if missing := named.keys() - actual.keys():
            return f"{path}: {sorted(missing)} missing"
        if "<more>" not in expected and (further := actual.keys() - named.keys()):
            return f"{path}: {sorted(further)} not expected"
        return next(filter(None, (differs(named[key], actual[key], f"{path}.{key}") for key in named)), None)
    if isinstance(expected, list) and isinstance(actual, list):
        if len(expected) != len(actual):
            return f"{path}: expected {len(expected)} entries, has {len(actual)}"
        pairs = enumerate(zip(expected, actual))
        return next(filter(None, (differs(e, a, f"{path}[{i}]") for i, (e, a) in pairs)), None)
    same = expected == actual and type(expected) is type(actual)
    return None if same else f"{path}: expected {expected!r}, is {actual!r}"


class GoldenSessions(BatonTest):
    def play(self, path):
        daemon = self.start_daemon()
        for framing in FRAMINGS:
            with self.subTest(framing=framing), daemon.client(framing=framing) as client:
                for number, direction, text in steps(path):
                    if direction == ">":
                        client.send_text(text)
                        continue
                    actual = client.receive()
                    fault = differs(json.loads(text), actual)
                    self.assertIsNone(fault, f"{path.name}:{number}: {fault}\n{json.dumps(actual)}")
                client.send({"jsonrpc": "2.0", "id": "last", "method": "project.list"})
                self.assertEqual("last", client.receive()["id"], f"{path.name}: an answer too many")


def add_golden_sessions():
    for path in sorted(GOLDEN.glob("*.session")):
        setattr(GoldenSessions, f"test_{path.stem}", lambda self, path=path: self.play(path))


add_golden_sessions()


class DocumentedTypes(BatonTest):
    def setUp(self):
        self.daemon = self.start_daemon()
        self.log = ClaudeLog(self.place.directory("logs"), self.place.directory("proj"))
        self.log.exchange(3)
        self.log.write()

    def test_every_result_is_as_rpc_discover_says(self):
        with self.daemon.client() as client:
            schemas = Schemas(client.call("rpc.discover"))
            client.subscribe("capture", "turns", "handoff")
            scan = client.call("capture.scan", {"path": str(self.log.directory)})
            project = str(self.place.root / "proj")
            client.wait_for("event.handoff")
            session = client.call("session.list")["sessions"][0]["id"]
            calls = {
                "rpc.discover": {}, "daemon.status": {}, "daemon.doctor": {}, "daemon.compact": {},
                "project.list": {"limit": 1}, "project.get": {"project": project},
                "session.list": {"project": project}, "session.get": {"id": session},
                "turn.list": {"session_id": session, "max_characters": 10, "limit": 2},
                "turn.get": {"session_id": session, "ordinal": 2},
                "handoff.get": {"project": project, "sections": True, "budget": 500}, "handoff.list": {"project": project},
                "handoff.note": {"project": project, "text": "a note", "idempotency_key": "k"}, "handoff.edits": {"project": project},
                "handoff.pin": {"project": project, "line": 3}, "handoff.unpin": {"project": project, "line": 3},
                "handoff.edit": {"project": project, "based_on": 1, "base": "## State\n- a\n", "text": "## State\n- a\n- b\n"},
                "handoff.diff": {"project": project}, "handoff.take_back": {"project": project, "edit": 1},
                "handoff.revert": {"project": project, "version": 1},
                "evaluation.run": {"project": project}, "evaluation.report": {"run": 1, "boundaries": True},
                "search.query": {"query": "socket", "project": project}, "capture.status": {},
                "capture.text": {"text": "User: why?\n\nAssistant: because\n\nUser: I see", "project": project},
                "capture.pause": {}, "capture.resume": {}, "capture.ignore": {"what": project, "note": "a test"},
                "capture.unignore": {"what": project},
                "export.read": {"limit": 5}, "import.write": {"records": [], "last": True},
                "event.subscribe": {"topics": ["turns"]},
            }
            results = {name: client.call(name, params) for name, params in calls.items()} | {"capture.scan": scan}
        self.assertEqual(set(schemas.methods), set(results), "every method is tried here")
        for name, result in results.items():
            self.assertEqual([], schemas.check_result(name, result), name)
        self.assertTrue(results["search.query"]["hits"] and results["handoff.get"]["sections"])

    def test_every_notification_is_as_rpc_discover_says(self):
        with self.daemon.client() as client:
            schemas = Schemas(client.call("rpc.discover"))
            client.subscribe("capture", "turns", "handoff")
            client.call("capture.scan", {"path": str(self.log.directory)})
            messages = list(client.news)
            while {message["method"] for message in messages} != set(schemas.notifications):
                messages.append(client.receive())
        for message in messages:
            self.assertEqual([], schemas.check_notification(message))

    def test_who_has_not_subscribed_hears_nothing(self):
        with self.daemon.client() as quiet, self.daemon.client() as curious:
            quiet.subscribe("capture")
            quiet.subscribe()
            curious.subscribe("capture")
            curious.call("capture.scan", {"path": str(self.log.directory)})
            curious.wait_for("event.capture")
            quiet.call("daemon.status")
            self.assertEqual([], quiet.news)


class BothFramings(BatonTest):
    def test_a_connection_keeps_the_framing_of_its_first_byte(self):
        daemon = self.start_daemon()
        for framing in FRAMINGS:
            with self.subTest(framing=framing), daemon.client(framing=framing) as client:
                numbers = [client.request("daemon.status") for _ in range(50)]
                answers = {client.receive()["id"] for _ in numbers}
                self.assertEqual(set(numbers), answers)

    def test_bytes_may_come_one_at_a_time(self):
        daemon = self.start_daemon()
        text = '{"jsonrpc":"2.0","id":1,"method":"project.list"}'
        for framing, message in [("lines", text + "\r\n"), ("headers", f"content-length: {len(text)}\r\n\r\n{text}")]:
            with self.subTest(framing=framing), daemon.client(framing=framing) as client:
                for byte in message.encode():
                    client.send_bytes(bytes([byte]))
                self.assertEqual({"projects": []}, client.answer(1))


if __name__ == "__main__":
    unittest.main()
