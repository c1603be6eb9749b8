"""Both sides often owe the same in the same words, and readings judge it day by day."""

from pathlib import Path

import pytest

from tests.program import xt
from tests.truces import HEAD, owes, phase, reading, write

AT = ("--at", "2024-02-01T00:00Z")


@pytest.mark.parametrize("length", ["short", "full"])
def test_who_owes_what_the_other_owes_too_is_said(tmp_path: Path, length: str) -> None:
    terms = HEAD + phase("p", 1, 3)
    terms += owes("x", "a", 'title = "Three a day"\nat_least = 3')
    terms += owes("y", "b", 'title = "Three a day"\nat_least = 3')
    folder = write(tmp_path / "t", terms, "01 a h 3\n01 b h 1")
    said = xt("say", "2024-01-01", "--length", length, *AT, "--ledger", folder).out
    for party in ("A", "B"):
        assert f"“Three a day”, owed by Side {party}" in said


def test_a_reading_day_by_day_tells_the_day_and_nothing_of_days_without_a_due(
    tmp_path: Path,
) -> None:
    terms = HEAD + phase("p", 1, 3)
    terms += owes("x", "b", 'counts = { kind = "k" }\nper = "phase"\nfor_each = [{ counts = '
                  '{ party = "a", kind = "h" }, owed = 2 }]')  # fmt: skip
    terms += reading("daily", "x", 'per = "day"')
    folder = write(tmp_path / "t", terms, "02 a h 2\n02 b k 4")
    said = xt("say", "2024-01-02", *AT, "--ledger", folder).out
    assert "four of four due on 2 January." in said
