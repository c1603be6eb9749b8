"""Possible totals are those that comparing each entry with each other gives, at the cost of one pass."""

import sys
from collections.abc import Iterator
from datetime import time
from itertools import product
from random import Random
from types import FrameType

import pytest

from exchange_tracker.facts.entry import Entry, entry_of
from exchange_tracker.facts.model import AGREEMENT, Release
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.queries.discrepancies.possible_totals import entry_totals
from exchange_tracker.queries.double_counts import counted_twice

CLOCK = Clock("UTC", time())
Asked = tuple[str, str, str]
Names = tuple[str, tuple[str, ...]]


def entries(rng: Random, number: int, days: int = 3) -> list[Entry]:
    """Entries of a few days, some of them with several words in a cell, or none."""
    return [
        entry_of(
            Release(
                id=f"r{n}",
                day=f"2024-{1 + n % days // 28:02}-{1 + n % days % 28:02}",
                party="a",
                kind=rng.choice(("h", "h", "p")),
                count=str(rng.randint(0, 6)),
                category=rng.choice(("", "man", "woman", "man;woman", "minor")),
                nationality=rng.choice(("", "", "Red", "Blue;Red")),
                basis=rng.choice(("", AGREEMENT, "separate")),
            ),
            CLOCK,
        )
        for n in range(number)
    ]


def asked(entry: Entry) -> list[Asked]:
    """What it may ask of its parts."""
    said = entry.release
    bases = [said.basis] if said.basis else [AGREEMENT, ""]
    return [(said.category, said.nationality, basis) for basis in bases]


def fits(part: Entry, cells: Asked) -> bool:
    """Whether an entry says all that is asked for."""
    said = part.release
    own = said.category, said.nationality, said.basis or AGREEMENT
    return all(
        cell in ("", mine) or cell in mine.split(";") for cell, mine in zip(cells, own, strict=True)
    )


def by_hand(some: list[Entry]) -> Iterator[Names]:
    """The totals of one day, party and kind, each entry beside each."""
    left = list(some)
    for pattern in sorted(product((False, True), repeat=3), key=sum, reverse=True):
        there = list(left)
        for whole, cells in ((each, cells) for each in there for cells in asked(each)):
            parts = [each for each in there if fits(each, cells) and each is not whole]
            if whole not in left or pattern != tuple(map(bool, cells)):
                continue
            if sum(each.headcount for each in parts) != whole.headcount:
                continue
            one = parts[0].release._replace(basis=parts[0].group.basis) if parts else None
            own = whole.release._replace(basis=whole.group.basis)
            if len(parts) == 1 and one and one[7:10] == own[7:10]:
                continue
            yield whole.id, tuple(each.id for each in parts)
            left.remove(whole)


@pytest.mark.parametrize("seed", range(60))
def test_totals_are_those_that_each_beside_each_gives(seed: int) -> None:
    some = entries(Random(seed), 24)
    days: dict[object, list[Entry]] = {}
    for each in some:
        if each.headcount:
            days.setdefault((each.day, each.group.kind), []).append(each)
    expected = [names for day in days.values() for names in by_hand(day)]
    totals = [(each.entry.id, tuple(p.id for p in each.parts)) for each in entry_totals(some)]
    assert totals == expected


@pytest.mark.parametrize("seed", range(20))
def test_what_is_left_is_looked_at_again_until_nothing_counts_twice(seed: int) -> None:
    """Among those that are left, no new entry is a total, or a part of one that was there."""
    rng = Random(seed)
    some = entries(rng, 40)
    new = {each.id for each in some if rng.random() < 0.5}
    gone = [double.id for double in counted_twice(some, new)]
    assert {*gone} <= new
    left = [each for each in some if each.id not in gone]
    assert not list(counted_twice(left, new))
    assert gone or not any(
        {each.entry.id, *(part.id for part in each.parts)} & new for each in entry_totals(some)
    )


def test_the_search_is_one_pass() -> None:
    """Twice the days are twice the calls; what is taken out of one day costs no look at others."""
    calls = [_calls(days) for days in (100, 200)]
    assert calls[1] < 2.2 * calls[0]
    assert calls[1] < MOST_CALLS * 200 * PER_DAY


PER_DAY = 10
MOST_CALLS = 30  # for each entry


def _calls(days: int) -> int:
    some = entries(Random(1), days * PER_DAY, days)
    new = {each.id for each in some}
    calls = 0

    def count(_frame: FrameType, event: str, _value: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        list(counted_twice(some, new))
    finally:
        sys.setprofile(None)
    return calls
