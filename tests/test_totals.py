"""Running totals: by day, party and group, with no record, zero and undisclosed kept apart."""

from pathlib import Path

import pytest

from tests.program import Ran, xt
from tests.truces import AFTER, HEAD, days, lines, phase, table, write


def totals(folder: Path, *options: object, at: str = AFTER) -> Ran:
    return xt("totals", "--ledger", folder, "--at", at, *options).ok


def rows(folder: Path, *options: object, at: str = AFTER) -> list[str]:
    return lines(totals(folder, "-O", "csv", *options, at=at))


def shown(folder: Path, *options: object) -> list[list[str]]:
    """The cells of the table for people, row by row."""
    out = totals(folder, "-O", "markdown", *options).out.splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in out if "|" in line]
    return [row for row in cells if not set(row[0]) <= {"-", ":"}]


NOTHING_IN_THREE_WAYS = "01 a h 2\n02 a h 0\n02 a r ?\n04 b h 1\n05 a h 3"


def test_no_record_zero_and_an_undisclosed_number_are_three_things(tmp_path: Path) -> None:
    folder = write(tmp_path, days(5), NOTHING_IN_THREE_WAYS)
    assert rows(folder, "--party", "a") == table("""
        day party kind count running_total undisclosed running_undisclosed
        01  a     h    2     2             0           0
        01  a     r    0     0             0           0
        02  a     h    0     2             0           0
        02  a     r    0     0             1           1
        03  a     h    -     2             0           0
        03  a     r    -     0             0           1
        04  a     h    -     2             0           0
        04  a     r    -     0             0           1
        05  a     h    3     5             0           0
        05  a     r    0     0             0           1
    """)


def test_the_table_for_people_says_which_of_the_three_it_is(tmp_path: Path) -> None:
    folder = write(tmp_path, days(3), "01 a h 2\n02 a h 0\n02 a r ?\n02 a r ?")
    none, one = "0", "?"
    assert shown(folder) == [
        ["truce day", "party", "kind", "people", "running total"],
        ["2024-01-01", "Side A", "h", "2", "2"],
        ["2024-01-01", "Side A", "r", "0", none],
        ["2024-01-02", "Side A", "h", "0", "2"],
        ["2024-01-02", "Side A", "r", one, one],
        ["2024-01-03", "Side A", "h", "no record", "2"],
        ["2024-01-03", "Side A", "r", "no record", one],
    ]


@pytest.mark.parametrize("open_count", ["01 a h 1200\n01 a h ?", "01 a h 1200+"])
def test_an_open_number_is_never_one_number(tmp_path: Path, open_count: str) -> None:
    folder = write(tmp_path, days(1), open_count)
    assert shown(folder)[1] == ["2024-01-01", "Side A", "h", "1,200+", "1,200+"]
    assert "12+: at least so many, the full number was not disclosed." in totals(folder).out


def test_a_blank_column_is_a_group_of_its_own_and_not_another_word(tmp_path: Path) -> None:
    releases = "01 a h 4 -\n01 a h 2 other\n01 a h 1 minor"
    folder = write(tmp_path, days(1), releases, "category")
    assert rows(folder, "--by", "category") == table("""
        day party category count running_total undisclosed running_undisclosed
        01  a     -        4     4             0           0
        01  a     minor    1     1             0           0
        01  a     other    2     2             0           0
    """)
    assert [row[2] for row in shown(folder, "--by", "category")[1:]] == [
        "not said",
        "minor",
        "other",
    ]


def test_a_day_is_recorded_for_a_party_by_any_of_its_entries(tmp_path: Path) -> None:
    folder = write(tmp_path, days(2), "01 a h 1\n02 b h 1\n02 a r 0")
    assert rows(folder, "--kind", "h") == table("""
        day party kind count running_total undisclosed running_undisclosed
        01  a     h    1     1             0           0
        01  b     h    -     0             0           0
        02  a     h    0     1             0           0
        02  b     h    1     1             0           0
    """)


def test_a_person_with_two_nationalities_is_one_person_in_one_group(tmp_path: Path) -> None:
    releases = "01 a h 1 Russian;Israeli\n01 a h 2 Israeli;Russian;Israeli\n01 a h 4 Israeli"
    folder = write(tmp_path, days(1), releases, "nationality")
    assert rows(folder, "--by", "nationality") == table("""
        day party nationality     count running_total undisclosed running_undisclosed
        01  a     Israeli         4     4             0           0
        01  a     Israeli;Russian 3     3             0           0
    """)


def test_a_blank_basis_is_the_agreement(tmp_path: Path) -> None:
    folder = write(tmp_path, days(1), "01 a h 1 -\n01 a h 2 agreement\n01 a h 4 other", "basis")
    assert rows(folder, "--by", "basis")[1:] == ["01 a agreement 3 3 0 0", "01 a other 4 4 0 0"]


@pytest.mark.parametrize(
    "options",
    [("--by", "basis,category"), ("--by", "basis", "--by", "category")],
)
def test_groups_are_by_the_columns_in_the_order_asked_for(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    folder = write(tmp_path, days(1), "01 b h 1 x\n01 a r 2 x\n01 a h 4 -", "category")
    assert rows(folder, *options) == table("""
        day party basis     category count running_total undisclosed running_undisclosed
        01  a     agreement -        4     4             0           0
        01  a     agreement x        2     2             0           0
        01  b     agreement x        1     1             0           0
    """)


def test_groups_are_sorted_by_code_point(tmp_path: Path) -> None:
    words = ["b", "Z", "é", "a", "-x", "10", "9", "a;b", "a b"]
    quoted = "".join(f"2024-01-01,a,h,1,{word}\n" for word in words)
    folder = write(tmp_path, days(1), "")
    (folder / "releases.csv").write_text(f"day,party,kind,count,category\n{quoted}", "utf-8")
    categories = [row["category"] for row in totals(folder, "--by", "category", "-O", "csv").rows]
    assert categories == ["'-x", "10", "9", "Z", "a", "a b", "a;b", "b", "é"]


def test_days_between_phases_are_the_truces_days_too(tmp_path: Path) -> None:
    terms = HEAD + phase("late", 4, 5) + phase("early", 2, 2)
    folder = write(tmp_path, terms, "02 a h 1\n03 a h 2\n05 a h 4")
    assert rows(folder) == table("""
        day party kind count running_total undisclosed running_undisclosed
        02  a     h    1     1             0           0
        03  a     h    2     3             0           0
        04  a     h    -     3             0           0
        05  a     h    4     7             0           0
    """)


OUTSIDE = "01 a h 1\n02 a h 10\n05 a h 100\n05 a r ?\n09 a h 1000"


def test_what_lies_outside_the_range_is_in_no_total(tmp_path: Path) -> None:
    terms = HEAD + phase("p", 2, 3)
    folder = write(tmp_path, terms, OUTSIDE)
    assert rows(folder)[1:] == ["02 a h 10 10 0 0", "03 a h - 10 0 0"]
    day = "2024-01-0"
    assert rows(folder, "--from", f"{day}1")[1:3] == ["01 a h 1 1 0 0", "02 a h 10 11 0 0"]
    assert rows(folder, "--from", f"{day}5", "--to", f"{day}6")[1:] == [
        "05 a h 100 110 0 0",  # the total so far: from the truce's first day on
        "05 a r 0 0 1 1",
        "06 a h - 110 0 0",
        "06 a r - 0 0 1",
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "at least 1,101 people in 4 entries"),
        (("--kind", "h"), "1,101 people in 3 entries"),
        (("--from", "2024-01-01", "--to", "2024-01-05"), "1,000 people in 1 entry"),
        (("--from", "2024-01-01", "--to", "2024-01-09"), None),
    ],
)
def test_a_line_for_people_says_how_many_lie_outside(
    tmp_path: Path, options: tuple[str, ...], said: str | None
) -> None:
    folder = write(tmp_path, HEAD + phase("p", 2, 3), OUTSIDE)
    text = " ".join(totals(folder, *options).out.split())
    assert ("outside these days" in text) == (said is not None)
    assert f"{said or ''} lie outside these days and are not in the totals." in text or not said


def test_only_days_that_have_begun_and_entries_that_have_happened_are_seen(tmp_path: Path) -> None:
    releases = (
        "01 a h 1 -\n02 a h 2 2024-01-02T18:00:00Z\n02 a r 3 2024-01-02T20:00:00Z\n03 a h 9 -"
    )
    folder = write(tmp_path, days(3), releases, "at")
    assert rows(folder, at="2024-01-01T23:59:59Z")[1:] == ["01 a h 1 1 0 0"]
    assert rows(folder, at="2024-01-02T00:00:00Z")[1:] == ["01 a h 1 1 0 0", "02 a h - 1 0 0"]
    assert rows(folder, at="2024-01-02T18:00:00Z")[1:] == ["01 a h 1 1 0 0", "02 a h 2 3 0 0"]
    assert rows(folder, at="2023-12-31T23:59:59Z") == [""]


def test_a_truce_without_entries_has_no_groups(tmp_path: Path) -> None:
    folder = write(tmp_path, days(2), "")
    assert totals(folder, "-O", "csv").out == (
        "day,party,kind,count,running_total,undisclosed,running_undisclosed\n"
    )
    assert "No entry lies in the range." in totals(folder).out


def test_the_last_days_of_the_calendar_have_totals(tmp_path: Path) -> None:
    terms = HEAD + '[[phases]]\nname = "p"\nfrom = 9999-12-30\nto = 9999-12-31\n'
    folder = write(tmp_path, terms, "")
    (folder / "releases.csv").write_text("day,party,kind,count\n9999-12-31,a,h,1\n", "utf-8")
    assert rows(folder, at="9999-12-31T23:59:59Z")[1:] == [
        "9999-12-30 a h - 0 0 0",
        "9999-12-31 a h 1 1 0 0",
    ]


def test_an_unknown_column_is_refused(tmp_path: Path) -> None:
    ran = xt("totals", "--ledger", write(tmp_path, days(1), ""), "--by", "person")
    assert (ran.code, ran.out) == (2, "")
    assert "'person' cannot be grouped by" in ran.err


QUIET = "01 a h 2\n10 b h 1\n12 a h ?"


def test_days_in_a_row_without_a_record_share_a_line(tmp_path: Path) -> None:
    folder = write(tmp_path, days(14), QUIET)
    assert shown(folder) == [
        ["truce day", "party", "kind", "people", "running total"],
        ["2024-01-01", "Side A", "h", "2", "2"],
        ["2024-01-01", "Side B", "h", "no record", "0"],
        ["2024-01-02 to 2024-01-09: 8 days without a record", "", "", "", ""],
        ["2024-01-10", "Side A", "h", "no record", "2"],
        ["2024-01-10", "Side B", "h", "1", "1"],
        ["2024-01-11", "Side A", "h", "no record", "2"],
        ["2024-01-11", "Side B", "h", "no record", "1"],
        ["2024-01-12", "Side A", "h", "?", "2+"],
        ["2024-01-12", "Side B", "h", "no record", "1"],
        ["2024-01-13 to 2024-01-14: 2 days without a record", "", "", "", ""],
    ]


def test_days_without_a_record_that_come_first_say_what_was_before(tmp_path: Path) -> None:
    folder = write(tmp_path, days(14), QUIET)
    assert shown(folder, "--from", "2024-01-02", "--to", "2024-01-09")[1:] == [
        ["2024-01-02–01-09", "Side A", "h", "no record", "2"],
    ]


def test_weeks_are_those_of_the_truce_and_end_with_the_days(tmp_path: Path) -> None:
    folder = write(tmp_path, days(18), QUIET)
    ran = xt("totals", "--ledger", folder, "--at", AFTER, "--by", "week", "-O", "csv")
    assert lines(ran) == [
        "from to party kind count running_total undisclosed running_undisclosed",
        "01 07 a h 2 2 0 0",
        "01 07 b h - 0 0 0",
        "08 14 a h 0 2 1 1",
        "08 14 b h 1 1 0 0",
        "15 18 a h - 2 0 1",
        "15 18 b h - 1 0 0",
    ]


def test_months_are_those_of_the_calendar(tmp_path: Path) -> None:
    terms = HEAD + '[[phases]]\nname = "p"\nfrom = 2024-01-30\nto = 2024-03-02\n'
    folder = write(tmp_path, terms, "30 a h 2")
    ran = xt(
        *("totals", "--ledger", folder, "--at", AFTER, "--by", "month,kind", "-O", "csv"),
        *("--shape", "wide-running"),
    )
    assert ran.out.splitlines() == [
        "from,to,a/h",
        "2024-01-30,2024-01-31,2",
        "2024-02-01,2024-02-29,2",
        "2024-03-01,2024-03-02,2",
    ]


def test_more_than_62_days_are_by_week_unless_asked(tmp_path: Path) -> None:
    terms = HEAD + '[[phases]]\nname = "p"\nfrom = 2024-01-01\nto = 2024-03-03\n'
    folder = write(tmp_path, terms, "01 a h 2\n02 a h 3")
    assert shown(folder)[1:] == [
        ["2024-01-01–01-07", "Side A", "h", "5", "5"],
        ["2024-01-08 to 2024-03-03: 56 days without a record", "", "", "", ""],
    ]
    assert shown(folder, "--by", "day")[1:] == [
        ["2024-01-01", "Side A", "h", "2", "2"],
        ["2024-01-02", "Side A", "h", "3", "5"],
        ["2024-01-03 to 2024-03-03: 61 days without a record", "", "", "", ""],
    ]
    assert shown(folder, "--to", "2024-03-02") == shown(folder, "--by", "day", "--to", "2024-03-02")


def test_two_steps_at_once_are_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, days(3), QUIET)
    ran = xt("totals", "--ledger", folder, "--by", "week", "--by", "month,kind")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "--by: week and month cannot stand together; leave one of them\n"
