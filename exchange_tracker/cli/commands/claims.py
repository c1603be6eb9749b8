"""``xt claims``: what others published, as it was recorded."""

from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.query import AnswerOptions, PartyAndKindOptions, RecordsOptions
from exchange_tracker.cli.recorded_words import WordSource
from exchange_tracker.queries.claims import select_claims
from exchange_tracker.report.phrases import knowledge_facts
from exchange_tracker.report.published import claims_document, claims_rows

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def claims(
    *,
    id_: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID…]", help="Only these claims."),
        WordSource.CLAIMS,
    ] = None,
    records: RecordsOptions,
    source: options.Sources = None,
    filters: PartyAndKindOptions,
    answer: AnswerOptions,
) -> int:
    r"""List what others published, in the order in which it was recorded.

    A blank day of beginning is shown as the truce's first day, a blank bound as =; xt export gives
    both as they were written.

    \b
    Example: xt claims --ledger data/nov2023 --source N01
    """
    selection = select_claims(records, id_ or (), filters.of(records.terms), source)
    if answer.form.for_programs:
        answer.rows(claims_rows(selection), records)
    else:
        answer.document(claims_document(records.terms, selection, knowledge_facts(records.head)))
    return 0
