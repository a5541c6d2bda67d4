"""Logs of several agents as they are written: a session of plain messages each, in the agent's own place and format.

Every class has `session`, `turns` (what a reader must find: (role, kind, text) in order), and `steps()`: functions
that write the next piece, to be called in order. Between two of them the log may be cut anywhere that its agent could
be killed at.
"""
import datetime
import json
import os
import random
import sqlite3
import uuid

from .claude_log import WORDS, ClaudeLog


def compact(value):
    """As JavaScript and Rust write JSON."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


START = datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.timezone.utc)


class AgentLog:
    """A session of `rounds` questions and answers."""

    agent = ""

    def __init__(self, home, project, seed, rounds):
        self.random = random.Random(seed)
        self.home = home
        self.project = project
        self.session = str(uuid.UUID(int=self.random.getrandbits(128), version=4))
        self.messages = []
        for number in range(rounds):
            for role in ("user", "assistant"):
                words = " ".join(self.random.choice(WORDS) for _ in range(30))
                self.messages.append((role, f"{role} {number} of {self.session[:8]}: {words}"))
        self.turns = [(role, "text", text) for role, text in self.messages]
        self.path = self.place()
        self.path.parent.mkdir(parents=True, exist_ok=True)

    def time(self, index):
        return (START + datetime.timedelta(seconds=index)).strftime("%Y-%m-%dT%H:%M:%S.000Z")

    def milliseconds(self, index):
        return int((START + datetime.timedelta(seconds=index)).timestamp() * 1000)

    def identifier(self):
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))


class AppendedLog(AgentLog):
    """One record per line, appended in pieces that end anywhere. Some are written anew or moved on the way."""

    def lines(self):
        raise NotImplementedError

    def steps(self):
        data = "".join(line + "\n" for line in self.lines()).encode()
        fate = self.random.choice(["append", "append", "rewrite", "rename"])
        at = 0
        while at < len(data):
            size = self.random.randrange(1, 2500)
            yield lambda at=at, size=size: self.append(data[at:at + size])
            at += size
            if fate != "append" and at > len(data) // 2:
                yield lambda at=at: getattr(self, fate)(data[:at])
                fate = "append"

    def append(self, piece):
        with open(self.path, "ab", buffering=0) as file:
            file.write(piece)

    def rewrite(self, data):
        """As an editor saves: a new file takes the old one's place."""
        new = self.path.with_suffix(".new")
        new.write_bytes(data)
        os.replace(new, self.path)

    def rename(self, _):
        moved = self.path.with_name("moved-" + self.path.name)
        os.rename(self.path, moved)
        self.path = moved


class ClaudeCode(AppendedLog):
    agent = "claude-code"

    def place(self):
        return self.home / ".claude/projects" / f"-p{self.session[:2]}" / f"{self.session}.jsonl"

    def lines(self):
        log = ClaudeLog(self.path.parent, self.project)
        log.random = self.random
        log.session = self.session
        for role, text in self.messages:
            log.user(text) if role == "user" else log.assistant(text)
        return log.lines


class Codex(AppendedLog):
    agent = "codex"

    def place(self):
        return self.home / ".codex/sessions/2026/03/01" / f"rollout-2026-03-01T09-00-00-{self.session}.jsonl"

    def lines(self):
        yield self.record(0, "session_meta", {"id": self.session, "timestamp": self.time(0), "cwd": str(self.project),
                                              "originator": "codex-tui", "cli_version": "0.140.0", "source": "cli"})
        for index, (role, text) in enumerate(self.messages):
            kind = "input_text" if role == "user" else "output_text"
            yield self.record(index, "response_item", {"type": "message", "role": role, "content": [{"type": kind, "text": text}]})

    def record(self, index, kind, payload):
        return compact({"timestamp": self.time(index), "type": kind, "payload": payload})

    def rename(self, _):
        archive = self.home / ".codex/archived_sessions"
        archive.mkdir(parents=True, exist_ok=True)
        os.rename(self.path, archive / self.path.name)
        self.path = archive / self.path.name


class CopilotCli(AppendedLog):
    agent = "copilot-cli"

    def place(self):
        return self.home / ".copilot/session-state" / self.session / "events.jsonl"

    def lines(self):
        yield self.event(0, "session.start", {"sessionId": self.session, "version": 1, "producer": "copilot-agent",
                                              "copilotVersion": "1.0.64", "startTime": self.time(0),
                                              "context": {"cwd": str(self.project), "branch": "main"}})
        for index, (role, text) in enumerate(self.messages):
            if role == "user":
                yield self.event(index, "user.message", {"content": text})
            else:
                yield self.event(index, "assistant.message", {"messageId": self.identifier(), "content": text, "toolRequests": []})

    def event(self, index, kind, data):
        return compact({"type": kind, "data": data, "id": self.identifier(), "timestamp": self.time(index), "parentId": None})

    def rename(self, _):
        """Its directory is the session's; nothing is ever renamed."""


class Qwen(AppendedLog):
    agent = "qwen"

    def place(self):
        return self.home / ".qwen/projects/-p/chats" / f"{self.session}.jsonl"

    def lines(self):
        for index, (role, text) in enumerate(self.messages):
            yield compact({
                "uuid": self.identifier(), "parentUuid": None, "sessionId": self.session, "timestamp": self.time(index),
                "type": role, "cwd": str(self.project), "version": "0.9.0",
                "message": {"role": "user" if role == "user" else "model", "parts": [{"text": text}]}})


class Gemini(AppendedLog):
    """Its lines are operations on a list of messages; some messages are written a second time."""

    agent = "gemini"

    def place(self):
        project = self.home / ".gemini/tmp" / f"p{self.session[:4]}"
        project.mkdir(parents=True, exist_ok=True)
        (project / ".project_root").write_text(str(self.project))
        return project / "chats" / f"session-2026-03-01T09-00-{self.session[:8]}.jsonl"

    def lines(self):
        yield compact({"sessionId": self.session, "projectHash": "h", "startTime": self.time(0),
                          "lastUpdated": self.time(0), "kind": "main"})
        for index, (role, text) in enumerate(self.messages):
            message = {"id": self.identifier(), "timestamp": self.time(index),
                       "type": "user" if role == "user" else "gemini", "content": text}
            if role == "assistant" and self.random.random() < 0.3:
                yield compact(message | {"content": text[:20]})
            yield compact(message)

    def rename(self, _):
        """The name is made from the session's; nothing is ever renamed."""


class Cline(AgentLog):
    """A document that is written anew for each message, and not always whole."""

    agent = "cline"

    def place(self):
        self.session = str(self.random.randrange(10**12, 2 * 10**12))
        tasks = self.home / ".config/Code/User/globalStorage/saoudrizwan.claude-dev/tasks"
        return tasks / self.session / "ui_messages.json"

    def rows(self, count):
        for index, (role, text) in enumerate(self.messages[:count]):
            said = "task" if index == 0 else "user_feedback" if role == "user" else "text"
            yield {"ts": self.milliseconds(index), "type": "say", "say": said, "text": text}

    def steps(self):
        for count in range(1, len(self.messages) + 1):
            text = compact(list(self.rows(count)))
            if self.random.random() < 0.3:
                yield lambda text=text: self.path.write_text(text[:len(text) // 2])
            yield lambda text=text: self.replace(text)

    def replace(self, text):
        new = self.path.with_name("ui_messages.json.tmp")
        new.write_text(text)
        os.replace(new, self.path)


class Opencode(AgentLog):
    """Rows of one database for all sessions; the parts of an answer grow in place."""

    agent = "opencode"

    def place(self):
        self.session = f"ses_{self.session[:8]}"
        path = self.home / ".local/share/opencode/opencode.db"
        path.parent.mkdir(parents=True, exist_ok=True)
        with self.opened(path) as database:
            database.executescript(
                "PRAGMA journal_mode = wal;"
                "CREATE TABLE IF NOT EXISTS session (id text PRIMARY KEY, project_id text, parent_id text, directory text,"
                " title text, version text, revert text, time_created integer, time_updated integer, time_archived integer);"
                "CREATE TABLE IF NOT EXISTS message (id text PRIMARY KEY, session_id text, time_created integer,"
                " time_updated integer, data text);"
                "CREATE TABLE IF NOT EXISTS part (id text PRIMARY KEY, message_id text, session_id text,"
                " time_created integer, time_updated integer, data text);")
        return path

    def opened(self, path):
        return sqlite3.connect(path, timeout=30, isolation_level=None)

    def steps(self):
        yield lambda: self.run(
            "INSERT INTO session VALUES (?, 'p', NULL, ?, 'A title', '1.3.0', NULL, ?, ?, NULL)",
            self.session, str(self.project), self.milliseconds(0), self.milliseconds(0))
        for index, (role, text) in enumerate(self.messages):
            message = f"msg_{self.session[4:]}_{index:04}"
            part = f"prt_{self.session[4:]}_{index:04}"
            data = {"role": role, "time": {"created": self.milliseconds(index)}}
            yield lambda message=message, data=data: self.run(
                "INSERT INTO message VALUES (?, ?, ?, ?, ?)", message, self.session, data["time"]["created"], self.now(), compact(data))
            first = text[:15] if role == "assistant" else text
            yield lambda part=part, message=message, first=first: self.run(
                "INSERT INTO part VALUES (?, ?, ?, ?, ?, ?)", part, message, self.session, self.now(), self.now(),
                compact({"type": "text", "text": first}))
            if role == "assistant":
                yield lambda part=part, text=text: self.run(
                    "UPDATE part SET data = ?, time_updated = ? WHERE id = ?",
                    compact({"type": "text", "text": text}), self.now(), part)

    def now(self):
        return int(datetime.datetime.now().timestamp() * 1000)

    def run(self, sql, *values):
        with self.opened(self.path) as database:
            database.execute(sql, values)
        database.close()


ALL = [ClaudeCode, Codex, CopilotCli, Qwen, Gemini, Cline, Opencode]
