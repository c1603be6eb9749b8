"""``xt ledgers``: the truces of a database on a server."""

from typing import Annotated

import typer

from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.query import AnswerOptions
from exchange_tracker.errors import UsageError
from exchange_tracker.store.address import Address, is_address

app = typer.Typer(rich_markup_mode=None)


def database(text: str) -> Address:
    """Return the address of a database; which truce it names, if any, is not asked."""
    if not is_address(text):
        fix = "name a database: postgresql://USER@HOST/DATABASE"
        raise UsageError.one(text, "this is no address of a server", fix)
    from exchange_tracker.store.address_reading import read_address

    return read_address(text, whole=False)._replace(truce="")


@app.command()
@expand_groups
def ledgers(
    *,
    server: Annotated[
        Address,
        typer.Argument(
            metavar="ADDRESS", parser=database, help="A database: postgresql://USER@HOST/DATABASE"
        ),
    ],
    answer: AnswerOptions,
) -> int:
    r"""List the ledgers that a database on a server holds, one for each truce.

    \b
    Example: xt ledgers postgresql://desk@db.example/truces
    """
    from exchange_tracker.report.ledgers import ledgers_document, ledgers_rows
    from exchange_tracker.store.ledger.postgres.listing import listed_ledgers

    listed = listed_ledgers(server)
    if answer.form.for_programs:
        answer.rows(ledgers_rows(listed))
    else:
        answer.document(ledgers_document(listed, str(server)))
    return 0
