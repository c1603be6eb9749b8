"""A sheet in a desk's own words is followed by its map."""

from datetime import date
from pathlib import Path

import pytest

from tests.cases import ledger_of
from tests.ledgers import held
from tests.program import Ran, xt
from tests.workbooks import Cell, write_xlsx

WIDE = """
[file]
header = 2
[columns]
day = "Datum"
[constants]
party = "north"
kind = "hostage"
[dates]
form = "%d/%m/%Y"
[numbers]
blank = "leave out"
[[entries]]
columns.count = "women"
constants.category = "woman"
[[entries]]
columns.count = "men"
constants.category = "man"
[[leave_out]]
column = "Datum"
is = "Total"
"""
SHEET = "Freed;;\nDatum;women;men\n01/03/2021;3;\n02/03/2021;2;5\nTotal;5;5\n"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return ledger_of(tmp_path)


def sync(ledger: Path, sheet: Path, *words: object, key: str = "day,category") -> Ran:
    return xt("sync", "releases", sheet, "--key", key, "--ledger", ledger, "--yes", *words)


def write(folder: Path, text: str) -> tuple[Path, Path]:
    sheet, map_ = folder / "desk.csv", folder / "desk.toml"
    sheet.write_text(text, encoding="utf-8")
    map_.write_text(WIDE, encoding="utf-8")
    return sheet, map_


def test_a_wide_sheet_in_own_words_is_followed(ledger: Path, tmp_path: Path) -> None:
    sheet, map_ = write(tmp_path, SHEET)
    ran = sync(ledger, sheet, "--map", map_)
    assert ran.code == 0, ran.err
    assert ran.out.startswith("3 rows in the sheet = 3 added + 0 amended + 0 as they are\n")
    assert f"{sheet}: 3 rows below its header, 1 left out by the map\n" in ran.out
    write(tmp_path, SHEET.replace("2021;3;", "2021;4;1").replace("2;5", ";5"))
    ran = sync(ledger, sheet, "--map", map_, "--retract-missing")
    assert "= 1 added + 1 amended + 1 as they are; 1 gone from it, retracted\n" in ran.out
    assert held(ledger) == [
        "r1 01 north hostage 4",
        "r3 02 north hostage 5",
        "r4 01 north hostage 1",
    ]
    assert "nothing changed" in sync(ledger, sheet, "--map", map_).out


def test_entries_of_one_row_need_a_key_that_tells_them_apart(ledger: Path, tmp_path: Path) -> None:
    sheet, map_ = write(tmp_path, SHEET)
    ran = sync(ledger, sheet, "--map", map_, key="day")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(f"{sheet}:4: day: the line has a key twice, '2021-03-02'; ")
    array = tmp_path / "a.json"
    row = '{"id": "a", "day": "2021-03-01", "party": "north", "kind": "hostage", "count": 1}'
    array.write_text(f"[{row}, {row}]", encoding="utf-8")
    ran = sync(ledger, array, key="id")
    assert ran.err.startswith(f"{array}:1: id: the line has a key twice, 'a'; ")


def test_a_workbook_is_followed_and_so_is_another_encoding(ledger: Path, tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["id", "day", "party", "kind", "count", "note"]]
    rows.append(["a", date(2021, 3, 1), "north", "hostage", 4, "ש"])
    book = write_xlsx(tmp_path / "desk.xlsx", {"About": [["x"]], "Data": rows})
    assert sync(ledger, book, "--sheet", "Data", key="id").code == 0
    sheet = tmp_path / "desk.csv"
    cells = ["a", "2021-03-01", "north", "hostage", "4", "ש"]
    sheet.write_text(f"{'~'.join(map(str, rows[0]))}\n{'~'.join(cells)}\n", encoding="cp1255")
    words = ("--encoding", "cp1255", "--delimiter", "~", "--name", "desk.xlsx")
    assert "nothing changed" in sync(ledger, sheet, *words, key="id").out
