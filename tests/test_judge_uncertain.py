"""What is not known: undisclosed numbers and entries that only may match (section 3)."""

from pathlib import Path

import pytest

from tests.truces import CASES, HEAD, days, judged, owes, phase, table, write

ASKED = 'counts = { kind = "h", category = "x", nationality = "X" }\n'


def statuses(folder: Path, *options: object) -> list[str]:
    """The statuses of the periods, each as one word."""
    return judged(folder, *options, columns="status")[1:]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("? x X -", "undisclosed"),  # matches, of an unknown number
        ("? y;x X;Y -", "undisclosed"),
        ("? - X -", "undisclosed"),  # may match, of an unknown number
        ("? - - -", "undisclosed"),
        ("1 - X -", "undisclosed"),  # may match, and there are people in it
        ("1 x - -", "undisclosed"),
        ("1 - - -", "undisclosed"),
        ("0 - X -", "short"),  # may match, but nobody is in it
        ("? y X -", "short"),  # another category: does not match
        ("? - Y -", "short"),  # another nationality, whatever the category
        ("1 x Y -", "short"),
    ],
)
def test_delivered_is_uncertain_where_an_entry_of_the_party_could_add_to_it(
    tmp_path: Path, entry: str, expected: str
) -> None:
    releases = f"01 a h 1 x X -\n01 a h {entry}"
    terms = days(1) + owes("o", "a", f"{ASKED}at_least = 2")
    folder = write(tmp_path, terms, releases, "category nationality basis")
    assert statuses(folder) == [expected]


def test_people_of_whom_it_is_not_known_whether_they_count_add_nothing(tmp_path: Path) -> None:
    terms = days(1) + owes("o", "a", f"{ASKED}at_least = 2")
    releases = "01 a h 1 x X\n01 a h ? x X\n01 a h 9 - X"
    assert judged(write(tmp_path, terms, releases, "category nationality")) == table("""
        from to required brought delivered credit_used shortfall surplus carried status
        01   01 2        0       1         0           1         0       0       undisclosed
    """)


def test_a_blank_never_matches_except(tmp_path: Path) -> None:
    counts = 'counts = { kind = "h", except = { category = "x" } }\nat_least = 9'
    folder = write(
        tmp_path,
        days(1) + owes("o", "a", counts),
        "01 a h 1 -\n01 a h 10 y\n01 a h 100 y;x",
        "category",
    )
    assert judged(folder, columns="delivered status") == ["delivered status", "11 met"]
    folder = write(tmp_path, days(1) + owes("o", "a", counts), "01 a h 1 -", "category")
    assert judged(folder, columns="delivered status") == ["delivered status", "1 short"]


def test_an_entry_that_except_takes_out_leaves_nothing_open(tmp_path: Path) -> None:
    counts = 'counts = { kind = "h", category = "x", except = { nationality = "Y" } }\nat_least = 2'
    folder = write(
        tmp_path,
        days(2) + owes("o", "a", counts),
        "01 a h ? - Y\n01 a h ? x Y\n02 a h ? - -",
        "category nationality",
    )
    assert statuses(folder) == ["short", "undisclosed"]


def test_an_entry_of_another_party_or_day_leaves_nothing_open(tmp_path: Path) -> None:
    terms = days(2) + owes("o", "a", "at_least = 2")
    folder = write(tmp_path, terms, "01 a h 1\n01 b h ?\n02 a h ?")
    assert statuses(folder) == ["short", "undisclosed"]


def test_any_of_the_parties_that_owe_together_can_leave_it_open(tmp_path: Path) -> None:
    terms = days(1) + owes("o", "X", "at_least = 2").replace('"X"', '["a", "b"]')
    assert statuses(write(tmp_path, terms, "01 a h 1\n01 b h ?")) == ["undisclosed"]


def test_a_blank_basis_is_the_agreement_and_leaves_nothing_open(tmp_path: Path) -> None:
    counts = 'counts = { kind = "h", basis = "separate" }\nat_least = 2'
    folder = write(tmp_path, days(1) + owes("o", "a", counts), "01 a h 5")
    assert statuses(folder) == ["short"]


def test_enough_people_are_enough_even_where_more_may_have_been_freed(tmp_path: Path) -> None:
    terms = days(1) + owes("o", "a", "at_least = 2")
    assert statuses(write(tmp_path, terms, "01 a h 2\n01 a h ?")) == ["met"]


def test_credit_is_uncertain_after_a_day_that_is_even_if_that_day_is_met(tmp_path: Path) -> None:
    for carry, later in [
        ("surplus", ["undisclosed", "met"]),
        ("both", ["undisclosed", "undisclosed"]),  # arrears of 1 in the worst case
        ("none", ["short", "met"]),
    ]:
        terms = days(4) + owes("o", "a", f'at_least = 2\ncarry = "{carry}"')
        folder = write(tmp_path, terms, "01 a h 2\n01 a h ?\n02 a h 2\n03 a h 1\n04 a h 2")
        assert statuses(folder) == ["met", "met", *later]


def test_credit_that_suffices_is_credited_even_where_there_may_be_more(tmp_path: Path) -> None:
    terms = days(2) + owes("o", "a", 'at_least = 2\ncarry = "surplus"')
    folder = write(tmp_path, terms, "01 a h 3\n01 a h ?\n02 a h 1")
    assert statuses(folder) == ["met", "credited"]


def test_arrears_that_are_brought_forward_for_sure_are_shown(tmp_path: Path) -> None:
    terms = days(3) + owes("o", "a", 'at_least = 2\ncarry = "shortfall"')
    assert judged(write(tmp_path, terms, "01 a h 1\n01 a h ?\n02 a h 1\n03 a h 2")) == table("""
        from to required brought delivered credit_used shortfall surplus carried status
        01   01 2        0       1         0           1         0       0       undisclosed
        02   02 2        0       1         0           1         0       -1      short
        03   03 2        -1      2         0           1         0       -1      short
    """)


@pytest.mark.parametrize(
    ("carry_days", "expected"),
    [
        (0, ["undisclosed", "unreported", "short", "short"]),
        (1, ["undisclosed", "unreported", "short", "short"]),
        (2, ["undisclosed", "unreported", "undisclosed", "short"]),
    ],
)
def test_credit_is_no_longer_uncertain_once_it_would_have_lapsed(
    tmp_path: Path, carry_days: int, expected: list[str]
) -> None:
    # Nothing is recorded on the second day, whatever credit it was brought.
    more = f'at_least = 2\ncarry = "surplus"\ncarry_days = {carry_days}'
    folder = write(tmp_path, days(4) + owes("o", "a", more), "01 a h ?\n03 a h 1\n04 a h 1")
    assert statuses(folder) == expected


def test_credit_without_a_limit_is_uncertain_ever_after(tmp_path: Path) -> None:
    terms = days(9) + owes("o", "a", 'at_least = 2\ncarry = "surplus"')
    assert statuses(write(tmp_path, terms, "03 a h ?\n09 a h 1")) == [
        *["unreported"] * 2,
        "undisclosed",
        *["unreported"] * 5,
        "undisclosed",
    ]


OWED = 'counts = { kind = "p" }\nfor_each = [{ counts = { kind = "h", category = "x" }, owed = 3 }]'


@pytest.mark.parametrize(
    ("releases", "expected"),
    [
        ("01 a h 2 x\n01 b p 6 -", "6 met"),
        ("01 a h 2 x\n01 a h ? x\n01 b p 6 -", "6 undisclosed"),
        ("01 a h 2 x\n01 a h ? -\n01 b p 9 -", "6 undisclosed"),
        ("01 a h 2 x\n01 b h 1 -\n01 b p 6 -", "6 undisclosed"),  # anyone's entry
        ("01 a h 2 x\n01 a h 0 -\n01 b p 6 -", "6 met"),
        ("01 a h 2 x\n01 a h ? y\n01 b p 6 -", "6 met"),
        ("01 a h 2 x\n01 a h ? x\n01 b p 5 -", "6 short"),  # at least so many are owed
        ("01 a h 2 x\n01 a h ? x", "6 unreported"),
        ("01 a h ? x", "0 unreported"),
        ("02 a h ? x", "0 met"),
    ],
)
def test_what_is_required_is_uncertain_where_an_item_is(
    tmp_path: Path, releases: str, expected: str
) -> None:
    folder = write(tmp_path, days(1) + owes("q", "b", OWED), releases, "category")
    assert judged(folder, columns="required status")[1:] == [expected]


def test_an_amount_that_may_be_higher_is_pending_until_the_period_is_over(
    tmp_path: Path,
) -> None:
    releases = "01 a h 2 x\n01 a h ? x\n01 b p 6 -"
    folder = write(tmp_path, days(1) + owes("q", "b", OWED), releases, "category")
    assert judged(folder, at="2024-01-01T12:00:00Z", columns="status")[1:] == ["pending"]
    assert statuses(folder) == ["undisclosed"]
    folder = write(tmp_path, days(1) + owes("q", "b", OWED), releases[:-3] + "5 -", "category")
    assert judged(folder, at="2024-01-01T12:00:00Z", columns="status")[1:] == ["pending"]


def test_credit_is_uncertain_after_a_day_on_which_the_amount_was(tmp_path: Path) -> None:
    terms = days(2) + owes("q", "b", f'{OWED}\ncarry = "surplus"')
    releases = "01 a h 1 x\n01 a h ? x\n01 b p 9 -\n02 a h 5 x\n02 b p 1 -"
    folder = write(tmp_path, terms, releases, "category")
    # Best case: 6 of credit from the first; they leave 8 of the 15 missing all the same.
    assert judged(folder, columns=CASES)[1:] == table("""
        01 01 3  0 9 0 0  6 0 undisclosed 0 -
        02 02 15 0 1 0 14 0 0 short       8 14
    """)


def test_an_item_is_open_on_the_days_on_which_what_it_names_is(tmp_path: Path) -> None:
    terms = HEAD + phase("p", 1, 4)
    terms += owes("first", "a", 'at_least = 2\ncarry = "surplus"\ncarry_days = 1')
    for name, named in [("second", "first"), ("third", "second")]:
        terms += owes(name, "b", f'for_each = [{{ obligation = "{named}", owed = 1 }}]')
    releases = "\n".join(f"0{day} a h 1\n0{day} b h 1" for day in range(1, 5))
    folder = write(tmp_path, terms, f"{releases}\n02 a h ?")
    # To the first 1 to 2 are applied on the 2nd, and on the 3rd with its credit, which then lapses.
    assert judged(folder, columns="obligation from required delivered status") == table("""
        obligation from required delivered status
        first      01   2        1         short
        first      02   2        1         undisclosed
        first      03   2        1         undisclosed
        first      04   2        1         short
        second     01   1        1         met
        second     02   1        1         undisclosed
        second     03   1        1         undisclosed
        second     04   1        1         met
        third      01   1        1         met
        third      02   1        1         met
        third      03   1        1         met
        third      04   1        1         met
    """)


def test_what_is_due_has_a_most_where_credit_of_what_it_names_is_open(tmp_path: Path) -> None:
    terms = days(2) + owes("o", "a", 'at_least = 5\ncarry = "surplus"')
    terms += owes("q", "b", 'counts = { kind = "p" }\nfor_each = [{ obligation = "o", owed = 3 }]')
    folder = write(tmp_path, terms, "01 a h ?\n01 b p 15\n02 a h 4\n02 b p 11")
    # To `o` 0 to 5 are applied on the first, 4 or 5 on the second: 15 is enough, 11 is not.
    assert judged(folder, "--obligation", "q", columns=CASES)[1:] == table("""
        01 01 0  0 15 0 0 15 0 met   0 0
        02 02 12 0 11 0 1 0  0 short 1 4
    """)


def test_one_uncertain_day_makes_the_amount_of_its_week_uncertain(tmp_path: Path) -> None:
    terms = days(14) + owes("o", "a", "at_least = 0")
    terms += owes("q", "b", 'for_each = [{ obligation = "o", owed = 1 }]\nper = "week"')
    folder = write(tmp_path, terms, "03 a h ?\n02 b h 1\n09 b h 1")
    assert statuses(folder, "--obligation", "q") == ["undisclosed", "met"]
