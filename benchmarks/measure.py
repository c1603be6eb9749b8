"""Whole processes, timed in pairs: A B A B …, so that a drifting machine cannot favour one."""

import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

Command = Sequence[str]


class Run(NamedTuple):
    """What one process took: seconds by the clock, and its peak memory in MB."""

    seconds: float
    memory: float


class Ratio(NamedTuple):
    """Medians of two commands run in pairs, and the median of the ratios of each pair."""

    ours: float
    theirs: float
    ratio: float


def run(command: Command, *, codes: Sequence[int] = (0,)) -> Run:
    """Run a command to its end, its output thrown away."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    assert process.returncode in codes, f"{command}: {process.returncode} {said.decode()[:500]}"
    return Run(seconds, used.ru_maxrss / 1000)


def pairs(
    ours: Command,
    theirs: Command,
    *,
    times: int = 9,
    codes: Sequence[int] = (0, 1, 4),
    before: Callable[[], None] = lambda: None,
) -> Ratio:
    """Run two commands in turn, after one warm-up of each."""
    run(ours, codes=codes)
    run(theirs, codes=codes)
    found: list[tuple[float, float]] = []
    for _ in range(times):
        before()
        ours_took = run(ours, codes=codes).seconds
        before()
        found.append((ours_took, run(theirs, codes=codes).seconds))
    return Ratio(
        statistics.median(a for a, _ in found),
        statistics.median(b for _, b in found),
        statistics.median(a / b for a, b in found),
    )


def peak_of_children() -> float:
    """Give the largest memory of any process run so far (MB)."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000


def shell(text: str) -> Command:
    """Give a command that a shell runs."""
    return ["/bin/sh", "-c", text]


def script(path: Path, text: str) -> Path:
    """Write a script and give its path."""
    path.write_text(text, encoding="utf-8")
    return path
