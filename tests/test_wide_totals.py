"""Totals with a column for each group say what the long ones say."""

import json
from pathlib import Path

import pytest

from tests.ledgers import NOV, file, imported, make
from tests.program import xt

AT = ("--at", "2023-12-01T12:00+02:00")


@pytest.mark.parametrize(
    ("shape", "column"), [("wide", "count"), ("wide-running", "running_total")]
)
@pytest.mark.parametrize("by", ["kind", "kind,nationality", "basis"])
def test_each_group_has_a_column_of_its_own(shape: str, column: str, by: str) -> None:
    words = ("totals", "--ledger", NOV, *AT, "--by", by, "-O", "csv")
    names = ("party", *by.split(","))
    long = {
        (row["day"], "/".join(row[name] for name in names)): row[column] for row in xt(*words).rows
    }
    wide = {
        (row["day"], name): value
        for row in xt(*words, "--shape", shape).rows
        for name, value in row.items()
        if name != "day"
    }
    assert wide == long


def test_a_day_without_a_record_has_no_number_and_names_stay_apart(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    rows = ("x,2024-01-01,a,h/k,0,", "y,2024-01-03,a,h,2,", "z,2024-01-03,b,h,?,")
    imported(ledger, file(tmp_path, "r.csv", *rows))
    words = ("totals", "--ledger", ledger, "--at", "2024-01-03T12:00Z", "--shape", "wide")
    assert json.loads(xt(*words, "-O", "json").out) == [
        {"day": "2024-01-01", "a/h": 0, "a/h%2Fk": 0, "b/h": None},
        {"day": "2024-01-02", "a/h": None, "a/h%2Fk": None, "b/h": None},
        {"day": "2024-01-03", "a/h": 2, "a/h%2Fk": 0, "b/h": 0},
    ]


def test_nothing_released_is_no_column(tmp_path: Path) -> None:
    words = ("totals", "--ledger", make(tmp_path), "--at", "2024-01-03T12:00Z", "--shape", "wide")
    assert xt(*words, "-O", "csv").out == "day\n"


def test_it_is_no_form_for_people() -> None:
    ran = xt("totals", "--ledger", NOV, *AT, "--shape", "wide")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "--shape: it is about rows for programs, and the form here is table;"
        " add --format csv, or leave it out\n"
    )
