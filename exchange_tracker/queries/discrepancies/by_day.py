"""The entries day by day: what is local to a day needs no others, and is listed as it is seen."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from exchange_tracker.facts.entry import Entry, entry_of
from exchange_tracker.queries.query import Query


class Placed(NamedTuple):
    """An entry, and its place in the order of first recording."""

    place: int
    entry: Entry


class Day(NamedTuple):
    """The entries that begin on one truce day: those that have happened, and those that have not.

    ``recorded`` are in the order of first recording, ``listed`` (the same) and ``ahead`` in that in
    which what is seen on them is listed.
    """

    recorded: list[Placed]
    listed: list[Entry]
    ahead: list[Entry]


def days_of(query: Query) -> Iterator[Day]:
    """Yield the entries by the first of their days."""
    clock, at = query.clock, query.at
    placed = (
        Placed(place, entry_of(release, clock))
        for place, release in query.records.releases_by_first_day()
    )
    for _, some in groupby(placed, key=lambda pair: pair.entry.first):
        recorded: list[Placed] = []
        ahead: list[Entry] = []
        for each in some:
            if each.entry.has_happened(clock, at):
                recorded.append(each)
            else:
                ahead.append(each.entry)
        listed = [each.entry for each in recorded]
        listed.sort(key=_rank)
        ahead.sort(key=_rank)
        yield Day(recorded, listed, ahead)


def _rank(entry: Entry) -> tuple[object, ...]:
    """Return the order of what is listed of entries that begin on one day."""
    return entry.day, entry.release.party, entry.id
