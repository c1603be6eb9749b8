"""Entries that are alike, added up to one: enough for who, how many and from how many sources."""

from collections.abc import Iterable, Iterator
from datetime import date

from exchange_tracker.facts.entry import headcount, is_open, truce_day
from exchange_tracker.facts.model import OR_MORE, UNDISCLOSED, Release
from exchange_tracker.facts.truce_day import Clock

Cells = tuple[str, str, str, str, str, str]
"""The cells that entries alike have in common: party, kind, nationality, basis, sources, moment."""


def alike_release(cells: Cells, day: date, people: int, *, open_: bool) -> Release:
    """Return one entry for several that are alike, under one day, without id, category and names."""
    party, kind, nationality, basis, sources, at = cells
    count = f"{people}{OR_MORE if open_ else ''}" if people or not open_ else UNDISCLOSED
    return Release(
        day=day.isoformat(),
        at=at,
        party=party,
        kind=kind,
        count=count,
        nationality=nationality,
        basis=basis,
        sources=sources,
    )


def add_alike(
    entries: Iterable[Release], first: date, last: date, clock: Clock
) -> Iterator[Release]:
    """Yield those of the truce days from ``first`` to ``last``, those alike as one under the last."""
    sums: dict[Cells, tuple[int, bool]] = {}
    for each in entries:
        if first <= truce_day(each.day, each.until, each.at, clock) <= last:
            cells = (each.party, each.kind, each.nationality, each.basis, each.sources, each.at)
            people, open_ = sums.get(cells, (0, False))
            sums[cells] = people + headcount(each.count), open_ or is_open(each.count)
    for cells, (people, open_) in sums.items():
        yield alike_release(cells, last, people, open_=open_)
