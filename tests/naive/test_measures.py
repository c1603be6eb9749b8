"""Claims with a `measure` (ledger.md, sections 2.3 and 4); every row is worked out by hand."""

import pytest

from tests.naive.literal import WrittenTruce, lines, moment, show_claims, write_truce

TERMS = """
    [[obligations]]
    id = "x"
    party = "a"
    counts = { kind = "hostage" }
    at_least = 1
    per = "phase"

    [cohorts.all]
    title = "All"
    party = "a"
    counts = { kind = ["hostage", "remains"], category = "man" }
    from = 2023-10-07
    dead = ["remains"]
"""
MOVEMENTS = """
    day        until      party movement    kind    count category nationality
    2023-10-07 -          a     taken       hostage 100   man      Israeli
    2023-10-01 -          a     held-before remains 4     man      Israeli
    2023-10-20 -          a     rescued     hostage 2     man      Thai
    2023-10-29 2023-10-31 a     rescued     hostage 3     man      Israeli
    2023-11-01 -          a     died        hostage 5     man      -
"""
HEADER = "id source from to bound figure measure cohort kind category nationality\n"


def truce_of(claims: str, movements: str = "") -> WrittenTruce:
    releases = "day party kind count category\n2023-11-24 a hostage 10 man"
    return write_truce(TERMS, releases, HEADER + claims, movements=MOVEMENTS + movements)


def status(claim: str, movements: str = "") -> str:
    """Return figure and status of a claim's row."""
    return " ".join(show_claims(truce_of("c s " + claim, movements)).split()[-2:])


def test_held_at_the_end_of_a_day() -> None:
    truce = truce_of("""
        a s - 2023-10-06 = 104 held     -   - - -
        b s - 2023-10-07 - 104 held     -   - - -
        c s - 2023-10-30 = 99  held     all - - -
        d s - 2023-10-31 = 99  held     all - - -
        e s - 2023-11-24 = 89  held     all - - -
        f s - 2023-10-31 = 4   held-dead all - - -
        g s - 2023-11-24 = 8   held-dead -  - - -
    """)
    assert show_claims(truce) == lines("""
        a - all -   unreported
        b - all 104 agrees
        c - all 102 differs
        d - all 99  agrees
        e - all 89  agrees
        f - all 4   agrees
        g - all 9   differs
    """)
    # Only what has happened is seen, even of days to come.
    assert show_claims(truce, moment("11-24T06:59")).splitlines()[4] == "e - all 99 differs"


@pytest.mark.parametrize(
    ("bound", "figure", "expected"),
    [
        ("=", 89, "agrees"),
        (">=", 89, "agrees"),
        (">=", 90, "differs"),
        ("<=", 88, "differs"),
        ("~", 93, "agrees"),  # 4 of 93 are 4.3 %
        ("~", 94, "differs"),  # 5 of 94 are 5.3 %
    ],
)
def test_the_bound_of_a_claim_about_people_held(bound: str, figure: int, expected: str) -> None:
    assert status(f"- 2023-11-24 {bound} {figure} held all - - -") == f"89 {expected}"


@pytest.mark.parametrize(
    ("bound", "figure", "below", "above"),
    [
        ("=", 89, "agrees", "agrees"),
        ("=", 95, "undisclosed", "differs"),
        ("=", 80, "differs", "undisclosed"),
        (">=", 90, "undisclosed", "differs"),
        ("<=", 88, "differs", "undisclosed"),
    ],
)
def test_the_side_on_which_held_is_a_bound(bound: str, figure: int, below: str, above: str) -> None:
    claim = f"- 2023-11-24 {bound} {figure} held all - - -"
    assert status(claim, "2023-11-02 - a retaken hostage ? man -") == f"89 {below}"
    assert status(claim, "2023-11-02 - a escaped hostage ? man -") == f"89 {above}"
    both = "2023-11-02 - a escaped hostage ? man -\n2023-11-02 - a retaken hostage 1 - -"
    assert status(claim, both) == "- unreported"


def test_the_dead_are_never_undisclosed() -> None:
    claim = "- 2023-11-24 = 10 held-dead all - - -"
    assert status(claim, "2023-11-02 - a retaken hostage ? man -") == "9 differs"
    assert status(claim, "2023-11-02 - a died hostage ? man -") == "- unreported"
    assert status(claim, "2023-11-02 - a retaken remains ? man -") == "- unreported"


def test_a_movement_of_the_days_and_people_asked_for() -> None:
    truce = truce_of("""
        a s -          2023-11-24 = 5   rescued     -   -       -     -
        b s 2023-10-21 2023-11-24 = 3   rescued     all -       -     -
        c s -          2023-10-30 = 5   rescued     all -       -     -
        d s -          2023-10-30 = 6   rescued     all -       -     -
        e s -          2023-11-24 = 2   rescued     all hostage -     Thai
        f s -          2023-11-24 = 3   rescued     all remains -     -
        g s -          2023-10-19 = 0   rescued     all -       -     -
        h s -          2023-11-24 = 5   died        all -       -     Israeli
        i s -          2023-10-07 = 4   held-before all -       man   -
        j s 2023-10-08 2023-11-24 = 4   held-before all -       -     -
        k s -          2023-11-24 = 1   escaped     all -       -     -
    """)
    # c: two surely and three perhaps by the 30th; h: nobody said of which nationality they were.
    assert show_claims(truce) == lines("""
        a 2023-10-07 all 5 agrees
        b 2023-10-21 all 3 agrees
        c 2023-10-07 all 2 undisclosed
        d 2023-10-07 all 2 differs
        e 2023-10-07 all 2 agrees
        f 2023-10-07 all 0 differs
        g 2023-10-07 all - unreported
        h 2023-10-07 all 0 undisclosed
        i 2023-10-07 all 4 agrees
        j 2023-10-08 all 0 differs
        k 2023-10-07 all - unreported
    """)


def test_a_movement_of_which_the_number_is_open() -> None:
    claim = "- 2023-11-24 {} escaped all - - -"
    row = "2023-11-02 - a escaped hostage 2+ man -"
    assert status(claim.format("= 2"), row) == "2 agrees"
    assert status(claim.format("= 9"), row) == "2 undisclosed"
    assert status(claim.format("= 1"), row) == "2 differs"
    assert status(claim.format("= 3"), "2023-11-02 - a escaped hostage 3 - -") == "0 undisclosed"
    assert status(claim.format("= 4"), "2023-11-02 - a escaped hostage 3 - -") == "0 differs"
