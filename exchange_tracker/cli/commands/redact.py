"""``xt redact``: the names of an entry or a movement erased for good."""

from pathlib import Path
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.correct import correct, expect_reason
from exchange_tracker.cli.correction_options import Correction, RedactionOptions
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.output import say, tell
from exchange_tracker.cli.prompts import agreed, can_ask
from exchange_tracker.cli.query import open_ledger
from exchange_tracker.cli.recorded_words import WordSource
from exchange_tracker.errors import Refusal
from exchange_tracker.facts.model import Happening, values
from exchange_tracker.report.history import summary
from exchange_tracker.report.phrases import numbered
from exchange_tracker.store.address import Address
from exchange_tracker.store.ledger import sqlite
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.correction import Redacted, named_kind, versions_with_names
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
    yes: options.Yes = False,
) -> int:
    r"""Erase the names of an entry or a movement for good, in all its versions; that they were there stays visible.

    No command brings them back; on a terminal it says how many go, and asks. Backups and exports made before
    still hold them: erase those yourself. A copy of an older schema that is kept beside the ledger is named;
    you are asked on a terminal, and --kept-copies says yes.

    \b
    Example: xt redact n14 --reason "asked for by the family"
    """
    correction = correction._replace(dry_run=dry_run)
    expect_reason(correction)
    asks = can_ask() and not (yes or dry_run)
    if asks:
        _ask(correction, id_)
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
        kind = redacted[-1].kind
        _erase_in(copy, kind, id_, correction, erase=kept_copies, dry_run=dry_run, asks=asks)
    return code


def _ask(correction: Correction, id_: str) -> None:
    """Say what goes, and refuse to erase it where nobody agrees."""
    ledger = open_ledger(correction.ledger)
    kind = named_kind(ledger, id_, correction.kind_of)
    versions = versions_with_names(ledger, kind, id_)
    ledger.let_go()
    if not versions:
        return  # nothing goes, and that is said
    names = dict.fromkeys(name for each in versions for name in values(each.person))
    people = numbered(len(names), "name", "names")
    where = numbered(len(versions), "version", "versions")
    say(f"{id_} ({summary(versions[-1])}): {people} in {where}")
    if not agreed("Erase for good? No command brings it back."):
        raise Refusal.one(id_, "it was not agreed to", "nothing was erased")


def _erase_in(
    copy: Path,
    kind: type[Happening],
    id_: str,
    correction: Correction,
    *,
    erase: bool,
    dry_run: bool,
    asks: bool,
) -> None:
    """Erase names in a copy, where it is wanted, or say that they are there."""
    query = f"{copy} holds the names of {id_}: erase them there, too?"
    try:
        if not holds_names(copy, kind, id_):
            return
        if not dry_run and (erase or (asks and agreed(query))):
            erase_in_copy(copy, kind, id_, correction.author(), say)
            tell(f"{copy}: the names of {id_} are erased there, too")
            return
    except Refusal as refusal:
        for problem in refusal.problems:
            say(
                f"{problem.where}: {problem.what}; it may hold the names of {id_} still: see to it yourself"
            )
        return
    if erase:
        tell(f"{copy}: the names of {id_} would be erased there, too")
        return
    what = f"kept when the ledger was brought to a newer schema, it holds the names of {id_}"
    say(f"{copy}: {what}; erase them there, too, with --kept-copies, or delete it")
