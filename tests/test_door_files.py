"""Files whose rows may be mistakes: each kind of doubt is said once, asked about, or refused."""

from pathlib import Path

import pytest

from exchange_tracker.store.ledger.written_rows import MOST_ROWS
from tests.engines import contents
from tests.ledgers import counts, done, file, held, import_, make
from tests.program import xt
from tests.terminal import ENTER, on_terminal
from tests.test_door import CELLS, TERMS, ledger, options

pytestmark = pytest.mark.usefixtures("engine")

__all__ = ["ledger"]


def test_an_import_says_each_kind_once_with_its_first_rows(ledger: Path, tmp_path: Path) -> None:
    rows = [f"{day},hamas,hostages,{count},israeli" for day, count in zip(
        [f"2023-12-{n:02}" for n in range(1, 16)], range(1, 16), strict=True
    )]  # fmt: skip
    rows.append("2023-11-25,hamas,hostage,150,Israeli")
    path = file(tmp_path, "r.csv", *rows, header="day,party,kind,count,nationality")
    before = contents(ledger)
    ran = xt("import", "releases", path, "--strict")
    assert (ran.code, ran.out) == (3, "")
    assert contents(ledger) == before
    ran = import_(ledger, path)
    assert counts(ran).startswith("16 rows read = 16 added")
    said = ran.err.splitlines()
    assert said[0] == "r2: 2023-12-01 lies outside the truce, 2023-11-24 to 2023-11-30"
    assert said[10] == "… and 5 more like it: xt discrepancies --type outside-truce lists them all"
    assert said[11:] == [
        "r2: kind: 'hostages' is nearly 'hostage': are they one? (14 more rows have it)",
        "r2: nationality: 'israeli' is nearly 'Israeli': are they one? (14 more rows have it)",
        "r17: 150 is 18 times the most of any other hostage, 8",
    ]


HEADER = "id,day,party,kind,count,category,nationality"
REPEATED = {
    "another id, the same cells": (
        ["x1,2023-11-24,hamas,hostage,8,woman,Israeli"],
        "x1",
        "r1 says the same in every cell: is it recorded twice?",
    ),
    "a line twice": (
        [",2023-11-25,hamas,hostage,8,woman,Israeli"] * 2,
        "r3",
        "r2 says the same in every cell: is it recorded twice?",
    ),
    "another count": (
        [",2023-11-24,hamas,hostage,9,woman,Israeli"],
        "r2",
        "r1 has the same day, party, kind and group, and the count 8 beside 9; if ",
    ),
}


@pytest.mark.parametrize("name", REPEATED)
def test_what_a_file_repeats_is_a_doubt_too(tmp_path: Path, name: str) -> None:
    ledger = make(tmp_path, TERMS)
    done("add", *options(CELLS | {"category": "woman"}), "--ledger", ledger)
    rows, new, said = REPEATED[name]
    path = file(tmp_path, "r.csv", *rows, header=HEADER)
    ran = xt("import", "releases", path, "--accept-doubles", "--strict", "--ledger", ledger)
    assert ran.code == 3
    assert ran.err.startswith(f"{new} (not recorded): {said}")
    assert "retract" not in ran.err
    assert len(held(ledger)) == 1
    ran = import_(ledger, path, "--accept-doubles")
    assert ran.code == 0
    assert ran.err.startswith(f"{new}: {said}")
    assert ran.err.count("\n") == 1
    assert xt("import", "releases", path, "--strict", "--ledger", ledger).code == 0  # all there


def test_a_list_with_a_row_for_each_person_repeats_nothing(tmp_path: Path) -> None:
    ledger = make(tmp_path, TERMS)
    rows = [",2023-11-24,hamas,hostage,1,woman,Israeli"] * 3
    path = file(tmp_path, "r.csv", *rows, header=HEADER)
    done("import", "releases", path, "--strict", "--ledger", ledger)
    assert len(held(ledger)) == 3


def test_a_long_file_and_a_long_ledger_are_looked_at_all_the_same(tmp_path: Path) -> None:
    ledger = make(tmp_path, TERMS)
    day = "2023-11-24,hamas"
    rows = [f",{day},hostage,{1 + n % 3},woman,Israeli" for n in range(MOST_ROWS)]
    rows += [f",{day},hostages,2,woman,israeli", f",{day},hostage,30,woman,Russian"]
    many = file(tmp_path, "r.csv", *rows, header=HEADER)
    ran = import_(ledger, many, "--accept-doubles", "--accept-totals")
    assert ran.err.splitlines() == [
        "r20001: kind: 'hostages' is nearly 'hostage': are they one?",
        "r20001: nationality: 'israeli' is nearly 'Israeli': are they one?",
        "r20002: 30 is 10 times the most of any other hostage, 3",
        "r20002: it counts for no obligation: daily asks for nationality Israeli or Thai",
    ]
    cells = CELLS | {"day": "2023-11-25", "count": "300", "nationality": "Isreali"}
    for said in (
        ["nationality: 'Isreali' is nearly 'Israeli': are they one?"],
        ["r20003 says the same in every cell: is it recorded twice?"],
    ):
        ran = xt("add", *options(cells), "--ledger", ledger)
        ten = ["300 is 10 times the most of any other hostage, 30"] if "nearly" in said[0] else []
        for words in (*said, *ten):
            assert words in ran.err


@pytest.mark.in_a_file
def test_an_import_asks_on_a_terminal(ledger: Path, tmp_path: Path) -> None:
    file(tmp_path, "r.csv", "2023-11-20,hamas,hostage,1", header="day,party,kind,count")
    for answer, code, rows in (("n", 3, 1), ("y", 0, 2)):
        seen = on_terminal(
            "xt import releases r.csv --ledger x.db",
            ("Record it all the same? [y/N] ", f"{answer}{ENTER}"),
            folder=tmp_path,
        )
        assert seen.code == code
        assert len(held(ledger)) == rows
