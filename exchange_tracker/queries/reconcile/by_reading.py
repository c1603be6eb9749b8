"""The totals under the terms' readings: people applied to obligations over the periods of a range."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate, pairwise
from typing import NamedTuple

from exchange_tracker.facts.model import Obligation, Reading, Terms
from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.judging.verdict import Verdict
from exchange_tracker.queries.reconcile.alteration import Alteration, Explanation, Rule
from exchange_tracker.queries.reconcile.claim_scope import Scope
from exchange_tracker.queries.reconcile.running import CountScope, Running

MOST_SETS = 64  # of obligations that are added up, for one reading


class Applied(NamedTuple):
    """What one reading applies to one obligation, period by period."""

    obligation: str
    mask: int
    verdicts: tuple[Verdict, ...]
    sums: tuple[int, ...]
    asked: tuple[int, ...]  # running sums, too; empty where no number is agreed

    def within(self, first: date, last: date) -> tuple[int, int]:
        """Return the numbers of the periods that lie within a range, the end after the last."""
        start = bisect_left(self.verdicts, first, key=lambda verdict: verdict.first)
        return start, max(start, bisect_right(self.verdicts, last, key=lambda each: each.last))


class ObligationSet(NamedTuple):
    """Obligations whose people are added up under one reading: one, or several that lie apart."""

    reading: str
    applied: tuple[Applied, ...]


def obligation_sets(
    terms: Terms, readings: Iterable[tuple[Reading, dict[str, list[Verdict]]]], running: Running
) -> list[ObligationSet]:
    """Return what can be added up: each obligation, those of the extension clause, those of a party.

    The obligations of a party are added up where their kinds are the same and their spans lie
    apart, as many of them as do.
    """
    clause = terms.extension.obligations if terms.extension else ()
    found = []
    for reading, judged in readings:
        by_id = {each.id: each for each in reading.obligations}
        named = tuple(name for name in clause if name in by_id)
        sets = dict.fromkeys(
            [*((name,) for name in by_id), *([named] if named else []), *_apart(reading)]
        )
        applied = {name: _applied(by_id[name], judged[name], running) for name in by_id}
        found += [
            ObligationSet(reading.name, tuple(applied[name] for name in names)) for names in sets
        ]
    return found


def _applied(obligation: Obligation, verdicts: Sequence[Verdict], running: Running) -> Applied:
    sums = accumulate((verdict.applied for verdict in verdicts), initial=0)
    mask = running.mask(obligation.delivered)
    agreed = accumulate((verdict.required or 0 for verdict in verdicts), initial=0)
    asked = () if obligation.for_each else tuple(agreed)
    return Applied(obligation.id, mask, tuple(verdicts), tuple(sums), asked)


def _apart(reading: Reading) -> list[tuple[str, ...]]:
    """Return the largest sets of obligations of the same party and kind whose spans lie apart."""
    alike: dict[object, list[Obligation]] = {}
    for obligation in reading.obligations:
        alike.setdefault((obligation.parties, obligation.counts.kind), []).append(obligation)
    sets: list[list[Obligation]] = []
    for obligations in alike.values():
        grown: list[list[Obligation]] = []
        for obligation in obligations:
            fitting = [some for some in grown if not any(_overlap(obligation, o) for o in some)]
            grown = [some for some in grown if some not in fitting]
            grown += [[*some, obligation] for some in fitting] or [[obligation]]
            grown = grown[:MOST_SETS]
        sets += grown
    return [tuple(each.id for each in some) for some in sets if len(some) > 1]


def _overlap(one: Obligation, other: Obligation) -> bool:
    return any(a.first <= b.last and b.first <= a.last for a in one.spans for b in other.spans)


def by_readings(
    running: Running,
    sums: Iterable[ObligationSet],
    scope: Scope,
    base: CountScope,
    fits: Callable[[int], bool],
    apart: Callable[[str], Mapping[str, Sequence[Verdict]]],
) -> list[Explanation]:
    """Return the readings under which the people applied over the periods of a range fit.

    Only obligations that count somebody whom the claim counts are asked. Readings that apply the
    same people are named together. ``apart`` gives verdicts with each credit under its period.
    """
    alike: dict[_Found, list[str]] = {}
    for each in sums:
        found = _applied_within(running, each, scope, base, fits, apart)
        if found is not None:
            alike.setdefault(found, []).append(each.reading)
    return [
        Explanation(
            (Alteration(Rule.READING, readings=tuple(names), obligations=obligations),),
            counts,
            credit,
            people,
        )
        for (obligations, counts, credit, people), names in alike.items()
    ]


def by_terms(
    sums: Iterable[ObligationSet], scope: Scope, base: CountScope, figure: int
) -> list[Explanation]:
    """Return the obligations that ask for a figure over the periods of its range.

    Readings that ask for the same number of the same obligations are named together.
    """
    alike: dict[tuple[str, ...], list[str]] = {}
    for each in sums:
        parts = _within(each, scope, base)
        agreed = [
            applied.asked[end] - applied.asked[start]
            for applied, start, end in parts
            if applied.asked
        ]
        if parts and len(agreed) == len(parts) and sum(agreed) == figure > 0:
            alike.setdefault(tuple(applied.obligation for applied in each.applied), []).append(
                each.reading
            )
    return [
        Explanation((Alteration(Rule.AGREED, readings=tuple(names), obligations=obligations),), ())
        for obligations, names in alike.items()
    ]


_Found = tuple[tuple[str, ...], tuple[CountScope, ...], tuple[date, ...], int]
_Part = tuple[Applied, int, int]


def _within(sums: ObligationSet, scope: Scope, base: CountScope) -> list[_Part]:
    """Return the periods of each obligation that lie in a range; nothing where one has none."""
    parts = [(applied, *applied.within(scope.first, scope.last)) for applied in sums.applied]
    if any(start == end or not applied.mask & base.mask for applied, start, end in parts):
        return []
    return parts


def _applied_within(
    running: Running,
    sums: ObligationSet,
    scope: Scope,
    base: CountScope,
    fits: Callable[[int], bool],
    apart: Callable[[str], Mapping[str, Sequence[Verdict]]],
) -> _Found | None:
    """Return the obligations, what is delivered and the credit used, where the people applied fit."""
    parts = _within(sums, scope, base)
    people = sum(applied.sums[end] - applied.sums[start] for applied, start, end in parts)
    if not parts or not fits(people):
        return None
    judged = [verdict for applied, start, end in parts for verdict in applied.verdicts[start:end]]
    if not all(verdict.status.has_begun for verdict in judged):
        return None
    counts = tuple(
        CountScope(applied.mask, *running.between(run[0].first, run[-1].last))
        for applied, start, end in parts
        for run in _runs(applied.verdicts[start:end])
    )
    credit: tuple[date, ...] = ()
    if any(verdict.credit_used for verdict in judged):
        verdicts = apart(sums.reading)
        used = [v for applied, start, end in parts for v in verdicts[applied.obligation][start:end]]
        credit = _credit_from(used, scope.first)
    return tuple(a.obligation for a, _, _ in parts), counts, credit, people


def _runs(verdicts: Sequence[Verdict]) -> Iterator[list[Verdict]]:
    """Yield the verdicts of periods that follow each other without a day between, together."""
    run = list(verdicts[:1])
    for before, verdict in pairwise(verdicts):
        if verdict.first - before.last > DAY:
            yield run
            run = []
        run.append(verdict)
    yield run


def _credit_from(verdicts: Iterable[Verdict], first: date) -> tuple[date, ...]:
    """Return the days before a range on which credit was earned that was used within it."""
    days = {day for verdict in verdicts for day in _used(verdict) if day < first}
    return tuple(sorted(days))


def _used(verdict: Verdict) -> Iterator[date]:
    """Yield the days that earned the credit which a verdict uses: the oldest is used first."""
    left = verdict.credit_used
    for credit in verdict.worst_brought.credit:
        if left <= 0:
            return
        yield credit.earned
        left -= int(credit.people)
