"""Two ledgers or folders told apart: rows for programs, tables for people."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, assert_never

from exchange_tracker.facts.entry import with_defaults
from exchange_tracker.facts.model import columns
from exchange_tracker.facts.truce_day import day_cell
from exchange_tracker.judging.verdict import Verdict
from exchange_tracker.queries.diff import Diff, Difference, How
from exchange_tracker.render.document import (
    Block,
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Table,
    Tone,
)
from exchange_tracker.render.row_forms import Rows, Value
from exchange_tracker.report.history import hide_names, summary
from exchange_tracker.report.log import terms_difference
from exchange_tracker.report.phrases import days, known_from, numbered
from exchange_tracker.report.status_words import standing_cell
from exchange_tracker.store.ledger.change_log import TermsSet
from exchange_tracker.store.ledger.schema import KINDS, TERMS
from exchange_tracker.store.records import Records

COLUMNS = (
    *("table", "difference", "id", "other_id", "reading", "from", "to"),
    *("column", "first", "second"),
)
VERDICTS = "verdicts"
_NUMBERS = ("required", "brought", "delivered", "credit_used", "shortfall", "surplus", "carried")


class Side(NamedTuple):
    """One of the two, by the name under which it was asked for."""

    name: str
    records: Records


def diff_rows(difference: Diff, first: Side, second: Side) -> Rows:
    """Return a row for each cell that differs, and for each fact and verdict of one side alone."""
    rows = [row for each in difference.facts for row in _fact_rows(each, first, second)]
    if difference.terms_differ:
        rows.append((TERMS, How.DIFFERS.value, *[None] * (len(COLUMNS) - 2)))
    rows += [row for pair in difference.verdicts for row in _verdict_rows(*pair)]
    return Rows(COLUMNS, rows)


def _fact_rows(each: Difference, first: Side, second: Side) -> Iterator[tuple[Value, ...]]:
    other = each.second.id if each.how is How.OTHER_ID and each.second else None
    head = (KINDS[type(each.fact)], each.how.value, each.fact.id, other, None, None, None)
    if each.first is None or each.second is None:
        words = [summary(fact) if fact else None for fact in (each.first, each.second)]
        yield *head, None, *words
        return
    cells = _cells(each, first, second)
    for column, one, two in cells:
        yield *head, column, one or None, two or None
    if not cells:
        yield *head, None, None, None


def _cells(each: Difference, first: Side, second: Side) -> list[tuple[str, str, str]]:
    """Return the columns in which a fact of both sides differs, without names of people."""
    assert each.first is not None and each.second is not None  # noqa: S101, PT018 - asked for such alone
    one = with_defaults(each.first, first.records.terms)
    two = with_defaults(each.second, second.records.terms)
    names = columns(type(one))
    pairs = zip(names, *hide_names(one, two), strict=True)
    return [(name, a, b) for name, a, b in pairs if a != b and name != "id"]


def _verdict_rows(one: Verdict | None, two: Verdict | None) -> Iterator[tuple[Value, ...]]:
    verdict = one or two
    if verdict is None:
        return
    how = How.DIFFERS if one and two else How.FIRST if one else How.SECOND
    ends = day_cell(verdict.first), day_cell(verdict.last)
    head = (VERDICTS, how.value, verdict.obligation, None, verdict.reading, *ends)
    before, after = _values(one), _values(two)
    for name in before or after:
        if (a := before.get(name)) != (b := after.get(name)):
            yield *head, name, a, b


def _values(verdict: Verdict | None) -> dict[str, Value]:
    """Return the status and the numbers of a verdict; of one that has not begun what it asks for alone."""
    if verdict is None:
        return {}
    names = _NUMBERS if verdict.status.has_numbers else _NUMBERS[:1]
    return {"status": verdict.status.value, **{name: getattr(verdict, name) for name in names}}


def diff_document(difference: Diff, first: Side, second: Side, judged_at: str) -> Document:
    """Return what differs for people; ``judged_at`` is the moment, in words."""
    moments = (
        *(
            Fact(label, Cell(f"{side.name}, {known_from(side.records.head)}"))
            for label, side in (("first", first), ("second", second))
        ),
        Fact("judged at", Cell(judged_at)),
    )
    blocks: list[Block] = [Heading(_title(difference)), Facts(moments)]
    for kind, table in KINDS.items():
        some = [each for each in difference.facts if type(each.fact) is kind]
        if some:
            blocks.append(_facts_table(table, some, first, second))
    if difference.terms_differ:
        texts = TermsSet(first.records.terms_text, second.records.terms_text)
        blocks += [Heading("Terms"), terms_difference(texts)]
    if difference.verdicts:
        blocks.append(_verdicts_table(difference.verdicts))
    return tuple(blocks)


def _title(difference: Diff) -> str:
    if not difference.exit_code:
        return "No difference"
    facts, verdicts = len(difference.facts), len(difference.verdicts)
    terms = ["other terms"] if difference.terms_differ else []
    words = [
        *(
            [numbered(facts, "difference in what is recorded", "differences in what is recorded")]
            if facts
            else []
        ),
        *terms,
        numbered(verdicts, "other verdict", "other verdicts") if verdicts else "no other verdict",
    ]
    return ", ".join(words)


def _facts_table(table: str, some: Sequence[Difference], first: Side, second: Side) -> Table:
    return Table(
        title=table.capitalize(),
        header=("id", "first", "second"),
        rows=tuple(_fact_line(each, first, second) for each in some),
    )


def _fact_line(each: Difference, first: Side, second: Side) -> tuple[Cell, ...]:
    nothing = Cell("not there", Tone.FAINT)
    match each.how:
        case How.FIRST:
            return Cell(each.fact.id), Cell(summary(each.fact)), nothing
        case How.SECOND:
            return Cell(each.fact.id), nothing, Cell(summary(each.fact))
        case How.DIFFERS | How.OTHER_ID:
            cells = _cells(each, first, second)
            ones, twos = (
                "; ".join(f"{cell[0]}: {cell[place] or '(blank)'}" for cell in cells)
                for place in (1, 2)
            )
            if each.how is How.DIFFERS or each.second is None:
                return Cell(each.fact.id), Cell(ones), Cell(twos)
            same = summary(each.fact)
            both = f"{each.fact.id} / {each.second.id}"
            return Cell(both), Cell(ones or same), Cell(twos or same)
        case _:
            assert_never(each.how)


def _verdicts_table(verdicts: Sequence[tuple[Verdict | None, Verdict | None]]) -> Table:
    return Table(
        title="Verdicts",
        header=("obligation", "truce days", "reading", "first", "second"),
        rows=tuple(
            (
                Cell(verdict.obligation),
                Cell(days(verdict.first, verdict.last)),
                Cell(verdict.reading),
                *(
                    standing_cell(each) if each else Cell("not judged", Tone.FAINT)
                    for each in (one, two)
                ),
            )
            for one, two in verdicts
            if (verdict := one or two)
        ),
    )
