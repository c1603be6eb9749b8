"""``xt terms``: the terms in plain words, and their problems."""

from pathlib import Path
from typing import Annotated

import typer

from exchange_tracker.cli.change_effect import report_flips
from exchange_tracker.cli.correct import TermsOptions, correct
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.output import tell
from exchange_tracker.cli.query import AnswerOptions, RecordsOptions
from exchange_tracker.cli.screen import columns
from exchange_tracker.cli.screen import show as show_document
from exchange_tracker.errors import Problem, Refusal
from exchange_tracker.facts.model import Terms
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.queries.terms_notes import terms_notes
from exchange_tracker.render import WIDTH, Format
from exchange_tracker.report.phrases import knowledge_facts, numbered
from exchange_tracker.report.terms import terms_rows
from exchange_tracker.report.terms_document import terms_document
from exchange_tracker.report.terms_notes import note_sentences
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
@expand_groups
def show(
    *,
    records: RecordsOptions,
    answer: AnswerOptions,
) -> int:
    r"""Show parties, phases, obligations and readings in plain words.

    \b
    Example: xt terms show --ledger data/nov2023
    """
    terms, facts = records.terms, knowledge_facts(records.head)
    records.let_go()
    if answer.form.for_programs:
        answer.rows(terms_rows(terms), records)
    else:
        answer.document(terms_document(terms, _notes(terms), facts))
    return 0


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files of terms.")],
) -> int:
    r"""List every problem of files of terms, all at once; write out those that have none.

    Each obligation is written out with its periods, then what each reading changes, then notes: what
    people fall into, which is no problem.

    \b
    Example: xt terms check data/nov2023/terms.toml
    """
    problems: list[Problem] = []
    right: list[tuple[Path, Terms]] = []
    for path in files:
        try:
            right.append((path, parse_terms(terms_text(path), str(path))))
        except Refusal as refusal:
            problems += refusal.problems
    for path, parsed in right:
        notes = _notes(parsed)
        if not problems:
            document = terms_document(parsed, notes)
            show_document(document, Format.TABLE, None, columns(in_a_pipe=WIDTH))
            tell("")
        tell(f"{path}: no problem; {_summary(parsed, len(notes))}")
    if problems:
        raise Refusal(problems)
    return 0


def _notes(parsed: Terms) -> list[str]:
    return list(note_sentences(terms_notes(parsed)))


def _summary(parsed: Terms, notes: int) -> str:
    obligations = numbered(len(parsed.as_written.obligations), "obligation", "obligations")
    readings = numbered(len(parsed.readings), "reading", "readings")
    return f"{obligations}, {readings}, {numbered(notes, 'note', 'notes')}"


@app.command(name="set")
@expand_groups
def set_(
    *,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The new terms.")],
    correction: TermsOptions,
) -> int:
    r"""Replace the terms, such as when the truce is extended.

    The old terms stay readable. What flips is listed first, then the verdicts with other numbers.

    \b
    Example: xt terms set terms.toml --reason "extended by two days"
    """
    text = terms_text(file)

    def write(change: Change) -> list[str]:
        return [f"{file}: the terms now"] if set_terms(change, text, str(file)) else []

    return correct(correction, write, report=report_flips)
