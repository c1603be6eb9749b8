"""Which entries count: those that match, those that only may, and those that do not."""

from datetime import date

import pytest

from exchange_tracker.facts.figures import UNLIMITED, Figure, Figures, Tally
from exchange_tracker.facts.groups import Group, group_cell, group_of, may_match
from exchange_tracker.facts.groups import matches as does_match
from exchange_tracker.facts.model import Selector

WOMEN = Selector(kind=("hostage",), category=("woman",))
ISRAELI_WOMEN = Selector(kind=("hostage",), category=("woman",), nationality=("Israeli",))
NOT_SOLDIERS = Selector(kind=("hostage",), excluded=Selector(category=("soldier",)))
CIVIL = Selector(category=("woman", "man"), excluded=Selector(category=("soldier",)))
NOT_A_SOLDIER_OF_A = Selector(excluded=Selector(party=("a",), category=("soldier",)))


def group(category: str = "", nationality: str = "", kind: str = "hostage") -> Group:
    """The group of entries by party `a` inside the agreement."""
    return group_of("a", kind, category, nationality, "")


@pytest.mark.parametrize(
    ("selector", "entry", "expected"),
    [
        (Selector(), group(), "matches"),
        (Selector(), group("woman", "Israeli"), "matches"),
        (WOMEN, group("woman"), "matches"),
        (WOMEN, group("soldier;woman"), "matches"),
        (WOMEN, group("minor"), "no"),
        (WOMEN, group("women"), "no"),  # words are whole
        (WOMEN, group("Woman"), "no"),  # case matters
        (WOMEN, group(""), "may match"),
        (WOMEN, group("", kind="prisoner"), "no"),
        (WOMEN, group("woman", kind="prisoner"), "no"),
        (ISRAELI_WOMEN, group("woman", "Israeli"), "matches"),
        (ISRAELI_WOMEN, group("woman", "Israeli;Russian"), "matches"),
        (ISRAELI_WOMEN, group("woman", "Thai"), "no"),
        (ISRAELI_WOMEN, group("woman", ""), "may match"),
        (ISRAELI_WOMEN, group("", ""), "may match"),
        (ISRAELI_WOMEN, group("", "Thai"), "no"),  # it would not match, whatever the blank hides
        (NOT_SOLDIERS, group("woman"), "matches"),
        (NOT_SOLDIERS, group("soldier;woman"), "no"),
        (NOT_SOLDIERS, group(""), "matches"),  # a blank never matches except
        (CIVIL, group("woman"), "matches"),
        (CIVIL, group("man;soldier"), "no"),
        (CIVIL, group("soldier"), "no"),
        (CIVIL, group(""), "may match"),
        (NOT_A_SOLDIER_OF_A, group("soldier"), "no"),
        (NOT_A_SOLDIER_OF_A, group("woman"), "matches"),
        (NOT_A_SOLDIER_OF_A, group(""), "matches"),
        (NOT_A_SOLDIER_OF_A, group("soldier")._replace(party="b"), "matches"),
        (Selector(party=("b",)), group(), "no"),
        (Selector(party=("b", "a")), group(), "matches"),
        (Selector(basis=("agreement",)), group(), "matches"),  # a blank basis is the agreement
        (Selector(basis=("separate",)), group(), "no"),
    ],
)
def test_an_entry_matches_or_may_match_or_does_not(
    selector: Selector, entry: Group, expected: str
) -> None:
    said = {
        "matches": does_match(selector, entry),
        "may match": may_match(selector, entry),
    }
    assert [word for word, holds in said.items() if holds] == [expected] * (expected != "no")


@pytest.mark.parametrize(
    ("cell", "grouped"),
    [
        ("", ""),
        ("woman", "woman"),
        ("woman;soldier", "soldier;woman"),
        ("Russian;Israeli;Russian", "Israeli;Russian"),
        ("woman;Woman", "Woman;woman"),
    ],
)
def test_values_that_stand_in_another_order_are_the_same_group(cell: str, grouped: str) -> None:
    assert group_cell(cell) == grouped


def test_what_a_selector_finds_by_day() -> None:
    first, second, third = (date(2024, 1, day) for day in (1, 2, 3))
    figures = Figures.of(
        [
            Figure(third, group("woman"), people=2, entries=2, undisclosed=1),
            Figure(first, group("woman"), people=5, entries=2, undisclosed=0),
            Figure(first, group("minor;woman"), people=1, entries=1, undisclosed=0),
            Figure(first, group("minor"), people=7, entries=1, undisclosed=1),
            Figure(first, group(""), people=0, entries=1, undisclosed=0),
            Figure(second, group(""), people=3, entries=1, undisclosed=0),
        ]
    )
    assert figures.between(WOMEN, first, first) == Tally(people=6, undisclosed=0, most=6)
    assert figures.between(WOMEN, second, second) == Tally(people=0, undisclosed=0, most=3)
    assert figures.between(WOMEN, first, second) == Tally(people=6, undisclosed=0, most=9)
    assert figures.between(WOMEN, first, third) == Tally(8, undisclosed=1, most=UNLIMITED)
    assert figures.between(Selector(kind=("prisoner",)), first, third) == Tally()
