"""What every command that writes does: name the author, wait, and say what it changed."""

import getpass
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NamedTuple

from exchange_tracker.cli import options
from exchange_tracker.cli.entry_notes import Notes, note_rows
from exchange_tracker.cli.ledger_place import expect_place
from exchange_tracker.cli.option_groups import OptionGroup
from exchange_tracker.cli.output import expect_to_tell, say
from exchange_tracker.cli.progress import working
from exchange_tracker.errors import UsageError
from exchange_tracker.judging.judge import Snapshot, judge
from exchange_tracker.judging.verdict import Answer, Verdict
from exchange_tracker.queries.flips import changed_verdicts
from exchange_tracker.report.phrases import days
from exchange_tracker.report.status_words import standing_words
from exchange_tracker.store.ledger.change import Author, Change, creating, next_heading, writing
from exchange_tracker.store.records import Records


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

    def lines(self, *, flips: bool | None = None) -> list[str]:
        """Say which verdicts are others now, one line for the readings that agree.

        ``flips``: those alone that flip, or those alone that do not.
        """
        readings_by_line: dict[str, list[str]] = {}
        for old, new in changed_verdicts(self.before, self.after):
            if flips is not None and flips is not (_answer(old) is not _answer(new)):
                continue
            period = new or old
            was, is_now = _words(old), _words(new)
            if period and was != is_now:
                line = f"{period.obligation} {days(period.first, period.last)}: {was} -> {is_now}"
                readings_by_line.setdefault(line, []).append(period.reading)
        return [f"{line} ({', '.join(names)})" for line, names in readings_by_line.items()]


def _answer(verdict: Verdict | None) -> Answer | None:
    """Return whether a period was kept, was not, or is not known; ``None``: it is not judged."""
    return verdict.status.answer if verdict else None


def _words(verdict: Verdict | None) -> str:
    if verdict is None:
        return "not judged"
    words = standing_words(verdict)
    return words if verdict.status in words else f"{verdict.status}, {words}"


Heed = Callable[[Effect], None]
"""What is done about an effect before it is kept: it may refuse it."""


@contextmanager
def changing(
    path: Path,
    who: Author,
    effect: Effect,
    *,
    dry_run: bool,
    heed: Heed = lambda _: None,
    alone: bool = False,
) -> Iterator[Change]:
    """Write one change to a ledger; note what it did to the verdicts, and what to ask of its rows.

    ``alone``: it writes a single row, which is set beside those of its day.
    """
    expect_place(path)
    refuse_folder(path)
    expect_to_tell()
    working()
    with writing(path, who, say, keep=not dry_run) as change:
        effect.before = verdicts_at(change.ledger, who.moment)
        before = change.next_rows()
        yield change
        change.settle()
        effect.after = verdicts_at(change.ledger, who.moment)
        after = change.next_rows()
        starts = {kind: row for kind, row in before.items() if row < after[kind]}
        effect.notes = note_rows(change.ledger, starts, who.moment, alone=alone)
        heed(effect)


@contextmanager
def making(path: Path, who: Author, *, dry_run: bool) -> Iterator[Change]:
    """Create a ledger with its first change."""
    expect_to_tell()
    working()
    with creating(path, keep=not dry_run) as ledger:
        change = Change(ledger, next_heading(ledger, who))
        yield change
        change.finish()


def refuse_folder(path: Path) -> None:
    """Refuse to write to a truce folder."""
    if os.path.isdir(path):  # noqa: PTH112 - False where it may not be looked at
        raise UsageError.one(
            str(path),
            "a folder cannot be written to",
            "make a ledger of it: xt init LEDGER --from FOLDER",
        )


def verdicts_at(records: Records, at: datetime) -> list[Verdict]:
    """Return every verdict at a moment."""
    moment = Snapshot(records.figures(at), records.clock, at)
    return judge(records.terms.readings, moment)


def report_effect(effect: Effect, most: int = 20) -> Sequence[str]:
    """Return the lines on what a change did to the verdicts, the first of them if there are many."""
    lines = effect.lines()
    return _first(lines, most) if lines else ["no verdict changed"]


def report_flips(effect: Effect, most: int = 20) -> Sequence[str]:
    """Return the lines on what new terms did: what is kept now and was not, or the other way, comes first."""
    flips, others = effect.lines(flips=True), effect.lines(flips=False)
    if not (flips or others):
        return ["no verdict changed"]
    said = ["what flips:", *_first(flips, most)] if flips else ["no verdict flips"]
    return [*said, *(["other numbers:", *_first(others, most)] if others else [])]


def _first(lines: list[str], most: int) -> list[str]:
    more = [f"… and {len(lines) - most:,} more"] if len(lines) > most else []
    return [*lines[:most], *more]
