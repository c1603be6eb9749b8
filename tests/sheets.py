"""Sheets that a desk keeps, and a ledger that follows them."""

from pathlib import Path

from tests.ledgers import file, last_change
from tests.program import Ran, xt

HEADER = "id,day,party,kind,count"
DAY = "2021-03-01,north,hostage"
FIRST = (f"a,{DAY},8", "b,2021-03-02,north,hostage,12")


def sheet(folder: Path, *rows: str, header: str = HEADER, name: str = "desk.csv") -> Path:
    return file(folder, name, *rows, header=header)


def sync(ledger: Path, rows: Path, *words: str, key: str = "id", what: str = "releases") -> Ran:
    ran = xt("sync", what, rows, "--key", key, "--ledger", ledger, *(words or ["--yes"]))
    assert ran.code == 0, ran.err
    return ran


def refused(ledger: Path, rows: Path, *words: str, key: str = "id", what: str = "releases") -> str:
    before = last_change(ledger)
    ran = xt("sync", what, rows, "--key", key, "--ledger", ledger, "--yes", *words)
    assert (ran.code, ran.out) == (3, "")
    assert last_change(ledger) == before
    return ran.err


def amend(ledger: Path, name: str, cell: str) -> None:
    ran = xt("amend", name, "--set", cell, "--reason", "recount", "--ledger", ledger)
    assert ran.code == 0, ran.err
