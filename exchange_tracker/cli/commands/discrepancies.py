"""``xt discrepancies``: everything that a careful reader must look at."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.claim_queries import claims, explainer, know_sources, names_of, rows_told
from exchange_tracker.cli.progress import counted
from exchange_tracker.cli.query import Answer, Filters, Query, ask, filters
from exchange_tracker.facts.entry import has_happened
from exchange_tracker.queries.check import check
from exchange_tracker.queries.discrepancies.kinds import (
    ON_REQUEST,
    Discrepancy,
    Type,
    of_claims,
    of_offsets,
    of_periods,
    of_statements,
    of_steps,
)
from exchange_tracker.queries.discrepancies.of_entries import (
    entry,
    of_ahead,
    of_claim_sources,
    of_entries,
    of_terms,
)
from exchange_tracker.queries.reconcile.claims import Reconciled, explained, reconcile
from exchange_tracker.queries.reconcile.explain import Explainer
from exchange_tracker.queries.reconcile.steps import offsets, publishers, steps
from exchange_tracker.queries.reconcile.sums_of_claims import sums_of_claims
from exchange_tracker.render import Format
from exchange_tracker.report.discrepancies import (
    discrepancies_document,
    discrepancies_rows,
    ordered,
)
from exchange_tracker.report.phrases import stated

app = typer.Typer(rich_markup_mode=None)


@app.command()
def discrepancies(
    ledger: options.Ledger = options.LEDGER,
    at: options.At = "",
    as_of: options.AsOf = "",
    type_: Annotated[
        list[Type] | None,
        typer.Option("--type", metavar="TYPE", help="Only this type (repeatable)."),
    ] = None,
    reading: options.Readings = None,
    party: options.Party = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="ID", help="Only claims of this source (repeatable)."),
    ] = None,
    from_: options.From = "",
    to: options.To = "",
    form: options.FormatOption = Format.TABLE,
    output: options.Output = None,
    raw: options.Raw = False,
) -> int:
    r"""List everything that a careful reader must look at.

    Shortfalls, periods without a record, readings that disagree, claims that do not add up, and
    entries whose source or day asks for a second look. Entries with one source only are listed on
    request: --type single-source. Exits with 1 when there is something to list.

    \b
    Example: xt discrepancies --ledger data/nov2023 --type claim-differs
    """
    query = ask(ledger, at, as_of)
    shown = filters(query.terms, party=party, from_=from_, to=to)
    know_sources(query.records, source)
    asked = explainer(query)
    found = every_discrepancy(query, asked, reading, source)
    chosen = [
        each
        for each in found
        if (each.type in type_ if type_ else each.type not in ON_REQUEST) and _shown(each, shown)
    ]
    looked_at = counted(chosen, "discrepancies looked at", len(chosen))
    chosen = [with_explanation(each, asked) for each in looked_at]
    rows = [some for each in chosen for some in (each.rows, each.hidden)]
    rows += rows_told(each.about for each in chosen if isinstance(each.about, Reconciled))
    told = ordered(query.terms, chosen, names_of(query, rows))
    answer = Answer(form, output, raw)
    if form.for_programs:
        answer.rows(discrepancies_rows(told))
    else:
        said = stated(query.terms, query.clock, query.at, query.records.head)
        answer.document(discrepancies_document(query.terms, told, said))
    return 1 if told else 0


def with_explanation(each: Discrepancy, asked: Explainer) -> Discrepancy:
    """Explain a claim only where it is listed."""
    if not isinstance(each.about, Reconciled):
        return each
    return each._replace(about=explained(each.about, asked))


def every_discrepancy(
    query: Query,
    asked: Explainer,
    reading: Sequence[str] | None,
    source: Sequence[str] | None,
) -> list[Discrepancy]:
    """Return the discrepancies of every type, before any of them is explained."""
    terms, clock = query.terms, query.clock
    readings = query.readings(reading)
    every = claims(query)
    mine = {each.id for each in every if not source or each.claim.source in source}
    beside = list(reconcile(every, asked))
    by_id = {each.claimed.id: each for each in beside}
    recorded = list(query.records.sources())
    known = frozenset(each.id for each in recorded)
    published = publishers(recorded)
    recorded_entries = [entry(release, clock) for release in query.records.releases()]
    entries = [
        each
        for each in recorded_entries
        if has_happened(each.day, each.release.at, clock, query.at)
    ]
    now = max(query.at, datetime.now(UTC))
    of_published = [
        *of_claims(each for each in beside if each.claimed.id in mine),
        *of_statements((s for s in sums_of_claims(every) if s.whole.id in mine), by_id),
        *of_steps((s for s in steps(every, asked, published) if s.after.id in mine), asked.running),
        *of_offsets(
            each
            for each in offsets(beside, published)
            if any(claim.id in mine for claim in each.claims)
        ),
        *of_claim_sources((each for each in every if each.id in mine), known),
    ]
    if source:
        return of_published
    found = chain(
        of_periods(readings, check(terms, readings, asked.moment).joints, asked.running),
        of_published,
        of_terms(terms, known),
        of_entries(entries, terms, clock, known),
        of_ahead(recorded_entries, terms, clock, query.at, now),
    )
    return list(found)


def _shown(each: Discrepancy, shown: Filters) -> bool:
    party = shown.words.party
    if party and each.party and not set(party) & set(each.party.split(";")):
        return False
    if each.first is None or each.last is None:
        return shown.first is None and shown.last is None
    return shown.covers(each.first, each.last)
