"""Refuses an include or a link from one room of the house into a room that it may not use.

One include root serves the whole tree, so the compiler alone cannot refuse a wrong include.
"""
import re
import sys

import tree

# Which rooms a room may use besides itself. Dependencies point downwards only.
ALLOWED = {
    "protocol":       [],
    "client":         ["protocol"],
    "daemon/base":    [],
    "daemon/git":     ["daemon/base"],
    "daemon/privacy": ["daemon/base"],
    "daemon/store":   ["daemon/base"],
    "daemon/capture": ["daemon/base", "daemon/git", "daemon/privacy", "daemon/store"],
    "daemon/handoff": ["daemon/base", "daemon/git", "daemon/store"],
    "daemon/handoff/evaluation": ["daemon/base", "daemon/git", "daemon/store", "daemon/handoff"],
    "daemon/rpc":     ["protocol", "daemon/base"],
    "daemon/methods": ["protocol", "daemon/base", "daemon/git", "daemon/privacy", "daemon/store", "daemon/handoff",
                       "daemon/handoff/evaluation", "daemon/capture", "daemon/rpc"],
}
# The files in daemon/ itself wire everything together, and tests look everywhere.
EVERYTHING = {"daemon", "tests"}

# Rooms that must not know how bytes travel.
NO_ASIO = {"protocol", "client", "daemon/base", "daemon/git", "daemon/privacy", "daemon/store", "daemon/handoff",
           "daemon/handoff/evaluation"}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
CALL = re.compile(r"\b(baton_room|target_link_libraries)\s*\(([^)]*)\)")


def room_of(path):
    """The room that a path from the root lies in; None outside of all rooms."""
    parts = path.split("/")
    if parts[0] == "daemon":
        rooms = ("/".join(parts[:depth]) for depth in (3, 2))  # a room may have one of its own inside
        return next((room for room in rooms if room in ALLOWED), "daemon")
    return parts[0] if parts[0] in ALLOWED or parts[0] in EVERYTHING else None


ROOM_OF_LIBRARY = {"baton_" + room.split("/")[-1]: room for room in ALLOWED}


def wrong_edge(user, used):
    """What to say about `user` using `used`, or None when it may."""
    if user == used or user in EVERYTHING or used in ALLOWED[user]:
        return None
    allowed = ", ".join(ALLOWED[user]) or "no other room"
    return f"room {user} may not include room {used} (allowed: {allowed})"


def check_source(path):
    user = room_of(path)
    for number, line in enumerate(tree.text(path).splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        quote, target = match.groups()
        if target.startswith("boost/asio") and user in NO_ASIO:
            yield f"{path}:{number}: room {user} may not include Boost.Asio ({target})"
        used = room_of(target)
        if used is None and quote == '"':
            yield f'{path}:{number}: "{target}" is not a path from the root of the tree'
        elif used is not None:
            fault = wrong_edge(user, used)
            if fault:
                yield f"{path}:{number}: {fault}"


def check_links(path):
    """The same for the libraries that a room's CMakeLists.txt names."""
    user = room_of(path)
    listing = re.sub(r"#[^\n]*", lambda comment: " " * len(comment.group()), tree.text(path))
    for call in CALL.finditer(listing):
        arguments = call.group(2)
        start = arguments.find("DEPENDS") if call.group(1) == "baton_room" else 0
        if start < 0:
            continue
        for library in re.finditer(r"\bbaton_[a-z_]+\b", arguments[start:]):
            used = ROOM_OF_LIBRARY.get(library.group())
            fault = used and wrong_edge(user, used)
            if fault:
                offset = call.start(2) + start + library.start()
                yield f"{path}:{listing.count(chr(10), 0, offset) + 1}: {fault.replace('include', 'link to')}"


def main():
    sources = [path for path in tree.files("*.hpp", "*.cpp") if room_of(path)]
    lists = [path for path in tree.files("*CMakeLists.txt") if room_of(path)]
    faults = [fault for path in sources for fault in check_source(path)]
    faults += [fault for path in lists for fault in check_links(path)]
    print("\n".join(faults) or f"{len(sources)} sources and {len(lists)} CMakeLists.txt keep to the arrows")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
