"""Counts the turns of Kimi Code logs, written from the format's description and not from Baton's parser.

    count_kimi.py [--json] [--distinct] FILE...

prints what count_claude_code.py prints. A turn is a piece of a message in the context, a part of the model's answer, a
tool call, its result, or a compaction's summary.
"""
import collections
import json
import pathlib
import re

from count_claude_code import dictionary, main, storable, string, SPACE

TAGGED = re.compile(r"^[ \t]*<(system-reminder|git-context)(?:>| ).*?</\1>", re.S | re.M)
SILENT = re.compile(r"(full_compaction|llm|permission|plan_mode|plugin|runtime|token_counting|tools|turn)\.|metadata$|"
                    r"(config\.update|profile\.bind|usage\.record)$")


def piece_text(piece):
    return string(piece.get("text")) or ("" if piece.get("type", "text") == "text" else "[piece]")


class File:
    def __init__(self, path):
        path = pathlib.Path(path)
        inside = path.parent.parent.name == "agents"
        agent = path.parent.name if inside else "main"
        self.session = (path.parent.parent.parent.name if inside else path.stem) + ("" if agent == "main" else "/" + agent)
        self.is_main, self.turns, self.unparsed = agent == "main", [], 0
        for line in path.read_bytes().split(b"\n"):
            line = line.decode("utf-8", "replace").strip(SPACE + "\0\ufeff")
            if not line:
                continue
            try:
                record = dictionary(json.loads(line, strict=False))
            except (ValueError, RecursionError):
                record = {}
            self.read(record, string(record.get("type")))

    def add(self, kind, *marks):
        self.turns.append((kind, marks))

    def read(self, record, kind):
        if kind == "context.append_message" and isinstance(record.get("message"), dict):
            self.message(record["message"])
        elif kind == "context.append_loop_event" and isinstance(record.get("event"), dict):
            self.event(record["event"])
        elif kind == "context.apply_compaction":
            if storable(string(record.get("summary"))):
                self.add("summary")
        elif not SILENT.match(kind):
            self.unparsed += 1

    def message(self, message):
        typed = self.is_main and string(dictionary(message.get("origin")).get("kind")) in ("", "user")
        content = message.get("content")
        for piece in [{"type": "text", "text": content}] if isinstance(content, str) else content or []:
            text = storable(piece_text(dictionary(piece))).strip(SPACE)
            if text and (message.get("role") in ("assistant", "system") or not typed):
                self.add("text")
            elif text:
                self.user(text)

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

    def event(self, event):
        kind = event.get("type")
        if kind == "content.part":
            part = dictionary(event.get("part"))
            thought = part.get("type") == "think"
            if storable(string(part.get("think")) if thought else piece_text(part)):
                self.add("thinking" if thought else "text")
        elif kind == "tool.call":
            self.add("tool_call")
        elif kind == "tool.result":
            self.add("tool_result", *(["error"] if dictionary(event.get("result")).get("isError") is True else []))
        elif kind not in ("step.begin", "step.end"):
            self.unparsed += 1


def count(path, _):
    file = File(path)
    counts = collections.Counter()
    for kind, marks in file.turns:
        for name in (kind, *marks):
            counts[file.session, name] += 1
    return counts, len(file.turns), file.unparsed


if __name__ == "__main__":
    main(count)
