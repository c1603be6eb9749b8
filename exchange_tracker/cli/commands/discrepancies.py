"""``xt discrepancies``: everything that a careful reader must look at."""

from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.progress import counting
from exchange_tracker.cli.query import Answer, ask, filters
from exchange_tracker.queries.discrepancies.kinds import Type
from exchange_tracker.queries.discrepancies.selection import select_discrepancies
from exchange_tracker.render import Format
from exchange_tracker.report.discrepancies import (
    discrepancies_document,
    discrepancies_rows,
    ordered,
)
from exchange_tracker.report.phrases import moment_facts

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
    entries whose source or day asks for a second look, words that look alike. Entries with one
    source only are listed on request: --type single-source. Exits with 1 when there is something
    to list.

    \b
    Example: xt discrepancies --ledger data/nov2023 --type claim-differs
    """
    query = ask(ledger, at, as_of)
    shown = filters(query.terms, party=party, from_=from_, to=to)
    watch = counting("discrepancies looked at")
    selection = select_discrepancies(query, type_, reading, shown, source, watch)
    listed = ordered(query.terms, *selection)
    answer = Answer(form, output, raw)
    if form.for_programs:
        answer.rows(discrepancies_rows(listed))
    else:
        said = moment_facts(query.terms, query.clock, query.at, query.records.head)
        answer.document(discrepancies_document(query.terms, listed, said))
    return 1 if listed else 0
