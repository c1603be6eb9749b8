"""What ``xt amend``, ``xt retract``, ``xt redact``, ``xt terms set`` and ``edit`` share."""

from collections.abc import Callable, Iterable, Sequence

from exchange_tracker.cli.change_effect import Effect, changing, report_effect
from exchange_tracker.cli.correction_options import Correction
from exchange_tracker.cli.entry_notes import say_notes
from exchange_tracker.cli.output import acknowledge
from exchange_tracker.cli.spoken_cells import spoken_cells
from exchange_tracker.errors import Refusal, UsageError
from exchange_tracker.facts.model import Fact
from exchange_tracker.parse.rows import Reader
from exchange_tracker.store.ledger.change import Change


def from_options(reader: Reader[Fact], cells: Iterable[str], command: str) -> Fact:
    """Return the fact that options give, or refuse the command line: no file holds them."""
    try:
        return reader.one(spoken_cells(reader.columns, cells, reader.terms, command), command)
    except Refusal as refusal:
        raise UsageError(refusal.problems) from None


def needs_reason() -> UsageError:
    """Return the refusal of a correction for which nobody says why."""
    return UsageError.one(
        "--reason",
        "a correction needs a reason",
        "say why, e.g. --reason 'recounted by the ministry'",
    )


def expect_reason(correction: Correction) -> None:
    """Refuse a correction without a reason."""
    if not correction.reason:
        raise needs_reason()


def correct(
    correction: Correction,
    write: Callable[[Change], list[str]],
    finish: Callable[[], None] = lambda: None,
    note: str = "",
    report: Callable[[Effect], Sequence[str]] = report_effect,
) -> int:
    """Write one correction, and say what it changed; without lines nothing was changed.

    ``finish`` is done when it is written and before it is said so. ``note`` stands beside the change.
    ``report`` says what it did to the verdicts.
    """
    dry_run = correction.dry_run
    expect_reason(correction)
    effect = Effect()
    number, lines = changing(
        correction.ledger,
        correction.author()._replace(note=note),
        effect,
        lambda change: (change.number, write(change)),
        dry_run=dry_run,
    )
    if not dry_run:
        finish()
    if not lines:
        acknowledge(["it stands so already; nothing changed"])
        return 0
    lines = [f"would be change {number}:", *lines] if dry_run else [*lines, f"change {number}"]
    acknowledge((*lines, *report(effect)))
    say_notes(effect.notes, recorded=not dry_run)
    return 0
