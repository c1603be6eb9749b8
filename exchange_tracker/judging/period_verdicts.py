"""The verdicts on the periods of one obligation: what was delivered against what is due (``ledger.md``, section 3).

Records leave room, so each period is settled in a worst and in a best case, and hands both on.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from exchange_tracker.facts.figures import UNLIMITED, Amount
from exchange_tracker.facts.groups import Match
from exchange_tracker.facts.model import UNDISCLOSED, Carry, Obligation
from exchange_tracker.judging import carrying
from exchange_tracker.judging.owing import Range
from exchange_tracker.judging.periods import Period
from exchange_tracker.judging.settlement import (
    NOTHING_CARRIED,
    Carried,
    Settlement,
    settle_best,
    settle_worst,
)
from exchange_tracker.judging.verdict import Status, Verdict


class Matter(NamedTuple):
    """An obligation under one reading, and the truce day of the moment.

    What ``grows`` is owed for others: until its period is over there is no limit to it.
    """

    reading: str
    obligation: Obligation
    today: date
    grows: bool


class Recorded(NamedTuple):
    """What is recorded of one period: people delivered and required, and whether anything is."""

    delivered: Range
    required: Range
    anything: Match


def period_verdicts(
    matter: Matter, begun: Sequence[Period], recorded: Iterable[Recorded]
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
    matter: Matter,
    period: Period,
    recorded: Recorded,
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
