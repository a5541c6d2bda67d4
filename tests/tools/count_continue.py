"""Counts the turns of Continue's sessions, written from the format's description and not from Baton's parser.

    count_continue.py FILE...

prints what count_claude_code.py prints. A tool's result is told with its call when its state holds one, else by the
message of the tool.
"""
import json
import pathlib

import counting
from counting import array, dictionary, string

TAGS = ["system-reminder", "important_rules", "context", "hook-context"]


def words(content):
    if isinstance(content, str):
        return content
    parts = ["[image]" if part.get("type") == "imageUrl" else string(part.get("text")) for part in array(content)]
    return "\n".join(part for part in parts if part)


def count(name):
    path, tally = pathlib.Path(name), counting.Tally()
    document = json.loads(path.read_text())
    if not isinstance(document, dict):
        return tally
    session, answered, unknown = document["sessionId"], set(), set()
    for item in document["history"]:
        message, role = item["message"], item["message"].get("role")
        text = words(message.get("content"))
        if role == "user":
            tally.user(session, counting.pieces(text, TAGS))
        elif role == "thinking":
            tally.text(session, text, "thinking")
        elif role == "tool" and message.get("toolCallId") not in answered:
            tally.result(session)
        elif role == "assistant":
            tally.text(session, dictionary(item.get("reasoning")).get("text"), "thinking")
            tally.text(session, text)
            for call in array(item.get("toolCallStates")) or array(message.get("toolCalls")):
                tally.call(session)
                output = "".join(string(part.get("content")) for part in array(call.get("output")))
                failed = call.get("status") in ("errored", "canceled")
                if failed or (call.get("status") == "done" and output.strip()):
                    tally.result(session, failed)
                    answered.add(call.get("toolCallId"))
        elif role not in ("system", "tool"):
            unknown.add(role)
        tally.text(session, item.get("conversationSummary"), "summary")
    tally.unparsed += len(unknown)
    return tally


if __name__ == "__main__":
    counting.run(count, __doc__)
