"""Refuses files that name a package mirror or a path of one particular machine: both break elsewhere."""
import re
import sys

import tree

# The machine's own configuration says where packages come from.
MIRROR = re.compile(
    r"\b(deb|security|snapshot|ftp\.\w+)\.debian\.org|\barchive\.ubuntu\.com|\bregistry\.(npmjs\.org|yarnpkg\.com|npmmirror\.com)"
    r"|\bdeb\.nodesource\.com|\bpypi\.org|\bfiles\.pythonhosted\.org|\bproxy\.golang\.org|\bcrates\.io")
PATH = re.compile(r"(?<![\w.~$}-])/work/(main|shared|\.\w+)\b|(?<![\w.~$}-])/root/\w")
RECORDED = "tests/data/"  # sessions of people whose paths were what they were


def check(path):
    for number, line in enumerate(tree.text(path).splitlines(), 1):
        found = MIRROR.search(line) or (not path.startswith(RECORDED) and PATH.search(line))
        if found:
            yield f"{path}:{number}: '{found.group()}' does not belong in the tree"


def main():
    paths = tree.files()
    faults = [fault for path in paths for fault in check(path)]
    print("\n".join(faults) or f"{len(paths)} files name no mirror and no path of one machine")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
