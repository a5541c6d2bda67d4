"""Counts the turns of Pi's and OpenClaw's sessions, written from the format's description and not from Baton's parser.

    count_pi.py [--json] [--distinct] FILE...

prints what count_claude_code.py prints. A turn is a piece of a message's content, a tool's result, or a summary.
"""
import collections
import json
import pathlib
import re

from count_claude_code import dictionary, main, storable, string, SPACE

TAGGED = re.compile(r"^[ \t]*<system-reminder(?:>| ).*?</system-reminder>", re.S | re.M)


def piece_text(piece):
    return "[image]" if piece.get("type") == "image" else string(piece.get("text"))


def text_of(content):
    if isinstance(content, str):
        return content
    return "\n".join(filter(None, (piece_text(dictionary(piece)) for piece in content or [])))


class File:
    def __init__(self, path):
        path = pathlib.Path(path)
        self.session, self.turns, self.unparsed = path.stem.split("_", 1)[-1], [], 0
        for line in path.read_bytes().split(b"\n"):
            line = line.decode("utf-8", "replace").strip(SPACE + "\0\ufeff")
            if not line:
                continue
            try:
                entry = json.loads(line, strict=False)
            except (ValueError, RecursionError):
                entry = None
            self.read(dictionary(entry))

    def add(self, kind, *marks):
        self.turns.append((kind, marks))

    def read(self, entry):
        kind = string(entry.get("type"))
        if kind == "session":
            self.session = string(entry.get("id")) or self.session
        elif kind == "message" and isinstance(entry.get("message"), dict):
            self.message(entry["message"])
        elif kind in ("compaction", "branch_summary"):
            if storable(string(entry.get("summary"))):
                self.add("summary")
        elif kind == "custom_message":
            if storable(text_of(entry.get("content"))):
                self.add("text")
        elif kind not in ("custom", "label", "leaf", "thinking_level_change", "model_change", "session_info"):
            self.unparsed += 1

    def message(self, message):
        role, content = message.get("role"), message.get("content")
        if role in ("user", "assistant"):
            pieces = [{"type": "text", "text": content}] if isinstance(content, str) else content or []
            for piece in pieces:
                self.piece(dictionary(piece), role == "user")
            if storable(string(message.get("errorMessage"))):
                self.add("text", "error")
        elif role == "toolResult":
            self.add("tool_result", *(["error"] if message.get("isError") is True else []))
        elif role == "bashExecution":
            self.add("tool_call")
            self.add("tool_result", *(["error"] if message.get("exitCode", 0) != 0 else []))
        elif role in ("system", "custom"):
            if storable(text_of(content)):
                self.add("text")
        else:
            self.unparsed += 1

    def piece(self, piece, is_user):
        kind = piece.get("type")
        if kind == "toolCall":
            self.add("tool_call")
        elif kind == "thinking":
            if storable(string(piece.get("thinking"))):
                self.add("thinking")
        elif kind in ("text", "image"):
            text = storable(piece_text(piece)).strip(SPACE)
            if text and not is_user:
                self.add("text")
            elif text:
                self.user(text)
        else:
            self.unparsed += 1

    def user(self, text):
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
