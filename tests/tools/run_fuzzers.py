"""Runs every libFuzzer program of a build for a while, several side by side, from its seeds and what it learnt before."""
import argparse
import concurrent.futures
import pathlib
import subprocess
import sys
import time

import tree

SEEDS = tree.ROOT / "tests" / "fuzz" / "corpus"


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, required=True, help="the build folder with the programs fuzz_*")
    parser.add_argument("--corpus", type=pathlib.Path, required=True, help="where inputs that reach new code are kept")
    parser.add_argument("--seconds", type=int, default=60, help="for each program")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


def command_for(program, name, given):
    learnt = given.corpus / name
    learnt.mkdir(parents=True, exist_ok=True)
    findings = given.build / "findings"
    findings.mkdir(exist_ok=True)
    command = [program, f"-max_total_time={given.seconds}", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1",
               f"-artifact_prefix={findings}/{name}-"]
    dictionary = tree.ROOT / "tests" / "fuzz" / f"{name}.dict"
    if dictionary.exists():
        command.append(f"-dict={dictionary}")
    return command + [learnt] + ([SEEDS / name] if (SEEDS / name).is_dir() else [])


def run(program, given):
    """True when the program found nothing."""
    name = program.name.removeprefix("fuzz_")
    start = time.monotonic()
    done = subprocess.run(command_for(program, name, given), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          stdin=subprocess.DEVNULL, text=True, errors="replace", check=False)
    if done.returncode:
        print(f"{name}: FAILED\n" + "\n".join(done.stdout.splitlines()[-50:]), flush=True)
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
