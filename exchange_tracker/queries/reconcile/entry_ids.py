"""The ids of entries by where they lie: the only thing that is looked up among the entries."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from exchange_tracker.facts.entry import entry_of, is_open
from exchange_tracker.facts.model import Release
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.queries.reconcile.difference import MOST_NAMED, EntrySet, Place
from exchange_tracker.queries.reconcile.running import DayGroup, Running
from exchange_tracker.store.records import Records


class Name(NamedTuple):
    """The id of an entry, its place in the order of its day, its first day, and whether it is open."""

    id: str
    place: int
    first: date
    hidden: bool


Names = Mapping[Place, Sequence[Name]]


class _Place:
    """The first entries of a place, until none of the others can be named.

    It is full once no later entry can be among the first, nor among the first with an open count.
    """

    def __init__(self, place: Place, cell: DayGroup | None, *, whole: bool) -> None:
        self.names: list[Name] = []
        self.is_full = False
        self._hidden = min(cell.undisclosed if cell else MOST_NAMED, MOST_NAMED)
        self._whole = whole or len(place) > 2  # noqa: PLR2004 - of a span, some of the day's entries
        self._seen: Counter[tuple[date, bool]] = Counter()

    def note(self, name: Name) -> None:
        """Note an entry, unless as many like it come before it as are ever named."""
        self._seen[name.first, name.hidden] += 1
        if self._seen[name.first, name.hidden] <= MOST_NAMED:
            self.names.append(name)
        if not self._whole and len(self.names) >= MOST_NAMED:
            self.is_full = sum(name.hidden for name in self.names) >= self._hidden


class NamesByPlace(dict[Place, Sequence[Name]]):
    """The ids of the first entries of each place that was asked for so far, in their order.

    A day is read until each of its places has as many as are ever named, by the sums of ``running``.
    """

    def __init__(self, running: Running, records: Records, at: datetime) -> None:
        super().__init__()
        self._running, self._records, self._at = running, records, at
        self._whole: set[Place] = set()

    def look_up(self, rows: Iterable[EntrySet]) -> None:
        """Look up the ids of the first entries that lie where some rows do."""
        sets = list(rows)
        apart = {place[:2] for some in sets for place in some.apart}
        by_day: dict[date, dict[Place, _Place]] = {}
        for place in dict.fromkeys(place for some in sets for place in some.places):
            whole = place[:2] in apart
            if place not in self or (whole and place not in self._whole):
                cell = self._running.cell(*place[:2])
                by_day.setdefault(place[0], {})[place] = _Place(place, cell, whole=whole)
                self._whole.update([place] * whole)
        for day, entries in self._records.releases_on(by_day):
            _read(by_day[day], entries, self._records.clock, self._at)
        self.update((place, each.names) for some in by_day.values() for place, each in some.items())


def names(rows: Iterable[EntrySet], running: Running, records: Records, at: datetime) -> Names:
    """Return the ids of the first entries that lie where some rows do, in their order."""
    known = NamesByPlace(running, records, at)
    known.look_up(rows)
    return known


def _read(
    wanted: Mapping[Place, _Place], entries: Iterable[Release], clock: Clock, at: datetime
) -> None:
    """Read the entries of a day as far as it takes."""
    seen: dict[tuple[str, ...], tuple[date, list[_Place]]] = {}  # most entries have many alike
    left = len(wanted)
    for number, release in enumerate(entries):
        alike = release[1:6] + release[7:10]  # days, moment and group
        if alike not in seen:
            entry = entry_of(release, clock)
            places: list[Place] = [(entry.day, entry.group), (entry.day, entry.group, entry.first)]
            happened = entry.has_happened(clock, at)
            seen[alike] = entry.first, [wanted[e] for e in places if e in wanted and happened]
        first, beside = seen[alike]
        for place in beside:
            if not place.is_full:
                place.note(Name(release.id, number, first, is_open(release.count)))
                left -= place.is_full
        if not left:
            return


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
