"""``xt retract``: recorded facts stand no more; they stay readable."""

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
    ids: Annotated[
        list[str],
        typer.Argument(metavar="IDS", help="The entries, movements, claims or sources."),
        WordSource.IDS,
    ],
    correction: CorrectionOptions,
) -> int:
    r"""Let recorded entries, movements, claims or sources stand no more; they stay readable.

    Several are retracted by one change, all of them or none.

    \b
    Example: xt retract n04 n05 --reason "entered twice"
    """

    def write(change: Change) -> list[str]:
        facts = write_retraction(change, ids, correction.kind_of)
        return [f"{fact.id}: retracted ({summary(fact)})" for fact in facts]

    return correct(correction, write)
