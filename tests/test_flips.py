"""Which entries made the difference: those that can bear on a verdict, however many there are."""

import tracemalloc
from datetime import date, time, timedelta
from itertools import product
from random import Random

import pytest

from exchange_tracker.facts.groups import Group, matches, may_match
from exchange_tracker.facts.model import (
    Carry,
    Obligation,
    Owed,
    Per,
    Reading,
    Selector,
    Span,
    Terms,
)
from exchange_tracker.judging.verdict import Status, Verdict
from exchange_tracker.queries.flips import Flip, flips
from exchange_tracker.queries.joined_ids import AllIds, JoinedIds
from exchange_tracker.render import Format, render_document, render_rows
from exchange_tracker.report.flips import flips_document, flips_rows
from exchange_tracker.store.ledger.altered_entries import Altered

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
OWED = obligation("owed", "south", at_least=None, for_each=(Owed(1, obligation="carried"),))
READING = Reading("as-written", "", "", (), (), (ALONE, CARRIED, PAID, OWED))
GROUPS = [
    Group(*cells)
    for cells in product(
        ("north", "south"), ("hostage", "prisoner"), ("", "minor"), ("", "Northern", "Other"), ("",)
    )
]


def entry(name: str, day: date, group: Group, first: date | None = None) -> Altered:
    return Altered(name, day, first or day, group)


def changed(seed: int) -> list[Altered]:
    chance = Random(seed)
    names = sorted(f"e{chance.randrange(40)}" for _ in range(60))  # some of them in two versions
    return [
        entry(name, day, chance.choice(GROUPS), chance.choice((day, day, min(day, DAYS[2]))))
        for name in names
        for day in [chance.choice(DAYS)]
    ]


def verdict(name: str, day: date, status: Status) -> Verdict:
    return Verdict("as-written", name, ("north",), day, day, status, 1)


def bears(entry: Altered, selector: Selector, first: date, last: date) -> bool:
    fits = matches(selector, entry.group) or may_match(selector, entry.group)
    return fits and first <= entry.day and entry.first <= last


@pytest.mark.parametrize("seed", range(20))
def test_an_entry_is_named_where_it_matches_or_may_match_in_the_days_that_bear(seed: int) -> None:
    entries = changed(seed)
    days = DAYS if seed % 2 else sorted(DAYS, reverse=True)
    flipped = [(name, day) for name in ("alone", "carried", "paid", "owed") for day in days]
    day_flips = flips(
        [verdict(name, day, Status.SHORT) for name, day in flipped],
        [verdict(name, day, Status.MET) for name, day in flipped],
        [READING],
        entries,
    )
    north, south = (Selector((party,), ("hostage",), None, ("Northern",)) for party in
                    ("north", "south"))  # fmt: skip
    minors = Selector(category=("minor",))

    def expected(name: str, day: date) -> list[str]:
        asked = {
            "alone": [(north, day)],
            "carried": [(north, DAYS[0])],
            "paid": [(south, day), (north, day), (minors, day)],
            "owed": [(south, day), (north, DAYS[0])],
        }[name]
        ids = (
            e.id
            for e in entries
            if any(bears(e, selector, first, day) for selector, first in asked)
        )
        return list(dict.fromkeys(ids))

    named = {(flip.verdict.obligation, flip.verdict.first): flip.entries for flip in day_flips}
    assert {key: list(ids) for key, ids in named.items()} == {
        key: expected(*key) for key in flipped
    }
    assert all(ids.joined() == ";".join(ids) and len(ids) == len([*ids]) for ids in named.values())


@pytest.mark.parametrize("seed", range(10))
def test_joined_ids_are_those_of_their_places_in_order(seed: int) -> None:
    chance = Random(seed)
    names = [f"{chance.choice(('e', 'e1.', 'long-name-'))}{number}" for number in range(5_000)]
    ids, places = JoinedIds(AllIds(names), {}), set[int]()
    for _ in range(40):
        more = chance.sample(range(len(names)), chance.choice((0, 1, 30, 600)))
        before, (ids, places) = ids.joined(), (ids.with_places(more), places | {*more})
        assert ids.joined() == ";".join(names[place] for place in sorted(places))
        assert len(ids) == len(places)
        assert len(before) <= len(ids.joined())


def test_ids_that_grow_from_row_to_row_are_not_kept_for_each() -> None:
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range(400)]
    chance, group = Random(1), Group("north", "hostage", "", "Northern", "")
    entries = (entry(f"e{number}", chance.choice(days), group) for number in range(10_000))
    carried = CARRIED._replace(spans=(Span("", days[0], days[-1]),))
    tracemalloc.start()
    day_flips = flips(
        [verdict("carried", day, Status.SHORT) for day in days],
        [verdict("carried", day, Status.MET) for day in days],
        [READING._replace(obligations=(carried,))],
        entries,
    )
    written = sum(map(len, render_rows(flips_rows(day_flips), Format.CSV)))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert written > 10_000_000
    assert most < written / 4


def test_a_table_names_the_first_twenty_of_many_entries() -> None:
    terms = Terms("A truce", "UTC", time(), {"north": "North"}, {}, (SPAN,), (READING,))
    ids = JoinedIds.of(f"e{number}" for number in range(1, 1_025))
    before, after = (verdict("alone", DAYS[0], status) for status in (Status.SHORT, Status.MET))
    document = flips_document(terms, [Flip(before, after, ids)], [], terms_changed=False)
    text = " ".join(render_document(document, Format.MARKDOWN).split())
    assert "e19 e20 and 1,004 more" in text
    assert "e21" not in text
