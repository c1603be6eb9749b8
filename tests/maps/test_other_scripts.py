"""Dates and numbers in other scripts and languages, and what a map can state of a cell that is not fit."""

import csv
from pathlib import Path

import pytest

from tests.ledgers import NOV, done
from tests.program import Ran, xt

MAP = '[columns]\nday = "Day"\ncount = "Count"\n[constants]\nparty = "hamas"\nkind = "hostage"\n'
RUSSIAN = (
    '["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",'
    ' "октября", "ноября", "декабря"]'
)
HEBREW = (
    '["בינואר", "בפברואר", "במרץ", "באפריל", "במאי", "ביוני", "ביולי", "באוגוסט", "בספטמבר",'
    ' "באוקטובר", "בנובמבר", "בדצמבר"]'
)
LEVANTINE = (
    '["كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول",'
    ' "تشرين الأول", "تشرين الثاني", "كانون الأول"]'
)


def take(folder: Path, rows: str, map_: str) -> Ran:
    done("init", folder / "l.db", "--terms", NOV / "terms.toml")
    (folder / "s.csv").write_text(f"Day,Count\n{rows}\n", encoding="utf-8")
    (folder / "m.toml").write_text(MAP + map_, encoding="utf-8")
    words = ("--map", folder / "m.toml", "--ledger", folder / "l.db")
    return xt("import", "releases", folder / "s.csv", *words)


def recorded(folder: Path) -> list[tuple[str, str]]:
    done("export", folder / "out", "--ledger", folder / "l.db")
    with (folder / "out" / "releases.csv").open(encoding="utf-8", newline="") as file:
        return [(row["day"], row["count"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("day", "form", "months"),
    [
        ("24 ноября 2023", "%d %B %Y", RUSSIAN),
        ("24 НОЯБРЯ 2023", "%d %b %Y", RUSSIAN),
        ("24 בנובמבר 2023", "%d %B %Y", HEBREW),
        ("٢٤ تشرين الثاني ٢٠٢٣", "%d %B %Y", LEVANTINE),
        ("٢٤/١١/٢٠٢٣", "%d/%m/%Y", ""),
        ("۲۰۲۳-۱۱-۲۴", "%Y-%m-%d", ""),
    ],
)
def test_a_date_is_read_in_its_own_language_and_digits(
    tmp_path: Path, day: str, form: str, months: str
) -> None:
    named = f"months = {months}\n" if months else ""
    ran = take(tmp_path, f"\u200f{day}\u200f,١٣", f'[dates]\nform = "{form}"\n{named}')
    assert ran.code == 0, ran.err
    assert recorded(tmp_path) == [("2023-11-24", "13")]


def test_a_month_of_another_language_is_a_span_too(tmp_path: Path) -> None:
    ran = take(tmp_path, "ноября 2023,3", f'[dates]\nform = "%B %Y"\nmonths = {RUSSIAN}\n')
    assert ran.code == 0, ran.err
    (row,) = xt(
        "releases", "--ledger", tmp_path / "l.db", "--at", "2024-01-01T00:00Z", "-O", "csv"
    ).rows
    assert (row["day"], row["until"]) == ("2023-11-01", "2023-11-30")


def test_months_that_are_not_twelve_are_refused(tmp_path: Path) -> None:
    ran = take(tmp_path, "24 ноября 2023,3", '[dates]\nform = "%d %B %Y"\nmonths = ["ноября"]\n')
    assert ran.code == 3
    assert "dates.months: these are not the names of twelve months; write all twelve" in ran.err


@pytest.mark.parametrize(
    ("rows", "fix"),
    [
        ("2023-11-24,3\n,4", "or fill_down below [file] of the map if it means the cell above"),
        ("2023-11-24,3*", "or say which it means below [words.count] of the map"),
        ("2023-11-24,3\n\nfrom the press", "where the table ends: ends_at_blank_row, ends_before"),
    ],
)
def test_a_refusal_says_what_the_map_can_state(tmp_path: Path, rows: str, fix: str) -> None:
    ran = take(tmp_path, rows, "")
    assert ran.code == 3
    assert ran.err.splitlines()[0].endswith(fix)
