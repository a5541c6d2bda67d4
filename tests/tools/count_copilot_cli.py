"""Counts the turns of GitHub Copilot CLI's event logs, written from the format's description and not from Baton's parser.

    count_copilot_cli.py [--json] [--distinct] FILE...

prints what count_claude_code.py prints. Events with a `parentToolCallId` belong to a subagent's session. A tool call
stands in the message that asks for it and again in the event that starts it, and is one turn.
"""
import collections
import json
import pathlib
import re

from count_claude_code import dictionary, main, storable, string, SPACE

TAGGED = re.compile(r"^[ \t]*<(current_datetime|system_reminder|system_notification|skill-context)(?:>| ).*?</\1>",
                    re.S | re.M)
SILENT = re.compile(
    r"(hook|permission|subagent|skill|commands?|mcp|elicitation|sampling|external_tool|user_input|capabilities|"
    r"exit_plan_mode|pending_messages)\.|abort|assistant\.(turn_|usage|intent|message_|reasoning_|streaming_)|"
    r"system\.message|tool\.execution_(partial|progress)|session\.(auto_mode|background_|binary_|compaction_start|"
    r"context_changed|custom_|extensions_|idle|info|mcp_|mode_|model_change|permissions_|plan_|remote_|resume|shutdown|"
    r"skills_|snapshot_|start|title_changed|tools_|truncation|usage_|warning|workspace_)")
TEXTS = {"system.notification": ("content", "text", ()), "session.error": ("message", "text", ("error",)),
         "session.task_complete": ("summary", "text", ()), "assistant.reasoning": ("content", "thinking", ())}


class File:
    def __init__(self, path):
        path = pathlib.Path(path)
        self.session = path.parent.name if path.stem == "events" and path.parent.name else path.stem
        self.turns, self.unparsed, self.open, self.thought = [], 0, collections.Counter(), None
        for line in path.read_bytes().split(b"\n"):
            line = line.decode("utf-8", "replace").strip(SPACE + "\0\ufeff")
            if not line:
                continue
            try:
                event = json.loads(line, strict=False)
            except (ValueError, RecursionError):
                event = None
            if not isinstance(event, dict):
                self.unparsed += 1
                continue
            self.read(string(event.get("type")), event.get("data"))

    def add(self, agent, kind, *marks):
        self.turns.append((f"{self.session}/agent-{agent}" if agent else self.session, kind, marks))

    def read(self, kind, data):
        if kind == "session.start" and isinstance(data, dict):
            self.session = string(data.get("sessionId")) or self.session
        if SILENT.match(kind):
            return
        known = kind in TEXTS or kind in ("user.message", "assistant.message", "tool.execution_start", "tool.user_requested",
                                          "tool.execution_complete", "session.compaction_complete", "session.handoff")
        if not known or not isinstance(data, dict):
            self.unparsed += 1
            return
        agent = string(data.get("parentToolCallId"))
        if kind in TEXTS:
            member, turn, marks = TEXTS[kind]
            text = string(data.get(member))
            if storable(text):
                self.add(agent, turn, *marks)
            if turn == "thinking":
                self.thought = text
        elif kind == "user.message":
            self.user(agent, data)
        elif kind == "assistant.message":
            thought = string(data.get("reasoningText"))
            if storable(thought) and thought != self.thought:
                self.add(agent, "thinking")
            if storable(string(data.get("content"))):
                self.add(agent, "text")
            for request in data.get("toolRequests") or []:
                self.call(agent, string(dictionary(request).get("toolCallId")))
        elif kind == "tool.execution_complete":
            self.open[string(data.get("toolCallId"))] = 0
            self.add(agent, "tool_result", *([] if data.get("success") is True else ["error"]))
        elif kind.startswith("tool."):
            self.call(agent, string(data.get("toolCallId")))
        elif storable(string(data.get("summaryContent")) or string(data.get("summary"))):
            self.add(agent, "summary")

    def call(self, agent, call):
        if not self.open[call]:
            self.add(agent, "tool_call")
        self.open[call] = 1 if call else 0

    def user(self, agent, data):
        text = storable(string(data.get("content"))).strip(SPACE)
        if not text:
            return
        if agent or string(data.get("source")) not in ("", "user"):
            self.add(agent, "text")
            return
        at, injected = 0, False
        for match in TAGGED.finditer(text):
            if text[at:match.start()].strip(SPACE):
                self.add(agent, "text", "typed")
                injected = False
            if not injected:
                self.add(agent, "text")
            at, injected = match.end(), True
        if text[at:].strip(SPACE):
            self.add(agent, "text", "typed")


def count(path, _):
    file = File(path)
    counts = collections.Counter()
    for session, kind, marks in file.turns:
        for name in (kind, *marks):
            counts[session, name] += 1
    return counts, len(file.turns), file.unparsed


if __name__ == "__main__":
    main(count)
