"""Which readings what was delivered is consistent with; in no other words."""

from pathlib import Path

from tests.program import xt
from tests.truces import AFTER, days, lines, owes, reading, write

NOV = Path(__file__).parents[2] / "data" / "nov2023"
AT = ("--at", "2023-12-02T00:00:00Z")


def test_thirty_prisoners_on_both_days_match_credit_and_no_other_reading() -> None:
    words = ("conduct", "--ledger", NOV, *AT, "--from", "2023-11-29", "-O", "csv")
    rows = [row for row in xt(*words).ok.rows if row["scope"] == "period"]
    matching = {
        day: {
            row["reading"]
            for row in rows
            if row["from"] == row["to"] == day and row["match"] == "yes"
        }
        for day in ("2023-11-29", "2023-11-30")
    }
    assert matching["2023-11-29"] & matching["2023-11-30"] == {"credit"}
    assert {row["delivered"] for row in rows if row["from"] == row["to"]} == {"30"}


def test_the_words_are_consistent_with() -> None:
    said = xt("conduct", "--ledger", NOV, *AT).ok.out
    assert "credit: consistent with it in 3 of 3 periods; in all 90 were delivered" in said
    assert "accept" not in said
    assert "admit" not in said


def test_only_obligations_that_depend_on_another_party_are_tested(tmp_path: Path) -> None:
    terms = (
        days(3)
        + owes("one", "a", "at_least = 1")
        + owes("two", "b", 'for_each = [{ obligation = "one", owed = 2 }]')
        + owes("own", "a", 'for_each = [{ obligation = "one", owed = 1 }]')
        + reading("late", "two", 'carry = "shortfall"')
    )
    path = write(
        tmp_path / "t", terms, "01 a h 1\n01 b h 1\n02 b h 1\n02 a h 0\n03 a h 0\n03 b h 0"
    )
    ran = xt("conduct", "--ledger", path, "--at", AFTER, "-O", "csv")
    columns = (
        "obligation reading scope from to required brought delivered difference matching match"
    )
    assert lines(ran.ok, columns)[1:] == [
        "two as-written period 01 01 2 0 1 -1 0 no",
        "two as-written period 02 02 0 0 1 1 0 no",
        "two as-written period 03 03 0 0 0 0 0 nothing due",
        "two as-written whole 01 03 2 0 2 0 0 yes",
        "two late period 01 01 2 0 1 -1 0 no",
        "two late period 02 02 0 -1 1 0 1 yes",
        "two late period 03 03 0 0 0 0 0 nothing due",
        "two late whole 01 03 2 0 2 0 1 yes",
    ]


def test_what_is_not_known_is_not_said(tmp_path: Path) -> None:
    terms = days(1) + owes("two", "b", 'for_each = [{ counts = { party = "a" }, owed = 2 }]')
    path = write(tmp_path / "t", terms, "01 a h ?\n01 b h 2")
    ran = xt("conduct", "--ledger", path, "--at", AFTER, "-O", "csv")
    assert [row["match"] for row in ran.ok.rows] == ["unknown", "unknown"]
