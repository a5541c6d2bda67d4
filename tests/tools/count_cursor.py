"""Counts the turns of Cursor's transcripts, written from the format's description and not from Baton's parser.

    count_cursor.py FILE...

prints what count_claude_code.py prints. A block of a message is a turn; a user's text is cut into what stands in
`<user_query>` and what does not.
"""
import pathlib
import re

import counting
from counting import array, dictionary, string

TAGS = """user_info git_status project_layout rules always_applied_workspace_rules agent_skills agent_transcripts
mcp_file_system open_files open_and_recently_viewed_files attached_files additional_data external_links image_files timestamp
system_reminder system-reminder hook_context""".split()
QUERY = re.compile(r"^(.*?)<user_query>(.*)</user_query>(.*)$", re.S)


def pieces(text):
    match = QUERY.match(text)
    if not match:
        return counting.pieces(text, TAGS)
    around = [[(words, True)] if words.strip() else [] for words in (match[1], match[3])]
    return around[0] + counting.pieces(match[2], TAGS) + around[1]


def spoken(text):
    return re.sub(r"(\s*\[REDACTED\])+\s*$", "", string(text))


def count_lines(path, tally):
    session, is_subagent = path.stem, path.parent.name == "subagents"
    for record in counting.json_lines(path, tally):
        if record.get("type") == "turn_ended":
            continue
        is_user = record.get("role") == "user"
        for block in array(dictionary(record.get("message")).get("content")):
            kind = block.get("type")
            if kind == "text" and is_user:
                for piece in pieces(string(block.get("text"))):
                    tally.user(session, [piece], is_subagent)
            elif kind == "text":
                tally.text(session, spoken(block.get("text")))
            elif kind == "thinking":
                tally.text(session, block.get("thinking"), "thinking")
            elif kind in ("tool_use", "tool_call"):
                tally.call(session)
            elif kind in ("tool_result", "tool-result"):
                tally.result(session, block.get("is_error") is True)
            else:
                tally.unparsed += 1


def count_text(path, tally):
    if path.with_suffix(".jsonl").exists():
        return
    session = path.stem
    for role, body in re.findall(r"^(user|assistant):\n(.*?)(?=^(?:user|assistant):\n|\Z)", path.read_text(), re.S | re.M):
        if role == "user":
            tally.user(session, pieces(body))
            continue
        # A mark's stretch goes on to the next mark; that of a thinking and a call to a blank line at the most.
        for mark, words in re.findall(r"(?:^(\[Thinking\]|\[Tool call\]|\[Tool result\]))?((?:(?!^\[T(?:hink|ool)).)*)", body, re.S | re.M):
            head, _, rest = words.partition("\n\n")
            if mark == "[Thinking]":
                tally.text(session, head, "thinking")
                tally.text(session, spoken(rest))
            elif mark == "[Tool call]":
                tally.call(session)
                tally.text(session, spoken(rest))
            elif mark:
                tally.result(session)
            else:
                tally.text(session, spoken(words))


def count(name):
    path, tally = pathlib.Path(name), counting.Tally()
    count_text(path, tally) if path.suffix == ".txt" else count_lines(path, tally)
    return tally


if __name__ == "__main__":
    counting.run(count, __doc__)
