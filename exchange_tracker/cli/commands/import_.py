"""``xt import``: rows of files into a ledger, all of them or none; or a whole history."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.change_effect import (
    Effect,
    Heed,
    ImportOptions,
    changing,
    report_effect,
)
from exchange_tracker.cli.door import at_the_door
from exchange_tracker.cli.entry_notes import say_kept, say_notes, with_alike
from exchange_tracker.cli.foreign_options import ForeignOptions
from exchange_tracker.cli.held_rows import DoubleCountOptions, DoubleCounts, Holding
from exchange_tracker.cli.input_files import STANDARD_INPUT, read_of, row_files
from exchange_tracker.cli.ledger_place import new_place, place_or_habit
from exchange_tracker.cli.map_words import map_lines
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.output import acknowledge
from exchange_tracker.cli.progress import progress
from exchange_tracker.cli.recorded_words import OneOf
from exchange_tracker.cli.rejecting import Rejecting
from exchange_tracker.cli.row_progress import reading, taken
from exchange_tracker.errors import Problem, Refusal, Unverified, UsageError
from exchange_tracker.facts.model import AnyFact, Claim, Happening, Release, Source
from exchange_tracker.facts.movement import Movement
from exchange_tracker.parse.text import long_lines
from exchange_tracker.report.history import differences, unnamed
from exchange_tracker.report.phrases import numbered
from exchange_tracker.store.address import Place
from exchange_tracker.store.folder import opened
from exchange_tracker.store.ledger.change import Author, Change
from exchange_tracker.store.ledger.evidence import read_evidence
from exchange_tracker.store.ledger.opening import is_database
from exchange_tracker.store.ledger.replay import replay
from exchange_tracker.store.ledger.row_import import Import, ImportOutcome, Input
from exchange_tracker.store.ledger.verification import content_mismatches
from exchange_tracker.store.ledger.writing import creating

app = typer.Typer(rich_markup_mode=None)

KINDS: dict[str, type[AnyFact]] = {
    "releases": Release,
    "movements": Movement,
    "claims": Claim,
    "sources": Source,
}
HISTORY = "history"


@app.command(name="import")
@expand_groups
def import_(
    *,
    what: Annotated[
        str,
        typer.Argument(metavar="WHAT", help="releases, movements, claims, sources, or a history."),
        OneOf((*KINDS, HISTORY)),
    ],
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE…", help="CSV, TSV, JSON, a workbook; - is standard input."),
    ] = None,
    ledger: options.LedgerIfNeeded = options.LEDGER,
    update: Annotated[
        bool, typer.Option("--update", help="Amend what has a known id and other content.")
    ] = False,
    raw: Annotated[
        bool, typer.Option("--raw", help="Leave a ' before what a spreadsheet would run, in CSV.")
    ] = False,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Write a first map for the file, and import nothing.")
    ] = False,
    foreign: ForeignOptions,
    double_counts: DoubleCountOptions,
    writing: ImportOptions,
    strict: options.Strict = False,
) -> int:
    r"""Record the rows of CSV files or JSON lines, or of a workbook, all of them or none.

    A row that is there already is skipped: one with an id when the ledger has that id with the
    same content, one without when the ledger has as many copies of it as the file. So is a row
    that says what an entry said before it was corrected or retracted. A column that a file does
    not have is left alone. A history that xt export wrote becomes a new ledger with the same
    digests.

    A row that would count people twice is held back and named with its partners, and the others
    are recorded: one that equals the sum of others of its day and party that fit under it, and one
    that tells a release twice, with another source, note or count. The exit code is then 1, until
    an option says what becomes of such rows.

    The ' that reports write in CSV before what a spreadsheet would run is taken off again, but in
    the files of a truce folder, which have none.

    A file in your own words goes in by a map of its columns (docs/import.md), which --suggest begins;
    --dry-run shows the first rows beside what they become. With --rejects the good rows are recorded
    and the others written to a file, each with what is wrong with it.

    \b
    Example: xt import releases day7.csv --ledger nov2023.db
    """
    files = files or []
    if suggest:
        return _suggest(what, files, place_or_habit(ledger), foreign)
    if not files:
        raise UsageError.one("FILE", "no file is named", "write its name, or - for standard input")
    if what == HISTORY:
        foreign.refuse("a history is written in one way")
        return _import_history(files, new_place(ledger), dry_run=writing.dry_run)
    if what not in KINDS:
        offered = ", ".join((*KINDS, HISTORY))
        raise UsageError.one("WHAT", f"{what!r} cannot be imported", f"write {offered}")
    if update and not writing.reason:
        raise UsageError.one("--reason", "a correction needs a reason", "say why with --reason")
    kind = KINDS[what]
    why = f"import of {what} from {', '.join(files)}"
    writing.author(why)  # refuses a blank reason before anything is read
    with row_files(files, foreign.written(kind, exact=raw)) as inputs:
        into = place_or_habit(ledger)

        def attempt(heed: Heed) -> tuple[Rejecting, _Imported]:
            rejecting = Rejecting(inputs, foreign.rejects)
            author = writing.author(why)  # when it is written, and not before a question
            importing = _Importing(into, kind, author, double_counts, update, writing.dry_run, heed)
            return rejecting, importing.run(rejecting)

        again = not writing.dry_run and STANDARD_INPUT not in files  # which is read only once
        rejecting, made = at_the_door(attempt, strict=strict, ask=again)
    lines = _summary(made, rejecting.rows, update=update, dry_run=writing.dry_run)
    acknowledge([*lines, *map_lines(inputs, dry_run=writing.dry_run)])
    rejecting.say(dry_run=writing.dry_run)
    say_kept(made.outcome)
    say_notes(made.effect.notes, recorded=not writing.dry_run)
    return made.holding.report()


def _suggest(what: str, files: list[str], ledger: Place, foreign: ForeignOptions) -> int:
    """Write a first map; without a kind of rows before the file, for releases."""
    from exchange_tracker.cli.suggesting import suggest  # an import needs none of it

    foreign.refuse("nothing is imported", "encoding", "delimiter", "sheet")
    kind = KINDS.get(what, Release)
    names = files if what in KINDS else [what, *files]
    return suggest(names, ledger, kind, foreign.written(kind, exact=True))


class _Imported(NamedTuple):
    """What an import did, and what it held back."""

    outcome: ImportOutcome
    effect: Effect
    holding: Holding


class _Importing(NamedTuple):
    """Into which ledger files are imported, and how."""

    ledger: Place
    kind: type[AnyFact]
    author: Author
    double_counts: DoubleCounts
    update: bool
    dry_run: bool
    heed: Heed

    def run(self, rejecting: Rejecting) -> _Imported:
        """Record the rows; again without those that are refused, where they are kept apart."""
        while True:
            holding = Holding(rejecting.inputs, self.double_counts)
            try:
                return holding.run(partial(self._attempt, rejecting, holding))
            except Refusal as refusal:
                rejecting.leave_out(refusal)

    def _attempt(
        self, rejecting: Rejecting, holding: Holding, inputs: Sequence[Input]
    ) -> _Imported:
        effect, files, dry_run = Effect(), rejecting.inputs, self.dry_run
        outcomes: list[ImportOutcome] = []

        def write(change: Change) -> ImportOutcome:
            start = change.next_rows()[self.kind]
            with progress("rows", part=lambda: read_of(files)) as report:
                outcome = Import(change, self.kind, inputs, update=self.update).run(report)
                holding.look(change, outcome.new, self.kind, start)
            outcomes.append(outcome)
            return outcome

        def heed(noted: Effect) -> None:
            noted.notes = with_alike(noted.notes, outcomes[-1])
            self.heed(noted)
            if not dry_run:
                rejecting.write(self.kind)

        outcome = changing(self.ledger, self.author, effect, write, dry_run=dry_run, heed=heed)
        return _Imported(outcome, effect, holding)


def _summary(made: _Imported, refused: int, *, update: bool, dry_run: bool) -> list[str]:
    outcome, sieve = made.outcome, made.holding.sieve
    would = "would be " if dry_run else ""
    amended = f" + {outcome.amended:,} {would}amended" if update else ""
    counts = (
        f"{numbered(outcome.read + refused, 'row', 'rows')} read = {outcome.added:,} {would}added{amended}"
        f" + {outcome.there:,} already there{sieve.counts} + {refused:,} refused"
    )
    if not outcome.added and not outcome.amended and not sieve.amendments:
        return [counts, "nothing changed"]
    more = ", …" if outcome.added > len(outcome.first_ids) else ""
    ids = [f"ids: {', '.join(outcome.first_ids)}{more}"] if outcome.added else []
    cells = [
        *(_cells(outcome) if dry_run else []),
        *(line for _, before, after in sieve.amendments for line in _differences(before, after)),
    ]
    return [counts, *ids, *cells, *report_effect(made.effect)]


def _cells(outcome: ImportOutcome) -> list[str]:
    """Name the cells that would change, and no name of people."""
    lines = [line for pair in outcome.amendments for line in _differences(*pair)]
    left = outcome.amended - len(outcome.amendments)
    return [*lines, *([f"… and {left:,} more would be amended"] if left else [])]


def _differences(before: AnyFact, after: AnyFact) -> list[str]:
    lines = differences(unnamed(before), unnamed(after))
    names = ["person: other names"] if _names(before) != _names(after) else []
    return [f"{before.id}: {line}" for line in (*lines, *names)]


def _names(fact: AnyFact) -> str:
    return fact.person if isinstance(fact, Happening) else ""


def _import_history(files: list[str], ledger: Place, *, dry_run: bool) -> int:
    if len(files) != 1:
        raise UsageError.one("FILE", "a history is one file", "name one")
    path = Path(files[0])
    if is_database(path):
        fix = f"write its history first: xt export HISTORY.jsonl --ledger {path}"
        raise Refusal.one(str(path), "this is a ledger, not a history", fix)
    with opened(path) as raw, creating(ledger, keep=not dry_run) as new:
        size = max(path.stat().st_size, 1)
        lines = read_evidence(long_lines(raw, path.name), path.name)
        with progress("rows", part=lambda: raw.tell() / size) as tell:
            number = max(replay(new, taken(lines, tell), path.name), default=0)
        with reading(new) as copy:
            for mismatch in content_mismatches(copy):
                where = f"{path}: {mismatch.where}"
                raise Unverified([Problem(where, mismatch.what, "compare the copies")])
        head = new.head
    verb = "would be made" if dry_run else "made"
    acknowledge([f"{ledger}: {verb} with {numbered(number, 'change', 'changes')}, {head}"])
    return 0
