"""``xt redact``: the names of an entry or a movement erased for good."""

from pathlib import Path
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.correct import RedactionOptions, correct
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.output import say, tell
from exchange_tracker.cli.recorded_words import WordSource
from exchange_tracker.errors import Refusal
from exchange_tracker.report.phrases import numbered
from exchange_tracker.store.address import Address
from exchange_tracker.store.ledger import sqlite
from exchange_tracker.store.ledger.change import Author, Change
from exchange_tracker.store.ledger.correction import Redacted
from exchange_tracker.store.ledger.correction import redact as write_redaction
from exchange_tracker.store.ledger.kept_copies import copies_of, erase_in_copy, holds_names

app = typer.Typer(rich_markup_mode=None)
_ON_A_SERVER = (
    "names that were erased lie in the server's files until it reuses their place (VACUUM FULL of"
    " names and movement_names does so at once), and in its backups and logs until those are gone"
)


@app.command()
@expand_groups
def redact(
    *,
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="The entry or movement."), WordSource.NAMED
    ],
    correction: RedactionOptions,
    kept_copies: Annotated[
        bool,
        typer.Option(
            "--kept-copies", help="Also in the copies kept beside the ledger (LEDGER.schema-1)."
        ),
    ] = False,
    dry_run: options.DryRun = False,
) -> int:
    r"""Erase the names of an entry or a movement for good, in all its versions; that they were there stays visible.

    Backups and exports made before still hold them: erase those yourself. A copy of an older schema
    that is kept beside the ledger is named; you are asked on a terminal, and --kept-copies says yes.

    \b
    Example: xt redact n14 --reason "asked for by the family"
    """
    correction = correction._replace(dry_run=dry_run)
    redacted: list[Redacted] = []

    def write(change: Change) -> list[str]:
        redacted.append(write_redaction(change, id_, correction.kind_of))
        versions = redacted[-1].versions
        words = numbered(versions, "version", "versions")
        return [f"{id_}: names erased in {words}"] if versions else []

    place = correction.ledger
    if isinstance(place, Address):
        code = correct(correction, write)
        say(f"{place}: {_ON_A_SERVER}")
        return code

    def erase() -> None:
        sqlite.compact(place, say, recorded=redacted[-1].versions > 0)

    code = correct(correction, write, erase)
    for copy in copies_of(place):
        kind, who = redacted[-1].kind, correction.author()
        _erase_in(copy, kind, id_, who, erase=kept_copies, dry_run=dry_run)
    return code


def _erase_in(copy: Path, kind: type, id_: str, who: Author, *, erase: bool, dry_run: bool) -> None:
    """Erase names in a copy, where it is wanted, or say that they are there."""
    try:
        if not holds_names(copy, kind, id_):
            return
        if not dry_run and (erase or _is_agreed(copy, id_)):
            erase_in_copy(copy, kind, id_, who, say)
            tell(f"{copy}: the names of {id_} are erased there, too")
            return
    except Refusal as refusal:
        for where, what, _ in refusal.problems:
            say(f"{where}: {what}; it may hold the names of {id_} still: see to it yourself")
        return
    if erase:
        tell(f"{copy}: the names of {id_} would be erased there, too")
        return
    what = f"kept when the ledger was brought to a newer schema, it holds the names of {id_}"
    say(f"{copy}: {what}; erase them there, too, with --kept-copies, or delete it")


def _is_agreed(copy: Path, id_: str) -> bool:
    from exchange_tracker.cli.prompts import agreed, can_ask

    return can_ask() and agreed(f"{copy} holds the names of {id_}: erase them there, too?")
