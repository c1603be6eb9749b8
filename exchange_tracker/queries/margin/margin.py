"""What would turn each verdict that somebody asks about (``ledger.md``, section 4.2)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple, assert_never

from exchange_tracker.facts.model import Claim, Obligation
from exchange_tracker.judging.verdict import Verdict
from exchange_tracker.queries.margin.by_claim import by_claim, exact_claims
from exchange_tracker.queries.margin.by_entry import by_entry
from exchange_tracker.queries.margin.by_people import by_other_side, by_people
from exchange_tracker.queries.margin.by_rule import Asked, OffersByDays, Rejudging
from exchange_tracker.queries.margin.docket import EVERYWHERE, Docket, Periods
from exchange_tracker.queries.margin.entries import EntriesByDay, entries_near
from exchange_tracker.queries.margin.offer import By, Offer, Trial
from exchange_tracker.queries.query import Query, expect_obligations
from exchange_tracker.store.alternatives import alternatives_of


class Margin(NamedTuple):
    """One verdict that is kept or short, and what alone would turn it."""

    verdict: Verdict
    obligation: Obligation
    offers: tuple[Offer, ...]


def margins(
    query: Query,
    readings: Sequence[str] | None = None,
    periods: Periods = EVERYWHERE,
    by: Sequence[By] | None = None,
) -> Iterator[Margin]:
    """Yield what would turn verdicts, by reading, obligation (as in the terms) and first day.

    Verdicts that are neither kept nor short are left out. Raise ``UsageError`` at once for a reading
    or an obligation that the terms do not have, and for a day that lies in no period.
    """
    names = [periods.obligation] if periods.obligation else None
    expect_obligations(query.terms, names, "OBLIGATION")
    docket = Docket(query, query.readings(readings), periods)
    return _turned(query, docket, [each for each in By if not by or each in by])


class _Material(NamedTuple):
    """What offers are made from; of what is not asked for, nothing."""

    entries: EntriesByDay
    claims: Sequence[Claim]
    rules: OffersByDays
    first_day: date


def _turned(query: Query, docket: Docket, by: Sequence[By]) -> Iterator[Margin]:
    """Yield verdicts with the offers that turn them; what these are made from is read once."""
    material = _Material(
        entries=entries_near(query, docket.trials() if By.ENTRY in by else ()),
        claims=exact_claims(query.records.claims()) if By.CLAIM in by else (),
        rules={},
        first_day=query.terms.first_day,
    )
    rejudging = Rejudging(docket.judging, alternatives_of(query.records)) if By.RULE in by else None
    for _, same in groupby(
        docket.trials(), key=lambda trial: (trial.reading.name, trial.obligation.id)
    ):
        for number, trial in enumerate(same):
            if number == 0 and rejudging is not None:
                asked = Asked(trial.reading, trial.obligation, trial.judged)
                material = material._replace(rules=rejudging.offers(asked))
            offers = [offer for each in by for offer in _offers(each, trial, material)]
            ranked = tuple(sorted(offers, key=lambda offer: offer.rank))
            yield Margin(trial.verdict, trial.obligation, ranked)


def _offers(by: By, trial: Trial, material: _Material) -> Iterable[Offer]:
    match by:
        case By.PEOPLE:
            return by_people(trial)
        case By.OTHER_SIDE:
            return by_other_side(trial)
        case By.ENTRY:
            return by_entry(trial, material.entries)
        case By.RULE:
            return material.rules.get((trial.verdict.first, trial.verdict.last), ())
        case By.CLAIM:
            return by_claim(trial, material.claims, material.first_day)
        case _:
            assert_never(by)
