"""Terms that are right become facts: every construct of section 2.1 of ledger.md."""

from datetime import date, time

import pytest

from exchange_tracker.facts.model import (
    Carry,
    Extension,
    Obligation,
    Owed,
    Per,
    Reading,
    Selector,
    Span,
    Terms,
)
from exchange_tracker.parse.terms import parse_terms

FIRST = Span("first", date(2025, 1, 19), date(2025, 1, 25))
SECOND = Span("second", date(2025, 1, 27), date(2025, 1, 31))
HEAD = """
title    = "A truce"
timezone = "UTC"
[parties]
hamas  = "Hamas"
israel = "Israel"
[[phases]]
name = "first"
from = 2025-01-19
to   = 2025-01-25
[[phases]]
name = "second"
from = 2025-01-27
to   = 2025-01-31
"""
HOSTAGES = Obligation(
    id="hostages",
    title="",
    parties=("hamas",),
    counts=Selector(kind=("hostage",)),
    per=Per.DAY,
    spans=(FIRST, SECOND),
    at_least=3,
)


def obligation(more: str = "", *, without: str = "", name: str = "hostages") -> str:
    """Write an obligation; a key in ``more`` stands in the place of its usual line."""
    lines = {
        "party": 'party = "hamas"',
        "counts": 'counts = { kind = "hostage" }',
        "at_least": "at_least = 3",
        "per": 'per = "day"',
    }
    keys = {line.split(" ")[0] for line in more.splitlines()} | {without}
    usual = [line for key, line in lines.items() if key not in keys]
    return "\n".join(["[[obligations]]", f'id = "{name}"', *usual, more, ""])


def only(more: str, *, without: str = "") -> Obligation:
    """Give what becomes of the one obligation of the terms."""
    terms = parse_terms(HEAD + obligation(more, without=without))
    (single,) = terms.as_written.obligations
    return single


def test_only_title_timezone_parties_and_phases_are_required() -> None:
    assert parse_terms(HEAD) == Terms(
        title="A truce",
        timezone="UTC",
        day_starts=time(0),
        parties={"hamas": "Hamas", "israel": "Israel"},
        vocabulary={},
        phases=(FIRST, SECOND),
        readings=(Reading("as-written", "The terms as written", "", (), (), ()),),
        extension=None,
    )


def test_the_least_that_a_reading_and_an_extension_say() -> None:
    clause = "obligations = ['hostages']\nafter = 0\neach = 1\nadds_days = 0\nfirst_days = 0\n"
    terms = parse_terms(HEAD + obligation() + "[readings.wide]\n[extension]\n" + clause)
    assert terms.readings[1] == Reading("wide", "", "", (), (), (HOSTAGES,))
    assert terms.extension == Extension(("hostages",), 0, 1, 0, 0)


def test_a_selector_takes_words_lists_of_words_and_what_to_except() -> None:
    counts = (
        'counts = { kind = ["hostage", "remains"], category = "minor", nationality = ["Israeli"], '
        'except = { basis = "separate", kind = "hostage", nationality = ["Thai", "Filipino"] } }'
    )
    assert only(counts).counts == Selector(
        kind=("hostage", "remains"),
        category=("minor",),
        nationality=("Israeli",),
        excluded=Selector(kind=("hostage",), nationality=("Thai", "Filipino"), basis=("separate",)),
    )
    assert only("counts = {}").counts == Selector()


def test_several_parties_may_owe_together() -> None:
    assert only('party = ["israel", "hamas"]').parties == ("israel", "hamas")


def test_for_each_names_people_or_obligations() -> None:
    items = (
        'for_each = [{ counts = { party = "hamas", kind = "hostage", except = { party = '
        '["israel"], category = "soldier" } }, owed = 30 }, { owed = 0, obligation = "later" }]'
    )
    text = HEAD + obligation(items, without="at_least") + obligation(name="later")
    assert parse_terms(text).as_written.obligations[0].for_each == (
        Owed(
            30,
            counts=Selector(
                party=("hamas",),
                kind=("hostage",),
                excluded=Selector(party=("israel",), category=("soldier",)),
            ),
        ),
        Owed(0, obligation="later"),
    )


@pytest.mark.parametrize("per", ["day", "deadline"])
def test_a_table_of_dates_is_kept_in_order_of_date(per: str) -> None:
    obligation = only(f'at_least = {{ 2025-01-27 = 4, 2025-01-19 = 3 }}\nper = "{per}"')
    assert obligation.at_dates == ((date(2025, 1, 19), 3), (date(2025, 1, 27), 4))
    assert (obligation.per, obligation.at_least, obligation.at_phases) == (Per(per), None, ())


def test_a_table_of_phases_may_leave_phases_out() -> None:
    obligation = only('at_least = { second = 4 }\nper = "phase"')
    assert (obligation.at_phases, obligation.at_least, obligation.at_dates) == (
        (("second", 4),),
        None,
        (),
    )
    assert obligation.spans == (FIRST, SECOND)


def test_the_numbers_from_none_to_the_most_are_taken() -> None:
    assert only("at_least = 0").at_least == 0
    assert only("at_least = 999_999_999").at_least == 999_999_999


@pytest.mark.parametrize("per", ["day", "week", "phase"])
def test_one_number_goes_with_every_other_period(per: str) -> None:
    assert only(f'per = "{per}"').per is Per(per)


@pytest.mark.parametrize("carry", ["none", "surplus", "shortfall", "both"])
def test_what_is_carried(carry: str) -> None:
    obligation = only(f'carry = "{carry}"\ncarry_days = 1')
    assert (obligation.carry, obligation.carry_days) == (Carry(carry), 1)


def test_spans_are_phases_by_date_or_days_of_their_own() -> None:
    assert only("").spans == (FIRST, SECOND)
    assert only('phases = ["second", "first"]').spans == (FIRST, SECOND)
    assert only('phases = ["second"]').spans == (SECOND,)
    own = only("from = 2024-12-31\nto = 2025-01-20")
    assert own.spans == (Span("", date(2024, 12, 31), date(2025, 1, 20)),)


def test_phases_may_stand_in_any_order() -> None:
    head, first, second = HEAD.partition("[[phases]]")[0], *HEAD.split("[[phases]]")[1:]
    terms = parse_terms(f"{head}[[phases]]{second}[[phases]]{first}" + obligation())
    assert terms.phases == (SECOND, FIRST)
    assert terms.as_written.obligations == (HOSTAGES,)


def test_the_agreement_is_always_in_the_vocabulary_of_basis() -> None:
    text = HEAD + '[vocabulary]\nbasis = ["separate"]\n'
    assert parse_terms(text + obligation('counts = { basis = "agreement" }')).vocabulary == {
        "basis": ("separate",)
    }


def test_names_may_be_of_any_letters() -> None:
    text = HEAD.replace('"second"', '"nächste – 2"') + "[readings.'الأول']\n"
    assert parse_terms(text).phases[1].name == "nächste – 2"
    assert parse_terms(text).readings[1].name == "الأول"
