"""``xt extension``: which further days were earned."""

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.query import AnswerOptions, QueryOptions
from exchange_tracker.queries.extension import extension as earn
from exchange_tracker.report.extension import extension_document, extension_rows
from exchange_tracker.report.phrases import query_facts

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def extension(
    *,
    query: QueryOptions,
    reading: options.Readings = None,
    answer: AnswerOptions,
) -> int:
    r"""Say which further days were earned, by reading.

    \b
    Example: xt extension --ledger data/nov2023
    """
    earned = earn(query.terms, query.readings(reading), query.snapshot())
    if answer.form.for_programs:
        answer.rows(extension_rows(earned), query.records, query.at)
    else:
        facts = query_facts(query)
        answer.document(extension_document(query.terms, earned, facts))
    return 0
