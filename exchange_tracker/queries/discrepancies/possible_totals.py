"""Entries that may be totals of others: each equals the sum of those of its day that fit under it.

An entry fits under another of its day, party and kind when it says all that the other says. The
entries that say most are looked at first, and one that is found to be a total is no part of a larger
one. People who are named are no part of a total that names all of its people, unless it names them.
The cost grows with the entries, not with their pairs.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import product
from math import prod
from operator import contains
from typing import NamedTuple

from exchange_tracker.facts.entry import Entry, names_of
from exchange_tracker.facts.model import AGREEMENT, Release, values

_COLUMNS = 3  # category, nationality, basis
_FEW = 64  # combinations of words
_PATTERNS = sorted(product((False, True), repeat=_COLUMNS), key=sum, reverse=True)

Cells = tuple[str, ...]
Pattern = tuple[bool, ...]


class Numbered(NamedTuple):
    """An entry with its people, at least one."""

    release: Release
    people: int


class Total(NamedTuple):
    """An entry, by its place among those given, and the places of those that add up to it."""

    place: int
    parts: tuple[int, ...]


class EntryTotal(NamedTuple):
    """An entry, and those of its day, party and kind that add up to it."""

    entry: Entry
    parts: tuple[Entry, ...]


def entry_totals(entries: Iterable[Entry]) -> Iterator[EntryTotal]:
    """Yield the entries that equal the sum of those of their day and party that fit under them."""
    for some in alike_by_day(entries):
        yield from totals_of_day(some)


def alike_by_day(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Return the entries of people who are known by their day, party and kind."""
    days: dict[tuple[object, ...], list[Entry]] = {}
    for each in entries:
        if each.headcount:
            key = (each.first, each.day, each.group.party, each.group.kind)
            days.setdefault(key, []).append(each)
    return list(days.values())


def totals_of_day(some: Sequence[Entry]) -> Iterator[EntryTotal]:
    """Yield the totals among the entries of one day, party and kind."""
    for total in totals([Numbered(each.release, each.headcount) for each in some]):
        yield EntryTotal(some[total.place], tuple(some[part] for part in total.parts))


def totals(entries: Sequence[Numbered]) -> Iterator[Total]:
    """Yield the totals among the entries of one day, party and kind.

    With a single part, only one that says more than the total: two halves of a day are no total.
    """
    left = {place: _cells(each.release) for place, each in enumerate(entries)}
    for pattern, every in _asking(entries).items():
        asking = [(place, cells) for place, cells in every if place in left]
        fitting = _fitting(entries, left, pattern, asking)
        for place, cells in asking:
            if place not in left or (places := fitting.get((place, cells))) is None:
                continue
            parts = tuple(part for part in places if part != place)
            if _is_sum(entries[place], [entries[part] for part in parts]):
                yield Total(place, parts)
                del left[place]


def _asking(entries: Sequence[Numbered]) -> dict[Pattern, list[tuple[int, Cells]]]:
    """Return what entries may ask of their parts, by the columns they ask for, the most first."""
    asking: dict[Pattern, list[tuple[int, Cells]]] = {pattern: [] for pattern in _PATTERNS}
    for place, each in enumerate(entries):
        for cells in _asked(each.release):
            asking[_pattern(cells)].append((place, cells))
    return {pattern: some for pattern, some in asking.items() if some}


def _fitting(
    entries: Sequence[Numbered],
    left: Mapping[int, Cells],
    pattern: Pattern,
    asking: Iterable[tuple[int, Cells]],
) -> dict[tuple[int, Cells], list[int]]:
    """Return those that fit under each that asks, and are with it twice its people."""
    asked = {cells for _, cells in asking}
    people: dict[Cells, int] = {}
    for place, cells in left.items():
        number = entries[place].people
        for key in _keys(cells, pattern, asked):
            people[key] = people.get(key, 0) + number
    fits = [each for each in asking if people.get(each[1]) == 2 * entries[each[0]].people]
    under: dict[Cells, list[int]] = {cells: [] for _, cells in fits}
    for place, cells in left.items() if under else ():
        for key in _keys(cells, pattern, under.keys()):
            if key in under:
                under[key].append(place)
    return {(place, cells): under[cells] for place, cells in fits}


def _keys(cells: Cells, pattern: Pattern, asked: AbstractSet[Cells]) -> Iterable[Cells]:
    """Return what an entry fits under: all combinations of its words where they are few."""
    return _few_keys(cells, pattern) or _combined(_word_sets(cells, pattern), asked)


@lru_cache(maxsize=4096)  # most entries have many alike
def _few_keys(cells: Cells, pattern: Pattern) -> tuple[Cells, ...]:
    words = _word_sets(cells, pattern)
    return tuple(product(*words)) if prod(map(len, words)) <= _FEW else ()


def _word_sets(cells: Cells, pattern: Pattern) -> Sequence[Collection[str]]:
    return [_words(cell) if asked else ("",) for cell, asked in zip(cells, pattern, strict=True)]


@lru_cache(maxsize=4096)
def _pattern(cells: Cells) -> Pattern:
    return tuple(map(bool, cells))


def _combined(words: Sequence[Collection[str]], asked: AbstractSet[Cells]) -> Iterable[Cells]:
    """Return the combinations that are asked for; cells of hundreds of words have millions of others."""
    if prod(map(len, words)) > len(asked):
        return (key for key in asked if all(map(contains, words, key)))
    return (key for key in product(*words) if key in asked)


@lru_cache(maxsize=4096)
def _words(cell: str) -> Collection[str]:
    """Return what an entry with a cell fits under: the whole cell, and each word of it."""
    return dict.fromkeys((cell, *values(cell)))


def _cells(release: Release) -> Cells:
    return release.category, release.nationality, release.basis or AGREEMENT


def _asked(release: Release) -> Iterator[Cells]:
    """Yield what a total may ask of its parts: a blank basis is the agreement, or any."""
    yield _cells(release)
    if not release.basis:
        yield release.category, release.nationality, ""


def _is_sum(total: Numbered, parts: Sequence[Numbered]) -> bool:
    """Return whether those that fit under an entry and are as many can be its people."""
    if len(parts) == 1 and not _says_less(total, parts[0]):
        return False
    whole = names_of(total.release.person)
    names = frozenset[str]().union(*(names_of(part.release.person) for part in parts))
    unknown_of_whole, unknown_of_parts = total.people - len(whole), total.people - len(names)
    return len(names - whole) <= unknown_of_whole and len(whole - names) <= unknown_of_parts


def _says_less(total: Numbered, part: Numbered) -> bool:
    return _cells(total.release) != _cells(part.release)
