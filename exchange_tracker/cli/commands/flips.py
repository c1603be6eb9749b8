"""``xt flips``: which verdicts are different now. A desk's correction box."""

from collections import Counter
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.query import Answer, Query, open_ledger
from exchange_tracker.facts.model import Release
from exchange_tracker.judging.judge import judge
from exchange_tracker.judging.verdict import Verdict
from exchange_tracker.queries.flips import flips as compare
from exchange_tracker.queries.flips import touched, what_counts
from exchange_tracker.render import Format
from exchange_tracker.report.flips import flips_document, flips_rows
from exchange_tracker.report.phrases import moment_facts
from exchange_tracker.store.ledger.ledger import Ledger

app = typer.Typer(rich_markup_mode=None)


@app.command()
def flips(
    since: Annotated[
        str, typer.Option("--since", metavar="MOMENT|CHANGE", help="What was known then.")
    ],
    ledger: options.Ledger = options.LEDGER,
    at: options.At = "",
    as_of: options.AsOf = "",
    form: options.FormatOption = Format.TABLE,
    output: options.Output = None,
    raw: options.Raw = False,
) -> int:
    r"""List the verdicts that are different now, with the entries that made the difference.

    Both are judged at the same moment; only what was known differs.

    \b
    Example: xt flips --since 2023-12-01T09:00+02:00 --ledger nov2023.db
    """
    held = open_ledger(ledger, as_of)
    then = held.seen(since, "--since")
    moment = options.moment(at)
    now = Query(held, moment)
    found = list(
        compare(
            _verdicts(Query(then, moment)),
            _verdicts(now),
            held.terms.readings,
            touched(_entries(held, then), held.clock),
        )
    )
    answer = Answer(form, output, raw)
    if form.for_programs:
        answer.rows(flips_rows(found))
    else:
        said = moment_facts(now.terms, now.clock, moment, held.head)
        changed = held.terms_text != then.terms_text
        answer.document(flips_document(now.terms, found, said, terms_changed=changed))
    return 0


def _verdicts(query: Query) -> list[Verdict]:
    return judge(query.terms.readings, query.snapshot())


def _entries(now: Ledger, then: Ledger) -> list[Release]:
    """Return the versions of entries that count at one of two moments and not at the other."""
    number, _ = then.last
    last, _ = now.last
    written = f"written > ? AND {now.standing}"
    ended = f"{then.standing} AND superseded <= ?"
    versions = [
        *now.versions(Release, written, (number,)),
        *now.versions(Release, ended, (last,)),
    ]
    pairs = [(version.place, what_counts(entry)) for version, entry in versions]
    both = {pair for pair, some in Counter(pairs).items() if some > 1}
    return [entry for pair, (_, entry) in zip(pairs, versions, strict=True) if pair not in both]
