"""``xt reconcile``: what others published, beside the ledger."""

from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.long_work import explaining
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.query import AnswerOptions, DayOptions, QueryOptions
from exchange_tracker.cli.recorded_words import WordSource
from exchange_tracker.queries.reconcile.claims import ClaimStatus
from exchange_tracker.queries.reconcile.selection import select_reconciliation
from exchange_tracker.report.phrases import query_facts
from exchange_tracker.report.publisher_words import publishers_of
from exchange_tracker.report.reconcile import reconcile_document, reconcile_rows
from exchange_tracker.report.weighed_reconcile import weighed_reconciliation

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def reconcile(
    *,
    id_: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID…]", help="Only these claims."),
        WordSource.CLAIMS,
    ] = None,
    query: QueryOptions,
    source: options.Sources = None,
    days: DayOptions,
    status: Annotated[
        list[ClaimStatus] | None,
        typer.Option("--status", metavar="STATUS", help="Only this status (repeatable)."),
    ] = None,
    all_: options.Everything = False,
    answer: AnswerOptions,
) -> int:
    r"""Set what others published beside the ledger.

    A claim that differs is explained, where one or two rules of what was counted otherwise make
    its figure come out; that is an offer, not a finding. A summary comes first, then what weighs
    most, one cause of several claims once; --all, and claims named by their ids, show all. Exits
    with 1 when a claim differs.

    \b
    Example: xt reconcile c092 c093 c094 --ledger data/nov2023
    """
    shown = days.of(query.terms)
    watch = explaining(query)
    selection = select_reconciliation(query, id_ or (), shown, source, status, watch)
    if answer.form.for_programs:
        answer.rows(reconcile_rows(query.terms, *selection), query.records, query.at)
        return selection.exit_code
    facts = query_facts(query)
    if all_ or id_:
        answer.document(reconcile_document(query.terms, *selection, facts))
    else:
        publishers = publishers_of(query.records.sources())
        answer.document(weighed_reconciliation(query.terms, selection, publishers, facts))
    return selection.exit_code
