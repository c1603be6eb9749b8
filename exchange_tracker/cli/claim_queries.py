"""What the commands that set figures beside the ledger share."""

from collections.abc import Iterable, Sequence

from exchange_tracker.cli.progress import counted
from exchange_tracker.cli.query import Query
from exchange_tracker.errors import UsageError
from exchange_tracker.judging.judge import Snapshot
from exchange_tracker.queries.reconcile.claim_scope import ScopedClaim, scope_claim
from exchange_tracker.queries.reconcile.claims import ClaimStatus, Reconciled, explained, reconcile
from exchange_tracker.queries.reconcile.difference import EntrySet
from exchange_tracker.queries.reconcile.entry_ids import Names, names
from exchange_tracker.queries.reconcile.explain import Explainer
from exchange_tracker.queries.reconcile.running import Running
from exchange_tracker.store.records import Records


def explainer(query: Query) -> Explainer:
    """Return what explains figures at the moment asked about."""
    figures = query.records.figures(query.at)
    moment = Snapshot(figures, query.clock, query.at)
    return Explainer(query.terms, moment, Running(figures))


def claims(query: Query) -> list[ScopedClaim]:
    """Return every claim in the order of recording."""
    first = query.terms.first_day
    return [scope_claim(claim, first) for claim in query.records.claims()]


def by_id(known: Iterable[ScopedClaim], ids: Iterable[str]) -> list[ScopedClaim]:
    """Return the claims of some ids, or refuse an unknown one; without ids, all."""
    every = list(known)
    held = {claim.id for claim in every}
    wanted = set(ids)
    for name in sorted(wanted - held):
        raise UsageError.one("ID", f"there is no claim {name!r}", "list them with xt claims")
    return [claim for claim in every if not wanted or claim.id in wanted]


def know_sources(records: Records, given: Sequence[str] | None) -> None:
    """Refuse a source that no claim and no row of sources.csv names."""
    if not given:
        return
    known = {source.id for source in records.sources()}
    known |= {claim.source for claim in records.claims()}
    for name in given:
        if name not in known:
            raise UsageError.one(
                "--source", f"there is no source {name!r}", "list them with xt sources"
            )


def compared(
    asked: Explainer, known: Iterable[ScopedClaim], statuses: Sequence[ClaimStatus] | None = None
) -> list[Reconciled]:
    """Return claims beside the ledger, those that differ with their explanations."""
    found = [each for each in reconcile(known, asked) if not statuses or each.status in statuses]
    return [explained(each, asked) for each in counted(found, "claims explained", len(found))]


def names_of(query: Query, rows: Iterable[EntrySet]) -> Names:
    """Look up the ids of the entries that lie where some rows do."""
    some = list(rows)
    days = [day for each in some for day, _ in each.places]
    entries = query.records.releases_between(min(days), max(days)) if days else iter(())
    return names(some, entries, query.clock, query.at)


def rows_told(found: Iterable[Reconciled]) -> list[EntrySet]:
    """Return the rows whose ids are told with some claims."""
    return [
        rows
        for each in found
        for rows in (each.rows, *(some for told in each.explanations for some in told.rows))
    ]
