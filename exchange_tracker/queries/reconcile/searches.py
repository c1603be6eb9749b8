"""Which search a claim needs: that of entries, of movements, or of who is held."""

from collections.abc import Iterable

from exchange_tracker.facts.measure import STILL_HELD
from exchange_tracker.facts.model import Cohort
from exchange_tracker.facts.movement import Movement
from exchange_tracker.queries.reconcile.claim_scope import ScopedClaim
from exchange_tracker.queries.reconcile.cohort_rows import CohortRows
from exchange_tracker.queries.reconcile.explain import Explainer
from exchange_tracker.queries.reconcile.held_search import HeldSearch
from exchange_tracker.queries.reconcile.left_alive import Alive
from exchange_tracker.queries.reconcile.movement_search import MovementSearch
from exchange_tracker.queries.reconcile.release_search import ReleaseSearch
from exchange_tracker.queries.reconcile.search import Search


class Searches:
    """The searches of one truce at one moment, each made when a claim first needs it."""

    def __init__(self, explainer: Explainer, movements: Iterable[Movement] = ()) -> None:
        self.explainer = explainer
        self._movements = tuple(movements)
        self._releases = ReleaseSearch(explainer, self._alive)
        self._rows: dict[str, CohortRows] = {}
        self._left: list[Alive] | None = None  # not asked for yet
        self._measured: dict[tuple[str, str], Search] = {}

    def of(self, claim: ScopedClaim) -> Search:
        """Return what sets a claim beside the ledger."""
        if claim.cohort is None:
            return self._releases
        measure = "" if claim.measure in STILL_HELD else claim.measure
        key = claim.cohort.id, measure
        if key not in self._measured:
            self._measured[key] = self._search(claim.cohort, measure)
        return self._measured[key]

    def rows(self, cohort: Cohort) -> CohortRows:
        """Return what has happened to a cohort."""
        if cohort.id not in self._rows:
            moment = self.explainer.moment
            self._rows[cohort.id] = CohortRows(cohort, moment, self._movements)
        return self._rows[cohort.id]

    def _alive(self) -> list[Alive]:
        if self._left is None:
            self._left = [Alive(self.rows(cohort)) for cohort in self.explainer.terms.cohorts]
        return self._left

    def _search(self, cohort: Cohort, movement: str) -> Search:
        rows = self.rows(cohort)
        if not movement:
            return HeldSearch(rows)
        return MovementSearch(movement, rows, self.explainer.terms, self.explainer.moment)
