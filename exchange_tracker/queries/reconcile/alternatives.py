"""Every way of counting that the rules give for a claim, whatever comes out: what chance can do."""

from collections.abc import Collection, Iterator, Sequence
from itertools import product
from operator import sub
from typing import NamedTuple

from exchange_tracker.queries.reconcile.alteration import COMMON, Alteration
from exchange_tracker.queries.reconcile.by_range import (
    Altered,
    Edges,
    beyond,
    every_range,
)
from exchange_tracker.queries.reconcile.by_selection import AlteredSelections
from exchange_tracker.queries.reconcile.running import CountScope, Running


class Values(NamedTuple):
    """The numbers that every way of counting gives: by common rules, by any, by two common ones."""

    common: Collection[int]
    every: Collection[int]
    pairs: Collection[int]


def alternatives(
    running: Running, edges: Edges, ways: AlteredSelections, base: CountScope
) -> Iterator[Altered]:
    """Yield what one alteration counts instead of a base."""
    yield from every_range(running, edges, base)
    for way in ways.one:
        yield way.alterations[0], base._replace(mask=way.mask)
    for way in ways.twice:
        yield way.alterations[0], base._replace(twice=way.mask)


def values_of(running: Running, edges: Edges, ways: AlteredSelections, base: CountScope) -> Values:
    """Return the numbers that all alternatives give, as differences of running sums."""
    start, end = base.start, base.end
    sums = running.people(base.mask)
    ledger = sums[end] - sums[start]
    common: set[int] = set()
    every: set[int] = set()
    for made, first, last in edges.all:
        _note(made, sums[last] - sums[first], common, every)
    for way in ways.one:
        _note(way.alterations[0], way.sums[end] - way.sums[start], common, every)
    for way in ways.twice:
        _note(way.alterations[0], ledger + way.sums[end] - way.sums[start], common, every)
    for made, count in beyond(running, edges, base):
        _note(made, running.value(count), common, every)
    every.update(_of_days(sums[start : end + 1], edges, start))
    return Values(common, every, common.union(_pairs(edges, ways, start, end, sums)))


def _note(made: Alteration, value: int, common: set[int], every: set[int]) -> None:
    every.add(value)
    if made.rule in COMMON:
        common.add(value)


def _of_days(sums: Sequence[int], edges: Edges, start: int) -> set[int]:
    """Return what comes out with one day left out, and with an earlier end; not by common rules."""
    if not sums:
        return set()
    first, people = sums[0], sums[-1] - sums[0]
    without = {people - some for some in map(sub, sums[1:], sums) if some}
    known = {end - start for _, _, end in edges.ends}
    return without | {
        some - first
        for place, some in enumerate(sums[1:-1], 1)
        if some != sums[place - 1] and place not in known
    }


def _pairs(
    edges: Edges, ways: AlteredSelections, start: int, end: int, sums: Sequence[int]
) -> Iterator[int]:
    """Yield the people of what two common alterations count together."""
    for way in ways.one:
        if way.alterations[0].rule in COMMON:
            yield from (way.sums[last] - way.sums[first] for _, first, last in edges.all)
    for (_, first, _), (_, _, last) in product(edges.starts, edges.ends):
        if first < last:
            yield sums[last] - sums[first]
    yield from (way.sums[end] - way.sums[start] for way in ways.common_two)
