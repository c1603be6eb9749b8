"""Entries that may be totals of others: each equals the sum of those of its day that fit under it.

An entry fits under another of its day, party and kind when it says all that the other says. The
entries that say most are looked at first, and one that is found to be a total is no part of a larger
one. People who are named are no part of a total that names all of its people, unless it names them.
The cost grows with the entries, not with their pairs.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import product
from math import prod
from operator import contains
from typing import NamedTuple

from exchange_tracker.facts.entry import Entry, names_of
from exchange_tracker.facts.groups import group_cell
from exchange_tracker.facts.model import AGREEMENT, Release, values
from exchange_tracker.store.ledger.written_rows import AlikeRows

_COLUMNS = 3  # category, nationality, basis
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


def may_have_totals(rows: Iterable[AlikeRows]) -> bool:
    """Return whether any entry of some, of all on their days, can equal the sum of those under it."""
    days: dict[tuple[str, ...], list[AlikeRows]] = {}
    for each in rows:
        key = (each.first_day, each.truce_day, group_cell(each.party), each.kind)
        days.setdefault(key, []).append(each)
    return any(map(_may_have_total, days.values()))


def _may_have_total(rows: Sequence[AlikeRows]) -> bool:
    """Return whether one of the rows of a day, party and kind can be a total; none was left out yet."""
    people: dict[Cells, dict[int, int]] = {}
    for number, each in enumerate(rows):
        people.setdefault(_cells(each), {})[number] = each.people
    asking = _by_pattern(rows)
    return any(
        2 * rows[number].least <= under[cells][0] <= 2 * rows[number].most
        for pattern, asked in asking.items()
        for under in [_under(people, pattern, {cells for _, cells in asked})]
        for number, cells in asked
    )


def totals(entries: Sequence[Numbered]) -> Iterator[Total]:
    """Yield the totals among the entries of one day, party and kind.

    With a single part, only one that says more than the total: two halves of a day are no total.
    """
    left: dict[Cells, dict[int, int]] = {}
    for place, each in enumerate(entries):
        left.setdefault(_cells(each.release), {})[place] = each.people
    asking = _by_pattern([each.release for each in entries])
    for pattern in filter(asking.__contains__, _PATTERNS):
        under = _under(left, pattern, {cells for _, cells in asking[pattern]})
        for place, cells in asking[pattern]:
            people, places = under.get(cells, (0, []))
            own = left[_cells(entries[place].release)]
            if people != 2 * entries[place].people or place not in own:
                continue
            parts = tuple(sorted(part for part in places if part != place))
            if _is_sum(entries[place], [entries[part] for part in parts]):
                yield Total(place, parts)
                del own[place]


def _by_pattern(
    rows: Sequence[Release | AlikeRows],
) -> dict[Pattern, list[tuple[int, Cells]]]:
    """Return what rows ask of their parts, each with its place, by the columns that are asked for."""
    asking: dict[Pattern, list[tuple[int, Cells]]] = {}
    for place, each in enumerate(rows):
        for cells in _asked(each):
            asking.setdefault(tuple(map(bool, cells)), []).append((place, cells))
    return asking


def _under(
    left: dict[Cells, dict[int, int]], pattern: Pattern, asked: AbstractSet[Cells]
) -> dict[Cells, tuple[int, list[int]]]:
    """Return the people and the places of all that fit under each combination of words that is asked for.

    ``left`` are the people of entries by their places, those with the same cells together.
    """
    sums: dict[Cells, tuple[int, list[int]]] = {}
    for cells, entries in left.items():
        more = sum(entries.values())
        words = [
            _words(cell) if is_asked else ("",)
            for cell, is_asked in zip(cells, pattern, strict=True)
        ]
        for key in _combined(words, asked):
            people, places = sums.setdefault(key, (0, []))
            places += entries
            sums[key] = people + more, places
    return sums


def _combined(words: Sequence[Collection[str]], asked: AbstractSet[Cells]) -> Iterable[Cells]:
    """Return the combinations that are asked for; cells of hundreds of words have millions of others."""
    if prod(map(len, words)) > len(asked):
        return (key for key in asked if all(map(contains, words, key)))
    return (key for key in product(*words) if key in asked)


@lru_cache(maxsize=4096)
def _words(cell: str) -> Collection[str]:
    """Return what an entry with a cell fits under: the whole cell, and each word of it."""
    return dict.fromkeys((cell, *values(cell)))


def _cells(release: Release | AlikeRows) -> Cells:
    return release.category, release.nationality, release.basis or AGREEMENT


def _asked(release: Release | AlikeRows) -> Iterator[Cells]:
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
