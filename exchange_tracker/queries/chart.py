"""Delivered against due as lengths: what a chart draws, period by period and reading by reading.

Where an obligation has many periods they are added up in blocks of whole weeks. Shortfalls are never
added up (``ledger.md``, section 3): a block says how many of its periods are kept instead.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from exchange_tracker.facts.figures import Figures
from exchange_tracker.facts.model import Obligation, Reading, Selector
from exchange_tracker.facts.truce_day import dated
from exchange_tracker.judging.judge import judge
from exchange_tracker.judging.verdict import Answer, Verdict
from exchange_tracker.judging.verdict_groups import alike, by_period
from exchange_tracker.queries.query import Query

MOST = 62  # bars of one obligation under one reading
WEEK = 7


class Length(NamedTuple):
    """One bar: people who count, are credited, were released and do not count, and are missing.

    ``verdicts`` are those it stands for: of one period or a block of periods, under readings that
    say the same.
    """

    first: date
    last: date
    readings: tuple[str, ...]
    counted: int
    credited: int
    beside: int
    missing: int
    due: int
    verdicts: tuple[Verdict, ...]

    @property
    def block(self) -> bool:
        """Return whether it adds up several periods."""
        return len({each.first for each in self.verdicts}) > 1

    @property
    def judged(self) -> int:
        """Return in how many of its periods something was due, under each of its readings."""
        return len(self._one)

    @property
    def kept(self) -> int:
        """Return how many of them are kept."""
        return sum(each.status.answer is Answer.KEPT for each in self._one)

    @property
    def not_kept(self) -> int:
        """Return how many of them are not kept, for certain."""
        return sum(each.status.answer is Answer.NOT_KEPT for each in self._one)

    @property
    def statement(self) -> tuple[int, ...]:
        """Return what it says, of a block that is the same: all that its words and its tone show."""
        numbers = self.counted, self.due, self.beside
        return (*numbers, self.judged, self.kept, self.not_kept, self.not_agreed)

    @property
    def not_agreed(self) -> int:
        """Return in how many of them it was not agreed how many are owed."""
        return sum(each.not_agreed for each in self._one)

    @property
    def _one(self) -> list[Verdict]:
        name = self.readings[0]
        return [each for each in self.verdicts if each.reading == name and not each.owes_nothing]


class Measured(NamedTuple):
    """The bars of one obligation, in order of date."""

    obligation: Obligation
    lengths: tuple[Length, ...]
    readings: tuple[str, ...]  # those that judge it
    weeks: int  # of which each bar adds up the periods; 0 where each bar is one period


def select_measured(
    query: Query, readings: Sequence[Reading], parties: Sequence[str] | None = None
) -> list[Measured]:
    """Return the bars of the obligations of some parties; without parties, all."""
    snapshot = query.snapshot()
    return [
        each
        for each in measured(readings, judge(readings, snapshot), snapshot.figures)
        if not parties or set(parties) & set(each.obligation.parties)
    ]


def measured(
    readings: Sequence[Reading], verdicts: Iterable[Verdict], figures: Figures
) -> list[Measured]:
    """Return the bars of every obligation with a period that has begun, in the order of the terms."""
    known = {(reading.name, each.id): each for reading in readings for each in reading.obligations}
    begun: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.status.has_begun:
            begun.setdefault(verdict.obligation, []).append(verdict)
    order = dict.fromkeys(each.id for reading in readings for each in reading.obligations)
    return [
        Measured(
            obligation=known[begun[name][0].reading, name],
            lengths=tuple(_lengths(begun[name], known, figures)),
            readings=tuple(dict.fromkeys(each.reading for each in begun[name])),
            weeks=_weeks(begun[name]),
        )
        for name in order
        if name in begun
    ]


_Known = dict[tuple[str, str], Obligation]


def _lengths(verdicts: list[Verdict], known: _Known, figures: Figures) -> list[Length]:
    periods = sorted(by_period(verdicts).items(), key=lambda item: item[0][1:])
    if _weeks(verdicts):
        return _blocks([verdict for _, group in periods for verdict in group], known, figures)

    def beside(verdict: Verdict) -> int:
        return _beside(verdict, known, figures)

    return [_length(same, beside(same[0])) for _, group in periods for same in alike(group, beside)]


def _length(same: Sequence[Verdict], beside: int) -> Length:
    one = same[0]
    return Length(
        first=one.first,
        last=one.last,
        readings=tuple(each.reading for each in same),
        counted=one.delivered,
        credited=one.credit_used,
        beside=beside,
        missing=one.shortfall if one.status.counts_missing else 0,
        due=one.due,
        verdicts=tuple(same),
    )


def _beside(verdict: Verdict, known: _Known, figures: Figures) -> int:
    """Return the people of the same parties and kind in a period whom its reading does not count."""
    obligation = known[verdict.reading, verdict.obligation]
    anyone = Selector(party=obligation.parties, kind=obligation.counts.kind)
    return figures.between(anyone, verdict.first, verdict.last).people - verdict.delivered


def _weeks(verdicts: Sequence[Verdict]) -> int:
    """Return how many weeks a bar adds up where there are too many periods for one each, else 0."""
    if len(by_period(verdicts)) <= MOST:
        return 0
    first = min(each.first for each in verdicts)
    last = max(dated(each.last) or each.first for each in verdicts)
    return -(-((last - first).days + 1) // (WEEK * MOST))


def _blocks(verdicts: Sequence[Verdict], known: _Known, figures: Figures) -> list[Length]:
    """Add up periods in blocks of weeks, as many as fit; readings that say the same together."""
    start, days = min(each.first for each in verdicts), WEEK * _weeks(verdicts)
    by_block: dict[tuple[int, str], list[Verdict]] = {}
    for each in verdicts:
        by_block.setdefault(((each.first - start).days // days, each.reading), []).append(each)
    lengths: dict[tuple[object, ...], Length] = {}
    for (place, reading), some in sorted(by_block.items(), key=lambda item: item[0][0]):
        block = Length(
            first=some[0].first,
            last=max(each.last for each in some),
            readings=(reading,),
            counted=sum(each.delivered for each in some),
            credited=0,
            beside=sum(_beside(each, known, figures) for each in some),
            missing=0,
            due=sum(each.required or 0 for each in some),
            verdicts=tuple(some),
        )
        key = (place, *block.statement)
        before = lengths.get(key)
        lengths[key] = _together(before, block) if before else block
    return list(lengths.values())


def _together(one: Length, other: Length) -> Length:
    return one._replace(
        readings=(*one.readings, *other.readings), verdicts=(*one.verdicts, *other.verdicts)
    )
