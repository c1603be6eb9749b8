"""People who were released, as far as they are told together, with the rows behind each number."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from exchange_tracker.facts.entry import has_happened, headcount, truce_day
from exchange_tracker.facts.figures import Group, group_of
from exchange_tracker.facts.model import AGREEMENT, Release, Source, values
from exchange_tracker.judging.judge import Snapshot


class Row(NamedTuple):
    """An entry that has happened; ``sources`` are those of its sources that are recorded."""

    entry: Release
    day: date
    group: Group
    sources: tuple[str, ...]


class Headcount(NamedTuple):
    """People, and the rows behind their number.

    ``entries`` and ``sources`` are ids; ``single`` and ``unsourced`` count the entries with one
    source and with none, ``undisclosed`` those with count ``?``.
    """

    people: int
    entries: tuple[str, ...]
    sources: tuple[str, ...]
    single: int
    unsourced: int
    undisclosed: int

    @property
    def hidden(self) -> bool:
        """Return whether nobody disclosed any of the number."""
        return self.undisclosed > 0 and self.people == 0

    @property
    def one(self) -> bool:
        """Return whether it is exactly one person."""
        return self.people == 1 and not self.undisclosed


class Portion(NamedTuple):
    """People who are alike: kind, nationality (as it was first given), basis.

    ``who`` holds them by category; ``days`` are the truce days on which they were released.
    """

    kind: str
    nationality: str
    basis: str
    count: Headcount  # type: ignore[assignment]  # what it counts, not tuple.count
    who: tuple[tuple[str, Headcount], ...]
    days: tuple[date, ...]

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


def rows(
    entries: Iterable[Release], sources: Iterable[Source], moment: Snapshot, upto: date
) -> list[Row]:
    """Return the entries that have happened up to a truce day, with the sources that are known."""
    known = {source.id for source in sources}
    found = []
    for entry in entries:
        day = truce_day(entry.day, entry.at, moment.clock)
        if day <= upto and has_happened(day, entry.at, moment.clock, moment.at):
            group = group_of(
                entry.party, entry.kind, entry.category, entry.nationality, entry.basis
            )
            given = dict.fromkeys(values(entry.sources))
            named = tuple(each for each in given if each in known or "://" in each)
            found.append(Row(entry, day, group, named))
    return found


def count(found: Iterable[Row]) -> Headcount:
    """Add up rows."""
    some = list(found)
    numbers = [headcount(row.entry.count) for row in some]
    return Headcount(
        people=sum(number or 0 for number in numbers),
        entries=tuple(row.entry.id for row in some),
        sources=tuple(dict.fromkeys(name for row in some for name in row.sources)),
        single=sum(len(row.sources) == 1 for row in some),
        unsourced=sum(not row.sources for row in some),
        undisclosed=sum(number is None for number in numbers),
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
    )


def published(sources: Iterable[str]) -> Headcount:
    """Return what rests on sources alone, as the terms and the readings do."""
    return Headcount(0, (), tuple(dict.fromkeys(sources)), 0, 0, 0)


def parts(found: Iterable[Row]) -> tuple[Portion, ...]:
    """Bring together people who are alike: first those under the agreement, the most first.

    Of as many, those come first who were recorded first; likewise what is known of them.
    """
    alike = _grouped(found, lambda row: (row.group.kind, row.group.nationality, row.group.basis))
    made = (
        Portion(
            kind=some[0].group.kind,
            nationality=some[0].entry.nationality,
            basis=some[0].group.basis,
            count=count(some),
            who=tuple(
                sorted(
                    (
                        (each[0].group.category, count(each))
                        for each in _grouped(some, lambda row: row.group.category)
                    ),
                    key=lambda known: -known[1].people,
                )
            ),
            days=tuple(sorted({row.day for row in some})),
        )
        for some in alike
    )
    return tuple(
        sorted(made, key=lambda part: (part.basis != AGREEMENT, part.basis, -part.count.people))
    )


def by_basis(some: Iterable[Portion]) -> list[tuple[str, list[Portion]]]:
    """Divide parts by their basis, in their order."""
    return [(basis, list(each)) for basis, each in groupby(some, key=lambda part: part.basis)]


def by_kind(some: Sequence[Portion]) -> list[list[Portion]]:
    """Divide parts by their kind, in the order of the first of each."""
    kinds = dict.fromkeys(part.kind for part in some)
    return [[part for part in some if part.kind == kind] for kind in kinds]


def _grouped(found: Iterable[Row], key: Callable[[Row], object]) -> list[list[Row]]:
    groups: dict[object, list[Row]] = {}
    for row in found:
        groups.setdefault(key(row), []).append(row)
    return list(groups.values())
