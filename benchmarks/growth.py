"""How each cost grows with the number of entries, and whether 10,000,000 fit into 2 GB."""

import shutil
from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.ledgers import XT, Ledgers
from benchmarks.measure import Run, median, quoted, run, shell

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
LIMIT = 2_000_000  # kB of address space, which is more than what is really used
ONCE = 1_000_000  # from so many entries on, long commands are measured once


class Grown(NamedTuple):
    """What commands took on a ledger of so many entries; ``size`` is that of its file in MB."""

    rows: int
    size: float
    importing: Run
    adding: Run
    check: Run
    totals: Run
    verify: Run


def growth(ledgers: Ledgers) -> Iterator[Grown]:
    """Give the costs at each size; every command runs with no more than 2 GB of memory."""
    for rows in SIZES:
        new = ledgers.folder / f"grown-{rows}.db"
        shutil.copy(ledgers.empty(), new)
        at = ("--ledger", new)
        words = ("--day", "2024-03-01", "--party", "north", "--kind", "hostage", "--count", "3")
        importing = _limited("import", "releases", ledgers.rows(rows), *at)
        times = 1 if rows >= ONCE else 5
        yield Grown(
            rows,
            new.stat().st_size / 1e6,
            importing,
            _limited("add", *words, *at, times=5),
            _limited("check", "--format", "csv", *at, times=5),
            _limited("totals", "--format", "csv", *at, times=5),
            _limited("verify", *at, times=times),
        )
        new.unlink()


def _limited(*words: object, times: int = 1) -> Run:
    command = shell(f"ulimit -v {LIMIT}; exec {quoted(XT, *words)}")
    return run(command) if times == 1 else median(command, times)
