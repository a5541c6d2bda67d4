"""Runs clang-tidy over every source of a clang build and remembers which it found clean.

A source is read again only when itself, a header of the tree that it reaches, its command line, a .clang-tidy or
clang-tidy's version changed.
"""
import argparse
import concurrent.futures
import functools
import hashlib
import json
import pathlib
import re
import shlex
import subprocess
import sys
import time

import tree

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)
KEEP_DAYS = 30


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", type=pathlib.Path, required=True, help="the folder with compile_commands.json")
    parser.add_argument("--cache", type=pathlib.Path, required=True, help="where clean sources are remembered")
    parser.add_argument("--everything", action="store_true", help="the tests' sources, too")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


def plain_command(entry):
    """The entry's command without the compiler's launcher and precompiled headers."""
    words = shlex.split(entry["command"])
    if pathlib.Path(words[0]).name == "ccache":
        words = words[1:]
    kept, skip = [], 0
    for position, word in enumerate(words):
        if skip:
            skip -= 1
        elif word == "-Xclang" and words[position + 1:position + 2] in (["-include-pch"], ["-include"]):
            skip = 3  # -Xclang -include -Xclang FILE
        elif word == "-include" and "cmake_pch" in words[position + 1]:
            skip = 1
        elif word != "-Winvalid-pch":
            kept.append(word)
    return kept


def compile_commands(folder):
    """{path from the root: entry} of the sources that belong to the tree."""
    known = set(tree.files("*.cpp"))
    found = {}
    for entry in json.loads((folder / "compile_commands.json").read_text(encoding="utf-8")):
        path = pathlib.Path(entry["directory"], entry["file"]).resolve()
        name = str(path.relative_to(tree.ROOT)) if path.is_relative_to(tree.ROOT) else ""
        if name in known:
            found[name] = {"directory": entry["directory"], "file": entry["file"], "arguments": plain_command(entry)}
    return found


@functools.cache
def direct_includes(path):
    return [name for name in INCLUDE.findall(tree.text(path)) if (tree.ROOT / name).is_file()]


def reached(path):
    """The path and the headers of the tree that it includes, however deep."""
    seen, todo = set(), [path]
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += direct_includes(name)
    return sorted(seen)


def key_of(path, entry, settings):
    digest = hashlib.sha256(settings)
    digest.update(" ".join(entry["arguments"]).replace(str(tree.ROOT), "").encode())
    for name in reached(path):
        digest.update(name.encode() + b"\0" + tree.text(name).encode() + b"\0")
    return digest.hexdigest()


def forget_old(cache):
    limit = time.time() - KEEP_DAYS * 86400
    for mark in cache.iterdir():
        if mark.stat().st_mtime < limit:
            mark.unlink()


def check(path, database, mark):
    done = subprocess.run(["clang-tidy", "-p", str(database), "--quiet", path], cwd=tree.ROOT, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, text=True)
    print(f"{'clean' if done.returncode == 0 else 'FAULTY'}: {path}\n{done.stdout if done.returncode else ''}", end="", flush=True)
    if done.returncode == 0:
        mark.touch()
    return done.returncode == 0


def main():
    given = options()
    commands = compile_commands(given.database)
    if not given.everything:
        commands = {path: entry for path, entry in commands.items() if not path.startswith("tests/")}
    if not commands:
        sys.exit(f"no source of the tree is in {given.database}/compile_commands.json")
    given.cache.mkdir(parents=True, exist_ok=True)
    forget_old(given.cache)
    database = tree.ROOT / "build" / "tidy"
    database.mkdir(parents=True, exist_ok=True)
    (database / "compile_commands.json").write_text(json.dumps(list(commands.values())), encoding="utf-8")
    version = subprocess.run(["clang-tidy", "--version"], check=True, capture_output=True).stdout
    settings = version + "".join(tree.text(path) for path in tree.files("*.clang-tidy")).encode()
    marks = {path: given.cache / key_of(path, entry, settings) for path, entry in sorted(commands.items())}
    todo = [path for path, mark in marks.items() if not mark.exists()]
    for path in set(marks) - set(todo):
        marks[path].touch()
    print(f"{len(marks)} sources, {len(marks) - len(todo)} known to be clean")
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        outcomes = list(pool.map(lambda path: check(path, database, marks[path]), todo))
    print(f"{outcomes.count(False)} faulty sources")
    return 0 if all(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
