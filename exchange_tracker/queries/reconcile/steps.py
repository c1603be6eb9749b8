"""Claims of one source over time: the steps between them, and an offset that stays the same."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from exchange_tracker.facts.model import Source
from exchange_tracker.queries.reconcile.claim_scope import Bound, ScopedClaim
from exchange_tracker.queries.reconcile.claims import ClaimStatus, Reconciled
from exchange_tracker.queries.reconcile.difference import EntrySet
from exchange_tracker.queries.reconcile.search import Between
from exchange_tracker.queries.reconcile.searches import Searches


class Step(NamedTuple):
    """Two figures of one source for one selection, and what the ledger adds on the days between.

    ``rows`` are those that make it, where the step does not fit.
    """

    source: str
    before: ScopedClaim
    after: ScopedClaim
    between: Between
    rows: EntrySet = EntrySet()

    @property
    def ledger(self) -> int | None:
        """Return what the ledger adds; ``None`` where it cannot be said."""
        return self.between.people

    @property
    def figure(self) -> int:
        """Return the people that the source adds from the one day to the other."""
        return self.after.figure - self.before.figure

    @property
    def fits(self) -> bool:
        """Return whether the step is that of the ledger, or may be it."""
        over = self.figure - (self.ledger or 0)
        return not over or (self.between.more if over > 0 else self.between.fewer)


class Offset(NamedTuple):
    """Claims of one source for one selection that are all off by the same number of people."""

    source: str
    claims: tuple[ScopedClaim, ...]
    people: int


def publishers(sources: Iterable[Source]) -> dict[str, str]:
    """Return who published each source, where it is known: two rows of one publisher are one."""
    return {source.id: source.publisher for source in sources if source.publisher}


def steps(
    claims: Iterable[ScopedClaim], searches: Searches, published: Mapping[str, str]
) -> Iterator[Step]:
    """Yield the steps between the claims of each source that begin on one day and count alike.

    Only exact figures make a step. Of several claims for one day the last recorded is taken.
    """
    for source, alike in series(claims, published):
        for before, after in _consecutive(alike):
            search = searches.of(after)
            step = Step(source, before, after, search.between(before, after))
            yield step if step.fits else step._replace(rows=search.rows_between(before, after))


def series(
    claims: Iterable[ScopedClaim], published: Mapping[str, str]
) -> Iterator[tuple[str, list[ScopedClaim]]]:
    """Yield the exact claims of each source that begin on one day and count alike.

    Those with a measure are alike in it and in the cohort.
    """
    by_key: dict[tuple[object, ...], list[ScopedClaim]] = {}
    for claim in claims:
        if claim.bound is Bound.EXACTLY and claim.scope.first <= claim.scope.last:
            source = published.get(claim.claim.source, claim.claim.source)
            key = source, claim.first, claim.measure, claim.cohort, _unordered(claim)
            by_key.setdefault(key, []).append(claim)
    return ((str(key[0]), alike) for key, alike in by_key.items())


def _unordered(claim: ScopedClaim) -> tuple[frozenset[str] | None, ...]:
    """Return a selection in which the order of words does not matter."""
    s = claim.scope.selector
    columns = (s.party, s.kind, s.category, s.nationality, s.basis)
    return tuple(None if words is None else frozenset(words) for words in columns)


def _consecutive(alike: Sequence[ScopedClaim]) -> Iterator[tuple[ScopedClaim, ScopedClaim]]:
    """Return each claim with the last recorded one of the latest day before its own."""
    ordered = sorted(alike, key=lambda claim: claim.scope.last)
    before: ScopedClaim | None = None
    for _, group in groupby(ordered, key=lambda claim: claim.scope.last):
        same_day = list(group)
        if before is not None:
            yield from ((before, after) for after in same_day)
        before = same_day[-1]


def offsets(comparisons: Iterable[Reconciled], published: Mapping[str, str]) -> Iterator[Offset]:
    """Return each run of claims, of two days or more, that differ from the ledger by one number."""
    by_claim = {each.claimed.id: each for each in comparisons}
    exact = (each.claimed for each in by_claim.values() if each.ledger is not None)
    for source, alike in series(exact, published):
        ordered = sorted(alike, key=lambda claim: claim.scope.last)
        for people, group in groupby(ordered, key=lambda claim: by_claim[claim.id].difference):
            claims = tuple(group)
            differ = by_claim[claims[0].id].status is ClaimStatus.DIFFERS
            if people and differ and len({claim.scope.last for claim in claims}) > 1:
                yield Offset(source, claims, people)
