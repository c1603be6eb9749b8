"""Everything that a careful reader must look at (``ledger.md``, section 4)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple, assert_never

from exchange_tracker.facts.entry import Entry
from exchange_tracker.facts.model import Obligation, Reading
from exchange_tracker.judging.disputes import Joint, Statement, Together
from exchange_tracker.judging.verdict import Answer, Status, Verdict
from exchange_tracker.judging.verdict_groups import alike
from exchange_tracker.queries.discrepancies.open_numbers import uncertain_rows
from exchange_tracker.queries.reconcile.claims import Reconciled
from exchange_tracker.queries.reconcile.difference import EntrySet, rows_of
from exchange_tracker.queries.reconcile.running import CountScope, Running
from exchange_tracker.queries.reconcile.steps import Offset, Step
from exchange_tracker.queries.reconcile.sums_of_claims import Sum


class Type(StrEnum):
    """What kind of thing must be looked at; in the order in which they are listed."""

    SHORT = "short"
    DISPUTED = "disputed"
    UNREPORTED = "unreported"
    UNDISCLOSED = "undisclosed"
    CLAIM_DIFFERS = "claim-differs"
    PARTS_DIFFER = "parts-differ"
    STEPS_DIFFER = "steps-differ"
    STEADY_OFFSET = "steady-offset"
    HELD_BELOW_ZERO = "held-below-zero"
    UNSOURCED = "unsourced"
    SINGLE_SOURCE = "single-source"
    DAY_BY_HAND = "day-by-hand"
    OUTSIDE_TRUCE = "outside-truce"
    COUNTS_FOR_NOTHING = "counts-for-nothing"
    DATED_AHEAD = "dated-ahead"
    MORE_NAMES = "more-names"
    POSSIBLE_DUPLICATE = "possible-duplicate"
    POSSIBLE_TOTAL = "possible-total"
    LOOK_ALIKE = "look-alike"
    ANY_BASIS = "any-basis"


LISTED = frozenset(Type) - {Type.SINGLE_SOURCE}
"""The types that are listed to who names none; the others are listed on request."""

BY_SUMS = frozenset(Type) - {
    *(Type.UNSOURCED, Type.SINGLE_SOURCE, Type.DAY_BY_HAND, Type.OUTSIDE_TRUCE),
    *(Type.COUNTS_FOR_NOTHING, Type.DATED_AHEAD, Type.MORE_NAMES, Type.POSSIBLE_DUPLICATE),
    *(Type.POSSIBLE_TOTAL, Type.LOOK_ALIKE, Type.ANY_BASIS),
}
"""The types that are seen on sums and claims, without a look at the entries one by one."""


class Judged(NamedTuple):
    """Verdicts on one period that say the same under each of their readings, or that disagree.

    ``statements`` are what all readings say of a disputed period, those too that do not judge it.
    """

    obligation: Obligation
    verdicts: tuple[Verdict, ...]
    statements: tuple[Statement, ...] = ()


class Noted(NamedTuple):
    """Something seen on entries, claims or the terms by themselves: their ids, and what it is.

    ``about`` holds what the sentence needs: source ids, days; ``more`` is how many others are not in it.
    """

    ids: tuple[str, ...]
    what: str
    about: tuple[str, ...] = ()
    more: int = 0


MOST_NAMED = 20  # ids in one sentence

About = Judged | Reconciled | Sum | Step | Offset | Noted


class Discrepancy(NamedTuple):
    """One thing to look at. Numbers are people; what does not apply is ``None`` or blank.

    ``rows`` and ``hidden`` say where the entries behind it lie: those with a number, and those
    whose number was not disclosed.
    """

    type: Type
    first: date | None
    last: date | None
    party: str
    subject: str
    about: About
    readings: tuple[str, ...] = ()
    expected: int | None = None
    found: int | None = None
    rows: EntrySet = EntrySet()
    hidden: EntrySet = EntrySet()

    @property
    def difference(self) -> int | None:
        """Return what was found less what was expected, where both are known."""
        if self.expected is None or self.found is None:
            return None
        return self.found - self.expected

    @property
    def place(self) -> tuple[object, ...]:
        """Return the key by which discrepancies are sorted, before their sentences are."""
        days = (self.first or date.min, self.last or date.min)
        return (_ORDER[self.type], *days, self.party, self.subject, self.readings)


def seen_on(
    kind: Type, each: Entry, noted: Noted, *, expected: int | None = None, found: int | None = None
) -> Discrepancy:
    """Return something that is seen on an entry, or on several of which it is the first."""
    return Discrepancy(
        kind, each.first, each.day, each.release.party, each.id, noted, (), expected, found
    )


_ORDER = {each: place for place, each in enumerate(Type)}


def of_periods(
    readings: Sequence[Reading], joints: Iterable[Joint], running: Running
) -> Iterator[Discrepancy]:
    """Yield what the judgement leaves to look at: short, disputed, undisclosed.

    Readings that say the same of a period are named together; a disputed period is listed once.
    """
    known = {reading.name: reading.by_id for reading in readings}
    for joint in joints:
        disputed = joint.together is Together.DISPUTED
        if disputed:
            yield _disputed(joint, known, running)
        for same in alike(joint.verdicts, lambda verdict: verdict.parties):
            if disputed and same[0].status.answer is Answer.NOT_KEPT:
                continue
            obligations = known[same[0].reading]
            discrepancy = _of_status(obligations[same[0].obligation], same, obligations, running)
            if discrepancy:
                yield discrepancy


def _disputed(
    joint: Joint, known: Mapping[str, Mapping[str, Obligation]], running: Running
) -> Discrepancy:
    mask = 0
    for verdict in joint.verdicts:
        mask |= _mask(known[verdict.reading][joint.obligation], running)
    count = CountScope(mask, *running.between(joint.first, joint.last))
    obligation = known[joint.verdicts[0].reading][joint.obligation]
    discrepancy = _discrepancy(
        Type.DISPUTED, obligation, joint.verdicts, rows=rows_of(running, count)
    )
    return discrepancy._replace(about=Judged(obligation, joint.verdicts, joint.statements))


def _of_status(
    obligation: Obligation,
    same: tuple[Verdict, ...],
    known: Mapping[str, Obligation],
    running: Running,
) -> Discrepancy | None:
    verdict = same[0]
    names = tuple(each.reading for each in same)
    match verdict.status:
        case Status.SHORT:
            count = CountScope(
                _mask(obligation, running), *running.between(verdict.first, verdict.last)
            )
            discrepancy = _discrepancy(Type.SHORT, obligation, same, rows=rows_of(running, count))
            return _with_numbers(discrepancy, names, verdict)
        case Status.UNDISCLOSED:
            blank, hidden = uncertain_rows(obligation, verdict, known, running)
            discrepancy = _discrepancy(Type.UNDISCLOSED, obligation, same, rows=blank)
            return _with_numbers(discrepancy, names, verdict)._replace(hidden=hidden)
        case (
            Status.MET
            | Status.CREDITED
            | Status.PENDING
            | Status.UPCOMING
            | Status.WAITING
            | Status.UNREPORTED  # `silences` has them
        ):
            return None
        case _:
            assert_never(verdict.status)


def _with_numbers(
    discrepancy: Discrepancy, names: tuple[str, ...], verdict: Verdict
) -> Discrepancy:
    delivered = verdict.delivered + verdict.credit_used
    return discrepancy._replace(readings=names, expected=verdict.due, found=delivered)


def _discrepancy(
    kind: Type, obligation: Obligation, group: tuple[Verdict, ...], *, rows: EntrySet
) -> Discrepancy:
    verdict = group[0]
    return Discrepancy(
        type=kind,
        first=verdict.first,
        last=verdict.last,
        party=";".join(verdict.parties),
        subject=obligation.id,
        about=Judged(obligation, group),
        rows=rows,
    )


def _mask(obligation: Obligation, running: Running) -> int:
    return running.mask(obligation.delivered)
