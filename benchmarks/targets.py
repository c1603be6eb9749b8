"""What is measured: each target is one function that gives rows of the results.

The bounds are those the project set itself; a target that is not met stays listed as not met.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks import peers
from benchmarks.ledgers import XT, Ledgers
from benchmarks.measure import UNPREPARED, Command, duration, pairs


class Row(NamedTuple):
    """One line of the results; ``measured`` and ``bound`` are ratios unless ``unit`` says more.

    ``tried`` is what is said where the target is not met: why not, and what was tried.
    """

    what: str
    measured: float
    bound: float
    detail: str
    unit: str = "×"
    tried: str = ""

    @property
    def met(self) -> bool:
        """Tell whether the target is met."""
        return self.measured <= self.bound


Target = Callable[[Ledgers], Iterator[Row]]


def compare(
    ledgers: Ledgers,
    what: str,
    ours: Command,
    theirs: Command,
    bound: float,
    *,
    times: int = 9,
    terminal: bool = False,
    before: tuple[Command, Command] = (UNPREPARED, UNPREPARED),
) -> Row:
    """Return the ratio of two commands that are run in pairs."""
    times = min(times, ledgers.times)
    medians = pairs(ours, theirs, times=times, terminal=terminal, before=before)
    seconds = f"{duration(medians.ours)} against {duration(medians.theirs)}"
    detail = f"{seconds}; {medians.processor:.2f}× of the processor's time"
    return Row(what, medians.ratio, bound, detail)


def checking(ledger: Path, *words: str) -> Command:
    """Return the command that checks a ledger."""
    return [XT, "check", "--format", "csv", "--ledger", str(ledger), *words]


def days_not_entries(ledgers: Ledgers) -> Iterator[Row]:
    """Give the cost of a check of a million entries against that of a thousand."""
    many, few = ledgers.of(ledgers.many), ledgers.of(1_000)
    yield compare(
        ledgers,
        f"`xt check`, {ledgers.many:,} / 1,000 entries over 365 days",
        checking(many),
        checking(few),
        1.2,
        times=15,
    )


def coarse(ledgers: Ledgers) -> Iterator[Row]:
    """Give the cost of entries that are coarser than a day, a party, a number."""
    many, plain = ledgers.coarse(ledgers.some), ledgers.of(ledgers.some)
    tried = (
        "a span of days is a sum of its own beside those of the days, so there are half as many more to"
        " read; they are read in one row a group, and added up by running sums (2.1 before)"
    )
    for command in ("check", "totals", "status"):
        what = f"`xt {command}`, one entry in ten coarse / none, {ledgers.some:,}"
        line = [XT, command, "--at", "2025-01-05T00:00Z", "--ledger"]
        row = compare(ledgers, what, [*line, str(many)], [*line, str(plain)], 1.1)
        yield row._replace(tried=tried)


def without_end(ledgers: Ledgers) -> Iterator[Row]:
    """Give the cost of ten years of daily obligations without an end."""
    years = ledgers.without_end(ledgers.some, 3_650)
    line = checking(years, "--at", "2034-01-01T00:00Z")
    what = f"`xt check`, ten years without an end / 365 days, {ledgers.some:,}"
    yield compare(ledgers, what, line, checking(ledgers.of(ledgers.some)), 2)


def duckdb(ledgers: Ledgers) -> Iterator[Row]:
    """Compare a check with the same sums by DuckDB from its own file."""
    theirs = peers.duckdb(ledgers, ledgers.many, peers.EVERY_SUM)
    what = f"`xt check` / DuckDB's sums from its own file, {ledgers.many:,}"
    yield compare(ledgers, what, checking(ledgers.of(ledgers.many)), theirs, 1.0)


def hledger(ledgers: Ledgers) -> Iterator[Row]:
    """Compare a check with hledger's daily budget."""
    journal = str(ledgers.journal(ledgers.some))
    theirs = [peers.need("hledger"), "-f", journal, "balance", "--budget", "-D"]
    what = f"`xt check` / `hledger balance --budget -D`, {ledgers.some:,}"
    tried = (
        "most of a check is starting: Python and Typer alone take about half of it, our own imports a"
        " fifth; reading the sums takes under 10 ms and judging 1,460 periods under 20 ms. Sums that"
        " are read group by group, fewer imports and less work for each period took it here from 0.061"
        " (and hledger's own time varies by a quarter). Parsing this one command line before Typer is"
        " loaded would meet it with room to spare; it would be a second parser for the same words,"
        " and is left out"
    )
    yield compare(ledgers, what, checking(ledgers.of(ledgers.some)), theirs, 1 / 40)._replace(
        tried=tried
    )


def sqlite_shell(ledgers: Ledgers) -> Iterator[Row]:
    """Compare a check with the sqlite3 command line doing the job on the bare table."""
    theirs = peers.sums(ledgers, ledgers.some)
    what = f"`xt check` / sqlite3's sums of the bare table, {ledgers.some:,}"
    yield compare(ledgers, what, checking(ledgers.of(ledgers.some)), theirs, 1.3)


def as_of(ledgers: Ledgers) -> Iterator[Row]:
    """Compare a check as of a moment in the middle with sqlite3's GROUP BY of the bare table."""
    held = ledgers.of(ledgers.many)
    theirs = peers.sums(ledgers, ledgers.many)
    what = f"`xt check --as-of` the middle / sqlite3's GROUP BY, {ledgers.many:,}"
    yield compare(ledgers, what, checking(held, "--as-of", ledgers.middle(held)), theirs, 6)


TARGETS: tuple[Target, ...] = (
    days_not_entries,
    coarse,
    without_end,
    duckdb,
    hledger,
    sqlite_shell,
    as_of,
)
