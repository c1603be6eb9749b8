"""The verdicts on the periods of one obligation: what was delivered against what is due (``ledger.md``, section 3).

Records leave room, so each period is settled in a worst and in a best case, and hands both on.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
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


Recorded = tuple[tuple[int, Amount], Range, Match]
"""What is recorded of one period: people delivered and required, and whether anything is."""

_as_verdict: Callable[[tuple[object, ...]], Verdict] = partial(tuple.__new__, Verdict)


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
    first, last, minimum = period
    (least, most), (required, so_far), anything = recorded
    over, is_recorded = last < today, anything is Match.YES
    required_most = UNLIMITED if grows and not over else so_far
    worst = best = settle_worst(least, required_most, worst_brought)
    alike = (
        is_recorded
        and worst_brought is best_brought
        and least == most
        and required == required_most
    )
    if not alike:
        best = settle_best(most, required, best_brought, recorded=is_recorded)
    worst_carried = best_carried = NOTHING_CARRIED
    applied: tuple[int, Amount] = least, most
    carry = obligation.carry
    if carry is not Carry.NONE:
        worst_carried = best_carried = carrying.carried(obligation, worst_brought, worst, period)
        if not alike:
            best_carried = carrying.carried(obligation, best_brought, best, period)
        if carry.credit:  # people of a surplus that is carried only when it is used
            applied_least = min(least + worst_brought.people, best.due)
            applied = int(applied_least), min(most + best_brought.people, worst.due)
    return _as_verdict((  # by place: by name it takes thrice as long, and a long truce has thousands
        reading,
        obligation.id,
        obligation.parties,
        first,
        last,
        status_of(least, worst, best, over=over, recorded=anything),
        None if minimum == UNDISCLOSED else required,
        required_most,
        so_far,
        least,
        most,
        is_recorded,
        anything is Match.MAY,
        worst_brought,
        best_brought,
        worst_carried,
        best_carried,
        *applied,
        "",
    ))  # fmt: skip


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
