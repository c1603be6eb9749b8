"""How an obligation is judged: section 3 of ``ledger.md``, and nothing else.

The names are those of the rule there. Everything is a pure function of the terms, the sums of
what has happened, and the moment of judgement. Records leave room, so the rule is gone through in a
worst and in a best case at once, on sums that are read once.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from exchange_tracker.facts.event import event_title
from exchange_tracker.facts.figures import UNLIMITED, Amount, Figures, Selection
from exchange_tracker.facts.groups import Match
from exchange_tracker.facts.model import (
    UNDISCLOSED,
    Minimum,
    Obligation,
    Reading,
    Selector,
)
from exchange_tracker.facts.truce_day import NEVER, Clock
from exchange_tracker.judging import carrying
from exchange_tracker.judging.owing import Judged, Range, people_owed
from exchange_tracker.judging.periods import Period, periods
from exchange_tracker.judging.settlement import (
    Carried,
    Settlement,
    settle_best,
    settle_worst,
)
from exchange_tracker.judging.verdict import Status, Verdict


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

    @property
    def today(self) -> date:
        """Return the truce day of the moment."""
        return self.clock.day_of(self.at)


class _Matter(NamedTuple):
    """An obligation under one reading, with what is looked up for each of its periods.

    ``anything`` finds any entry of its parties, of a kind it asks for; ``owed`` are the people owed
    for others in each of its periods that have begun, by its first day; ``None`` where none are ever.
    """

    reading: str
    obligation: Obligation
    delivered: Selection
    anything: Selection
    owed: dict[date, Range] | None


def _matter(
    reading: Reading,
    obligation: Obligation,
    begun: Sequence[Period],
    judged: Judged,
    figures: Figures,
) -> _Matter:
    owing = tuple(
        item
        for item in obligation.for_each
        if item.owed and (item.counts is not None or item.obligation in judged)
    )
    owed = None
    if owing:
        people = people_owed(owing, begun, judged, figures)
        owed = {period.first: owe for period, owe in zip(begun, people, strict=True)}
    return _Matter(
        reading.name,
        obligation,
        figures.selection(obligation.delivered),
        figures.selection(_anything(obligation)),
        owed,
    )


def judge(readings: Iterable[Reading], snapshot: Snapshot) -> list[Verdict]:
    """Return every verdict: by reading and obligation in the order of the terms, then by date."""
    return [
        verdict
        for reading in readings
        for verdicts in judge_reading(reading, snapshot).values()
        for verdict in verdicts
    ]


def judge_reading(reading: Reading, snapshot: Snapshot) -> Judged:
    """Return the verdicts of one reading by obligation, in the order of the terms."""
    judged = Judged()
    for obligation in _computable(reading.obligations):
        judged[obligation.id] = judge_obligation(reading, obligation, judged, snapshot)
    return Judged((obligation.id, judged[obligation.id]) for obligation in reading.obligations)


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


def judge_obligation(
    reading: Reading, obligation: Obligation, judged: Judged, snapshot: Snapshot
) -> list[Verdict]:
    """Return the verdicts on one obligation, by date; those on others that it names are left as they are."""
    verdicts: list[Verdict] = []
    today = snapshot.today
    every = periods(obligation, today)
    begun = [each for each in every if _has_begun(obligation, each, snapshot.at, today)]
    matter = _matter(reading, obligation, begun, judged, snapshot.figures)
    for period in begun:
        verdicts.append(_judge_period(matter, period, verdicts, over=period.last < today))
    later = every[len(begun) :]  # they are in order of date
    return verdicts + [_not_begun(reading, obligation, period) for period in later]


def _has_begun(obligation: Obligation, period: Period, at: datetime, today: date) -> bool:
    """Return whether a period has begun: what hangs on an event at its moment, not with its day."""
    if obligation.after:
        return obligation.after.at is not None and obligation.after.at <= at
    return period.first <= today


def _not_begun(reading: Reading, obligation: Obligation, period: Period) -> Verdict:
    number = _number(period.required)
    return Verdict(
        reading=reading.name,
        obligation=obligation.id,
        parties=obligation.parties,
        first=period.first,
        last=period.last,
        status=Status.WAITING if period.first is NEVER else Status.UPCOMING,
        required=number,
        required_most=UNLIMITED if period.required == UNDISCLOSED else number or 0,
        event=event_title(obligation.after, reading.events),
    )


def _number(minimum: Minimum | None) -> int | None:
    """Return how many are owed; ``None`` where that was not agreed, or hangs on others."""
    return minimum if isinstance(minimum, int) else None


def _judge_period(
    matter: _Matter, period: Period, earlier: Sequence[Verdict], *, over: bool
) -> Verdict:
    obligation = matter.obligation
    delivered = _people(matter.delivered, period)
    so_far = _required(matter, period)
    required = so_far if over or not matter.owed else Range(so_far.least, UNLIMITED)
    found = matter.anything.recorded(period.first, period.last)
    recorded = found is Match.YES
    worst_brought, best_brought = carrying.brought(obligation, period, earlier)
    worst = settle_worst(delivered.least, required.most, worst_brought)
    alike = recorded and worst_brought is best_brought and _is_certain(delivered, required)
    best = (
        worst
        if alike
        else settle_best(delivered.most, required.least, best_brought, recorded=recorded)
    )
    worst_carried = carrying.carried(obligation, worst_brought, worst, period)
    applied = _applied(obligation, delivered, worst_brought, best_brought, worst.due, best.due)
    return Verdict(  # by place: by name it takes twice as long, and a long truce has thousands
        matter.reading,
        obligation.id,
        obligation.parties,
        period.first,
        period.last,
        status_of(delivered.least, worst, best, over=over, recorded=found),
        None if period.required == UNDISCLOSED else required.least,
        required.most,
        so_far.most,
        delivered.least,
        delivered.most,
        recorded,
        found is Match.MAY,
        worst_brought,
        best_brought,
        worst_carried,
        worst_carried if alike else carrying.carried(obligation, best_brought, best, period),
        applied.least,
        applied.most,
    )


def status_of(
    delivered: int, worst: Settlement, best: Settlement, *, over: bool, recorded: Match
) -> Status:
    """Return the first status that fits."""
    if delivered >= worst.due:
        return Status.MET
    if delivered + worst.credit_used >= worst.due:
        return Status.CREDITED
    if not over:
        return Status.PENDING
    if recorded is Match.NO:
        return Status.UNREPORTED
    is_short = recorded is Match.YES and best.shortfall
    return Status.SHORT if is_short else Status.UNDISCLOSED


def _is_certain(delivered: Range, required: Range) -> bool:
    return delivered.least == delivered.most and required.least == required.most


def _people(selection: Selection, period: Period) -> Range:
    """Return the people of a selection in a period."""
    tally = selection.tally(period.first, period.last)
    return Range(tally.people, tally.most)


def _required(matter: _Matter, period: Period) -> Range:
    """Return the people required, for what has happened so far."""
    if period.required == UNDISCLOSED:
        return Range(0, UNLIMITED)
    number = _number(period.required)
    if number is not None:
        return Range(number, number)
    return matter.owed[period.first] if matter.owed else Range()


def _applied(
    obligation: Obligation,
    delivered: Range,
    worst_brought: Carried,
    best_brought: Carried,
    most_due: Amount,
    least_due: Amount,
) -> Range:
    """Return the people applied; those of a surplus that is carried only when it is used."""
    if not obligation.carry.credit:
        return delivered
    return Range(
        int(min(delivered.least + worst_brought.people, least_due)),
        min(delivered.most + best_brought.people, most_due),
    )


def match_recorded(obligation: Obligation, first: date, last: date, figures: Figures) -> Match:
    """Return whether any entry of the parties, of a kind asked for, lies on some truce days."""
    return figures.recorded(_anything(obligation), first, last)


def _anything(obligation: Obligation) -> Selector:
    """Return what selects any entry of the parties, of a kind asked for."""
    return Selector(party=obligation.parties, kind=obligation.counts.kind)
