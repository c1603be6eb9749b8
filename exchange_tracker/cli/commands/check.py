"""``xt check``: where each party stands, under every reading of the terms."""

from collections.abc import Sequence
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.query import (
    AnswerOptions,
    FilterOptions,
    Filters,
    QueryOptions,
    unknown,
)
from exchange_tracker.facts.model import Obligation, Reading, Terms
from exchange_tracker.judging.verdict import Status
from exchange_tracker.queries.check import check as check_terms
from exchange_tracker.report.check import check_document, check_rows, together_rows
from exchange_tracker.report.phrases import stated

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def check(
    *,
    query: QueryOptions,
    reading: options.Readings = None,
    obligation: Annotated[
        list[str] | None,
        typer.Option("--obligation", metavar="ID", help="Only this obligation (repeatable)."),
    ] = None,
    filters: FilterOptions,
    only_findings: Annotated[
        bool,
        typer.Option("--only-findings", help="Only periods that are not kept under every reading."),
    ] = False,
    together: Annotated[
        bool,
        typer.Option("--together", help="What all readings say of each period (for programs)."),
    ] = False,
    all_: Annotated[bool, typer.Option("--all", help="Periods that have not begun, too.")] = False,
    answer: AnswerOptions,
) -> int:
    r"""Judge every obligation under every reading of the terms.

    Exits with 1 when a period is short under every reading, and with 4 when that cannot be said:
    short under some readings only, unreported, or undisclosed.

    \b
    Example: xt check --ledger data/nov2023 --reading as-written --only-findings
    """
    terms = query.terms
    readings = query.readings(reading)
    _know_obligations(terms, obligation)
    selection = filters.of(terms)
    counted = _counting(readings, selection)
    outcomes = check_terms(terms, readings, query.snapshot()).where(
        lambda verdict: (
            (all_ or verdict.status is not Status.UPCOMING)
            and (not obligation or verdict.obligation in obligation)
            and (verdict.reading, verdict.obligation) in counted
            and selection.covers(verdict.first, verdict.last)
        )
    )
    if only_findings:
        outcomes = outcomes.findings()
    if answer.form.for_programs:
        answer.rows(together_rows(outcomes.joints) if together else check_rows(outcomes.verdicts))
    else:
        moments = stated(terms, query.clock, query.at, query.records.head)
        answer.document(check_document(terms, outcomes, moments))
    return outcomes.exit_code


def _know_obligations(terms: Terms, names: Sequence[str] | None) -> None:
    known = {each.id: "" for reading in terms.readings for each in reading.obligations}
    for name in names or ():
        if name not in known:
            raise unknown("obligation", name, known)


def _counting(readings: Sequence[Reading], selection: Filters) -> set[tuple[str, str]]:
    """Return reading and id of the obligations that count anyone of those asked for."""
    return {
        (reading.name, obligation.id)
        for reading in readings
        for obligation in reading.obligations
        if _counts(obligation, selection)
    }


def _counts(obligation: Obligation, selection: Filters) -> bool:
    """Return whether an obligation is of a party, and counts anyone, of those asked for."""
    asked, counted = selection.words, obligation.counts
    pairs = (
        (asked.party, obligation.parties),
        (asked.kind, counted.kind),
        (asked.category, counted.category),
        (asked.nationality, counted.nationality),
        (asked.basis, counted.basis),
    )
    return all(not words or not known or set(words) & set(known) for words, known in pairs)
