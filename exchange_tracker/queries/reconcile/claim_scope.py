"""What a published figure says: whom it counts, over which truce days, and how exactly."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple, assert_never

from exchange_tracker.facts.entry import date_of
from exchange_tracker.facts.measure import STILL_HELD, blank_from, cohort_of
from exchange_tracker.facts.model import Claim, Cohort, Selector, Terms, values

_SHARE = 20  # a figure that is "about" agrees within a twentieth of itself (section 2.3)


class Bound(StrEnum):
    """How a figure is meant: exactly, at least, at most, about."""

    EXACTLY = "="
    AT_LEAST = ">="
    AT_MOST = "<="
    ABOUT = "~"


class Scope(NamedTuple):
    """What a figure covers: a selection, and truce days with both ends included."""

    selector: Selector
    first: date
    last: date


class ScopedClaim(NamedTuple):
    """A claim ready to be compared: its cells, its scope, its bound and its figure (people).

    ``cohort`` is that of a claim with a measure, ``None`` of one about people released. Of who is
    held, the scope is the one day at the end of which they are.
    """

    claim: Claim
    scope: Scope
    bound: Bound
    figure: int
    cohort: Cohort | None = None

    @property
    def id(self) -> str:
        """Return the id of the claim."""
        return self.claim.id

    @property
    def measure(self) -> str:
        """Return what is counted; blank for people released."""
        return self.claim.measure

    @property
    def first(self) -> date | None:
        """Return the first day of the figure; ``None`` of who is held, which has none."""
        return None if self.claim.measure in STILL_HELD else self.scope.first

    @property
    def parties(self) -> tuple[str, ...]:
        """Return whose people are counted; none mean anybody's."""
        return self.cohort.parties if self.cohort else self.scope.selector.party or ()

    @property
    def kinds(self) -> tuple[str, ...] | None:
        """Return the kinds that are counted; ``None`` means any."""
        own = self.scope.selector.kind
        return own or (self.cohort.counts.kind if self.cohort else None)


def scope_claim(claim: Claim, terms: Terms) -> ScopedClaim:
    """Return a recorded claim with what its blank cells mean (section 2.3)."""
    selector = Selector(
        party=_words(claim.party),
        kind=_words(claim.kind),
        category=_words(claim.category),
        nationality=_words(claim.nationality),
        basis=_words(claim.basis),
    )
    last = date_of(claim.to)
    first = date_of(claim.from_) if claim.from_ else blank_from(terms, claim) or last
    scope, bound = Scope(selector, first, last), Bound(claim.bound or "=")
    return ScopedClaim(claim, scope, bound, int(claim.figure), cohort_of(terms, claim))


def _words(cell: str) -> tuple[str, ...] | None:
    return tuple(values(cell)) or None


def agrees(bound: Bound, figure: int, ledger: int) -> bool:
    """Return whether a figure and the ledger's people agree."""
    match bound:
        case Bound.EXACTLY:
            return ledger == figure
        case Bound.AT_LEAST:
            return ledger >= figure
        case Bound.AT_MOST:
            return ledger <= figure
        case Bound.ABOUT:
            return abs(figure - ledger) * _SHARE <= figure
        case _:
            assert_never(bound)


def least(bound: Bound, figure: int) -> int:
    """Return the smallest number of people that agrees with a figure."""
    match bound:
        case Bound.AT_MOST:
            return 0
        case Bound.ABOUT:
            return figure - figure // _SHARE
        case Bound.EXACTLY | Bound.AT_LEAST:
            return figure
        case _:
            assert_never(bound)


def most(bound: Bound, figure: int) -> int | None:
    """Return the largest number of people that agrees with a figure; ``None``: there is none."""
    match bound:
        case Bound.AT_LEAST:
            return None
        case Bound.ABOUT:
            return figure + figure // _SHARE
        case Bound.EXACTLY | Bound.AT_MOST:
            return figure
        case _:
            assert_never(bound)
