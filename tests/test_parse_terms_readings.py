"""What a reading replaces, and in which order (ledger.md, section 2.1, Reading)."""

from datetime import date

import pytest

from exchange_tracker.facts.model import Carry, Obligation, Owed, Per, Selector, Span
from exchange_tracker.facts.truce_day import NEVER
from exchange_tracker.parse.terms import parse_terms

FIRST = Span("first", date(2025, 1, 19), date(2025, 1, 25))
SECOND = Span("second", date(2025, 1, 27), date(2025, 1, 31))
OWN = Span("", date(2025, 1, 20), date(2025, 1, 22))
TERMS = """
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

[[obligations]]
id         = "number"
party      = "hamas"
counts     = { kind = "hostage", basis = "agreement" }
at_least   = 3
per        = "day"
phases     = ["first"]
carry      = "both"
carry_days = 1

[[obligations]]
id       = "ratio"
party    = "israel"
counts   = { kind = "prisoner" }
for_each = [{ obligation = "number", owed = 3 }]
per      = "phase"
from     = 2025-01-20
to       = 2025-01-22
"""
NUMBER = Obligation(
    id="number",
    title="",
    parties=("hamas",),
    counts=Selector(kind=("hostage",), basis=("agreement",)),
    per=Per.DAY,
    spans=(FIRST,),
    at_least=3,
    carry=Carry.BOTH,
    carry_days=1,
)
RATIO = Obligation(
    id="ratio",
    title="",
    parties=("israel",),
    counts=Selector(kind=("prisoner",)),
    per=Per.PHASE,
    spans=(OWN,),
    for_each=(Owed(3, obligation="number"),),
)


def under(name: str, readings: str) -> tuple[Obligation, ...]:
    """Give the obligations that a reading knows; the terms as written stay as they are."""
    terms = parse_terms(TERMS + readings)
    assert terms.as_written.obligations == (NUMBER, RATIO)
    assert terms == parse_terms(TERMS + readings, checked=True)
    return {reading.name: reading.obligations for reading in terms.readings}[name]


@pytest.mark.parametrize(
    ("keys", "result"),
    [
        ("", NUMBER),
        ('counts = { kind = "hostage" }', NUMBER._replace(counts=Selector(kind=("hostage",)))),
        ("at_least = 5", NUMBER._replace(at_least=5)),
        ('per = "week"', NUMBER._replace(per=Per.WEEK)),
        ('phases = ["second", "first"]', NUMBER._replace(spans=(FIRST, SECOND))),
        ("from = 2025-01-20\nto = 2025-01-22", NUMBER._replace(spans=(OWN,))),
        ('carry = "none"', NUMBER._replace(carry=Carry.NONE)),
        ("carry_days = 0", NUMBER._replace(carry_days=0)),
        (
            'for_each = [{ counts = { party = "israel" }, owed = 2 }]',
            NUMBER._replace(at_least=None, for_each=(Owed(2, Selector(party=("israel",))),)),
        ),
        (
            'at_least = { 2025-01-25 = 5, 2025-01-20 = 4 }\nper = "deadline"',
            NUMBER._replace(
                per=Per.DEADLINE,
                at_least=None,
                at_dates=((date(2025, 1, 20), 4), (date(2025, 1, 25), 5)),
            ),
        ),
        (
            'at_least = { first = 9 }\nper = "phase"',
            NUMBER._replace(per=Per.PHASE, at_least=None, at_phases=(("first", 9),)),
        ),
    ],
)
def test_each_key_is_replaced_whole(keys: str, result: Obligation) -> None:
    assert under("x", f"[readings.x.obligations.number]\n{keys}\n") == (result, RATIO)


@pytest.mark.parametrize(
    ("keys", "result"),
    [
        ("at_least = 9", RATIO._replace(at_least=9, for_each=())),
        ('phases = ["second"]', RATIO._replace(spans=(SECOND,))),
        ("from = 2025-01-01", RATIO._replace(spans=(Span("", date(2025, 1, 1), NEVER),))),
    ],
)
def test_what_excludes_a_key_takes_its_place(keys: str, result: Obligation) -> None:
    assert under("x", f"[readings.x.obligations.ratio]\n{keys}\n") == (NUMBER, result)


def test_an_obligation_that_is_void_is_not_known_to_the_reading() -> None:
    assert under("x", "[readings.x.obligations.number]\nvoid = true\n") == (RATIO,)


def test_what_is_void_is_not_held_to_anything() -> None:
    keys = 'void = true\nper = "deadline"\nfrom = 2025-01-20\n'
    assert under("x", f"[readings.x.obligations.number]\n{keys}") == (RATIO,)


COMBINED = """
[readings.five.obligations.number]
at_least = 5
phases   = ["second"]

[readings.seven.obligations.number]
at_least = 7
carry    = "none"

[readings.ratio]
combines = ["five"]
[readings.ratio.obligations.number]
for_each = [{ counts = { party = "israel" }, owed = 2 }]

[readings.void.obligations.number]
void = true

[readings.x]
combines = """
FIVE = NUMBER._replace(at_least=5, spans=(SECOND,))


@pytest.mark.parametrize(
    ("combines", "result"),
    [
        (["five"], FIVE),
        (["five", "seven"], FIVE._replace(at_least=7, carry=Carry.NONE)),
        (["seven", "five"], FIVE._replace(at_least=5, carry=Carry.NONE)),
        (["ratio"], FIVE._replace(at_least=None, for_each=(Owed(2, Selector(("israel",))),))),
        (["ratio", "five"], FIVE),
        (["ratio", "seven"], FIVE._replace(at_least=7, carry=Carry.NONE)),
    ],
    ids=str,
)
def test_readings_are_combined_in_the_order_that_is_given(
    combines: list[str], result: Obligation
) -> None:
    assert under("x", f"{COMBINED}{combines}\n") == (result, RATIO)


def test_what_a_reading_says_itself_comes_last() -> None:
    own = "[readings.x.obligations.number]\nat_least = 9\nfrom = 2025-01-20\nto = 2025-01-22\n"
    assert under("x", f"{COMBINED}['five', 'seven']\n{own}") == (
        NUMBER._replace(at_least=9, spans=(OWN,), carry=Carry.NONE),
        RATIO,
    )


def test_void_is_combined_and_undone_like_any_other_key() -> None:
    undone = "[readings.x.obligations.number]\nvoid = false\n"
    assert under("x", f"{COMBINED}['five', 'void']\n") == (RATIO,)
    assert under("x", f"{COMBINED}['five', 'void']\n{undone}") == (FIVE, RATIO)


def test_a_reading_may_combine_one_that_stands_below_it() -> None:
    assert under(
        "a", "[readings.a]\ncombines = ['b']\n" + COMBINED.replace(".x]", ".b]") + "['five']\n"
    ) == (FIVE, RATIO)


def test_readings_stand_in_the_order_of_the_file_and_name_what_they_combine() -> None:
    readings = parse_terms(f"{TERMS}{COMBINED}['five', 'void']\n").readings
    assert [(reading.name, reading.combines) for reading in readings] == [
        ("as-written", ()),
        ("five", ()),
        ("seven", ()),
        ("ratio", ("five",)),
        ("void", ()),
        ("x", ("five", "void")),
    ]
