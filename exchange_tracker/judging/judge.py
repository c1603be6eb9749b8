"""How an obligation is judged: section 3 of ``ledger.md``, and nothing else.

The names are those of the rule there. Everything is a pure function of the terms, the sums of
what has happened, and the moment of judgement. Records leave room, so the rule is gone through in a
worst and in a best case at once, on sums that are read once.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from exchange_tracker.facts.figures import UNLIMITED, Amount, Figures
from exchange_tracker.facts.model import Carry, Obligation, Owed, Reading, Selector
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.judging.periods import Period, periods
from exchange_tracker.judging.verdict import (
    NOTHING_CARRIED,
    Carried,
    Credit,
    Settlement,
    Status,
    Verdict,
    settle_best,
    settle_worst,
)


class Snapshot(NamedTuple):
    """What is asked about: the sums of what has happened by ``at``, and the truce's clock."""

    figures: Figures
    clock: Clock
    at: datetime

    def begun(self, day: date) -> bool:
        """Return whether a truce day has begun."""
        return self.clock.begins(day) <= self.at

    def over(self, day: date) -> bool:
        """Return whether a truce day is over."""
        return self.clock.ends(day) <= self.at


class _Range(NamedTuple):
    """People of whom only the least and the most are known."""

    least: int = 0
    most: Amount = 0


_Judged = dict[str, list[Verdict]]


def judge(readings: Iterable[Reading], snapshot: Snapshot) -> list[Verdict]:
    """Return every verdict: by reading and obligation in the order of the terms, then by date."""
    return [
        verdict
        for reading in readings
        for verdicts in judge_reading(reading, snapshot).values()
        for verdict in verdicts
    ]


def judge_reading(reading: Reading, snapshot: Snapshot) -> _Judged:
    """Return the verdicts of one reading by obligation, in the order of the terms."""
    judged: _Judged = {}
    for obligation in _computable(reading.obligations):
        judged[obligation.id] = _judge_obligation(reading.name, obligation, judged, snapshot)
    return {obligation.id: judged[obligation.id] for obligation in reading.obligations}


def _computable(obligations: Sequence[Obligation]) -> list[Obligation]:
    """Order obligations so that each follows those its ``for_each`` names (there is no circle)."""
    by_id = {obligation.id: obligation for obligation in obligations}
    ordered: dict[str, Obligation] = {}
    waiting = list(reversed(obligations))  # a stack, as a chain may be longer than Python recurses
    while waiting:
        obligation = waiting[-1]
        named = [by_id[owed.obligation] for owed in obligation.for_each if owed.obligation in by_id]
        first = [other for other in named if other.id not in ordered]
        if first:
            waiting += reversed(first)
        else:
            ordered[obligation.id] = waiting.pop()
    return list(ordered.values())


def _judge_obligation(
    reading: str, obligation: Obligation, judged: _Judged, snapshot: Snapshot
) -> list[Verdict]:
    verdicts: list[Verdict] = []
    counts = obligation.delivered
    for period in periods(obligation):
        verdicts.append(
            _judge_period(reading, obligation, counts, period, verdicts, judged, snapshot)
            if snapshot.begun(period.first)
            else _upcoming(reading, obligation, period)
        )
    return verdicts


def _upcoming(reading: str, obligation: Obligation, period: Period) -> Verdict:
    return Verdict(
        reading=reading,
        obligation=obligation.id,
        parties=obligation.parties,
        first=period.first,
        last=period.last,
        status=Status.UPCOMING,
        required=period.required,
    )


def _judge_period(
    reading: str,
    obligation: Obligation,
    counts: Selector,
    period: Period,
    earlier: Sequence[Verdict],
    judged: _Judged,
    snapshot: Snapshot,
) -> Verdict:
    over = snapshot.over(period.last)
    delivered = _people(counts, period, snapshot.figures)
    required = _required(obligation, period, judged, snapshot.figures, over=over)
    recorded = is_recorded(obligation, period.first, period.last, snapshot.figures)
    worst_brought, best_brought = _brought(obligation, period, earlier)
    worst = settle_worst(delivered.least, required.most, worst_brought)
    alike = recorded and worst_brought is best_brought and _is_certain(delivered, required)
    best = (
        worst
        if alike
        else settle_best(delivered.most, required.least, best_brought, recorded=recorded)
    )
    worst_carried = _carried(obligation, worst_brought, worst, period)
    applied = _applied(obligation, delivered, worst_brought, best_brought, worst.due, best.due)
    return Verdict(
        reading=reading,
        obligation=obligation.id,
        parties=obligation.parties,
        first=period.first,
        last=period.last,
        status=_status(delivered.least, worst, best, over=over, recorded=recorded),
        required=required.least,
        required_most=required.most,
        delivered=delivered.least,
        delivered_most=delivered.most,
        recorded=recorded,
        worst_brought=worst_brought,
        best_brought=best_brought,
        worst_carried=worst_carried,
        best_carried=worst_carried if alike else _carried(obligation, best_brought, best, period),
        applied=applied.least,
        applied_most=applied.most,
    )


def _status(
    delivered: int, worst: Settlement, best: Settlement, *, over: bool, recorded: bool
) -> Status:
    """Return the first status that fits."""
    if delivered >= worst.due:
        return Status.MET
    if delivered + worst.credit_used >= worst.due:
        return Status.CREDITED
    if not over:
        return Status.PENDING
    if not recorded:
        return Status.UNREPORTED
    return Status.SHORT if best.shortfall else Status.UNDISCLOSED


def _is_certain(delivered: _Range, required: _Range) -> bool:
    return delivered.least == delivered.most and required.least == required.most


def _people(selector: Selector, period: Period, figures: Figures) -> _Range:
    """Return the people whom a selector finds in a period."""
    tallies = figures.between(selector, period.first, period.last)
    if len(tallies) == 1:  # a day: by far the most
        return _Range(tallies[0].people, tallies[0].most)
    return _Range(sum([each.people for each in tallies]), sum([each.most for each in tallies]))


def _required(
    obligation: Obligation, period: Period, judged: _Judged, figures: Figures, *, over: bool
) -> _Range:
    """Return the people required; what a period that is not over may yet ask for has no limit."""
    if period.required is not None:
        return _Range(period.required, period.required)
    items = [
        (item.owed, _named(item, period, judged, figures))
        for item in obligation.for_each
        if item.owed and (item.counts is not None or item.obligation in judged)
    ]
    least = sum(owed * people.least for owed, people in items)
    most = sum(owed * people.most for owed, people in items)
    return _Range(least, most if over or not items else UNLIMITED)


def _named(item: Owed, period: Period, judged: _Judged, figures: Figures) -> _Range:
    """Return the people whom an item of ``for_each`` names."""
    if item.counts is not None:
        return _people(item.counts, period, figures)
    verdicts = judged[item.obligation or ""]
    start = bisect_left(verdicts, period.first, key=lambda verdict: verdict.first)
    within = verdicts[start : bisect_right(verdicts, period.last, key=lambda verdict: verdict.last)]
    return _Range(
        sum(verdict.applied for verdict in within), sum(verdict.applied_most for verdict in within)
    )


def _applied(
    obligation: Obligation,
    delivered: _Range,
    worst_brought: Carried,
    best_brought: Carried,
    most_due: Amount,
    least_due: Amount,
) -> _Range:
    """Return the people applied; those of a surplus that is carried only when it is used."""
    if not obligation.carry.credit:
        return delivered
    return _Range(
        int(min(delivered.least + worst_brought.people, least_due)),
        min(delivered.most + best_brought.people, most_due),
    )


def _brought(
    obligation: Obligation, period: Period, earlier: Sequence[Verdict]
) -> tuple[Carried, Carried]:
    """Return what the worst and the best case are brought, without credit that has lapsed."""
    if not earlier:
        return NOTHING_CARRIED, NOTHING_CARRIED
    worst, best = earlier[-1].worst_carried, earlier[-1].best_carried
    if obligation.carry_days is None:
        return worst, best
    left = _without_lapsed(worst, period.first, obligation.carry_days)
    return left, left if best is worst else _without_lapsed(
        best, period.first, obligation.carry_days
    )


def _without_lapsed(carried: Carried, first: date, carry_days: int) -> Carried:
    """Return what is left of it in a period that starts on ``first``."""
    lapsed = [(first - credit.earned).days > carry_days for credit in carried.credit]
    if not any(lapsed):
        return carried
    return carried._replace(
        credit=tuple(
            credit for credit, gone in zip(carried.credit, lapsed, strict=True) if not gone
        )
    )


def _carried(
    obligation: Obligation, brought: Carried, settled: Settlement, period: Period
) -> Carried:
    """Return what one case hands on: what was not used and the surplus, and the shortfall."""
    carry = obligation.carry
    if carry is Carry.NONE:
        return NOTHING_CARRIED
    credit: tuple[Credit, ...] = ()
    if carry.credit:
        credit = _unused(brought.credit, settled.credit_used)
        if settled.surplus:
            credit += (Credit(settled.surplus, period.last),)
        if obligation.carry_days is None:
            credit = _as_one(credit)
    arrears = settled.shortfall if carry.arrears else 0
    return Carried(credit, arrears) if credit or arrears else NOTHING_CARRIED


def _unused(credits_: Iterable[Credit], used: Amount) -> tuple[Credit, ...]:
    """Take ``used`` people from credit, oldest first, and return what is left."""
    left = []
    for credit in credits_:
        taken = min(credit.people, used)
        used -= taken
        if credit.people > taken:
            left.append(Credit(credit.people - taken, credit.earned))
    return tuple(left)


def _as_one(credit: tuple[Credit, ...]) -> tuple[Credit, ...]:
    """Add up credit that never lapses, so that a long truce does not carry a long list."""
    return (Credit(Carried(credit).people, credit[-1].earned),) if credit else ()


def is_recorded(obligation: Obligation, first: date, last: date, figures: Figures) -> bool:
    """Return whether any entry of the parties, of a kind asked for, lies on some truce days."""
    anything = Selector(party=obligation.parties, kind=obligation.counts.kind)
    return figures.recorded(anything, first, last)
