"""`xt check`: what is disputed, what people read, and the exit code (ledger.md, 3 to 5)."""

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from exchange_tracker.judging.disputes import Together, disputes
from exchange_tracker.judging.verdict import Status, Verdict
from tests.program import Ran, xt
from tests.truces import AFTER, HEAD, days, judged, owes, phase, reading, table, write


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


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        ("", ["Side A: 1 period: 1 kept", "Side B: 1 period: 1 unsettled"]),
        ("--obligation one", ["Side A: 1 period: 1 kept"]),
        ("--party b", ["Side B: 1 period: 1 unsettled"]),
        ("--party b --from 2024-01-02", ["Side B: nothing judged"]),
        ("--kind prisoner", ["Side B: 1 period: 1 unsettled"]),
        ("--kind remains", []),
        ("--only-findings", ["Side A: 1 period: 1 kept", "Side B: 1 period: 1 unsettled"]),
    ],
)
def test_only_parties_that_were_asked_for_are_counted(
    tmp_path: Path, options: str, lines: list[str]
) -> None:
    counts = 'counts = { kind = "%s" }\nat_least = 1'
    terms = HEAD + phase("p", 1, 1) + owes("one", "a", counts % "hostage")
    folder = write(tmp_path / "t", terms + owes("two", "b", counts % "prisoner"), "01 a hostage 1")
    out = xt("check", "--ledger", folder, "--at", AFTER, *options.split()).out
    counted = out.partition("By party\n")[2].partition("\nReadings")[0]
    assert counted.split("\n\n")[-1].strip().splitlines() == lines
