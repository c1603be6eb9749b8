"""The options of every command: they stand before the command or after it, and are the same for all."""

from typing import Annotated

import typer

from exchange_tracker.cli.manners import When, manners
from exchange_tracker.errors import UsageError


def _set_color(when: When | None) -> None:
    manners.color = when or manners.color


def _set_paged(no_pager: bool) -> None:
    manners.paged = manners.paged and not no_pager


def _set_quiet(quiet: bool) -> None:
    manners.quiet = manners.quiet or quiet
    _expect_one()


def _set_verbose(verbose: bool) -> None:
    manners.verbose = manners.verbose or verbose
    _expect_one()


def _expect_one() -> None:
    if manners.quiet and manners.verbose:
        raise UsageError.one("--quiet", "--verbose asks for the opposite", "leave one of them out")


Color = Annotated[
    When | None,
    typer.Option(
        "--color",
        metavar="WHEN",
        case_sensitive=False,
        callback=_set_color,
        is_eager=True,
        help="Show results in colour: auto (on a terminal; default), always, never.",
    ),
]
NoPager = Annotated[
    bool,
    typer.Option(
        "--no-pager",
        callback=_set_paged,
        is_eager=True,
        help="Show what is longer than the terminal as it is, not in a pager (PAGER).",
    ),
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet",
        "-q",
        callback=_set_quiet,
        is_eager=True,
        help="Say nothing beside the result but what was refused or not done.",
    ),
]
Verbose = Annotated[
    bool,
    typer.Option(
        "--verbose",
        "-v",
        callback=_set_verbose,
        is_eager=True,
        help="Also say which ledger and moment are meant and why, and how long it took.",
    ),
]
NAMES = ("color", "no_pager", "quiet", "verbose")
