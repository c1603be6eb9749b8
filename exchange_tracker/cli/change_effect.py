"""What every command that writes does: name the author, wait, and say what it changed."""

import getpass
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Annotated, NamedTuple, TypeVar

from exchange_tracker.cli import options
from exchange_tracker.cli.entry_notes import Notes, note_rows
from exchange_tracker.cli.ledger_place import expect_place
from exchange_tracker.cli.option_groups import OptionGroup
from exchange_tracker.cli.output import expect_to_tell, say
from exchange_tracker.cli.progress import working
from exchange_tracker.errors import UsageError
from exchange_tracker.facts.figures import UNLIMITED, Figures
from exchange_tracker.facts.model import Release, Terms
from exchange_tracker.judging.judge import Snapshot, judge
from exchange_tracker.judging.verdict import Answer, Status, Verdict
from exchange_tracker.queries.discrepancies.open_numbers import bearing
from exchange_tracker.queries.flips import changed_verdicts
from exchange_tracker.report.phrases import days, joined, numbered
from exchange_tracker.report.status_words import delivered_words, due_words, standing_words
from exchange_tracker.store.address import Place, is_folder
from exchange_tracker.store.ledger.change import Author, Change, next_heading
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.writing import creating, write_change
from exchange_tracker.store.ledger.written_rows import days_written, has_blank
from exchange_tracker.store.records import Records

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


Days = tuple[date, date]
_LEFT_BLANK = ("category", "nationality")  # columns that an entry may leave blank and terms ask for


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
    """What a change did to the verdicts: those before it, and those after; what to ask of its rows.

    ``touched`` are the truce days of its rows; ``blank`` the columns that an obligation asks for
    and that some of its rows leave blank.
    """

    before: list[Verdict] = field(default_factory=list)
    after: list[Verdict] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)
    touched: list[Days] = field(default_factory=list)
    blank: dict[str, set[str]] = field(default_factory=dict)

    def lines(self, most: int, *, flips: bool | None = None) -> list[str]:
        """Say which verdicts are others now, one line for the readings that agree; the first of many.

        ``flips``: those alone that flip, or those alone that do not. What lies on other days than
        the change's own is counted in one line.
        """
        readings_by_line: dict[str, list[str]] = {}
        elsewhere: set[Days] = set()
        blank: set[str] = set()
        for old, new in changed_verdicts(self.before, self.after):
            if flips is not None and flips is not (_answer(old) is not _answer(new)):
                continue
            period = new or old
            was, is_now = _words(old), _words(new)
            if period is None or was == is_now:
                continue
            if not self._touches(period):
                elsewhere.add((period.first, period.last))
                continue
            line = f"{period.obligation} {days(period.first, period.last)}: {was} -> {is_now}"
            readings_by_line.setdefault(line, []).append(period.reading)
            blank |= self.blank.get(period.obligation, set()) if is_now.startswith(_OPEN) else set()
        lines = [f"{line} ({', '.join(names)})" for line, names in readings_by_line.items()]
        if left := lines[most:]:
            lines[most:] = [f"… and {numbered(len(left), 'more verdict', 'more verdicts')} changed"]
        if elsewhere:
            too = ", too" if lines else ""
            where = self._count(elsewhere)
            lines.append(f"verdicts changed on {where}{too}: xt check shows them")
        if blank:
            are = "is" if len(blank) == 1 else "are"
            columns = joined(sorted(blank), "and")
            lines.append(f"what is open hangs on the {columns}, which {are} not recorded")
        return lines

    def _touches(self, period: Verdict) -> bool:
        """Return whether a period has a day of the change in it; all have where it has no days."""
        return not self.touched or any(
            first <= period.last and period.first <= last for first, last in self.touched
        )

    def _count(self, elsewhere: set[Days]) -> str:
        """Count periods without a line of their own: ``139 later days``, ``1 other period``."""
        start = max(last for _, last in self.touched)
        which = "later" if all(first > start for first, _ in elsewhere) else "other"
        noun = "day" if all(first == last for first, last in elsewhere) else "period"
        return numbered(len(elsewhere), f"{which} {noun}", f"{which} {noun}s")


_OPEN = "open, "


def _answer(verdict: Verdict | None) -> Answer | None:
    """Return whether a period was kept, was not, or is not known; ``None``: it is not judged."""
    return verdict.status.answer if verdict else None


def _words(verdict: Verdict | None) -> str:
    """Say how a verdict stands; a number within known limits is open, and never called unknown."""
    if verdict is None:
        return "not judged"
    numbers = (verdict.delivered_most, verdict.due_most)
    if verdict.status is Status.UNDISCLOSED and UNLIMITED not in numbers:
        return f"{_OPEN}{delivered_words(verdict)} of {due_words(verdict)}"
    words = standing_words(verdict)
    return words if verdict.status in words else f"{verdict.status}, {words}"


Heed = Callable[[Effect], None]
"""What is done about an effect before it is kept: it may refuse it."""


def changing(
    place: Place,
    who: Author,
    effect: Effect,
    write: Callable[[Change], Result],
    *,
    dry_run: bool,
    heed: Heed = lambda _: None,
    alone: bool = False,
) -> Result:
    """Write one change to a ledger by ``write``, and return what that gives.

    Note what it did to the verdicts, and what to ask of its rows. On a server ``write`` and ``heed`` may be
    called again. ``alone``: it writes a single row, which is set beside those of its day.
    """
    expect_place(place)
    refuse_folder(place)
    expect_to_tell()
    working()

    def noting(change: Change) -> Result:
        was = _Judged.at(change.ledger, who.moment)
        effect.before = was.verdicts
        before = change.next_rows()
        result = write(change)
        change.settle()
        effect.after = was.after(change, who.moment).verdicts
        after = change.next_rows()
        starts = {kind: row for kind, row in before.items() if row < after[kind]}
        effect.notes = note_rows(change.ledger, starts, who.moment, alone=alone, tally=change.tally)
        effect.touched, effect.blank = [], {}  # of an attempt that was not kept
        if effect.before != effect.after:
            effect.touched = _touched(change.ledger, before[Release], change.number)
            effect.blank = _blank(change.ledger, before[Release])
        heed(effect)
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


def refuse_folder(path: Place) -> None:
    """Refuse to write to a truce folder."""
    if is_folder(path):
        raise UsageError.one(
            str(path),
            "a folder cannot be written to",
            "make a ledger of it: xt init LEDGER --from FOLDER",
        )


class _Judged(NamedTuple):
    """Every verdict at a moment, and what it was judged by."""

    terms: Terms
    figures: Figures
    verdicts: list[Verdict]

    @classmethod
    def at(cls, ledger: Ledger, at: datetime) -> "_Judged":
        """Judge a ledger."""
        return cls.by(ledger, ledger.figures(at), at)

    @classmethod
    def by(cls, ledger: Ledger, figures: Figures, at: datetime) -> "_Judged":
        """Judge a ledger by its sums."""
        terms = ledger.terms
        return cls(terms, figures, judge(terms.readings, Snapshot(figures, ledger.clock, at)))

    def after(self, change: Change, at: datetime) -> "_Judged":
        """Judge a ledger after a change, where it is any other than before: most corrections change no sum."""
        if change.ledger.terms is not self.terms:  # days may be counted otherwise
            return self.at(change.ledger, at)
        figures = change.ledger.figures_after(self.figures, change.groups, at)
        if figures is self.figures:
            return self
        return self.by(change.ledger, figures, at)


def verdicts_at(records: Records, at: datetime) -> list[Verdict]:
    """Return every verdict at a moment."""
    moment = Snapshot(records.figures(at), records.clock, at)
    return judge(records.terms.readings, moment)


def _touched(ledger: Ledger, start: int, number: int) -> list[Days]:
    """Return the days of the entries that a change wrote or took back, each span once."""
    spans = days_written(ledger, start, number)
    return [(date.fromisoformat(first or last), date.fromisoformat(last)) for first, last in spans]


def _blank(ledger: Ledger, start: int) -> dict[str, set[str]]:
    """Return the columns that each obligation asks for and that new entries leave blank."""
    blank = {name for name in _LEFT_BLANK if has_blank(ledger, start, name)}
    asked: dict[str, set[str]] = {}
    if blank:
        for reading in ledger.terms.readings:
            known = reading.by_id
            for obligation in reading.obligations:
                for selector in bearing(obligation, known):
                    columns = {name for name in blank if getattr(selector, name)}
                    asked.setdefault(obligation.id, set()).update(columns)
    return asked


def report_effect(effect: Effect, most: int = 20) -> Sequence[str]:
    """Return the lines on what a change did to the verdicts, the first of them if there are many."""
    return effect.lines(most) or ["no verdict changed"]


def report_flips(effect: Effect, most: int = 20) -> Sequence[str]:
    """Return the lines on what new terms did: what is kept now and was not, or the other way, comes first."""
    flips, others = effect.lines(most, flips=True), effect.lines(most, flips=False)
    if not (flips or others):
        return ["no verdict changed"]
    said = ["what flips:", *flips] if flips else ["no verdict flips"]
    return [*said, *(["other numbers:", *others] if others else [])]
