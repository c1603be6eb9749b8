"""``xt copy``: a whole ledger to another place."""

from typing import Annotated

import typer

from exchange_tracker.cli.output import acknowledge
from exchange_tracker.cli.progress import progress
from exchange_tracker.cli.query import open_ledger
from exchange_tracker.store.address import Place, place_of
from exchange_tracker.store.ledger.whole_copy import copy_whole

app = typer.Typer(rich_markup_mode=None)


@app.command()
def copy(
    ledger: Annotated[
        Place, typer.Argument(metavar="FROM", parser=place_of, help="A ledger: a file or address.")
    ],
    to: Annotated[
        Place, typer.Argument(metavar="TO", parser=place_of, help="Where none is: likewise.")
    ],
) -> int:
    r"""Copy a whole ledger with its history from a file to a server, or back, and verify the copy.

    Every digest stays what it was: a head of the one verifies in the other. On a server a copy that was
    interrupted goes on where it stopped, when it is asked for again; nobody can open it before it is whole.

    \b
    Example: xt copy nov2023.db 'postgresql://desk@db.example/truces?truce=nov'
    """
    source = open_ledger(ledger, believe=False, steady=True)  # the copy is verified
    with progress("rows") as tell:
        head = copy_whole(source, to, tell)
    acknowledge([f"{to}: copied and verified, {head}"])
    return 0
