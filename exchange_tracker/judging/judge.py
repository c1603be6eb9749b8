"""How an obligation is judged: section 3 of ``ledger.md``, and nothing else.

The names are those of the rule there. Everything is a pure function of the terms, the sums of
what has happened, and the moment of judgement.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import takewhile
from typing import NamedTuple

from exchange_tracker.facts.figures import Figures
from exchange_tracker.facts.model import Obligation, Owed, Reading, Selector
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.judging.periods import Period, periods
from exchange_tracker.judging.verdict import Credit, Status, Verdict, people


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


class _Found(NamedTuple):
    """People that a sum found, and whether entries that could add to it are unknown."""

    people: int = 0
    uncertain: bool = False


def judge(readings: Iterable[Reading], moment: Snapshot) -> list[Verdict]:
    """Return every verdict: by reading and obligation in the order of the terms, then by date."""
    return [
        verdict
        for reading in readings
        for verdicts in judge_reading(reading, moment).values()
        for verdict in verdicts
    ]


def judge_reading(reading: Reading, moment: Snapshot) -> dict[str, list[Verdict]]:
    """Return the verdicts of one reading by obligation, in the order of the terms."""
    judged: dict[str, list[Verdict]] = {}
    for obligation in _computable(reading.obligations):
        judged[obligation.id] = _judge_obligation(reading.name, obligation, judged, moment)
    return {obligation.id: judged[obligation.id] for obligation in reading.obligations}


def _computable(obligations: Sequence[Obligation]) -> list[Obligation]:
    """Order obligations so that each follows those its ``for_each`` names (there is no circle)."""
    by_id = {obligation.id: obligation for obligation in obligations}
    ordered: dict[str, Obligation] = {}
    waiting = list(reversed(obligations))  # a stack, as a chain may be longer than Python recurses
    while waiting:
        obligation = waiting[-1]
        named = [by_id[owed.obligation] for owed in obligation.for_each if owed.obligation in by_id]
        first = [each for each in named if each.id not in ordered]
        if first:
            waiting += reversed(first)
        else:
            ordered[obligation.id] = waiting.pop()
    return list(ordered.values())


def _judge_obligation(
    reading: str, obligation: Obligation, judged: dict[str, list[Verdict]], moment: Snapshot
) -> list[Verdict]:
    verdicts: list[Verdict] = []
    counts = obligation.delivered
    for period in periods(obligation):
        verdicts.append(
            _judge_period(reading, obligation, counts, period, verdicts, judged, moment)
            if moment.begun(period.first)
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
    judged: dict[str, list[Verdict]],
    moment: Snapshot,
) -> Verdict:
    delivered = _in_period(counts, period, moment.figures)
    required = _required(obligation, period, judged, moment.figures)
    credit, credit_uncertain = _credit_brought(obligation, period, earlier)
    arrears = earlier[-1].arrears_carried if earlier else 0

    due = required.people + arrears
    credit_used = min(people(credit), max(0, due - delivered.people))
    surplus = max(0, delivered.people - due)
    shortfall = max(0, due - delivered.people - credit_used)
    status = _status(
        kept=Status.MET if delivered.people >= due else Status.CREDITED,
        enough=shortfall == 0,
        required_certain=not required.uncertain,
        final=period.required is not None or moment.over(period.last),
        known=not (delivered.uncertain or credit_uncertain),
        over=moment.over(period.last),
        reported=lambda: reported(obligation, period.first, period.last, moment.figures),
    )
    owed_on = shortfall if status is Status.SHORT else min(shortfall, arrears)
    carry = obligation.carry
    lends = carry.credit
    return Verdict(
        reading=reading,
        obligation=obligation.id,
        parties=obligation.parties,
        first=period.first,
        last=period.last,
        status=status,
        required=required.people,
        credit_brought=credit,
        arrears_brought=arrears,
        delivered=delivered.people,
        credit_used=credit_used,
        shortfall=shortfall,
        surplus=surplus,
        credit_carried=_left(obligation, credit, credit_used, surplus, period) if lends else (),
        arrears_carried=owed_on if carry.arrears else 0,
        applied=delivered.people + credit_used - (surplus if lends else 0),
        sums_uncertain=delivered.uncertain or required.uncertain,
        credit_uncertain=credit_uncertain,
    )


def _status(
    *,
    kept: Status,
    enough: bool,
    required_certain: bool,
    final: bool,
    known: bool,
    over: bool,
    reported: Callable[[], bool],
) -> Status:
    """Return the first status that fits."""
    if enough and required_certain and final:
        return kept
    if not known or (not required_certain and enough):
        return Status.UNDISCLOSED
    if not over:
        return Status.PENDING
    return Status.SHORT if reported() else Status.UNREPORTED


def _in_period(selector: Selector, period: Period, figures: Figures) -> _Found:
    total, uncertain = 0, False
    for tally in figures.between(selector, period.first, period.last):
        total += tally.people
        uncertain = uncertain or tally.uncertain
    return _Found(total, uncertain)


def _required(
    obligation: Obligation, period: Period, judged: dict[str, list[Verdict]], figures: Figures
) -> _Found:
    if period.required is not None:
        return _Found(period.required)
    items = [(owed, _named(owed, period, judged, figures)) for owed in obligation.for_each]
    return _Found(
        people=sum(owed.owed * found.people for owed, found in items),
        uncertain=any(found.uncertain for _, found in items),
    )


def _named(
    owed: Owed, period: Period, judged: dict[str, list[Verdict]], figures: Figures
) -> _Found:
    """Return the people that an item of ``for_each`` names; nobody where the reading voids it."""
    if owed.counts is not None:
        return _in_period(owed.counts, period, figures)
    verdicts = judged.get(owed.obligation or "", [])
    start = bisect_left(verdicts, period.first, key=lambda verdict: verdict.first)
    within = verdicts[start : bisect_right(verdicts, period.last, key=lambda verdict: verdict.last)]
    return _Found(
        people=sum(verdict.applied for verdict in within),
        uncertain=any(verdict.sums_uncertain or verdict.credit_uncertain for verdict in within),
    )


def _credit_brought(
    obligation: Obligation, period: Period, earlier: Sequence[Verdict]
) -> tuple[tuple[Credit, ...], bool]:
    """Return the credit that has not lapsed, oldest first, and whether it is uncertain."""
    if not obligation.carry.credit or not earlier:
        return (), False
    credit = tuple(
        credit
        for credit in earlier[-1].credit_carried
        if not _lapsed(obligation, credit.earned, period)
    )
    return credit, _credit_uncertain(obligation, period, earlier)


def _credit_uncertain(obligation: Obligation, period: Period, earlier: Sequence[Verdict]) -> bool:
    """Return whether the sums of an earlier period that can still lend are uncertain."""
    if obligation.carry_days is None:
        return earlier[-1].sums_uncertain or earlier[-1].credit_uncertain
    lending = takewhile(
        lambda verdict: not _lapsed(obligation, verdict.last, period), reversed(earlier)
    )
    return any(verdict.sums_uncertain for verdict in lending)


def _lapsed(obligation: Obligation, earned: date, period: Period) -> bool:
    """Return whether what a period that ended on ``earned`` carries is too old for a period."""
    days = obligation.carry_days
    return days is not None and (period.first - earned).days > days


def _left(
    obligation: Obligation, credit: tuple[Credit, ...], used: int, surplus: int, period: Period
) -> tuple[Credit, ...]:
    """Return the credit that is carried forward: what was not used, and the surplus."""
    left = _unused(credit, used) + ((Credit(surplus, period.last),) if surplus else ())
    return _as_one(left) if obligation.carry_days is None else left


def _unused(credit: Iterable[Credit], used: int) -> tuple[Credit, ...]:
    """Take ``used`` people from credit, oldest first, and give what is left."""
    left = []
    for each in credit:
        taken = min(each.people, used)
        used -= taken
        if each.people > taken:
            left.append(Credit(each.people - taken, each.earned))
    return tuple(left)


def _as_one(credit: tuple[Credit, ...]) -> tuple[Credit, ...]:
    """Add up credit that never lapses, so that a long truce does not carry a long list."""
    return (Credit(people(credit), credit[-1].earned),) if credit else ()


def reported(obligation: Obligation, first: date, last: date, figures: Figures) -> bool:
    """Return whether any entry of the parties, of a kind asked for, lies on some truce days."""
    anything = Selector(party=obligation.parties, kind=obligation.counts.kind)
    return figures.recorded(anything, first, last)
