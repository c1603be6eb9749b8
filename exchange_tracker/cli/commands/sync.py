"""``xt sync``: a ledger in step with a sheet that is somebody's working copy."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, NamedTuple

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.change_effect import (
    Effect,
    ImportOptions,
    changing,
    check_text,
    report_effect,
)
from exchange_tracker.cli.entry_notes import say_notes
from exchange_tracker.cli.foreign_options import WholeFileOptions
from exchange_tracker.cli.held_rows import DoubleCountOptions, DoubleCounts, Holding
from exchange_tracker.cli.input_files import RowFile, read_of, row_files
from exchange_tracker.cli.map_words import map_lines
from exchange_tracker.cli.option_groups import OptionGroup, expand_groups
from exchange_tracker.cli.output import acknowledge, say
from exchange_tracker.cli.progress import progress
from exchange_tracker.cli.prompts import agreed, can_ask
from exchange_tracker.cli.recorded_words import OneOf
from exchange_tracker.errors import Busy, UsageError
from exchange_tracker.facts.model import AnyFact, Claim, Release, Source
from exchange_tracker.facts.movement import Movement
from exchange_tracker.report.sync import plan_lines
from exchange_tracker.store.address import Place
from exchange_tracker.store.ledger.added_rows import AddedRows
from exchange_tracker.store.ledger.change import Author, Change
from exchange_tracker.store.ledger.row_import import Input
from exchange_tracker.store.ledger.sheet import Plan, Sheet, Side
from exchange_tracker.store.ledger.sheet_sync import sync as write_sync

app = typer.Typer(rich_markup_mode=None)

KINDS: dict[str, type[AnyFact]] = {
    "releases": Release,
    "movements": Movement,
    "claims": Claim,
    "sources": Source,
}

Name = Annotated[
    str,
    typer.Option(
        "--name", metavar="NAME", help="The sheet's name in the history; default: the file's."
    ),
]
Imported = Annotated[
    list[int] | None,
    typer.Option(
        "--imported",
        metavar="CHANGE",
        help="A change that imported the sheet before it was first synced (repeatable).",
    ),
]
RetractMissing = Annotated[
    bool, typer.Option("--retract-missing", help="Retract what a sync recorded and is gone.")
]
Theirs = Annotated[
    bool, typer.Option("--theirs", help="In a conflict the sheet is right.", show_default=False)
]
Ours = Annotated[
    bool, typer.Option("--ours", help="In a conflict the ledger is right.", show_default=False)
]
Yes = Annotated[bool, typer.Option("--yes", help="Write it without a question.")]


class SyncWishes(NamedTuple):
    """What becomes of conflicts and of what is gone, and whether anybody is asked."""

    name: Name = ""
    imported: Imported = None
    retract_missing: RetractMissing = False
    theirs: Theirs = False
    ours: Ours = False
    yes: Yes = False

    @property
    def side(self) -> Side:
        """Return who is right in a conflict."""
        if self.theirs and self.ours:
            raise UsageError.one("--theirs", "it contradicts --ours", "write one of them")
        return Side.THEIRS if self.theirs else Side.OURS if self.ours else Side.NOBODY


class Syncing(NamedTuple):
    """One sheet and the ledger that it is synced with."""

    ledger: Place
    kind: type[AnyFact]
    sheet: Sheet
    rows: RowFile
    who: Author
    side: Side
    retracts: bool
    double_counts: DoubleCounts = DoubleCounts()

    def run(self, *, dry_run: bool, shown: Plan | None = None) -> "Outcome":
        """Write the change, which must be the one that was shown."""
        holding = Holding([self.rows], self.double_counts)
        return holding.run(partial(self._attempt, holding, dry_run, shown))

    def _attempt(
        self, holding: Holding, dry_run: bool, shown: Plan | None, rows: Sequence[Input]
    ) -> "Outcome":
        effect = Effect()

        def write(change: Change) -> Outcome:
            start = change.next_rows()[self.kind]
            with progress("rows", part=lambda: read_of([self.rows])) as report:
                plan = self._plan(
                    change,
                    rows[0],
                    report,
                    lambda new: holding.look(change, new, self.kind, start),
                )
            if shown and plan != shown:
                what = "it or the sheet was written to while you looked"
                raise Busy.one(str(self.ledger), what, "run it again")
            number = 0 if change.is_empty else change.number
            return Outcome(plan, effect, number, holding)

        return changing(self.ledger, self.who, effect, write, dry_run=dry_run)

    def _plan(
        self,
        change: Change,
        rows: Input,
        report: Callable[[int], None],
        look: Callable[[AddedRows], None],
    ) -> Plan:
        _check_changes(self.sheet.imported, change.number)
        return write_sync(
            change,
            self.kind,
            self.sheet,
            rows,
            self.side,
            report,
            look,
            retract_gone=self.retracts,
        )

    def lines(self, outcome: "Outcome") -> list[str]:
        """Say what is written, and what that does to the verdicts."""
        sieve = outcome.holding.sieve
        lines = plan_lines(outcome.plan, sieve.counts, sieve.amendments, retracts=self.retracts)
        lines += map_lines([self.rows], dry_run=False)
        return [*lines, *(report_effect(outcome.effect) if outcome.number else ["nothing changed"])]


class Outcome(NamedTuple):
    """What a sync writes, what that does to the verdicts, and the number of its change; 0: none.

    ``holding`` is what it held back.
    """

    plan: Plan
    effect: Effect
    number: int
    holding: Holding


@app.command()
@expand_groups
def sync(
    *,
    what: Annotated[
        str,
        typer.Argument(metavar="WHAT", help="releases, movements, claims or sources."),
        OneOf(tuple(KINDS)),
    ],
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="The sheet, of any kind that import takes; - is standard input."
        ),
    ],
    key: Annotated[
        str,
        typer.Option(
            "--key", metavar="COLUMN[,…]", help="The columns by which a row is known again."
        ),
    ],
    ledger: options.Ledger = options.LEDGER,
    wishes: Annotated[SyncWishes, OptionGroup(SyncWishes)],
    double_counts: DoubleCountOptions,
    raw: Annotated[
        bool, typer.Option("--raw", help="Leave a ' before what a spreadsheet would run, in CSV.")
    ] = False,
    foreign: WholeFileOptions,
    writing: ImportOptions,
) -> int:
    r"""Bring the ledger into step with a sheet that is a desk's working copy, in one change.

    A row and an entry are one when the columns of --key say the same: columns of the ledger, as a
    --map names them where the sheet has its own words (docs/import.md). New rows are added, cells
    that the sheet changed are amended, and columns that it does not have are left alone. What a
    sync of the sheet recorded and is gone from it is shown, and with --retract-missing retracted;
    nothing else is ever called gone.

    A cell belongs to whoever wrote its present value. Where the sheet differs from what anything
    but a sync of this sheet wrote, that is a conflict: it is listed and the ledger left as it is,
    until --theirs or --ours decides.

    A new row that would count people twice is held back and named with its partners, as xt import
    does, and the exit code is then 1.

    What would be written is shown first, with the verdicts that flip. On a terminal you are asked;
    elsewhere write --yes, or --dry-run. A second run changes nothing.

    A sheet in your own words is read by a map of its columns (docs/import.md); the columns of --key
    are then those of the ledger to which it leads.

    \b
    Example: xt sync releases desk.csv --key id --dry-run
    """
    if what not in KINDS:
        raise UsageError.one("WHAT", f"{what!r} cannot be synced", f"write {', '.join(KINDS)}")
    asks = not (wishes.yes or writing.dry_run)
    if asks and not can_ask():
        fix = "write --dry-run to see what it would write, or --yes to write it"
        raise UsageError.one("--yes", "nobody can be asked here", fix)
    kind = KINDS[what]
    with row_files([file], foreign.written(kind, exact=raw)) as (rows,):
        sheet = _sheet(rows, key, wishes)
        who = writing.author(f"in step with {sheet.name}")._replace(note=sheet.note(kind))
        retracts = wishes.retract_missing
        syncing = Syncing(ledger, kind, sheet, rows, who, wishes.side, retracts, double_counts)
        return _write(syncing, asks=asks, dry_run=writing.dry_run)


def _write(syncing: Syncing, *, asks: bool, dry_run: bool) -> int:
    """Show what is written, and write it once it is agreed to."""
    outcome = syncing.run(dry_run=asks or dry_run)
    lines = syncing.lines(outcome)
    if not outcome.number:
        acknowledge(lines)
    elif dry_run:
        acknowledge([f"would be change {outcome.number}:", *lines])
    elif not asks:
        acknowledge([*lines, f"change {outcome.number}"])
    else:
        acknowledge(lines)
        held = outcome.holding.report()
        if not agreed("Write it?"):
            say("nothing was written")
            return held
        moment = datetime.now(UTC)  # when it is written, and not before the question
        syncing = syncing._replace(who=syncing.who._replace(moment=moment))
        outcome = syncing.run(dry_run=False, shown=outcome.plan)
        acknowledge([f"change {outcome.number}"])
        say_notes(outcome.effect.notes)
        return held
    say_notes(outcome.effect.notes, recorded=not dry_run)
    return outcome.holding.report()


def _sheet(rows: RowFile, key: str, wishes: SyncWishes) -> Sheet:
    """Return the sheet that a command line names."""
    check_text("--name", wishes.name)
    columns = tuple(dict.fromkeys(name.strip() for name in key.split(",") if name.strip()))
    if not columns:
        fix = "write the columns by which a row is known again, such as --key id"
        raise UsageError.one("--key", "it names no column", fix)
    if rows.copy and not wishes.name:
        fix = "write what the history calls it, such as --name desk"
        raise UsageError.one("--name", "what comes by a pipe has no name", fix)
    name = wishes.name or rows.path.name
    return Sheet(name, columns, tuple(wishes.imported or ()))


def _check_changes(imported: tuple[int, ...], number: int) -> None:
    for change in imported:
        if not 0 < change < number:
            what = f"there is no change {change}"
            raise UsageError.one("--imported", what, "look it up with xt log")
