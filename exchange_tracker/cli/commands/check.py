"""``xt check``: where each party stands, under every reading of the terms."""

from collections.abc import Sequence
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.query import Answer, Filters, ask, filters, unknown
from exchange_tracker.facts.model import Obligation, Reading, Terms
from exchange_tracker.judging.verdict import Status
from exchange_tracker.queries.check import check as check_terms
from exchange_tracker.render import Format
from exchange_tracker.report.check import check_document, check_rows, together_rows
from exchange_tracker.report.phrases import moment_facts

app = typer.Typer(rich_markup_mode=None)


@app.command()
def check(
    ledger: options.Ledger = options.LEDGER,
    at: options.At = "",
    as_of: options.AsOf = "",
    reading: options.Readings = None,
    obligation: Annotated[
        list[str] | None,
        typer.Option("--obligation", metavar="ID", help="Only this obligation (repeatable)."),
    ] = None,
    party: options.Party = None,
    kind: options.Kind = None,
    category: options.Category = None,
    nationality: options.Nationality = None,
    basis: options.Basis = None,
    from_: options.From = "",
    to: options.To = "",
    only_findings: Annotated[
        bool,
        typer.Option("--only-findings", help="Only periods that are not kept under every reading."),
    ] = False,
    together: Annotated[
        bool,
        typer.Option("--together", help="What all readings say of each period (for programs)."),
    ] = False,
    all_: Annotated[bool, typer.Option("--all", help="Periods that have not begun, too.")] = False,
    form: options.FormatOption = Format.TABLE,
    output: options.Output = None,
    raw: options.Raw = False,
) -> int:
    r"""Judge every obligation under every reading of the terms.

    Exits with 1 when a period is short under every reading, and with 4 when that cannot be said:
    short under some readings only, unreported, or undisclosed.

    \b
    Example: xt check --ledger data/nov2023 --reading as-written --only-findings
    """
    query = ask(ledger, at, as_of)
    terms = query.terms
    readings = query.readings(reading)
    _know_obligations(terms, obligation)
    shown = filters(
        terms,
        party=party,
        kind=kind,
        category=category,
        nationality=nationality,
        basis=basis,
        from_=from_,
        to=to,
    )
    counted = _counting(readings, shown)
    found = check_terms(terms, readings, query.snapshot()).where(
        lambda verdict: (
            (all_ or verdict.status is not Status.UPCOMING)
            and (not obligation or verdict.obligation in obligation)
            and (verdict.reading, verdict.obligation) in counted
            and shown.covers(verdict.first, verdict.last)
        )
    )
    if only_findings:
        found = found.findings()
    answer = Answer(form, output, raw)
    if form.for_programs:
        answer.rows(together_rows(found.joints) if together else check_rows(found.verdicts))
    else:
        moments = moment_facts(terms, query.clock, query.at, query.records.head)
        answer.document(check_document(terms, found, moments))
    return found.exit_code


def _know_obligations(terms: Terms, names: Sequence[str] | None) -> None:
    known = {each.id: "" for reading in terms.readings for each in reading.obligations}
    for name in names or ():
        if name not in known:
            raise unknown("obligation", name, known)


def _counting(readings: Sequence[Reading], shown: Filters) -> set[tuple[str, str]]:
    """Return reading and id of the obligations that count anyone of those asked for."""
    return {
        (reading.name, obligation.id)
        for reading in readings
        for obligation in reading.obligations
        if _counts(obligation, shown)
    }


def _counts(obligation: Obligation, shown: Filters) -> bool:
    """Return whether an obligation is of a party, and counts anyone, of those asked for."""
    asked, counted = shown.words, obligation.counts
    pairs = (
        (asked.party, obligation.parties),
        (asked.kind, counted.kind),
        (asked.category, counted.category),
        (asked.nationality, counted.nationality),
        (asked.basis, counted.basis),
    )
    return all(not words or not known or set(words) & set(known) for words, known in pairs)
