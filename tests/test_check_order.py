"""In which order `xt check` shows periods to people, and which share a line."""

import re
from pathlib import Path

from tests.program import Ran, xt
from tests.terminal import on_terminal
from tests.truces import AFTER, days, owes, reading, table, write


def month(tmp_path: Path, last: int = 31) -> Path:
    """A truce of which the third and the last day but one are short, and the last is open."""
    counts = {3: 1, last - 1: 0, last: 0}
    rows = (f"{day:02} a h {counts.get(day, 2)}" for day in range(1, last + 1))
    return write(tmp_path, days(last) + owes("o", "a", "at_least = 2"), "\n".join(rows))


def dates(shown: str) -> list[str]:
    return re.findall(r"^2024-01-(\d\d) ", shown, re.MULTILINE)


def test_on_a_terminal_what_needs_a_look_comes_first_where_there_are_many(tmp_path: Path) -> None:
    command = f"xt check --at 2024-01-31T12:00Z --ledger {month(tmp_path)}"
    order = [f"{day:02}" for day in range(1, 32)]
    shown = on_terminal(command, folder=tmp_path, NO_COLOR="1").shown
    assert dates(shown) == ["03", "30", *(day for day in order if day not in ("03", "30"))]
    assert shown.index("2 periods need a look") < shown.index("2024-01-03")
    assert shown.index("2024-01-30") < shown.index("29 other periods") < shown.index("2024-01-01")
    assert "Side A: 31 periods: 28 kept, 2 short, 1 unsettled" in shown
    assert dates(on_terminal(f"{command} | cat", folder=tmp_path).shown) == order
    assert dates(on_terminal(f"{command} -o x; cat x", folder=tmp_path).shown) == order


def test_of_few_periods_or_such_as_are_all_alike_the_order_stays(tmp_path: Path) -> None:
    folder = month(tmp_path / "few", 10)
    command = f"xt check --at 2024-02-01T12:00Z --ledger {folder}"
    assert dates(on_terminal(command, folder=tmp_path).shown) == sorted(
        dates(xt(*command.split()[1:]).out)
    )
    kept = month(tmp_path / "kept")
    shown = on_terminal(
        f"xt check --at 2024-01-02T12:00Z --all --ledger {kept}", folder=tmp_path
    ).shown
    assert dates(shown) == [f"{day:02}" for day in range(1, 32)]
    assert "need" not in shown


def test_the_findings_alone_leave_the_counts_whole(tmp_path: Path) -> None:
    words = ("check", "--at", "2024-01-31T12:00Z", "--ledger", month(tmp_path))
    whole, findings = xt(*words), xt(*words, "--only-findings")
    assert findings.code == whole.code == 1
    assert dates(findings.out) == ["03", "30"]
    assert "29 periods not shown: kept, still open or to come." in findings.out
    for ran in (whole, findings):
        assert "Side A: 31 periods: 28 kept, 2 short, 1 unsettled" in ran.out
    none = xt(*words, "--only-findings", "--to", "2024-01-01")
    assert (none.code, dates(none.out)) == (0, [])
    assert "1 period not shown: kept, still open or to come." in none.out
    assert "No period that was asked for" not in none.out
    every = xt(*words, "--only-findings", "--from", "2024-01-30", "--to", "2024-01-30")
    assert "not shown" not in every.out
    before = xt(*words, "--only-findings", "--from", "2024-03-01")
    assert "No period that was asked for lies in those days and has begun." in before.out


def people(ran: Ran) -> list[str]:
    """The lines of the tables of `check` that begin with a day."""
    return [line for line in table(ran.out) if re.match("2024-01-", line)]


def test_days_in_a_row_with_nothing_due_or_without_a_record_share_a_line(tmp_path: Path) -> None:
    asked = 'from = "2024-01-05"\nto = "2024-01-09"'.replace('"', "")
    terms = days(12) + owes("some", "a", f"at_least = 2\n{asked}")
    terms += owes("each", "b", 'for_each = [{ obligation = "some", owed = 3 }]')
    terms += reading("more", "some", "at_least = 3")
    folder = write(tmp_path, terms, "05 a h 2\n05 b h 6")
    assert people(xt("check", "--ledger", folder, "--at", AFTER)) == [
        "2024-01-05 2 of 2 2 of 3, short 1 disputed",
        "2024-01-06 no record, 2 due no record, 3 due unsettled",
        "2024-01-07 no record, 2 due no record, 3 due unsettled",
        "2024-01-08 no record, 2 due no record, 3 due unsettled",
        "2024-01-09 no record, 2 due no record, 3 due unsettled",
        "2024-01-01 to 2024-01-04: 4 days with nothing due",
        "2024-01-05 6 of 6 6 of 6 kept",
        "2024-01-06 to 2024-01-12: 7 days with nothing due",
    ]
    only = xt("check", "--ledger", folder, "--at", AFTER, "--reading", "more")
    assert people(only)[1] == "2024-01-06 to 2024-01-09: 4 days without a record, 3 due in each"
    assert "Side B: 12 periods: 1 kept, 11 with nothing due" in only.out


def test_periods_that_do_not_follow_each_other_share_no_line(tmp_path: Path) -> None:
    terms = days(5) + owes("daily", "a", "at_least = 2")
    folder = write(tmp_path, terms, "01 a h 2\n03 a h 2\n05 a h 2")
    shown = xt("check", "--ledger", folder, "--at", AFTER, "--only-findings")
    assert people(shown) == ["2024-01-02 no record, 2 due", "2024-01-04 no record, 2 due"]
