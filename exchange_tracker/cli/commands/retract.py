"""``xt retract``: a recorded fact stands no more; it stays readable."""

from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.correct import KindOf, Why, correct
from exchange_tracker.report.history import summary
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.correction import retract as write_retraction

app = typer.Typer(rich_markup_mode=None)


@app.command()
def retract(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The entry, claim or source.")],
    reason: Why = "",
    ledger: options.Ledger = options.LEDGER,
    kind_of: KindOf = "",
    by: options.By = "",
    dry_run: options.DryRun = False,
) -> int:
    r"""Let a recorded entry, claim or source stand no more; it stays readable.

    \b
    Example: xt retract n04 --reason "entered twice"
    """

    def write(change: Change) -> list[str]:
        return [f"{id_}: retracted ({summary(write_retraction(change, id_, kind_of))})"]

    return correct(ledger, by, reason, write, dry_run=dry_run)
