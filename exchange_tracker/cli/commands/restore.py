"""``xt restore``: a retracted fact stands again."""

from typing import Annotated

import typer

from exchange_tracker.cli.correct import correct
from exchange_tracker.cli.correction_options import CorrectionOptions
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.recorded_words import WordSource
from exchange_tracker.report.history import summary
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.undoing import restore as write_restoration

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def restore(
    *,
    id_: Annotated[
        str,
        typer.Argument(metavar="ID", help="The entry, movement, claim or source."),
        WordSource.RETRACTED,
    ],
    correction: CorrectionOptions,
) -> int:
    r"""Bring back a retracted entry, movement, claim or source; that it was retracted stays readable.

    It comes back as it was last, at its place, and without names that were erased.

    \b
    Example: xt restore r1 --reason "it was no double"
    """

    def write(change: Change) -> list[str]:
        fact = write_restoration(change, id_, correction.kind_of)
        return [f"{id_}: restored ({summary(fact)})"] if fact else []

    return correct(correction, write)
