"""What others published beside the records, and any number written out (see ``questions``)."""

from datetime import date, datetime

from exchange_tracker.facts.model import AS_WRITTEN
from exchange_tracker.library.parameters import (
    ANYWHERE,
    Names,
    Where,
    parameters_named,
    query_of,
    word_of,
    words_of,
)
from exchange_tracker.library.published_rows import (
    ClaimRow,
    DiscrepancyRow,
    ReconciledRow,
    SourceRow,
    StatementRow,
    SummandRow,
)
from exchange_tracker.library.result import Result, result_of
from exchange_tracker.queries import claims as claims_query
from exchange_tracker.queries import why as why_query
from exchange_tracker.queries.discrepancies import selection as discrepancies_query
from exchange_tracker.queries.discrepancies.kinds import Type
from exchange_tracker.queries.reconcile import selection as reconcile_query
from exchange_tracker.queries.reconcile.claims import ClaimStatus
from exchange_tracker.report import discrepancies as discrepancies_report
from exchange_tracker.report import published as published_report
from exchange_tracker.report import reconcile as reconcile_report
from exchange_tracker.report import statement as statement_report
from exchange_tracker.report import why as why_report
from exchange_tracker.report.why_check import check_lines
from exchange_tracker.report.why_claim import claim_rows
from exchange_tracker.store.records import Records


@parameters_named
def claims(
    records: Records, claim: Names = None, source: Names = None, where: Where = ANYWHERE
) -> Result[ClaimRow]:
    """List what others published, in the order of recording; of ``where`` party, kind and days count."""
    filters = where.filters(records.terms)
    chosen = claims_query.select_claims(records, words_of(claim), filters, words_of(source))
    return result_of(ClaimRow, published_report.claims_rows(chosen))


def sources(records: Records) -> Result[SourceRow]:
    """List the sources, in the order in which they were recorded."""
    return result_of(SourceRow, published_report.sources_rows(records.sources()))


@parameters_named
def statement(records: Records, claim: Names = None) -> Result[StatementRow]:
    """Set each published whole beside its parts; ``exit_code`` is 1 where one does not add up."""
    sums = claims_query.select_sums(records, words_of(claim))
    table = statement_report.statement_rows(sums)
    return result_of(StatementRow, table, claims_query.exit_code_of(sums))


@parameters_named
def reconcile(
    records: Records,
    at: datetime,
    claim: Names = None,
    source: Names = None,
    status: Names = None,
    where: Where = ANYWHERE,
) -> Result[ReconciledRow]:
    """Set what others published beside the ledger, and offer what would make a figure come out.

    Of ``where`` the days count. ``exit_code`` is 1 where a claim differs.
    """
    query, terms = query_of(records, at), records.terms
    statuses = [word_of(ClaimStatus, "status", name) for name in words_of(status)]
    selection = reconcile_query.select_reconciliation(
        query, words_of(claim), where.filters(terms), words_of(source), statuses
    )
    table = reconcile_report.reconcile_rows(terms, *selection)
    return result_of(ReconciledRow, table, selection.exit_code)


@parameters_named
def discrepancies(
    records: Records,
    at: datetime,
    type: Names = None,  # noqa: A002 - the column's name
    reading: Names = None,
    source: Names = None,
    where: Where = ANYWHERE,
) -> Result[DiscrepancyRow]:
    """List everything that a careful reader must look at; ``exit_code`` is 1 where there is anything.

    Entries with one source only are listed on request: ``type="single-source"``. Of ``where`` the
    party and the days count.
    """
    query, terms = query_of(records, at), records.terms
    types = [word_of(Type, "type", name) for name in words_of(type)]
    selection = discrepancies_query.select_discrepancies(
        query, types, words_of(reading), where.filters(terms), words_of(source)
    )
    listed = list(discrepancies_report.ordered(terms, selection.discrepancies, selection.names))
    table = discrepancies_report.discrepancies_rows(listed)
    return result_of(DiscrepancyRow, table, int(bool(listed)))


@parameters_named
def explain(
    records: Records, at: datetime, obligation: str, day: date, reading: str = AS_WRITTEN
) -> Result[SummandRow]:
    """Write out how an obligation stands over the period that a day lies in (``xt why check``)."""
    derived = why_query.derive_check(query_of(records, at), obligation, day, reading)
    return result_of(SummandRow, why_report.why_rows(check_lines(records.terms, derived)))


@parameters_named
def explain_claim(
    records: Records, at: datetime, claim: str, *, deep: bool = False
) -> Result[SummandRow]:
    """Write out what the ledger counts for a claim, and what else gives its figure (``xt why claim``).

    ``deep`` searches two rules together where a single one fits, too.
    """
    derivation = why_query.derive_claim(query_of(records, at), claim, deep=deep)
    return result_of(SummandRow, claim_rows(records.terms, derivation))


@parameters_named
def explain_total(
    records: Records, at: datetime, day: date, where: Where = ANYWHERE
) -> Result[SummandRow]:
    """Write out a running total: every entry from the truce's first day to a day (``xt why total``)."""
    filters = where.filters(records.terms)
    entries = why_query.total_entries(query_of(records, at), day, filters)
    return result_of(SummandRow, why_report.why_rows(why_report.total_lines(entries)))
