"""``xt reconcile``: what others published, beside the ledger."""

from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.progress import counting
from exchange_tracker.cli.query import Answer, ask, filters
from exchange_tracker.queries.reconcile.claims import ClaimStatus
from exchange_tracker.queries.reconcile.selection import select_reconciliation
from exchange_tracker.render import Format
from exchange_tracker.report.phrases import moment_facts
from exchange_tracker.report.reconcile import reconcile_document, reconcile_rows

app = typer.Typer(rich_markup_mode=None)


@app.command()
def reconcile(
    id_: Annotated[
        list[str] | None, typer.Argument(metavar="[ID…]", help="Only these claims.")
    ] = None,
    ledger: options.Ledger = options.LEDGER,
    at: options.At = "",
    as_of: options.AsOf = "",
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="ID", help="Only this source (repeatable)."),
    ] = None,
    from_: options.From = "",
    to: options.To = "",
    status: Annotated[
        list[ClaimStatus] | None,
        typer.Option("--status", metavar="STATUS", help="Only this status (repeatable)."),
    ] = None,
    form: options.FormatOption = Format.TABLE,
    output: options.Output = None,
    raw: options.Raw = False,
) -> int:
    r"""Set what others published beside the ledger.

    A claim that differs is explained, where one or two rules of what was counted otherwise make
    its figure come out; that is an offer, not a finding. Exits with 1 when a claim differs, and
    with 4 when that cannot be said.

    \b
    Example: xt reconcile c092 c093 c094 --ledger data/nov2023
    """
    query = ask(ledger, at, as_of)
    shown = filters(query.terms, from_=from_, to=to)
    watch = counting("claims explained")
    selection = select_reconciliation(query, id_ or (), shown, source, status, watch)
    answer = Answer(form, output, raw)
    if form.for_programs:
        answer.rows(reconcile_rows(query.terms, *selection))
    else:
        said = moment_facts(query.terms, query.clock, query.at, query.records.head)
        answer.document(reconcile_document(query.terms, *selection, said))
    return selection.exit_code
