"""Which rows make the difference between what the ledger counts and what an explanation counts."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from exchange_tracker.facts.groups import Group
from exchange_tracker.queries.reconcile.running import EVERYBODY, CountScope, Running
from exchange_tracker.queries.reconcile.span_cells import SpanCell

MOST_NAMED = 12  # entries whose ids are given

Place = tuple[date, Group] | tuple[date, Group, date]
"""The day and the group of entries; with a third, those alone whose days begin on it and end on the day."""


class EntrySet(NamedTuple):
    """Some rows: their people and their number, and where the first of the entries among them lie.

    Of the entries of these places those of ``apart`` are not among the rows. ``movements`` are the
    days and ids of the first of the movements among them.
    """

    people: int = 0
    entries: int = 0
    places: tuple[Place, ...] = ()
    apart: frozenset[Place] = frozenset()
    movements: tuple[tuple[date, str], ...] = ()

    @property
    def rows(self) -> tuple[object, ...]:
        """Return what tells its rows from others."""
        return (*self.places, *self.movements)


def place_of(cell: SpanCell) -> Place:
    """Return where entries lie of whose days it is not known which it was, and no others."""
    return cell.day, cell.group, cell.first


def with_crossing(rows: EntrySet, crossing: Sequence[SpanCell]) -> EntrySet:
    """Return some rows and the entries that only may lie where they do."""
    places = dict.fromkeys((*rows.places, *map(place_of, crossing)))
    entries = rows.entries + sum(each.entries for each in crossing)
    return rows._replace(entries=entries, places=tuple(places)[:MOST_NAMED])


class Difference(NamedTuple):
    """The rows that an explanation counts more than the ledger does, and those it counts less."""

    more: EntrySet
    fewer: EntrySet


class _Stretch(NamedTuple):
    """Groups on some days in a row; those of ``again`` are counted once more than those of ``mask``."""

    mask: int
    start: int
    end: int
    again: tuple[int, ...] = ()


def difference(running: Running, base: CountScope, counts: Sequence[CountScope]) -> Difference:
    """Return the rows by which other counts together differ from a base."""
    more: list[_Stretch] = []
    fewer: list[_Stretch] = []
    bounds = sorted(_bounds([base, *counts]))
    for (start, end), standing in zip(pairwise(bounds), _standing(counts, bounds), strict=False):
        layers = _layers(_masks(standing, start))
        once, again = (layers[0] if layers else 0), tuple(layers[1:])
        counted = next(iter(_masks([base], start)), 0)
        more.append(_Stretch(once & ~counted, start, end, again))
        fewer.append(_Stretch(counted & ~once, start, end))
    return Difference(_rows(running, more), _rows(running, fewer))


def _standing(counts: Iterable[CountScope], bounds: Iterable[int]) -> Iterator[list[CountScope]]:
    """Yield the counts that begin at each of some places or go on there: mostly one of thousands."""
    beginning: dict[int, list[CountScope]] = {}
    for count in counts:
        beginning.setdefault(count.start, []).append(count)
    standing: list[CountScope] = []
    for place in bounds:
        standing = [each for each in standing if each.end > place] + beginning.get(place, [])
        yield standing


def _layers(masks: Iterable[int]) -> list[int]:
    """Return the groups that are counted, those that are counted a second time, and so on."""
    layers: list[int] = []
    for mask in masks:
        left = mask
        for place, layer in enumerate(layers):
            layers[place], left = layer | left, layer & left
        if left:
            layers.append(left)
    return layers


def rows_of(running: Running, count: CountScope, *, hidden: bool = False) -> EntrySet:
    """Return the rows that are counted; ``hidden`` gives only places of undisclosed numbers."""
    stretches = [
        _Stretch(mask, start, end)
        for start, end in pairwise(sorted(_bounds([count])))
        for mask in _masks([count], start)
    ]
    return _rows(running, stretches, hidden=hidden)


def _bounds(counts: Iterable[CountScope]) -> Iterator[int]:
    seen = set()
    for count in counts:
        seen |= {count.start, count.end}
        if count.gap is not None:
            seen |= {count.gap, count.gap + 1}
    yield from seen


def _masks(counts: Iterable[CountScope], place: int) -> Iterator[int]:
    for count in counts:
        if not count.start <= place < count.end:
            continue
        stays = ~count.left if place == count.gap else EVERYBODY
        yield count.mask & stays
        if count.twice:
            yield count.twice & stays


def _rows(running: Running, stretches: Iterable[_Stretch], *, hidden: bool = False) -> EntrySet:
    sums_of = running.undisclosed if hidden else running.entries
    people, entries = 0, 0
    places: list[Place] = []
    for once, start, end, again in stretches:
        for layer in (once, *again):
            if layer:
                amounts = running.people(layer)
                people += amounts[end] - amounts[start]
        mask = once | (again[0] if again else 0)  # a row that is counted more often is named once
        if not mask & running.all:
            continue
        named, sums = entries, sums_of(mask)
        entries += sums[end] - sums[start]
        place = start - 1
        while named < MOST_NAMED:
            place = bisect_right(sums, sums[place + 1]) - 1  # the next day with any of them
            if place >= end:
                break
            for cell in running.of(mask, place):
                if number := cell.undisclosed if hidden else cell.entries:
                    places.append((running.days[place], running.groups[cell.bit]))
                    named += number
    return EntrySet(people, entries, tuple(places))
