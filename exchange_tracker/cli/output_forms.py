"""The form of an output: the one that is asked for, else the one that the name of its file says."""

from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from exchange_tracker.cli.habits import Habit
from exchange_tracker.errors import UsageError

Form = TypeVar("Form", bound=StrEnum)

FORM_HELP = "The form of the output; default: that of the file's name, or {}."
ENDINGS: dict[str, tuple[str, ...]] = {
    ".csv": ("csv",),
    ".tsv": ("tsv",),
    ".json": ("json", "json-document"),
    ".jsonl": ("jsonl",),
    ".md": ("markdown",),
    ".html": ("html",),
    ".tex": ("latex",),
    ".svg": ("svg",),
    ".png": ("png",),
    ".xlsx": ("xlsx",),
    ".txt": ("table", "text"),
}
"""The forms that a file of each ending may have; without ``--format`` it is the first that there is."""

TEXT = ".txt"  # any form is text, so that with ``--format`` it contradicts none


def form_of(form: Form | None, output: Path | None, default: Form) -> Form:
    """Return the form of an output, or refuse a file whose name says another, or none that there is.

    A name without an ending, and a device, say nothing.
    """
    ending = output.suffix.lower() if output else ""
    if output is None or not ending or str(output).startswith("/dev/"):
        return form or _habitual(default)
    offered = tuple(type(default))
    possible = [each for word in ENDINGS.get(ending, ()) for each in offered if each == word]
    if form is None:
        if possible:
            return possible[0]
        _refuse_harm(output)
        raise _without_form(output, ending, offered)
    if ending in ENDINGS and ending != TEXT and form not in possible:
        _refuse_harm(output)
        what = f"the name ends in {ending}, and --format asks for {form}"
        fix = f"end it in {_ending_of(form)}" if _ending_of(form) else "give it another ending"
        raise UsageError.one(str(output), what, f"{fix}, or leave --format out")
    return form


def _habitual(default: Form) -> Form:
    """Return the form that the settings name, where the command has it."""
    from exchange_tracker.cli.settings import settings  # where neither line nor name says a form

    (wanted,) = settings().words(Habit.FORMAT) or ("",)
    return next((each for each in type(default) if each == wanted.lower()), default)


def _refuse_harm(output: Path) -> None:
    """Refuse what would be lost, which matters more than how it is called."""
    from exchange_tracker.cli.output_places import output_place  # only where a name is refused

    output_place(output)


def _without_form(output: Path, ending: str, offered: tuple[StrEnum, ...]) -> UsageError:
    endings = [known for known, forms in ENDINGS.items() if {*forms} & {*map(str, offered)}]
    what = f"this command gives nothing that ends in {ending}"
    fix = f"end it in {', '.join(endings[:-1])} or {endings[-1]}"
    if ending not in ENDINGS:
        what = f"{ending} says no form"
        fix = f"{fix}, or say the form with --format"
    return UsageError.one(str(output), what, fix)


def _ending_of(form: StrEnum) -> str:
    return next((ending for ending, forms in ENDINGS.items() if form in forms), "")
