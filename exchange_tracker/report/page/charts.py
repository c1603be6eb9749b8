"""The charts of the page, each with its numbers as a table, and the running totals."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from exchange_tracker.facts.model import Terms
from exchange_tracker.queries.chart import MOST, WEEK, Measured
from exchange_tracker.queries.totals import Total
from exchange_tracker.render.chart_model import Bar, Chart, Panel
from exchange_tracker.render.document import Tone
from exchange_tracker.render.page_parts import Drawing, PageCell, draw
from exchange_tracker.report.kind_words import kind_word
from exchange_tracker.report.page.matrix import ObligationTitle, obligation_title
from exchange_tracker.report.page.record_links import Days, days
from exchange_tracker.report.phrases import headcount_words, releasing


class ObligationChart(NamedTuple):
    """An obligation drawn, and the same as a table with a row for each bar."""

    obligation: ObligationTitle
    drawing: Drawing
    caption: str
    rows: tuple[tuple[str, tuple[PageCell, ...]], ...]  # the bar's label, and the other cells


def obligation_charts(
    terms: Terms, measured: Sequence[Measured], chart: Chart
) -> tuple[ObligationChart, ...]:
    """Return a chart for each obligation of which a period has begun."""
    if not chart.panels:
        return ()
    titles = (obligation_title(terms, each.obligation) for each in measured)
    return tuple(
        _obligation_chart(place, chart, title, panel)
        for place, (title, panel) in enumerate(zip(titles, chart.panels, strict=True), 1)
    )


def _obligation_chart(
    place: int, chart: Chart, title: ObligationTitle, panel: Panel
) -> ObligationChart:
    description = "; ".join(f"{bar.label} {bar.who} {bar.words}" for bar in panel.bars)
    single = chart._replace(title=panel.title, description=description, panels=(panel,), strips=())
    rows = tuple((bar.label, _bar_cells(bar)) for bar in panel.bars)
    return ObligationChart(
        title, draw(single, f"chart-{place}"), f"{panel.title}, in numbers", rows
    )


def _bar_cells(bar: Bar) -> tuple[PageCell, ...]:
    numbers = (bar.counted, bar.credited, bar.missing, bar.beside)
    due = "not agreed" if bar.due is None else f"{bar.due:,}"
    return (
        PageCell(bar.who or "all that judge it"),
        *(PageCell(f"{number:,}", number=True) for number in numbers),
        PageCell(due, number=True),
        PageCell(bar.words, bar.tone),
    )


# --------------------------------------------------------------------------------- totals

Key = tuple[str, tuple[str, ...]]
_NO_RECORD = PageCell("no record", Tone.UNKNOWN, number=True)


class TotalsRow(NamedTuple):
    """Two cells for each group: people since the row before, and in all."""

    days: Days
    cells: tuple[PageCell, ...]


class RunningTotals(NamedTuple):
    """The running totals drawn, and as a table with two columns for each group."""

    drawing: Drawing
    caption: str
    days: str  # what the first column is called
    groups: tuple[tuple[str, ...], ...]  # the party's name, the kind
    rows: tuple[TotalsRow, ...]


def by_group(totals: Iterable[Total]) -> dict[Key, list[Total]]:
    """Return the running totals of each party and kind, in their order."""
    groups: dict[Key, list[Total]] = {}
    for total in totals:
        groups.setdefault((total.party, total.group), []).append(total)
    return groups


def running_totals(terms: Terms, chart: Chart, totals: Sequence[Total]) -> RunningTotals | None:
    """Return the running totals by day or week; none where no entry lies in the truce's days."""
    groups = by_group(totals)
    if not groups:
        return None
    description = "; ".join(f"{strip.label}: {strip.words}" for strip in chart.strips)
    single = chart._replace(title=chart.strips_title, panels=(), description=description)
    dates = sorted({total.day for total in totals})
    weekly = len(dates) > MOST
    ends = list(_week_ends(dates)) if weekly else dates
    columns = (_column(group, ends) for group in groups.values())
    rows = _rows(ends, zip(*columns, strict=True), weekly=weekly)
    return RunningTotals(
        drawing=draw(single, "chart-totals"),
        caption=f"Running totals by {'week, each to the day named' if weekly else 'day'}",
        days="to" if weekly else "day",
        groups=tuple(
            (releasing(terms, party), *(kind_word(terms, kind) for kind in kinds))
            for party, kinds in groups
        ),
        rows=tuple(rows),
    )


class _Pair(NamedTuple):
    """The cells of one group in one row: people since the row before, and in all."""

    people: PageCell | None  # None: no entry of its party is recorded
    in_all: PageCell


def _rows(
    ends: Sequence[date], rows: Iterable[Sequence[_Pair]], *, weekly: bool
) -> Iterator[TotalsRow]:
    """Yield the rows; days or weeks in a row on which nobody recorded anything share one.

    A row of weeks is named by the last day that it runs to.
    """

    def run(dated_row: tuple[date, Sequence[_Pair]]) -> date | None:
        quiet = all(pair.people is None for pair in dated_row[1])
        return None if quiet else dated_row[0]

    for _, same in groupby(zip(ends, rows, strict=True), key=run):
        dated_rows = list(same)
        last, row = dated_rows[-1]
        first = last if weekly else dated_rows[0][0]
        cells = (cell for pair in row for cell in (pair.people or _NO_RECORD, pair.in_all))
        yield TotalsRow(days(first, last), tuple(cells))


def _week_ends(dates: Sequence[date]) -> Iterator[date]:
    for day in dates:
        if (day - dates[0]).days % WEEK == WEEK - 1 or day == dates[-1]:
            yield day


def _column(totals: Iterable[Total], ends: Iterable[date]) -> Iterator[_Pair]:
    remaining = iter(ends)
    end = next(remaining, None)
    since: list[Total] = []
    for total in totals:
        since.append(total)
        if total.day == end:
            yield _Pair(_people_cell(since), PageCell(in_all(total), number=True))
            since, end = [], next(remaining, None)


def _people_cell(totals: Iterable[Total]) -> PageCell | None:
    recorded = [total for total in totals if total.count is not None]
    if not recorded:
        return None
    people = sum(total.count or 0 for total in recorded)
    undisclosed = sum(total.undisclosed for total in recorded)
    return PageCell(headcount_words(people, undisclosed), number=True)


def in_all(total: Total) -> str:
    """Return in words what a running total has come to."""
    return headcount_words(total.running_total, total.running_undisclosed)
