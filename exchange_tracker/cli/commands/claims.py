"""``xt claims``: what others published, as it was recorded."""

from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.query import Answer, filters, open_records
from exchange_tracker.queries.claims import select_claims
from exchange_tracker.render import Format
from exchange_tracker.report.published import claims_document, claims_rows

app = typer.Typer(rich_markup_mode=None)


@app.command()
def claims(
    id_: Annotated[
        list[str] | None, typer.Argument(metavar="[ID…]", help="Only these claims.")
    ] = None,
    ledger: options.Ledger = options.LEDGER,
    as_of: options.AsOf = "",
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="ID", help="Only this source (repeatable)."),
    ] = None,
    party: options.Party = None,
    kind: options.Kind = None,
    from_: options.From = "",
    to: options.To = "",
    form: options.FormatOption = Format.TABLE,
    output: options.Output = None,
    raw: options.Raw = False,
) -> int:
    r"""List what others published, in the order in which it was recorded.

    A blank day of beginning is shown as the truce's first day, a blank bound as =; xt export gives
    both as they were written.

    \b
    Example: xt claims --ledger data/nov2023 --source N01
    """
    records = open_records(ledger, as_of)
    terms = records.terms
    shown = filters(terms, party=party, kind=kind, from_=from_, to=to)
    selection = select_claims(records, id_ or (), shown, source)
    answer = Answer(form, output, raw)
    if form.for_programs:
        answer.rows(claims_rows(selection))
    else:
        answer.document(claims_document(terms, selection))
    return 0
