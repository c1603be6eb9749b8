"""``xt sources``: where releases, claims and readings were published."""

import typer

from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.query import AnswerOptions, RecordsOptions
from exchange_tracker.report.phrases import knowledge_facts
from exchange_tracker.report.published import sources_document, sources_rows

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def sources(
    *,
    records: RecordsOptions,
    answer: AnswerOptions,
) -> int:
    r"""List the sources, in the order in which they were recorded.

    \b
    Example: xt sources --ledger data/nov2023 --format csv
    """
    if answer.form.for_programs:
        answer.rows(sources_rows(records.sources()), records)
    else:
        facts = knowledge_facts(records.head)
        answer.document(sources_document(records.terms, list(records.sources()), facts))
    return 0
