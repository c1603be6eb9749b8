"""The options of a correction; what it does with them (``correct``) is loaded when something is written."""

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.option_groups import OptionGroup

if TYPE_CHECKING:
    from exchange_tracker.store.ledger.change import Author

Why = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="Why it is corrected; it must be given.")
]
KindOf = Annotated[
    str,
    typer.Option(
        "--kind-of",
        metavar="TABLE",
        help="releases, movements, claims or sources, where several have the id.",
    ),
]


class Correction(NamedTuple):
    """What is corrected, by whom and why, as the command line says."""

    reason: Why = ""
    ledger: options.Ledger = options.LEDGER
    kind_of: KindOf = ""
    by: options.By = ""
    dry_run: options.DryRun = False

    def author(self) -> "Author":
        """Return who corrects, why, and when: now."""
        from exchange_tracker.cli.change_effect import author  # not for who only reads: start-up

        return author(self.by, self.reason)


CorrectionOptions = Annotated[Correction, OptionGroup(Correction)]
TermsOptions = Annotated[Correction, OptionGroup(Correction, "reason", "ledger", "by", "dry_run")]
"""Those of a correction of no single entry."""
UndoOptions = TermsOptions
RedactionOptions = Annotated[
    Correction, OptionGroup(Correction, "reason", "ledger", "kind_of", "by")
]
