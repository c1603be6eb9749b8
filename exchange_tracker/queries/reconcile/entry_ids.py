"""The ids of entries by where they lie: the only thing that is looked up among the entries."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from exchange_tracker.facts.entry import (
    Outline,
    first_day,
    has_happened,
    is_open,
    truce_day,
)
from exchange_tracker.facts.groups import group_of
from exchange_tracker.queries.reconcile.difference import MOST_NAMED, EntrySet, Place
from exchange_tracker.queries.reconcile.running import Running
from exchange_tracker.store.records import Records


class Name(NamedTuple):
    """The id of an entry, its place in the order of its day, its first day, and whether it is open."""

    id: str
    place: int
    first: date
    hidden: bool


Names = Mapping[Place, Sequence[Name]]
_Part = frozenset[Place]
"""The places of one day among those of some rows."""


class _Need:
    """The first entries of a part that are looked for, be it of all or of those with an open count."""

    def __init__(self, part: _Part, left: int, *, of_open: bool) -> None:
        self.part, self.left, self.of_open = part, left, of_open


class _Alike:
    """The first entries of a day that have all in common but the count: others, and those with an open one.

    ``needs`` are those of any such entry, and of an open one.
    """

    def __init__(self, first: date, places: Sequence[Place], needs: Sequence[_Need]) -> None:
        self.first, self.places = first, places
        mine = [each for each in needs if not each.part.isdisjoint(places)]
        self.needs = ([each for each in mine if not each.of_open], mine)
        self.names: tuple[list[Name], list[Name]] = ([], [])

    def add(self, name: Name) -> int:
        """Add an entry; return how many needs it was the last of."""
        some, needs = self.names[name.hidden], self.needs[name.hidden]
        if len(some) < MOST_NAMED:
            some.append(name)
        for need in needs:
            need.left -= 1
        met = sum(need.left == 0 for need in needs)
        if any(need.left <= 0 for need in needs):
            first, of_all = self.needs
            self.needs = (
                [each for each in first if each.left > 0],
                [each for each in of_all if each.left > 0],
            )
        return met


class NamesByPlace(dict[Place, Sequence[Name]]):
    """The ids of the first entries of each place that was asked for so far, in their order.

    A day is read until there are as many as are ever named of all rows, by the sums of ``running``:
    a place has those that are needed for the rows it was asked for with.
    """

    def __init__(self, running: Running, records: Records, at: datetime) -> None:
        super().__init__()
        self._running, self._records, self._at = running, records, at
        self._parts: set[_Part] = set()
        self._whole: set[Place] = set()

    def look_up(self, rows: Iterable[EntrySet]) -> None:
        """Look up the ids of the first entries that lie where some rows do."""
        sets = list(rows)
        apart = {place[:2] for some in sets for place in some.apart}
        by_day: dict[date, set[_Part]] = {}
        whole: set[Place] = set()
        for part in {part for some in sets for part in _parts(some)}:
            mine = {place for place in part if place[:2] in apart or _is_span(place)}
            if part not in self._parts or not mine <= self._whole:
                by_day.setdefault(next(iter(part))[0], set()).add(part)
                whole |= mine
        self._parts |= {part for parts in by_day.values() for part in parts}
        self._whole |= whole
        for day, entries in self._records.outlines_on(by_day):
            self._read(by_day[day], whole, entries)

    def _read(
        self, parts: Collection[_Part], whole: set[Place], entries: Iterable[Outline]
    ) -> None:
        """Read the entries of a day as far as it takes: to its end for those of ``whole``."""
        wanted = {place for part in parts for place in part}
        to_its_end = not whole.isdisjoint(wanted)
        needs = [need for part in parts for need in self._needs(part)]
        left = len(needs) + to_its_end
        seen: dict[tuple[str, ...], _Alike] = {}
        for number, (id_, count, cells) in enumerate(entries):
            if cells not in seen:
                seen[cells] = self._alike(cells, needs)
            alike = seen[cells]
            if alike.needs[True] or (to_its_end and alike.places):
                left -= alike.add(Name(id_, number, alike.first, is_open(count)))
                if not left:
                    break
        for alike in seen.values():
            for place in wanted.intersection(alike.places):
                mine = (*self.get(place, ()), *alike.names[False], *alike.names[True])
                self[place] = list(dict.fromkeys(mine))
        for place in wanted:
            self.setdefault(place, ())

    def _needs(self, part: _Part) -> Iterator[_Need]:
        yield _Need(part, MOST_NAMED, of_open=False)
        cells = [self._running.cell(*place) for place in {place[:2] for place in part}]
        if undisclosed := sum(cell.undisclosed for cell in cells if cell):
            yield _Need(part, min(undisclosed, MOST_NAMED), of_open=True)

    def _alike(self, cells: tuple[str, ...], needs: Sequence[_Need]) -> _Alike:
        """Return what entries with these days, this moment and this group have in common."""
        start, until, at, *columns = cells
        clock = self._records.clock
        day, group = truce_day(start, until, at, clock), group_of(*columns)
        first = first_day(start, until) or day
        happened = has_happened(day, at, clock, self._at)
        places: list[Place] = [(day, group), (day, group, first)]
        return _Alike(first, places if happened else [], needs)


def _parts(rows: EntrySet) -> Iterator[_Part]:
    for _, places in groupby(sorted(rows.places), key=itemgetter(0)):
        yield frozenset(places)


def _is_span(place: Place) -> bool:
    return len(place) > 2  # noqa: PLR2004 - with a first day: some of the entries of a day


def names(rows: Iterable[EntrySet], running: Running, records: Records, at: datetime) -> Names:
    """Return the ids of the first entries that lie where some rows do, in their order."""
    known = NamesByPlace(running, records, at)
    known.look_up(rows)
    return known


def ids(rows: EntrySet, known: Names, *, hidden: bool = False) -> list[str]:
    """Return the ids of the first of some rows, by day and in the order of recording.

    Movements come after the entries of their day. ``hidden`` gives only entries whose number is
    undisclosed.
    """
    entries = [
        (place[0], 0, name.place, name.id)
        for place in rows.places
        for name in known.get(place, ())
        if (name.hidden or not hidden) and (*place[:2], name.first) not in rows.apart
    ]
    entries += [(day, 1, number, name) for number, (day, name) in enumerate(rows.movements)]
    return [name for *_, name in sorted(entries)[:MOST_NAMED]]
