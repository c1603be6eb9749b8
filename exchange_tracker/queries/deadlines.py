"""Until when obligations run, and since when those run that have no end: what a live desk counts down."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from exchange_tracker.facts.event import event_title
from exchange_tracker.facts.model import Obligation, Per, Reading
from exchange_tracker.facts.truce_day import NEVER
from exchange_tracker.judging.judge import Snapshot
from exchange_tracker.judging.verdict import Answer, Verdict


class Deadline(NamedTuple):
    """One period that has a deadline or no end, with the readings that give it the same one.

    ``moment`` (UTC) is the deadline itself, ``None`` without an end; the truce day in which it lies
    counts whole, to ``ends``. The period runs ``since`` a moment: that of ``event``, else the start
    of its first truce day, on which ``phase`` begins. Both names may be blank.
    """

    moment: datetime | None
    ends: datetime
    since: datetime
    event: str
    phase: str
    first: date
    verdicts: tuple[Verdict, ...]

    @property
    def verdict(self) -> Verdict:
        """Return the verdict of the first of its readings."""
        return self.verdicts[0]

    @property
    def readings(self) -> tuple[str, ...]:
        """Return the readings that give it."""
        return tuple(each.reading for each in self.verdicts)


def deadlines(
    readings: Sequence[Reading], verdicts: Iterable[Verdict], snapshot: Snapshot
) -> dict[str, list[Deadline]]:
    """Return, by obligation, the deadlines that lie ahead or are not kept, and what has no end.

    By date. Of deadlines that passed without being kept the latest alone: what is not kept is
    listed elsewhere.
    """
    known = {reading.name: reading for reading in readings}
    obligations = {reading.name: reading.by_id for reading in readings}
    by_period: dict[tuple[object, ...], Deadline] = {}
    for verdict in verdicts:
        obligation = obligations[verdict.reading][verdict.obligation]
        if _is_counted_down(obligation, verdict):
            deadline = _deadline(known[verdict.reading], obligation, verdict, snapshot)
            key = (verdict.obligation, *deadline[:-1], verdict.statement)
            same = by_period.get(key, deadline._replace(verdicts=()))
            by_period[key] = same._replace(verdicts=(*same.verdicts, verdict))
    ordered = sorted(by_period.values(), key=lambda each: each.ends)
    order = dict.fromkeys(each.id for reading in readings for each in reading.obligations)
    listed = {name: list(_listed(name, ordered, snapshot.at)) for name in order}
    return {name: own for name, own in listed.items() if own}


def _is_counted_down(obligation: Obligation, verdict: Verdict) -> bool:
    """Return whether a verdict's period has a deadline, or has begun and has no end."""
    if verdict.first is NEVER:
        return False
    endless = obligation.per is Per.PHASE and verdict.last is NEVER
    return endless or obligation.per is Per.DEADLINE or obligation.after is not None


def _deadline(
    reading: Reading, obligation: Obligation, verdict: Verdict, snapshot: Snapshot
) -> Deadline:
    after, clock = obligation.after, snapshot.clock
    ends = clock.ends(verdict.last)
    phases = {span.first: span.name for span in obligation.spans}
    return Deadline(
        moment=(after and after.deadline) or (None if verdict.last is NEVER else ends),
        ends=ends,
        since=(after and after.at) or clock.begins(verdict.first),
        event=event_title(after, reading.events),
        phase=phases.get(verdict.first, ""),
        first=verdict.first,
        verdicts=(verdict,),
    )


def _listed(name: str, ordered: Iterable[Deadline], at: datetime) -> Iterator[Deadline]:
    own = [each for each in ordered if each.verdict.obligation == name]
    over = [each for each in own if each.ends <= at]
    missed = [each for each in over if each.verdict.status.answer is not Answer.KEPT]
    yield from (each for each in missed if each.ends == missed[-1].ends)
    yield from own[len(over) :]
