"""``xt terms``: the terms in plain words, and their problems."""

from pathlib import Path
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.correct import Why, correct
from exchange_tracker.cli.output import tell
from exchange_tracker.cli.query import Answer, open_records
from exchange_tracker.errors import Problem, Refusal
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.render import Format
from exchange_tracker.report.phrases import numbered
from exchange_tracker.report.terms import terms_document, terms_rows
from exchange_tracker.store.folder import terms_text
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.correction import set_terms

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def terms() -> None:
    r"""Show the terms in plain words, or check a file of terms.

    \b
    Example: xt terms show --ledger data/nov2023
    """


@app.command()
def show(
    ledger: options.Ledger = options.LEDGER,
    as_of: options.AsOf = "",
    form: options.FormatOption = Format.TABLE,
    output: options.Output = None,
    raw: options.Raw = False,
) -> int:
    r"""Show parties, phases, obligations and readings in plain words.

    \b
    Example: xt terms show --ledger data/nov2023
    """
    agreed = open_records(ledger, as_of).terms
    answer = Answer(form, output, raw)
    if form.for_programs:
        answer.rows(terms_rows(agreed))
    else:
        answer.document(terms_document(agreed))
    return 0


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files of terms.")],
) -> int:
    r"""List every problem of files of terms, all at once.

    \b
    Example: xt terms check data/nov2023/terms.toml
    """
    problems: list[Problem] = []
    fine = []
    for path in files:
        try:
            agreed = parse_terms(terms_text(path), str(path))
            count = numbered(len(agreed.as_written.obligations), "obligation", "obligations")
            readings = numbered(len(agreed.readings), "reading", "readings")
            fine.append(f"{path}: no problem; {count}, {readings}")
        except Refusal as refusal:
            problems += refusal.problems
    for line in fine:
        tell(line)
    if problems:
        raise Refusal(problems)
    return 0


@app.command(name="set")
def set_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The new terms.")],
    reason: Why = "",
    ledger: options.Ledger = options.LEDGER,
    by: options.By = "",
    dry_run: options.DryRun = False,
) -> int:
    r"""Replace the terms, such as when the truce is extended.

    The old terms stay readable, and each verdict that changes is listed.

    \b
    Example: xt terms set terms.toml --reason "extended by two days"
    """
    text = terms_text(file)

    def write(change: Change) -> list[str]:
        return [f"{file}: the terms now"] if set_terms(change, text, str(file)) else []

    return correct(ledger, by, reason, write, dry_run=dry_run)
