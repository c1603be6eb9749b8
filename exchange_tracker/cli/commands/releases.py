"""``xt releases``: the entries."""

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.query import Answer, ask, filters
from exchange_tracker.queries.releases import releases as select_releases
from exchange_tracker.render import Format
from exchange_tracker.report.phrases import moment_facts
from exchange_tracker.report.releases import releases_document, releases_rows

app = typer.Typer(rich_markup_mode=None)


@app.command()
def releases(
    ledger: options.Ledger = options.LEDGER,
    at: options.At = "",
    as_of: options.AsOf = "",
    party: options.Party = None,
    kind: options.Kind = None,
    category: options.Category = None,
    nationality: options.Nationality = None,
    basis: options.Basis = None,
    from_: options.From = "",
    to: options.To = "",
    names: options.Names = None,
    form: options.FormatOption = Format.TABLE,
    output: options.Output = None,
    raw: options.Raw = False,
) -> int:
    r"""List the entries that have happened, in the order in which they were first recorded.

    A blank day is shown as the truce day that the moment of release lies in, a blank basis as
    agreement; xt export gives both as they were written. The forms for programs have names of
    people unless --no-names leaves them blank; those for people have them with --names alone.

    \b
    Example: xt releases --ledger data/nov2023 --party hamas --nationality Thai
    """
    query = ask(ledger, at, as_of)
    shown = filters(
        query.terms,
        party=party,
        kind=kind,
        category=category,
        nationality=nationality,
        basis=basis,
        from_=from_,
        to=to,
    )
    entries = select_releases(query, shown)
    answer = Answer(form, output, raw)
    if form.for_programs:
        rows = entries if names is not False else (e._replace(person="") for e in entries)
        answer.rows(releases_rows(rows))
    else:
        said = moment_facts(query.terms, query.clock, query.at, query.records.head)
        answer.document(releases_document(query.terms, list(entries), said, names=bool(names)))
    return 0
