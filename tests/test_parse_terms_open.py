"""Days without an end, open numbers, kinds and cohorts become facts (ledger.md, section 2.1)."""

from datetime import date

import pytest

from exchange_tracker.facts.kind import KindWords
from exchange_tracker.facts.model import Cohort, Per, Selector, Span
from exchange_tracker.facts.truce_day import NEVER
from tests.dated_terms import FIRST, LAST, obligation, only, whole

# ---------------------------------------------------------------------------- days without an end


def test_the_last_phase_by_date_may_have_no_end() -> None:
    terms = whole(obligation())
    assert terms.phases == (LAST, FIRST)
    assert terms.as_written.obligations[0].spans == (FIRST, LAST)
    assert (terms.last_day, terms.has_end) == (NEVER, False)


@pytest.mark.parametrize("per", ["day", "week", "phase"])
def test_from_alone_has_no_end(per: str) -> None:
    assert only(f'from = 2025-10-15\nper = "{per}"').spans == (Span("", date(2025, 10, 15), NEVER),)


def test_a_table_of_dates_may_run_over_days_without_an_end() -> None:
    result = only('per = "day"\nat_least = { 2031-01-01 = 4, 2025-10-19 = "?" }')
    assert result.at_dates == ((date(2025, 10, 19), "?"), (date(2031, 1, 1), 4))


def test_deadlines_may_stand_in_the_phases_that_have_an_end() -> None:
    result = only('per = "deadline"\nphases = ["first"]\nat_least = { 2025-10-19 = 3 }')
    assert (result.per, result.spans) == (Per.DEADLINE, (FIRST,))


# ----------------------------------------------------------------------- numbers nobody agreed


@pytest.mark.parametrize("per", ["day", "week", "phase"])
def test_a_number_that_was_not_agreed(per: str) -> None:
    assert only(f'at_least = "?"\nper = "{per}"').at_least == "?"


def test_some_numbers_of_a_table_may_not_have_been_agreed() -> None:
    assert only('at_least = { last = "?", first = 3 }').at_phases == (("last", "?"), ("first", 3))
    table = 'at_least = { 2025-10-11 = 3, 2025-10-10 = "?" }\nper = "deadline"\nphases = ["first"]'
    assert only(table).at_dates == ((date(2025, 10, 10), "?"), (date(2025, 10, 11), 3))


# --------------------------------------------------------------------------- kinds and cohorts


def test_kinds_are_worded_and_are_people_or_are_not() -> None:
    terms = whole(
        '[vocabulary]\nkind = ["truck", "remains", "ton", "hostage"]\n'
        '[kinds.truck]\none = "aid truck"\nmany = "aid trucks"\npeople = false\n'
        '[kinds.remains]\none = "remains"\nmany = "remains"\n'
        "[kinds.ton]\npeople = false\n"
    )
    assert terms.kinds == {
        "truck": KindWords("aid truck", "aid trucks", people=False),
        "remains": KindWords("remains", "remains"),
        "ton": KindWords("ton", "ton", people=False),
    }
    assert [terms.is_people(kind) for kind in ("truck", "remains", "hostage")] == [
        False,
        True,
        True,
    ]


def test_cohorts_say_who_is_held_from_when_on() -> None:
    terms = whole("""
        [cohorts.hostages]
        title  = "Hostages held in Gaza"
        party  = "hamas"
        counts = { kind = ["hostage", "remains"], except = { nationality = "Thai" } }
        from   = 2023-10-07
        dead   = ["remains"]
        [cohorts."prisoners.1"]
        party  = ["israel", "hamas"]
        counts = {}
        from   = 1948-05-15
    """)
    selector = Selector(kind=("hostage", "remains"), excluded=Selector(nationality=("Thai",)))
    assert terms.cohorts == (
        Cohort(
            "hostages",
            "Hostages held in Gaza",
            ("hamas",),
            selector,
            date(2023, 10, 7),
            ("remains",),
        ),
        Cohort("prisoners.1", "prisoners.1", ("israel", "hamas"), Selector(), date(1948, 5, 15)),
    )


def test_days_without_an_end_are_not_counted_before_they_have_begun() -> None:
    daily = "".join(
        obligation('per = "day"\ncarry = "surplus"\ncarry_days = 9999').replace("living", f"o{n}")
        for n in range(99)
    )
    assert len(whole(daily).as_written.obligations) == 99
