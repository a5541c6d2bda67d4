"""What the tests are told from outside: which programs to run and how patient to be."""
import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[3]
SAMPLES = ROOT / "tests" / "data"


def program(variable, built):
    """The program that CTest names; by hand, the one of the development build."""
    return pathlib.Path(os.environ.get(variable) or ROOT / "build" / "dev" / built)


BATOND = program("BATON_TEST_DAEMON", "daemon/batond")
BATON = program("BATON_TEST_CLIENT", "client/baton")

# Empty, `address,undefined` or `thread`: what the programs were built with.
SANITIZER = os.environ.get("BATON_TEST_SANITIZER", "")
# The daemon is slower by about this under a sanitizer.
SLOWDOWN = {"": 1, "address,undefined": 4}.get(SANITIZER, 10)


def seconds(fast):
    """A time-out, for a daemon without sanitizers on a busy machine."""
    return fast * SLOWDOWN


# When nothing is said: far more than anything takes, so that only a hanging daemon meets it.
PATIENCE = seconds(30)
