"""``xt check``: where each party stands, under every reading of the terms."""

from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.query import AnswerOptions, FilterOptions, QueryOptions
from exchange_tracker.queries.check_selection import select_check
from exchange_tracker.report.check import Order, check_document, check_rows, together_rows
from exchange_tracker.report.phrases import query_facts

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def check(
    *,
    query: QueryOptions,
    reading: options.Readings = None,
    obligation: options.Obligations = None,
    filters: FilterOptions,
    only_findings: Annotated[
        bool,
        typer.Option("--only-findings", help="Only periods that are not kept under every reading."),
    ] = False,
    together: Annotated[
        bool,
        typer.Option("--together", help="What all readings say of each period (for programs)."),
    ] = False,
    all_: Annotated[bool, typer.Option("--all", help="Periods that have not begun, too.")] = False,
    answer: AnswerOptions,
) -> int:
    r"""Judge every obligation under every reading of the terms.

    Exits with 1 when a period is short under every reading, and with 4 when that cannot be said:
    short under some readings only, unreported, or undisclosed.

    \b
    Example: xt check --ledger data/nov2023 --reading as-written --only-findings
    """
    selection = select_check(
        query,
        reading,
        obligation,
        filters.of(query.terms),
        upcoming=all_,
    )
    if answer.form.for_programs:
        shown = selection.findings() if only_findings else selection
        joints, verdicts = shown.joints, shown.verdicts
        answer.rows(
            together_rows(joints) if together else check_rows(verdicts), query.records, query.at
        )
    else:
        order = Order.ONLY_FINDINGS if only_findings else Order.AS_AGREED
        if answer.on_terminal and order is Order.AS_AGREED:
            order = Order.FINDINGS_FIRST
        answer.document(check_document(query.terms, selection, query_facts(query), order))
    return selection.exit_code
