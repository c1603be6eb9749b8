"""``xt init``: a new ledger."""

from pathlib import Path
from typing import Annotated

import typer

from exchange_tracker.cli.change_effect import InitOptions, Writing, making
from exchange_tracker.cli.ledger_place import ledger_path
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.output import acknowledge
from exchange_tracker.errors import UsageError
from exchange_tracker.facts.model import Claim, Release, Source
from exchange_tracker.facts.movement import Movement
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.report.phrases import numbered
from exchange_tracker.store.address import Place
from exchange_tracker.store.folder import TERMS, note_files, terms_text
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.folder_import import add_folder

app = typer.Typer(rich_markup_mode=None)


@app.command()
@expand_groups
def init(
    *,
    ledger: Annotated[
        Place,
        typer.Argument(metavar="LEDGER", parser=ledger_path, help="The file or address to make."),
    ],
    terms: Annotated[
        Path | None, typer.Option("--terms", metavar="FILE", help="Begin with these terms alone.")
    ] = None,
    from_: Annotated[
        Path | None, typer.Option("--from", metavar="FOLDER", help="Begin with a truce folder.")
    ] = None,
    writing: InitOptions,
) -> int:
    r"""Make a ledger from terms, or from a truce folder.

    Without either it asks on a terminal what was agreed, and writes a terms.toml beside the ledger.

    \b
    Example: xt init nov2023.db --from data/nov2023
    """
    if terms is None and from_ is None:
        return _begin(ledger, writing)
    if terms and from_:
        raise UsageError.one("xt init", "give one of --terms and --from", "leave the other out")
    if from_ and from_.is_file():
        what, fix = "this is a file, and no truce folder", f"write --terms {from_} for terms alone"
        raise UsageError.one(str(from_), what, fix)
    path = from_ / TERMS if from_ else terms
    assert path is not None  # noqa: S101 - one of the two was given
    if from_:
        note_files(from_)
    text = terms_text(path)
    parse_terms(text, path.name)
    with making(ledger, writing.author(), dry_run=writing.dry_run) as change:
        change.write_terms(text)
        counts = _fill(change, from_) if from_ else ""
    verb = "would be made" if writing.dry_run else "made"
    acknowledge([f"{ledger}: {verb}{counts}"])
    return 0


def _begin(ledger: Place, writing: Writing) -> int:
    """Make a ledger from terms that are asked for."""
    from exchange_tracker.cli.prompts import can_ask  # start-up: few ledgers begin so

    if not can_ask():
        fix = "terms to begin with: xt terms new; a folder: --from data/nov2023"
        raise UsageError.one("xt init", "give one of --terms and --from", fix)
    from exchange_tracker.cli.new_terms import make_ledger

    make_ledger(ledger, writing)
    return 0


def _fill(change: Change, folder: Path) -> str:
    number = add_folder(change, folder)
    counts = [
        numbered(number[Release], "release", "releases"),
        numbered(number[Claim], "claim", "claims"),
        numbered(number[Source], "source", "sources"),
    ]
    if moved := number[Movement]:
        counts.insert(1, numbered(moved, "movement", "movements"))
    return f" with {', '.join(counts)}"
