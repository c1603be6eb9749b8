"""Some claims beside the ledger, with what explains them and the entries that are named."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from exchange_tracker.queries.claims import scoped_claims, select_scoped
from exchange_tracker.queries.query import EVERYTHING, Filters, Query, Watch
from exchange_tracker.queries.reconcile.claim_scope import ScopedClaim
from exchange_tracker.queries.reconcile.claims import ClaimStatus, Reconciled
from exchange_tracker.queries.reconcile.difference import EntrySet
from exchange_tracker.queries.reconcile.entry_ids import Names, names
from exchange_tracker.queries.reconcile.explain import Explainer
from exchange_tracker.queries.reconcile.running import Running
from exchange_tracker.queries.reconcile.setting import Setting
from exchange_tracker.queries.reconcile.steps import publishers


class Reconciliation(NamedTuple):
    """Claims beside the ledger, those that differ with explanations, and the ids these name."""

    claims: list[Reconciled]
    names: Names

    @property
    def exit_code(self) -> int:
        """Return 1 where a claim differs; what cannot be said of a claim is no finding (section 4)."""
        return int(any(each.status is ClaimStatus.DIFFERS for each in self.claims))


def select_reconciliation(
    query: Query,
    ids: Sequence[str] = (),
    filters: Filters = EVERYTHING,
    sources: Sequence[str] | None = None,
    statuses: Sequence[ClaimStatus] | None = None,
    watch: Watch[Reconciled] = iter,
) -> Reconciliation:
    """Return the claims of some ids, sources and statuses beside the ledger; without names, all.

    Raise ``UsageError`` for an unknown id or source.
    """
    setting = setting_of(query, explainer_of(query))
    claims = select_scoped(query.records, ids, filters, sources)
    return reconciliation_of(query, setting, claims, statuses, watch)


def reconciliation_of(
    query: Query,
    setting: Setting,
    claims: Iterable[ScopedClaim],
    statuses: Sequence[ClaimStatus] | None = None,
    watch: Watch[Reconciled] = iter,
) -> Reconciliation:
    """Return claims beside the ledger, those that differ with their explanations."""
    beside = (setting.beside[claim.id] for claim in claims)
    bare = [each for each in beside if not statuses or each.status in statuses]
    with_reasons = [setting.explained(each) for each in watch(bare)]
    return Reconciliation(with_reasons, names_of(query, named_rows(with_reasons), setting))


def setting_of(query: Query, explainer: Explainer) -> Setting:
    """Return all claims beside the ledger."""
    records = query.records
    published = publishers(records.sources())
    movements = records.movements() if query.terms.cohorts else ()
    return Setting(scoped_claims(records), explainer, published, movements)


def explainer_of(query: Query) -> Explainer:
    """Return what explains figures at the moment of a query."""
    snapshot = query.snapshot()
    return Explainer(query.terms, snapshot, Running(snapshot.figures))


def names_of(query: Query, rows: Iterable[EntrySet], setting: Setting) -> Names:
    """Return the ids of the first entries that lie where some rows do."""
    return names(rows, setting.explainer.running, query.records, query.at)


def named_rows(claims: Iterable[Reconciled]) -> list[EntrySet]:
    """Return the rows whose entries are named with some claims."""
    return [
        rows
        for each in claims
        for rows in (
            each.rows,
            each.maybe,
            *(part for reason in each.explanations for part in reason.rows),
        )
    ]
