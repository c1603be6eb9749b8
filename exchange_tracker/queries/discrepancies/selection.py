"""Everything that a careful reader must look at, and the part of it that somebody asks for."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from exchange_tracker.facts.entry import Entry, entry_of
from exchange_tracker.queries.check import check
from exchange_tracker.queries.claims import expect_sources, scoped_claims
from exchange_tracker.queries.discrepancies.below_zero import of_balances
from exchange_tracker.queries.discrepancies.kinds import (
    BY_SUMS,
    LISTED,
    Discrepancy,
    Type,
    of_claims,
    of_offsets,
    of_periods,
    of_statements,
    of_steps,
)
from exchange_tracker.queries.discrepancies.look_alikes import of_look_alikes
from exchange_tracker.queries.discrepancies.of_entries import (
    of_ahead,
    of_claim_sources,
    of_entries,
    of_terms,
)
from exchange_tracker.queries.discrepancies.silences import of_silences
from exchange_tracker.queries.discrepancies.uncounted import of_any_basis, of_uncounted
from exchange_tracker.queries.query import EVERYTHING, Filters, Query, Watch
from exchange_tracker.queries.reconcile.claims import ClaimStatus, Reconciled
from exchange_tracker.queries.reconcile.entry_ids import Names
from exchange_tracker.queries.reconcile.selection import (
    explainer_of,
    named_rows,
    names_of,
    setting_of,
)
from exchange_tracker.queries.reconcile.setting import Setting
from exchange_tracker.queries.reconcile.steps import offsets, steps
from exchange_tracker.queries.reconcile.sums_of_claims import sums_of_claims


class NamedDiscrepancies(NamedTuple):
    """What there is to look at, claims with their explanations, and the ids of the entries.

    ``agreeing`` is how many of the claims agree with the ledger.
    """

    discrepancies: list[Discrepancy]
    names: Names
    agreeing: int = 0


def select_discrepancies(
    query: Query,
    types: Sequence[Type] | None = None,
    readings: Sequence[str] | None = None,
    filters: Filters = EVERYTHING,
    sources: Sequence[str] | None = None,
    watch: Watch[Discrepancy] = iter,
    now: datetime | None = None,
) -> NamedDiscrepancies:
    """Return what there is to look at of some types, readings and sources; without names, all.

    ``now`` is the moment after which an entry is dated in the future; ``None``: it is not known.
    But for the types that are listed on request only. Of the filters the party and the days count.
    Raise ``UsageError`` for an unknown reading or source.
    """
    expect_sources(query.records, sources)
    setting = setting_of(query, explainer_of(query))
    wanted = frozenset(types or ()) or LISTED
    selection = [
        each
        for each in discrepancies_of(query, setting, wanted, readings, sources, now)
        if each.type in wanted and _is_within(each, filters)
    ]
    with_reasons = [_with_reasons(each, setting) for each in watch(selection)]
    rows = [part for each in with_reasons for part in (each.rows, each.hidden)]
    rows += named_rows(e.about for e in with_reasons if isinstance(e.about, Reconciled))
    agreeing = (
        0 if types and Type.CLAIM_DIFFERS not in types else _agreeing(setting, filters, sources)
    )
    return NamedDiscrepancies(with_reasons, names_of(query, rows, setting), agreeing)


def _agreeing(setting: Setting, filters: Filters, sources: Sequence[str] | None) -> int:
    """Return how many claims of some sources and days agree."""
    party = filters.selector.party
    return sum(
        each.status is ClaimStatus.AGREES
        and (not sources or each.claimed.claim.source in sources)
        and filters.covers(each.claimed.scope.first, each.claimed.scope.last)
        and (not party or not each.claimed.parties or bool({*party} & {*each.claimed.parties}))
        for each in setting.beside.values()
    )


def _with_reasons(discrepancy: Discrepancy, setting: Setting) -> Discrepancy:
    """Explain a claim only where it is listed."""
    if not isinstance(discrepancy.about, Reconciled):
        return discrepancy
    return discrepancy._replace(about=setting.explained(discrepancy.about))


def discrepancies_of(
    query: Query,
    setting: Setting,
    types: Collection[Type] = LISTED,
    readings: Sequence[str] | None = None,
    sources: Sequence[str] | None = None,
    now: datetime | None = None,
) -> list[Discrepancy]:
    """Return the discrepancies of some types, and perhaps of others, before any of them is explained.

    With sources only what concerns their claims. No entry is read for what sums show.
    """
    terms, clock, explainer = query.terms, query.clock, setting.explainer
    selected_readings = query.readings(readings)
    recorded = frozenset(source.id for source in query.records.sources())
    published = list(_of_published(query, setting, sources, recorded))
    if sources:
        return published
    joints = check(terms, selected_readings, explainer.moment).joints
    of_sums = [
        *of_periods(selected_readings, joints, explainer.running),
        *of_silences(selected_readings, joints),
        *published,
        *of_balances(terms.cohorts, setting.searches, explainer.moment.today),
        *of_terms(terms, recorded),
    ]
    if BY_SUMS.issuperset(types):
        return of_sums
    every = [entry_of(release, clock) for release in query.records.releases()]
    entries = [entry for entry in every if entry.has_happened(clock, query.at)]
    found: list[tuple[Type, Callable[[], Iterator[Discrepancy]]]] = [
        (Type.COUNTS_FOR_NOTHING, lambda: of_uncounted(terms, entries)),
        (Type.ANY_BASIS, lambda: of_any_basis(terms, entries)),
        (Type.DATED_AHEAD, lambda: of_ahead(every, terms, clock, query.at, now)),
        (Type.LOOK_ALIKE, lambda: _look_alikes(query, entries, recorded)),
    ]
    seen = (each() for type_, each in found if type_ in types)
    return [
        *of_sums,
        *of_entries(entries, terms, clock, recorded, types),
        *chain.from_iterable(seen),
    ]


def _look_alikes(
    query: Query, entries: Iterable[Entry], recorded: Iterable[str]
) -> Iterator[Discrepancy]:
    releases = (entry.release for entry in entries)
    claims = scoped_claims(query.records)
    return of_look_alikes(releases, claims, query.terms, sorted(recorded))


def _of_published(
    query: Query,
    setting: Setting,
    sources: Sequence[str] | None,
    recorded: frozenset[str],
) -> Iterator[Discrepancy]:
    """Return what there is to look at in what others published.

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
    return chain(
        of_claims(each for each in beside if each.claimed.id in ids),
        of_statements(sums, setting.beside),
        of_steps(claim_steps),
        of_offsets(steady),
        of_claim_sources((each for each in claims if each.id in ids), recorded),
    )


def _is_within(discrepancy: Discrepancy, filters: Filters) -> bool:
    party = filters.selector.party
    if party and discrepancy.party and not set(party) & set(discrepancy.party.split(";")):
        return False
    if discrepancy.first is None or discrepancy.last is None:
        return filters.first is None and filters.last is None
    return filters.covers(discrepancy.first, discrepancy.last)
