"""``xt redact``: the names of an entry erased for good."""

from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.correct import Why, correct
from exchange_tracker.cli.output import say
from exchange_tracker.ledger import sqlite
from exchange_tracker.ledger.change import Change
from exchange_tracker.ledger.correcting import redact as write_redaction
from exchange_tracker.report.words import numbered

app = typer.Typer(rich_markup_mode=None)


@app.command()
def redact(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The entry.")],
    reason: Why = "",
    ledger: options.Ledger = options.LEDGER,
    by: options.By = "",
    dry_run: options.DryRun = False,
) -> int:
    r"""Erase the names of an entry for good, in all its versions; that they were there stays visible.

    Backups and exports made before still hold them: erase those yourself.

    \b
    Example: xt redact n14 --reason "asked for by the family"
    """
    versions = 0

    def write(change: Change) -> list[str]:
        nonlocal versions
        versions = write_redaction(change, id_)
        return (
            [f"{id_}: names erased in {numbered(versions, 'version', 'versions')}"]
            if versions
            else []
        )

    def erase() -> None:
        sqlite.compact(ledger, say, recorded=versions > 0)

    return correct(ledger, by, reason, write, dry_run=dry_run, afterwards=erase)
