"""What is seen on sums, claims and terms, without a look at the entries one by one."""

from collections.abc import Collection, Iterator, Sequence

from exchange_tracker.facts.model import Reading
from exchange_tracker.queries.check import check_by
from exchange_tracker.queries.claims import scoped_claims
from exchange_tracker.queries.discrepancies.below_zero import of_balances
from exchange_tracker.queries.discrepancies.kinds import Discrepancy, Type, of_periods
from exchange_tracker.queries.discrepancies.of_claims import (
    of_claims,
    of_offsets,
    of_statements,
    of_steps,
)
from exchange_tracker.queries.discrepancies.silences import of_silences
from exchange_tracker.queries.discrepancies.unknown_sources import of_claim_sources, of_terms
from exchange_tracker.queries.query import Query
from exchange_tracker.queries.reconcile.setting import Setting
from exchange_tracker.queries.reconcile.steps import offsets, steps
from exchange_tracker.queries.reconcile.sums_of_claims import sums_of_claims

_OF_PERIODS = frozenset({Type.SHORT, Type.DISPUTED, Type.UNREPORTED, Type.UNDISCLOSED})

_OF_CLAIMS = frozenset(
    {
        *(Type.UNREPORTED, Type.UNDISCLOSED, Type.CLAIM_DIFFERS, Type.PARTS_DIFFER),
        *(Type.STEPS_DIFFER, Type.STEADY_OFFSET, Type.UNSOURCED),
    }
)


def of_sums(
    query: Query,
    setting: Setting,
    types: Collection[Type],
    readings: Sequence[Reading],
    sources: Sequence[str] | None,
) -> Iterator[Discrepancy]:
    """Yield what there is to look at of some types, and perhaps of others, in no order.

    With sources only what concerns their claims.
    """
    recorded = frozenset(each.id for each in query.records.sources())
    if not _OF_CLAIMS.isdisjoint(types):
        yield from _of_published(query, setting, sources, recorded)
    if sources:
        return
    explainer = setting.explainer
    if not _OF_PERIODS.isdisjoint(types):
        joints = check_by(explainer.judging, query.terms, readings).joints
        yield from of_periods(readings, joints, explainer.running)
        yield from of_silences(readings, joints)
    if Type.HELD_BELOW_ZERO in types:
        yield from of_balances(query.terms.cohorts, explainer.moment, query.records.movements())
    yield from of_terms(query.terms, recorded)


def _of_published(
    query: Query,
    setting: Setting,
    sources: Sequence[str] | None,
    recorded: frozenset[str],
) -> Iterator[Discrepancy]:
    """Yield what there is to look at in what others published.

    What lies after the moment of judgement is not held against the ledger, only against itself.
    """
    claims = scoped_claims(query.records)
    ids = {each.id for each in claims if not sources or each.claim.source in sources}
    publisher_of = setting.published
    beside = [each for each in setting.beside.values() if not each.later]
    known = [each.claimed for each in beside]
    sums = (each for each in sums_of_claims(claims) if each.whole.id in ids)
    claim_steps = (s for s in steps(known, setting.searches, publisher_of) if s.after.id in ids)
    steady = (
        each
        for each in offsets(beside, publisher_of)
        if any(claim.id in ids for claim in each.claims)
        and not all(setting.carries_gap(claim.id) for claim in each.claims)
    )
    yield from of_claims(each for each in beside if each.claimed.id in ids)
    yield from of_statements(sums, setting.beside)
    yield from of_steps(claim_steps)
    yield from of_offsets(steady)
    yield from of_claim_sources((each for each in claims if each.id in ids), recorded)
