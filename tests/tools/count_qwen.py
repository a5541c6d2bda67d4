"""Counts the turns of Qwen Code logs, written from the format's description and not from Baton's parser.

    count_qwen.py [--json] [--distinct] FILE...

prints what count_claude_code.py prints. A turn is a part of a message; what `displayText` says was typed is a turn of
its own where no part says the same.
"""
import collections
import json
import pathlib

from count_claude_code import dictionary, main, storable, string, SPACE
from count_gemini import ESCAPED, content_text, part_text, user_pieces

SHELL = ("run_shell_command", "shell")
SILENT = set("at_command file_history_snapshot notification rewind session_artifact_snapshot session_notes ui_telemetry "
             "custom_title parent_session session_model".split()) | {""}


def records_of(line):
    """The objects of a line: two processes that write at once glue them together."""
    decoder, at = json.JSONDecoder(strict=False), 0
    while at < len(line):
        record, at = decoder.raw_decode(line, at)
        yield record


class File:
    def __init__(self, path):
        path = pathlib.Path(path)
        self.session, self.turns, self.unparsed = path.stem, [], 0
        for line in path.read_bytes().split(b"\n"):
            line = line.decode("utf-8", "replace").strip(SPACE + "\0\ufeff")
            try:
                for record in records_of(line):
                    self.read(record)
            except (ValueError, RecursionError):
                self.unparsed += 1

    def read(self, record):
        kind = string(dictionary(record).get("type"))
        if kind not in ("user", "assistant", "tool_result", "system"):
            self.unparsed += 1
            return
        self.session = string(record.get("sessionId")) or self.session
        self.key = self.session + ("/agent-" + record["agentId"] if string(record.get("agentId")) else "")
        parts = dictionary(record.get("message")).get("parts")
        parts = parts if isinstance(parts, list) else []
        getattr(self, kind)(record, parts, dictionary(record.get("systemPayload")))

    def add(self, kind, *marks):
        self.turns.append((self.key, kind, marks))

    def user(self, record, parts, payload):
        typed = (string(record.get("subtype")) in ("", "mid_turn_user_message")
                 and string(record.get("provenance")) in ("", "real_user") and not string(record.get("agentId")))
        texts = [ESCAPED.sub("", part_text(part)) for part in parts]
        shown = string(payload.get("displayText")).strip(SPACE)
        if typed and shown and shown not in [text.strip(SPACE) for text in texts]:
            self.texts(shown, True)
        for text in texts:
            self.texts(text, typed and (not shown or text.strip(SPACE) == shown))

    def texts(self, text, typed):
        if not typed:
            if storable(text):
                self.add("text")
            return
        for is_typed in user_pieces(text):
            self.add("text", *(["typed"] if is_typed else []))

    def assistant(self, record, parts, payload):
        for part in parts:
            part = dictionary(part)
            if isinstance(part.get("functionCall"), dict):
                self.add("tool_call")
            elif part.get("thought") is True:
                if storable(string(part.get("text"))):
                    self.add("thinking")
            elif storable(part_text(part)):
                self.add("text")

    def tool_result(self, record, parts, payload):
        for part in parts:
            response = dictionary(part).get("functionResponse")
            if not isinstance(response, dict):
                continue
            details = dictionary(record.get("toolCallResult")) if len(parts) == 1 else {}
            answer = dictionary(response.get("response"))
            failed = details.get("status") in ("error", "cancelled") or string(answer.get("error"))
            if response.get("name") in SHELL:
                codes = [line[11:] for line in string(answer.get("output")).split("\n") if line.startswith("Exit Code: ")]
                failed = failed or bool(codes) and not codes[-1].startswith(("0", "("))
            self.add("tool_result", *(["error"] if failed else []))

    def system(self, record, parts, payload):
        subtype = string(record.get("subtype"))
        if subtype == "slash_command":
            if payload.get("phase") != "result" and storable(string(payload.get("rawCommand"))):
                self.add("text")
        elif subtype == "chat_compression":
            texts = [content_text(dictionary(content).get("parts")) for content in payload.get("compressedHistory") or []]
            if any(text.strip(SPACE).startswith("<state_snapshot>") for text in texts):
                self.add("summary")
        elif subtype not in SILENT:
            self.unparsed += 1


def count(path, _):
    file = File(path)
    counts = collections.Counter()
    for session, kind, marks in file.turns:
        for name in (kind, *marks):
            counts[session, name] += 1
    return counts, len(file.turns), file.unparsed


if __name__ == "__main__":
    main(count)
