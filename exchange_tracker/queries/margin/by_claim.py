"""A published figure of exactly what a period counts, which in place of the ledger's turns a verdict."""

from collections.abc import Iterable, Iterator
from datetime import date

from exchange_tracker.facts.entry import date_of
from exchange_tracker.facts.groups import GROUP_COLUMNS
from exchange_tracker.facts.model import Claim, Obligation, values
from exchange_tracker.judging.owing import Range
from exchange_tracker.queries.margin.offer import By, Offer, Trial

_EXACT = ("", "=")


def exact_claims(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims that give an exact figure of people released."""
    return [claim for claim in claims if claim.bound in _EXACT and not claim.measure]


def by_claim(trial: Trial, claims: Iterable[Claim], first_day: date) -> Iterator[Offer]:
    """Yield the claims that turn a verdict; ``first_day`` is what a claim without ``from`` means."""
    counts = _counted(trial.obligation)
    days = trial.verdict.first, trial.verdict.last
    for claim in claims if counts is not None else ():
        first = date_of(claim.from_) if claim.from_ else first_day
        if (first, date_of(claim.to)) != days or _claimed(claim) != counts:
            continue
        figure = int(claim.figure)
        if becomes := trial.turned(delivered=Range(figure, figure)):
            yield Offer(By.CLAIM, becomes, figure, id=claim.id)


def _counted(obligation: Obligation) -> tuple[frozenset[str], ...] | None:
    """Return the words by column that an obligation asks for; ``None`` where no claim can say them."""
    counts = obligation.delivered
    if counts.excluded is not None:
        return None
    columns = ("party", *GROUP_COLUMNS)
    return tuple(frozenset(getattr(counts, column) or ()) for column in columns)


def _claimed(claim: Claim) -> tuple[frozenset[str], ...]:
    columns = ("party", *GROUP_COLUMNS)
    return tuple(frozenset(values(getattr(claim, column))) for column in columns)
