"""Compares the parsers' turn counts with the independent counters' for all logs below directories.

    compare_counts.py BATON_COUNT_TURNS DIRECTORY...
"""
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
# By the folder that a log lies below: the counter, and the endings of the files it counts.
COUNTERS = {
    "aider": ("count_aider.py", {".md"}),
    "antigravity": ("count_antigravity.py", {".jsonl"}),
    "chatgpt": ("count_import.py", {".json"}),
    "claude-code": ("count_claude_code.py", {".jsonl"}),
    "cline": ("count_cline.py", {".json"}),
    "codex": ("count_codex.py", {".jsonl"}),
    "continue": ("count_continue.py", {".json"}),
    "copilot-cli": ("count_copilot_cli.py", {".jsonl"}),
    "copilot-vscode": ("count_copilot_vscode.py", {".json", ".jsonl"}),
    "crush": ("count_crush.py", {".db"}),
    "cursor": ("count_cursor.py", {".jsonl", ".txt"}),
    "droid": ("count_droid.py", {".jsonl"}),
    "gemini": ("count_gemini.py", {".json", ".jsonl"}),
    "goose": ("count_goose.py", {".db", ".jsonl"}),
    "grok": ("count_grok.py", {".jsonl"}),
    "growth-series": ("count_claude_code.py", {".jsonl"}),
    "import": ("count_import.py", {".json", ".md", ".txt"}),
    "kimi": ("count_kimi.py", {".jsonl"}),
    "openclaw": ("count_pi.py", {".jsonl"}),
    "opencode": ("count_opencode.py", {".db", ".json"}),
    "pi": ("count_pi.py", {".jsonl"}),
    "qwen": ("count_qwen.py", {".jsonl"}),
    "specstory": ("count_specstory.py", {".md"}),
}


def counter_of(path):
    """The counter of a log; None for any other file."""
    folder = next((part for part in reversed(path.parts[:-1]) if part in COUNTERS), None)
    if not folder or not path.is_file():
        return None
    counter, endings = COUNTERS[folder]
    return counter if path.suffix in endings else None


def rows(command):
    found = {}
    for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines():
        file, session, kind, count = line.split("\t")
        # Errors in Markdown are guessed from words, and a hash stands for a missing session id.
        session = re.sub(r"^(aider-[-T:0-9]{19}).*", r"\1", session)
        if session.startswith(("specstory-", "transcript-")):
            session = "-"
        if not (file.endswith(".md") and kind == "error"):
            found[file, session, kind] = found.get((file, session, kind), 0) + int(count)
    return found


def main():
    program, *directories = sys.argv[1:]
    found = [path for directory in directories for path in pathlib.Path(directory).rglob("*") if counter_of(path)]
    files = sorted(str(path) for path in found)
    parsed = rows([program, *files])
    counted = {}
    for counter in {counter_of(path) for path in found}:
        chosen = [str(path) for path in found if counter_of(path) == counter]
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
