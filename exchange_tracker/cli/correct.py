"""What ``xt amend``, ``xt retract``, ``xt redact`` and ``xt terms set`` share."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from exchange_tracker.cli.change_effect import Effect, author, changing, report_effect
from exchange_tracker.cli.output import acknowledge
from exchange_tracker.errors import Refusal, UsageError
from exchange_tracker.facts.model import Fact
from exchange_tracker.parse.rows import Reader
from exchange_tracker.store.ledger.change import Change

Why = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="Why it is corrected; it must be given.")
]
KindOf = Annotated[
    str,
    typer.Option(
        "--kind-of",
        metavar="TABLE",
        help="releases, claims or sources, where several have the id.",
    ),
]


def from_options(reader: Reader[Fact], cells: Iterable[str], command: str) -> Fact:
    """Return the fact that options give, or refuse the command line: no file holds them."""
    try:
        return reader.one(cells, command)
    except Refusal as refusal:
        raise UsageError(refusal.problems) from None


def correct(
    ledger: Path,
    by: str,
    reason: str,
    write: Callable[[Change], list[str]],
    *,
    dry_run: bool,
    afterwards: Callable[[], None] = lambda: None,
) -> int:
    """Write one correction, and say what it changed; without lines nothing was changed.

    ``afterwards`` is done when it is written and before it is said so.
    """
    if not reason:
        raise UsageError.one(
            "--reason",
            "a correction needs a reason",
            "say why, e.g. --reason 'recounted by the ministry'",
        )
    effect = Effect()
    with changing(ledger, author(by, reason), effect, dry_run=dry_run) as change:
        said = write(change)
        number = change.number
    if not dry_run:
        afterwards()
    if not said:
        acknowledge(["it stands so already; nothing changed"])
        return 0
    lines = [f"would be change {number}:", *said] if dry_run else [*said, f"change {number}"]
    acknowledge((*lines, *report_effect(effect)))
    return 0
