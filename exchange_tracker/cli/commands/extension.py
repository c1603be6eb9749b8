"""``xt extension``: which further days were earned."""

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.query import Answer, ask
from exchange_tracker.queries.extension import extension as earn
from exchange_tracker.render import Format
from exchange_tracker.report.extension import extension_document, extension_rows
from exchange_tracker.report.phrases import moment_facts

app = typer.Typer(rich_markup_mode=None)


@app.command()
def extension(
    ledger: options.Ledger = options.LEDGER,
    at: options.At = "",
    as_of: options.AsOf = "",
    reading: options.Readings = None,
    form: options.FormatOption = Format.TABLE,
    output: options.Output = None,
    raw: options.Raw = False,
) -> int:
    r"""Say which further days were earned, by reading.

    \b
    Example: xt extension --ledger data/nov2023
    """
    query = ask(ledger, at, as_of)
    earned = earn(query.terms, query.readings(reading), query.snapshot())
    answer = Answer(form, output, raw)
    if form.for_programs:
        answer.rows(extension_rows(earned))
    else:
        said = moment_facts(query.terms, query.clock, query.at, query.records.head)
        answer.document(extension_document(query.terms, earned, said))
    return 0
