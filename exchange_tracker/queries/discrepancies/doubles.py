"""Entries that may be about the same people: alike on a day, totals of others, one name twice."""

from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from itertools import groupby

from exchange_tracker.facts.entry import Entry, names_of
from exchange_tracker.queries.discrepancies.by_day import Day, Placed
from exchange_tracker.queries.discrepancies.kinds import Discrepancy, Noted, Type, seen_on
from exchange_tracker.queries.discrepancies.possible_totals import entry_totals
from exchange_tracker.store.aside import Row, SortedAside

_BETWEEN = "\0"  # of what tells entries apart: it is in no cell


def doubles_of(day: Day) -> Iterator[Discrepancy]:
    """Return the entries that are alike in day, group, number and names, each set once.

    Different names are different people; who is not named may be any of those that are.
    """
    alike: dict[Hashable, list[Entry]] = {}
    for _, each in day.recorded:
        if each.headcount or each.is_open:
            key = (each.day, each.group, each.headcount, each.is_open)
            alike.setdefault(key, []).append(each)
    sets = (same for some in alike.values() if len(some) > 1 for same in _of_one_name(some))
    return iter(sorted(map(_double, sets), key=lambda discrepancy: discrepancy.place))


def _double(same: Sequence[Entry]) -> Discrepancy:
    count = same[0].certain_headcount
    total = None if count is None else count * len(same)
    noted = Noted(tuple(each.id for each in same), "entries")
    return seen_on(Type.POSSIBLE_DUPLICATE, same[0], noted, expected=count, found=total)


def _of_one_name(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """Yield those of some entries that may be about the same people."""
    if not all(each.release.person for each in entries):
        yield entries
        return
    by_name: dict[frozenset[str], list[Entry]] = {}
    for each in entries:
        by_name.setdefault(names_of(each.release.person), []).append(each)
    yield from (same for same in by_name.values() if len(same) > 1)


def totals_of(day: Day) -> Iterator[Discrepancy]:
    """Return the entries that may be totals of others of their days."""
    totals = entry_totals(each for _, each in day.recorded)
    seen = (_total(each.entry, each.parts) for each in totals)
    return iter(sorted(seen, key=lambda one: one.place))


def _total(each: Entry, parts: Sequence[Entry]) -> Discrepancy:
    noted = Noted((each.id, *(part.id for part in parts)), "entries", (each.group.kind,))
    count = each.headcount
    return seen_on(Type.POSSIBLE_TOTAL, each, noted, expected=count, found=count)


class SamePeople:
    """The names of people by the entries that name them, in a file where there are many."""

    def __init__(self) -> None:
        self._names = SortedAside()

    def note(self, day: Day) -> None:
        """Take up the names of the entries of a day."""
        for placed in day.recorded:
            if placed.entry.release.person:
                for row in _rows(placed):
                    self._names.add(row)

    def discrepancies(self) -> Iterator[Discrepancy]:
        """Yield the entries that name the same person without being alike, each set once."""
        sets = SortedAside()
        for _, some in groupby(self._names, key=lambda row: row[0]):
            rows = list(some)
            if len({tuple(row[-2:]) for row in rows}) > 1:  # days and what tells them apart
                sets.add(_set(rows))
        for (first, last, party, subject, *ids), _ in groupby(sets):
            yield Discrepancy(
                type=Type.POSSIBLE_DUPLICATE,
                first=date.fromordinal(first),
                last=date.fromordinal(last),
                party=party,
                subject=subject,
                about=Noted(tuple(ids), "people"),
                expected=1,
                found=len(ids),
            )


def _rows(placed: Placed) -> Iterator[Row]:
    """Yield each name of an entry, with what there is to know of the entry where it comes again."""
    place, each = placed
    names = names_of(each.release.person)
    alike = _BETWEEN.join((*each.group, str(each.headcount), *sorted(names)))
    first, last = each.first.toordinal(), each.day.toordinal()
    for name in names:
        yield name, place, each.id, each.release.party, first, last, alike


def _set(rows: Sequence[Row]) -> Row:
    """Return a set of entries in the order of what is listed, by the first of them; then their ids."""
    by_day = sorted(rows, key=lambda row: row[-2])
    _, _, subject, party, first, *_ = by_day[0]
    return first, by_day[-1][-2], party, subject, *(row[2] for row in rows)
