"""``xt terms``: terms to begin with, the terms in plain words, their problems, other terms."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exchange_tracker.cli.correction_options import TermsOptions
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.output import tell
from exchange_tracker.cli.query import AnswerOptions, RecordsOptions
from exchange_tracker.cli.terms_templates import Template, list_templates, write_template
from exchange_tracker.errors import Problem, Refusal

if TYPE_CHECKING:
    from exchange_tracker.facts.model import Terms
    from exchange_tracker.store.ledger.change import Change

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def terms() -> None:
    r"""Show the terms in plain words; begin, check or change them.

    \b
    Example: xt terms show --ledger data/nov2023
    """


@app.command()
def new(
    template: Annotated[
        Template | None,
        typer.Argument(metavar="NAME", help="Which terms; without a name they are listed."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to this new file."),
    ] = None,
) -> int:
    r"""Write terms to begin with, in which remarks say what each key means.

    Without a name they are listed, each with the sort of agreement that it is for.

    \b
    Example: xt terms new daily -o my-terms.toml
    """
    if template is None:
        list_templates(output)
    else:
        write_template(template, output)
    return 0


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
    from exchange_tracker.cli.plain_terms import notes_on  # here and below: start-up of `new`
    from exchange_tracker.report.phrases import knowledge_facts
    from exchange_tracker.report.terms import terms_rows
    from exchange_tracker.report.terms_document import terms_document

    terms, facts = records.terms, knowledge_facts(records.head)
    records.let_go()
    if answer.form.for_programs:
        answer.rows(terms_rows(terms), records)
    else:
        answer.document(terms_document(terms, notes_on(terms), facts))
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
    from exchange_tracker.cli.plain_terms import notes_on, show_terms
    from exchange_tracker.cli.terms_text import place_left
    from exchange_tracker.parse.terms import parse_terms
    from exchange_tracker.store.folder import terms_text

    problems: list[Problem] = []
    closings: list[str] = []
    right: list[tuple[Path, Terms]] = []
    left: dict[Path, str] = {}
    for path in files:
        try:
            text = terms_text(path)
            left[path] = place_left(text)
            right.append((path, parse_terms(text, str(path))))
        except Refusal as refusal:
            problems += refusal.problems
            closings += [refusal.closing] if refusal.closing else []
    for path, parsed in right:
        notes = notes_on(parsed)
        if not problems:
            show_terms(parsed, notes)
        said = f"no problem in {_draft_words(left[path])}" if left[path] else "no problem"
        tell(f"{path}: {said}; {_summary(parsed, len(notes))}")
    if problems:
        drafts = [f"{path}: {_draft_words(place)}" for path, place in left.items() if place]
        raise Refusal(problems, "\n".join(dict.fromkeys([*closings, *drafts])))
    return 0


def _draft_words(place: str) -> str:
    return f"a draft that was left at {place}; to go on there: xt init LEDGER"


def _summary(parsed: "Terms", notes: int) -> str:
    from exchange_tracker.report.phrases import numbered

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
    from exchange_tracker.cli.change_effect import report_flips
    from exchange_tracker.cli.correct import correct
    from exchange_tracker.store.folder import terms_text
    from exchange_tracker.store.ledger.correction import set_terms

    text = terms_text(file)

    def write(change: "Change") -> list[str]:
        return [f"{file}: the terms now"] if set_terms(change, text, str(file)) else []

    return correct(correction, write, report=report_flips)


@app.command()
@expand_groups
def edit(
    *,
    correction: TermsOptions,
) -> int:
    r"""Edit the terms of a ledger, or of a truce folder, in an editor.

    The editor is the one that VISUAL or EDITOR names. What it leaves is checked, and can be edited
    again where it is wrong; each verdict that changes is listed. A terminal asks for the reason.

    \b
    Example: xt terms edit --ledger nov2023.db --reason "extended by two days"
    """
    from exchange_tracker.cli.terms_editing import edit_terms  # start-up

    return edit_terms(correction)
