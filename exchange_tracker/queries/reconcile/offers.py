"""Which explanations are offered: those that somebody could have counted by, and chance could not give.

With many rows, words and days some way of counting gives almost any figure. So a rule is offered
only where rules of its sort give few of the figures round about, and where little else gives this
one: beside a common rule two other ways of counting, by one rule. One that is one of many of its
sort (a day, a word, a row that is left out or counted twice) is offered only where no other of its
sort fits, or where it explains other claims of the same publisher, too.
"""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from exchange_tracker.queries.reconcile.alteration import COMMON, RANK, Alteration
from exchange_tracker.queries.reconcile.alternatives import Values
from exchange_tracker.queries.reconcile.claim_scope import Bound, ScopedClaim, agrees
from exchange_tracker.queries.reconcile.difference import Difference

MOST_BY_COMMON = Fraction(9, 20)  # of the figures round about that common rules may give
MOST_BY_ANY = Fraction(1, 5)  # that all rules may give, where one of the others is to stand out
MOST_AGREEING = Fraction(1, 5)  # of the ways of counting that may agree with a figure with a bound
MOST_BESIDE = 2  # other ways of counting, all by one rule, that may fit beside a common rule
_WINDOW = 2  # times the difference: how far round about is
_LEAST_WINDOW = 5  # people


class Candidate(NamedTuple):
    """A way of counting that fits: its rules, the rows that it counts more and fewer."""

    alterations: tuple[Alteration, ...]
    rows: Difference
    support: int = 0  # other claims of the publisher that it explains

    @property
    def is_common(self) -> bool:
        """Return whether all of its rules are common ways to count."""
        return all(made.rule in COMMON for made in self.alterations)


def keys(alterations: Sequence[Alteration], rows: Difference) -> set[object]:
    """Return by what an explanation is known again with another claim: its rule, its rows.

    The same rows say the same, whether one claim has them more or another has them fewer.
    """
    known: set[object] = {tuple(made._replace(day=None) for made in alterations)}
    places = [frozenset(side.rows) for side in rows if side.rows]
    return known | ({places[0]} if len(places) == 1 else set())


def offered(
    candidates: Sequence[Candidate], claim: ScopedClaim, ledger: int, values: Values
) -> list[Candidate]:
    """Return the candidates that stand out, best first."""
    single = [each for each in candidates if len(each.alterations) == 1]
    common = [each for each in single if each.is_common]
    if common:
        exact = claim.bound is Bound.EXACTLY
        alone = len({each.rows for each in common}) == 1  # many agree with a bound
        best = _best_first(common)
        fits = _is_rare(best[0], single) if exact else alone
        fits = fits and _stands_out(claim, ledger, values.common, MOST_BY_COMMON)
        return best if fits else []
    supported = [each for each in single if each.support]
    others = supported or single
    if others:
        alone = len({each.rows for each in others}) == 1
        fits = bool(supported) or _stands_out(claim, ledger, values.every, MOST_BY_ANY)
        return _best_first(others)[:1] if alone and fits else []
    pairs = [each for each in candidates if each.is_common]
    alone = len({each.rows for each in pairs}) == 1
    fits = _stands_out(claim, ledger, values.pairs, MOST_BY_ANY)
    return pairs[:1] if alone and fits else []


def _best_first(some: Iterable[Candidate]) -> list[Candidate]:
    return sorted(some, key=lambda each: (-each.support, RANK[each.alterations[0].rule]))


def _is_rare(best: Candidate, single: Iterable[Candidate]) -> bool:
    """Return whether few other ways of counting give the same, or it explains other claims, too."""
    others = [each for each in single if each.rows != best.rows]
    rules = {each.alterations[0].rule for each in others}
    few = len(rules) <= 1 and len({each.rows for each in others}) <= MOST_BESIDE
    return few or bool(best.support)


def _stands_out(claim: ScopedClaim, ledger: int, values: Collection[int], most: Fraction) -> bool:
    """Return whether few of the figures round about would be explained as well.

    A figure with a bound is met by many numbers: then few of the ways of counting may agree.
    """
    if claim.bound is not Bound.EXACTLY:
        others = {value for value in values if value != ledger}
        fit = sum(agrees(claim.bound, claim.figure, value) for value in others)
        return fit <= 1 or fit <= MOST_AGREEING * len(others)
    reach = max(_LEAST_WINDOW, _WINDOW * abs(claim.figure - ledger))
    first = max(1, ledger - reach)  # nobody is no way of counting
    near = {value for value in values if first <= value <= ledger + reach} - {ledger}
    return len(near) <= most * (ledger + reach - first)
