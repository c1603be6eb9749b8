"""The ids of entries by where they lie: the only thing that is looked up among the entries."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from exchange_tracker.facts.entry import entry_of, is_open
from exchange_tracker.facts.model import Release
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.queries.reconcile.difference import MOST_NAMED, EntrySet, Place


class Name(NamedTuple):
    """The id of an entry, its place in the order of recording, its first day, and whether it is open."""

    id: str
    place: int
    first: date
    hidden: bool


Names = Mapping[Place, Sequence[Name]]


def names(
    rows: Iterable[EntrySet], entries: Iterable[Release], clock: Clock, at: datetime
) -> Names:
    """Return the ids of the entries that lie where some rows do, in one pass, in their order."""
    wanted: dict[Place, list[Name]] = {place: [] for some in rows for place in some.places}
    if not wanted:
        return wanted

    def names_beside(release: Release) -> tuple[date, list[list[Name]]]:
        entry = entry_of(release, clock)
        places: list[Place] = [(entry.day, entry.group), (entry.day, entry.group, entry.first)]
        has_happened = entry.has_happened(clock, at)
        return entry.first, [wanted[e] for e in places if e in wanted and has_happened]

    seen: dict[tuple[str, ...], tuple[date, list[list[Name]]]] = {}  # most entries have many alike
    for number, release in enumerate(entries):
        alike = release[1:6] + release[7:10]  # days, moment and group
        if alike not in seen:
            seen[alike] = names_beside(release)
        first, beside = seen[alike]
        for place in beside:
            place.append(Name(release.id, number, first, is_open(release.count)))
    return wanted


def ids(rows: EntrySet, known: Names, *, hidden: bool = False) -> list[str]:
    """Return the ids of the first of some rows, by day and in the order of recording.

    Movements come after the entries of their day. ``hidden`` gives only entries whose number is
    undisclosed.
    """
    found = [
        (place[0], 0, name.place, name.id)
        for place in rows.places
        for name in known.get(place, ())
        if (name.hidden or not hidden) and (*place[:2], name.first) not in rows.apart
    ]
    found += [(day, 1, number, name) for number, (day, name) in enumerate(rows.movements)]
    return [name for *_, name in sorted(found)[:MOST_NAMED]]
