"""How wide results for people are, and how they are given out at that width."""

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exchange_tracker.cli.output import emit, on_screen, wants_colour
from exchange_tracker.render import Format, render_document

if TYPE_CHECKING:
    from exchange_tracker.render.document import Document

IN_A_PIPE = 80  # columns, where there is no terminal to ask
LEAST = 60

Width = Annotated[
    int | None,
    typer.Option(
        "--width", min=LEAST, max=1000, metavar="COLUMNS", help="Default: the terminal's; or 80."
    ),
]


def columns(width: int | None = None, *, in_a_pipe: int = IN_A_PIPE) -> int:
    """Return the columns to fill: those asked for, else the terminal's, else those for a pipe.

    A terminal that does not tell its size gets what a pipe gets.
    """
    if width is not None:
        return width
    if not sys.stdout.isatty():
        return in_a_pipe
    return max(LEAST, shutil.get_terminal_size((in_a_pipe, 24)).columns)


def redrawn() -> bool:
    """Return whether results go to a terminal on which one screen can be drawn over another."""
    return sys.stdout.isatty() and os.environ.get("TERM", "") not in ("", "dumb")


def show(document: "Document", form: Format, output: Path | None, width: int) -> None:
    """Return out a document for people at a width."""
    colour = wants_colour(output)
    text = render_document(document, form, width=width, colour=colour)
    emit([on_screen(text) if output is None else text], output)
