"""``xt restore``: retracted facts stand again."""

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
    ids: Annotated[
        list[str],
        typer.Argument(metavar="IDS", help="The entries, movements, claims or sources."),
        WordSource.RETRACTED,
    ],
    correction: CorrectionOptions,
) -> int:
    r"""Bring back retracted entries, movements, claims or sources; that they were retracted stays readable.

    Each comes back as it was last, at its place, and without names that were erased; several by one
    change, all of them or none.

    \b
    Example: xt restore r1 --reason "it was no double"
    """

    def write(change: Change) -> list[str]:
        facts = write_restoration(change, ids, correction.kind_of)
        return [f"{fact.id}: restored ({summary(fact)})" for fact in facts]

    return correct(correction, write)
