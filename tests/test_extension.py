"""Days earned under the extension clause (ledger.md, section 2.1)."""

from pathlib import Path

import pytest

from tests.program import xt
from tests.truces import AFTER, days, lines, owes, reading, table, write


def clause(more: str = "") -> str:
    """After ten people, each further five earn two days beside the first four."""
    keys = {"after": 10, "each": 5, "adds_days": 2, "first_days": 4}
    own = "\n".join(f"{key} = {value}" for key, value in keys.items() if f"{key} =" not in more)
    return f'[extension]\nobligations = ["o", "q"]\n{own}\n{more}\n'


def earned(folder: Path, *options: object, at: str = AFTER) -> list[str]:
    return lines(xt("extension", "--ledger", folder, "--at", at, "-O", "csv", *options).ok)


OBLIGATIONS = owes("o", "a", "at_least = 2") + owes("q", "b", "at_least = 0")


@pytest.mark.parametrize(
    ("applied", "expected"),
    [
        (0, "0 4 3 15"),
        (9, "9 4 3 6"),
        (10, "10 4 3 5"),
        (14, "14 4 3 1"),
        (15, "15 6 3 5"),
        (19, "19 6 3 1"),
        (20, "20 8 3 5"),
        (1000, "1000 400 3 5"),
    ],
)
def test_each_further_so_many_people_earn_days(tmp_path: Path, applied: int, expected: str) -> None:
    folder = write(tmp_path, days(3) + OBLIGATIONS + clause(), f"01 a h {applied}")
    assert earned(folder) == [
        "reading applied days_earned days_agreed next_day_needs",
        f"as-written {expected}",
    ]


@pytest.mark.parametrize(
    ("applied", "most", "expected"),
    [
        (15, 7, "15 6 3 5"),
        (19, 7, "19 6 3 1"),
        (20, 7, "20 7 3 -"),  # a step may be cut by the limit
        (20, 8, "20 8 3 -"),
        (500, 8, "500 8 3 -"),
        (0, 4, "0 4 3 -"),
    ],
)
def test_no_more_days_are_earned_than_the_limit(
    tmp_path: Path, applied: int, most: int, expected: str
) -> None:
    terms = days(3) + OBLIGATIONS + clause(f"at_most_days = {most}")
    assert earned(write(tmp_path, terms, f"02 a h {applied}"))[1:] == [f"as-written {expected}"]


def test_people_applied_are_added_up_over_obligations_and_periods(tmp_path: Path) -> None:
    folder = write(tmp_path, days(3) + OBLIGATIONS + clause(), "01 a h 3\n02 a h 1\n03 b h 7")
    assert earned(folder)[1:] == ["as-written 11 4 3 4"]


def test_each_reading_applies_its_own_people_and_a_voided_obligation_nobody(
    tmp_path: Path,
) -> None:
    terms = days(3) + OBLIGATIONS + clause()
    terms += reading("credit", "o", 'carry = "surplus"') + reading("less", "q", "void = true")
    folder = write(tmp_path, terms, "01 a h 9\n02 a h 1\n03 b h 7")
    # credit: 2 of the 9, then 1 + 1 of the credit, then 2 of the credit; 4 were never used
    assert earned(folder) == table("""
        reading    applied days_earned days_agreed next_day_needs
        as-written 17      6           3           3
        credit     13      4           3           2
        less       10      4           3           5
    """)
    assert earned(folder, "--reading", "credit")[1:] == ["credit 13 4 3 2"]


def test_only_what_has_happened_is_applied(tmp_path: Path) -> None:
    terms = days(3) + OBLIGATIONS + clause() + reading("credit", "o", 'carry = "surplus"')
    folder = write(tmp_path, terms, "01 a h 9\n02 a h 1\n03 a h 7")
    assert earned(folder, at="2024-01-01T12:00:00Z")[1:] == [
        "as-written 9 4 3 6",
        "credit 2 4 3 13",
    ]
    assert earned(folder, at="2023-01-01T00:00:00Z")[1] == "as-written 0 4 3 15"


def test_the_days_agreed_run_from_the_first_phase_to_the_last(tmp_path: Path) -> None:
    terms = days(2) + '[[phases]]\nname = "q"\nfrom = 2024-01-09\nto = 2024-01-10\n'
    folder = write(tmp_path, terms + OBLIGATIONS + clause(), "")
    assert earned(folder)[1:] == ["as-written 0 4 10 15"]


def test_a_truce_without_the_clause_has_no_rows(tmp_path: Path) -> None:
    folder = write(tmp_path, days(1) + OBLIGATIONS, "")
    out = xt("extension", "--ledger", folder, "--at", AFTER, "-O", "csv").ok.out
    assert out == "reading,applied,days_earned,days_agreed,next_day_needs\n"
    assert "say nothing of an extension" in xt("extension", "--ledger", folder, "--at", AFTER).out


def test_a_clause_that_adds_no_days_can_never_earn_one_more(tmp_path: Path) -> None:
    terms = days(3) + OBLIGATIONS + clause("adds_days = 0")
    assert earned(write(tmp_path, terms, "01 a h 12"))[1:] == ["as-written 12 4 3 -"]
