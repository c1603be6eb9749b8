"""``xt backup``: a verified copy of the ledger."""

from pathlib import Path
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.output import acknowledge, say
from exchange_tracker.cli.query import open_ledger
from exchange_tracker.cli.row_progress import reading
from exchange_tracker.errors import Problem, Unverified, UsageError
from exchange_tracker.store.address import Address
from exchange_tracker.store.ledger import sqlite
from exchange_tracker.store.ledger.copies import copy_ledger
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.verification import mismatches

app = typer.Typer(rich_markup_mode=None)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The copy to make.")],
    ledger: options.Ledger = options.LEDGER,
) -> int:
    r"""Copy the ledger while others write to it, verify the copy, then give it its name.

    The copy has a seal of its own, and today's form where the ledger is of an older version.

    \b
    Example: xt backup nov2023-backup.db --ledger nov2023.db
    """
    if isinstance(ledger, Address):
        fix = f"copy it: xt copy '{ledger}' {file}; the server's own backups are beside that"
        raise UsageError.one(str(ledger), "a ledger on a server is no file", fix)
    original = open_ledger(ledger, believe=False)  # the copy is verified
    with copy_ledger(original.of_file, ledger, file) as draft:
        sqlite.seal_anew(draft, say)
        copy = Ledger.open(draft, steady=True)
        with reading(copy) as counting:
            mismatch = next(mismatches(counting), None)
        if mismatch:
            where = f"the copy of {ledger}: {mismatch.where}"
            raise Unverified([Problem(where, mismatch.what, "verify the ledger itself")])
        head = copy.head
        copy.connection.close()
    acknowledge([f"{file}: written and verified, {head}"])
    return 0
