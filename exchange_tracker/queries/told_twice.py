"""Rows that tell one event twice: of one day, party and kind, about the same people.

Two rows are about the same people when they name the same person; people of other names are others.
Of rows that name nobody, or only one of them does, the group decides (category, nationality, basis):

- with the same count they differ in what was written about them alone: source, note, moment;
- with another count they are by other sources, and the group says more than that they are people.

Rows that are the same in every cell are as many as they say. So are rows of one person each: those of
one file are a list of people, unless two sources tell as many; those of an earlier file, or of the
ledger, can be the people of a list only once, and only where the list does not repeat them itself.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import NamedTuple, TypeVar

from exchange_tracker.facts.entry import entry_of, headcount, is_open, names_of
from exchange_tracker.facts.groups import Group, group_of
from exchange_tracker.facts.model import ONE_PERSON, Happening, Release, values
from exchange_tracker.facts.movement import Movement
from exchange_tracker.facts.truce_day import Clock

OF_LEDGER = -1


class Why(Enum):
    """Why a row would count people twice, beside its partners."""

    TOTAL = "it is the sum of them"
    PARTS = "with others of them it makes up the first"
    TOLD_TWICE = "its people are alike in number and group"
    SAME_PERSON = "it names the same person"
    OTHER_COUNT = "its group is the same and its count another"


class DoubleCount(NamedTuple):
    """A new row and those that it would count people twice with, by their ids."""

    id: str
    partners: tuple[str, ...]
    why: Why


class _Row(NamedTuple):
    """A row as it is compared: its event and group, and what is written about it beside them."""

    id: str
    file: int  # its number; OF_LEDGER: it was there
    event: tuple[object, ...]
    group: Group
    people: str
    names: frozenset[str]
    at: str
    sources: frozenset[str]
    note: str

    @property
    def wording(self) -> tuple[Hashable, ...]:
        """Return what is written about the event."""
        return self.names, self.at, self.sources, self.note


def told_twice(
    rows: Iterable[Happening],
    file_of: Mapping[str, int],
    unrepeated: Collection[str],
    paired: Collection[str],
    clock: Clock,
) -> Iterator[DoubleCount]:
    """Yield the new rows that tell of the same people as an earlier one; ``rows`` are in order.

    ``file_of`` has the new ones; ``unrepeated`` are earlier rows of one person that no file says again,
    ``paired`` those of which somebody was held back before.
    """
    compared = [
        _row(each, file_of.get(each.id, OF_LEDGER), clock)
        for each in rows
        if headcount(each.count) or is_open(each.count)
    ]
    for same in _grouped(compared, attrgetter("event")):
        left = same
        for find in (
            _of_names,
            _of_wholes,
            partial(_by_two_sources, unrepeated=unrepeated),
            partial(_of_earlier, free={*unrepeated} - {*paired}),
        ):
            doubles = {each.id: each for each in find(left)}
            left = [row for row in left if row.id not in doubles]
            yield from doubles.values()


def _row(row: Happening, file: int, clock: Clock) -> _Row:
    basis, at = "", ""
    event: tuple[object, ...] = (row.day, row.party, row.kind)
    if isinstance(row, Release):
        entry = entry_of(row, clock)
        basis, at = row.basis, row.at
        event = (entry.first, entry.day, entry.group.party, entry.group.kind)
    elif isinstance(row, Movement):
        event = (row.day, row.until or row.day, row.party, row.kind, row.movement)
    group = group_of(row.party, row.kind, row.category, row.nationality, basis)
    sources = frozenset(values(row.sources))
    return _Row(row.id, file, event, group, row.count, names_of(row.person), at, sources, row.note)


Item = TypeVar("Item")


def _grouped(items: Iterable[Item], key: Callable[[Item], Hashable]) -> Iterable[list[Item]]:
    some: dict[Hashable, list[Item]] = {}
    for each in items:
        some.setdefault(key(each), []).append(each)
    return some.values()


def _of_names(rows: Sequence[_Row]) -> Iterator[DoubleCount]:
    """Yield the rows that name somebody whom an earlier row of the event names."""
    first: dict[str, str] = {}
    for row in rows:
        earlier = next((first[name] for name in row.names if name in first), "")
        if earlier and row.file != OF_LEDGER:
            yield DoubleCount(row.id, (earlier,), Why.SAME_PERSON)
            continue
        for name in row.names:
            first.setdefault(name, row.id)


class _Several:
    """Earlier rows of a group, each wording once, by what another may have in common with them."""

    def __init__(self) -> None:
        self._by_count: dict[str, dict[tuple[Hashable, ...], _Row]] = {}
        self._by_sources: dict[frozenset[str], dict[str, _Row]] = {}

    def note(self, row: _Row) -> None:
        """Note a row for those that come after it."""
        self._by_count.setdefault(row.people, {}).setdefault(row.wording, row)
        self._by_sources.setdefault(row.sources, {}).setdefault(row.people, row)

    def has(self, row: _Row) -> bool:
        """Return whether a row is the same in every cell."""
        return row.wording in self._by_count.get(row.people, {})

    def doubles(self, row: _Row) -> Iterator[DoubleCount]:
        """Yield what a row that is of the same people would count twice."""
        for earlier in self._by_count.get(row.people, {}).values():
            if row.wording[1:] != earlier.wording[1:] and not _at_others(row, earlier):
                yield DoubleCount(row.id, (earlier.id,), Why.TOLD_TWICE)
        if not (row.group.category or row.group.nationality):
            return
        for sources, by_count in self._by_sources.items():
            for earlier in by_count.values() if _are_apart(sources, row.sources) else ():
                if row.people != earlier.people and not _at_others(row, earlier):
                    yield DoubleCount(row.id, (earlier.id,), Why.OTHER_COUNT)


def _of_wholes(rows: Sequence[_Row]) -> Iterator[DoubleCount]:
    """Yield the rows of several people whose group an earlier one has, too."""
    several = [row for row in rows if row.people != ONE_PERSON]
    for same in _grouped(several, attrgetter("group")):
        named, unnamed = _Several(), _Several()
        for row in same:
            own, others = (named, [unnamed]) if row.names else (unnamed, [unnamed, named])
            double = None
            if row.file != OF_LEDGER and not own.has(row):
                double = next(chain.from_iterable(each.doubles(row) for each in others), None)
            if double:
                yield double
            else:
                own.note(row)


def _by_two_sources(rows: Sequence[_Row], unrepeated: Collection[str]) -> Iterator[DoubleCount]:
    """Yield the rows of one person each that a second source tells in a file, as many as the first.

    What was there and the file says again is of its list, too.
    """
    ones = [row for row in rows if row.people == ONE_PERSON]
    for same in _grouped(ones, attrgetter("group")):
        for file in sorted({row.file for row in same} - {OF_LEDGER}):
            whole = [
                row
                for row in same
                if row.file == file or (row.file < file and row.id not in unrepeated)
            ]
            yield from _second_list(list(_grouped(whole, attrgetter("sources"))), file)


def _second_list(lists: Sequence[Sequence[_Row]], file: int) -> Iterator[DoubleCount]:
    if len(lists) != 2 or len(lists[0]) != len(lists[1]):  # noqa: PLR2004 - two sources
        return
    first, second = lists
    if _are_apart(first[0].sources, second[0].sources):
        for row, earlier in zip(second, first, strict=True):
            apart = (row.names and earlier.names) or _at_others(row, earlier)
            if row.file == file and not apart:
                yield DoubleCount(row.id, (earlier.id,), Why.TOLD_TWICE)


def _of_earlier(rows: Sequence[_Row], free: Collection[str]) -> Iterator[DoubleCount]:
    """Yield the rows of one person each for whom there is a row that was there before their file."""
    ones = [row for row in rows if row.people == ONE_PERSON]
    for same in _grouped(ones, attrgetter("group")):
        named = [row for row in same if row.id in free and row.names]
        unnamed = [row for row in same if row.id in free and not row.names]
        for row in same:
            if row.file == OF_LEDGER:
                continue
            for some in (unnamed,) if row.names else (unnamed, named):
                fit = (n for n, each in enumerate(some) if each.file < row.file)
                place = next((n for n in fit if not _at_others(row, some[n])), None)
                if place is not None:
                    yield DoubleCount(row.id, (some.pop(place).id,), Why.TOLD_TWICE)
                    break


def _at_others(row: _Row, earlier: _Row) -> bool:
    """Return whether two rows happened at moments of which both are known, and differ."""
    return bool(row.at and earlier.at and row.at != earlier.at)


def _are_apart(some: frozenset[str], others: frozenset[str]) -> bool:
    return bool(some and others) and some.isdisjoint(others)
