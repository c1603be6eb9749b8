"""Any number written out: which entries it adds up, and what else it rests on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from exchange_tracker.facts.figures import matches, may_match
from exchange_tracker.facts.model import Obligation, Owed, Reading, Selector
from exchange_tracker.judging.verdict import Credit, Verdict
from exchange_tracker.queries.discrepancies.of_entries import Entry


class Counted(NamedTuple):
    """Entries that a selection counts over some truce days, in order of day, and their people.

    ``open`` are those that leave the number open: undisclosed, or blank where something is asked.
    """

    entries: tuple[Entry, ...]
    open: tuple[Entry, ...]

    @property
    def people(self) -> int:
        """Return the people that are counted."""
        return sum(each.people or 0 for each in self.entries)


class Named(NamedTuple):
    """One item of ``for_each``: the people it names, and where they come from."""

    owed: Owed
    people: int
    counted: Counted | None  # None: it names another obligation
    applied: tuple[Verdict, ...]

    @property
    def required(self) -> int:
        """Return the people that are owed for them."""
        return self.owed.owed * self.people


class CreditEarned(NamedTuple):
    """Credit brought forward, and what was delivered in the period that earned it."""

    credit: Credit
    verdict: Verdict | None
    counted: Counted


class Derived(NamedTuple):
    """A verdict with everything that it follows from."""

    verdict: Verdict
    obligation: Obligation
    reading: Reading
    delivered: Counted
    named: tuple[Named, ...]
    earned: tuple[CreditEarned, ...]


def counted(entries: Iterable[Entry], selector: Selector, first: date, last: date) -> Counted:
    """Return the entries that a selection counts on some truce days."""
    inside = sorted(
        (each for each in entries if first <= each.day <= last), key=lambda each: each.day
    )
    return Counted(
        tuple(each for each in inside if matches(selector, each.group)),
        tuple(
            each
            for each in inside
            if (matches(selector, each.group) and each.people is None)
            or (may_match(selector, each.group) and each.people != 0)
        ),
    )


def period_of(verdicts: Iterable[Verdict], day: date) -> Verdict | None:
    """Return the verdict on the period that a truce day lies in."""
    return next((each for each in verdicts if each.first <= day <= each.last), None)


def derive(
    verdict: Verdict,
    reading: Reading,
    judged: Mapping[str, Sequence[Verdict]],
    entries: Sequence[Entry],
) -> Derived:
    """Return a verdict with what was delivered, what it was owed for, and where credit came from."""
    obligation = next(each for each in reading.obligations if each.id == verdict.obligation)
    own = obligation.counts._replace(party=obligation.parties)
    return Derived(
        verdict=verdict,
        obligation=obligation,
        reading=reading,
        delivered=counted(entries, own, verdict.first, verdict.last),
        named=tuple(_named(owed, verdict, judged, entries) for owed in obligation.for_each),
        earned=tuple(
            _earned(credit, own, judged[obligation.id], entries)
            for credit in verdict.worst_brought.credit
        ),
    )


def _named(
    owed: Owed, verdict: Verdict, judged: Mapping[str, Sequence[Verdict]], entries: Sequence[Entry]
) -> Named:
    if owed.counts is not None:
        found = counted(entries, owed.counts, verdict.first, verdict.last)
        return Named(owed, found.people, found, ())
    applied = tuple(
        each
        for each in judged.get(owed.obligation or "", ())
        if verdict.first <= each.first and each.last <= verdict.last
    )
    return Named(owed, sum(each.applied for each in applied), None, applied)


def _earned(
    credit: Credit, own: Selector, verdicts: Sequence[Verdict], entries: Sequence[Entry]
) -> CreditEarned:
    verdict = period_of(verdicts, credit.earned)
    first = verdict.first if verdict else credit.earned
    return CreditEarned(credit, verdict, counted(entries, own, first, credit.earned))
