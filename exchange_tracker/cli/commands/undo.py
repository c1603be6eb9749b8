"""``xt undo``: a change taken back, by a change of its own."""

from collections.abc import Iterable
from itertools import islice
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.correct import correct
from exchange_tracker.cli.correction_options import UndoOptions
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.output import say
from exchange_tracker.cli.prompts import agreed, can_ask
from exchange_tracker.cli.query import open_ledger
from exchange_tracker.errors import Refusal
from exchange_tracker.report.history import correction_words, nameless, operation_words
from exchange_tracker.report.phrases import numbered
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.change_log import Operation, Recorded, operations
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.undoing import change_to_undo, undo_note
from exchange_tracker.store.ledger.undoing import undo as write_undoing

app = typer.Typer(rich_markup_mode=None)

MOST = 20  # facts named


@app.command()
@expand_groups
def undo(
    *,
    change: Annotated[
        int | None,
        typer.Argument(metavar="[CHANGE]", help="Its number; default: your last that stands."),
    ] = None,
    correction: UndoOptions,
    yes: options.Yes = False,
) -> int:
    r"""Take back your last change by a change of its own; both stay in the history.

    What it added is retracted, what it amended gets its cells back, what it retracted comes back, and
    terms are set as they were before. Undone again, it takes back the change before. It refuses where a
    later change touched the same entry, and erased names. On a terminal it shows the change and asks.

    \b
    Example: xt undo --by ben
    """
    ledger = open_ledger(correction.ledger)
    target = change_to_undo(ledger, correction.author().name, change)
    if can_ask() and not (yes or correction.dry_run):
        _ask(ledger, target)
    number = target.number
    ledger.let_go()

    def write(written: Change) -> list[str]:
        return _lines(write_undoing(written, number))

    reason = correction.reason or f"undo of change {number}"
    return correct(correction._replace(reason=reason), write, note=undo_note(number))


def _ask(ledger: Ledger, target: Recorded) -> None:
    """Show a change, and refuse to undo it where nobody agrees."""
    say(f"change {target.number}, {target.moment}, {target.author}: {target.reason}")
    did = operations(ledger, target.number)
    for line in _bounded(f"- {operation_words(nameless(each))}" for each in did):
        say(line)
    if not agreed(f"Undo change {target.number}?"):
        raise Refusal.one("xt undo", "it was not agreed to", "nothing was written")


def _lines(done: Iterable[Operation]) -> list[str]:
    return _bounded(correction_words(nameless(each)) for each in done)


def _bounded(lines: Iterable[str]) -> list[str]:
    """Return the first lines, and how many more there are; all of them are gone through."""
    left = iter(lines)
    named = list(islice(left, MOST))
    more = sum(1 for _ in left)
    facts = numbered(more, "more row", "more rows")
    return [*named, f"… and {facts} of the change"] if more else named
