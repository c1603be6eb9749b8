"""``xt conduct``: which readings what was delivered is consistent with."""

from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.query import Answer, ask, filters
from exchange_tracker.queries.conduct import select_conduct
from exchange_tracker.render import Format
from exchange_tracker.report.conduct import conduct_document, conduct_rows
from exchange_tracker.report.phrases import moment_facts

app = typer.Typer(rich_markup_mode=None)


@app.command()
def conduct(
    ledger: options.Ledger = options.LEDGER,
    at: options.At = "",
    as_of: options.AsOf = "",
    reading: options.Readings = None,
    obligation: Annotated[
        list[str] | None,
        typer.Option("--obligation", metavar="ID", help="Only this obligation (repeatable)."),
    ] = None,
    from_: options.From = "",
    to: options.To = "",
    form: options.FormatOption = Format.TABLE,
    output: options.Output = None,
    raw: options.Raw = False,
) -> int:
    r"""Say which readings what was delivered is consistent with.

    Only obligations that depend on another party's releases are tested: what was delivered is
    exactly what a reading asks for, or it is not, period by period and over the whole. --from and
    --to choose the periods shown and added up.

    \b
    Example: xt conduct --ledger data/nov2023 --from 2023-11-29
    """
    query = ask(ledger, at, as_of)
    terms = query.terms
    shown = filters(terms, from_=from_, to=to)
    tests = select_conduct(query, reading, obligation, shown)
    answer = Answer(form, output, raw)
    if form.for_programs:
        answer.rows(conduct_rows(tests))
    else:
        said = moment_facts(terms, query.clock, query.at, query.records.head)
        answer.document(conduct_document(terms, query.readings(reading), tests, said))
    return 0
