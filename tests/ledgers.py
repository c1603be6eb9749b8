"""A tiny ledger to write to, and what it holds."""

import re
from pathlib import Path

import pytest

from exchange_tracker.store.ledger.ledger import Ledger
from tests.engines import place, word_for
from tests.program import Ran, xt
from tests.truces import HEAD, owes, phase

NOV = Path(__file__).parents[1] / "data" / "nov2023"
TERMS = HEAD + phase("p", 1, 4) + owes("daily", "a", "at_least = 3")
LISTED = """
[vocabulary]
kind = ["h", "prisoner"]
category = ["minor", "woman"]
"""
HEADER = "id,day,party,kind,count,note"
ONE = ("--day", "2024-01-01", "--party", "a", "--kind", "h", "--count", "2")
WHY = ("--reason", "x")


def make(folder: Path, terms: str = TERMS) -> Path:
    """A ledger with terms alone."""
    (folder / "t.toml").write_text(terms, encoding="utf-8")
    path = folder / "x.db"
    assert xt("init", path, "--terms", folder / "t.toml").ok
    return path


def make_listed(folder: Path) -> Path:
    """A ledger with terms alone, which list the words of some columns."""
    return make(folder, HEAD + LISTED + phase("p", 1, 4) + owes("daily", "a", "at_least = 3"))


def make_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger with terms alone that every command of the test means, by a desk."""
    path = make(folder)
    monkeypatch.setenv("EXCHANGE_LEDGER", word_for(path))
    monkeypatch.setenv("EXCHANGE_BY", "desk")
    return path


def file(folder: Path, name: str, *rows: str, header: str = HEADER) -> Path:
    """A file of rows, its header first."""
    path = folder / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def import_(ledger: Path, *files: object, what: str = "releases", given: str = "") -> Ran:
    """What `xt import` gives."""
    return xt("import", what, *files, "--ledger", ledger, given=given)


def counts(ran: Ran) -> str:
    """The line of an import that accounts for every row."""
    (line,) = [
        line for line in (ran.out + ran.err).splitlines() if re.match("[0-9,]+ rows? read", line)
    ]
    return line


def held(ledger: Path) -> list[str]:
    """The entries that stand: id, day of the month, party, kind, count, note."""
    records = Ledger.open(place(ledger))
    rows = [
        (each.id, each.day[-2:], each.party, each.kind, each.count, each.note)
        for each in records.releases()
    ]
    records.connection.close()
    return [" ".join(row).rstrip() for row in rows]


def last_change(ledger: Path) -> int:
    """The number of the last change."""
    records = Ledger.open(place(ledger))
    number, _ = records.last
    records.connection.close()
    return number


def imported(ledger: Path, *files: object, what: str = "releases", given: str = "") -> Ran:
    """What `xt import` gives where every row was taken."""
    return import_(ledger, *files, what=what, given=given).ok


def done(*arguments: object) -> Ran:
    """What a command line gives that says nothing but its result."""
    return xt(*arguments).ok


def noted(*arguments: object) -> None:
    """Run what also says something that is no matter here."""
    assert xt(*arguments).code == 0
