"""The status of a period: the first that fits, and the moments that decide (section 3)."""

from pathlib import Path

import pytest

from tests.truces import HEAD, days, judged, owes, phase, table, write


def status(folder: Path, at: str, *options: object) -> list[str]:
    """The statuses of one obligation at a time of January 2024 (`02T12:00:00`)."""
    return judged(folder, "--all", *options, at=f"2024-01-{at}Z", columns="status")[1:]


def test_each_status_where_it_is_the_first_that_fits(tmp_path: Path) -> None:
    terms = days(7) + owes("o", "a", 'at_least = 2\ncarry = "surplus"\ncarry_days = 1')
    releases = "01 a h 3\n02 a h 1\n03 a h 1\n05 a h ?\n06 a h 1"
    # The credit of the fifth, whose number is not known, leaves the sixth open once it is over.
    assert judged(write(tmp_path, terms, releases), "--all", at="2024-01-06T12:00:00Z") == table("""
        from to required brought delivered credit_used shortfall surplus carried status
        01   01 2        0       3         0           0         1       1       met
        02   02 2        1       1         1           0         0       0       credited
        03   03 2        0       1         0           1         0       0       short
        04   04 2        0       0         0           2         0       0       unreported
        05   05 2        0       0         0           2         0       0       undisclosed
        06   06 2        0       1         0           1         0       0       pending
        07   07 2        -       -         -           -         -       -       upcoming
    """)
    assert status(tmp_path, "07T00:00:00")[4:] == ["undisclosed", "undisclosed", "pending"]
    releases = releases.replace("?", "2")
    assert status(write(tmp_path, terms, releases), "06T12:00:00")[4:6] == ["met", "pending"]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("01T23:59:59", ["pending", "upcoming"]),
        ("02T00:00:00", ["unreported", "pending"]),
        ("02T00:00:01", ["unreported", "pending"]),
        ("02T23:59:59", ["unreported", "pending"]),
        ("03T00:00:00", ["unreported", "unreported"]),
    ],
)
def test_a_day_begins_and_is_over_at_its_very_boundary(
    tmp_path: Path, at: str, expected: list[str]
) -> None:
    assert status(write(tmp_path, days(2) + owes("o", "a", "at_least = 1"), ""), at) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2023-12-01T04:59:59Z", "pending"),
        ("2023-12-01T05:00:00Z", "short"),
        ("2023-11-30T04:59:59Z", "upcoming"),
        ("2023-11-30T05:00:00Z", "pending"),
    ],
)
def test_the_boundary_is_that_of_the_truces_own_clock(
    tmp_path: Path, at: str, expected: str
) -> None:
    terms = days(2).replace('"UTC"', '"Asia/Jerusalem"\nday_starts = "07:00"')
    terms = terms.replace("2024-01-01", "2023-11-30").replace("2024-01-02", "2023-11-30")
    folder = write(tmp_path, terms + owes("o", "a", "at_least = 1"), "")
    (folder / "releases.csv").write_text("day,party,kind,count\n2023-11-30,a,h,0\n")
    assert judged(folder, "--all", at=at, columns="status") == ["status", expected]


def test_an_amount_that_the_terms_give_can_be_met_before_the_period_is_over(tmp_path: Path) -> None:
    folder = write(tmp_path, days(2) + owes("o", "a", 'at_least = 2\nper = "phase"'), "01 a h 2")
    assert status(folder, "01T00:00:00") == ["met"]


def test_an_amount_that_may_still_grow_is_met_only_when_the_period_is_over(tmp_path: Path) -> None:
    item = 'for_each = [{ counts = { kind = "r" }, owed = 2 }]'
    folder = write(tmp_path, days(1) + owes("o", "a", item), "01 b r 1\n01 a h 2")
    assert status(folder, "01T23:59:59") == ["pending"]
    assert status(folder, "02T00:00:00") == ["met"]


def test_a_credit_counts_before_the_period_is_over(tmp_path: Path) -> None:
    terms = days(2) + owes("o", "a", 'at_least = 2\ncarry = "surplus"')
    folder = write(tmp_path, terms, "01 a h 4")
    assert status(folder, "02T00:00:00") == ["met", "credited"]


def test_pending_comes_before_undisclosed(tmp_path: Path) -> None:
    folder = write(tmp_path, days(1) + owes("o", "a", "at_least = 2"), "01 a h ?")
    assert status(folder, "01T12:00:00") == ["pending"]
    assert status(folder, "02T00:00:00") == ["undisclosed"]


def test_a_period_of_several_days_is_pending_until_its_last_day_is_over(tmp_path: Path) -> None:
    terms = days(10) + owes("o", "a", 'at_least = 1\nper = "week"')
    folder = write(tmp_path, terms, "")
    assert status(folder, "07T23:59:59") == ["pending", "upcoming"]
    assert status(folder, "08T00:00:00") == ["unreported", "pending"]


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        ("01 a h 0 - -", "short"),  # somebody says that nobody was freed
        ("01 a h 3 x other", "short"),  # of the kind, whatever else it says
        ("01 a r 3 - -", "unreported"),  # another kind
        ("01 b h 3 - -", "unreported"),  # another party
        ("02 a h 3 - -", "unreported"),  # another day
    ],
)
def test_a_period_is_unreported_without_an_entry_of_its_party_and_kind(
    tmp_path: Path, release: str, expected: str
) -> None:
    counts = 'counts = { kind = ["h", "g"], basis = "agreement" }\nat_least = 2'
    folder = write(tmp_path, days(1) + owes("o", "a", counts), release, "category basis")
    assert status(folder, "03T00:00:00") == [expected]


def test_where_no_kind_is_asked_for_any_entry_of_the_party_is_a_report(tmp_path: Path) -> None:
    more = 'counts = { category = "x" }\nat_least = 2'
    folder = write(tmp_path, days(2) + owes("o", "a", more), "01 a h 1 y", "category")
    assert status(folder, "03T00:00:00") == ["short", "unreported"]


def test_an_entry_whose_moment_lies_ahead_has_not_happened(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        days(2) + owes("o", "a", "at_least = 1"),
        "01 a h 1 2024-01-01T18:00:00Z\n02 a h 1 2024-01-01T20:00:00Z",
        "at",
    )
    assert status(folder, "01T17:59:59") == ["pending", "upcoming"]
    assert status(folder, "01T18:00:00") == ["met", "upcoming"]
    assert status(folder, "01T21:00:00") == ["met", "upcoming"]  # the second day has not begun
    assert status(folder, "02T00:00:00") == ["met", "met"]


def test_an_entry_has_not_happened_before_its_day_begins_even_in_a_period_that_has(
    tmp_path: Path,
) -> None:
    folder = write(
        tmp_path,
        days(2) + owes("o", "a", 'per = "phase"\nat_least = 12'),
        "02 a h 1 -\n02 a h 10 2024-01-01T20:00:00Z",
        "at",
    )
    for at, delivered in [("01T23:59:59", "0"), ("02T00:00:00", "11")]:
        rows = judged(folder, at=f"2024-01-{at}Z", columns="delivered status")
        assert rows[1:] == [f"{delivered} pending"]


def test_an_entry_counts_for_the_day_it_gives_even_where_its_moment_lies_after_it(
    tmp_path: Path,
) -> None:
    folder = write(
        tmp_path,
        days(2) + owes("o", "a", "at_least = 1"),
        "01 a h 1 2024-01-02T01:30:00+00:00",
        "at",
    )
    assert status(folder, "02T01:29:59") == ["unreported", "pending"]
    assert status(folder, "02T01:30:00") == ["met", "pending"]


def test_an_entry_without_a_day_lies_in_the_truce_day_of_its_moment(tmp_path: Path) -> None:
    terms = days(2).replace('"UTC"', '"UTC"\nday_starts = "07:00"')
    folder = write(
        tmp_path,
        terms + owes("o", "a", "at_least = 0"),
        "- a h 1 2024-01-01T06:59:59Z\n"
        "- a h 10 2024-01-01T07:00:00Z\n"
        "- a h 100 2024-01-02T06:59:59Z\n"
        "- a h 1000 2024-01-02T07:00:00Z",
        "at",
    )
    assert judged(folder, columns="from delivered")[1:] == ["01 110", "02 1000"]


def test_what_is_upcoming_is_left_out_unless_asked_for_and_uses_and_applies_nothing(
    tmp_path: Path,
) -> None:
    terms = HEAD + phase("p", 1, 3)
    terms += owes("o", "a", 'at_least = 2\ncarry = "surplus"')
    terms += owes("q", "b", 'for_each = [{ obligation = "o", owed = 1 }]')
    terms += owes("w", "b", 'for_each = [{ obligation = "o", owed = 1 }]\nper = "week"')
    folder = write(tmp_path, terms, "01 a h 5\n02 a h 2\n03 a h 2")
    columns = "obligation from required brought delivered carried status"
    known = table("""
        obligation from required brought delivered carried status
        o          01   2        0       5         3       met
        q          01   2        0       0         0       pending
        w          01   2        0       0         0       pending
    """)
    coming = table("""
        o          02   2        -       -         -       upcoming
        o          03   2        -       -         -       upcoming
        q          02   -        -       -         -       upcoming
        q          03   -        -       -         -       upcoming
    """)
    at = "2024-01-01T12:00:00Z"
    assert judged(folder, at=at, columns=columns) == known
    both = judged(folder, "--all", at=at, columns=columns)
    assert sorted(both) == sorted([*known, *coming])
    assert [row.split()[0] for row in both[1:]] == list("oooqqqw")
