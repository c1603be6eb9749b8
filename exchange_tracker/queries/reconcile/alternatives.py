"""Every way of counting that the rules give for a claim, whatever comes out: what chance can do."""

from collections.abc import Collection, Iterator
from itertools import product
from typing import NamedTuple

from exchange_tracker.queries.reconcile.alteration import COMMON
from exchange_tracker.queries.reconcile.by_range import Altered, Edges, every_range
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
    """Return the numbers that all alternatives give."""
    common, every = set(), set()
    for made, count in alternatives(running, edges, ways, base):
        value = running.value(count)
        every.add(value)
        if made.rule in COMMON:
            common.add(value)
    pairs = {running.value(count) for count in _pairs(edges, ways, base)}
    return Values(common, every, pairs | common)


def _pairs(edges: Edges, ways: AlteredSelections, base: CountScope) -> Iterator[CountScope]:
    """Yield what two common alterations count together."""
    masks = [way.mask for way in ways.one if way.alterations[0].rule in COMMON]
    for mask, (_, start, end) in product(masks, edges.all):
        yield base._replace(mask=mask, start=start, end=end)
    for (_, start, _), (_, _, end) in product(edges.starts, edges.ends):
        if start < end:
            yield base._replace(start=start, end=end)
    for way in ways.two:
        if all(made.rule in COMMON for made in way.alterations):
            yield base._replace(mask=way.mask)
