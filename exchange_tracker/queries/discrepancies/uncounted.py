"""Entries under the agreement that count for nothing, and obligations that name no basis (section 1)."""

from bisect import insort
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from exchange_tracker.facts.entry import Entry
from exchange_tracker.facts.groups import Group, Match, match
from exchange_tracker.facts.model import AGREEMENT, Obligation, Selector, Terms
from exchange_tracker.queries.any_basis import AnyBasisOwed, any_basis, by_readings
from exchange_tracker.queries.discrepancies.by_day import Day, Placed
from exchange_tracker.queries.discrepancies.kinds import (
    MOST_NAMED,
    Discrepancy,
    Noted,
    Type,
    seen_on,
)

_FEW = 4_096  # days and groups: of each many entries have the same


class Uncounted:
    """What the readings count, and for whom they owe."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._bearing = lru_cache(_FEW)(self._bearing_on)
        self._counts = lru_cache(_FEW)(self._is_counted)
        self._judges = any(reading.obligations for reading in terms.readings)

    def of(self, each: Entry) -> Discrepancy | None:
        """Return an entry under the agreement that no reading counts, and for whom nobody is owed.

        What is recorded as outside the agreement says so itself; what lies outside the truce's days is
        listed as that.
        """
        group = each.group
        if group.basis != AGREEMENT or not (each.headcount or each.is_open) or not self._judges:
            return None
        if each.day < self._terms.first_day or each.first > self._terms.last_day:
            return None
        if self._counts(each.first, each.day, group):
            return None
        noted = Noted((each.id,), "entry")
        return seen_on(Type.COUNTS_FOR_NOTHING, each, noted, found=each.certain_headcount)

    def _is_counted(self, first: date, last: date, group: Group) -> bool:
        return any(_bears(first, last, obligation) for obligation in self._bearing(group))

    def _bearing_on(self, group: Group) -> list[Obligation]:
        """Return the obligations that count people of a group, or owe for them, or may."""
        return [
            obligation
            for reading in self._terms.readings
            for obligation in reading.obligations
            if any(match(each, group) is not Match.NO for each in _counted_by(obligation))
        ]


def _counted_by(obligation: Obligation) -> list[Selector]:
    """Return whom an obligation counts, and whom it owes for."""
    owed = [item.counts for item in obligation.for_each if item.counts]
    return [obligation.delivered, *owed]


def _bears(first: date, last: date, obligation: Obligation) -> bool:
    """Return whether some days lie in those of an obligation, or may; in any while it has none."""
    return not obligation.spans or any(
        first <= span.last and span.first <= last for span in obligation.spans
    )


class AnyBasisRows:
    """The entries outside the agreement that obligations take in which name no basis, or owe for."""

    def __init__(self, terms: Terms) -> None:
        self._obligations = list(_without_basis(terms))
        self._taking = lru_cache(_FEW)(self._taking_on)

    def note(self, day: Day) -> None:
        """Take up the entries of a day."""
        for placed in day.recorded if self._obligations else ():
            each = placed.entry
            if each.group.basis != AGREEMENT:
                for obligation in self._taking(each.first, each.day, each.group):
                    obligation.take(placed)

    def _taking_on(self, first: date, last: date, group: Group) -> list["_WithoutBasis"]:
        return [each for each in self._obligations if each.takes(first, last, group)]

    def discrepancies(self) -> Iterator[Discrepancy]:
        """Return the obligations that take in any entry, in the order in which they are listed."""
        taking = (each.discrepancy() for each in self._obligations if each.number)
        return iter(sorted(taking, key=lambda discrepancy: discrepancy.place))


class _WithoutBasis:
    """An obligation under some readings, and what it takes in: how many, on which days, the first."""

    def __init__(self, obligation: Obligation, readings: tuple[str, ...], *, owed: bool) -> None:
        self.obligation, self.readings, self.owed = obligation, readings, owed
        items = (item.counts for item in obligation.for_each)
        owing = [counts for counts in items if counts is not None and counts.basis is None]
        self.selectors = owing if owed else [obligation.delivered]
        self.number = 0
        self.first, self.last = date.max, date.min
        self.recorded_first: list[tuple[int, str]] = []  # with their places, by these

    def takes(self, first: date, last: date, group: Group) -> bool:
        """Return whether it takes in entries of some days and a group, or may."""
        if not self.obligation.spans:
            return bool(self.selectors)
        return _bears(first, last, self.obligation) and any(
            match(each, group) is not Match.NO for each in self.selectors
        )

    def take(self, placed: Placed) -> None:
        """Take in an entry."""
        each = placed.entry
        self.number += 1
        self.first, self.last = min(self.first, each.first), max(self.last, each.day)
        insort(self.recorded_first, (placed.place, each.id))
        del self.recorded_first[MOST_NAMED:]

    def discrepancy(self) -> Discrepancy:
        """Return what there is to look at."""
        ids = tuple(name for _, name in self.recorded_first)
        what = "for_each" if self.owed else "counts"
        return Discrepancy(
            type=Type.ANY_BASIS,
            first=self.first,
            last=self.last,
            party=";".join(self.obligation.parties),
            subject=self.obligation.id,
            about=Noted((self.obligation.id,), what, ids, self.number - len(ids)),
            readings=self.readings,
        )


def _without_basis(terms: Terms) -> Iterator[_WithoutBasis]:
    """Yield the obligations that name no basis, by what the notes on the terms say."""
    for finding, readings in by_readings(terms, any_basis).items():
        known = (each for each in terms.readings if not readings or each.name in readings)
        obligation = next(known).by_id[finding.obligation]
        yield _WithoutBasis(obligation, readings, owed=isinstance(finding, AnyBasisOwed))
