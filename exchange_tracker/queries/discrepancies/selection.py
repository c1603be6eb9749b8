"""Everything that a careful reader must look at, and the part of it that somebody asks for."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import NamedTuple

from exchange_tracker.facts.model import Reading
from exchange_tracker.queries.claims import expect_sources, scoped_claims
from exchange_tracker.queries.discrepancies.by_day import days_of
from exchange_tracker.queries.discrepancies.by_sums import of_sums
from exchange_tracker.queries.discrepancies.doubles import SamePeople
from exchange_tracker.queries.discrepancies.entry_pass import Across, EntryPass, in_order
from exchange_tracker.queries.discrepancies.kinds import BY_SUMS, LISTED, Discrepancy, Type
from exchange_tracker.queries.discrepancies.look_alikes import LookAlikes
from exchange_tracker.queries.discrepancies.of_entries import looks
from exchange_tracker.queries.discrepancies.uncounted import AnyBasisRows
from exchange_tracker.queries.query import EVERYTHING, Filters, Query, Watch
from exchange_tracker.queries.reconcile.claims import ClaimStatus, Reconciled
from exchange_tracker.queries.reconcile.entry_ids import Names, NamesByPlace
from exchange_tracker.queries.reconcile.selection import explainer_of, named_rows, setting_of
from exchange_tracker.queries.reconcile.setting import Setting

_FIRST = 2  # whose entries are looked up at first: one is known to be whole once the next is there
_MORE = 8  # times as many each time after that


class NamedDiscrepancies(NamedTuple):
    """What there is to look at, claims with their explanations, each as it is seen: once, in order.

    ``names`` has the ids of the entries behind those that have come so far. ``agreeing`` is how many
    of the claims agree with the ledger. What is still to be done for them is to explain ``claims``,
    and to look at ``entries`` one by one.
    """

    discrepancies: Iterator[Discrepancy]
    names: Names
    agreeing: int = 0
    claims: int = 0
    entries: int = 0


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
    of_sums, others = _parts(query, setting, wanted, query.readings(readings), sources, now)
    shown = [each for each in of_sums if _is_within(each, filters)]
    figures = setting.explainer.moment.figures
    are_read = not sources and not wanted <= BY_SUMS
    names = NamesByPlace(setting.explainer.running, query.records, query.at)
    agreeing = (
        0 if types and Type.CLAIM_DIFFERS not in types else _agreeing(setting, filters, sources)
    )
    discrepancies = chain(
        _named(watch(shown), setting, names), (each for each in others if _is_within(each, filters))
    )
    return NamedDiscrepancies(
        discrepancies,
        names,
        agreeing,
        claims=sum(isinstance(e.about, Reconciled) and e.about.is_to_explain for e in shown),
        entries=sum(figure.entries for figure in figures) if are_read else 0,
    )


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


def _named(
    discrepancies: Iterable[Discrepancy], setting: Setting, names: NamesByPlace
) -> Iterator[Discrepancy]:
    """Yield discrepancies with what explains their claims, and look up the entries behind them."""
    rest, number = iter(discrepancies), _FIRST
    while some := [_with_reasons(each, setting) for each in islice(rest, number)]:
        rows = [part for each in some for part in (each.rows, each.hidden)]
        rows += named_rows(e.about for e in some if isinstance(e.about, Reconciled))
        names.look_up(rows)
        yield from some
        number *= _MORE


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
) -> Iterator[Discrepancy]:
    """Return the discrepancies of some types in the order in which they are listed, each as it is seen.

    None of them is explained. With sources only what concerns their claims. No entry is read for what
    sums show. Raise ``UsageError`` for an unknown reading.
    """
    return chain(*_parts(query, setting, types, query.readings(readings), sources, now))


def _parts(
    query: Query,
    setting: Setting,
    types: Collection[Type],
    readings: Sequence[Reading],
    sources: Sequence[str] | None,
    now: datetime | None,
) -> tuple[list[Discrepancy], Iterator[Discrepancy]]:
    """Return what sums show, and what is seen on entries as well; that comes later in the list."""
    discrepancies = (
        each for each in of_sums(query, setting, types, readings, sources) if each.type in types
    )
    some = sorted(discrepancies, key=lambda each: each.place)
    first = [each for each in some if each.type in BY_SUMS]
    besides = some[len(first) :]  # claims and terms
    return first, iter(besides) if sources else _with_entries(query, types, besides, now)


def _with_entries(
    query: Query, types: Collection[Type], besides: Sequence[Discrepancy], now: datetime | None
) -> Iterator[Discrepancy]:
    """Yield what is seen on entries in the order of the list, with what there is ``besides``."""
    entries = _entry_pass(query, types, now)
    for type_ in Type:
        if type_ in types and type_ not in BY_SUMS:
            beside = [each for each in besides if each.type is type_]
            yield from in_order(beside, entries.discrepancies(type_))


def _entry_pass(query: Query, types: Collection[Type], now: datetime | None) -> EntryPass:
    """Return the pass over the entries for some types; nothing is read until one is asked for."""
    records, terms = query.records, query.terms
    recorded = frozenset(each.id for each in records.sources())
    across: list[tuple[Type, Across]] = [
        (Type.POSSIBLE_DUPLICATE, SamePeople()),
        (Type.LOOK_ALIKE, LookAlikes(scoped_claims(records), terms, recorded)),
        (Type.ANY_BASIS, AnyBasisRows(terms)),
    ]
    return EntryPass(
        days_of(query),
        {each: look for each, look in looks(query, recorded, now).items() if each in types},
        {each: rows for each, rows in across if each in types},
    )


def _is_within(discrepancy: Discrepancy, filters: Filters) -> bool:
    if filters == EVERYTHING:
        return True
    party = filters.selector.party
    if party and discrepancy.party and not set(party) & set(discrepancy.party.split(";")):
        return False
    if discrepancy.first is None or discrepancy.last is None:
        return filters.first is None and filters.last is None
    return filters.covers(discrepancy.first, discrepancy.last)
