"""Counts the turns of SpecStory files, written from the definition of a turn and not from Baton's parser.

    count_specstory.py [--json] FILE...

prints what count_claude_code.py prints. A user's message is a text turn (several where an agent's program put something
between the person's words); in an agent's message every stretch of prose and of thinking is a turn, and every tool use
is a call and, when it tells its output, a result. The session of a file without an id is called `-`.
"""
import collections
import pathlib
import re

import count_claude_code

MARKER = re.compile(r"_\*\*(User|Agent|Assistant)( - sidechain)?\s*(\([^\n]*\))?\*\*_")
FENCE = re.compile(r"(`{3,})([^`\n]*)$|(~{3,})(.*)$")
LABEL = {"Result:", "**Result:**", "*Result*:"}
CLOSE = re.compile(r"(</details>.*)?</tool-use>")
WRITERS = re.compile(r"(edit|write|apply_?patch|apply_?diff|create|replace|delete_?file|multi_?edit|notebook_?edit)", re.I)


def fence(line):
    """(length, is bare) or None."""
    match = FENCE.match(line)
    if not match:
        return None
    return len(match[1] or match[3]), not (match[2] or match[4] or "").strip()


class Text:
    def __init__(self, text):
        self.lines = text.replace("\r\n", "\n").split("\n")
        if self.lines and not self.lines[-1]:
            self.lines.pop()
        self.fences = [(i, *found) for i, line in enumerate(self.lines) if (found := fence(line))]
        self.ends = self.match()

    def match(self):
        """Line of each tool use -> line behind its end."""
        ends, stack, closes = {}, [], []
        for i, line in enumerate(self.lines):
            begins = line.startswith("<tool-use ")
            if begins:
                stack.append(i)
            if CLOSE.fullmatch(line):
                closes.append(i)
            if stack and line.endswith("</tool-use>") and (CLOSE.fullmatch(line) or stack[-1] == i):
                ends[stack.pop()] = i + 1
        for i in stack:
            later = [close for close in closes if close >= i]
            if later:
                ends[i] = later[0] + 1
        return ends

    def is_quoted(self, i, open_fence):
        """In a code block whose end comes as the next fence, at most 40 lines below."""
        following = next((f for f in self.fences if f[0] > i), None)
        return bool(open_fence and following and following[0] - i <= 40 and following[2] and following[1] >= open_fence)

    def blank(self, i):
        return i < 0 or i >= len(self.lines) or not self.lines[i].strip()

    def messages(self):
        found, i, open_fence = [], 0, 0
        while i < len(self.lines):
            line = self.lines[i]
            marker = line.startswith("_**") and MARKER.fullmatch(line)
            if marker and self.blank(i - 1) and self.blank(i + 1) and not self.is_quoted(i, open_fence):
                if found:
                    found[-1][3] = i
                found.append([marker[1] == "User", bool(marker[2]), i + 1, len(self.lines)])
                open_fence = 0
            elif found and not found[-1][0] and i in self.ends and not self.is_quoted(i, open_fence):
                i, open_fence = self.ends[i], 0
                continue
            else:
                open_fence = toggle(open_fence, fence(line))
            i += 1
        return found

    def prose(self, begin, end):
        while begin < end and self.lines[begin].strip() in ("", "---"):
            begin += 1
        while begin < end and self.lines[end - 1].strip() in ("", "---"):
            end -= 1
        return "\n".join(self.lines[begin:end])

    def first(self, begin, end, matches):
        return next((i + 1 for i in range(begin, end) if matches(self.lines[i])), None)


def toggle(open_fence, found):
    if not found:
        return open_fence
    if not open_fence:
        return found[0]
    return 0 if found[1] and found[0] >= open_fence else open_fence


def agent_blocks(text, begin, end):
    """(kind, text, output below) of an agent's message."""
    start, i, open_fence = begin, begin, 0
    while i < end:
        line, stop, kind = text.lines[i], None, "tool"
        if line and not text.is_quoted(i, open_fence):
            if line.startswith("<tool-use "):
                stop = text.ends.get(i)
            elif line.startswith("<think>"):
                stop, kind = text.first(i, end, lambda l: "</think>" in l), "thinking"
            elif line.startswith("Tool use: **"):
                stop, kind = note_end(text, i, end), "note"
            elif line.strip() == "<details>" and i + 1 < end and text.lines[i + 1].strip().startswith("<summary>"):
                stop = text.first(i, end, lambda l: l.strip() == "</details>")
        if stop is None or stop > end:
            open_fence = toggle(open_fence, fence(line))
            i += 1
            continue
        yield "text", text.prose(start, i), ""
        below = code_below(text, stop, end) if kind == "tool" else stop
        yield kind.replace("note", "tool"), "\n".join(text.lines[i:stop]), "\n".join(text.lines[stop:below])
        i = start = below
        open_fence = 0
    yield "text", text.prose(start, end), ""


def note_end(text, i, end):
    at = i + 1
    while at < end and text.blank(at):
        at += 1
    if at < end and text.lines[at].strip() == "<details>":
        stop = text.first(at, end, lambda l: l.strip() == "</details>")
        if stop:
            return stop
    open_fence = 0
    while at < end and (text.lines[at].strip() != "---" or text.is_quoted(at, open_fence)):
        open_fence = toggle(open_fence, fence(text.lines[at]))
        at += 1
    return at


def code_below(text, i, end):
    found = fence(text.lines[i]) if i < end else None
    if not found or not found[1]:
        return i
    for at in range(i + 1, end):
        closing = fence(text.lines[at])
        if closing and closing[1] and closing[0] >= found[0]:
            return at + 1
    return i


def has_output(markup, below):
    if below:
        return bool(unfenced(below))
    name = re.match(r'<tool-use [^>]*data-tool-name="([^"]*)"', markup) or re.match(r"Tool use: \*\*(.*?)\*\*", markup)
    kind = re.match(r'<tool-use [^>]*data-tool-type="([^"]*)"', markup)
    summary = re.search(r"<summary>(.*?)</summary>", markup, re.S)
    note, body = "", re.sub(r"^(<tool-use [^>]*>|Tool use: [^\n]*)?\s*(<details>)?", "", markup)
    if markup.startswith("Tool use: "):
        note = re.sub(r"^Tool use: \*\*.*?\*\*", "", markup.split("\n")[0]).strip()
        summary = summary if body.lstrip().startswith("<summary>") else None
    elif summary and body.lstrip().startswith("<summary>"):
        note = re.sub(r"^\s*(Tool use: \*\*.*?\*\*)?\s*(•)?", "", summary[1]).strip()
    if summary and body.lstrip().startswith("<summary>"):
        body = body[body.index("</summary>") + 10:]
    body = re.sub(r"\s*(</details>)?\s*(</tool-use>)?\s*$", "", body)
    output = output_of(body)
    if output is not None:
        return bool(unfenced(output))
    name = name[1] if name else ""
    normal = re.sub(r"_v\d+$", "", name)
    writes = WRITERS.match(normal) if normal else note.split(" ")[0] in ("Edit", "Edited", "Created")
    if kind and kind[1] == "write" and not writes:
        writes = True
    return bool(note and not writes and body.strip())


def output_of(body):
    open_fence = 0
    lines = body.split("\n")
    for i, line in enumerate(lines):
        found = re.match(r"(`{3,})(.*)$", line)
        found = (len(found[1]), not found[2].strip()) if found else None
        if not open_fence and line.strip() in LABEL:
            return "\n".join(lines[i + 1:])
        if not open_fence and (found and found[1] or line.strip() == "Additional data:" or line.startswith("Status: **")):
            return "\n".join(lines[i:])
        open_fence = toggle(open_fence, found)
    return None


def unfenced(output):
    """The output without the code block that it consists of."""
    lines = output.strip().split("\n")
    match = re.match(r"`{3,}", lines[0])
    if match and len(lines) > 1 and lines[-1].strip() == match[0]:
        lines = lines[1:-1]
    return "\n".join(lines).strip()


def thinking(markup):
    markup = re.sub(r"^<think>\s*(<details>)?\s*(<summary>.*?</summary>)?", "", markup, flags=re.S)
    return re.sub(r"(</details>)?\s*</think>.*$", "", markup, flags=re.S).strip()


def count(path, _seen):
    raw = pathlib.Path(path).read_bytes().decode("utf-8", "replace")
    counts = collections.Counter()
    if "<!-- Generated by SpecStory" not in raw[:256] or not str(path).endswith(".md"):
        return counts, 0, 0
    text = Text(raw)
    messages = text.messages()
    if not messages:
        return counts, 0, 1
    head = "\n".join(text.lines[:messages[0][2]])
    session = re.search(r"^<!-- .* Session (\S+)", head, re.M)
    session = session[1] if session else "-"
    for is_user, is_sidechain, begin, end in messages:
        if is_user:
            for _, injected in count_claude_code.pieces(text.prose(begin, end)):
                counts[session, "text"] += 1
                counts[session, "typed"] += not (injected or is_sidechain)
            continue
        for kind, block, below in agent_blocks(text, begin, end):
            if kind == "tool":
                counts[session, "tool_call"] += 1
                counts[session, "tool_result"] += has_output(block, below)
            elif count_claude_code.storable(block if kind == "text" else thinking(block)):
                counts[session, kind] += 1
    counts = +counts
    return counts, sum(n for (_, kind), n in counts.items() if kind != "typed"), 0


if __name__ == "__main__":
    count_claude_code.main(count)
