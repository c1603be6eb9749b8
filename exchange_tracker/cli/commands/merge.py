"""``xt merge``: the changes of a copy that went on by itself, brought into the ledger."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.change_effect import Effect, refuse_folder, report_effect, verdicts_at
from exchange_tracker.cli.entry_notes import note_rows, say_notes
from exchange_tracker.cli.ledger_place import ledger_path
from exchange_tracker.cli.output import acknowledge, expect_to_tell, say
from exchange_tracker.cli.query import open_ledger
from exchange_tracker.errors import Refusal
from exchange_tracker.report.merge import conflict_problems, merged_lines
from exchange_tracker.report.phrases import numbered
from exchange_tracker.store.address import Place
from exchange_tracker.store.ledger import sqlite
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.merging import Outcome
from exchange_tracker.store.ledger.merging import merge as write_merge
from exchange_tracker.store.ledger.several_changes import write_changes

app = typer.Typer(rich_markup_mode=None)


@app.command()
def merge(
    copy: Annotated[
        Place,
        typer.Argument(
            metavar="FROM",
            parser=ledger_path,
            help="The ledger that has new changes; it is only read.",
        ),
    ],
    into: Annotated[
        Place, typer.Argument(metavar="INTO", parser=ledger_path, help="The ledger to write to.")
    ],
    dry_run: options.DryRun = False,
) -> int:
    r"""Bring the changes of a copy that went on by itself into the ledger, all of them or none.

    Both must have begun as one ledger: FROM is a copy of INTO, or both are of a third (xt backup makes
    copies). What is new in FROM becomes a change of its author with its reason; its note says
    which change it was and when it was first recorded. An id that both gave to something else is given anew
    and said. What both corrected otherwise, or the one corrected and the other retracted, and terms
    that both set are listed for you to decide, and nothing is written. Merging again does nothing.

    \b
    Example: xt merge away.db nov2023.db --dry-run
    """
    refuse_folder(into)
    expect_to_tell()
    there = open_ledger(copy)
    there.let_go()
    now, effect = datetime.now(UTC), Effect()

    def write(here: Ledger) -> Outcome:
        effect.before = verdicts_at(here, now)
        outcome = write_merge(there, here, now)
        effect.after = verdicts_at(here, now)
        effect.notes = note_rows(here, outcome.starts, now)
        return outcome

    outcome = write_changes(into, say, write, keep=not dry_run)
    if outcome.conflicts:
        problems = conflict_problems(outcome.conflicts, str(copy), str(into))
        closing = numbered(len(outcome.conflicts), "conflict", "conflicts")
        raise Refusal(problems, f"{closing}; nothing was written")
    if isinstance(into, Path) and not dry_run and any(each.erases for each in outcome.written):
        sqlite.compact(into, say, recorded=True)  # nothing erased is left in the file
    lines = merged_lines(outcome, str(copy), str(into), dry_run=dry_run)
    acknowledge([*lines, *(report_effect(effect) if outcome.written else [])])
    say_notes(effect.notes, recorded=not dry_run)
    return 0
