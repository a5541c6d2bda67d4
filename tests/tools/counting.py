"""What the counters of log formats share: rows as count_claude_code.py prints them."""
import argparse
import collections
import json
import re

SPACE = " \t\r\n\f\v"
OWN = re.compile(r"<baton-handoff[ \t\r\n>].*?</baton-handoff>", re.S)


def dictionary(value):
    return value if isinstance(value, dict) else {}


def array(value):
    return value if isinstance(value, list) else []


def string(value):
    return value if isinstance(value, str) else ""


def storable(text):
    text = OWN.sub("", string(text))
    return text if text.strip(SPACE) else ""


def pieces(text, elements, wholes=(), brackets=()):
    """[(words, injected)] of a user's text; `elements` are the names of tags that hold what nobody typed."""
    marks = [r"<(?P<tag>%s)(?:>| ).*?</(?P=tag)>" % "|".join(map(re.escape, elements))] if elements else []
    marks += [re.escape(bracket) + r".*?\]" for bracket in brackets]
    text = storable(text).strip(SPACE)
    if text and wholes and text.startswith(tuple(wholes)):
        return [(text, True)]
    pattern = re.compile("|".join(marks), re.S) if marks else None
    found, human, at = [], 0, 0
    while pattern and (match := pattern.search(text, at)):
        before = text[human:match.start()].rstrip(" \t")
        if before and not before.endswith("\n"):  # not at the beginning of a line
            at = match.start() + 1
            continue
        if before.strip(SPACE):
            found.append((before, False))
        if not (found and found[-1][1]):
            found.append((match.group(), True))
        human = at = match.end()
    if text[human:].strip(SPACE):
        found.append((text[human:], False))
    return found


class Tally:
    """The turns of one file."""

    def __init__(self):
        self.counts, self.total, self.unparsed = collections.Counter(), 0, 0

    def add(self, session, kind, *marks):
        self.total += 1
        for name in (kind, *marks):
            self.counts[session, name] += 1

    def text(self, session, text, kind="text", error=False):
        """A turn of an assistant, if there is anything in it."""
        if storable(text):
            self.add(session, kind, *(("error",) if error else ()))

    def user(self, session, parts, injected=False):
        """A user's turns, from pieces()."""
        for _, is_injected in parts:
            self.add(session, "text", *(() if injected or is_injected else ("typed",)))
            if injected:
                return

    def call(self, session):
        self.add(session, "tool_call")

    def result(self, session, error=False):
        self.add(session, "tool_result", *(("error",) if error else ()))


def run(count_file, description):
    """Prints what `count_file(path) -> Tally` finds in each file of the command line."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("files", nargs="+")
    for path in parser.parse_args().files:
        tally = count_file(path)
        rows = [(session, kind, number) for (session, kind), number in sorted(tally.counts.items())]
        for row in [*rows, ("total", "turns", tally.total), ("total", "unparsed", tally.unparsed)]:
            print(path, *row, sep="\t")


def json_lines(path, tally):
    """The objects of a file with one a line; other lines are counted as unparsed."""
    with open(path, "rb") as file:
        for line in file.read().split(b"\n"):
            text = line.decode("utf-8", "replace").strip(SPACE + "\0\ufeff")
            if not text:
                continue
            try:
                record = json.loads(text, strict=False)
            except (ValueError, RecursionError):
                record = None
            if isinstance(record, dict):
                yield record
            else:
                tally.unparsed += 1
