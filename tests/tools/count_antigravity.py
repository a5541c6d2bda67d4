"""Counts the turns of Antigravity transcripts, written from the format's description and not from Baton's parser.

    count_antigravity.py [--json] [--distinct] FILE...

prints what count_claude_code.py prints. A plan is a thought, a text and its calls; any other step of the model is what
a tool gave back.
"""
import collections
import json
import pathlib
import re

from count_claude_code import dictionary, main, storable, string, SPACE

REQUEST = re.compile(r"<USER_REQUEST>(.*)</USER_REQUEST>", re.S)
TAGGED = re.compile(r"<(USER_SETTINGS_CHANGE|ADDITIONAL_METADATA|SYSTEM_MESSAGE)>.*?</\1>", re.S)


class File:
    def __init__(self, path):
        path = pathlib.Path(path)
        parts = path.parts
        self.session = parts[parts.index("brain") + 1] if "brain" in parts[:-2] else path.stem
        self.turns, self.unparsed = [], 0
        for line in path.read_bytes().split(b"\n"):
            line = line.decode("utf-8", "replace").strip(SPACE + "\0\ufeff")
            if not line:
                continue
            try:
                step = json.loads(line, strict=False)
            except (ValueError, RecursionError):
                step = None
            if isinstance(step, dict) and string(step.get("type")):
                self.read(step, step["type"], string(step.get("source")), string(step.get("content")))
            else:
                self.unparsed += 1

    def read(self, step, kind, source, content):
        if kind in ("CONVERSATION_HISTORY", "EPHEMERAL_MESSAGE"):
            return
        if kind == "USER_INPUT":
            self.input(content, () if source in ("SYSTEM", "MODEL") else ("typed",))
        elif kind == "PLANNER_RESPONSE":
            self.add("thinking", string(step.get("thinking")))
            self.add("text", content)
            for call in step.get("tool_calls") or []:
                if isinstance(call, dict):
                    self.turns.append(("tool_call", ()))
        elif kind == "CHECKPOINT":
            self.add("summary", content)
        elif source == "SYSTEM" or kind in ("SYSTEM_MESSAGE", "ERROR_MESSAGE"):
            self.add("text", content, *(["error"] if kind == "ERROR_MESSAGE" else []))
        else:
            failed = step.get("status") in ("ERROR", "CANCELED") or content.startswith("The command failed")
            self.turns.append(("tool_result", ("error",) if failed else ()))

    def input(self, content, marks):
        request = REQUEST.search(content)
        if request:
            self.add("text", request[1], *marks)
            self.add("text", content[:request.start()] + content[request.end():])
            return
        at = 0
        for match in TAGGED.finditer(content) if marks else ():
            self.add("text", content[at:match.start()], *marks)
            self.add("text", match.group())
            at = match.end()
        self.add("text", content[at:], *marks)

    def add(self, kind, text, *marks):
        if storable(text):
            self.turns.append((kind, marks))


def count(path, _):
    file = File(path)
    counts = collections.Counter()
    for kind, marks in file.turns:
        for name in (kind, *marks):
            counts[file.session, name] += 1
    return counts, len(file.turns), file.unparsed


if __name__ == "__main__":
    main(count)
