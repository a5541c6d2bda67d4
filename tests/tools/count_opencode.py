"""Counts the turns of opencode's logs, written from the description of the format and not from Baton's parser.

    count_opencode.py [--json] FILE...

prints `FILE<TAB>session<TAB>kind<TAB>count` and the file's total, as count_claude_code.py does. A file is a database, a
session's (`session/PROJECT/ses_X.json`, its messages in `message/X/`, their parts in `part/MESSAGE/`) or an export. A turn is a
text, a thought, an attached file, a tool call, its result, or the error of a message.
"""
import collections
import json
import pathlib
import re
import sqlite3

from count_claude_code import SPACE, dictionary, main, storable, string

SILENT = {"step-start", "step-finish", "snapshot", "agent", "retry", "compaction"}
INJECTED = re.compile(r"<(system-reminder|attached_files)(?:>| ).*?</\1>", re.S)


def read(path):
    try:
        return json.loads(path.read_bytes().decode("utf-8", "replace"), strict=False)
    except (ValueError, OSError):
        return None


def listed(folder):
    return [read(path) for path in sorted(folder.glob("*.json"))] if folder.is_dir() else []


def messages_of(path, document):
    """The session's record and [(info, parts)]."""
    if "info" in document:
        return dictionary(document["info"]), [
            (dictionary(message.get("info")), message.get("parts") or []) for message in document.get("messages") or []]
    storage = path.parent.parent.parent
    infos = listed(storage / "message" / string(document.get("id")))
    return document, [(dictionary(info), listed(storage / "part" / string(dictionary(info).get("id")))) for info in infos]


def is_log(path, document):
    if not isinstance(document, dict):
        return False
    if path.stem.startswith("ses_") and path.parent.parent.name == "session":
        return True
    return string(dictionary(document.get("info")).get("id")).startswith("ses_")


def typed_pieces(text, injected=INJECTED):
    """The kinds of a person's text, cut where the program put something in."""
    text, at, after_injected = storable(text), 0, False
    for match in injected.finditer(text):
        if text[at:match.start()].strip(SPACE):
            yield "text", ("typed",)
            after_injected = False
        if not after_injected:
            yield "text", ()
        at, after_injected = match.end(), True
    if text[at:].strip(SPACE):
        yield "text", ("typed",)


def tool_turns(part):
    state = dictionary(part.get("state"))
    status = state.get("status")
    if status == "pending" and not state.get("input"):
        return
    yield "tool_call", ()
    if status in ("pending", "running"):
        return
    if not string(state.get("output")) and "compacted" in dictionary(state.get("time")):
        return
    failed = status == "error" or dictionary(state.get("metadata")).get("exit") not in (None, 0)
    yield "tool_result", ("error",) if failed else ()


def changed_files(part, parts):
    """The files of a patch that no tool of its message named."""
    known = set()
    for other in parts[:parts.index(part)]:
        state = dictionary(other.get("state"))
        if other.get("tool") in ("edit", "write", "multiedit", "patch") and state.get("status") == "completed":
            known.add(string(dictionary(state.get("input")).get("filePath")))
        for file in dictionary(state.get("metadata")).get("files") or []:
            known.add(string(dictionary(file).get("filePath")))
    return [file for file in part.get("files") or [] if file not in known]


def part_turns(part, info, parts, is_subagent):
    """The turns of one part; None when it is not understood."""
    kind, user = part.get("type"), info.get("role") == "user"
    if kind == "text":
        text = string(part.get("text"))
        if not storable(text):
            return []
        if not user:
            return [("summary" if info.get("summary") is True else "text", ())]
        if is_subagent or part.get("synthetic") is True or part.get("ignored") is True:
            return [("text", ())]
        return list(typed_pieces(text))
    if kind == "reasoning":
        return [("thinking", ())] if storable(string(part.get("text"))) else []
    if kind == "file":
        return [("text", ("typed",) if user and not is_subagent else ())]
    if kind == "subtask":
        prompt = string(part.get("prompt"))
        return list(typed_pieces(prompt)) if not is_subagent else [("text", ())] if storable(prompt) else []
    if kind == "tool":
        return list(tool_turns(part))
    if kind == "patch":
        return [("tool_result", ())] if changed_files(part, parts) else []
    return [] if kind in SILENT else None


def sessions_of_database(path):
    """[(session, [(info, parts)])]; what a fork copied, which is older than itself, is left to the first session."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    made = dict(database.execute("SELECT id, time_created FROM session"))
    times = {time for time, in database.execute(
        "SELECT message.time_created FROM message JOIN session ON session.id = session_id "
        "WHERE message.time_created >= session.time_created")}
    for session, parent in database.execute("SELECT id, parent_id FROM session").fetchall():
        messages = []
        for message, data in database.execute("SELECT id, data FROM message WHERE session_id = ?", (session,)).fetchall():
            info = json.loads(data)
            time = info["time"]["created"]
            if parent or time >= made[session] or time not in times:
                rows = database.execute("SELECT data FROM part WHERE message_id = ? ORDER BY id", (message,))
                messages.append((info, [json.loads(part) for part, in rows]))
        yield {"id": session, "parentID": parent}, messages


def count(path, _seen):
    path = pathlib.Path(path)
    if path.suffix == ".db":
        sessions = sessions_of_database(path)
    else:
        document = read(path)
        sessions = [messages_of(path, document)] if is_log(path, document) else []
    counts, total, unparsed = collections.Counter(), 0, 0
    for session, messages in sessions:
        turns, not_understood = turns_of(session, messages)
        unparsed += not_understood
        total += len(turns)
        for kind, marks in turns:
            for name in (kind, *marks):
                counts[session["id"], name] += 1
    return counts, total, unparsed


def turns_of(session, messages):
    turns, unparsed = [], 0
    for info, parts in messages:
        if info.get("role") not in ("user", "assistant"):
            unparsed += 1
            continue
        for part in parts:
            found = part_turns(part, info, parts, bool(session.get("parentID"))) if isinstance(part, dict) else None
            unparsed += found is None
            turns += found or []
        if info["role"] == "assistant" and isinstance(info.get("error"), dict):
            turns.append(("text", ("error",)))
    return turns, unparsed


if __name__ == "__main__":
    main(count)
