"""What a merge brings along beside entries: names, undoing, sheets; and what it takes from nobody."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exchange_tracker.store.ledger.believed import open_believed
from exchange_tracker.store.ledger.merging import merge
from exchange_tracker.store.ledger.several_changes import write_changes
from exchange_tracker.store.ledger.waiting import say_nothing
from tests.ledgers import done, file, held, last_change
from tests.merge_desks import ONE, WHY, Desks, by, copy, log, part
from tests.program import xt
from tests.truces import AFTER


@pytest.fixture
def desks(tmp_path: Path) -> Desks:
    return part(tmp_path)


def test_names_erased_on_either_side_stay_erased(desks: Desks, tmp_path: Path) -> None:
    for name in ("p1", "p2"):
        by("ana", desks.home, "add", *ONE, "1", "--id", name, "--person", "Jane Doe")
    desks = Desks(desks.home, copy(desks.home, "later.db"))
    by("ben", desks.away, "redact", "p1", *WHY)
    by("ben", desks.away, "amend", "p2", "--set", "count=2", *WHY)
    by("ana", desks.home, "redact", "p2", *WHY)
    ran = desks.merge()
    assert "1 without its names" in ran.out
    assert "Jane" not in ran.out + ran.err
    rows = {
        row["id"]: row
        for row in done("releases", "--at", AFTER, "-O", "csv", "-f", desks.home).rows
    }
    assert {name: rows[name]["person"] for name in ("p1", "p2")} == {"p1": "", "p2": ""}
    assert rows["p2"]["count"] == "2"
    assert b"Jane" not in desks.home.read_bytes()
    assert xt("verify", "--ledger", desks.home).code == 0


def test_names_come_along_under_salts_of_their_own(desks: Desks) -> None:
    by("ben", desks.away, "add", *ONE, "1", "--id", "p1", "--person", "Jane Doe")
    assert desks.merge().code == 0
    row = done("releases", "--at", AFTER, "-O", "csv", "-f", desks.home).rows[-1]
    assert row["person"] == "Jane Doe"
    assert xt("verify", "--names", "--ledger", desks.home).code == 0


def test_what_was_undone_there_is_said_by_its_number_here(desks: Desks) -> None:
    by("ana", desks.home, "add", *ONE, "1", "--id", "y")
    by("ben", desks.away, "add", *ONE, "2", "--id", "x")
    by("ben", desks.away, "undo")
    assert desks.merge().code == 0
    assert log(desks.home)[0]["note"].startswith("undoes change 4; merged: change 4 of ")
    assert last_change(desks.home) == 5
    ran = xt("undo", "--by", "ben", "--ledger", desks.home)
    assert (ran.code, "no change of 'ben' that could be undone" in ran.err) == (3, True)


def test_a_sheet_knows_its_entries_again_after_a_merge(desks: Desks, tmp_path: Path) -> None:
    sheet = file(tmp_path, "desk.csv", "s1,2024-01-03,a,h,2,")
    sync = ("sync", "releases", sheet, "--key", "id", "--yes")
    by("ben", desks.away, *sync)
    assert desks.merge().code == 0
    file(tmp_path, "desk.csv", "s1,2024-01-03,a,h,4,")
    assert xt(*sync, "--ledger", desks.home).code == 0
    assert held(desks.home)[2:] == ["s1 03 a h 4"]


def test_a_copy_that_was_altered_is_not_taken(desks: Desks) -> None:
    by("ben", desks.away, "add", *ONE, "2")
    with sqlite3.connect(desks.away) as connection:
        connection.execute("UPDATE releases SET people = 9 WHERE id = 'r1'")
    connection.close()
    assert desks.merge().code == 5


def test_what_is_written_to_the_copy_meanwhile_is_left_for_the_next_time(desks: Desks) -> None:
    by("ben", desks.away, "amend", "b1", "--set", "count=4", *WHY)
    there = open_believed(desks.away)
    there.let_go()
    by("ben", desks.away, "amend", "b1", "--set", "count=5", *WHY)
    by("ben", desks.away, "retract", "b2", *WHY)
    now = datetime.now(UTC)
    outcome = write_changes(desks.home, say_nothing, lambda here: merge(there, here, now))
    there.connection.close()
    assert [each.change.number for each in outcome.written] == [3]
    assert held(desks.home) == ["b1 01 a h 4", "b2 02 a h 3"]
    assert desks.merge().code == 0
    assert held(desks.home) == ["b1 01 a h 5"]
