"""One moment has one count of periods: `check`, `status` and the report say the same of each party."""

import re
from pathlib import Path

import pytest

from tests.desk.moments import NOV
from tests.program import xt
from tests.screens import on_screen

TRUCES = NOV.parent
MOMENTS = [
    ("nov2023", "2023-11-27T12:00+02:00"),
    ("nov2023", "2023-12-01T12:00+02:00"),
    ("jan2025", "2025-02-10T12:00+02:00"),
    ("jan2025", "2025-03-10T12:00+02:00"),
    ("gaza-oct2025", "2025-10-20T12:00+03:00"),
    ("dayton-1996", "1996-03-10T00:00Z"),
    ("shalit2011", "2011-12-25T12:00+02:00"),
]
COUNT = re.compile(r"\d[\d,]* periods?: \d[^;\n<|]*\w")
WIDE = 1_000  # columns, on which nothing is wrapped


@pytest.mark.parametrize(("truce", "at"), MOMENTS)
def test_the_same_moment_gives_the_same_counts(truce: str, at: str, tmp_path: Path) -> None:
    asked = ("--ledger", TRUCES / truce, "--at", at)
    check = COUNT.findall(on_screen(WIDE, "check", *asked).out)
    assert check
    assert COUNT.findall(on_screen(WIDE, "check", "--only-findings", *asked).out) == check
    assert COUNT.findall(on_screen(WIDE, "status", *asked, "--width", WIDE).out) == check
    assert COUNT.findall(xt("report", *asked, "-O", "markdown").ok.out) == check
    page = tmp_path / "page.html"
    xt("report", *asked, "-o", page).ok  # noqa: B018 - that it is
    assert set(check) <= set(COUNT.findall(page.read_text(encoding="utf-8")))


@pytest.mark.parametrize(("truce", "at"), MOMENTS)
def test_what_needs_a_look_and_what_does_not_are_all_that_is_counted(truce: str, at: str) -> None:
    shown = on_screen(WIDE, "check", "--ledger", TRUCES / truce, "--at", at).out
    parts = re.findall(r"^(\d+) (?:periods? needs? a look|other periods?)", shown, re.MULTILINE)
    if parts:
        whole = sum(int(count.split()[0].replace(",", "")) for count in COUNT.findall(shown))
        assert sum(map(int, parts)) == whole


def test_what_is_not_due_is_not_counted_among_what_is_kept() -> None:
    """January 2025: on most days nothing was owed, and a week of such days is not kept."""
    asked = ("--ledger", TRUCES / "jan2025", "--at", "2025-03-10T12:00+02:00")
    rows = xt("check", *asked, "--together", "-O", "csv").rows
    counts = " ".join(COUNT.findall(xt("check", *asked).out))
    kept = sum(int(n) for n in re.findall(r"(\d+) kept", counts))
    nothing = sum(int(n) for n in re.findall(r"(\d+) with nothing due", counts))
    assert nothing > 0
    assert kept + nothing == sum(row["together"] == "kept" for row in rows)
