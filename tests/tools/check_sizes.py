"""Refuses source files of more than 400 lines and points out functions of more than 60."""
import re
import sys

import tree

MOST_LINES = 400
LONG_FUNCTION = 60
SOURCES = ["*.cpp", "*.hpp", "*.py", "*.sh", "*.ts", "*.js", "*.mjs", "*.lua", "*.cmake", "*.sql", "*CMakeLists.txt", "dev"]
NOT_WRITTEN_BY_HAND = re.compile(r"(^|/)generated/|^tests/data/")

# clang-format puts a function of a namespace at the first column, and its last brace too.
NO_FUNCTION = re.compile(r"^(namespace|struct|class|enum|union|extern|static constexpr|constexpr|const)\b")


def long_functions(path):
    start, head = None, ""
    for number, line in enumerate(tree.text(path).splitlines(), 1):
        if line and not line[0].isspace() and line[0] not in "}#/":
            start, head = number, line
        elif line == "}" and start is not None:
            if number - start > LONG_FUNCTION and not NO_FUNCTION.match(head):
                yield f"{path}:{start}: warning: {number - start + 1} lines in one function (aim: 40)"
            start = None


def main():
    paths = [path for path in tree.files(*SOURCES) if not NOT_WRITTEN_BY_HAND.search(path)]
    faults = []
    for path in paths:
        lines = len(tree.text(path).splitlines())
        if lines > MOST_LINES:
            faults.append(f"{path}:1: {lines} lines; split it by concern ({MOST_LINES} at the most)")
        if path.endswith((".cpp", ".hpp")):
            for warning in long_functions(path):
                print(warning)
    print("\n".join(faults) or f"{len(paths)} files, none over {MOST_LINES} lines")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
