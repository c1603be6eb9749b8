"""How an obligation is judged: section 3 of ``ledger.md``, and nothing else.

The names are those of the rule there. Everything is a pure function of the terms, the sums of
what has happened, and the moment of judgement. Records leave room, so the rule is gone through in a
worst and in a best case at once, on sums that are read once.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import starmap
from typing import NamedTuple

from exchange_tracker.facts.event import event_title
from exchange_tracker.facts.figures import UNLIMITED, Amount, Figures
from exchange_tracker.facts.groups import Match
from exchange_tracker.facts.model import (
    UNDISCLOSED,
    Carry,
    Minimum,
    Obligation,
    Owed,
    Reading,
    Selector,
)
from exchange_tracker.facts.truce_day import NEVER, Clock
from exchange_tracker.judging import carrying
from exchange_tracker.judging.owing import Judged, Range, people_owed
from exchange_tracker.judging.periods import Period, periods
from exchange_tracker.judging.settlement import (
    NOTHING_CARRIED,
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


def judge(readings: Iterable[Reading], snapshot: Snapshot) -> list[Verdict]:
    """Return every verdict: by reading and obligation in the order of the terms, then by date."""
    judging = Judging(snapshot)
    return [
        verdict
        for reading in readings
        for verdicts in judging.reading(reading).values()
        for verdict in verdicts
    ]


def judge_reading(reading: Reading, snapshot: Snapshot) -> Judged:
    """Return the verdicts of one reading by obligation, in the order of the terms."""
    return Judging(snapshot).reading(reading)


class Judging:
    """The judgement at one moment, in which what several readings have alike is judged once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._verdicts: dict[tuple[object, ...], tuple[int, list[Verdict]]] = {}

    def reading(self, reading: Reading) -> Judged:
        """Return the verdicts of a reading by obligation, in the order of the terms."""
        judged = Judged()
        for obligation in _computable(reading.obligations):
            self._judge(reading, obligation, judged)
        return judged.ordered(obligation.id for obligation in reading.obligations)

    def _judge(self, reading: Reading, obligation: Obligation, judged: Judged) -> None:
        key = self.key(reading, obligation, judged)
        if key not in self._verdicts:
            verdicts = judge_obligation(reading, obligation, judged, self.snapshot)
            self._verdicts[key] = len(self._verdicts), verdicts
        number, verdicts = self._verdicts[key]
        if verdicts and verdicts[0].reading != reading.name:
            verdicts = [Verdict(reading.name, *each[1:]) for each in verdicts]
        judged.add(obligation.id, verdicts, number)

    def key(self, reading: Reading, obligation: Obligation, judged: Judged) -> tuple[object, ...]:
        """Return what tells an obligation from all that are judged otherwise, under any reading.

        Those on others that it names are left as they are in ``judged``.
        """
        ends = tuple(span.last is NEVER for span in obligation.spans)
        named = tuple(judged.numbers.get(owed.obligation or "") for owed in obligation.for_each)
        return obligation, ends, event_title(obligation.after, reading.events), named


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
    today, figures = snapshot.today, snapshot.figures
    every = periods(obligation, today)
    begun = [each for each in every if _has_begun(obligation, each, snapshot.at, today)]
    days = [(period.first, period.last) for period in begun]
    owing = _owing(obligation, judged)
    recorded = map(
        _Recorded,
        starmap(Range, figures.selection(obligation.delivered).ranges(days)),
        people_owed(owing, begun, judged, figures) if owing else _agreed(begun),
        figures.selection(_anything(obligation)).matches(days),
    )
    matter = _Matter(reading.name, obligation, today, bool(owing))
    later = every[len(begun) :]  # they are in order of date
    return [
        *_verdicts(matter, begun, recorded),
        *(_not_begun(reading, obligation, period) for period in later),
    ]


def _owing(obligation: Obligation, judged: Judged) -> tuple[Owed, ...]:
    """Return the items by which anything can be owed: none for an obligation that the reading voids."""
    return tuple(
        item
        for item in obligation.for_each
        if item.owed and (item.counts is not None or item.obligation in judged)
    )


def _agreed(begun: Sequence[Period]) -> Iterator[Range]:
    """Yield the people that are required by number; of what hangs on others nobody."""
    known: dict[Minimum | None, Range] = {}
    for required in (period.required for period in begun):
        if required not in known:
            open_ = required == UNDISCLOSED
            number = _number(required) or 0
            known[required] = Range(number, UNLIMITED if open_ else number)
        yield known[required]


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


class _Matter(NamedTuple):
    """An obligation under one reading, and the truce day of the moment.

    What ``grows`` is owed for others: until its period is over there is no limit to it.
    """

    reading: str
    obligation: Obligation
    today: date
    grows: bool


class _Recorded(NamedTuple):
    """What is recorded of one period: people delivered and required, and whether anything is."""

    delivered: Range
    required: Range
    anything: Match


def _verdicts(
    matter: _Matter, begun: Sequence[Period], recorded: Iterable[_Recorded]
) -> list[Verdict]:
    """Return the verdicts on periods that have begun; each hands on to the next."""
    if matter.obligation.carry is Carry.NONE:
        nothing = NOTHING_CARRIED
        return [
            _verdict(matter, *each, nothing, nothing) for each in zip(begun, recorded, strict=True)
        ]
    verdicts = []
    worst = best = NOTHING_CARRIED
    for period, each in zip(begun, recorded, strict=True):
        worst, best = carrying.brought(matter.obligation, period, worst, best)
        verdict = _verdict(matter, period, each, worst, best)
        worst, best = verdict.worst_carried, verdict.best_carried
        verdicts.append(verdict)
    return verdicts


def _verdict(
    matter: _Matter,
    period: Period,
    recorded: _Recorded,
    worst_brought: Carried,
    best_brought: Carried,
) -> Verdict:
    reading, obligation, today, grows = matter
    (least, most), so_far, anything = recorded
    over = period.last < today
    required = Range(so_far.least, UNLIMITED) if grows and not over else so_far
    worst = settle_worst(least, required.most, worst_brought)
    alike = (
        anything is Match.YES
        and worst_brought is best_brought
        and least == most
        and required.least == required.most
    )
    best = worst
    if not alike:
        best = settle_best(most, required.least, best_brought, recorded=anything is Match.YES)
    worst_carried = best_carried = NOTHING_CARRIED
    if obligation.carry is not Carry.NONE:
        worst_carried = best_carried = carrying.carried(obligation, worst_brought, worst, period)
        if not alike:
            best_carried = carrying.carried(obligation, best_brought, best, period)
    applied: tuple[int, Amount] = least, most
    if obligation.carry.credit:  # people of a surplus that is carried only when it is used
        applied_least = min(least + worst_brought.people, best.due)
        applied = int(applied_least), min(most + best_brought.people, worst.due)
    return Verdict(  # by place: by name it takes twice as long, and a long truce has thousands
        reading,
        obligation.id,
        obligation.parties,
        period.first,
        period.last,
        status_of(least, worst, best, over=over, recorded=anything),
        None if period.required == UNDISCLOSED else required.least,
        required.most,
        so_far.most,
        least,
        most,
        anything is Match.YES,
        anything is Match.MAY,
        worst_brought,
        best_brought,
        worst_carried,
        best_carried,
        *applied,
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


def match_recorded(obligation: Obligation, first: date, last: date, figures: Figures) -> Match:
    """Return whether any entry of the parties, of a kind asked for, lies on some truce days."""
    return figures.recorded(_anything(obligation), first, last)


def _anything(obligation: Obligation) -> Selector:
    """Return what selects any entry of the parties, of a kind asked for."""
    return Selector(party=obligation.parties, kind=obligation.counts.kind)
