"""How an obligation is judged: section 3 of ``ledger.md``, and nothing else.

The names are those of the rule there. Everything is a pure function of the terms, the sums of
what has happened, and the moment of judgement. Records leave room, so the rule is gone through in a
worst and in a best case at once, on sums that are read once.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from exchange_tracker.facts.event import event_title
from exchange_tracker.facts.figures import UNLIMITED, Figures
from exchange_tracker.facts.groups import Match
from exchange_tracker.facts.model import (
    UNDISCLOSED,
    Minimum,
    Obligation,
    Owed,
    Reading,
    Selector,
)
from exchange_tracker.facts.truce_day import NEVER, Clock
from exchange_tracker.judging.owing import Judged, Range, people_owed
from exchange_tracker.judging.period_verdicts import Matter, period_verdicts
from exchange_tracker.judging.periods import Period, periods
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
    return Judging(snapshot).verdicts(readings)


def judge_reading(reading: Reading, snapshot: Snapshot) -> Judged:
    """Return the verdicts of one reading by obligation, in the order of the terms."""
    return Judging(snapshot).reading(reading)


class Judging:
    """The judgement at one moment, in which what several readings have alike is judged once.

    Readings are told apart by their names.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._readings: dict[str, Judged] = {}
        self._verdicts: dict[tuple[object, ...], tuple[int, list[Verdict]]] = {}

    def verdicts(self, readings: Iterable[Reading]) -> list[Verdict]:
        """Return every verdict: by reading and obligation in the order of the terms, then by date."""
        return [
            verdict
            for reading in readings
            for verdicts in self.reading(reading).values()
            for verdict in verdicts
        ]

    def reading(self, reading: Reading) -> Judged:
        """Return the verdicts of a reading by obligation, in the order of the terms."""
        if reading.name not in self._readings:
            judged = Judged()
            for obligation in _computable(reading.obligations):
                self._judge(reading, obligation, judged)
            in_order = judged.ordered(obligation.id for obligation in reading.obligations)
            self._readings[reading.name] = in_order
        return self._readings[reading.name]

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
        if obligation.id in ordered:  # several had named it
            waiting.pop()
            continue
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
    recorded = zip(
        figures.selection(obligation.delivered).ranges(days),
        people_owed(owing, begun, judged, figures) if owing else _agreed(begun),
        figures.selection(_anything(obligation)).matches(days),
        strict=True,
    )
    matter = Matter(reading.name, obligation, today, bool(owing))
    later = every[len(begun) :]  # they are in order of date
    return [
        *period_verdicts(matter, begun, recorded),
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


def match_recorded(obligation: Obligation, first: date, last: date, figures: Figures) -> Match:
    """Return whether any entry of the parties, of a kind asked for, lies on some truce days."""
    return figures.recorded(_anything(obligation), first, last)


def _anything(obligation: Obligation) -> Selector:
    """Return what selects any entry of the parties, of a kind asked for."""
    return Selector(party=obligation.parties, kind=obligation.counts.kind)
