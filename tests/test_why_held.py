"""A balance written out as it is read, door by door, is the one that is derived whole."""

import tracemalloc
from collections import deque
from collections.abc import Callable
from datetime import date
from pathlib import Path

from exchange_tracker.facts.entry import moment_of
from exchange_tracker.queries.held_rows import derive_held, held_by_door
from exchange_tracker.queries.query import Query
from exchange_tracker.store.folder import Folder
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.records import Records
from tests.ledgers import done
from tests.truces import AFTER, days, owes, write

TERMS = (
    days(20)
    + owes("o", "b", "at_least = 5")
    + """
[cohorts.all]
title = "All who are held"
party = "a"
counts = { kind = ["h", "r"], except = { nationality = "X" } }
dead = ["r"]
from = 2024-01-02
"""
)
RELEASES = """
05 a h 3 2024-01-07 Y
03 a r 1 - Y
01 a h 9 - Y
02 a h 2 - Y
05 a h 4 - X
05 a h 5+ - -
03 a h ? - Y
04 b h 6 - Y
12 a;b h 1 - Y
03 a r 2 - Y
"""
MOVEMENTS = """day,until,party,movement,kind,count,nationality
2024-01-05,,a,taken,h,40,Y
2024-01-03,,a,released,r,1,Y
2024-01-03,,a,released,h,2,Y
2024-01-02,2024-01-04,a,died,h,1,
2024-01-09,,a,held-before,h,30,Y
2024-01-15,,a,escaped,h,1,Y
2024-01-01,,a,escaped,h,1,Y
2024-01-09,,a,escaped,h,1,X
"""


def expect_the_same(records: Records) -> int:
    """Compare the two on every day of the truce, and return how many rows there are at the end."""
    query = Query(records, moment_of(AFTER))
    rows = 0
    for number in range(2, 21):
        day = date(2024, 1, number)
        derivation = derive_held(query, "all", day)
        balance, by_door = held_by_door(query, "all", day)
        listed = list(by_door)
        assert (balance, listed) == (derivation.balance, list(derivation.by_door))
        assert sorted(listed) == sorted(derivation.rows)
        rows = len(listed)
    return rows


def test_in_a_folder_and_in_its_ledger(tmp_path: Path) -> None:
    folder = write(tmp_path / "t", TERMS, RELEASES, "until nationality")
    (folder / "movements.csv").write_text(MOVEMENTS, encoding="utf-8")
    assert expect_the_same(Folder(folder)) == 13
    done("init", tmp_path / "l.db", "--from", folder)
    assert expect_the_same(Ledger.open(tmp_path / "l.db")) == 13


def most_memory(derive_rows: Callable[[], object]) -> int:
    """Return the most memory that is held, in bytes."""
    tracemalloc.start()
    derive_rows()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_many_rows_are_not_held_at_once(tmp_path: Path) -> None:
    rows = "\n".join(f"{number % 18 + 2:02} a h 1 e{number}" for number in range(9_000))
    query = Query(Folder(write(tmp_path / "t", TERMS, rows, "id")), moment_of(AFTER))
    query.snapshot()

    last = date(2024, 1, 20)
    whole = most_memory(lambda: derive_held(query, "all", last))
    by_door = most_memory(lambda: deque(held_by_door(query, "all", last)[1], maxlen=0))
    assert by_door < whole / 4
