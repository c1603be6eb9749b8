"""`xt check`: what is disputed, what people read, and the exit code (ledger.md, 3 to 5)."""

import re
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from exchange_tracker.judging.disputes import Together, disputes
from exchange_tracker.judging.verdict import Status, Verdict
from tests.program import Ran, xt
from tests.terminal import on_terminal
from tests.truces import AFTER, days, judged, owes, reading, table, write


def verdict(status: Status, name: str) -> Verdict:
    day = date(2024, 1, 1)
    return Verdict(
        reading=name,
        obligation="o",
        parties=("a",),
        first=day,
        last=day,
        status=status,
        required=1,
    )


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ("met", Together.KEPT),
        ("credited", Together.KEPT),
        ("met credited", Together.KEPT),
        ("short", Together.SHORT),
        ("short short", Together.SHORT),
        ("short met", Together.DISPUTED),
        ("short credited", Together.DISPUTED),
        ("short met unreported", Together.DISPUTED),
        ("short undisclosed", Together.UNSETTLED),
        ("short unreported", Together.UNSETTLED),
        ("short pending", Together.UNSETTLED),
        ("undisclosed", Together.UNSETTLED),
        ("unreported", Together.UNSETTLED),
        ("met undisclosed", Together.UNSETTLED),
        ("credited unreported", Together.UNSETTLED),
        ("pending undisclosed", Together.UNSETTLED),
        ("pending", Together.UNSETTLED),
        ("met pending", Together.UNSETTLED),
    ],
)
def test_what_the_readings_say_together(statuses: str, expected: Together) -> None:
    group = [verdict(Status(each), str(n)) for n, each in enumerate(statuses.split())]
    names = [each.reading for each in group]
    assert [each.together for each in disputes(names, ["o"], group)] == [expected]
    assert [each.together for each in disputes(names[::-1], ["o"], group[::-1])] == [expected]


def test_a_period_that_has_begun_under_no_reading_is_none_of_these() -> None:
    assert disputes(["x"], ["o"], [verdict(Status.UPCOMING, "x")]) == []


def test_only_a_kept_and_a_short_verdict_make_a_dispute() -> None:
    kept = {Status.MET, Status.CREDITED}
    pairs = combinations(Status, 2)
    for pair in (each for each in pairs if any(status.has_begun for status in each)):
        (joint,) = disputes(pair, ["o"], [verdict(status, status) for status in pair])
        disputed = joint.together is Together.DISPUTED
        assert disputed == (Status.SHORT in pair and bool(kept & set(pair)))


TWO_DAYS = days(2) + owes("o", "a", "at_least = 2")
CREDIT = reading("credit", "o", 'carry = "surplus"')
WITHOUT = reading("without", "o", "void = true")


@pytest.mark.parametrize(
    ("terms", "releases", "options", "code"),
    [
        (TWO_DAYS, "01 a h 2\n02 a h 2", "", 0),
        (TWO_DAYS, "01 a h 2\n02 a h 1", "", 1),
        (TWO_DAYS, "01 a h 2", "", 4),  # unreported
        (TWO_DAYS, "01 a h 2\n02 a h ?", "", 4),  # undisclosed
        (TWO_DAYS, "01 a h 1", "", 1),  # short, and unreported
        (TWO_DAYS + CREDIT, "01 a h 3\n02 a h 1", "", 4),  # disputed
        (TWO_DAYS + CREDIT, "01 a h 3\n02 a h 0", "", 1),  # short under both
        (TWO_DAYS + CREDIT, "01 a h 3\n02 a h 1", "--reading as-written", 1),
        (TWO_DAYS + CREDIT, "01 a h 3\n02 a h 1", "--reading credit", 0),
        (TWO_DAYS + CREDIT, "01 a h 3\n01 a h ?\n02 a h 0", "", 4),  # short, and undisclosed
        (TWO_DAYS + WITHOUT, "01 a h 1\n02 a h 2", "", 4),  # short, and nothing owed: disputed
        (TWO_DAYS + WITHOUT, "01 a h 1\n02 a h 2", "--reading as-written", 1),
        (TWO_DAYS + WITHOUT, "01 a h 1\n02 a h 2", "--reading without", 0),
        (TWO_DAYS, "01 a h 1\n02 a h 2", "--from 2024-01-02", 0),
        (TWO_DAYS, "01 a h 1\n02 a h 2", "--to 2024-01-01", 1),
        (TWO_DAYS, "01 a h 1\n02 a h 2", "--party b", 0),
        (TWO_DAYS, "01 a h 1\n02 a h 2", "--party a", 1),
        (TWO_DAYS, "01 a h 2\n02 a h 1", "--at 2024-01-02T12:00:00Z", 0),  # pending
        (TWO_DAYS, "01 a h 2\n02 a h 1", "--at 2024-01-03T00:00:00Z", 1),
        (TWO_DAYS, "01 a h 1\n02 a h 1", "--at 2023-12-31T23:59:59Z --all", 0),  # upcoming
        (TWO_DAYS, "", "--reading nobody", 2),
        (TWO_DAYS, "", "--obligation none", 2),
        (TWO_DAYS, "", "--party nobody", 2),
        (TWO_DAYS, "", "--as-of 2024-01-01T00:00:00Z", 2),  # on a folder
        (TWO_DAYS, "", "--at tomorrow", 2),
        (TWO_DAYS, "01 a h 1e3", "", 3),
    ],
)
def test_the_exit_code(tmp_path: Path, terms: str, releases: str, options: str, code: int) -> None:
    folder = write(tmp_path, terms, releases)
    at = () if "--at" in options else ("--at", AFTER)
    ran = xt("check", "--ledger", folder, *at, *options.split())
    assert ran.code == code
    assert (ran.out == "") == (ran.err != "") == (code in (2, 3))


def test_filters_leave_rows_out_and_change_none(tmp_path: Path) -> None:
    terms = days(2) + owes("o", "a", 'at_least = 2\ncarry = "both"')
    terms += owes("q", "b", 'for_each = [{ obligation = "o", owed = 1 }]')
    folder = write(tmp_path, terms, "01 a h 3\n02 a h 0\n02 b h 2")
    columns = "obligation from brought delivered carried status"
    every = judged(folder, columns=columns)
    assert every == table("""
        obligation from brought delivered carried status
        o          01   0       3         1       met
        o          02   1       0         -1      short
        q          01   0       0         0       unreported
        q          02   0       2         0       met
    """)
    for options, kept in [
        (("--from", "2024-01-02"), [2, 4]),
        (("--to", "2024-01-01"), [1, 3]),
        (("--obligation", "q"), [3, 4]),
        (("--party", "a"), [1, 2]),
    ]:
        rows = judged(folder, *options, columns=columns)
        assert rows == [every[row] for row in (0, *kept)]


def test_the_findings_alone_stand_in_the_order_of_all_rows(tmp_path: Path) -> None:
    terms = TWO_DAYS + CREDIT
    folder = write(tmp_path, terms, "01 a h 1\n02 a h 1")
    assert judged(folder, "--only-findings") == judged(folder)


def test_the_findings_alone_are_whole_periods_that_are_not_kept_under_every_reading(
    tmp_path: Path,
) -> None:
    folder = write(tmp_path, TWO_DAYS + CREDIT, "01 a h 3\n02 a h 1")
    columns = "reading from status"
    assert judged(folder, "--only-findings", columns=columns) == table("""
        reading    from status
        as-written 02   short
        credit     02   credited
    """)


def said(ran: Ran) -> list[list[str]]:
    """The cells of the tables for people."""
    lines = [line for line in ran.out.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_table_for_people_keeps_no_record_zero_and_undisclosed_apart(tmp_path: Path) -> None:
    terms = days(8) + owes("o", "a", 'at_least = 2\ncarry = "surplus"\ncarry_days = 1')
    releases = "01 a h 3\n02 a h 1\n03 a h 0\n05 a h 1\n05 a h ?\n07 a h 1"
    folder = write(tmp_path, terms, releases)
    at = "2024-01-07T12:00:00Z"
    ran = xt("check", "--ledger", folder, "--at", at, "--all", "-O", "markdown")
    assert said(ran)[2:] == [
        ["2024-01-01", "3 of 2"],
        ["2024-01-02", "1 + 1 credited of 2"],
        ["2024-01-03", "0 of 2, short 2"],
        ["2024-01-04", "no record, 2 due"],
        ["2024-01-05", "at least 1 of 2, how many is not known"],
        ["2024-01-06", "no record, 2 due"],
        ["2024-01-07", "pending: 1 of 2, 1 still due"],
        ["2024-01-08", "upcoming, 2 asked for"],
    ]


def test_every_report_for_people_names_both_moments(tmp_path: Path) -> None:
    folder, ledger = write(tmp_path / "t", TWO_DAYS, "01 a h 2"), tmp_path / "l.db"
    assert xt("init", ledger, "--from", folder).code == 0
    for command in ("check", "totals", "extension", "releases"):
        words = (command, "--at", "2024-01-02T12:30:00+02:00", "--ledger")
        out = xt(*words, folder).out
        assert "2024-01-02 10:30 UTC), truce day 2024-01-02" in out
        assert "the folder as it is" in out
        assert "the ledger up to change 1:" in xt(*words, ledger).out
    said = ("say", "2024-01-01", "--at", "2024-01-02T12:30:00+02:00", "--ledger")
    judged = "(Judged at 2024-01-02 10:30 UTC (2024-01-02 10:30 UTC), from the"
    assert xt(*said, folder).out.endswith(f"{judged} folder as it is.)\n")
    assert f"{judged} ledger up to change 1:" in xt(*said, ledger).out
    empty = xt("discrepancies", "--type", "short", "--ledger", folder, "--at", "2024-01-01T12:00Z")
    assert "2024-01-01 12:00 UTC), truce day 2024-01-01" in empty.out


def test_a_reading_that_owes_nothing_in_a_period_says_so_in_its_column(tmp_path: Path) -> None:
    folder = write(tmp_path, TWO_DAYS + WITHOUT + CREDIT, "01 a h 3\n02 a h 1")
    ran = xt("check", "--ledger", folder, "--at", AFTER, "-O", "markdown")
    assert said(ran)[0] == ["truce days", "as-written", "without", "credit", "together"]
    assert said(ran)[2:] == [
        ["2024-01-01", "3 of 2", "nothing owed", "3 of 2", "kept"],
        ["2024-01-02", "1 of 2, short 1", "nothing owed", "1 + 1 credited of 2", "disputed"],
    ]
    assert "Side A: 2 periods: 1 kept, 1 disputed" in " ".join(ran.out.split()).replace("*", "")


def test_a_period_to_come_is_upcoming_only_under_the_readings_that_judge_it(tmp_path: Path) -> None:
    folder = write(tmp_path, TWO_DAYS + WITHOUT + reading("more", "o", "at_least = 3"), "01 a h 3")
    at = "2024-01-01T12:00:00Z"
    ran = xt("check", "--ledger", folder, "--at", at, "--all", "-O", "markdown")
    assert said(ran)[2:] == [
        ["2024-01-01", "3 of 2", "nothing owed", "3 of 3", "kept"],
        ["2024-01-02", "upcoming, 2 asked for", "–", "upcoming, 3 asked for", ""],
    ]


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
