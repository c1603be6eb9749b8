"""A ledger whose terms are asked for: what ``xt init`` does without any."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exchange_tracker.cli.change_effect import Writing, making
from exchange_tracker.cli.output import acknowledge, say
from exchange_tracker.cli.output_places import placing, refuse_present, write_beside
from exchange_tracker.cli.prompts import confirmed
from exchange_tracker.cli.terms_left import LeftTerms, draft_files, last_left
from exchange_tracker.cli.terms_wizard import ask_terms, show_answers
from exchange_tracker.errors import OutputFailed, Refusal
from exchange_tracker.store import signals
from exchange_tracker.store.address import Place
from exchange_tracker.store.folder import TERMS


def make_ledger(ledger: Place, writing: Writing) -> None:
    """Ask for terms, write them out, and make the ledger and the file of terms, or neither.

    The file lies beside the ledger; of one on a server, in this folder.
    """
    writing.author()  # refuses a blank reason before anything is asked
    folder = Path()
    if isinstance(ledger, Path):
        folder = ledger.parent
        refuse_present(ledger)
    file = folder / TERMS
    refuse_present(file, f"begin with it: xt init {ledger} --terms {file}")
    if not folder.is_dir():
        what = f"there is no folder {folder}"
        raise OutputFailed.one(str(ledger), what, "make it, or name another place")
    left = _taken_up(folder, ledger)

    def keep(text: str) -> None:
        if not writing.dry_run:
            _keep_draft(ledger, folder, left, text)

    text = ask_terms(ledger, left.answers if left else (), keep, settle=not writing.dry_run)
    if writing.dry_run:
        show_answers(text)
    _make(ledger, file, text, writing)
    lines = [f"{file}: written", f"{ledger}: made"]
    if writing.dry_run:
        lines = [f"{file}: would be written", f"{ledger}: would be made"]
    elif left:
        left.file.unlink(missing_ok=True)
        lines.append(f"{left.file}: removed, since all of it was answered")
    acknowledge(lines)


def _make(ledger: Place, file: Path, text: str, writing: Writing) -> None:
    dry_run = writing.dry_run
    with (
        _kept_on_failure(text),
        _new_file(file, text, keep=not dry_run),
        making(ledger, writing.author(), dry_run=dry_run) as change,
    ):
        change.write_terms(text)


def _taken_up(folder: Path, ledger: Place) -> LeftTerms | None:
    """Return terms that were left, where somebody wants to go on with them."""
    left = last_left(folder)
    if left is None:
        return None
    if not left.answers:
        say(
            f"{left.file} was changed since it was left at {left.place}: to go on with it, complete it, then"
            f" xt init {ledger} --terms {left.file}; here it is asked from the start"
        )
        return None
    return left if confirmed(f"{left.file} was left at {left.place}: go on with it?") else None


def _keep_draft(ledger: Place, folder: Path, left: LeftTerms | None, text: str) -> None:
    """Write what was answered where the terms would lie: over what it went on with, or under a free name."""
    file = left.file if left else next(file for file in draft_files(folder) if not file.exists())
    with placing(file), file.open("w" if left else "x", encoding="utf-8", newline="") as new:
        new.write(text)  # at once: a signal that was heard stops what is written beside its place
    signals.note_kept(
        f"what you answered is kept in {file}\nto go on: xt init {ledger}; or complete that file (xt terms check"
        f" {file} says what is missing), then xt init {ledger} --terms {file}"
    )


@contextmanager
def _kept_on_failure(text: str) -> Iterator[None]:
    """Keep what was answered where it cannot be written: nobody should have to type it anew."""
    try:
        yield
    except (Refusal, OSError):
        kept = Path(tempfile.mkdtemp(prefix="xt-")) / TERMS
        kept.write_text(text, encoding="utf-8", newline="")
        say(f"what you answered is kept in {kept}")
        raise


@contextmanager
def _new_file(file: Path, text: str, *, keep: bool) -> Iterator[None]:
    """Write a file, which goes away again where what follows fails."""
    if not keep:
        yield
        return
    write_beside({file: [text]}, note="")
    try:
        yield
    except BaseException:
        file.unlink(missing_ok=True)
        raise
