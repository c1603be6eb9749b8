"""The charts of the page, each with its numbers as a table, and the running totals."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from exchange_tracker.facts.entry import Entry
from exchange_tracker.facts.model import Obligation, Terms, values
from exchange_tracker.queries.chart import MOST, WEEK, Measured
from exchange_tracker.queries.totals import Total
from exchange_tracker.render.chart_model import Bar, Chart, Panel, Strip
from exchange_tracker.render.document import Tone
from exchange_tracker.render.page_parts import Drawing, PageCell, draw
from exchange_tracker.report.kind_words import kind_word
from exchange_tracker.report.page.day_words import DayWords
from exchange_tracker.report.page.matrix import ObligationTitle, obligation_title
from exchange_tracker.report.page.record_links import Notes
from exchange_tracker.report.phrases import headcount_words, releasing


class ObligationChart(NamedTuple):
    """An obligation drawn, and the same as a table with a row for each bar."""

    obligation: ObligationTitle
    drawing: Drawing
    caption: str
    rows: tuple[tuple[str, tuple[PageCell, ...]], ...]  # the bar's label, and the other cells
    sources: str  # who published the entries and the terms; blank where nobody is recorded


def obligation_charts(
    terms: Terms,
    measured: Sequence[Measured],
    chart: Chart,
    entries: Sequence[Entry],
    notes: Notes,
) -> tuple[ObligationChart, ...]:
    """Return a chart for each obligation of which a period has begun."""
    if not chart.panels:
        return ()
    return tuple(
        _obligation_chart(terms, place, chart, one.obligation, panel)._replace(
            sources=notes.publishers(_cited(one.obligation, entries))
        )
        for place, (one, panel) in enumerate(zip(measured, chart.panels, strict=True), 1)
    )


def _obligation_chart(
    terms: Terms, place: int, chart: Chart, obligation: Obligation, panel: Panel
) -> ObligationChart:
    description = "; ".join(f"{bar.label} {bar.who} {bar.words}" for bar in panel.bars)
    single = chart._replace(title=panel.title, description=description, panels=(panel,), strips=())
    rows = tuple((bar.label, _bar_cells(bar)) for bar in panel.bars)
    title = obligation_title(terms, obligation)
    caption = f"Chart {place} in numbers: {title.owed_by}: {title.title}"
    return ObligationChart(title, draw(single, f"chart-{place}"), caption, rows, "")


def _cited(obligation: Obligation, entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the sources of what is drawn: of the entries of its parties and kinds, and of its terms."""
    kinds = obligation.counts.kind
    for entry in entries:
        shared = set(values(entry.group.party)) & set(obligation.parties)
        if shared and (kinds is None or entry.release.kind in kinds):
            yield from values(entry.release.sources)
    yield from obligation.sources


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

    days: str
    cells: tuple[PageCell, ...]


class RunningTotals(NamedTuple):
    """The running totals drawn, and as a table with two columns for each group."""

    drawing: Drawing
    caption: str
    days: str  # what the first column is called
    groups: tuple[tuple[str, ...], ...]  # the party's name, the kind
    rows: tuple[TotalsRow, ...]
    scale: str  # whether the heights may be compared
    sources: str


def by_group(totals: Iterable[Total]) -> dict[Key, list[Total]]:
    """Return the running totals of each party and kind, in their order."""
    groups: dict[Key, list[Total]] = {}
    for total in totals:
        groups.setdefault((total.party, total.group), []).append(total)
    return groups


def running_totals(
    terms: Terms,
    chart: Chart,
    totals: Sequence[Total],
    entries: Sequence[Entry],
    notes: Notes,
    say: DayWords,
) -> RunningTotals | None:
    """Return the running totals by day or week; none where no entry lies in the truce's days."""
    groups = by_group(totals)
    if not groups:
        return None
    description = "; ".join(f"{strip.label}: {strip.words}" for strip in chart.strips)
    strips, scale = _scaled(chart.strips)
    single = chart._replace(
        title="Running totals", panels=(), strips=strips, description=description
    )
    dates = sorted({total.day for total in totals})
    weekly = len(dates) > MOST
    ends = list(_week_ends(dates)) if weekly else dates
    columns = (_column(group, ends) for group in groups.values())
    rows = _rows(ends, zip(*columns, strict=True), say, weekly=weekly)
    return RunningTotals(
        drawing=draw(single, "chart-totals"),
        caption=f"Running totals by {'week, each to the day named' if weekly else 'day'}",
        days="to" if weekly else "day",
        groups=tuple(
            (releasing(terms, party), *(kind_word(terms, kind) for kind in kinds))
            for party, kinds in groups
        ),
        rows=tuple(rows),
        scale=scale,
        sources=notes.publishers(id_ for e in entries for id_ in values(e.release.sources)),
    )


_MOST_APART = 20  # times: a strip that much lower than another would be a flat line


def _scaled(strips: Sequence[Strip]) -> tuple[tuple[Strip, ...], str]:
    """Return strips on one scale, if they count alike and none would be flat; and say which it is."""
    heights = [strip.most for strip in strips]
    if len(strips) <= 1:
        return tuple(strips), ""
    alike = len({strip.unit for strip in strips}) == 1
    if not alike or max(heights) > _MOST_APART * min(heights):
        return tuple(strips), "Each has a scale of its own: heights cannot be compared."
    scaled = tuple(strip._replace(scale=max(heights)) for strip in strips)
    return scaled, "All have one scale: heights can be compared."


class _Pair(NamedTuple):
    """The cells of one group in one row: people since the row before, and in all."""

    people: PageCell | None  # None: no entry of its party is recorded
    in_all: PageCell


def _rows(
    ends: Sequence[date], rows: Iterable[Sequence[_Pair]], say: DayWords, *, weekly: bool
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
        yield TotalsRow(say(first, last), tuple(cells))


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
