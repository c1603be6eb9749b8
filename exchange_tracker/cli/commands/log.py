"""``xt log`` and ``xt show``: what was changed, by whom, when and why."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.query import Answer, open_ledger
from exchange_tracker.errors import InvalidValue, UsageError
from exchange_tracker.parse.cells import known_moment
from exchange_tracker.render import Format
from exchange_tracker.report.history import (
    log_document,
    log_rows,
    nameless,
    unnamed,
    versions_document,
    versions_rows,
)
from exchange_tracker.store.ledger.change_log import (
    Operation,
    changes,
    counts,
    operations,
    redactions_of,
    touching,
    versions_of,
)
from exchange_tracker.store.ledger.ledger import Ledger

app = typer.Typer(rich_markup_mode=None)
show_app = typer.Typer(rich_markup_mode=None)


@app.command()
def log(
    ledger: options.Ledger = options.LEDGER,
    patch: Annotated[
        bool, typer.Option("-p", "--patch", help="Show the cells before and after, too.")
    ] = False,
    entry: Annotated[
        str, typer.Option("--entry", metavar="ID", help="Only changes to this entry.")
    ] = "",
    author: Annotated[
        str, typer.Option("--author", metavar="NAME", help="Only changes of this author.")
    ] = "",
    since: Annotated[str, typer.Option("--since", metavar="MOMENT", help="Only from then.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="MOMENT", help="Only until then.")] = "",
    as_of: options.AsOf = "",
    names: options.Names = None,
    form: options.FormatOption = Format.TABLE,
    output: options.Output = None,
    raw: options.Raw = False,
) -> int:
    r"""List the changes, the latest first.

    \b
    Example: xt log -p --entry n03 --ledger nov2023.db
    """
    held = open_ledger(ledger, as_of)
    first, last = _moment(since, "--since"), _moment(until, "--until")
    named = touching(held, entry) if entry else None
    found = [
        change
        for change in changes(held)
        if (named is None or change.number in named)
        and (not author or change.author == author)
        and (first is None or datetime.fromisoformat(change.moment) >= first)
        and (last is None or datetime.fromisoformat(change.moment) <= last)
    ]
    found.reverse()
    answer = Answer(form, output, raw)
    if form.for_programs:
        answer.rows(log_rows(found, counts(held)))
    else:
        told = {c.number: list(_told(held, c.number, entry)) for c in found} if patch else {}
        if names is False:
            told = {number: list(map(nameless, some)) for number, some in told.items()}
        answer.document(log_document(found, counts(held), told))
    return 0


def _told(held: Ledger, number: int, entry: str) -> Iterator[Operation]:
    """Return what a change did, or what of it was done to one entry."""
    return (done for done in operations(held, number) if not entry or done.id == entry)


def _moment(given: str, option: str) -> datetime | None:
    if not given:
        return None
    try:
        return known_moment(given)
    except InvalidValue as unfit:
        raise UsageError.one(option, unfit.what, unfit.fix) from None


@show_app.command()
def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The entry, claim or source.")],
    ledger: options.Ledger = options.LEDGER,
    as_of: options.AsOf = "",
    names: options.Names = None,
    form: options.FormatOption = Format.TABLE,
    output: options.Output = None,
    raw: options.Raw = False,
) -> int:
    r"""Show an entry, a claim or a source with all its versions.

    \b
    Example: xt show n03 --ledger nov2023.db
    """
    held = open_ledger(ledger, as_of)
    found = versions_of(held, id_)
    if not found:
        raise UsageError.one(
            "ID", f"there is no {id_!r} in the ledger", "look it up with xt releases"
        )
    if names is False:
        found = [(version, unnamed(fact)) for version, fact in found]
    answer = Answer(form, output, raw)
    if form.for_programs:
        answer.rows(versions_rows(found))
    else:
        recorded = {change.number: change for change in changes(held)}
        erased = [recorded[number] for number in redactions_of(held, id_)]
        answer.document(versions_document(id_, found, recorded, erased))
    return 0
