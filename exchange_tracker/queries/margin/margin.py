"""What would turn each verdict that somebody asks about (``ledger.md``, section 4.2)."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple, assert_never

from exchange_tracker.errors import UsageError
from exchange_tracker.facts.model import Claim, Obligation, Reading
from exchange_tracker.facts.truce_day import NEVER, say_days
from exchange_tracker.judging.disputes import Together, disputes
from exchange_tracker.judging.judge import judge_reading
from exchange_tracker.judging.verdict import Answer, Verdict
from exchange_tracker.judging.verdict_groups import PeriodKey
from exchange_tracker.queries.margin.by_claim import by_claim, exact_claims
from exchange_tracker.queries.margin.by_entry import by_entry
from exchange_tracker.queries.margin.by_people import by_other_side, by_people
from exchange_tracker.queries.margin.by_rule import Rejudged, by_rule, rejudge
from exchange_tracker.queries.margin.entries import EntriesByDay, entries_near
from exchange_tracker.queries.margin.offer import By, Offer, Trial
from exchange_tracker.queries.query import Query, expect_obligations
from exchange_tracker.store.alternatives import alternatives_of

MOST_LISTED = 10  # periods in the words of one problem


class Margin(NamedTuple):
    """One verdict that is kept or short, and what alone would turn it."""

    verdict: Verdict
    obligation: Obligation
    offers: tuple[Offer, ...]


class Periods(NamedTuple):
    """Which periods are asked about: of one obligation (blank: of all), on one day (``None``: any).

    Without a day those that are short or disputed, with ``every`` all.
    """

    obligation: str = ""
    day: date | None = None
    every: bool = False

    def covers(self, verdict: Verdict) -> bool:
        """Return whether a verdict is of the obligation, and its period holds the day."""
        if self.obligation and verdict.obligation != self.obligation:
            return False
        return self.day is None or verdict.first <= self.day <= verdict.last


EVERYWHERE = Periods()


def margins(
    query: Query,
    readings: Sequence[str] | None = None,
    periods: Periods = EVERYWHERE,
    by: Sequence[By] | None = None,
) -> list[Margin]:
    """Return what would turn verdicts, by reading, obligation (as in the terms) and first day.

    Verdicts that are neither kept nor short are left out. Raise ``UsageError`` for a reading or an
    obligation that the terms do not have, and for a day that lies in no period.
    """
    names = [periods.obligation] if periods.obligation else None
    expect_obligations(query.terms, names, "OBLIGATION")
    chosen = query.readings(readings)
    trials = _trials(query, chosen)
    if periods.day is not None:
        _expect_period(periods, trials)
    keys = None if periods.every or periods.day else _short_or_disputed(chosen, trials)
    asked = [
        trial
        for trial in trials
        if trial.verdict.status.answer is not Answer.NOT_KNOWN
        and periods.covers(trial.verdict)
        and (keys is None or _key(trial.verdict) in keys)
    ]
    return list(_turned(query, asked, [each for each in By if not by or each in by]))


def _trials(query: Query, readings: Sequence[Reading]) -> list[Trial]:
    """Return every verdict of some readings, with what it takes to judge it again."""
    snapshot = query.snapshot()
    return [
        Trial(verdict, obligation, reading, judged, snapshot)
        for reading in readings
        for judged in [judge_reading(reading, snapshot)]
        for obligation in reading.obligations
        for verdict in judged[obligation.id]
    ]


def _short_or_disputed(readings: Sequence[Reading], trials: Sequence[Trial]) -> set[PeriodKey]:
    names = [reading.name for reading in readings]
    obligations = dict.fromkeys(trial.obligation.id for trial in trials)
    joints = disputes(names, list(obligations), [trial.verdict for trial in trials])
    return {joint.key for joint in joints if joint.together in (Together.SHORT, Together.DISPUTED)}


def _key(verdict: Verdict) -> PeriodKey:
    return verdict.obligation, verdict.first, verdict.last


def _expect_period(periods: Periods, trials: Sequence[Trial]) -> None:
    """Raise ``UsageError`` where the day that is asked about lies in no period."""
    if any(periods.covers(trial.verdict) for trial in trials):
        return
    anywhere = periods._replace(day=None)
    days = dict.fromkeys(
        say_days(trial.verdict.first, trial.verdict.last)
        for trial in trials
        if anywhere.covers(trial.verdict) and trial.verdict.first is not NEVER
    )
    whose = f" of {periods.obligation}" if periods.obligation else ""
    listed = ", ".join(list(days)[:MOST_LISTED])
    fix = f"they are {listed}" if days else "name other readings, with --reading: there is none"
    raise UsageError.one("PERIOD", f"{periods.day} lies in no period{whose}", fix)


class _Material(NamedTuple):
    """What offers are made from; of what is not asked for, nothing."""

    entries: EntriesByDay
    claims: Sequence[Claim]
    rejudged: Sequence[Rejudged]
    first_day: date


def _turned(query: Query, trials: Sequence[Trial], by: Sequence[By]) -> Iterator[Margin]:
    """Yield verdicts with the offers that turn them; what these are made from is read once."""
    material = _Material(
        entries=entries_near(query, trials if By.ENTRY in by else ()),
        claims=exact_claims(query.records.claims()) if By.CLAIM in by else (),
        rejudged=(),
        first_day=query.terms.first_day,
    )
    alternatives = alternatives_of(query.records) if By.RULE in by and trials else None
    for _, same in groupby(trials, key=lambda trial: (trial.reading.name, trial.obligation.id)):
        first, *others = same
        if alternatives is not None:
            possible = alternatives.of(first.reading.name, first.obligation.id)
            material = material._replace(rejudged=rejudge(first, possible))
        for trial in (first, *others):
            offers = [offer for each in by for offer in _offers(each, trial, material)]
            ranked = tuple(sorted(offers, key=lambda offer: offer.rank))
            yield Margin(trial.verdict, trial.obligation, ranked)


def _offers(by: By, trial: Trial, material: _Material) -> Iterator[Offer]:
    match by:
        case By.PEOPLE:
            return by_people(trial)
        case By.OTHER_SIDE:
            return by_other_side(trial)
        case By.ENTRY:
            return by_entry(trial, material.entries)
        case By.RULE:
            return by_rule(trial, material.rejudged)
        case By.CLAIM:
            return by_claim(trial, material.claims, material.first_day)
        case _:
            assert_never(by)
