"""Counts the turns of Gemini CLI sessions, written from the format's description and not from Baton's parser.

    count_gemini.py [--json] [--distinct] FILE...

prints what count_claude_code.py prints. A message that is written several times counts as its last version says. What
a list that replaces the messages leaves out stays, since it was compressed and not taken back.
"""
import collections
import json
import pathlib
import re

from count_claude_code import dictionary, main, storable, string, SPACE

TAGGED = re.compile(r"^[ \t]*<(session_context|hook_context|system-reminder|qwen:user-prompt-submit-context|"
                    r"qwen:session-start-context)(?:>| ).*?</\1>", re.S | re.M)
WHOLE = ("This is the Gemini CLI. We are setting up the context", "This is the Qwen Code. We are setting up the context",
         "System: Please continue.", "You are an AI agent that brings the power of Gemini directly into the terminal",
         "--- Content from referenced files ---", "--- End of content ---", "Content from @")
ESCAPED = re.compile(r"&lt;baton-handoff.*?&lt;/baton-handoff&gt;", re.S)
SHELL = ("run_shell_command", "shell")


def part_text(part):
    if isinstance(part, str):
        return part
    part = dictionary(part)
    return "[data]" if part.get("inlineData") or part.get("fileData") else string(part.get("text"))


def content_text(content):
    parts = content if isinstance(content, list) else [content]
    return "\n".join(filter(None, map(part_text, parts)))


def user_pieces(text):
    """Whether each stretch of a user's text was typed."""
    text = storable(ESCAPED.sub("", text)).strip(SPACE)
    if not text:
        return []
    if text.startswith(WHOLE):
        return [False]
    found, at = [], 0
    for match in TAGGED.finditer(text):
        if text[at:match.start()].strip(SPACE):
            found.append(True)
        if not found or found[-1]:
            found.append(False)
        at = match.end()
    return found + [True] if text[at:].strip(SPACE) else found


def answers(call):
    results = call.get("result") if isinstance(call.get("result"), list) else []
    return [dictionary(part)["functionResponse"] for part in results if "functionResponse" in dictionary(part)]


class File:
    def __init__(self, path):
        path = pathlib.Path(path)
        self.session, self.turns, self.unparsed, self.messages, self.loose = path.stem, [], 0, {}, 0
        self.agent = path.parent.parent.name == "chats"
        self.parent = path.parent.name if self.agent else None
        text = path.read_bytes().decode("utf-8", "replace").lstrip("\ufeff")
        if path.suffix == ".json":
            self.document(text)
        else:
            for line in text.split("\n"):
                if line.strip(SPACE + "\0"):
                    self.line(line)
        for message in self.messages.values():
            self.message(message)

    def document(self, text):
        try:
            document = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            document = None
        messages = dictionary(document).get("messages")
        if not isinstance(messages, list):
            self.unparsed += 1
            return
        self.facts(document)
        for message in messages:
            self.put(message)

    def line(self, line):
        try:
            record = json.loads(line, strict=False)
        except (ValueError, RecursionError):
            record = None
        if not isinstance(record, dict):
            self.unparsed += 1
        elif isinstance(record.get("$set"), dict):
            self.facts(record["$set"])
            for message in record["$set"].get("messages") or []:
                if message.get("id") in self.messages or self.says(message) not in map(self.says, self.messages.values()):
                    self.put(message)
        elif "$rewindTo" in record:
            ids = list(self.messages)
            if record["$rewindTo"] in ids:
                for taken in ids[ids.index(record["$rewindTo"]):]:
                    del self.messages[taken]
        elif string(record.get("type")):
            self.put(record)
        elif string(record.get("sessionId")):
            self.facts(record)
        else:
            self.unparsed += 1

    @staticmethod
    def says(message):
        return (message.get("type"), content_text(message.get("content")),
                [dictionary(call).get("id") for call in message.get("toolCalls") or []])

    def facts(self, facts):
        if facts.get("sessionId") != self.parent:
            self.session = string(facts.get("sessionId")) or self.session
        self.agent |= facts.get("kind") == "subagent"

    def put(self, message):
        if not isinstance(message, dict):
            self.unparsed += 1
            return
        self.loose += 1
        self.messages[string(message.get("id")) or self.loose] = message

    def add(self, kind, *marks):
        self.turns.append((kind, marks))

    def user(self, text, injected):
        text = ESCAPED.sub("", text)
        if injected:
            if storable(text):
                self.add("text")
        elif text.strip(SPACE).startswith("<state_snapshot>"):
            self.add("summary")
        else:
            for typed in user_pieces(text):
                self.add("text", *(["typed"] if typed else []))

    def message(self, message):
        kind = string(message.get("type"))
        content = message["content"] if "content" in message else message.get("parts")
        if kind == "user":
            shown = message.get("displayContent")
            if shown is not None and content_text(shown) != content_text(content):
                self.user(content_text(shown), self.agent)
                self.user(content_text(content), True)
            else:
                for part in content if isinstance(content, list) else [content]:
                    text = part_text(part)
                    snapshot = text.strip(SPACE).startswith("<state_snapshot>")
                    self.user(text, self.agent and not snapshot)
        elif kind in ("gemini", "model"):
            thoughts = [dictionary(thought) for thought in message.get("thoughts") or []]
            if any(string(t.get("subject")) or string(t.get("description")) for t in thoughts):
                self.add("thinking")
            if storable(content_text(content)):
                self.add("text")
            for call in message.get("toolCalls") or []:
                self.call(dictionary(call))
        elif kind in ("info", "warning", "error"):
            if storable(content_text(content)):
                self.add("text", *(["error"] if kind == "error" else []))
        else:
            self.unparsed += 1

    def call(self, call):
        self.add("tool_call")
        status, answered = call.get("status"), answers(call)
        if status in ("success", "error", "cancelled") or answered:
            response = dictionary(dictionary(answered[0]).get("response")) if answered else {}
            output = string(response.get("output")) or string(response.get("error"))
            codes = re.findall(r"^Exit Code: (\d+)", output, re.M) if call.get("name") in SHELL else []
            failed = status in ("error", "cancelled") or string(response.get("error")) or codes and codes[-1] != "0"
            self.add("tool_result", *(["error"] if failed else []))


def count(path, _):
    file = File(path)
    counts = collections.Counter()
    for kind, marks in file.turns:
        for name in (kind, *marks):
            counts[file.session, name] += 1
    return counts, len(file.turns), file.unparsed


if __name__ == "__main__":
    main(count)
