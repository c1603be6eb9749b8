"""Rows that may be mistakes: asked about on a terminal, refused with ``--strict``, noted in a pipe."""

from collections.abc import Callable
from typing import TypeVar

from exchange_tracker.cli.change_effect import Effect, Heed
from exchange_tracker.cli.entry_notes import Notes, doubt_lines, note_lines
from exchange_tracker.cli.output import say
from exchange_tracker.cli.prompts import agreed, can_ask
from exchange_tracker.errors import Problem, Refusal

Result = TypeVar("Result")


class _Doubted(Exception):
    """There is something to ask: what was written is taken back, and the ledger let go of."""

    def __init__(self, notes: Notes) -> None:
        super().__init__()
        self.notes = notes


def at_the_door(write: Callable[[Heed], Result], *, strict: bool, ask: bool = True) -> Result:
    """Return what a write gives, once nothing about its rows is in doubt or somebody agreed to them.

    A write is made again after the question, so that nobody waits for the ledger meanwhile. Raise
    ``Refusal`` where nobody agrees, and with ``strict`` where there is a doubt.
    """
    if strict:
        return write(_refuse)
    if not (ask and can_ask()):
        return write(_let_in)
    try:
        return write(_doubt)
    except _Doubted as doubted:
        notes = doubted.notes
    for line in note_lines(notes, recorded=False):
        say(line)  # also with --quiet: it is what the question is about
    if not agreed("Record it all the same?"):
        raise Refusal.one("not recorded", "it was not agreed to", "nothing was written")
    return write(_let_in_silently)


def _refuse(effect: Effect) -> None:
    lines = doubt_lines(effect.notes)
    if lines:
        fix = "mend it, or leave --strict out to record it all the same"
        raise Refusal([Problem(*line.partition(": ")[::2], fix) for line in lines])


def _let_in(effect: Effect) -> None:
    del effect


def _doubt(effect: Effect) -> None:
    if doubt_lines(effect.notes):
        raise _Doubted(effect.notes)


def _let_in_silently(effect: Effect) -> None:
    effect.notes = Notes()
