"""``xt import``: rows of files into a ledger, all of them or none."""

import sys
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.files import row_files
from exchange_tracker.cli.output import emit
from exchange_tracker.cli.progress import progress
from exchange_tracker.cli.writing import Effect, author, changing, report_effect
from exchange_tracker.errors import WrongUse
from exchange_tracker.ledger.importing import Import, Outcome
from exchange_tracker.model import Claim, Release, Source

app = typer.Typer(rich_markup_mode=None)

KINDS: dict[str, type[Release | Claim | Source]] = {
    "releases": Release,
    "claims": Claim,
    "sources": Source,
}


@app.command(name="import")
def import_(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="releases, claims or sources.")],
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE…", help="CSV, or JSON lines (.jsonl); - is standard input."),
    ],
    ledger: options.Ledger = options.LEDGER,
    by: options.By = "",
    reason: options.Reason = "",
    dry_run: options.DryRun = False,
) -> int:
    r"""Record the rows of CSV files or JSON lines, all of them or none.

    A row that is there already is skipped: one with an id when the ledger has that id with the
    same content, one without when the ledger has as many copies of it as the files.

    \b
    Example: xt import releases day7.csv --ledger nov2023.db
    """
    if what not in KINDS:
        raise WrongUse.one("WHAT", f"{what!r} cannot be imported", f"write {', '.join(KINDS)}")
    effect = Effect()
    who = author(by, reason or f"import of {what} from {', '.join(files)}")
    with (
        row_files(files) as inputs,
        changing(ledger, who, effect, dry_run=dry_run) as change,
        progress("rows", sys.stderr) as shown,
    ):
        outcome = Import(change, KINDS[what], inputs).run(shown)
    emit([f"{line}\n" for line in _told(outcome, effect, dry_run=dry_run)], None)
    return 0


def _told(outcome: Outcome, effect: Effect, *, dry_run: bool) -> list[str]:
    would = "would be " if dry_run else ""
    counts = (
        f"{outcome.read:,} rows read = {outcome.added:,} {would}added"
        f" + {outcome.there:,} already there + 0 refused"
    )
    if not outcome.added:
        return [counts, "nothing changed"]
    more = ", …" if outcome.added > len(outcome.first_ids) else ""
    return [counts, f"ids: {', '.join(outcome.first_ids)}{more}", *report_effect(effect)]
