"""``xt statement``: parts beside their whole, on the command line or through claims."""

import re
from collections.abc import Sequence
from typing import Annotated

import typer

from exchange_tracker.cli import options
from exchange_tracker.cli.ledger_place import place_or_habit
from exchange_tracker.cli.option_groups import expand_groups
from exchange_tracker.cli.query import Answer, AnswerOptions, open_records
from exchange_tracker.errors import UsageError
from exchange_tracker.queries.claims import exit_code_of, select_sums
from exchange_tracker.queries.reconcile.claim_scope import Bound
from exchange_tracker.queries.reconcile.sums_of_claims import (
    Sum,
    SumFigure,
    sums,
)
from exchange_tracker.report.phrases import knowledge_facts
from exchange_tracker.report.statement import statement_document, statement_rows
from exchange_tracker.store.records import Records

app = typer.Typer(rich_markup_mode=None)

_FIGURE = r"(?:>=|<=|~)?\s*[0-9]{1,18}"
_ADDED = rf"{_FIGURE}(?:\s*\+\s*{_FIGURE})*"
_STATEMENT = re.compile(
    rf"\s*(?P<whole>{_ADDED})\s*"
    rf"(?:=\s*(?P<parts>{_ADDED})\s*)?"
    rf"(?P<included>(?:,?\s*including\s+{_FIGURE}\s*)*)",
    re.ASCII,
)


@app.command()
@expand_groups
def statement(
    *,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WHOLE = PART + PART… | ID…]", help="A sum, or claims."),
    ] = None,
    ledger: options.LedgerIfNeeded = options.LEDGER,
    as_of: options.AsOf = "",
    answer: AnswerOptions,
) -> int:
    r"""Set a published whole beside its parts; a sum on the command line needs no ledger.

    The whole may be a sum, too, as 251 + 4 = 160 + 8 + 30 + 51 + 6 says who is still held. A figure
    may have ~, >= or <= before it; "including" names a part that is at most the whole.
    Exits with 1 when something does not add up.

    \b
    Example: xt statement 105 = 75 + 3 + 24
    """
    text = " ".join(words or ())
    arithmetic = any(sign in text for sign in ("=", "+", " including "))
    if arithmetic:
        return _give(answer, _parsed(text))
    records = open_records(place_or_habit(ledger), as_of)
    return _give(answer, select_sums(records, words or ()), records)


def _give(answer: Answer, statements: Sequence[Sum], records: Records | None = None) -> int:
    """Give out sums; without ``records`` they are those of the command line."""
    if answer.form.for_programs:
        answer.rows(statement_rows(statements), records)
    else:
        moments = knowledge_facts(records.head) if records else []
        answer.document(statement_document(statements, moments))
    return exit_code_of(statements)


def _parsed(text: str) -> list[Sum]:
    match = _STATEMENT.fullmatch(text)
    if not match or not (match["parts"] or match["included"]):
        raise UsageError.one(
            "statement", f"{text!r} is not a sum", "write it like 105 = 75 + 3 + 24, including 80"
        )
    return list(sums(*(_figures(match[name]) for name in ("whole", "parts", "included"))))


def _figures(text: str | None) -> list[SumFigure]:
    return [_figure(each) for each in re.findall(_FIGURE, text or "")]


def _figure(text: str) -> SumFigure:
    digits = text.lstrip("><=~ \t")
    bound = text[: len(text) - len(digits)].strip()
    return SumFigure(int(digits), Bound(bound or "="))
