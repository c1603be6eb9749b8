"""Which verdicts are different now, and which entries made the difference."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from exchange_tracker.facts.entry import Entry
from exchange_tracker.facts.figures import Group, match
from exchange_tracker.facts.model import Obligation, Reading, Selector
from exchange_tracker.judging.judge import judge
from exchange_tracker.judging.verdict import Status, Verdict
from exchange_tracker.queries.query import Query
from exchange_tracker.store.ledger.altered_entries import altered_entries
from exchange_tracker.store.ledger.ledger import Ledger


class Flip(NamedTuple):
    """One period under one reading whose verdict is different now.

    ``before`` or ``after`` is ``None`` where it was or is not judged. ``entries`` are the ids of
    the entries that were recorded, corrected or retracted since and may bear on it.
    """

    before: Verdict | None
    after: Verdict | None
    entries: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """Return the verdict that names the period."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - a flip has at least one
        return found


def flips(
    before: Iterable[Verdict],
    after: Iterable[Verdict],
    readings: Sequence[Reading],
    changed: Sequence[Entry],
) -> Iterator[Flip]:
    """Yield the verdicts that differ, in the order of those of now; those that are gone come last."""
    entries = _Entries(changed)
    obligations = {reading.name: reading.by_id() for reading in readings}
    for old, new in changed_verdicts(before, after):
        flip = Flip(old, new, ())
        bearing = _bearing(flip, obligations.get(flip.verdict.reading, {}))
        yield flip._replace(entries=entries.that_bear(bearing))


def flips_since(now: Ledger, then: Ledger, at: datetime) -> list[Flip]:
    """Return what differs between a ledger and an earlier state of it, both judged at one moment."""
    readings = now.terms.readings
    before = judge(then.terms.readings, Query(then, at).snapshot())
    after = judge(readings, Query(now, at).snapshot())
    return list(flips(before, after, readings, altered_entries(now, then)))


def changed_verdicts(
    before: Iterable[Verdict], after: Iterable[Verdict]
) -> Iterator[tuple[Verdict | None, Verdict | None]]:
    """Yield each verdict that differs as it was and as it is; ``None`` where there was or is none.

    In the order of those after; those that are gone come last.
    """
    old, new = _by_key(before), _by_key(after)
    for key in dict.fromkeys((*new, *old)):
        if old.get(key) != new.get(key):
            yield old.get(key), new.get(key)


def _by_key(verdicts: Iterable[Verdict]) -> dict[tuple[object, ...], Verdict]:
    return {(v.reading, v.obligation, v.first, v.last): v for v in verdicts}


class _Asked(NamedTuple):
    """Entries that can bear on a verdict: a selector, and the truce days they lie in."""

    selector: Selector
    first: date
    last: date


class _Entries:
    """Entries by group and truce day, so that each verdict looks at its own only."""

    def __init__(self, changed: Sequence[Entry]) -> None:
        self._changed = changed
        self._places: dict[Group, dict[date, list[int]]] = {}
        self._spans = [
            (place, each) for place, each in enumerate(changed) if each.first != each.day
        ]
        for place, each in enumerate(changed):
            self._places.setdefault(each.group, {}).setdefault(each.day, []).append(place)
        self._days = {group: sorted(days) for group, days in self._places.items()}

    def that_bear(self, bearing: Iterable[_Asked]) -> tuple[str, ...]:
        """Return the ids of the entries that can bear on a verdict, in their own order."""
        found = {place for asked in bearing for place in self._asked_for(asked)}
        return tuple(dict.fromkeys(self._changed[place].id for place in sorted(found)))

    def _asked_for(self, asked: _Asked) -> Iterator[int]:
        for group, days in self._days.items():
            if match(asked.selector, group):
                for day in days[bisect_left(days, asked.first) : bisect_right(days, asked.last)]:
                    yield from self._places[group][day]
        for place, each in self._spans:
            if each.match(asked.selector, asked.first, asked.last):
                yield place


def _bearing(flip: Flip, known: Mapping[str, Obligation]) -> Iterator[_Asked]:
    """Yield what a flip can come from: the numbers, and whether the party was reported at all."""
    verdict = flip.verdict
    obligation = known.get(verdict.obligation)
    if obligation is None:
        return
    yield from _counted(obligation, known, verdict.first, verdict.last)
    statuses = [each.status for each in (flip.before, flip.after) if each]
    if Status.UNREPORTED in statuses or obligation.carry.arrears:
        anybody = Selector(party=obligation.delivered.party, kind=obligation.delivered.kind)
        yield _Asked(anybody, _begins(obligation, verdict.first), verdict.last)


def _counted(
    obligation: Obligation, known: Mapping[str, Obligation], first: date, last: date
) -> Iterator[_Asked]:
    """Yield what an obligation counts from a day to a day, through those it names."""
    begins = _begins(obligation, first)
    yield _Asked(obligation.delivered, begins, last)
    for owed in obligation.for_each:
        if owed.counts is not None:
            yield _Asked(owed.counts, begins, last)
        elif owed.obligation is not None and owed.obligation in known:
            yield from _counted(known[owed.obligation], known, begins, last)


def _begins(obligation: Obligation, first: date) -> date:
    """Return the first day that bears on a period: earlier ones do where something is carried."""
    carries = obligation.carry.credit or obligation.carry.arrears
    return min((span.first for span in obligation.spans), default=first) if carries else first
