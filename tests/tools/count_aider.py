"""Counts the turns of aider histories, written from the description of the format and not from Baton's parser.

    count_aider.py [--json] FILE...

prints `FILE<TAB>session<TAB>kind<TAB>count` and the file's total, as count_claude_code.py does; a session is called by
the time it began. Turns are prompts (`#### ` lines that follow each other), answers and thinking between them, what aider
says between those, and each edit, commit and command that it reports. A text of 8 KiB ends with the line that fills it.
"""
import collections
import pathlib
import re

from count_claude_code import SPACE, main, storable

START = re.compile(r"# aider chat started at (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\s*$")
LONGEST = 8192
FACTS = ("Aider v", "Model: ", "Main model: ")


def classified(lines):
    """[(class, text)] of a session's lines: prompt, output, more (of an output), answer, thinking, blank."""
    quotations = [line for line in lines if line.startswith("> ")]
    keeps_blanks = not quotations or quotations[0].endswith("  ")
    found, state, fence, open_output = [], "blank", False, False
    for line in lines:
        ours = line.endswith("  ") if keeps_blanks else not fence
        if line.startswith("#### ") and ours:
            state, fence, open_output = "prompt", False, False
            found.append((state, line[4:].strip(SPACE)))
        elif open_output:
            open_output = not line.endswith("  ")
            found.append(("more", line))
        elif (line.startswith("> ") or line.strip(SPACE) == ">") and (
                ours or (keeps_blanks and state not in ("answer", "thinking"))):
            open_output = keeps_blanks and not line.endswith("  ")
            fence = False
            text = line[2:].strip(SPACE)
            # What aider says of itself does not part an answer from what follows.
            state = state if text.startswith(FACTS) or not text else "output"
            found.append(("output", text))
        elif line.startswith("<thinking-content-"):
            state = "thinking"
            found.append(("cut", ""))
        elif line.startswith("</thinking-content-"):
            state = "blank"
            found.append(("cut", ""))
        elif not line.strip(SPACE):
            if state == "prompt":
                state = "blank"
            found.append((state if state in ("answer", "thinking") else "blank", line))
        else:
            state = state if state == "thinking" else "answer"
            fence ^= line.strip(SPACE).startswith("```")
            found.append((state, line))
    return found


def own_turn(text):
    if re.match(r"Tokens: [\d.]+[kM]? sent", text):
        return "usage"
    if text.startswith("Applied edit to ") or re.match(r"Commit [0-9a-f]{7,40}( |$)", text):
        return "tool_result"
    return "tool_call" if text.startswith("Running ") else None


class Session:
    def __init__(self, lines):
        self.counts, self.kind, self.text = collections.Counter(), None, ""
        prompted = after_blank = False
        for kind, text in classified(lines):
            prompted |= kind == "prompt"
            if kind == "cut":
                self.end()
            if not prompted or kind == "cut":
                continue
            if kind == "blank":
                after_blank = True
                if self.kind == "prompt":
                    self.end()
                continue
            if kind == "output" and (not text or text.startswith(FACTS)):
                continue
            own = own_turn(text) if kind == "output" else None
            if own:
                self.end()
                self.counts[own] += own != "usage"
                continue
            kind = "output" if kind == "more" else kind
            if kind != self.kind or (kind == "prompt" and after_blank):
                self.end()
            after_blank = False
            self.kind = kind
            if self.text or text.strip(SPACE):
                self.text += text + "\n"
            if len(self.text.encode()) >= LONGEST:
                self.tell()
        self.end()

    def end(self):
        self.tell()
        self.kind = None

    def tell(self):
        text, self.text = storable(self.text).strip(SPACE), ""
        if not text or (self.kind == "prompt" and text == "<blank>"):
            return
        self.counts["thinking" if self.kind == "thinking" else "text"] += 1
        is_echo = "(Y)es/(N)o" in text and "\n" not in text
        self.counts["typed"] += self.kind == "prompt" and not is_echo


def count(path, _seen):
    text = pathlib.Path(path).read_bytes().decode("utf-8", "replace")
    sessions, strays = [], 0
    for line in text.split("\n"):
        line = line.rstrip("\r")
        if match := START.match(line):
            sessions.append((match[1], []))
        elif sessions:
            sessions[-1][1].append(line)
        elif line.strip(SPACE):
            strays = 1
    counts, total = collections.Counter(), 0
    for started, lines in sessions:
        for kind, number in Session(lines).counts.items():
            if number:
                counts["aider-" + started.replace(" ", "T"), kind] += number
                total += number if kind != "typed" else 0
    return counts, total, strays


if __name__ == "__main__":
    main(count)
