"""``xt grants``: who may do what with a ledger on a server."""

from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.output import emit
from exchange_tracker.errors import UsageError
from exchange_tracker.store.address import Address

app = typer.Typer(rich_markup_mode=None)


@app.command()
def grants(
    ledger: options.Ledger = options.LEDGER,
    reader: Annotated[
        str, typer.Option("--reader", metavar="ROLE", help="Its name; TRUCE_reader without it.")
    ] = "",
    writer: Annotated[
        str, typer.Option("--writer", metavar="ROLE", help="Its name; TRUCE_writer without it.")
    ] = "",
    owner: Annotated[
        str, typer.Option("--owner", metavar="ROLE", help="Its name; TRUCE_owner without it.")
    ] = "",
    output: options.Output = None,
) -> int:
    r"""Print the SQL that makes three roles for a ledger on a server: reader, writer and owner.

    A writer adds changes, and can neither alter nor delete one. The owner also erases names. Nothing is
    asked of the server: read the SQL, then give it to psql.

    \b
    Example: xt grants --ledger 'postgresql://db.example/x?truce=nov' > roles.sql
    """
    if not isinstance(ledger, Address):
        fix = "name one on a server: postgresql://USER@HOST/DATABASE?truce=NAME"
        raise UsageError.one(str(ledger), "who may do what with a file, its mode says", fix)
    from exchange_tracker.store.ledger.postgres.grants import Roles
    from exchange_tracker.store.ledger.postgres.grants import grants as statements

    names = Roles.of(ledger.truce)
    roles = Roles(reader or names.reader, writer or names.writer, owner or names.owner)
    emit((f"{statement}\n" for statement in statements(ledger, roles)), output)
    return 0
