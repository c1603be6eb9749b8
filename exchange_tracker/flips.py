"""Which verdicts are different now, and which entries made the difference."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from exchange_tracker.entries import truce_day
from exchange_tracker.figures import Group, group_of, matches, may_match
from exchange_tracker.model import Obligation, Reading, Release, Selector
from exchange_tracker.truce_day import Clock
from exchange_tracker.verdict import Status, Verdict


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
        """Give the verdict that names the period."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - a flip has at least one
        return found


class Touched(NamedTuple):
    """One version of an entry that was written or superseded since."""

    id: str
    day: date
    group: Group


def what_counts(entry: Release) -> tuple[object, ...]:
    """Give what a verdict can depend on: two versions that have it in common differ in no sum."""
    return entry.day, entry.at, entry.count, _group(entry)


def touched(entries: Iterable[Release], clock: Clock) -> list[Touched]:
    """Give what is needed to tell where an entry bears on a verdict."""
    return [
        Touched(
            entry.id,
            truce_day(entry.day, entry.at, clock),
            _group(entry),
        )
        for entry in entries
    ]


def _group(entry: Release) -> Group:
    return group_of(entry.party, entry.kind, entry.category, entry.nationality, entry.basis)


def flips(
    before: Iterable[Verdict],
    after: Iterable[Verdict],
    readings: Sequence[Reading],
    changed: Sequence[Touched],
) -> Iterator[Flip]:
    """Give the verdicts that differ, in the order of those of now; those that are gone come last."""
    old, new = _by_key(before), _by_key(after)
    known = {reading.name: {each.id: each for each in reading.obligations} for reading in readings}
    for key in dict.fromkeys((*new, *old)):
        if old.get(key) == new.get(key):
            continue
        verdict = new.get(key) or old[key]
        obligations = known.get(verdict.reading, {})
        obligation = obligations.get(verdict.obligation)
        selectors = [*_bearing(obligation, obligations)]
        if Status.UNREPORTED in {found.status for found in (old.get(key), new.get(key)) if found}:
            selectors += [Selector(party=each.party, kind=each.kind) for each in selectors]
        first = _first_day(obligation, verdict)
        entries = dict.fromkeys(
            each.id
            for each in changed
            if first <= each.day <= verdict.last
            and any(matches(s, each.group) or may_match(s, each.group) for s in selectors)
        )
        yield Flip(old.get(key), new.get(key), tuple(entries))


def _by_key(verdicts: Iterable[Verdict]) -> dict[tuple[object, ...], Verdict]:
    return {(v.reading, v.obligation, v.first, v.last): v for v in verdicts}


def _bearing(obligation: Obligation | None, known: Mapping[str, Obligation]) -> Iterator[Selector]:
    """Give the selectors that an obligation's numbers depend on, through those it names."""
    if obligation is None:
        return
    yield obligation.delivered
    for owed in obligation.for_each:
        if owed.counts is not None:
            yield owed.counts
        else:
            yield from _bearing(known.get(owed.obligation or ""), known)


def _first_day(obligation: Obligation | None, verdict: Verdict) -> date:
    """Give the first day that bears on a verdict: earlier ones do where something is carried."""
    if obligation is None:
        return verdict.first
    carries = obligation.carry.credit or obligation.carry.arrears or obligation.for_each
    return min(span.first for span in obligation.spans) if carries else verdict.first
