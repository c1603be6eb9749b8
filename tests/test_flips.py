"""Which entries made the difference: those that can bear on a verdict, however many there are."""

from datetime import date, time
from itertools import product
from random import Random

import pytest

from exchange_tracker.facts.entry import Entry
from exchange_tracker.facts.figures import Group, matches, may_match
from exchange_tracker.facts.model import (
    Carry,
    Obligation,
    Owed,
    Per,
    Reading,
    Release,
    Selector,
    Span,
    Terms,
)
from exchange_tracker.judging.verdict import Status, Verdict
from exchange_tracker.queries.flips import Flip, flips
from exchange_tracker.render import Format, render_document
from exchange_tracker.report.flips import flips_document

DAYS = [date(2024, 1, day) for day in range(1, 8)]
SPAN = Span("", DAYS[0], DAYS[-1])


def obligation(name: str, party: str, **more: object) -> Obligation:
    counts = Selector(kind=("hostage",), nationality=("Northern",))
    made = Obligation(name, "", (party,), counts, Per.DAY, (SPAN,), at_least=1)
    return made._replace(**more)  # type: ignore[arg-type]


ALONE = obligation("alone", "north")
CARRIED = obligation("carried", "north", carry=Carry.SURPLUS)
PAID = obligation(
    "paid",
    "south",
    at_least=None,
    for_each=(Owed(1, obligation="alone"), Owed(1, counts=Selector(category=("minor",)))),
)
READING = Reading("as-written", "", "", (), (), (ALONE, CARRIED, PAID))
GROUPS = [
    Group(*cells)
    for cells in product(
        ("north", "south"), ("hostage", "prisoner"), ("", "minor"), ("", "Northern", "Other"), ("",)
    )
]


def entry(name: str, day: date, group: Group) -> Entry:
    return Entry(Release(id=name), day, day, None, group, 1, is_open=False)


def changed(seed: int) -> list[Entry]:
    chance = Random(seed)
    return [
        entry(f"e{chance.randrange(40)}", chance.choice(DAYS), chance.choice(GROUPS))
        for _ in range(60)
    ]


def verdict(name: str, day: date, status: Status) -> Verdict:
    return Verdict("as-written", name, ("north",), day, day, status, 1)


def bears(entry: Entry, selector: Selector, first: date, last: date) -> bool:
    fits = matches(selector, entry.group) or may_match(selector, entry.group)
    return fits and first <= entry.day <= last


@pytest.mark.parametrize("seed", range(20))
def test_an_entry_is_named_where_it_matches_or_may_match_in_the_days_that_bear(seed: int) -> None:
    day, entries = DAYS[3], changed(seed)
    names = ("alone", "carried", "paid")
    found = flips(
        [verdict(name, day, Status.SHORT) for name in names],
        [verdict(name, day, Status.MET) for name in names],
        [READING],
        entries,
    )
    north, south = (Selector((party,), ("hostage",), None, ("Northern",)) for party in
                    ("north", "south"))  # fmt: skip
    minors = Selector(category=("minor",))
    expected = {
        "alone": [e.id for e in entries if bears(e, north, day, day)],
        "carried": [e.id for e in entries if bears(e, north, DAYS[0], day)],
        "paid": [
            e.id
            for e in entries
            if any(bears(e, each, day, day) for each in (south, north, minors))
        ],
    }
    assert {flip.verdict.obligation: list(flip.entries) for flip in found} == {
        name: list(dict.fromkeys(ids)) for name, ids in expected.items()
    }


def test_a_table_names_the_first_twenty_of_many_entries() -> None:
    terms = Terms("A truce", "UTC", time(), {"north": "North"}, {}, (SPAN,), (READING,))
    ids = tuple(f"e{number}" for number in range(1, 1_025))
    before, after = (verdict("alone", DAYS[0], status) for status in (Status.SHORT, Status.MET))
    document = flips_document(terms, [Flip(before, after, ids)], [], terms_changed=False)
    told = " ".join(render_document(document, Format.MARKDOWN).split())
    assert "e19 e20 and 1,004 more" in told
    assert "e21" not in told
