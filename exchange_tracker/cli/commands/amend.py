"""``xt amend``: other cells for a recorded fact; what it said before stays readable."""

from typing import Annotated

import typer

from exchange_tracker.cli.correct import correct
from exchange_tracker.cli.correction_options import CorrectionOptions
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.recorded_words import WordSource
from exchange_tracker.cli.spoken_cells import spoken_cells
from exchange_tracker.errors import UsageError
from exchange_tracker.report.history import differences, hide_names
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.correction import amend as write_amendment

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def amend(
    *,
    id_: Annotated[
        str,
        typer.Argument(metavar="ID", help="The entry, movement, claim or source."),
        WordSource.IDS,
    ],
    set_: Annotated[
        list[str],
        typer.Option("--set", metavar="COLUMN=VALUE", help="A cell and what it says (repeatable)."),
    ],
    correction: CorrectionOptions,
) -> int:
    r"""Correct a recorded entry, movement, claim or source; what it said before stays readable.

    \b
    Example: xt amend n03 --set count=10 --reason "the Thai ministry says ten"
    """
    cells = _cells(set_)

    def write(change: Change) -> list[str]:
        values = spoken_cells(cells, cells.values(), change.ledger.terms, "--set")
        new = dict(zip(cells, values, strict=True))
        corrected = write_amendment(change, id_, new, correction.kind_of)
        if not corrected:
            return []
        return [f"{id_}: {line}" for line in differences(*hide_names(*corrected))]

    return correct(correction, write)


def _cells(texts: list[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in texts]
    for column, equals, _ in pairs:
        if not equals:
            raise UsageError.one("--set", f"{column!r} has no value", "write COLUMN=VALUE")
    names = [column.strip() for column, _, _ in pairs]
    if len(set(names)) < len(names):
        raise UsageError.one("--set", "a column is set twice", "set each column once")
    return {column.strip(): value.strip() for column, _, value in pairs}
