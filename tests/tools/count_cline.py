"""Counts the turns of Cline's, Roo Code's and Kilo Code's tasks and sessions, written from the formats' descriptions.

    count_cline.py FILE...

prints what count_claude_code.py prints. In `ui_messages.json` a row is a turn, but the rows of one command's output are
one; in `*.messages.json` a content block is.
"""
import json
import pathlib

import counting
from counting import array, dictionary, string

TAGS = "environment_details SYSTEM_NOTICE system-reminder file_content folder_content explicit_instructions hook_context"
BRACKETS = ("[TASK RESUMPTION]", "[file ", "[ERROR]")
USER = {"task", "user_feedback"}
CALLS = {"tool", "command", "use_mcp_server", "followup", "task_progress", "new_task", "browser_action", "browser_action_launch"}
RESULTS = {"mcp_server_response", "browser_action_result", "codebase_search_result", "subtask_result", "user_feedback_diff"}
ANSWERS = {"text", "completion_result", "plan_mode_respond", "act_mode_respond"}
ERRORS = {"api_req_failed", "clineignore_error", "command_permission_denied", "diff_error", "error", "error_retry",
          "mistake_limit_reached", "rooignore_error"}
QUIET = {"api_req_started", "checkpoint_created", "checkpoint_saved", "mcp_server_request_started", "resume_task",
         "resume_completed_task", "api_req_retried", "api_req_finished", "deleted_api_reqs", "api_req_deleted"}


def pieces(text):
    return counting.pieces(text, TAGS.split(), brackets=BRACKETS)


def count_rows(session, rows, is_subtask, tally):
    unknown, in_output, last, is_first = set(), False, None, True
    for row in rows:
        kind, text = row.get("say") or row.get("ask"), string(row.get("text"))
        if row.get("partial") is True and kind not in ("text", "reasoning", "completion_result"):
            continue
        if kind == "command_output":
            if text.strip() and not in_output:
                tally.result(session)
            in_output = in_output or bool(text.strip())
            continue
        in_output = in_output and kind in QUIET and kind != "api_req_started"
        if kind in USER or (kind == "text" and is_first):
            is_first = False
            typed = pieces(text) or ([("[image]", False)] if row.get("images") else [])
            tally.user(session, typed, is_subtask and row is rows[0])
        elif kind in ANSWERS:
            answer = json.loads(text).get("response", text) if text.startswith("{") else text
            if kind == "text" or answer != last:
                tally.text(session, answer)
            last = answer
        elif kind == "reasoning":
            tally.text(session, text, "thinking")
        elif kind == "condense_context":
            tally.text(session, dictionary(row.get("contextCondense")).get("summary"), "summary")
        elif kind in CALLS:
            tally.call(session)
        elif kind in RESULTS:
            tally.result(session)
        elif kind in ERRORS:
            tally.text(session, text, error=True)
        elif kind not in QUIET:
            unknown.add(kind)
    tally.unparsed += len(unknown)


def is_failed(block):
    content = block.get("content")
    if isinstance(content, str) and content.startswith('{"query":'):
        content = [json.loads(content)]
    entries = [entry for entry in array(content) if isinstance(entry, dict)]
    return block.get("is_error") is True or any(entry.get("success") is False for entry in entries)


def count_session(document, tally):
    session, unknown = document["sessionId"], set()
    if document.get("agent") not in (None, "lead"):
        session += "/" + document["agent"]
    for message in document["messages"]:
        content = message.get("content")
        blocks = [{"type": "text", "text": content}] if isinstance(content, str) else array(content)
        for block in blocks:
            kind, is_user = block.get("type"), message.get("role") != "assistant"
            if kind == "text" and dictionary(message.get("metadata")).get("kind") == "compaction_summary":
                tally.text(session, block.get("text"), "summary")
            elif kind == "text" and is_user:
                tally.user(session, pieces(block.get("text")), "/" in session)
            elif kind == "text":
                tally.text(session, block.get("text"))
            elif kind == "thinking":
                tally.text(session, block.get("thinking"), "thinking")
            elif kind == "tool_use":
                tally.call(session)
            elif kind == "tool_result":
                tally.result(session, is_failed(block))
            elif kind == "file":
                tally.user(session, [("[file]", True)])
            elif kind in ("image", "document"):
                tally.user(session, [("[image]", False)])
            elif kind != "redacted_thinking":
                unknown.add(kind)
    tally.unparsed += len(unknown)


def count(name):
    path, tally = pathlib.Path(name), counting.Tally()
    if path.name == "ui_messages.json":
        item = path.parent / "history_item.json"
        is_subtask = item.exists() and bool(json.loads(item.read_text()).get("parentTaskId"))
        count_rows(path.parent.name, json.loads(path.read_text()), is_subtask, tally)
    elif path.name.endswith(".messages.json"):
        count_session(json.loads(path.read_text()), tally)
    return tally


if __name__ == "__main__":
    counting.run(count, __doc__)
