"""The conduct test: under which readings does what was delivered come out exactly.

It says which readings an act is consistent with. An act can be consistent with several, and being
consistent with one is no statement by anybody about it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from exchange_tracker.facts.model import Obligation, Reading
from exchange_tracker.judging.judge import Judging
from exchange_tracker.judging.verdict import Answer, Verdict
from exchange_tracker.queries.query import EVERYTHING, Filters, Query, expect_obligations


class Match(StrEnum):
    """Whether what was delivered is what a reading asks for."""

    YES = "yes"
    NO = "no"
    NOTHING = "nothing due"  # and nothing delivered: it tells no reading from another
    UNKNOWN = "unknown"


class Matched(NamedTuple):
    """One obligation under one reading over one period, or over all of them together.

    ``periods`` counts those in which something was due or delivered and it is known what,
    ``matching`` those of them in which it was exactly what was due. ``brought`` is credit used
    less arrears brought forward.
    """

    obligation: str
    parties: tuple[str, ...]
    reading: str
    whole: bool
    first: date
    last: date
    required: int
    brought: int
    delivered: int
    periods: int
    matching: int
    match: Match

    @property
    def difference(self) -> int:
        """Return what was delivered less what was asked for."""
        return self.delivered - self.required + (0 if self.whole else self.brought)


def select_conduct(
    query: Query,
    readings: Sequence[str] | None = None,
    obligations: Sequence[str] | None = None,
    filters: Filters = EVERYTHING,
) -> list[Matched]:
    """Return the test of some obligations under some readings, without names all of them.

    ``filters`` choose the periods that are tested and added up. Raise ``UsageError`` for a reading
    or an obligation that the terms do not have.
    """
    selected_readings, judging = query.readings(readings), Judging(query.snapshot())
    expect_obligations(query.terms, obligations)
    judged = {
        reading.name: {
            name: [verdict for verdict in verdicts if filters.covers(verdict.first, verdict.last)]
            for name, verdicts in judging.reading(reading).items()
        }
        for reading in selected_readings
    }
    return [
        match
        for match in conduct(selected_readings, judged)
        if not obligations or match.obligation in obligations
    ]


def conduct(
    readings: Sequence[Reading], judged: Mapping[str, Mapping[str, Sequence[Verdict]]]
) -> Iterator[Matched]:
    """Yield what each reading says of each obligation that depends on another party's releases.

    By obligation, then by reading in the order of the terms: each period, then the whole.
    """
    by_reading = {reading.name: reading.by_id for reading in readings}
    names = dict.fromkeys(name for known in by_reading.values() for name in known)
    for name in names:
        for reading in readings:
            known = by_reading[reading.name]
            if name in known and depends(known[name], known):
                verdicts = judged[reading.name][name]
                begun = [each for each in verdicts if each.status.has_begun]
                yield from _of_obligation(begun)


def depends(obligation: Obligation, known: Mapping[str, Obligation]) -> bool:
    """Return whether what is owed depends on releases of another party."""
    others = (
        owed.counts.party if owed.counts else _parties(known, owed.obligation)
        for owed in obligation.for_each
    )
    return any(parties is None or not set(parties) <= set(obligation.parties) for parties in others)


def _parties(known: Mapping[str, Obligation], name: str | None) -> tuple[str, ...] | None:
    named = known.get(name or "")
    return named.parties if named else ()


def _of_obligation(verdicts: Sequence[Verdict]) -> Iterator[Matched]:
    if not verdicts:
        return
    periods = [_of_period(verdict) for verdict in verdicts]
    yield from periods
    yield _of_whole(periods)


def _of_period(verdict: Verdict) -> Matched:
    match = _match(verdict)
    return Matched(
        obligation=verdict.obligation,
        parties=verdict.parties,
        reading=verdict.reading,
        whole=False,
        first=verdict.first,
        last=verdict.last,
        required=verdict.required or 0,
        brought=verdict.credit_used - verdict.arrears_brought,
        delivered=verdict.delivered,
        periods=int(match in (Match.YES, Match.NO)),
        matching=int(match is Match.YES),
        match=match,
    )


def _match(verdict: Verdict) -> Match:
    if verdict.status.answer is Answer.NOT_KNOWN or not verdict.is_certain:
        return Match.UNKNOWN
    if verdict.due == verdict.delivered == 0:
        return Match.NOTHING
    return Match.NO if verdict.surplus or verdict.shortfall else Match.YES


def _of_whole(periods: Sequence[Matched]) -> Matched:
    """Return all periods together: what was required in them all, and what was delivered."""
    first = periods[0]
    known = [each for each in periods if each.match is not Match.UNKNOWN]  # as they are counted
    required = sum(each.required for each in known)
    delivered = sum(each.delivered for each in known)
    match = Match.YES if required == delivered else Match.NO
    if Match.UNKNOWN in {each.match for each in periods}:
        match = Match.UNKNOWN
    elif required == delivered == 0:
        match = Match.NOTHING
    return first._replace(
        whole=True,
        last=periods[-1].last,
        required=required,
        brought=0,
        delivered=delivered,
        periods=sum(each.periods for each in periods),
        matching=sum(each.matching for each in periods),
        match=match,
    )
