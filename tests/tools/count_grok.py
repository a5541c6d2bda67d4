"""Counts the turns of Grok's sessions, written from the format's description and not from Baton's parser.

    count_grok.py [--json] [--distinct] FILE...

prints what count_claude_code.py prints. Only `chat_history.jsonl` is a session; `summary.json` beside it has its id.
"""
import collections
import json
import pathlib
import re

from count_claude_code import dictionary, main, storable, string, SPACE

TAGGED = re.compile(r"^[ \t]*<(user_info|system-reminder)(?:>| ).*?</\1>", re.S | re.M)


def piece_text(piece):
    return "[image]" if piece.get("type") == "image" else string(piece.get("text"))


class File:
    def __init__(self, path):
        path = pathlib.Path(path)
        self.turns, self.unparsed = [], 0
        try:
            summary = json.loads((path.parent / "summary.json").read_text())
        except (OSError, ValueError):
            summary = {}
        self.session = string(dictionary(summary.get("info")).get("id")) or path.parent.name
        self.agent = summary.get("session_kind") == "subagent"
        if path.name != "chat_history.jsonl":
            return
        for line in path.read_bytes().split(b"\n"):
            line = line.decode("utf-8", "replace").strip(SPACE + "\0\ufeff")
            if not line:
                continue
            try:
                record = dictionary(json.loads(line, strict=False))
            except (ValueError, RecursionError):
                record = {}
            self.read(record, record.get("type"), record.get("content"))

    def add(self, kind, *marks):
        self.turns.append((kind, marks))

    def read(self, record, kind, content):
        pieces = [{"text": content}] if isinstance(content, str) else content if isinstance(content, list) else []
        texts = [piece_text(dictionary(piece)) for piece in pieces]
        if kind == "user":
            for text in texts:
                self.user(storable(text).strip(SPACE), self.agent or bool(record.get("synthetic_reason")))
        elif kind == "assistant":
            if storable("\n".join(texts)):
                self.add("text")
            for call in record.get("tool_calls") or []:
                self.add("tool_call")
        elif kind == "tool_result":
            self.add("tool_result", *(["error"] if record.get("is_error") is True else []))
        elif kind == "reasoning":
            for thought in record.get("summary") or []:
                if storable(string(dictionary(thought).get("text"))):
                    self.add("thinking")
        elif kind == "backend_tool_call":
            self.add("tool_call")
        elif kind != "system":
            self.unparsed += 1

    def user(self, text, injected):
        if not text:
            return
        if injected:
            self.add("text")
            return
        at, after_mark = 0, False
        for match in TAGGED.finditer(text):
            if text[at:match.start()].strip(SPACE):
                self.add("text", "typed")
                after_mark = False
            if not after_mark:
                self.add("text")
            at, after_mark = match.end(), True
        if text[at:].strip(SPACE):
            self.add("text", "typed")


def count(path, _):
    file = File(path)
    counts = collections.Counter()
    for kind, marks in file.turns:
        for name in (kind, *marks):
            counts[file.session, name] += 1
    return counts, len(file.turns), file.unparsed


if __name__ == "__main__":
    main(count)
