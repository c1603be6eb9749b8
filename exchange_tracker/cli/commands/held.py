"""``xt held``: who is still held."""

from typing import Annotated

import typer

from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.query import AnswerOptions, QueryOptions
from exchange_tracker.cli.recorded_words import WordSource
from exchange_tracker.queries.held import exit_code, select_cohorts, select_held
from exchange_tracker.report.held import held_document, held_rows
from exchange_tracker.report.phrases import query_facts

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def held(
    *,
    cohort: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COHORT…]", help="Only these cohorts."),
        WordSource.COHORTS,
    ] = None,
    query: QueryOptions,
    answer: AnswerOptions,
) -> int:
    r"""Say who is still held: a cohort counted through, day by day.

    Taken and held before, less everybody who was released, rescued, recovered … Exits with 4 where
    it cannot be stated how many are held.

    \b
    Example: xt held --ledger data/nov2023
    """
    balances = select_held(query, cohort)
    if answer.form.for_programs:
        answer.rows(held_rows(balances), query.records, query.at)
    else:
        cohorts = select_cohorts(query, cohort)
        answer.document(held_document(query.terms, cohorts, balances, query_facts(query)))
    return exit_code(balances)
