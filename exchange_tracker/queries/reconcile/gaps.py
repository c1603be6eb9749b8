"""Running figures that go on over a day nobody recorded: one cause for all that carry it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.queries.reconcile.claim_scope import Scope, ScopedClaim
from exchange_tracker.queries.reconcile.claims import ClaimStatus, Reconciled
from exchange_tracker.queries.reconcile.explain import Explainer
from exchange_tracker.queries.reconcile.gap import Gap
from exchange_tracker.queries.reconcile.steps import series


class _Reached(NamedTuple):
    """How far a running figure has come: its last day, its figure, and the gaps that it carries."""

    day: date
    figure: int = 0
    gaps: tuple[Gap, ...] = ()
    follows: bool = True  # the ledger and the gaps together give its figure

    @property
    def people(self) -> int:
        """Return the people of the gaps."""
        return sum(gap.people for gap in self.gaps)


def gaps_of(
    comparisons: Iterable[Reconciled], published: Mapping[str, str], explainer: Explainer
) -> dict[str, tuple[Gap, ...]]:
    """Return, by claim, the days without a record whose people make all of its difference."""
    beside = {each.claimed.id: each for each in comparisons}
    carried: dict[str, tuple[Gap, ...]] = {}
    for _, alike in series((each.claimed for each in beside.values()), published):
        carried |= _of_series(alike, beside, explainer)
    claims: dict[Gap, list[str]] = {}
    for name, gaps in carried.items():
        for gap in gaps:
            claims.setdefault(gap, []).append(name)
    return {
        name: tuple(gap._replace(claims=tuple(claims[gap])) for gap in gaps)
        for name, gaps in carried.items()
    }


def _of_series(
    alike: Sequence[ScopedClaim], beside: Mapping[str, Reconciled], explainer: Explainer
) -> dict[str, tuple[Gap, ...]]:
    """Follow the figures of one source day by day.

    A figure that comes back to the ledger was ahead of it: nobody's record is missing then.
    """
    carried: dict[str, tuple[Gap, ...]] = {}
    reached = _Reached(alike[0].scope.first - DAY)
    ordered = sorted(alike, key=lambda claim: claim.scope.last)
    for _, group in groupby(ordered, key=lambda claim: claim.scope.last):
        same_day = list(group)
        before, reached = reached, _next(reached, same_day[-1], beside, explainer)
        if before.gaps and not reached.gaps and reached.follows:
            carried = {
                name: gaps for name, gaps in carried.items() if not set(gaps) & set(before.gaps)
            }
        carried |= dict(_carrying(same_day, reached, beside))
    return carried


def _carrying(
    same_day: Iterable[ScopedClaim], reached: _Reached, beside: Mapping[str, Reconciled]
) -> Iterator[tuple[str, tuple[Gap, ...]]]:
    for claim in same_day:
        comparison = beside[claim.id]
        differs = comparison.status is ClaimStatus.DIFFERS
        if differs and reached.gaps and comparison.difference == reached.people:
            yield claim.id, reached.gaps


def _next(
    before: _Reached, claim: ScopedClaim, beside: Mapping[str, Reconciled], explainer: Explainer
) -> _Reached:
    """Return how far a figure has come with the claim of a later day."""
    difference = claim.figure - (beside[claim.id].ledger or 0)
    step = claim.figure - before.figure
    gaps = before.gaps
    if before.follows and step > 0 and not _recorded(before, claim, explainer):
        gaps += (Gap(before.day + DAY, claim.scope.last, step, claim.id),)
    reached = _Reached(claim.scope.last, claim.figure, gaps)
    if difference == reached.people:
        return reached
    return reached._replace(gaps=(), follows=difference == 0)


def _recorded(before: _Reached, claim: ScopedClaim, explainer: Explainer) -> bool:
    """Return whether anybody of the party and kind is recorded since the claim before."""
    anybody = claim.scope.selector._replace(category=None, nationality=None, basis=None)
    scope = Scope(anybody, before.day + DAY, claim.scope.last)
    return explainer.running.entry_count(explainer.count(scope)) > 0
