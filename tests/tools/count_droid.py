"""Counts the turns of Droid sessions, written from the format's description and not from Baton's parser.

    count_droid.py [--json] [--distinct] FILE...

prints what count_claude_code.py prints. A turn is a block of a message's content. What `droid exec` prints as a stream
is no session and counts as nothing.
"""
import collections
import json
import pathlib
import re

from count_claude_code import dictionary, main, result_text, storable, string, stub, SPACE

TAGGED = re.compile(r"^[ \t]*(?:<system-reminder(?:>| ).*?</system-reminder>|\[Request interrupted by user.*?\])", re.S | re.M)


class File:
    def __init__(self, path):
        path = pathlib.Path(path)
        self.session, self.turns, self.unparsed, self.agent, self.is_session = path.stem, [], 0, False, None
        for line in path.read_bytes().split(b"\n"):
            line = line.decode("utf-8", "replace").strip(SPACE + "\0\ufeff")
            if not line:
                continue
            try:
                record = json.loads(line, strict=False)
            except (ValueError, RecursionError):
                record = None
            if self.is_session is None:
                self.is_session = dictionary(record).get("type") == "session_start"
            if self.is_session:
                self.read(dictionary(record))

    def add(self, kind, *marks):
        self.turns.append((kind, marks))

    def read(self, record):
        kind = string(record.get("type"))
        if kind == "session_start":
            self.session = string(record.get("id")) or self.session
            self.agent = bool(record.get("callingSessionId"))
        elif kind == "message" and isinstance(record.get("message"), dict):
            content = record["message"].get("content")
            for block in [{"type": "text", "text": content}] if isinstance(content, str) else content or []:
                self.block(dictionary(block), record["message"].get("role") != "assistant")
        elif kind == "compaction_state":
            if storable(string(record.get("summaryText"))):
                self.add("summary")
        elif kind not in ("session_end", "todo_state"):
            self.unparsed += 1

    def block(self, block, is_user):
        kind = string(block.get("type"))
        if kind == "text" or stub(block):
            self.text(string(block.get("text")) if kind == "text" else "[stub]", is_user)
        elif kind == "thinking":
            if storable(string(block.get("thinking"))):
                self.add("thinking")
        elif kind == "tool_use":
            self.add("tool_call")
        elif kind == "tool_result":
            failed = block.get("is_error") is True or result_text(block.get("content")).startswith("Error:")
            self.add("tool_result", *(["error"] if failed else []))
        elif kind != "redacted_thinking":
            self.unparsed += 1

    def text(self, text, is_user):
        text = storable(text).strip(SPACE)
        if text and (not is_user or self.agent):
            self.add("text")
        elif text:
            at, injected = 0, False
            for match in TAGGED.finditer(text):
                if text[at:match.start()].strip(SPACE):
                    self.add("text", "typed")
                    injected = False
                if not injected:
                    self.add("text")
                at, injected = match.end(), True
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
