"""One pass over the entries for all that is seen on them, whichever types are asked for.

What is listed first comes as it is seen. What is listed later is put aside meanwhile, in files where
there is much of it, so that no list of entries is ever held.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import attrgetter
from typing import Protocol

from exchange_tracker.queries.discrepancies.by_day import Day
from exchange_tracker.queries.discrepancies.kinds import Discrepancy, Noted, Type
from exchange_tracker.queries.discrepancies.of_entries import Look
from exchange_tracker.store.aside import Row, RowsAside


class Across(Protocol):
    """What is seen only once the entries of all days are known."""

    def note(self, day: Day) -> None:
        """Take up the entries of a day."""

    def discrepancies(self) -> Iterator[Discrepancy]:
        """Return what there is to look at, in the order in which it is listed."""


class EntryPass:
    """The entries day by day, what is seen on those of a day, and what on those of all days."""

    def __init__(
        self, days: Iterable[Day], looks: Mapping[Type, Look], across: Mapping[Type, Across]
    ) -> None:
        self._days = days
        self._looks, self._across = looks, across
        self._aside = {type_: RowsAside() for type_ in looks}
        self._is_read = False

    def discrepancies(self, type_: Type) -> Iterator[Discrepancy]:
        """Yield what there is to look at of a type, in order; that of the first type as it is seen."""
        if not self._is_read:
            self._is_read = True
            lead = None if type_ in self._across else self._looks[type_]
            for day in self._days:
                self._note(day, {each: look for each, look in self._looks.items() if look != lead})
                if lead:
                    yield from lead(day)
            if lead:
                return
        sides: list[Iterable[Discrepancy]] = []
        if type_ in self._aside:
            sides.append(_restored(type_, row) for row in self._aside[type_])
        if type_ in self._across:
            sides.append(self._across[type_].discrepancies())
        yield from in_order(*sides)

    def _note(self, day: Day, looks: Mapping[Type, Look]) -> None:
        """Put aside what is listed later."""
        for type_, look in looks.items():
            aside = self._aside[type_]
            for each in look(day):
                aside.add(_cells(each))
        for across in self._across.values():
            across.note(day)


def in_order(*sides: Iterable[Discrepancy]) -> Iterator[Discrepancy]:
    """Return what several sides list in order as one list in order."""
    return heapq.merge(*sides, key=attrgetter("place"))


def _cells(discrepancy: Discrepancy) -> Row:
    """Return what there is to know of something that is seen on entries, to be put aside."""
    noted = discrepancy.about
    assert isinstance(noted, Noted)  # noqa: S101 - the others are about periods and claims
    assert discrepancy.first  # noqa: S101 - an entry has days
    assert discrepancy.last  # noqa: S101
    days = (discrepancy.first.toordinal(), discrepancy.last.toordinal())
    about = (noted.ids, noted.what, noted.about)
    return (
        *days,
        discrepancy.party,
        discrepancy.subject,
        *about,
        discrepancy.expected,
        discrepancy.found,
    )


def _restored(type_: Type, row: Row) -> Discrepancy:
    first, last, party, subject, ids, what, about, expected, found = row
    return Discrepancy(
        type_,
        date.fromordinal(first),
        date.fromordinal(last),
        party,
        subject,
        Noted(tuple(ids), what, tuple(about)),
        (),
        expected,
        found,
    )
