"""Runs every libFuzzer program of a build for a while, several side by side.

With --corpus it explores: from the seeds and what earlier runs learnt, by chance. Without, it tries the same inputs
in the same order each time, so that a change is not blamed for what chance found elsewhere."""
import argparse
import concurrent.futures
import pathlib
import shutil
import subprocess
import sys
import time

import tree

# What strangers write to directly, and the parsers that see the most.
THOROUGH = {"claude_code", "framing", "specstory"}
SEEDS = tree.ROOT / "tests" / "fuzz" / "corpus"


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, required=True, help="the build folder with the programs fuzz_*")
    parser.add_argument("--corpus", type=pathlib.Path, help="where inputs that reach new code are kept")
    parser.add_argument("--seconds", type=int, default=60, help="for each program; without --corpus, most get a quarter of it")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


def seconds_for(name, given):
    """When all are tried before a landing, most get a part of the time: there are many of them."""
    return given.seconds if given.corpus or name in THOROUGH else max(given.seconds // 4, 1)


def corpora(name, given):
    """The folders to read inputs from; libFuzzer adds to the first one."""
    seeds = [SEEDS / name] if (SEEDS / name).is_dir() else []
    first = (given.corpus or given.build / "corpus") / name
    if not given.corpus:
        shutil.rmtree(first, ignore_errors=True)
    first.mkdir(parents=True, exist_ok=True)
    return [first] + seeds


def command_for(program, name, given):
    findings = given.build / "findings"
    findings.mkdir(exist_ok=True)
    command = [program, f"-max_total_time={seconds_for(name, given)}", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1",
               f"-artifact_prefix={findings}/{name}-"]
    dictionary = tree.ROOT / "tests" / "fuzz" / f"{name}.dict"
    if dictionary.exists():
        command.append(f"-dict={dictionary}")
    if not given.corpus:
        command.append("-seed=1")
    return command + corpora(name, given)


def account_of(output):
    """What a failed run printed about its finding, without the progress before."""
    lines = output.splitlines()
    begin = next((index for index, line in enumerate(lines) if "ERROR:" in line or "runtime error:" in line), -50)
    return "\n".join(lines[begin:][:60])


def run(program, given):
    """True when the program found nothing."""
    name = program.name.removeprefix("fuzz_")
    start = time.monotonic()
    done = subprocess.run(command_for(program, name, given), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          stdin=subprocess.DEVNULL, text=True, errors="replace", check=False)
    if done.returncode:
        print(f"{name}: FAILED\n{account_of(done.stdout)}", flush=True)
        return False
    runs = next((line.split()[-1] for line in done.stdout.splitlines() if "number_of_executed_units" in line), "?")
    print(f"{name}: {runs} inputs in {time.monotonic() - start:.0f} s", flush=True)
    return True


def main():
    given = options()
    programs = sorted(path for path in given.build.rglob("fuzz_*")
                      if path.is_file() and path.stat().st_mode & 0o100 and not path.suffix)
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        outcomes = list(pool.map(lambda program: run(program, given), programs))
    print(f"{sum(outcomes)} fuzzers passed, {len(outcomes) - sum(outcomes)} failed")
    return 0 if outcomes and all(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
