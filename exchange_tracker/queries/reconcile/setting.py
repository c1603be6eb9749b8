"""A claim among all others: what its publisher carries on, and what explains its other figures."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from exchange_tracker.facts.movement import Movement
from exchange_tracker.queries.reconcile.claim_scope import Bound, ScopedClaim
from exchange_tracker.queries.reconcile.claims import (
    ClaimStatus,
    ExplanationRows,
    Reconciled,
    small_sets,
)
from exchange_tracker.queries.reconcile.explain import Explainer
from exchange_tracker.queries.reconcile.gaps import gaps_of
from exchange_tracker.queries.reconcile.later import later
from exchange_tracker.queries.reconcile.offers import Candidate, keys, offered
from exchange_tracker.queries.reconcile.searches import Searches

MOST_OFFERED = 3  # explanations of one claim
MOST_OTHERS = 40  # claims of one publisher that are looked at for what explains them


class _Among(NamedTuple):
    """The first claims of a publisher that differ, as bits: by what explains them, by what they say."""

    by_key: Mapping[object, int]
    alike: Mapping[object, int]


class Setting:
    """All claims beside the ledger; explains those that differ by what they have in common."""

    def __init__(
        self,
        claims: Iterable[ScopedClaim],
        explainer: Explainer,
        published: Mapping[str, str],
        movements: Iterable[Movement] = (),
    ) -> None:
        """Set every claim beside the ledger; ``published`` says who published each source."""
        self.explainer = explainer
        self.published = published
        self.searches = Searches(explainer, movements)
        self.beside = {claim.id: self._compared(claim) for claim in claims}
        known = [each for each in self.beside.values() if not each.later]
        of_releases = [each for each in known if each.claimed.cohort is None]
        self._gaps = gaps_of(of_releases, published, explainer)
        self._of_publisher: dict[tuple[str, str], list[ScopedClaim]] = {}
        for each in known:
            if each.status is ClaimStatus.DIFFERS and each.claimed.id not in self._gaps:
                publisher = self._publisher(each.claimed)
                self._of_publisher.setdefault(publisher, []).append(each.claimed)
        self._among = lru_cache(maxsize=4096)(self._among_of)

    def _compared(self, claim: ScopedClaim) -> Reconciled:
        """Return a claim beside the ledger, and whether it lies after the moment of judgement."""
        moment = self.explainer.moment
        comparison = self.searches.of(claim).beside(claim)
        return comparison._replace(later=later(claim, moment.clock, moment.at))

    def _publisher(self, claim: ScopedClaim) -> tuple[str, str]:
        """Return who published a claim, and of which cohort it is; blank for people released."""
        publisher = self.published.get(claim.claim.source, claim.claim.source)
        return publisher, claim.cohort.id if claim.cohort else ""

    def carries_gap(self, name: str) -> bool:
        """Return whether days without a record make all of a claim's difference."""
        return name in self._gaps

    def explained(self, comparison: Reconciled, *, deep: bool = False) -> Reconciled:
        """Return a claim that differs with what is offered for it; any other as it is.

        What lies after the moment of judgement is not explained, and what days without a record
        explain has no other cause. ``deep`` looks at two alterations in any case.
        """
        claim = comparison.claimed
        if not comparison.is_to_explain or comparison.ledger is None:
            return comparison
        search = self.searches.of(claim)
        if not search.can_explain(comparison):
            return comparison
        if gaps := self._gaps.get(claim.id):
            return comparison._replace(gaps=gaps)
        ways = search.ways(claim, deep=deep)
        exact = claim.bound is Bound.EXACTLY  # else there is no difference to add up to
        chosen = self._chosen(ways.fits, comparison, comparison.ledger)
        offers = chosen[:MOST_OFFERED]
        others = [each for each in ways.fits if each not in offers]
        return comparison._replace(
            explanations=tuple(offers),
            others=tuple(others),
            more=ways.more,
            unsearched=ways.unsearched,
            coincidences=self._coincidences(comparison, ways.fits) if exact else 0,
        )

    def _chosen(
        self, ways: Sequence[ExplanationRows], comparison: Reconciled, ledger: int
    ) -> list[ExplanationRows]:
        support = self._support_of(comparison.claimed)
        candidates = {
            Candidate(each.explanation.alterations, each.rows, support(each)): each for each in ways
        }
        values = self.searches.of(comparison.claimed).values(comparison.claimed)
        return [
            candidates[each]
            for each in offered(list(candidates), comparison.claimed, ledger, values)
        ]

    def _support_of(self, claim: ScopedClaim) -> Callable[[ExplanationRows], int]:
        """Return how to tell how many other claims of the publisher one rule, or the rows, explain."""
        among = self._among(self._publisher(claim))
        same = among.alike.get(_says(claim), 0)

        def support(way: ExplanationRows) -> int:
            explained = 0
            for key in keys(way.explanation.alterations, way.rows):
                explained |= among.by_key.get(key, 0)
            return (explained & ~same).bit_count()

        return support

    def _among_of(self, publisher: tuple[str, str]) -> "_Among":
        by_key: dict[object, int] = {}
        alike: dict[object, int] = {}
        for place, claim in enumerate(self._of_publisher.get(publisher, [])[:MOST_OTHERS]):
            alike[_says(claim)] = alike.get(_says(claim), 0) | 1 << place
            for key in self._keys_of(claim):
                by_key[key] = by_key.get(key, 0) | 1 << place
        return _Among(by_key, alike)

    def _keys_of(self, claim: ScopedClaim) -> set[object]:
        ways = self.searches.of(claim).single_ways(claim)
        return {key for each in ways for key in keys(each.explanation.alterations, each.rows)}

    def _coincidences(self, comparison: Reconciled, ways: Iterable[ExplanationRows]) -> int | None:
        search = self.searches.of(comparison.claimed)
        sets = search.coincidences(comparison.claimed, comparison.difference or 0)
        named = small_sets(ways, of_cohort=comparison.claimed.cohort is not None)
        return None if sets is None else max(0, sets - named)


def _says(claim: ScopedClaim) -> tuple[object, ...]:
    """Return what a claim says: two that say the same do not support each other."""
    return claim.scope, claim.measure, claim.figure
