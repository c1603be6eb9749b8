"""What every command that writes does: name the author, wait, and say what it changed."""

import getpass
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, NamedTuple, TypeVar

from exchange_tracker.cli import options
from exchange_tracker.cli.entry_notes import Notes, note_rows
from exchange_tracker.cli.option_groups import OptionGroup
from exchange_tracker.cli.output import expect_to_tell, say
from exchange_tracker.cli.progress import working
from exchange_tracker.errors import UsageError
from exchange_tracker.judging.judge import Snapshot, judge
from exchange_tracker.judging.verdict import Verdict
from exchange_tracker.queries.flips import changed_verdicts
from exchange_tracker.report.phrases import days
from exchange_tracker.report.status_words import standing_words
from exchange_tracker.store.address import Place, is_folder
from exchange_tracker.store.ledger.change import Author, Change, next_heading
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.writing import creating, write_change

Result = TypeVar("Result")


def author(by: str, reason: str) -> Author:
    """Return who writes, why, and when; a reason or a name that is written must say something."""
    name = by or _user()
    for option, text in (("--by", name), ("--reason", reason)):
        check_text(option, text)
    return Author(name, reason, datetime.now(UTC))


def check_text(option: str, text: str) -> None:
    """Refuse a text of an option that goes into the history and says nothing."""
    if text and not any(char.isprintable() and not char.isspace() for char in text):
        raise UsageError.one(option, "the text is blank", "write it, or leave the option out")
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise UsageError.one(option, "the text is not UTF-8", "write it in UTF-8")


class Writing(NamedTuple):
    """Who writes and why, as the command line says, and whether anything is written at all."""

    by: options.By = ""
    reason: options.Reason = ""
    dry_run: options.DryRun = False

    def author(self, default_reason: str = "") -> Author:
        """Return who writes, why, and when: now."""
        return author(self.by, self.reason or default_reason)


ImportOptions = Annotated[Writing, OptionGroup(Writing)]
RecordOptions = Annotated[Writing, OptionGroup(Writing, reason="recorded")]
InitOptions = Annotated[Writing, OptionGroup(Writing, reason="the ledger begins")]


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user has no name
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "unknown"


@dataclass
class Effect:
    """What a change did to the verdicts: those before it, and those after; what to ask of its rows."""

    before: list[Verdict] = field(default_factory=list)
    after: list[Verdict] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)

    def lines(self) -> list[str]:
        """Say which verdicts are others now, one line for the readings that agree."""
        readings_by_line: dict[str, list[str]] = {}
        for old, new in changed_verdicts(self.before, self.after):
            period = new or old
            was, is_now = _words(old), _words(new)
            if period and was != is_now:
                line = f"{period.obligation} {days(period.first, period.last)}: {was} -> {is_now}"
                readings_by_line.setdefault(line, []).append(period.reading)
        return [f"{line} ({', '.join(names)})" for line, names in readings_by_line.items()]


def _words(verdict: Verdict | None) -> str:
    if verdict is None:
        return "not judged"
    words = standing_words(verdict)
    return words if verdict.status in words else f"{verdict.status}, {words}"


def changing(
    place: Place,
    who: Author,
    effect: Effect,
    write: Callable[[Change], Result],
    *,
    dry_run: bool,
) -> Result:
    """Write one change to a ledger by ``write``, and return what that gives.

    Note what it did to the verdicts, and what to ask of its rows. On a server ``write`` may be called
    again.
    """
    _refuse_folder(place)
    expect_to_tell()
    working()

    def noting(change: Change) -> Result:
        effect.before = _verdicts(change.ledger, who.moment)
        before = change.next_rows()
        result = write(change)
        change.settle()
        effect.after = _verdicts(change.ledger, who.moment)
        after = change.next_rows()
        starts = {kind: row for kind, row in before.items() if row < after[kind]}
        effect.notes = note_rows(change.ledger, starts, who.moment)
        return result

    return write_change(place, who, say, noting, keep=not dry_run)


@contextmanager
def making(path: Place, who: Author, *, dry_run: bool) -> Iterator[Change]:
    """Create a ledger with its first change."""
    expect_to_tell()
    working()
    with creating(path, keep=not dry_run) as ledger:
        change = Change(ledger, next_heading(ledger, who))
        yield change
        change.finish()


def _refuse_folder(path: Place) -> None:
    if is_folder(path):
        raise UsageError.one(
            str(path),
            "a folder cannot be written to",
            "make a ledger of it: xt init LEDGER --from FOLDER",
        )


def _verdicts(ledger: Ledger, at: datetime) -> list[Verdict]:
    moment = Snapshot(ledger.figures(at), ledger.clock, at)
    return judge(ledger.terms.readings, moment)


def report_effect(effect: Effect, most: int = 20) -> Sequence[str]:
    """Return the lines on what a change did to the verdicts, the first of them if there are many."""
    lines = effect.lines()
    if not lines:
        return ["no verdict changed"]
    more = [f"… and {len(lines) - most:,} more"] if len(lines) > most else []
    return [*lines[:most], *more]
