"""Running totals: rows for programs, a table for people."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from exchange_tracker.facts.figures import Figure
from exchange_tracker.facts.kind import KindWords
from exchange_tracker.facts.model import Terms
from exchange_tracker.queries.chart import MOST
from exchange_tracker.queries.stretches import Step, Stretch, stretches
from exchange_tracker.queries.totals import RangeTotals, Total
from exchange_tracker.render.document import (
    Block,
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Table,
    Tone,
)
from exchange_tracker.render.row_forms import Rows, Value
from exchange_tracker.report.kind_words import (
    PEOPLE,
    count_header,
    counted,
    kind_word,
    noun_of_kind,
)
from exchange_tracker.report.phrases import (
    days,
    joined,
    name_list,
    numbered,
    open_number,
    releasing,
    short_days,
)

_NUMBERS = ("count", "running_total", "undisclosed", "running_undisclosed")

MOST_SPANS = 20  # in one sentence
_BY_WEEK = "By week of the truce; --by day gives a row for each day, --by month for each month."
_OPEN = "?: the number was not disclosed. 12+: at least so many, the full number was not disclosed."


def totals_rows(columns: Sequence[str], totals: Iterable[Total]) -> Rows:
    """Return the totals day by day as rows for programs."""
    rows = ((total.day.isoformat(), *_cells(total)) for total in totals)
    return Rows(("day", "party", *columns, *_NUMBERS), rows)


def stretch_rows(columns: Sequence[str], totals: Iterable[Stretch]) -> Rows:
    """Return the totals of several days each as rows for programs."""
    rows = (
        (each.first.isoformat(), each.last.isoformat(), *_cells(total))
        for each in totals
        for total in each.totals
    )
    return Rows(("from", "to", "party", *columns, *_NUMBERS), rows)


def _cells(total: Total) -> tuple[Value, ...]:
    return (
        total.party,
        *total.group,
        total.count,
        total.running_total,
        total.undisclosed,
        total.running_undisclosed,
    )


def totals_document(
    terms: Terms, range_totals: RangeTotals, moments: Sequence[Fact], step: Step | None = None
) -> Document:
    """Return the totals as a table for people, and say what lies outside the range.

    Without a step they are by the day, or by the week where there are too many days for a row each.
    """
    blocks: list[Block] = [Heading(terms.title), Facts(tuple(moments))]
    totals, columns = list(range_totals.inside), range_totals.columns
    if totals:
        chosen = step or (Step.WEEK if _is_long(totals) else Step.DAY)
        parts = list(stretches(totals, chosen, terms.first_day))
        numbers = range(2 + len(columns), 4 + len(columns))
        count = count_header(terms, (total.thing for total in totals if total.thing))
        table = Table(
            header=(_days_header(chosen), "party", *columns, count, "running total"),
            rows=tuple(_rows(terms, columns, parts)),
            right=frozenset(numbers),
            caption=_OPEN if any(total.running_undisclosed for total in totals) else "",
        )
        blocks.append(table)
        if chosen is not step and chosen is not Step.DAY:
            blocks.append(Paragraph(_BY_WEEK))
    else:
        blocks.append(Paragraph("No entry lies in the range."))
    if range_totals.sometime:
        blocks.append(Paragraph(_sometime(range_totals.sometime)))
    if range_totals.outside:
        blocks.append(Paragraph(_outside(terms, range_totals.outside)))
    return tuple(blocks)


def _days_header(step: Step) -> str:
    return "truce day" if step is Step.DAY else "truce days"


def _rows(
    terms: Terms, columns: Sequence[str], parts: Iterable[Stretch]
) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows; days in a row on which nobody recorded anything share a line.

    Where they come first, how many it had been before them must be said all the same.
    """
    is_first = True
    for quiet, same in groupby(parts, key=lambda each: each.is_quiet):
        run = list(same)
        many = run[0].first < run[-1].last
        if quiet and many and not (is_first and any(map(_has_number, run[-1].totals))):
            blanks = [Cell("")] * (3 + len(columns))
            yield (Cell(_quiet_words(run[0].first, run[-1].last), Tone.UNKNOWN), *blanks)
        else:
            shown = [run[-1]._replace(first=run[0].first)] if quiet else run
            yield from (row for each in shown for row in _stretch(terms, columns, each))
        is_first = False


def _stretch(terms: Terms, columns: Sequence[str], part: Stretch) -> Iterator[tuple[Cell, ...]]:
    when = short_days(part.first, part.last)
    return (_row(terms, columns, total, when) for total in part.totals)


def _has_number(total: Total) -> bool:
    return total.running_total > 0 or total.running_undisclosed > 0


def _quiet_words(first: date, last: date) -> str:
    """Say when and for how long nobody recorded anything: ``12 days without a record``."""
    many = numbered((last - first).days + 1, "day", "days")
    return f"{days(first, last)}: {many} without a record"


def _is_long(totals: Sequence[Total]) -> bool:
    """Return whether there are too many days for a line each."""
    return (totals[-1].day - totals[0].day).days + 1 > MOST


def _row(terms: Terms, columns: Sequence[str], total: Total, when: str) -> tuple[Cell, ...]:
    cells = zip(columns, total.group, strict=True)
    return (
        Cell(when),
        Cell(releasing(terms, total.party)),
        *(_group_cell(terms, column, value) for column, value in cells),
        _count(terms, total),
        _number(terms, total, total.running_total, total.running_undisclosed),
    )


def _group_cell(terms: Terms, column: str, value: str) -> Cell:
    if not value:
        return Cell("not said", Tone.FAINT)
    return Cell(kind_word(terms, value) if column == "kind" else value)


def _count(terms: Terms, total: Total) -> Cell:
    """Say what a day brought: no record is not zero, and an undisclosed number is neither."""
    if total.count is None:
        return Cell("no record", Tone.UNKNOWN)
    return _number(terms, total, total.count, total.undisclosed)


def _number(terms: Terms, total: Total, count: int, undisclosed: int) -> Cell:
    """Return a number of people, or of things in their own word."""
    number = open_number(count, is_open=undisclosed > 0)
    noun = kind_word(terms, total.thing, count) if total.thing else ""
    return Cell(f"{number} {noun}".rstrip())


def _sometime(figures: Iterable[Figure]) -> str:
    """Name the days that entries stand on without it being known that they happened on them."""
    entries: dict[tuple[date, date], int] = {}
    for figure in figures:
        span = figure.first or figure.day, figure.day
        entries[span] = entries.get(span, 0) + figure.entries
    spans = [
        f"{numbered(number, 'entry', 'entries')} some time from {days(*span)}"
        for span, number in sorted(entries.items())
    ]
    listed = name_list(spans[:MOST_SPANS], len(spans) - MOST_SPANS)
    return f"What happened on one of several days stands on the last of them: {listed}."


def _outside(terms: Terms, figures: Sequence[Figure]) -> str:
    """Say how many lie outside the range; people and each thing apart."""
    nouns: dict[KindWords, list[Figure]] = {}
    for figure in figures:
        nouns.setdefault(noun_of_kind(terms, figure.group.kind), []).append(figure)
    people_first = sorted(nouns.items(), key=lambda item: item[0] != PEOPLE)
    whom = joined([_outsiders(*each) for each in people_first], "and")
    entries = numbered(sum(figure.entries for figure in figures), "entry", "entries")
    one = len(nouns) == 1 and sum(figure.people for figure in figures) == 1
    lie, are = ("lies", "is") if one else ("lie", "are")
    return f"{whom} in {entries} {lie} outside these days and {are} not in the totals."


def _outsiders(noun: KindWords, figures: Sequence[Figure]) -> str:
    is_open = any(figure.undisclosed for figure in figures)
    return counted(noun, sum(figure.people for figure in figures), is_open=is_open)
