"""Who counts: selectors, blanks, days and parties that are not known (section 2), by hand."""

import pytest

from tests.naive.literal import lines, moment, show, write_truce


def phase_obligation(counts: str, party: str = '"a"', keys: str = "") -> str:
    return f"""
        [[obligations]]
        id = "x"
        party = {party}
        counts = {counts}
        at_least = 10
        per = "phase"
        {keys}
    """


@pytest.mark.parametrize(
    ("counts", "cells", "verdict"),
    [
        # kind, category, nationality, basis of one entry of 12 by a; 10 are required.
        ("{}", "hostage - - -", "12 0 0 2 0 met 0 0"),
        ('{ kind = "hostage" }', "hostage woman Thai other", "12 0 0 2 0 met 0 0"),
        ('{ kind = ["remains", "hostage"] }', "hostage - - -", "12 0 0 2 0 met 0 0"),
        ('{ kind = "remains" }', "hostage - - -", "0 0 10 0 0 unreported 0 10"),
        ('{ basis = "agreement" }', "hostage - - -", "12 0 0 2 0 met 0 0"),
        ('{ basis = "agreement" }', "hostage - - other", "0 0 10 0 0 short 10 10"),
        ('{ nationality = "Israeli" }', "hostage - Thai;Israeli -", "12 0 0 2 0 met 0 0"),
        ('{ nationality = "Israeli" }', "hostage - Thai -", "0 0 10 0 0 short 10 10"),
        ('{ nationality = "Israeli" }', "hostage - - -", "0 0 10 0 0 undisclosed 0 10"),
        # Unknown is not "other", unless it could not match for another reason.
        (
            '{ nationality = "Israeli", category = "man" }',
            "hostage woman - -",
            "0 0 10 0 0 short 10 10",
        ),
        # A blank never matches `except`.
        ('{ except = { category = "man" } }', "hostage - - -", "12 0 0 2 0 met 0 0"),
        ('{ except = { category = "man" } }', "hostage woman;man - -", "0 0 10 0 0 short 10 10"),
        (
            '{ except = { category = "man", nationality = "Thai" } }',
            "hostage man Israeli -",
            "12 0 0 2 0 met 0 0",
        ),
        # Recorded, though `except` takes it out.
        (
            '{ kind = "hostage", except = { kind = "hostage" } }',
            "hostage - - -",
            "0 0 10 0 0 short 10 10",
        ),
    ],
)
def test_an_entry_matches_may_match_or_does_not(counts: str, cells: str, verdict: str) -> None:
    freed = f"""
        day party count kind category nationality basis
        2023-11-25 a 12 {cells}
    """
    assert show(write_truce(phase_obligation(counts), freed)) == f"11-24 11-27 10 0 {verdict}"


@pytest.mark.parametrize(
    ("party", "entry", "verdict"),
    [
        ('"a"', "a;b", "0 0 10 0 0 undisclosed 0 10"),  # perhaps recorded
        ('["a", "b"]', "a;b", "12 0 0 2 0 met 0 0"),
        ('["a", "b"]', "b", "12 0 0 2 0 met 0 0"),
        ('"a"', "b", "0 0 10 0 0 unreported 0 10"),
    ],
)
def test_parties_that_released_together(party: str, entry: str, verdict: str) -> None:
    freed = f"day party kind count\n2023-11-25 {entry} hostage 12"
    assert show(write_truce(phase_obligation("{}", party), freed)) == f"11-24 11-27 10 0 {verdict}"


def test_a_day_that_is_not_known() -> None:
    freed = """
        day        until      party kind    count
        2023-11-24 2023-11-25 a     hostage 12
        2023-11-26 2023-11-26 a     hostage 10
        2023-11-27 2023-11-28 a     hostage 9
        2023-11-27 -          a     hostage 4
    """
    terms = phase_obligation('{ kind = "hostage" }').replace('"phase"', '"day"')
    assert show(write_truce(terms, freed)) == lines("""
        11-24 11-24 10 0 0  0 10 0 0 undisclosed 0 10
        11-25 11-25 10 0 0  0 10 0 0 undisclosed 0 10
        11-26 11-26 10 0 10 0 0  0 0 met         0 0
        11-27 11-27 10 0 4  0 6  0 0 undisclosed 0 6
    """)
    # On the 27th the entry that ends on the 28th has not happened: its last day has not begun.
    assert show(write_truce(terms, freed), moment("11-28T06:00")).endswith("pending 6 6")


def test_a_day_with_only_perhaps_recorded_entries_of_0_people_is_not_recorded() -> None:
    freed = "day until party kind count\n2023-11-24 2023-11-25 a hostage 0"
    terms = phase_obligation('{ kind = "hostage" }').replace('"phase"', '"day"')
    statuses = [row.split()[-3] for row in show(write_truce(terms, freed)).splitlines()]
    assert statuses == ["undisclosed", "undisclosed", "unreported", "unreported"]


def test_an_except_with_a_party_that_is_one_of_several_makes_it_may_match() -> None:
    terms = """
        [[obligations]]
        id = "x"
        party = "b"
        counts = { kind = "prisoner" }
        for_each = [{ counts = { kind = "hostage", except = { party = "b" } }, owed = 1 }]
        per = "day"
    """
    freed = """
        day        party kind     count
        2023-11-24 a     hostage  1
        2023-11-24 b     hostage  2
        2023-11-24 a;b   hostage  4
        2023-11-24 b     prisoner 3
    """
    assert show(write_truce(terms, freed)).splitlines()[0] == (
        "11-24 11-24 1 0 3 0 0 2 0 undisclosed 0 2"
    )


def test_a_moment_gives_the_truce_day_and_says_when_it_happened() -> None:
    freed = """
        day        at                        party kind    count
        -          2023-11-25T06:30:00+02:00 a     hostage 3
        2023-11-25 2023-11-24T20:00:00+02:00 a     hostage 4
        2023-11-25 2023-11-25T20:00:00+02:00 a     hostage 5
    """
    terms = phase_obligation('{ kind = "hostage" }').replace('"phase"', '"day"')
    truce = write_truce(terms, freed)
    shown = [show(truce, moment(at)).splitlines()[:2] for at in ("11-25T06:00", "11-25T19:59")]
    assert [len(rows) for rows in shown] == [1, 2]
    assert shown[0][0] == "11-24 11-24 10 0 0 0 10 0 0 pending 0 10"
    assert shown[1][0] == "11-24 11-24 10 0 3 0 7 0 0 short 7 7"
    assert shown[1][1] == "11-25 11-25 10 0 4 0 6 0 0 pending 6 6"
    assert show(truce).splitlines()[1] == "11-25 11-25 10 0 9 0 1 0 0 short 1 1"


def test_a_period_that_is_only_perhaps_recorded_is_never_short() -> None:
    freed = """
        day        until      party kind    count
        2023-11-24 -          a     hostage 4
        2023-11-25 -          a;b   hostage 1
        2023-11-26 -          a     hostage 10
    """
    terms = phase_obligation('{ kind = "hostage" }', keys='carry = "shortfall"')
    # The arrears of 6 are sure; on the 25th nothing is recorded for sure, on the 26th something.
    assert show(write_truce(terms.replace('"phase"', '"day"'), freed)).splitlines()[:3] == [
        "11-24 11-24 10 0 4 0 6 0 -6 short 6 6",
        "11-25 11-25 10 -6 0 0 16 0 -6 undisclosed 6 16",
        "11-26 11-26 10 -6 10 0 6 0 -6 short 6 16",
    ]
