"""`baton` against a daemon with sessions in it: what a person or a script gets, and the exit codes."""
import json
import subprocess
import unittest

from harness import BATON, PATIENCE, BatonTest, ClaudeLog
from harness.terminal import run_on_terminal

OK, REFUSED, USAGE = 0, 1, 2


class CommandLine(BatonTest):
    def setUp(self):
        self.project = self.place.directory("home/garden")
        self.log = self.new_log(1)
        self.log.user("Plant the tulips beside the pond")
        self.log.shell("make plant", "planted 12 tulips")
        self.log.assistant("The tulips are planted.")
        self.log.write()
        self.daemon = self.start_daemon()

    def new_log(self, seed):
        return ClaudeLog(self.place.home / "logs", self.project, seed)

    def run_baton(self, *arguments, text=None):
        return subprocess.run([BATON, *map(str, arguments)], env=self.place.environment(), cwd=self.project, input=text,
                              capture_output=True, text=True, timeout=PATIENCE)

    def baton(self, *arguments, code=OK, text=None):
        """Runs it in the project's directory and returns what it printed."""
        done = self.run_baton(*arguments, text=text)
        self.assertEqual(code, done.returncode, f"{arguments}: {done.stdout}{done.stderr}")
        if code == OK:
            self.assertEqual("", done.stderr)
        return done.stdout if code == OK else done.stderr

    def scan(self):
        with self.daemon.client() as client:
            client.subscribe("handoff")
            self.baton("capture", "scan", "--wait", self.log.directory)
            client.wait_for("event.handoff")

    def test_scan_and_wait_tells_how_much_was_read(self):
        self.assertEqual("Read 1 log file: 4 new turns.\n", self.baton("capture", "scan", "--wait", "../logs"))
        self.assertEqual("Read 1 log file: 0 new turns.\n", self.baton("capture", "scan", "--wait", "../logs"))
        self.assertEqual(4, self.daemon.call("daemon.status")["turns"])

    def test_scan_of_nothing_ends_too(self):
        self.place.directory("home/nothing")
        self.assertIn("0 log files", self.baton("capture", "scan", "--wait", "../nothing"))

    def test_the_handoff_of_the_directory(self):
        self.scan()
        text = self.baton("handoff")
        self.assertIn("Plant the tulips beside the pond", text)
        self.assertEqual(text, self.baton("handoff", "--project", "garden"))
        self.assertEqual(text.rstrip("\n"), json.loads(self.baton("handoff", "--json"))["text"].rstrip("\n"))

    def test_tables_for_people(self):
        self.scan()
        self.assertIn("garden", self.baton("projects"))
        self.assertIn("claude-code", self.baton("sessions"))
        self.assertIn("planted 12 tulips", self.baton("show", "1"))
        self.assertIn("make plant", self.baton("show", "1:2"))
        self.assertIn("1:", self.baton("search", "tulips"))
        self.assertIn(str(self.daemon.pid), self.baton("status"))
        self.assertIn("claude-code", self.baton("capture", "status"))

    def test_json_for_programs(self):
        self.scan()
        commands = {
            "status": "pid", "projects": "projects", "sessions": "sessions", "show 1": "turns", "show 1:1": "text",
            "handoff": "text", "handoff --list": "versions", "search tulips": "hits", "capture status": "agents",
            "doctor": "checks", "rpc daemon.status": "pid",
        }
        for command, member in commands.items():
            with self.subTest(command=command):
                done = self.run_baton(*command.split(), "--json")
                self.assertIn(member, json.loads(done.stdout))
        self.assertEqual(4, len(json.loads(self.baton("show", "1", "--json"))["turns"]))

    def test_notes_and_pasted_conversations_become_sessions(self):
        self.assertIn("Stored 1 turn as session 1", self.baton("snip", "water", "the", "tulips", "at", "dawn"))
        self.assertIn("stored before, as session 1", self.baton("snip", "-", text="water the tulips at dawn\n"))
        pasted = "User: which bulbs?\n\nAssistant: tulips\n\nUser: thanks\n"
        self.assertIn("Stored 3 turns as session 2", self.baton("import", "-", "--title", "bulbs", text=pasted))
        self.assertIn("bulbs", self.baton("sessions"))
        self.assertIn("water the tulips", self.baton("search", "dawn"))

    def test_rpc_calls_any_method(self):
        self.assertEqual(self.daemon.pid, json.loads(self.baton("rpc", "daemon.status"))["pid"])
        self.assertEqual({"projects": []}, json.loads(self.baton("rpc", "project.list", '{"limit": 1}')))
        self.assertEqual({"hits": []}, json.loads(self.baton("rpc", "search.query", "-", text='{"query": "x"}')))
        self.assertIn("did you mean", self.baton("rpc", "daemon.statsu", code=REFUSED))

    def test_what_is_not_there_ends_with_1_and_says_what(self):
        self.scan()
        self.assertIn("phantom", self.baton("handoff", "--project", "phantom", code=REFUSED))
        self.assertIn("9", self.baton("show", "9", code=REFUSED))
        self.assertIn("99", self.baton("show", "1:99", code=REFUSED))
        self.assertIn("/not/there", self.baton("capture", "scan", "/not/there", code=REFUSED))

    def test_what_is_not_understood_ends_with_2_and_the_nearest(self):
        self.assertIn("status", self.baton("statsu", code=USAGE))
        self.assertIn("--project", self.baton("handoff", "--projct", "x", code=USAGE))
        self.baton("show", "xyz", code=USAGE)
        self.baton("handoff", "--budget", "1", code=USAGE)
        self.baton("rpc", "daemon.status", "[1]", code=USAGE)

    def test_help_has_examples_and_needs_no_daemon(self):
        self.daemon.stop()
        self.assertIn("handoff", self.baton("--help"))
        for command in (["status"], ["handoff"], ["capture", "scan"], ["rpc"]):
            self.assertIn(f"baton {' '.join(command)}", self.baton(*command, "--help"))
        self.assertFalse(self.place.socket.exists(), "no daemon was started for it")

    def test_a_closed_pipe_is_no_mishap(self):
        self.scan()
        command = f'"{BATON}" rpc rpc.discover | head -c 10'
        done = subprocess.run(["sh", "-c", command], env=self.place.environment(), capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual((0, ""), (done.returncode, done.stderr))


class HostileLog(BatonTest):
    """Control characters of a log must not reach a terminal: they can set titles, clear screens, type commands."""

    EVIL = "\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b31m\x90q\x08\x7f\rover\x0bthe\x0ctop tulips\x00"

    def test_no_control_character_reaches_the_terminal(self):
        project = self.place.directory("proj")
        log = ClaudeLog(self.place.directory("logs"), project)
        log.user(f"Plant {self.EVIL}")
        log.shell(f"rm {self.EVIL}", f"out {self.EVIL}")
        log.assistant(f"Done {self.EVIL}")
        lines = [json.loads(line) for line in log.lines]
        for line in lines:
            line["gitBranch"] = f"main{self.EVIL}"
            if line["type"] == "assistant":
                line["message"]["model"] = f"model{self.EVIL}"
        lines.append({"type": "custom-title", "customTitle": f"Title {self.EVIL}", "sessionId": log.session})
        log.path.write_text("".join(json.dumps(line) + "\n" for line in lines) + '{"type":"x\x1b[2J\u009b2J","sessionId":\n')
        daemon = self.start_daemon()
        with daemon.client() as client:
            client.scan(log.path)
            self.until(lambda: client.call("daemon.status")["handoffs"] == 1, "the handoff")
        environment = self.place.environment(NO_COLOR="1", TERM="xterm")
        for command in ["status", "projects", "sessions", "show 1", "show 1:1", "show 1:2", "show 1:3", "handoff",
                        "handoff --list", "search tulips", "capture status", "doctor", "rpc session.list", "sessions --json",
                        "handoff --json", "show 1 --json"]:
            with self.subTest(command=command):
                code, output = run_on_terminal([BATON, *command.split()], environment, project)
                self.assertIn(code, (0, 1), output)
                text = output.decode("utf-8").replace("\r\n", "\n")
                raw = sorted({character for character in text if is_control(character)})
                self.assertEqual([], raw, output)


def is_control(character):
    return character not in "\n\t" and (ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0)


if __name__ == "__main__":
    unittest.main()
