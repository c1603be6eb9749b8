"""A shared sheet in a desk's own words and encoding is followed by the map that imports it."""

from pathlib import Path

import pytest

from tests.cases import ledger_of
from tests.ledgers import held
from tests.program import Ran, xt

MAP = """
columns = { day = { column = "תאריך", form = "%d/%m/%Y" } }
constants = { party = "north", kind = "hostage" }
[[entries]]
columns.count = "נשים"
constants.category = "woman"
[[entries]]
columns.count = "ילדים"
constants.category = "minor"
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return ledger_of(tmp_path)


def sync(ledger: Path, folder: Path, *rows: str, key: str = "day,category") -> Ran:
    (folder / "map.toml").write_text(MAP, encoding="utf-8")
    sheet = folder / "desk.csv"
    sheet.write_text("\n".join(["תאריך;נשים;ילדים", *rows, ""]), encoding="cp1255")
    return xt("sync", "releases", sheet, "--key", key, "--yes", "--map", folder / "map.toml",
              "--encoding", "cp1255", "--delimiter", ";", "--ledger", ledger)  # fmt: skip


def test_a_sheet_in_own_words_is_followed(ledger: Path, tmp_path: Path) -> None:
    ran = sync(ledger, tmp_path, "1/3/2021;8;5", "2/3/2021;3;2")
    assert ran.out.startswith("4 rows in the sheet = 4 added + 0 amended + 0 as they are\n")
    assert "desk.csv: 2 rows below its header, 0 left out by the map\n" in ran.out
    ran = sync(ledger, tmp_path, "1/3/2021;8;6", "2/3/2021;3;2", "3/3/2021;1;0")
    assert ran.out.startswith("6 rows in the sheet = 2 added + 1 amended + 3 as they are\n")
    assert "\nr2: count: 5 -> 6\n" in ran.out
    again = sync(ledger, tmp_path, "1/3/2021;8;6", "2/3/2021;3;2", "3/3/2021;1;0")
    assert again.out.endswith("nothing changed\n")
    assert [line[:4] for line in held(ledger)] == ["r1 0", "r2 0", "r3 0", "r4 0", "r5 0", "r6 0"]


def test_rows_that_a_map_makes_of_one_are_told_apart_by_their_key(
    ledger: Path, tmp_path: Path
) -> None:
    ran = sync(ledger, tmp_path, "1/3/2021;8;5", key="day")
    assert ran.code == 3
    said = (
        "desk.csv:2: day: the line has a key twice, '2021-03-01'"
    )
    assert f"{said}; delete" in ran.err


def test_a_sheet_of_another_encoding_is_refused_with_the_option_that_takes_it(
    ledger: Path, tmp_path: Path
) -> None:
    sync(ledger, tmp_path, "1/3/2021;8;5")
    ran = xt("sync", "releases", tmp_path / "desk.csv", "--key", "day", "--yes", "--ledger", ledger)
    assert (ran.code, "--encoding under which the line is right: " in ran.err) == (3, True)
