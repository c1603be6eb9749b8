"""``xt log`` and ``xt show``: what was changed, by whom, when and why."""

from datetime import datetime
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.moment_options import since as from_moment
from exchange_tracker.cli.moment_options import until as to_moment
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.query import AnswerOptions, LedgerOptions, open_ledger
from exchange_tracker.cli.recorded_words import WordSource
from exchange_tracker.errors import UsageError
from exchange_tracker.report.history import (
    log_rows,
    nameless,
    nameless_versions,
    unnamed,
    versions_document,
    versions_rows,
)
from exchange_tracker.report.log import Doing, log_document, log_lines
from exchange_tracker.report.phrases import knowledge_facts
from exchange_tracker.store.ledger.change_log import (
    Operation,
    changes,
    counts,
    first_ids,
    operations,
    redactions_of,
    terms_set,
    touching,
    versions_of,
)
from exchange_tracker.store.ledger.ledger import Ledger

app = typer.Typer(rich_markup_mode=None)
show_app = typer.Typer(rich_markup_mode=None)

MOST_IDS = 5  # named of what a change did
MOST_IN_A_ROW = 2


@app.command()
@expand_groups
def log(
    *,
    ledger: options.Ledger = options.LEDGER,
    patch: Annotated[
        bool, typer.Option("-p", "--patch", help="Show the cells before and after, too.")
    ] = False,
    oneline: Annotated[
        bool, typer.Option("--oneline", help="Short, in a table: a row for each change.")
    ] = False,
    entry: Annotated[
        str,
        typer.Option("--entry", metavar="ID", help="Only changes to this entry."),
        WordSource.IDS,
    ] = "",
    author: Annotated[
        str, typer.Option("--author", metavar="NAME", help="Only changes of this author.")
    ] = "",
    since: Annotated[
        str,
        typer.Option("--since", metavar="MOMENT", help="Only from then, or the start of that day."),
    ] = "",
    until: Annotated[
        str,
        typer.Option("--until", metavar="MOMENT", help="Only until then, or the end of that day."),
    ] = "",
    as_of: options.AsOf = "",
    names: options.Names = None,
    answer: AnswerOptions,
) -> int:
    r"""List the changes, the latest first.

    Each says what it did, and to which entries, movements, claims and sources. With -p, names of people are
    shown with --names alone.

    \b
    Example: xt log -p --entry n03 --ledger nov2023.db
    """
    if patch and oneline:
        raise UsageError.one(
            "--oneline", "with -p there is more than a line", "leave one of them out"
        )
    history = open_ledger(ledger, as_of)
    first = from_moment(since, "--since", history.clock) if since else None
    last = to_moment(until, "--until", history.clock) if until else None
    numbers = touching(history, entry) if entry else None
    selection = [
        change
        for change in changes(history)
        if (numbers is None or change.number in numbers)
        and (not author or change.author == author)
        and (first is None or datetime.fromisoformat(change.moment) >= first)
        and (last is None or datetime.fromisoformat(change.moment) <= last)
    ]
    selection.reverse()
    if answer.form.for_programs:
        answer.rows(log_rows(selection, counts(history)), history)
        return 0
    facts = knowledge_facts(history.head)
    chosen = [change.number for change in selection]
    doing = Doing(
        counts(history), first_ids(history, chosen, MOST_IN_A_ROW if oneline else MOST_IDS)
    )
    if oneline:
        answer.document(log_lines(selection, doing, facts))
        return 0
    changed = chosen if patch else []
    steps = {number: _operations(history, number, entry) for number in changed}
    if not names:
        steps = {number: list(map(nameless, entries)) for number, entries in steps.items()}
    terms = {number: set_ for number in changed if (set_ := terms_set(history, number))}
    answer.document(log_document(selection, doing, steps, {} if entry else terms, facts))
    return 0


def _operations(ledger: Ledger, number: int, entry: str) -> list[Operation]:
    """Return what a change did, or what of it was done to one entry."""
    return [step for step in operations(ledger, number) if not entry or step.id == entry]


@show_app.command()
@expand_groups
def show(
    *,
    id_: Annotated[
        str,
        typer.Argument(metavar="ID", help="The entry, movement, claim or source."),
        WordSource.IDS,
    ],
    ledger: LedgerOptions,
    names: options.Names = None,
    answer: AnswerOptions,
) -> int:
    r"""Show an entry, a movement, a claim or a source with all its versions.

    The forms for programs have names of people unless --no-names leaves them blank; those for
    people have them with --names alone, and else only say that there are some.

    \b
    Example: xt show n03 --ledger nov2023.db
    """
    versions = versions_of(ledger, id_)
    if not versions:
        raise UsageError.one(
            "ID", f"there is no {id_!r} in the ledger", "look it up with xt releases"
        )
    if answer.form.for_programs:
        blank = names is False
        rows = [(version, unnamed(fact) if blank else fact) for version, fact in versions]
        answer.rows(versions_rows(rows), ledger)
    else:
        recorded = {change.number: change for change in changes(ledger)}
        erased = [recorded[number] for number in redactions_of(ledger, id_)]
        shown = versions if names else nameless_versions(versions)
        facts = knowledge_facts(ledger.head)
        answer.document(versions_document(id_, shown, recorded, erased, facts))
    return 0
