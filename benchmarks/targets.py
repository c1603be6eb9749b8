"""What is measured: each target is one function that gives a row of the results.

The bounds are those the project set itself; a target that is not met stays listed as not met.
"""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.ledgers import Ledgers
from benchmarks.measure import Command, pairs, run, shell

XT = str(Path(sys.executable).with_name("xt"))
PASS: Command = [sys.executable, "-c", "pass"]


class Row(NamedTuple):
    """One line of the results; ``measured`` and ``bound`` are ratios unless ``unit`` says more."""

    what: str
    measured: float
    bound: float
    detail: str
    unit: str = "×"

    @property
    def met(self) -> bool:
        """Tell whether the target is met."""
        return self.measured <= self.bound


class Missing(Exception):
    """A peer that is not on this machine."""


def need(name: str) -> str:
    """Give the path of a peer, or say that it is missing."""
    found = shutil.which(name)
    if not found:
        raise Missing(f"{name} is not installed")
    return found


Target = Callable[[Ledgers], Iterator[Row]]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 10 else f"{seconds:.1f} s"


def _row(what: str, ours: Command, theirs: Command, bound: float, times: int = 9) -> Row:
    found = pairs(ours, theirs, times=times)
    return Row(what, found.ratio, bound, f"{_ms(found.ours)} against {_ms(found.theirs)}")


def start_up(ledgers: Ledgers) -> Iterator[Row]:
    """Give the cost of starting, against an interpreter that does nothing."""
    real = str(ledgers.november)
    yield _row("`xt --version` / `python -c pass`", [XT, "--version"], PASS, 1.5)
    yield _row("`xt --help` / `python -c pass`", [XT, "--help"], PASS, 6)
    for form in ("csv", "json", "table"):
        for command in ("check", "totals"):
            line = [XT, command, "--ledger", real, "--format", form]
            yield _row(f"`xt {command} --format {form}`, November 2023 / `pass`", line, PASS, 8)


def days_not_entries(ledgers: Ledgers) -> Iterator[Row]:
    """Give the cost of a check of a million entries against that of a thousand."""
    many, few = str(ledgers.of(1_000_000)), str(ledgers.of(1_000))
    line = [XT, "check", "--format", "csv", "--ledger"]
    yield _row(
        "`xt check`, 1,000,000 / 1,000 entries over 365 days", [*line, many], [*line, few], 1.2
    )


def duckdb(ledgers: Ledgers) -> Iterator[Row]:
    """Compare a check with the same sums by DuckDB from its own file."""
    theirs = ledgers.duckdb(1_000_000)
    ours = [XT, "check", "--format", "csv", "--ledger", str(ledgers.of(1_000_000))]
    yield _row("`xt check` / DuckDB's sums from its own file, 1,000,000", ours, theirs, 1.0)


def hledger(ledgers: Ledgers) -> Iterator[Row]:
    """Compare a check with hledger's daily budget."""
    theirs = [need("hledger"), "-f", str(ledgers.journal(100_000)), "balance", "--budget", "-D"]
    ours = [XT, "check", "--format", "csv", "--ledger", str(ledgers.of(100_000))]
    yield _row("`xt check` / `hledger balance --budget -D`, 100,000", ours, theirs, 1 / 40, 3)


def sqlite_shell(ledgers: Ledgers) -> Iterator[Row]:
    """Compare a check with the sqlite3 command line doing the job on the bare table."""
    theirs = [need("sqlite3"), str(ledgers.bare(100_000)), ledgers.job()]
    ours = [XT, "check", "--format", "csv", "--ledger", str(ledgers.of(100_000))]
    yield _row("`xt check` / sqlite3's sums of the bare table, 100,000", ours, theirs, 1.3)


def importing(ledgers: Ledgers) -> Iterator[Row]:
    """Compare an import with sqlite3's own, and measure its memory."""
    rows = ledgers.rows(1_000_000)
    new, bare = ledgers.folder / "import.db", ledgers.folder / "import-bare.db"
    empty = ledgers.empty()
    theirs = shell(
        f"rm -f {bare}; {need('sqlite3')} {bare} 'CREATE TABLE releases (id,day,at,party,kind,count"
        f" INTEGER,category,nationality,basis,sources,note)' 'CREATE INDEX g ON releases (day,"
        f" party, kind, category, nationality, basis, count)' '.mode csv' '.import --skip 1 {rows} releases'"
    )
    ours = shell(f"cp {empty} {new}; {XT} import releases {rows} --ledger {new}")
    yield _row("`xt import` / `sqlite3 .import` with its index, 1,000,000", ours, theirs, 3, 3)
    shutil.copy(empty, new)
    used = run([XT, "import", "releases", str(rows), "--ledger", str(new)])
    yield Row("peak memory of that import", used.memory, 200, f"{used.seconds:.1f} s", " MB")


def adding(ledgers: Ledgers) -> Iterator[Row]:
    """Compare an entry into a large ledger with one into an empty ledger."""
    many, none = ledgers.folder / "add-many.db", ledgers.folder / "add-none.db"
    shutil.copy(ledgers.of(1_000_000), many)
    shutil.copy(ledgers.empty(), none)
    words = ["--day", "2024-03-01", "--party", "north", "--kind", "hostage", "--count", "3"]
    line = [XT, "add", *words, "--ledger"]
    yield _row("`xt add`, 1,000,000 / 0 entries", [*line, str(many)], [*line, str(none)], 1.3)


def from_folder(ledgers: Ledgers) -> Iterator[Row]:
    """Compare a check of a folder with Python's csv module adding the same sums."""
    folder = ledgers.truce(100_000)
    adding_up = (
        "import csv,collections,sys\nsums=collections.Counter()\n"
        "for r in csv.DictReader(open(sys.argv[1],newline='')):\n"
        " sums[r['day'],r['party'],r['kind'],r['category'],r['nationality'],r['basis']]+=int(r['count'])"
    )
    theirs = [sys.executable, "-c", adding_up, str(folder / "releases.csv")]
    ours = [XT, "check", "--format", "csv", "--ledger", str(folder)]
    yield _row("`xt check` of a folder / csv module's sums, 100,000", ours, theirs, 3)


def verifying(ledgers: Ledgers) -> Iterator[Row]:
    """Compare verify with the digest work alone: each row as canonical JSON, and hashed."""
    held = ledgers.of(1_000_000)
    digesting = (
        "import sqlite3,json,hashlib,sys\nsha=hashlib.sha256()\n"
        "c=sqlite3.connect(sys.argv[1])\n"
        "rows=c.execute('SELECT ''add'',''releases'',id,day,at,party,kind,count,category,"
        "nationality,basis,person,sources,note FROM releases ORDER BY row')\n"
        "while some:=rows.fetchmany(500):\n"
        " sha.update(json.dumps(some,ensure_ascii=False,separators=(',',':')).encode())"
    ).replace("''", '"')
    theirs = [sys.executable, "-c", digesting, str(held)]
    yield _row(
        "`xt verify` / the digest work alone, 1,000,000",
        [XT, "verify", "--ledger", str(held)],
        theirs,
        3,
        3,
    )


def as_of(ledgers: Ledgers) -> Iterator[Row]:
    """Compare a check as of a moment in the middle with sqlite3's GROUP BY of the bare table."""
    held = ledgers.of(1_000_000)
    theirs = [need("sqlite3"), str(ledgers.bare(1_000_000)), ledgers.job()]
    ours = [XT, "check", "--format", "csv", "--as-of", ledgers.middle(held), "--ledger", str(held)]
    yield _row("`xt check --as-of` the middle / sqlite3's GROUP BY, 1,000,000", ours, theirs, 6, 5)


TARGETS: tuple[Target, ...] = (
    start_up,
    days_not_entries,
    duckdb,
    hledger,
    sqlite_shell,
    importing,
    adding,
    from_folder,
    verifying,
    as_of,
)
