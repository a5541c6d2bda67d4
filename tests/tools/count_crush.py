"""Counts the turns of Crush's databases, written from the description of the format and not from Baton's parser.

    count_crush.py [--json] FILE...

prints `FILE<TAB>session<TAB>kind<TAB>count` and the file's total, as count_claude_code.py does. A turn is a part of a
message: a text, an attachment, reasoning, a tool call that has an input, its result, or the error that it finished with.
A command that a person ran is two: what was typed, and its output.
"""
import collections
import json
import re
import sqlite3

from count_claude_code import SPACE, dictionary, main, storable, string
from count_opencode import typed_pieces

INJECTED = re.compile(r"<(system-reminder|system_info)(?:>| ).*?</\1>", re.S)


def text_turns(text, message, hidden=False):
    text = storable(text)
    if not text:
        return []
    if message["summary"]:
        return [("summary", ())]
    if message["role"] != "user" or hidden or message["parent"]:
        return [("text", ())]
    return list(typed_pieces(text, INJECTED))


def part_turns(kind, data, message):
    """The turns of a part; None when it is not understood."""
    if kind == "text":
        return text_turns(string(data.get("text")), message, data.get("hidden") is True and message["role"] == "user")
    if kind in ("binary", "image_url"):
        return text_turns("[file]", message)
    if kind == "reasoning":
        return [("thinking", ())] if storable(string(data.get("thinking"))) else []
    if kind == "tool_call":
        return [("tool_call", ())] if string(data.get("input")).strip(SPACE) or data.get("finished") is True else []
    if kind == "tool_result":
        return [("tool_result", ("error",) if data.get("is_error") is True else ())]
    if kind == "finish":
        return [("text", ("error",))] if data.get("reason") in ("error", "content_filter") else []
    if kind == "shell_command":
        typed = () if message["parent"] else ("typed",)
        return [("text", typed), ("tool_result", ("error",) if data.get("exit_code") else ())]
    return None


def count(path, _seen):
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    parents = dict(database.execute("SELECT id, parent_session_id FROM sessions"))
    counts, total, unparsed = collections.Counter(), 0, 0
    for session, role, parts, summary in database.execute(
            "SELECT session_id, role, parts, is_summary_message FROM messages"):
        message = {"role": role, "summary": bool(summary), "parent": parents.get(session)}
        try:
            parts = json.loads(parts)
        except ValueError:
            parts = None
        if role not in ("user", "assistant", "tool", "system") or not isinstance(parts, list):
            unparsed += 1
            continue
        found = [part_turns(dictionary(part).get("type"), dictionary(dictionary(part).get("data")), message)
                 for part in parts]
        unparsed += None in found
        for kind, marks in (turn for turns in found for turn in turns or []):
            total += 1
            for name in (kind, *marks):
                counts[session, name] += 1
    return counts, total, unparsed


if __name__ == "__main__":
    main(count)
