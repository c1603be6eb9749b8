"""``xt retract``: a recorded fact stands no more; it stays readable."""

from typing import Annotated

import typer

from exchange_tracker.cli.correct import correct
from exchange_tracker.cli.correction_options import CorrectionOptions
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.recorded_words import WordSource
from exchange_tracker.report.history import summary
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.correction import retract as write_retraction

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def retract(
    *,
    id_: Annotated[
        str,
        typer.Argument(metavar="ID", help="The entry, movement, claim or source."),
        WordSource.IDS,
    ],
    correction: CorrectionOptions,
) -> int:
    r"""Let a recorded entry, movement, claim or source stand no more; it stays readable.

    \b
    Example: xt retract n04 --reason "entered twice"
    """

    def write(change: Change) -> list[str]:
        return [f"{id_}: retracted ({summary(write_retraction(change, id_, correction.kind_of))})"]

    return correct(correction, write)
