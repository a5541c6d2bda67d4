"""Counts the turns of imported conversations, written from the formats' descriptions and not from Baton's parser.

    count_import.py FILE...

prints what count_claude_code.py prints. Of ChatGPT's trees the messages from the current node up to the root count; in
a text every stretch of one speaker is a turn. The session of a text is called `-`.
"""
import json
import pathlib
import re

import counting
from counting import array, dictionary, string

USERS = "user human you me q prompt".split()
HELPERS = "assistant ai a agent bot claude chatgpt gpt copilot cursor codex gemini model response".split() + [
    "github copilot", "claude code"]
NAMES = "|".join(map(re.escape, USERS + HELPERS))
STYLES = [r"(?P<name>%s):(?=\s|$)", r"\*\*(?P<name>%s)(?::\*\*|\*\*:|\*\*(?=\s*$))", r"#{1,6} +(?:\*\*)?(?P<name>%s)(?:\*\*)?:?\s*$",
          r"[# ]*(?P<name>%s) said:\s*$"]
SHOWN = {"text", "multimodal_text", "code", "execution_output", "tether_quote", "tether_browsing_display"}
QUIET = {"user_editable_context", "model_editable_context", "reasoning_recap"}


def words(content):
    parts = [part if isinstance(part, str) else "[media]" for part in array(content.get("parts"))]
    thoughts = [string(t.get("content")) or string(t.get("summary")) for t in array(content.get("thoughts"))]
    return "\n".join([string(content.get("text")), *parts, *thoughts])


def count_chatgpt(conversation, tally):
    mapping, session, unknown = conversation["mapping"], conversation.get("conversation_id") or conversation.get("id"), set()
    leaves = [key for key, node in mapping.items() if not node.get("children")]
    at, path = conversation.get("current_node") or leaves[-1], []
    while at in mapping:
        path.append(mapping[at])
        at = mapping[at].get("parent")
    for node in reversed(path):
        message = dictionary(node.get("message"))
        content, role = dictionary(message.get("content")), dictionary(message.get("author")).get("role")
        kind = content.get("content_type")
        if not content or kind in QUIET or dictionary(message.get("metadata")).get("is_visually_hidden_from_conversation"):
            continue
        if kind == "thoughts":
            tally.text(session, words(content), "thinking")
        elif kind not in SHOWN:
            unknown.add(kind)
        elif role == "user":
            tally.user(session, counting.pieces(words(content), []))
        elif role == "tool":
            tally.result(session)
        elif role == "assistant" and message.get("recipient", "all") != "all":
            tally.call(session)
        elif role == "assistant":
            tally.text(session, words(content))
    tally.unparsed += len(unknown)


def count_claude(conversation, tally):
    session, unknown = conversation["uuid"], set()
    for message in conversation["chat_messages"]:
        is_user = message.get("sender") == "human"
        for block in array(message.get("content")) or [{"type": "text", "text": message.get("text")}]:
            kind = block.get("type")
            if kind == "text" and is_user:
                tally.user(session, counting.pieces(block.get("text"), []))
            elif kind == "text":
                tally.text(session, block.get("text"))
            elif kind == "thinking":
                tally.text(session, block.get("thinking"), "thinking")
            elif kind == "tool_use":
                tally.call(session)
            elif kind == "tool_result":
                tally.result(session, block.get("is_error") is True)
            elif kind != "token_budget":
                unknown.add(kind)
        for _ in array(message.get("attachments")) + array(message.get("files")):
            tally.user(session, [("[file]", True)])
    tally.unparsed += len(unknown)


def count_document(path, tally):
    document = json.loads(path.read_text())
    for conversation in document if isinstance(document, list) else [document]:
        if "mapping" in conversation:
            count_chatgpt(conversation, tally)
        elif "chat_messages" in conversation:
            count_claude(conversation, tally)


def stretches(text):
    """[(who, words)] of the style with the most changes of speaker."""
    found = []
    for style in STYLES:
        pattern, parts, is_code = re.compile(style % NAMES, re.I), [], False
        for line in text.splitlines():
            is_code ^= line.startswith("```")
            match = None if is_code else pattern.match(line)
            if match:
                parts.append([match["name"].lower() in USERS, line[match.end():]])
            elif parts:
                parts[-1][1] += "\n" + line
        parts = [part for part in parts if part[1].strip()]
        if sum(a[0] != b[0] for a, b in zip(parts, parts[1:])) >= max(2, len(found) and 3):
            found = parts
    return found


def count_export(text, tally):
    for bullet, body in re.findall(r"^ *([>❯⏺●✻⎿])[  ](.*?)(?=^ *[>❯⏺●✻⎿][  ]|\Z)", text, re.S | re.M):
        if bullet in ">❯":
            tally.user("-", counting.pieces(body, []))
        elif bullet == "✻":
            tally.text("-", body, "thinking")
        elif bullet == "⎿":
            tally.result("-")
        elif re.fullmatch(r"(?:[A-Z]|mcp__)[\w:-]*\(.*\)\s*", body, re.S):
            tally.call("-")
        else:
            tally.text("-", body)


def count(name):
    path, tally = pathlib.Path(name), counting.Tally()
    if path.suffix == ".json":
        count_document(path, tally)
        return tally
    text = path.read_text()
    if re.search("^[⏺●] ", text, re.M):
        count_export(text, tally)
        return tally
    for is_user, body in stretches(text):
        tally.user("-", counting.pieces(body, [])) if is_user else tally.text("-", body)
    return tally


if __name__ == "__main__":
    counting.run(count, __doc__)
