"""Other truce days: ranges that begin or end elsewhere, a day that is missing, an earlier figure."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.queries.reconcile.alteration import Alteration, Rule
from exchange_tracker.queries.reconcile.claim_scope import Scope
from exchange_tracker.queries.reconcile.running import CountScope, Running

Altered = tuple[Alteration, CountScope]


Edge = tuple[Alteration, int, int]
"""A rule, and the start and the end of the range that it gives."""


class Edges(NamedTuple):
    """The ranges that the calendar offers: with another start, another end, and all of them.

    ``all`` holds those too that are moved as a whole.
    """

    starts: tuple[Edge, ...]
    ends: tuple[Edge, ...]
    all: tuple[Edge, ...]


def edges(running: Running, scope: Scope, first_day: date) -> Edges:
    """Return the ranges that the calendar offers instead of one, whoever is counted.

    A range that holds the same days with entries is no other range, and one without any is none.
    """
    start, end = running.between(scope.first, scope.last)
    if start == end:
        return Edges((), (), ())
    starts = (
        (made, bisect_left(running.days, day), end) for made, day in _starts(scope, first_day)
    )
    ends = ((made, start, running.between(day, day)[1]) for made, day in _ends(scope))
    both = ((made, *running.between(first, last)) for made, first, last in _both(scope, first_day))
    others = [tuple(_other(some, start, end)) for some in (starts, ends, both)]
    return Edges(others[0], others[1], (*others[0], *others[1], *others[2]))


def _other(ranges: Iterable[Edge], start: int, end: int) -> Iterator[Edge]:
    return (edge for edge in ranges if edge[1:] != (start, end) and edge[1] < edge[2])


def _starts(scope: Scope, first_day: date) -> Iterator[tuple[Alteration, date]]:
    if scope.first == first_day:
        yield Alteration(Rule.BEFORE_TRUCE), date.min
    if scope.first > date.min:
        yield Alteration(Rule.BEGINS_EARLIER, day=scope.first - DAY), scope.first - DAY
    if scope.first < scope.last:
        yield Alteration(Rule.BEGINS_LATER, day=scope.first + DAY), scope.first + DAY
        yield Alteration(Rule.LAST_DAY, day=scope.last), scope.last
    if scope.first > first_day:
        yield Alteration(Rule.FROM_TRUCE, day=first_day), first_day


def _ends(scope: Scope) -> Iterator[tuple[Alteration, date]]:
    if scope.first < scope.last:
        yield Alteration(Rule.ENDS_EARLIER, day=scope.last - DAY), scope.last - DAY
    if scope.last < date.max:
        yield Alteration(Rule.ENDS_LATER, day=scope.last + DAY), scope.last + DAY


def _both(scope: Scope, first_day: date) -> Iterator[tuple[Alteration, date, date]]:
    """Shift the whole range: a date in another time zone names the day before or after."""
    if first_day == scope.first < scope.last:
        return  # a running total has no other first day
    if scope.first > date.min:
        first, last = scope.first - DAY, scope.last - DAY
        yield Alteration(Rule.DAY_EARLIER, day=last), first, last
    if scope.last < date.max:
        first, last = scope.first + DAY, scope.last + DAY
        yield Alteration(Rule.DAY_LATER, day=last), first, last


def fitting(running: Running, ranges: Edges, base: CountScope, figure: int) -> Iterator[Altered]:
    """Yield the other ranges over which a figure comes out for the groups of a count.

    Edges are tried, as there are only a few; earlier ends and missing days are found by their sum.
    """
    sums = running.people(base.mask)
    for made, start, end in ranges.all:
        if sums[end] - sums[start] == figure:
            yield made, base._replace(start=start, end=end)
    yield from by_sum(running, ranges, base, figure)


def every_range(running: Running, ranges: Edges, base: CountScope) -> Iterator[Altered]:
    """Yield every other range, and every day left out, whatever figure comes out."""
    sums = running.people(base.mask)
    for made, start, end in ranges.all:
        yield made, base._replace(start=start, end=end)
    known = {end for _, _, end in ranges.ends}
    yield from beyond(running, ranges, base)
    for place in range(base.start, base.end):
        if sums[place + 1] == sums[place]:
            continue
        day, end = running.days[place], place + 1
        yield Alteration(Rule.DAY_MISSING, day=day), base._replace(gap=place)
        if end < base.end and end not in known:
            yield Alteration(Rule.STALE, day=day), base._replace(end=end)


def by_sum(running: Running, ranges: Edges, base: CountScope, figure: int) -> Iterator[Altered]:
    """Yield the ranges over which a figure comes out that the calendar does not offer."""
    sums = running.people(base.mask)
    if sums[base.end] - sums[base.start] < figure:
        for made, count in beyond(running, ranges, base):
            if sums[count.end] - sums[count.start] == figure:
                yield made, count
    else:
        yield from looked_up(running, ranges, base, figure)


def beyond(running: Running, ranges: Edges, base: CountScope) -> Iterator[Altered]:
    """Yield the range that ends on the next day with people, where the calendar does not offer it."""
    sums = running.people(base.mask)
    end = bisect_left(sums, sums[base.end] + 1)
    if end < len(sums) and all(end != other for _, _, other in ranges.ends):
        yield Alteration(Rule.NEXT_RECORDED, day=running.days[end - 1]), base._replace(end=end)


def looked_up(running: Running, ranges: Edges, base: CountScope, figure: int) -> Iterator[Altered]:
    """Yield the earlier ends and the missing days with which a figure comes out."""
    sums = running.people(base.mask)
    for end in running.ends(base.mask).get(figure + sums[base.start], ()):
        if base.start < end < base.end and all(end != other for _, _, other in ranges.ends):
            yield Alteration(Rule.STALE, day=running.days[end - 1]), base._replace(end=end)
    yield from missing(running, base, figure)


def missing(running: Running, base: CountScope, figure: int) -> Iterator[Altered]:
    """Yield the days without which a figure comes out."""
    sums = running.people(base.mask)
    people = sums[base.end] - sums[base.start] - figure
    for place in running.daily(base.mask).get(people, ()):
        if base.start <= place < base.end:
            yield Alteration(Rule.DAY_MISSING, day=running.days[place]), base._replace(gap=place)
