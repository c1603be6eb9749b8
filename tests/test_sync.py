"""A ledger in step with a sheet: what is added, amended, gone, and what nobody may lose."""

from pathlib import Path

import pytest

from tests.cases import ledger_of
from tests.ledgers import done, held, last_change
from tests.program import xt
from tests.sheets import DAY, FIRST, HEADER, amend, refused, sheet, sync

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return ledger_of(tmp_path)


def test_new_rows_are_added_changed_ones_amended_and_what_is_gone_is_only_shown(
    ledger: Path, tmp_path: Path
) -> None:
    sync(ledger, sheet(tmp_path, *FIRST))
    ran = sync(ledger, sheet(tmp_path, f"a,{DAY},10", "c,2021-03-03,north,hostage,1"))
    assert ran.out.splitlines() == [
        "2 rows in the sheet = 1 added + 1 amended + 0 as they are; 1 gone from it",
        "c: added (2021-03-03 north hostage 1)",
        "a: count: 8 -> 10",
        "b: gone from the sheet; --retract-missing retracts it (2021-03-02 north hostage 12)",
        "daily 2021-03-01: 8 of 10, short 2 -> met, 10 of 10 (as-written)",
        "daily 2021-03-03: unreported, no record, 10 due -> 1 of 10, short 9 (as-written)",
        "change 3",
    ]
    assert held(ledger) == [
        "a 01 north hostage 10",
        "b 02 north hostage 12",
        "c 03 north hostage 1",
    ]
    done("verify", "--ledger", ledger)


def test_what_is_gone_is_retracted_when_that_is_asked_for(ledger: Path, tmp_path: Path) -> None:
    sync(ledger, sheet(tmp_path, *FIRST))
    one = sheet(tmp_path, f"c,{DAY},1", FIRST[0].replace(",8", ",9"))
    ran = sync(ledger, one, "--yes", "--retract-missing")
    assert "= 1 added + 1 amended + 0 as they are; 1 gone from it, retracted\n" in ran.out
    assert "b: retracted, since it is gone from the sheet (2021-03-02 north hostage 12)" in ran.out
    assert held(ledger) == ["a 01 north hostage 9", "c 01 north hostage 1"]
    done("verify", "--ledger", ledger)


def test_a_second_run_does_nothing_and_a_change_has_its_reason(
    ledger: Path, tmp_path: Path
) -> None:
    rows = sheet(tmp_path, *FIRST)
    sync(ledger, rows, "--yes", "--reason", "the morning's sheet")
    ran = sync(ledger, rows)
    assert ran.out == (
        "2 rows in the sheet = 0 added + 0 amended + 2 as they are\nnothing changed\n"
    )
    assert last_change(ledger) == 2
    (change, _) = xt("log", "--ledger", ledger, "-O", "csv").rows
    assert (change["reason"], change["note"]) == (
        "the morning's sheet",
        "sync of releases with desk.csv",
    )


def test_what_was_corrected_in_the_ledger_is_left_and_listed_again_and_again(
    ledger: Path, tmp_path: Path
) -> None:
    header = f"{HEADER},note"
    sync(ledger, sheet(tmp_path, f"a,{DAY},8,", header=header))
    amend(ledger, "a", "count=9")
    said = "a: count: 9 by change 3, 8 on line 2 of the sheet; left as it is (--theirs or --ours"
    rows = sheet(tmp_path, f"a,{DAY},8,seen", header=header)
    assert said in sync(ledger, rows).out  # the note is amended beside it
    for _ in range(2):
        ran = sync(ledger, rows)
        assert said in ran.out
        assert "0 as they are + 1 left\n" in ran.out
        assert ran.out.endswith("nothing changed\n")
    assert held(ledger) == ["a 01 north hostage 9 seen"]
    assert said not in sync(ledger, rows, "--yes", "--ours").out
    assert held(ledger) == ["a 01 north hostage 9 seen"]
    assert "a: count: 9 -> 8\n" in sync(ledger, rows, "--yes", "--theirs").out
    assert "1 as they are\n" in sync(ledger, rows).out


def test_what_was_retracted_in_the_ledger_stays_out(ledger: Path, tmp_path: Path) -> None:
    header = HEADER.removeprefix("id,")
    rows = sheet(tmp_path, f"{DAY},8", header=header)
    sync(ledger, rows, key="day,kind")
    done("retract", "r1", "--reason", "an error", "--ledger", ledger)
    said = "r1: retracted by change 3, and on line 2 of the sheet; left out (--theirs adds the row"
    assert said in sync(ledger, rows, key="day,kind").out
    assert held(ledger) == []
    sync(ledger, rows, "--yes", "--theirs", key="day,kind")
    assert held(ledger) == ["r2 01 north hostage 8"]
    assert "nothing changed" in sync(ledger, rows, key="day,kind").out


def test_an_entry_that_was_corrected_is_not_retracted_unasked(ledger: Path, tmp_path: Path) -> None:
    sync(ledger, sheet(tmp_path, *FIRST))
    amend(ledger, "b", "count=13")
    rows = sheet(tmp_path, f"a,{DAY},8")
    said = "b: gone from the sheet, and corrected by change 3; left as it is (--theirs counts it"
    assert said in sync(ledger, rows, "--yes", "--retract-missing").out
    assert len(held(ledger)) == 2
    sync(ledger, rows, "--yes", "--retract-missing", "--theirs")
    assert len(held(ledger)) == 1


def test_what_comes_back_into_the_sheet_is_added_anew(ledger: Path, tmp_path: Path) -> None:
    header, key = HEADER.removeprefix("id,"), "day"
    rows = [row[2:] for row in FIRST]
    sync(ledger, sheet(tmp_path, *rows, header=header), key=key)
    one = sheet(tmp_path, rows[0], header=header)
    sync(ledger, one, "--yes", "--retract-missing", key=key)
    sync(ledger, sheet(tmp_path, *rows, header=header), key=key)
    assert held(ledger) == ["r1 01 north hostage 8", "r3 02 north hostage 12"]


def test_an_id_that_was_retracted_comes_back_under_another_only(
    ledger: Path, tmp_path: Path
) -> None:
    both = sheet(tmp_path, *FIRST, name="both.csv")
    sync(ledger, both, "--yes", "--name", "desk")
    one = sheet(tmp_path, FIRST[0])
    sync(ledger, one, "--yes", "--retract-missing", "--name", "desk")
    assert (
        "b: retracted by change 3, and on line 3"
        in sync(ledger, both, "--yes", "--name", "desk").out
    )
    err = refused(ledger, both, "--theirs", "--name", "desk")
    assert err == f"{both}:3: id: 'b' was retracted; give the row another id\n"


def test_no_entry_from_elsewhere_is_ever_gone(ledger: Path, tmp_path: Path) -> None:
    add = ("--day=2021-03-04", "--party=north", "--kind=hostage", "--count=2")
    done("add", *add, "--ledger", ledger)
    other = sheet(tmp_path, "x,2021-03-05,north,hostage,3", name="other.csv")
    sync(ledger, other)
    sync(ledger, sheet(tmp_path, *FIRST))
    for rows in (sheet(tmp_path, FIRST[0]), sheet(tmp_path)):
        sync(ledger, rows, "--yes", "--retract-missing")
    assert held(ledger) == ["r1 04 north hostage 2", "x 05 north hostage 3"]


def test_an_entry_from_elsewhere_with_the_key_is_taken_for_the_row_and_not_changed_unasked(
    ledger: Path, tmp_path: Path
) -> None:
    add = ("--id=a", "--day=2021-03-01", "--party=north", "--kind=hostage", "--count=2")
    done("add", *add, "--ledger", ledger)
    rows = sheet(tmp_path, *FIRST)
    assert "a: count: 2 by change 2, 8 on line 2 of the sheet" in sync(ledger, rows).out
    assert held(ledger)[0] == "a 01 north hostage 2"
    sync(ledger, rows, "--yes", "--theirs")
    assert held(ledger)[0] == "a 01 north hostage 8"
    assert "gone" not in sync(ledger, sheet(tmp_path, FIRST[1])).out


def test_a_sheet_that_was_imported_before_is_synced_from_there(
    ledger: Path, tmp_path: Path
) -> None:
    done("import", "releases", sheet(tmp_path, *FIRST), "--ledger", ledger)
    later = sheet(tmp_path, f"a,{DAY},9")
    sync(ledger, later, "--yes", "--imported", "2", "--retract-missing")
    assert held(ledger) == ["a 01 north hostage 9"]
    ran = xt("sync", "releases", later, "--key=id", "--yes", "--imported=9", "--ledger", ledger)
    assert (ran.code, ran.err) == (2, "--imported: there is no change 9; look it up with xt log\n")
