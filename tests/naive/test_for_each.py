"""What is owed for others (section 3), by hand."""

from tests.naive.literal import lines, moment, show, write_truce

HOSTAGES = """
    [[obligations]]
    id = "h"
    party = "a"
    counts = { kind = "hostage" }
    at_least = 10
    per = "day"
"""
FREED = """
    day        party kind     count
    2023-11-24 a     hostage  13
    2023-11-25 a     hostage  8
    2023-11-24 b     prisoner 30
    2023-11-25 b     prisoner 30
    2023-11-26 b     prisoner 2
"""


def prisoners(items: str, per: str = "day") -> str:
    return f"""
        [[obligations]]
        id = "x"
        party = "b"
        counts = {{ kind = "prisoner" }}
        for_each = [{items}]
        per = "{per}"
    """


def test_people_in_a_carried_surplus_are_applied_when_their_credit_is_used() -> None:
    terms = HOSTAGES + 'carry = "surplus"\n' + prisoners('{ obligation = "h", owed = 3 }')
    # 26th, h unrecorded: worst credit 1, best credit 1, due 10: 1 applied. 27th: worst credit 0,
    # best credit 1 (the 26th may have been delivered): 0 to 1 applied.
    assert show(write_truce(terms, FREED)) == lines("""
        11-24 11-24 30 0 30 0 0 0 0 met        0 0
        11-25 11-25 30 0 30 0 0 0 0 met        0 0
        11-26 11-26 3  0 2  0 1 0 0 short      1 1
        11-27 11-27 0  0 0  0 0 0 0 unreported 0 3
    """)


def test_without_a_carried_surplus_whoever_was_freed_is_applied() -> None:
    terms = HOSTAGES + prisoners('{ obligation = "h", owed = 3 }')
    assert show(write_truce(terms, FREED)) == lines("""
        11-24 11-24 39 0 30 0 9 0 0 short 9 9
        11-25 11-25 24 0 30 0 0 6 0 met   0 0
        11-26 11-26 0  0 2  0 0 2 0 met   0 0
        11-27 11-27 0  0 0  0 0 0 0 met   0 0
    """)


def test_what_is_owed_has_no_limit_while_the_period_is_not_over() -> None:
    terms = HOSTAGES + prisoners('{ obligation = "h", owed = 3 }')
    truce = write_truce(terms, FREED)
    assert show(truce, moment("11-25T12:00"), all_=True) == lines("""
        11-24 11-24 39 0 30 0 9 0 0 short    9 9
        11-25 11-25 24 0 30 0 0 6 0 pending  0 -
        11-26 11-26 -  - -  - - - - upcoming - -
        11-27 11-27 -  - -  - - - - upcoming - -
    """)
    nothing = write_truce(HOSTAGES + prisoners('{ obligation = "h", owed = 0 }'), FREED)
    assert show(nothing, moment("11-25T12:00")).endswith("0 0 30 0 0 30 0 met 0 0")


def test_a_person_whom_two_items_name_is_owed_for_twice() -> None:
    items = """
        { counts = { kind = "hostage", party = "a" }, owed = 2 },
        { counts = { kind = "hostage", category = "woman" }, owed = 1 }
    """.replace("\n", " ")
    freed = """
        day        party kind     category count
        2023-11-24 a     hostage  woman    4
        2023-11-24 a     hostage  man      5
        2023-11-25 b     hostage  woman    6
        2023-11-26 a     hostage  -        2
        2023-11-26 b     prisoner man      5
        2023-11-27 a     hostage  man      1+
        2023-11-27 b     prisoner man      90
    """
    assert show(write_truce(prisoners(items), freed)) == lines("""
        11-24 11-24 22 0 0  0 22 0  0 unreported  0 22
        11-25 11-25 6  0 0  0 6  0  0 unreported  0 6
        11-26 11-26 4  0 5  0 0  1  0 undisclosed 0 1
        11-27 11-27 2  0 90 0 0  88 0 undisclosed 0 -
    """)


def test_an_obligation_is_named_in_its_periods_within_this_one() -> None:
    weekly = HOSTAGES.replace('"day"', '"week"').replace('"h"', '"h"')
    by_day = write_truce(weekly + prisoners('{ obligation = "h", owed = 3 }'), FREED)
    assert show(by_day).splitlines()[0] == "11-24 11-24 0 0 30 0 0 30 0 met 0 0"
    by_phase = write_truce(HOSTAGES + prisoners('{ obligation = "h", owed = 3 }', "phase"), FREED)
    assert show(by_phase) == "11-24 11-27 63 0 62 0 1 0 0 short 1 1"


def test_an_obligation_that_a_reading_voids_names_nobody() -> None:
    terms = (
        HOSTAGES
        + prisoners('{ obligation = "h", owed = 3 }')
        + """
        [readings.no]
        obligations.h.void = true
        [readings.yes]
        combines = ["no"]
        obligations.h.void = false
    """
    )
    truce = write_truce(terms, FREED)
    at = moment("11-25T12:00")
    assert show(truce, at, reading="no") == lines("""
        11-24 11-24 0 0 30 0 0 30 0 met 0 0
        11-25 11-25 0 0 30 0 0 30 0 met 0 0
    """)
    assert show(truce, at, reading="no", obligation="h") == ""
    assert show(truce, reading="yes") == show(truce)
    assert show(truce, reading="yes", obligation="h") == show(truce, obligation="h")


def test_the_least_and_the_most_applied_to_an_obligation() -> None:
    freed = """
        day        party kind     count
        2023-11-24 a     hostage  6+
        2023-11-25 a     hostage  8
        2023-11-24 b     prisoner 18
        2023-11-25 b     prisoner 25
    """
    terms = HOSTAGES + 'carry = "surplus"\n' + prisoners('{ obligation = "h", owed = 3 }')
    # 24th: 6 to 10 (due) applied. 25th: 8 to 8 + 2 of the best case's credit, at most the due 10.
    assert show(write_truce(terms, freed)).splitlines()[:2] == [
        "11-24 11-24 18 0 18 0 0 0 0 undisclosed 0 12",
        "11-25 11-25 24 0 25 0 0 1 0 undisclosed 0 5",
    ]
