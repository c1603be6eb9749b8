"""``xt sources``: where releases, claims and readings were published."""

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.query import Answer, open_records
from exchange_tracker.render import Format
from exchange_tracker.report.published import sources_document, sources_rows

app = typer.Typer(rich_markup_mode=None)


@app.command()
def sources(
    ledger: options.Ledger = options.LEDGER,
    as_of: options.AsOf = "",
    form: options.FormatOption = Format.TABLE,
    output: options.Output = None,
    raw: options.Raw = False,
) -> int:
    r"""List the sources, in the order in which they were recorded.

    \b
    Example: xt sources --ledger data/nov2023 --format csv
    """
    records = open_records(ledger, as_of)
    answer = Answer(form, output, raw)
    if form.for_programs:
        answer.rows(sources_rows(records.sources()))
    else:
        answer.document(sources_document(records.terms, list(records.sources())))
    return 0
