#!/usr/bin/env python3
"""Measures the handoffs of each project with the model that was trained without it.

usage: measure_folds.py MEASURE_MODEL SESSIONS MODELS [MODEL]

MEASURE_MODEL is the program baton_measure_model, SESSIONS a directory of converted projects, MODELS what train.py has
written: PROJECT.txt for each of them. With MODEL, that one is used for all (all.txt: what the model makes of projects
that it has seen). Takes half a minute for each project; prints means over projects, and then each project.
"""
import pathlib
import subprocess
import sys

SHOWN = {"recall": "R", "context_recall": "CR", "stated_recall": "SR", "state": "STATE", "line_faithfulness": "FAITH",
         "redundancy": "RED", "context_recall_age_1_2": "CR1-2", "context_recall_age_3_6": "CR3-6",
         "context_recall_age_7": "CR7+", "tokens": "TOKENS"}


def measured(program, model, project):
    """By budget, the figures of a project; what it has nothing to measure by is missing."""
    printed = subprocess.run([program, model, project], check=True, capture_output=True, text=True).stdout.splitlines()
    names = printed[0].split("\t")
    rows = [dict(zip(names, line.split("\t"))) for line in printed[1:]]
    return {int(row["budget"]): {name: float(row[name]) for name in SHOWN if row[name] != "-"} for row in rows}


def show(title, figures):
    cells = [f"{figures[name]:8.3f}" if name in figures else "       –" for name in SHOWN]
    print(f"{title:28}" + "".join(cells), flush=True)


def main():
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    program, sessions, models = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    found = {}
    for project in sorted(path for path in sessions.iterdir() if path.is_dir()):
        model = sys.argv[4] if len(sys.argv) == 5 else models / (project.name + ".txt")
        found[project.name] = measured(program, model, project)
    print(" " * 28 + "".join(f"{name:>8}" for name in SHOWN.values()))
    for budget in sorted({budget for figures in found.values() for budget in figures}):
        rows = [figures[budget] for figures in found.values() if budget in figures]
        known = {name: [row[name] for row in rows if name in row] for name in SHOWN}
        show(f"mean, {budget} tokens", {name: sum(values) / len(values) for name, values in known.items() if values})
        for name, figures in found.items():
            if budget in figures:
                show("  " + name, figures[budget])


if __name__ == "__main__":
    main()
