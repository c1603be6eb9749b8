"""``xt totals``: people freed, day by day, with running totals."""

from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.query import Answer, ask, filters
from exchange_tracker.queries.totals import group_columns, select_totals
from exchange_tracker.render import Format
from exchange_tracker.report.phrases import moment_facts
from exchange_tracker.report.totals import totals_document, totals_rows

app = typer.Typer(rich_markup_mode=None)


@app.command()
def totals(
    ledger: options.Ledger = options.LEDGER,
    at: options.At = "",
    as_of: options.AsOf = "",
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="COLUMN",
            help="kind (default), category, nationality, basis; repeatable.",
        ),
    ] = None,
    party: options.Party = None,
    kind: options.Kind = None,
    category: options.Category = None,
    nationality: options.Nationality = None,
    basis: options.Basis = None,
    from_: options.From = "",
    to: options.To = "",
    form: options.FormatOption = Format.TABLE,
    output: options.Output = None,
    raw: options.Raw = False,
) -> int:
    r"""Add up the people freed, day by day.

    Without --from and --to the truce's own days are shown; what lies outside them is not in the
    totals, and a line says how many people that is. A running total starts at the truce's first
    day, or at --from where that is earlier.

    \b
    Example: xt totals --ledger data/nov2023 --by category --format csv
    """
    columns = _columns(by)
    query = ask(ledger, at, as_of)
    terms = query.terms
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
    found = select_totals(query, columns, shown)
    answer = Answer(form, output, raw)
    if form.for_programs:
        answer.rows(totals_rows(columns, found.inside))
    else:
        said = moment_facts(terms, query.clock, query.at, query.records.head)
        document = totals_document(terms, columns, list(found.inside), found.outside, said)
        answer.document(document)
    return 0


def _columns(by: list[str] | None) -> tuple[str, ...]:
    """Return the columns to group by; several may stand in one option, separated by commas."""
    return group_columns(name.strip() for option in by or ["kind"] for name in option.split(","))
