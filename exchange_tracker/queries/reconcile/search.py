"""What is asked of the ledger for a claim, whatever the claim counts."""

from typing import NamedTuple, Protocol

from exchange_tracker.queries.reconcile.alternatives import Values
from exchange_tracker.queries.reconcile.by_selection import Unsearched
from exchange_tracker.queries.reconcile.claim_scope import ScopedClaim
from exchange_tracker.queries.reconcile.claims import ExplanationRows, Reconciled
from exchange_tracker.queries.reconcile.difference import EntrySet

MOST_COMPARED = 60  # explanations whose rows are compared, to tell none twice


class Ways(NamedTuple):
    """The ways of counting that give a figure, each rows once; ``more`` were not compared."""

    fits: tuple[ExplanationRows, ...]
    more: int = 0
    unsearched: Unsearched = Unsearched.NOTHING


class Between(NamedTuple):
    """What the ledger adds from the day of one claim to that of a later one.

    ``people`` is ``None`` where it cannot be said; there may be ``more`` of them, or ``fewer``.
    """

    people: int | None
    more: bool = False
    fewer: bool = False


class Search(Protocol):
    """Sets claims of one sort beside the ledger, and looks for what makes their figures come out."""

    def beside(self, claim: ScopedClaim) -> Reconciled:
        """Return a claim beside the ledger, without explanations."""

    def can_explain(self, comparison: Reconciled) -> bool:
        """Return whether the sums that are searched give what the ledger says."""

    def ways(self, claim: ScopedClaim, *, deep: bool = False) -> Ways:
        """Return what gives the figure of a claim; ``deep``: two alterations in any case."""

    def single_ways(self, claim: ScopedClaim) -> tuple[ExplanationRows, ...]:
        """Return what gives the figure of a claim by one alteration."""

    def values(self, claim: ScopedClaim) -> Values:
        """Return the numbers that every way of counting gives for a claim."""

    def coincidences(self, claim: ScopedClaim, difference: int) -> int | None:
        """Return how many small sets of rows add up to a difference; ``None``: too many to count."""

    def between(self, before: ScopedClaim, after: ScopedClaim) -> Between:
        """Return what the ledger adds between two claims of one series."""

    def rows_between(self, before: ScopedClaim, after: ScopedClaim) -> EntrySet:
        """Return the rows that make it."""
