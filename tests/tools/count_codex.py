"""Counts the turns of Codex rollouts, written from the format's description and not from Baton's parser.

    count_codex.py [--json] [--distinct] FILE...

prints what count_claude_code.py prints. A turn is a piece of a message's content, a piece of reasoning that can be
read, a tool call or an output; besides, a compaction's summary and an error that an event tells of.
"""
import collections
import json
import pathlib
import re

from count_claude_code import dictionary, main, storable, string, SPACE

TAGS = ("environment_context environments_instructions user_instructions user_action user_shell_command turn_aborted "
        "skill subagent_notification hook_prompt collaboration_mode goal_context recommended_plugins").split()
TAGGED = re.compile(r"^[ \t]*<(%s|permissions instructions)(?:>| ).*?</\1>" % "|".join(TAGS), re.S | re.M)
WHOLE = ("# AGENTS.md instructions", "Another language model started to solve this problem",
         "Warning: The maximum number of unified exec processes", "<image name=", "</image>")
EDITOR, REQUEST = "# Context from my IDE setup:", "## My request for Codex:"
STANDING = re.compile(r"<(apps_instructions|collaboration_mode|environments_instructions|git_attribution|model_switch|"
                      r"multi_agent_mode|permissions instructions|personality_spec|plugins_instructions|"
                      r"realtime_conversation|skills_instructions)>")
FAILED = re.compile(r"aborted by user|apply_patch verification failed|collab spawn failed|exec command rejected|"
                    r"exec_command failed|execution error|failed in sandbox|failed to parse function arguments|"
                    r"patch rejected|tool call error|unsupported call|write_stdin failed")
ENVELOPES = set("session_meta turn_context response_item event_msg compacted inter_agent_communication "
                "inter_agent_communication_metadata realtime_item retained_context security_risk_score "
                "token_usage_record world_state".split())
CALLS = set("function_call custom_tool_call local_shell_call web_search_call tool_search_call image_generation_call".split())
OUTPUTS = set("function_call_output custom_tool_call_output tool_search_output".split())
SILENT = set("reasoning additional_tools compaction compaction_summary compaction_trigger context_compaction "
             "ghost_snapshot".split())
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def user_pieces(text):
    """Whether each stretch of a user's text was typed."""
    text = storable(text).strip(SPACE)
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


def content_text(piece):
    piece = dictionary(piece)
    return "[image]" if string(piece.get("type")).endswith("_image") else string(piece.get("text"))


def output_failed(output):
    if isinstance(output, str) and output.startswith('{"output":'):
        try:
            return dictionary(json.loads(output).get("metadata")).get("exit_code", 0) != 0
        except ValueError:
            pass
    if isinstance(output, dict):
        if output.get("success") is False:
            return True
        output = output.get("content", output.get("text", ""))
    if isinstance(output, list):
        output = "\n".join(filter(None, (content_text(piece).rstrip("\n") for piece in output)))
    output = string(output)
    head = re.split(r"^Output:", output, maxsplit=1, flags=re.M)[0].split("\n")[:8]
    codes = [re.match(r"(?:Process exited with code|Exit code:) +(-?\d+)", line) for line in head]
    return bool(FAILED.match(output)) or next((code[1] != "0" for code in codes if code), False)


class File:
    def __init__(self, path):
        path = pathlib.Path(path)
        name = path.stem
        self.session = name[-36:] if UUID.fullmatch(name[-36:]) else name
        self.turns, self.unparsed, self.own, self.foreign, self.copied, self.agent = [], 0, None, False, False, False
        for line in path.read_bytes().split(b"\n"):
            line = line.decode("utf-8", "replace").strip(SPACE + "\0\ufeff")
            if not line:
                continue
            try:
                record = json.loads(line, strict=False)
            except (ValueError, RecursionError):
                record = None
            if isinstance(record, dict):
                self.read(record)
            else:
                self.unparsed += 1

    def add(self, kind, *marks):
        self.turns.append((self.session, kind, marks))

    def read(self, record):
        payload = record.get("payload")
        if not isinstance(payload, dict):  # before the envelope
            if record.get("record_type") != "state":
                if "type" not in record and record.get("id") and ("instructions" in record or "git" in record):
                    self.meta(record)
                elif self.own is None:
                    self.unparsed += 1
                else:
                    self.item(record)
            return
        kind = string(record.get("type"))
        if kind == "session_meta":
            self.meta(payload)
        turn = payload.get("turn_id") or next(
            (dictionary(payload.get(key)).get("turn_id") for key in
             ("internal_chat_message_metadata_passthrough", "metadata") if dictionary(payload.get(key)).get("turn_id")), "")
        if self.foreign and UUID.fullmatch(string(turn)) and UUID.fullmatch(self.session):
            self.copied = turn < self.session
        if self.copied:
            return
        if kind == "response_item":
            self.item(payload)
        elif kind == "event_msg":
            self.event(payload)
        elif kind == "compacted":
            if storable(string(payload.get("message"))):
                self.add("summary")
        elif kind not in ENVELOPES:
            self.unparsed += 1

    def meta(self, meta):
        if self.own is None:
            self.own = self.session = string(meta.get("id")) or self.session
            source = dictionary(meta.get("source"))
            self.agent = ("subagent" in source or meta.get("thread_source") in ("subagent", "guardian_review")
                          or bool(meta.get("parent_thread_id")))
        elif meta.get("id") != self.own:
            self.foreign = True

    def event(self, event):
        kind = string(event.get("type"))
        error = event if kind == "error" else dictionary(event.get("error")) if kind == "task_complete" else {}
        if storable(string(error.get("message"))):
            self.add("text", "error")
        elif not kind:
            self.unparsed += 1

    def item(self, item):
        kind = string(item.get("type"))
        if kind in ("message", "agent_message") or not kind and item.get("role"):
            self.message(item, kind)
        elif kind in CALLS:
            self.add("tool_call")
        elif kind in OUTPUTS:
            self.add("tool_result", *(["error"] if output_failed(item.get("output")) else []))
        elif kind in SILENT:
            for piece in (item.get("summary") or []) + (item.get("content") or []) if kind == "reasoning" else []:
                if storable(string(dictionary(piece).get("text"))):
                    self.add("thinking")
        else:
            self.unparsed += 1

    def message(self, item, kind):
        content = item.get("content")
        pieces = [{"text": content}] if isinstance(content, str) else content if isinstance(content, list) else []
        kinds = dictionary(item.get("internal_chat_message_metadata_passthrough")).get("content_item_kinds")
        for number, piece in enumerate(pieces):
            text = content_text(piece)
            if item.get("role") == "assistant":
                if storable(text):
                    self.add("text")
            elif item.get("role") in ("developer", "system"):
                if storable(text) and not STANDING.match(text.strip(SPACE)):
                    self.add("text")
            else:
                injected = self.agent or kind == "agent_message" or (
                    isinstance(kinds, list) and len(kinds) == len(pieces) and not string(kinds[number]).startswith("user."))
                self.user(text, injected)

    def user(self, text, injected):
        if not injected and text.startswith(EDITOR) and REQUEST in text:
            self.add("text")
            text = text.split(REQUEST, 1)[1]
        if injected:
            if storable(text):
                self.add("text")
            return
        for typed in user_pieces(text):
            self.add("text", *(["typed"] if typed else []))


def count(path, _):
    file = File(path)
    counts = collections.Counter()
    for session, kind, marks in file.turns:
        for name in (kind, *marks):
            counts[session, name] += 1
    return counts, len(file.turns), file.unparsed


if __name__ == "__main__":
    main(count)
