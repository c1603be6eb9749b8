"""Whole processes, timed in pairs: A B A B …, so that a drifting machine cannot favour one.

A command that fails has no time: it ends the measuring with what it said.
"""

import os
import pty
import resource
import shlex
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

Command = Sequence[str]
FINDINGS = {
    "check": (0, 1, 4),
    "discrepancies": (0, 1),
    "diff": (0, 1),
    "held": (0, 4),
    "reconcile": (0, 1),
}
"""The exit codes of ``xt`` that are answers, too; all else must end with 0."""
ENOUGH = 20.0  # seconds for the pairs of one row
LEAST = 3  # pairs, however long they take
UNPREPARED: Command = ()  # nothing is run before


class Failed(Exception):
    """A command that did not do what it was asked, with what it said."""


class Run(NamedTuple):
    """What one process took: seconds by the clock, peak memory in MB, seconds of the processor."""

    seconds: float
    memory: float
    processor: float = 0.0


class Pairs(NamedTuple):
    """Medians (seconds) of two commands run in pairs, and the median of the ratios of each pair.

    ``processor`` is the same ratio of the processor's time, which a busy machine alters less.
    """

    ours: float
    theirs: float
    ratio: float
    processor: float


def run(command: Command, *, terminal: bool = False, memory: int = 0) -> Run:
    """Run a command to its end, its output read and thrown away; on a terminal if asked for.

    Its address space is held to so many bytes of ``memory``, where that is not 0.
    """
    with _nowhere(terminal=terminal) as out:
        start = time.perf_counter()
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.PIPE,
            env={**os.environ, "PAGER": "cat"},  # nobody is there to leave one
            preexec_fn=partial(_hold, memory) if memory else None,  # noqa: PLW1509 - no threads
        ) as process:
            assert process.stderr is not None
            said = process.stderr.read()
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
    _must_be_fine(command, process.returncode, said)
    return Run(seconds, used.ru_maxrss / 1000, used.ru_utime + used.ru_stime)


def _hold(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _must_be_fine(command: Command, code: int, said: bytes) -> None:
    is_ours = len(command) > 1 and Path(command[0]).name == "xt"
    if code not in (FINDINGS.get(command[1], (0,)) if is_ours else (0,)):
        raise Failed(f"{shlex.join(command)}\nended with {code}: {said.decode()[-2000:]}")


def first_row(command: Command, times: int) -> float:
    """Return the median time (seconds) to the first row below the header; the rest is not read."""
    return statistics.median(_first_row(command) for _ in range(times))


def _first_row(command: Command) -> float:
    start, lines = time.perf_counter(), 0
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        while lines < 2 and (text := os.read(process.stdout.fileno(), 65_536)):
            lines += text.count(b"\n")
        seconds = time.perf_counter() - start
        if lines < 2:
            raise Failed(
                f"{shlex.join(command)}\nlisted nothing: {process.stderr.read()[-2000:]!r}"
            )
        process.kill()
    return seconds


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


def pairs(
    ours: Command,
    theirs: Command,
    *,
    times: int = 9,
    terminal: bool = False,
    before: tuple[Command, Command] = (UNPREPARED, UNPREPARED),
) -> Pairs:
    """Run two commands in turn: as many pairs as are enough, after one that warms up.

    A single pair goes without. What is to be run ``before`` each of the two is not timed.
    """

    def turn() -> tuple[Run, Run]:
        one, other = (
            _prepared(command, first, terminal=terminal)
            for command, first in zip((ours, theirs), before, strict=True)
        )
        return one, other

    start = time.perf_counter()
    runs = [turn()]
    if times > 1:
        fitting = int(ENOUGH / (time.perf_counter() - start))
        runs = [turn() for _ in range(min(times, max(LEAST, fitting)))]
    return Pairs(
        statistics.median(one.seconds for one, _ in runs),
        statistics.median(other.seconds for _, other in runs),
        statistics.median(one.seconds / other.seconds for one, other in runs),
        statistics.median(one.processor / other.processor for one, other in runs),
    )


def _prepared(command: Command, first: Command, *, terminal: bool) -> Run:
    if first:
        run(first)
    return run(command, terminal=terminal)


def median(command: Command, times: int) -> Run:
    """Give the medians of a command run so many times."""
    runs = [run(command) for _ in range(times)]
    return Run(
        statistics.median(each.seconds for each in runs),
        statistics.median(each.memory for each in runs),
    )


def printed(command: Command) -> str:
    """Give what a command prints."""
    ran = subprocess.run(command, capture_output=True, check=False)
    _must_be_fine(command, ran.returncode, ran.stderr)
    return ran.stdout.decode()


def shell(text: str) -> Command:
    """Give a command that a shell runs."""
    return ["/bin/sh", "-c", text]


def quoted(*words: object) -> str:
    """Give words as a shell reads them."""
    return shlex.join(map(str, words))


def duration(seconds: float) -> str:
    """Give a time as people read it."""
    return f"{seconds * 1000:.0f} ms" if seconds < 10 else f"{seconds:.1f} s"
