"""Compares the parsers' turn counts with the independent counters' for all logs below directories.

    compare_counts.py BATON_COUNT_TURNS DIRECTORY...
"""
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
COUNTERS = {".jsonl": "count_claude_code.py", ".md": "count_specstory.py"}


def is_log(path):
    return path.is_file() and path.name != "NOTICE.md" and path.suffix in COUNTERS


def rows(command):
    found = {}
    for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines():
        file, session, kind, count = line.split("\t")
        # Errors in Markdown are guessed from words, and a hash stands for a missing session id.
        if not (file.endswith(".md") and kind == "error"):
            found[file, "-" if session.startswith("specstory-") else session, kind] = int(count)
    return found


def main():
    program, *directories = sys.argv[1:]
    files = sorted(str(path) for directory in directories for path in pathlib.Path(directory).rglob("*") if is_log(path))
    parsed = rows([program, *files])
    counted = {}
    for suffix, counter in COUNTERS.items():
        chosen = [file for file in files if file.endswith(suffix)]
        if chosen:
            counted |= rows([sys.executable, str(HERE / counter), *chosen])
    # What is no log has no turns; how many of its lines are not understood says nothing.
    strangers = {file for file in files if not parsed[file, "total", "turns"] and not counted[file, "total", "turns"]}
    differences = [key for key in sorted(parsed.keys() | counted.keys())
                   if parsed.get(key, 0) != counted.get(key, 0) and key[0] not in strangers]
    for key in differences:
        print(*key, f"parser {parsed.get(key, 0)}, counter {counted.get(key, 0)}", sep="\t")
    total = sum(count for (_, session, kind), count in parsed.items() if (session, kind) == ("total", "turns"))
    print(f"{len(files)} files, {total} turns, {len(differences)} differences")
    return 1 if differences or not files else 0


if __name__ == "__main__":
    sys.exit(main())
