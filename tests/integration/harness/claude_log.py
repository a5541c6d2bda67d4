"""Writes logs as Claude Code does: one JSON object a line, appended."""
import datetime
import json
import random
import uuid

START = datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.timezone.utc)


class ClaudeLog:
    """One session's log. `turns` is what a reader must find in it: (role, kind, text) in order."""

    def __init__(self, directory, cwd, seed=1, start=START):
        self.start = start
        self.random = random.Random(seed)
        self.session = str(uuid.UUID(int=self.random.getrandbits(128), version=4))
        self.directory = directory
        self.cwd = str(cwd)
        self.path = directory / f"{self.session}.jsonl"
        self.turns = []
        self.lines = []
        self.records = 0
        self.parent = None
        directory.mkdir(parents=True, exist_ok=True)

    def record(self, kind, content, **more):
        """A message record. Its time moves on by a second."""
        self.records += 1
        own = str(uuid.UUID(int=self.random.getrandbits(128), version=4))
        time = self.start + datetime.timedelta(seconds=self.records)
        record = {
            "parentUuid": self.parent, "isSidechain": False, "userType": "external", "cwd": self.cwd,
            "sessionId": self.session, "version": "2.1.0", "gitBranch": "main", "type": kind,
            "message": {"role": kind, "content": content, **more}, "uuid": own,
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%S.") + "000Z",
        }
        self.parent = own
        self.lines.append(json.dumps(record, ensure_ascii=False))

    def user(self, text):
        self.record("user", text)
        self.turns.append(("user", "text", text))

    def assistant(self, text):
        self.record("assistant", [{"type": "text", "text": text}], **self._answer())
        self.turns.append(("assistant", "text", text))

    def shell(self, command, output):
        """A shell command and its output."""
        self.tool("Bash", {"command": command}, output)

    def write_file(self, path, text):
        """A file that is made anew."""
        self.tool("Write", {"file_path": str(path), "content": text}, f"File created successfully at: {path}")

    def tool(self, name, given, output):
        """A tool call and its result."""
        call = f"toolu_{self.random.getrandbits(64):016x}"
        self.record("assistant", [{"type": "tool_use", "id": call, "name": name, "input": given}], **self._answer())
        self.turns.append(("assistant", "tool_call", json.dumps(given, separators=(",", ":"), ensure_ascii=False)))
        self.record("user", [{"type": "tool_result", "tool_use_id": call, "content": output}])
        self.turns.append(("tool", "tool_result", output))

    def _answer(self):
        return {"id": f"msg_{self.random.getrandbits(64):016x}", "model": "claude-test-1",
                "usage": {"input_tokens": 10, "output_tokens": 5}}

    def exchange(self, count, size=40):
        """`count` rounds of question, tool and answer, each different: four turns a round."""
        for _ in range(count):
            number = self.records
            words = " ".join(self.random.choice(WORDS) for _ in range(size))
            self.user(f"Request {number}: {words}")
            self.shell(f"make step-{number}", f"step {number} done: {words}")
            self.assistant(f"Answer {number}: {words}")

    def text(self):
        return "".join(line + "\n" for line in self.lines)

    def write(self):
        """Writes the whole log anew, as a reader sees a file that was just made."""
        self.path.write_text(self.text())
        return self.path

    def append(self, since):
        """Appends the lines from number `since` on."""
        with open(self.path, "a") as file:
            file.write("".join(line + "\n" for line in self.lines[since:]))


WORDS = ("the socket keeps its promise while every turn is stored once and a reader finds the café again "
         "whoever killed the daemon in between with 日本語 and plain words alike").split()
