"""Whole processes, timed in pairs: A B A B …, so that a drifting machine cannot favour one."""

import os
import pty
import shlex
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple

Command = Sequence[str]
FINE = (0, 1, 4)  # a finding is an answer, too


class Run(NamedTuple):
    """What one process took: seconds by the clock, and its peak memory in MB."""

    seconds: float
    memory: float


class Pairs(NamedTuple):
    """Medians (seconds) of two commands run in pairs, and the median of the ratios of each pair."""

    ours: float
    theirs: float
    ratio: float


def run(command: Command, *, terminal: bool = False) -> Run:
    """Run a command to its end, its output read and thrown away; on a terminal if asked for."""
    with _nowhere(terminal=terminal) as out:
        start = time.perf_counter()
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.PIPE,
            env={**os.environ, "PAGER": "cat"},  # nobody is there to leave one
        ) as process:
            assert process.stderr is not None
            said = process.stderr.read()
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
    assert process.returncode in FINE, f"{command}: {process.returncode} {said.decode()[:500]}"
    return Run(seconds, used.ru_maxrss / 1000)


@contextmanager
def _nowhere(*, terminal: bool) -> Iterator[int]:
    """Give a place that takes what is written: the null device, or a terminal somebody reads."""
    if not terminal:
        yield subprocess.DEVNULL
        return
    ours, theirs = pty.openpty()
    reader = subprocess.Popen(  # it ends with an error, as whoever reads a closed terminal does
        ["cat"], stdin=ours, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(ours)
    try:
        yield theirs
    finally:
        os.close(theirs)
        with suppress(subprocess.TimeoutExpired):
            reader.wait(5)
        reader.kill()


def pairs(ours: Command, theirs: Command, *, times: int = 9, terminal: bool = False) -> Pairs:
    """Run two commands in turn, after one warm-up of each."""
    run(ours, terminal=terminal)
    run(theirs, terminal=terminal)
    found = [
        (run(ours, terminal=terminal).seconds, run(theirs, terminal=terminal).seconds)
        for _ in range(times)
    ]
    return Pairs(
        statistics.median(one for one, _ in found),
        statistics.median(other for _, other in found),
        statistics.median(one / other for one, other in found),
    )


def median(command: Command, times: int) -> Run:
    """Give the medians of a command run so many times."""
    found = [run(command) for _ in range(times)]
    return Run(
        statistics.median(each.seconds for each in found),
        statistics.median(each.memory for each in found),
    )


def printed(command: Command) -> str:
    """Give what a command prints."""
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode in FINE, f"{command}: {ran.returncode} {ran.stderr[:500]}"
    return ran.stdout


def shell(text: str) -> Command:
    """Give a command that a shell runs."""
    return ["/bin/sh", "-c", text]


def quoted(*words: object) -> str:
    """Give words as a shell reads them."""
    return shlex.join(map(str, words))


def duration(seconds: float) -> str:
    """Give a time as people read it."""
    return f"{seconds * 1000:.0f} ms" if seconds < 10 else f"{seconds:.1f} s"
