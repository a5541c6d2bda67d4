"""Counts the turns of GitHub Copilot's chats in VS Code, written from the format's description and not from the parser.

    count_copilot_vscode.py FILE...

prints what count_claude_code.py prints. A request gives the user's text; its answer gives a text for each stretch of
prose, a thinking, a call and its result for each tool invocation, and a call for each group of edits.
"""
import json
import pathlib

import counting
from counting import array, dictionary, string

TAGS = "system-reminder system_reminder current_datetime environment_info workspace_info editorContext reminderInstructions"
CONTROL = set("""changesSummary clearToPreviousToolInvocation codeCitation codeblockUri command confirmation elicitation
elicitation2 elicitationSerialized extensions externalToolInvocationUpdate hook mcpServersStarting
mcpServersStartingSerialized move multiDiffData notebookEdit notebookEditGroup prepareToolInvocation progressMessage
progressTask progressTaskResult progressTaskSerialized pullRequest questionCarousel reference treeData undoStop
usedContext workspaceEdit""".split())


def replay(lines, tally):
    state = {}
    for entry in lines:
        kind, path, value = entry.get("kind"), entry.get("k"), entry.get("v")
        if kind == 0:
            state = value
            continue
        try:
            at = state
            for step in path[:-1]:
                at = at[step]
            if kind == 1:
                at[path[-1]] = value
            elif kind == 3:
                del at[path[-1]]
            else:
                target = at.setdefault(path[-1], []) if isinstance(at, dict) else at[path[-1]]
                if "i" in entry:
                    del target[entry["i"]:]
                target += value or []
        except (KeyError, IndexError, TypeError):
            tally.unparsed += 1
    return state


def words(value):
    return value if isinstance(value, str) else string(dictionary(value).get("value"))


def is_failed(part):
    confirmed = part.get("isConfirmed")
    denied = confirmed is False or dictionary(confirmed).get("type") == 0
    code = dictionary(dictionary(part.get("toolSpecificData")).get("terminalCommandState")).get("exitCode")
    return denied or bool(code) or dictionary(part.get("resultDetails")).get("isError") is True


def count_answer(parts, session, tally, unknown):
    """Prose that is only the fences around an edit is none."""
    prose, thinking, edited = [], [], False

    def flush():
        nonlocal prose, thinking, edited
        text = "".join(prose).strip()
        if text.strip("`\n ") or (text and not edited):
            tally.text(session, text)
        if "".join(thinking).strip():
            tally.text(session, "".join(thinking), "thinking")
        prose, thinking, edited = [], [], False

    for part in parts:
        kind = string(part.get("kind"))
        if kind in ("", "markdownContent", "markdownVuln", "warning"):
            if thinking:
                flush()
            prose.append(words(part.get("content", part.get("value"))))
        elif kind == "inlineReference":
            if thinking:
                flush()
            prose.append("x")
        elif kind == "thinking":
            if prose:
                flush()
            value = part.get("value")
            thinking.append("".join(map(words, value)) if isinstance(value, list) else words(value))
        elif kind in ("toolInvocationSerialized", "toolInvocation"):
            flush()
            tally.call(session)
            if part.get("isComplete") is True:
                tally.result(session, is_failed(part))
        elif kind == "textEditGroup":
            edited = True
            flush()
            edited = True
            if any(edit for group in array(part.get("edits")) for edit in array(group)):
                tally.call(session)
        elif kind not in CONTROL:
            unknown.add(kind)
    flush()


def count_chat(chat, tally):
    session, unknown = string(chat.get("sessionId")), set()
    for request in array(chat.get("requests")):
        message = request.get("message")
        text = string(dictionary(message).get("text")) or words(message)
        text = text or "".join(string(part.get("text")) for part in array(dictionary(message).get("parts")))
        tally.user(session, counting.pieces(text, TAGS.split()), request.get("isSystemInitiated") is True)
        count_answer(array(request.get("response")), session, tally, unknown)
        error = dictionary(dictionary(request.get("result")).get("errorDetails")).get("message")
        tally.text(session, error, error=True)
    tally.unparsed += len(unknown)


def count_transcript(path, tally):
    storage = path.parents[2]
    if any((storage / "chatSessions" / (path.stem + ending)).exists() for ending in (".json", ".jsonl")):
        return
    session = path.stem
    for event in counting.json_lines(path, tally):
        kind, data = event.get("type"), dictionary(event.get("data"))
        if kind == "session.start":
            session = string(data.get("sessionId")) or session
        elif kind == "user.message":
            parts = counting.pieces(string(data.get("content")), TAGS.split())
            tally.user(session, parts, data.get("source") not in (None, "", "user"))
        elif kind == "assistant.message":
            tally.text(session, data.get("reasoningText"), "thinking")
            tally.text(session, data.get("content"))
            for _ in array(data.get("toolRequests")):
                tally.call(session)
        elif kind == "tool.execution_complete":
            tally.result(session, data.get("success") is False)
        elif kind not in ("assistant.turn_start", "assistant.turn_end", "tool.execution_start"):
            tally.unparsed += 1


def count(name):
    path, tally = pathlib.Path(name), counting.Tally()
    if path.parent.name == "transcripts":
        count_transcript(path, tally)
    elif path.suffix == ".jsonl":
        count_chat(replay(counting.json_lines(path, tally), tally), tally)
    elif path.name != "workspace.json":
        count_chat(json.loads(path.read_text()), tally)
    return tally


if __name__ == "__main__":
    counting.run(count, __doc__)
