"""Counts the turns of Goose's logs, written from the description of the format and not from Baton's parser.

    count_goose.py [--json] FILE...

prints `FILE<TAB>session<TAB>kind<TAB>count` and the file's total, as count_claude_code.py does. A file is a database, or
a session's lines: metadata, then messages. A turn is an item of a message's content: a text, an image, a thought, a tool
request, its response, or a notice of the program's.
"""
import collections
import json
import pathlib
import re
import sqlite3

from count_claude_code import SPACE, dictionary, main, storable, string
from count_opencode import typed_pieces

SILENT = {"redactedThinking", "toolConfirmationRequest", "actionRequired", "conversationCompacted",
          "contextLengthExceeded", "summarizationRequested"}
INJECTED = re.compile(r"<(info-msg|system-reminder)(?:>| ).*?</\1>", re.S)


def user_turns(text, typed):
    text = storable(text)
    if not typed:
        return [("text", ())] if text else []
    return list(typed_pieces(text, INJECTED))


def item_turns(item, role, typed):
    """The turns of an item; None when it is not understood."""
    kind = string(item.get("type"))
    if kind in ("text", "image"):
        text = string(item.get("text")) if kind == "text" else "[image]"
        if role == "user":
            return user_turns(text, typed)
        return [("text", ())] if storable(text) else []
    if kind == "thinking":
        return [("thinking", ())] if storable(string(item.get("thinking"))) else []
    if kind in ("toolRequest", "frontendToolRequest"):
        call = dictionary(item.get("toolCall"))
        if isinstance(call.get("value"), dict):
            return [("tool_call", ())]
        return [("text", ("error",))] if storable(string(call.get("error"))) else []
    if kind == "toolResponse":
        result = item.get("toolResult")
        failed = not isinstance(result, dict) or result.get("status") == "error" \
            or dictionary(result.get("value")).get("isError") is True
        return [("tool_result", ("error",) if failed else ())]
    if kind == "systemNotification":
        shown = item.get("notificationType") == "inlineMessage" and storable(string(item.get("msg")))
        return [("text", ())] if shown else []
    return [] if kind in SILENT else None


def messages_of_lines(path):
    for line in path.read_bytes().decode("utf-8", "replace").split("\n"):
        if not line.strip(SPACE):
            continue
        try:
            record = json.loads(line, strict=False)
        except ValueError:
            yield path.stem, None, [], None, False
            continue
        if "message_count" not in record or "role" in record:
            yield path.stem, record.get("role"), record.get("content"), record.get("metadata"), False


def messages_of_database(path):
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    types = dict(database.execute("SELECT id, session_type FROM sessions"))
    for session, role, content, metadata in database.execute(
            "SELECT session_id, role, content_json, metadata_json FROM messages ORDER BY id"):
        try:
            yield session, role, json.loads(content), json.loads(metadata or "{}"), types.get(session) == "sub_agent"
        except ValueError:
            yield session, None, [], None, False


def count(path, _seen):
    path = pathlib.Path(path)
    counts, total, unparsed = collections.Counter(), 0, 0
    for session, role, content, metadata, is_subagent in (
            messages_of_database(path) if path.suffix == ".db" else messages_of_lines(path)):
        if role not in ("user", "assistant") or not isinstance(content, list):
            unparsed += 1
            continue
        typed = not is_subagent and dictionary(metadata).get("userVisible") is not False
        found = [item_turns(item, role, typed) if isinstance(item, dict) else None for item in content]
        unparsed += None in found
        for kind, marks in (turn for turns in found for turn in turns or []):
            total += 1
            for name in (kind, *marks):
                counts[session, name] += 1
    return counts, total, unparsed


if __name__ == "__main__":
    main(count)
