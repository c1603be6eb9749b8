"""People who were released, as far as they are told together, with the rows behind each number."""

from collections.abc import Callable, Container, Iterable, Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import groupby
from sys import intern
from typing import NamedTuple

from exchange_tracker.facts.entry import Entry, entries_happened
from exchange_tracker.facts.model import AGREEMENT, Release, Source, values
from exchange_tracker.judging.judge import Snapshot


class SourcedEntry(NamedTuple):
    """An entry that has happened; ``sources`` are those of its sources that are recorded.

    ``unlisted`` are the other names in its cell.
    """

    entry: Entry
    sources: tuple[str, ...]
    unlisted: tuple[str, ...] = ()

    @property
    def names_none(self) -> bool:
        """Return whether it names no source at all."""
        return not self.sources and not self.unlisted


class Headcount(NamedTuple):
    """People, and the rows behind their number.

    ``entries`` and ``sources`` are ids; ``single`` and ``unsourced`` count the entries with one
    source and with none, ``undisclosed`` those with an open count. ``unlisted`` are names of sources
    that are not recorded.
    """

    people: int
    entries: tuple[str, ...]
    sources: tuple[str, ...]
    single: int
    unsourced: int
    undisclosed: int
    unlisted: tuple[str, ...] = ()

    @property
    def hidden(self) -> bool:
        """Return whether nobody disclosed any of the number."""
        return self.undisclosed > 0 and self.people == 0

    @property
    def one(self) -> bool:
        """Return whether it is worded in the singular: one person, or at least one."""
        return self.people == 1


class Portion(NamedTuple):
    """People who are alike: kind, nationality (as it was first given), basis.

    ``who`` holds them by category; ``days`` are the truce days on which they were released, each as
    a span: first and last are one where it is known on which day.
    """

    kind: str
    nationality: str
    basis: str
    count: Headcount  # type: ignore[assignment]  # what it counts, not tuple.count
    who: tuple[tuple[str, Headcount], ...]
    days: tuple[tuple[date, date], ...]

    @property
    def known(self) -> list[tuple[str, Headcount]]:
        """Return how many are of which category, where that is recorded and the number disclosed."""
        if self.count.undisclosed:
            return []
        return [(cell, count) for cell, count in self.who if cell and count.people]

    @property
    def whole(self) -> bool:
        """Return whether the category of everybody is recorded."""
        return sum(count.people for _, count in self.known) == self.count.people


def sourced_entries(
    releases: Iterable[Release], sources: Iterable[Source], snapshot: Snapshot
) -> list[SourcedEntry]:
    """Return the entries that have happened, each with its sources that are recorded."""
    recorded = {source.id for source in sources}
    named = lru_cache(maxsize=4096)(partial(_named, recorded))  # many rest on the same
    return [
        SourcedEntry(_strip(entry), *named(entry.release.sources))
        for entry in entries_happened(releases, snapshot.clock, snapshot.at)
    ]


def _named(recorded: Container[str], cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sources of a cell, each once: those recorded or that are addresses, and the others."""
    named = dict.fromkeys(values(cell))
    known = tuple(name for name in named if name in recorded or "://" in name)
    return known, tuple(name for name in named if name not in known)


def _strip(entry: Entry) -> Entry:
    """Return an entry without the cells that no account tells: there may be a million of them."""
    release = entry.release
    few = Release(id=release.id, nationality=intern(release.nationality))
    return Entry(few, *entry[1:])


def count(entries: Iterable[SourcedEntry]) -> Headcount:
    """Return the people of some entries, added up."""
    rows = list(entries)
    return Headcount(
        people=sum(row.entry.headcount for row in rows),
        entries=tuple(row.entry.id for row in rows),
        sources=tuple(dict.fromkeys(name for row in rows for name in row.sources)),
        single=sum(len(row.sources) == 1 for row in rows),
        unsourced=sum(row.names_none for row in rows),
        undisclosed=sum(row.entry.is_open for row in rows),
        unlisted=tuple(dict.fromkeys(name for row in rows for name in row.unlisted)),
    )


def add_headcounts(counts: Iterable[Headcount]) -> Headcount:
    """Add up counts of different rows."""
    some = list(counts)
    return Headcount(
        people=sum(each.people for each in some),
        entries=tuple(name for each in some for name in each.entries),
        sources=tuple(dict.fromkeys(name for each in some for name in each.sources)),
        single=sum(each.single for each in some),
        unsourced=sum(each.unsourced for each in some),
        undisclosed=sum(each.undisclosed for each in some),
        unlisted=tuple(dict.fromkeys(name for each in some for name in each.unlisted)),
    )


def published(sources: Iterable[str]) -> Headcount:
    """Return what rests on sources alone, as the terms and the readings do."""
    return Headcount(0, (), tuple(dict.fromkeys(sources)), 0, 0, 0)


def parts(entries: Iterable[SourcedEntry]) -> tuple[Portion, ...]:
    """Bring together people who are alike: first those under the agreement, the most first.

    Of as many, they come by their cells; likewise what is known of them. Nor does the order of
    recording say which of two orders of nationalities is told: a sum of entries has none.
    """
    alike = _grouped(
        entries,
        lambda row: (row.entry.group.kind, row.entry.group.nationality, row.entry.group.basis),
    )
    made = (
        Portion(
            kind=some[0].entry.group.kind,
            nationality=min(row.entry.release.nationality for row in some),
            basis=some[0].entry.group.basis,
            count=count(some),
            who=tuple(
                sorted(
                    (
                        (each[0].entry.group.category, count(each))
                        for each in _grouped(some, lambda row: row.entry.group.category)
                    ),
                    key=lambda known: (-known[1].people, known[0]),
                )
            ),
            days=tuple(sorted({(row.entry.first, row.entry.day) for row in some})),
        )
        for some in alike
    )
    return tuple(
        sorted(
            made,
            key=lambda part: (
                part.basis != AGREEMENT,
                part.basis,
                -part.count.people,
                part.kind,
                part.nationality,
            ),
        )
    )


def by_basis(some: Iterable[Portion]) -> list[tuple[str, list[Portion]]]:
    """Divide parts by their basis, in their order."""
    return [(basis, list(each)) for basis, each in groupby(some, key=lambda part: part.basis)]


def by_kind(some: Sequence[Portion]) -> list[list[Portion]]:
    """Divide parts by their kind, in the order of the first of each."""
    kinds = dict.fromkeys(part.kind for part in some)
    return [[part for part in some if part.kind == kind] for kind in kinds]


def _grouped(
    entries: Iterable[SourcedEntry], key: Callable[[SourcedEntry], object]
) -> list[list[SourcedEntry]]:
    groups: dict[object, list[SourcedEntry]] = {}
    for row in entries:
        groups.setdefault(key(row), []).append(row)
    return list(groups.values())
