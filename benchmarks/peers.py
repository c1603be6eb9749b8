"""What a user would otherwise take: how each peer is installed, asked, and held to the same sums.

All are asked how many people count for the obligation ``hostages`` as written, day by day. Debian's
packages are installed where this runs as root on Debian; those of PyPI go into an environment of
their own, so that they slow down nothing of ours.
"""

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from benchmarks.ledgers import ROOT, XT, Ledgers
from benchmarks.measure import Command, printed

ENVIRONMENT = ROOT / ".venv-peers"
PYTHON = str(ENVIRONMENT / "bin" / "python")
DEBIAN = ("hledger", "ledger", "sqlite3")
ACCOUNT = "north:hostage:inside:northern"
_COUNTED = """party = 'north' AND kind = 'hostage' AND basis = 'agreement'
    AND (';' || nationality || ';') LIKE '%;Northern;%'"""
SUMS = f"SELECT day, sum(count) FROM releases WHERE {_COUNTED} GROUP BY day ORDER BY day"  # noqa: S608 - names of our own
EVERY_SUM = (
    "SELECT day, party, kind, category, nationality, basis, sum(count), count(*)"
    " FROM releases GROUP BY 1, 2, 3, 4, 5, 6"
)
"""All that a check needs, and judges nothing."""


class Missing(Exception):
    """A peer that is not on this machine and could not be installed."""


class Peer(NamedTuple):
    """One peer: what prints its version, and what gives the people who count on each day."""

    name: str
    version: Command
    ask: Callable[[Ledgers, int], Command]
    sums: Callable[[str], dict[str, int]]


def install() -> None:
    """Install what can be; what cannot is said where it is missed."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        wanted = [name for name in DEBIAN if not shutil.which(name)]
        if wanted:
            _tried("apt-get", "update", "-q")
            _tried("apt-get", "install", "-y", "-q", "--no-install-recommends", *wanted)
    if not Path(PYTHON).exists():
        _tried(sys.executable, "-m", "venv", str(ENVIRONMENT))
    lock = ROOT / "requirements" / "peers.lock"
    _tried(PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r", str(lock))


def _tried(*words: str) -> None:
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    if ran.returncode:
        print(f"could not be run: {' '.join(words)}: {ran.stderr.strip()[-300:]}", flush=True)


def need(name: str) -> str:
    """Give the path of a peer's command, or say that it is missing."""
    path = shutil.which(name, path=f"{ENVIRONMENT / 'bin'}:{os.environ.get('PATH', '')}")
    if not path:
        raise Missing(f"{name} is not installed")
    return path


def need_module(name: str) -> str:
    """Give the Python that can import a peer, or say that it is missing."""
    is_there = (
        Path(PYTHON).exists()
        and not subprocess.run(
            [PYTHON, "-c", f"import {name}"], capture_output=True, check=False
        ).returncode
    )
    if not is_there:
        raise Missing(f"{name} is not installed")
    return PYTHON


def sums(ledgers: Ledgers, rows: int) -> Command:
    """Return the command that asks sqlite3 for every sum of the bare table."""
    return [need("sqlite3"), str(ledgers.bare(rows)), EVERY_SUM]


def duckdb(ledgers: Ledgers, rows: int, query: str = SUMS) -> Command:
    """Give the command that asks DuckDB, from its own file."""
    python = need_module("duckdb")
    path = ledgers.folder / f"duck-{rows}.db"
    if not path.exists():
        load = f"CREATE TABLE releases AS SELECT * FROM read_csv('{ledgers.rows(rows)}')"  # noqa: S608 - names of our own
        text = f"import duckdb; duckdb.connect({str(path)!r}).execute({load!r})"
        subprocess.run([python, "-c", text], check=True)
    text = (
        f"import duckdb\nfound = duckdb.connect({str(path)!r}, read_only=True).execute({query!r})\n"
        "for row in found.fetchall(): print(*row, sep=',')"
    )
    return [python, "-c", text]


def _csv_module(ledgers: Ledgers, rows: int) -> Command:
    text = """import collections, csv, sys
sums = collections.Counter()
for row in csv.DictReader(open(sys.argv[1], newline="")):
    if row["party"] == "north" and row["kind"] == "hostage" and row["basis"] == "agreement":
        if "Northern" in row["nationality"].split(";"):
            sums[row["day"]] += int(row["count"])
for pair in sums.items(): print(*pair, sep=",")"""
    return [sys.executable, "-c", text, str(ledgers.rows(rows))]


def _pandas(ledgers: Ledgers, rows: int) -> Command:
    text = """import pandas, sys
every = pandas.read_csv(sys.argv[1])
mine = every[(every.party == "north") & (every.kind == "hostage") & (every.basis == "agreement")]
mine = mine[mine.nationality.str.split(";").map(lambda words: "Northern" in words)]
mine.groupby("day")["count"].sum().to_csv(sys.stdout, header=False)"""
    return [need_module("pandas"), "-c", text, str(ledgers.rows(rows))]


def _beancount(ledgers: Ledgers, rows: int) -> Command:
    query = (
        "SELECT date, sum(number) WHERE account = 'Assets:North:Hostage:Inside:Northern'"
        " GROUP BY date"
    )
    return [need("bean-query"), "-f", "csv", str(ledgers.beancount(rows)), query]


def _by_day(text: str) -> dict[str, int]:
    """Read lines of a day and a number; headings, units and days with nobody fall away."""
    rows = (row for row in csv.reader(StringIO(text)) if len(row) > 1 and row[0][:2] == "20")
    by_day = {row[0].strip(): int(float(row[1].split()[0])) for row in rows}
    return {day: people for day, people in by_day.items() if people}


def _checked(text: str) -> dict[str, int]:
    by_day = {row["from"]: int(row["delivered"]) for row in csv.DictReader(StringIO(text))}
    return {day: people for day, people in by_day.items() if people}


def _registered(text: str) -> dict[str, int]:
    """Read hledger's register: one line for each day."""
    by_day = {
        row["date"]: int(float(row["amount"].split()[0])) for row in csv.DictReader(StringIO(text))
    }
    return {day: people for day, people in by_day.items() if people}


OURS = Peer(
    "xt check",
    [XT, "--version"],
    lambda ledgers, rows: [XT, "check", "--format", "csv", "--obligation", "hostages",
                           "--reading", "as-written", "--ledger", str(ledgers.of(rows))],
    _checked,
)  # fmt: skip

PEERS = (
    Peer("sqlite3, the bare table", ["sqlite3", "--version"],
         lambda ledgers, rows: [need("sqlite3"), "-csv", str(ledgers.bare(rows)), SUMS], _by_day),
    Peer("DuckDB, its own file", [PYTHON, "-c", "import duckdb; print(duckdb.__version__)"],
         duckdb, _by_day),
    Peer("Python's csv module", [sys.executable, "--version"], _csv_module, _by_day),
    Peer("pandas, the CSV file", [PYTHON, "-c", "import pandas; print(pandas.__version__)"],
         _pandas, _by_day),
    Peer("hledger register -D", ["hledger", "--version"],
         lambda ledgers, rows: [need("hledger"), "-f", str(ledgers.journal(rows)), "register",
                                "-D", "-O", "csv", ACCOUNT], _registered),
    Peer("ledger register --daily", ["ledger", "--version"],
         lambda ledgers, rows: [need("ledger"), "-f", str(ledgers.journal(rows)), "register",
                                "--daily", "--date-format", "%Y-%m-%d", "--format",
                                "%(date),%(quantity(display_amount))\n", ACCOUNT], _by_day),
    Peer("bean-query, no cache", ["bean-query", "--version"], _beancount, _by_day),
)  # fmt: skip


def version(peer: Peer) -> str:
    """Give a peer's version, as it names it itself."""
    command = [need(peer.version[0]), *peer.version[1:]]
    return printed(command).strip().splitlines()[0].strip()


def held_to_the_same_sums(ledgers: Ledgers, rows: int) -> Iterator[tuple[Peer, str]]:
    """Give each peer with what keeps it from being measured; blank where its sums are ours."""
    ours = OURS.sums(printed(OURS.ask(ledgers, rows)))
    assert len(ours) > 300, "a synthetic ledger has people on most of its 365 days"
    for peer in PEERS:
        try:
            theirs = peer.sums(printed(peer.ask(ledgers, rows)))
        except Missing as missing:
            yield peer, str(missing)
            continue
        days = sorted(
            day for day in ours.keys() | theirs.keys() if ours.get(day) != theirs.get(day)
        )
        yield peer, f"its sums differ on {len(days)} days, first {days[0]}" if days else ""
