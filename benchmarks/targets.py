"""What is measured: each target is one function that gives rows of the results.

The bounds are those the project set itself; a target that is not met stays listed as not met.
"""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks import peers
from benchmarks.ledgers import XT, Ledgers
from benchmarks.measure import Command, duration, median, pairs, quoted, shell

PASS: Command = [sys.executable, "-c", "pass"]

_ASKED = """
import os, pty, sys
child, terminal = pty.fork()
if not child: os.execv(sys.argv[1], sys.argv[1:])
shown = b""
while b"): " not in shown: shown += os.read(terminal, 1024)
os.kill(child, 9)
os.waitpid(child, 0)
"""
FIRST_QUESTION: Command = [sys.executable, "-c", _ASKED]
"""Runs a command on a terminal until it asks something."""


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
) -> Row:
    """Return the ratio of two commands that are run in pairs."""
    medians = pairs(ours, theirs, times=min(times, ledgers.times), terminal=terminal)
    detail = f"{duration(medians.ours)} against {duration(medians.theirs)}"
    return Row(what, medians.ratio, bound, detail)


def checking(ledger: Path, *words: str) -> Command:
    """Return the command that checks a ledger."""
    return [XT, "check", "--format", "csv", "--ledger", str(ledger), *words]


def start_up(ledgers: Ledgers) -> Iterator[Row]:
    """Give the cost of starting, against an interpreter that does nothing."""
    real = str(ledgers.november)
    yield compare(
        ledgers, "`xt --version` / `python -c pass`", [XT, "--version"], PASS, 1.3, times=25
    )
    words = [XT, "completion", "words", "--", "check", "--o"]
    yield compare(ledgers, "completion of an option / `python -c pass`", words, PASS, 1.3, times=25)
    yield compare(ledgers, "`xt --help` / `python -c pass`", [XT, "--help"], PASS, 6, times=15)
    helps = (["help"], ["help", "terms"], ["help", "exit", "codes"], ["help", "check"])
    for words in (["terms", "new", "daily"], ["terms", "new"], *helps):
        what = f"`xt {' '.join(words)}` / `python -c pass`"
        yield compare(ledgers, what, [XT, *words], PASS, 8, times=15)
    asking = [*FIRST_QUESTION, XT, "init", str(ledgers.folder / "asked.db")]
    asked = [*FIRST_QUESTION, sys.executable, "-c", "input('): ')"]
    what = "first question of `xt init` / `python -c 'input()'`, on a terminal"
    yield compare(ledgers, what, asking, asked, 8, times=15)
    words = [XT, "completion", "words", "--", "check", "--ledger", real, "--obligation", "h"]
    yield compare(
        ledgers, "completion of an obligation / `python -c pass`", words, PASS, 4.5, times=15
    )
    for command in ("check", "totals"):
        line = [XT, command, "--ledger", real]
        for form in ("csv", "json", "table"):
            what = f"`xt {command} --format {form}`, November 2023 / `python -c pass`"
            yield compare(ledgers, what, [*line, "--format", form], PASS, 8, times=15)
        what = f"`xt {command}` on a terminal with colour / `python -c pass`"
        yield compare(ledgers, what, line, PASS, 12, times=15, terminal=True)


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


def importing(ledgers: Ledgers) -> Iterator[Row]:
    """Compare an import with sqlite3's own, and measure its memory."""
    rows, empty = ledgers.rows(ledgers.many), ledgers.empty()
    new, bare = ledgers.folder / "import.db", ledgers.folder / "import-bare.db"
    table = (
        "CREATE TABLE releases (id, day, at, party, kind, count INTEGER, category, nationality,"
        " basis, sources, note)"
    )
    index = "CREATE INDEX g ON releases (day, party, kind, category, nationality, basis, count)"
    load = f".import --skip 1 {rows} releases"
    sqlite = quoted(peers.need("sqlite3"), bare, table, index, ".mode csv", load)
    take = [XT, "import", "releases", str(rows), "--ledger", str(new)]
    ours = shell(f"{quoted('cp', empty, new)}; {quoted(*take)}")
    theirs = shell(f"{quoted('rm', '-f', bare)}; {sqlite}")
    yield compare(
        ledgers,
        f"`xt import` / `sqlite3 .import` with its index, {ledgers.many:,}",
        ours,
        theirs,
        3,
    )
    used = median(["/bin/sh", "-c", f"{quoted('cp', empty, new)}; exec {quoted(*take)}"], 3)
    yield Row("peak memory of that import", used.memory, 200, duration(used.seconds), " MB")
    for path in (new, bare):
        path.unlink()


def adding(ledgers: Ledgers) -> Iterator[Row]:
    """Compare an entry into a large ledger with one into an empty ledger."""
    many, none = ledgers.folder / "add-many.db", ledgers.folder / "add-none.db"
    shutil.copy(ledgers.of(ledgers.many), many)
    shutil.copy(ledgers.empty(), none)
    words = ["--day", "2024-03-01", "--party", "north", "--kind", "hostage", "--count", "3"]
    line = [XT, "add", *words, "--ledger"]
    what = f"`xt add`, {ledgers.many:,} / 0 entries"
    yield compare(ledgers, what, [*line, str(many)], [*line, str(none)], 1.3, times=15)
    many.unlink()


def from_folder(ledgers: Ledgers) -> Iterator[Row]:
    """Compare a check of a folder with Python's csv module adding the same sums."""
    folder = ledgers.truce(ledgers.some)
    adding_up = (
        "import csv,collections,sys\nsums=collections.Counter()\n"
        "for r in csv.DictReader(open(sys.argv[1],newline='')):\n"
        " sums[r['day'],r['party'],r['kind'],r['category'],r['nationality'],r['basis']]+=int(r['count'])"
    )
    theirs = [sys.executable, "-c", adding_up, str(folder / "releases.csv")]
    yield compare(
        ledgers,
        f"`xt check` of a folder / csv module's sums, {ledgers.some:,}",
        checking(folder),
        theirs,
        3,
    )


def verifying(ledgers: Ledgers) -> Iterator[Row]:
    """Compare verify with the digest work alone: each row as canonical JSON, and hashed."""
    held = ledgers.of(ledgers.many)
    digesting = (
        "import sqlite3,json,hashlib,sys\nsha=hashlib.sha256()\n"
        "c=sqlite3.connect(sys.argv[1])\n"
        "rows=c.execute('SELECT ''add'',''releases'',id,day,at,party,kind,count,category,"
        "nationality,basis,person,sources,note FROM releases ORDER BY row')\n"
        "while some:=rows.fetchmany(500):\n"
        " sha.update(json.dumps(some,ensure_ascii=False,separators=(',',':')).encode())"
    ).replace("''", '"')
    theirs = [sys.executable, "-c", digesting, str(held)]
    what = f"`xt verify` / the digest work alone, {ledgers.many:,}"
    yield compare(ledgers, what, [XT, "verify", "--ledger", str(held)], theirs, 3)


def as_of(ledgers: Ledgers) -> Iterator[Row]:
    """Compare a check as of a moment in the middle with sqlite3's GROUP BY of the bare table."""
    held = ledgers.of(ledgers.many)
    theirs = peers.sums(ledgers, ledgers.many)
    what = f"`xt check --as-of` the middle / sqlite3's GROUP BY, {ledgers.many:,}"
    yield compare(ledgers, what, checking(held, "--as-of", ledgers.middle(held)), theirs, 6)


TARGETS: tuple[Target, ...] = (
    start_up,
    days_not_entries,
    coarse,
    without_end,
    duckdb,
    hledger,
    sqlite_shell,
    importing,
    adding,
    from_folder,
    verifying,
    as_of,
)
