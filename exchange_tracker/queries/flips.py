"""Which verdicts are different now, and which entries made the difference."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from exchange_tracker.facts.groups import Group, match
from exchange_tracker.facts.model import Obligation, Reading, Selector
from exchange_tracker.judging.judge import judge
from exchange_tracker.judging.verdict import Status, Verdict
from exchange_tracker.queries.joined_ids import AllIds, GrowingIds, JoinedIds
from exchange_tracker.queries.query import Query
from exchange_tracker.store.ledger.altered_entries import AlteredEntries, altered_entries
from exchange_tracker.store.ledger.ledger import Ledger


class Flip(NamedTuple):
    """One period under one reading whose verdict is different now.

    ``before`` or ``after`` is ``None`` where it was or is not judged. ``entries`` are the ids of
    the entries that were recorded, corrected or retracted since and may bear on it.
    """

    before: Verdict | None
    after: Verdict | None
    entries: JoinedIds

    @property
    def verdict(self) -> Verdict:
        """Return the verdict that names the period."""
        verdict = self.after or self.before
        assert verdict is not None  # noqa: S101 - a flip has at least one
        return verdict


def flips(
    before: Iterable[Verdict],
    after: Iterable[Verdict],
    readings: Sequence[Reading],
    altered: AlteredEntries,
) -> Iterator[Flip]:
    """Yield the verdicts that differ, in the order of those of now; those that are gone come last.

    Each verdict names its entries when it is asked for, so that nobody need keep the ids of them all.
    """
    entries = _Entries(altered)
    obligations = {reading.name: reading.by_id for reading in readings}
    for old, new in changed_verdicts(before, after):
        flip = Flip(old, new, JoinedIds(()))
        bearing = _bearing(flip, obligations.get(flip.verdict.reading, {}))
        yield flip._replace(entries=entries.that_bear(bearing, flip.verdict.first))


def flips_since(now: Ledger, then: Ledger, at: datetime) -> Iterator[Flip]:
    """Yield what differs between a ledger and an earlier state of it, both judged at one moment."""
    readings = now.terms.readings
    after = judge(readings, Query(now, at).snapshot())
    altered = altered_entries(
        now, then
    )  # before the sums as they were, which follow from the same rows
    before = judge(then.terms.readings, Query(then, at).snapshot())
    return flips(before, after, readings, altered)


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


class _Reached(NamedTuple):
    """The last day up to which entries were looked for, and their ids."""

    last: date
    ids: GrowingIds


class _Entries:
    """Entries by group and truce day, so that each verdict looks at its own only.

    Verdicts come by their days: where all that came before bears on them, each adds its own days to
    what the one before it reached.
    """

    def __init__(self, altered: AlteredEntries) -> None:
        self._days: dict[Group, dict[date, array[int]]] = {}
        self._spans: dict[tuple[date, date, Group], array[int]] = {}
        for group, day, first, places in altered.versions:
            self._days.setdefault(group, {}).setdefault(day, array("L")).extend(places)
            if first != day:
                self._spans.setdefault((first, day, group), array("L")).extend(places)
        self._every = AllIds(altered.ids)
        self._none = GrowingIds(self._every)
        self._in_order = {group: sorted(days) for group, days in self._days.items()}
        self._groups: dict[Selector, list[Group]] = {}
        self._reached: dict[tuple[tuple[Selector, date], ...], _Reached] = {}

    def that_bear(self, bearing: Iterable[_Asked], first: date) -> JoinedIds:
        """Return the ids of the entries that can bear on a verdict on a period from a day on."""
        asked = tuple(bearing)
        own = self._places(each for each in asked if each.first >= first)
        earlier = tuple(each for each in asked if each.first < first)
        if earlier:
            return self._up_to_now(earlier).with_places(own).ids
        return JoinedIds((self._every.joined(own),))

    def _up_to_now(self, asked: tuple[_Asked, ...]) -> GrowingIds:
        """Return the ids of what bears on one period after the other, with those of the next one."""
        key = tuple((each.selector, each.first) for each in asked)
        last = max(each.last for each in asked)
        before = self._reached.get(key)
        if before is None or before.last > last:
            before = _Reached(date.min, self._none)
        ids = before.ids.with_places(self._places(asked, before.last))
        self._reached[key] = _Reached(last, ids)
        return ids

    def _places(self, asked: Iterable[_Asked], after: date = date.min) -> "array[int]":
        """Return the places of the entries asked for, but for those of days up to one looked at before.

        Some of them more than once.
        """
        every = array("L")
        for selector, first, last in asked:
            for group in self._groups_of(selector):
                days = self._in_order[group]
                start = max(bisect_left(days, first), bisect_right(days, after))
                for day in days[start : bisect_right(days, last)]:
                    every += self._days[group][day]
            for (begins, day, group), places in self._spans.items():
                if after < begins <= last and first <= day and match(selector, group):
                    every += places
        return every

    def _groups_of(self, selector: Selector) -> list[Group]:
        """Return the groups that match a selector, or may."""
        groups = self._groups.get(selector)
        if groups is None:
            groups = [group for group in self._days if match(selector, group)]
            self._groups[selector] = groups
        return groups


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
