"""Runs a program on a terminal of its own, as a person would."""
import os
import pty
import select
import subprocess
import time

from .settings import PATIENCE


def run_on_terminal(command, environment, directory):
    """Returns the exit code and every byte that reached the terminal."""
    master, slave = pty.openpty()
    try:
        process = subprocess.Popen(command, env=environment, cwd=directory, stdin=slave, stdout=slave, stderr=slave,
                                   start_new_session=True)
    finally:
        os.close(slave)
    try:
        return _read_all(master, process)
    finally:
        os.close(master)
        if process.poll() is None:
            process.kill()
            process.wait()


def _read_all(master, process):
    output = b""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        ready, _, _ = select.select([master], [], [], 1)
        if not ready:
            continue
        try:
            data = os.read(master, 1 << 16)
        except OSError:  # the last one who held the other end has gone
            data = b""
        if not data:
            return process.wait(PATIENCE), output
        output += data
    raise TimeoutError(f"{process.args} does not end; it wrote {output[-500:]!r}")
