"""A ledger whose terms are asked for: what ``xt init`` does without any."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path

from exchange_tracker.cli.change_effect import Writing, making
from exchange_tracker.cli.output import acknowledge, say
from exchange_tracker.cli.output_places import placing, refuse_present, write_beside
from exchange_tracker.cli.plain_terms import notes_on, show_terms
from exchange_tracker.cli.terms_wizard import ask_terms
from exchange_tracker.errors import OutputFailed, Refusal
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.store import signals
from exchange_tracker.store.address import Place
from exchange_tracker.store.folder import TERMS


def make_ledger(ledger: Place, writing: Writing) -> None:
    """Ask for terms, write them out, and make the ledger and the file of terms, or neither.

    The file lies beside the ledger; of one on a server, in this folder.
    """
    folder, who = Path(), writing.author()
    if isinstance(ledger, Path):
        folder = ledger.parent
        refuse_present(ledger)
    file = folder / TERMS
    refuse_present(file, f"begin with it: xt init {ledger} --terms {file}")
    if not folder.is_dir():
        what = f"there is no folder {folder}"
        raise OutputFailed.one(str(ledger), what, "make it, or name another place")
    text = ask_terms(ledger, partial(_keep_draft, ledger, folder, dry_run=writing.dry_run))
    terms = parse_terms(text, file.name)
    show_terms(terms, notes_on(terms))
    with (
        _kept_on_failure(text),
        _new_file(file, text, keep=not writing.dry_run),
        making(ledger, who, dry_run=writing.dry_run) as change,
    ):
        change.write_terms(text)
    be = "would be " if writing.dry_run else ""
    acknowledge([f"{file}: {be}written", f"{ledger}: {be}made"])


def _keep_draft(ledger: Place, folder: Path, text: str, *, dry_run: bool) -> None:
    """Write what was answered where the terms would lie, under a name that is free."""
    if dry_run:
        return
    names = (f"terms-draft{f'-{number}' if number > 1 else ''}.toml" for number in count(1))
    file = next(file for name in names if not (file := folder / name).exists())
    with placing(file), file.open("x", encoding="utf-8", newline="") as new:
        new.write(text)  # at once: a signal that was heard stops what is written beside its place
    signals.note_kept(
        f"what you answered is kept in {file}\nto go on: complete that file (xt terms check {file} says what is"
        f" missing), then xt init {ledger} --terms {file}"
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
