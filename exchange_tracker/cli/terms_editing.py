"""``xt terms edit``: the terms in an editor, until they are right or left as they were."""

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from exchange_tracker.cli.change_effect import Effect, check_text, report_flips, verdicts_at
from exchange_tracker.cli.correct import correct, needs_reason
from exchange_tracker.cli.correction_options import Correction
from exchange_tracker.cli.editor import edit
from exchange_tracker.cli.output import acknowledge, expect_to_tell, say
from exchange_tracker.cli.output_places import write_beside
from exchange_tracker.cli.prompts import agreed, ask, can_ask, on_terminal
from exchange_tracker.cli.query import open_ledger
from exchange_tracker.cli.refusals import say_refusal
from exchange_tracker.errors import InvalidValue, Refusal, UsageError
from exchange_tracker.judging.verdict import Verdict
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.store.address import is_folder
from exchange_tracker.store.folder import TERMS, Folder, terms_text
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.correction import set_terms

Save = Callable[[str], int]
"""Records terms, or refuses them; returns the exit code."""


def edit_terms(correction: Correction) -> int:
    """Open the terms of a ledger or a folder in the editor, and record what becomes of them."""
    expect_to_tell()
    place = correction.ledger
    if is_folder(place):
        _refuse_words_for_history(correction)
        text = terms_text(place / TERMS)
        return _edited(text, lambda new: _save_folder(place, text, new, correction.dry_run))
    if not correction.reason and not can_ask():
        raise needs_reason()
    correction.author()  # refuses a blank reason before anything is written
    ledger = open_ledger(place)
    with closing(ledger.connection):
        text = ledger.terms_text
    return _edited(text, lambda new: _save_ledger(correction, text, new))


def _refuse_words_for_history(correction: Correction) -> None:
    for option, words in (("--reason", correction.reason), ("--by", correction.by)):
        if words:
            raise UsageError.one(option, "a folder keeps no history", "leave the option out")


def _edited(text: str, save: Save) -> int:
    """Have a text edited and saved; what could not be saved is kept, and said where."""
    place = Path(tempfile.mkdtemp(prefix="xt-"))
    file = place / TERMS
    is_done = False
    try:
        file.write_text(text, encoding="utf-8", newline="")
        code = _until_right(file, text, save)
        is_done = True
    finally:
        if is_done or not _differs(file, text):
            shutil.rmtree(place, ignore_errors=True)
        else:
            say(f"what you wrote is kept in {file}")
    return code


def _differs(file: Path, text: str) -> bool:
    try:
        return file.read_bytes() != text.encode()
    except OSError:
        return False


def _until_right(file: Path, text: str, save: Save) -> int:
    while True:
        edit(file)
        new = terms_text(file)
        if new == text:
            acknowledge(["nothing was changed; nothing is recorded"])
            return 0
        try:
            parse_terms(new, TERMS)
            return save(new)
        except Refusal as refusal:
            if type(refusal) is not Refusal or not can_ask():  # no other text would mend it
                raise
            say_refusal(refusal)
            if not agreed("Edit it again?"):
                raise Refusal((), "the terms stand as they were") from None


def _save_ledger(correction: Correction, text: str, new: str) -> int:
    def write(change: Change) -> list[str]:
        if change.ledger.terms_text != text:
            what = "the terms were changed meanwhile by somebody else"
            raise Refusal.one(str(correction.ledger), what, "edit them anew: xt terms edit")
        set_terms(change, new, TERMS)
        return [f"{correction.ledger}: the terms are changed"]

    reason = correction.reason or _reason()
    return correct(correction._replace(reason=reason), write, report=report_flips)


def _reason() -> str:
    def check(answer: str) -> str:
        if not answer:
            raise InvalidValue("the reason is blank", "say why, e.g. extended by two days")
        check_text("reason", answer)
        return answer

    with on_terminal():
        return ask("reason", None, (), "why the terms change", check)


def _save_folder(folder: Path, text: str, new: str, dry_run: bool) -> int:
    file = Path(os.path.realpath(folder / TERMS))
    if terms_text(file) != text:
        what = "the file was changed meanwhile by somebody else"
        raise Refusal.one(str(folder / TERMS), what, "edit it anew: xt terms edit")
    now = datetime.now(UTC)
    after = verdicts_at(Folder(folder, parse_terms(new, TERMS)), now)
    before = _verdicts_before(folder, now)
    if not dry_run:
        write_beside({file: [new]}, note=f"{folder / TERMS} is written")
    done = "would be written" if dry_run else "written"
    effect = ["which verdicts changed is not known: the folder could not be read before"]
    if before is not None:
        effect = [*report_flips(Effect(before, after))]
    acknowledge([f"{folder / TERMS}: {done}", *effect])
    return 0


def _verdicts_before(folder: Path, now: datetime) -> list[Verdict] | None:
    """Return the verdicts of a folder as it is; ``None`` where it cannot be read, as terms may be mended."""
    try:
        return verdicts_at(Folder(folder), now)
    except Refusal:
        return None
