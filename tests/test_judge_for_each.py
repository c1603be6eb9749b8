"""What is owed for each person of another release, or of another obligation (section 3)."""

from itertools import pairwise
from pathlib import Path

import pytest

from tests.truces import HEAD, days, judged, owes, phase, reading, table, write


def required(folder: Path, obligation: str, *options: object, at: str = "") -> list[str]:
    """The first day, required and status of each period of one obligation, after its header."""
    moment = {"at": at} if at else {}
    return judged(
        folder, "--obligation", obligation, *options, columns="from required status", **moment
    )[1:]


def owed(*items: str) -> str:
    """An amount that is the sum of these items."""
    return f"for_each = [{', '.join(items)}]"


HOSTAGES = '{ counts = { kind = "h" }, owed = 3 }'


def test_so_many_are_owed_for_each_person_of_a_selector_in_the_same_period(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        days(3) + owes("q", "b", 'counts = { kind = "p" }\n' + owed(HOSTAGES)),
        "01 a h 2\n01 a h 1\n01 b p 9\n02 a h 1\n02 b p 2\n03 b p 4",
    )
    assert judged(folder) == table("""
        from to required brought delivered credit_used shortfall surplus carried status
        01   01 9        0       9         0           0         0       0       met
        02   02 3        0       2         0           1         0       0       short
        03   03 0        0       4         0           0         4       0       met
    """)


def test_a_person_whom_two_items_name_is_owed_for_twice(tmp_path: Path) -> None:
    soldiers = '{ counts = { kind = "h", category = "soldier" }, owed = 50 }'
    folder = write(
        tmp_path,
        days(1) + owes("q", "b", 'counts = { kind = "p" }\n' + owed(HOSTAGES, soldiers)),
        "01 a h 1 woman;soldier\n01 a h 1 woman\n01 b p 56 -",
        "category",
    )
    assert required(folder, "q") == ["01 56 met"]


@pytest.mark.parametrize(
    ("counts", "people"),
    [
        ('{ kind = "h" }', 111),
        ('{ kind = "h", party = "a" }', 1),
        ('{ kind = "h", party = ["c", "a"] }', 101),
        ('{ kind = "h", except = { party = "a" } }', 110),
        ('{ kind = "h", party = "b" }', 10),
        ("{ }", 111),
    ],
)
def test_an_item_counts_anyones_releases_unless_it_names_a_party(
    tmp_path: Path, counts: str, people: int
) -> None:
    terms = HEAD + 'c = "Side C"\n' + phase("p", 1, 1)
    terms += owes("q", "b", owed(f"{{ counts = {counts}, owed = 1 }}"))
    folder = write(tmp_path, terms, "01 a h 1\n01 b h 10\n01 c h 100")
    assert required(folder, "q")[0].split()[1] == str(people)


def test_what_nobody_recorded_owes_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path, days(1) + owes("q", "b", owed(HOSTAGES)), "")
    assert required(folder, "q") == ["01 0 met"]


def test_an_item_may_owe_nothing_for_each(tmp_path: Path) -> None:
    item = '{ counts = { kind = "r" }, owed = 0 }'
    folder = write(tmp_path, days(1) + owes("q", "b", owed(item)), "01 a r 9")
    assert required(folder, "q") == ["01 0 met"]


def test_the_people_applied_to_an_obligation_that_is_judged_before_wherever_it_stands(
    tmp_path: Path,
) -> None:
    terms = days(2)
    terms += owes("last", "b", owed('{ obligation = "middle", owed = 2 }'))
    terms += owes("middle", "b", owed('{ obligation = "first", owed = 2 }'))
    terms += owes("first", "a", "at_least = 1")
    folder = write(tmp_path, terms, "01 a h 3\n01 b h 6\n02 a h 1\n02 b h 2")
    assert judged(folder, columns="obligation from required delivered status") == table("""
        obligation from required delivered status
        last       01   12       6         short
        last       02   4        2         short
        middle     01   6        6         met
        middle     02   2        2         met
        first      01   1        3         met
        first      02   1        1         met
    """)


def test_two_obligations_may_name_the_same_third(tmp_path: Path) -> None:
    terms = days(1) + owes(
        "q", "b", owed('{ obligation = "x", owed = 1 }', '{ obligation = "y", owed = 10 }')
    )
    terms += owes("x", "b", owed('{ obligation = "o", owed = 1 }'))
    terms += owes("y", "b", owed('{ obligation = "o", owed = 1 }'))
    terms += owes("o", "a", "at_least = 1")
    folder = write(tmp_path, terms, "01 a h 1\n01 b h 2")
    assert required(folder, "q") == ["01 22 short"]


def test_a_chain_may_be_longer_than_python_recurses(tmp_path: Path) -> None:
    names = [f"o{n}" for n in range(1200)]
    chain = [
        owes(name, "a", owed(f'{{ obligation = "{named}", owed = 1 }}'))
        for name, named in pairwise(names)
    ]
    terms = days(1) + "".join(chain) + owes(names[-1], "a", "at_least = 1")
    assert required(write(tmp_path, terms, "01 a h 7"), "o0") == ["01 7 met"]


def test_only_periods_that_lie_within_this_one_count(tmp_path: Path) -> None:
    terms = HEAD + phase("p", 1, 7) + phase("q", 8, 9)
    terms += owes("daily", "a", "at_least = 1\nfrom = 2024-01-01\nto = 2024-01-10")
    terms += owes("weekly", "a", 'at_least = 1\nper = "week"\nfrom = 2024-01-01\nto = 2024-01-10')
    for name, named, per in [
        ("by-phase", "daily", "phase"),
        ("weeks", "weekly", "phase"),
        ("by-day", "weekly", "day"),
    ]:
        item = owed(f'{{ obligation = "{named}", owed = 1 }}')
        terms += owes(name, "b", f'{item}\nper = "{per}"\nphases = ["p", "q"]')
    folder = write(tmp_path, terms, "01 a h 1\n07 a h 2\n08 a h 4\n09 a h 8\n10 a h 16")
    assert required(folder, "by-phase") == ["01 3 unreported", "08 12 unreported"]
    # The second week, 8 to 10, is not within the phase 8 to 9.
    assert required(folder, "weeks") == ["01 3 unreported", "08 0 met"]
    assert required(folder, "by-day") == [f"0{day} 0 met" for day in range(1, 10)]


def test_an_obligation_that_a_reading_voids_names_nobody(tmp_path: Path) -> None:
    terms = days(1) + owes("o", "a", "at_least = 1")
    terms += owes("q", "b", owed('{ obligation = "o", owed = 2 }', HOSTAGES.replace("3", "1")))
    terms += reading("without", "o", "void = true")
    folder = write(tmp_path, terms, "01 a h 2\n01 b h 4")
    columns = "reading obligation required status"
    assert judged(folder, columns=columns) == table("""
        reading    obligation required status
        as-written o          1        met
        as-written q          10       short
        without    q          6        short
    """)


def test_each_reading_owes_by_its_own_verdicts(tmp_path: Path) -> None:
    terms = days(2) + owes("o", "a", "at_least = 1")
    terms += owes("q", "b", owed('{ obligation = "o", owed = 3 }'))
    terms += reading("credit", "o", 'carry = "surplus"')
    folder = write(tmp_path, terms, "01 a h 2\n02 a h 0\n01 b h 3\n02 b h 3")
    assert judged(folder, columns="reading obligation from required status") == table("""
        reading    obligation from required status
        as-written o          01   1        met
        as-written o          02   1        short
        as-written q          01   6        short
        as-written q          02   0        met
        credit     o          01   1        met
        credit     o          02   1        credited
        credit     q          01   3        met
        credit     q          02   3        met
    """)


def test_what_was_owed_and_not_paid_can_be_carried(tmp_path: Path) -> None:
    terms = days(3) + owes(
        "q", "b", 'counts = { kind = "p" }\ncarry = "shortfall"\n' + owed(HOSTAGES)
    )
    folder = write(tmp_path, terms, "01 a h 2\n01 b p 5\n02 b p 0\n03 b p 1")
    assert judged(folder) == table("""
        from to required brought delivered credit_used shortfall surplus carried status
        01   01 6        0       5         0           1         0       -1      short
        02   02 0        -1      0         0           1         0       -1      short
        03   03 0        -1      1         0           0         0       0       met
    """)


def test_items_owe_together_what_each_of_them_owes_alone(tmp_path: Path) -> None:
    """Of groups that match one item and may match another, of open counts, and of spans of days."""
    items = [
        '{ counts = { kind = "h" }, owed = 2 }',
        '{ counts = { kind = "h", category = "woman" }, owed = 3 }',
        '{ counts = { kind = ["h", "k"], party = "a" }, owed = 4 }',
        '{ counts = { kind = "h", category = "woman" }, owed = 1 }',
        '{ obligation = "x", owed = 5 }',
        '{ obligation = "x", owed = 6 }',
    ]
    week = 'per = "week"\ncounts = { kind = "g" }\n'
    terms = days(14) + owes("x", "a", "at_least = 1")
    terms += owes("all", "b", week + owed(*items))
    terms += "".join(
        owes(f"one{number}", "b", week + owed(item)) for number, item in enumerate(items)
    )
    releases = (
        "01 a h 1 - -\n02 a h 1 - woman\n03 a;b h 4 - -\n04 a k 7 2024-01-06 -\n"
        "05 a h 2 2024-01-09 woman\n06 b g 1 - -\n12 a h 3 - -\n13 b g 1 - -"
    )
    folder = write(tmp_path, terms, releases, "until category")
    columns = "required delivered shortfall_most"
    together = judged(folder, "--obligation", "all", columns=columns)[1:]
    alone = [
        judged(folder, "--obligation", f"one{number}", columns=columns)[1:]
        for number in range(len(items))
    ]
    assert [_owed(row) for row in together] == [
        tuple(map(sum, zip(*map(_owed, rows), strict=True))) for rows in zip(*alone, strict=True)
    ]


def _owed(row: str) -> tuple[int, int]:
    """Return the least and the most that was required, of a row with one person delivered."""
    least, delivered, missing = map(int, row.split())
    return least, missing + delivered if missing else least
