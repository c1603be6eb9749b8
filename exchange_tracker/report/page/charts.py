"""The charts of the page, each with its numbers as a table, and the running totals."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from exchange_tracker.facts.model import Terms
from exchange_tracker.queries.chart import MOST, WEEK, Measured
from exchange_tracker.queries.totals import Total
from exchange_tracker.render import svg
from exchange_tracker.render.chart_model import Bar, Chart, Panel
from exchange_tracker.render.document import Tone
from exchange_tracker.render.html_markup import (
    Markup,
    cell,
    element,
    head,
    joined,
    name,
    scrolled,
    table,
)
from exchange_tracker.report.page.matrix import title_of
from exchange_tracker.report.page.record_links import dates
from exchange_tracker.report.phrases import numbered

_NUMBERS = ("counts", "credited", "missing", "does not count", "due")


def charts(terms: Terms, measured: Sequence[Measured], chart: Chart) -> Markup:
    """Return a figure for each obligation, with the key to all of them."""
    if not chart.panels:
        return element("p", "No period has begun.")
    titles = (title_of(terms, each) for each in measured)
    numbered_ = enumerate(zip(titles, chart.panels, strict=True), 1)
    return joined([_key(), *(_panel(place, chart, *each) for place, each in numbered_)])


def _key() -> Markup:
    items = (
        element("li", Markup(svg.key_sample(kind, f"key-{kind}")), " ", said)
        for kind, said in svg.KEY
    )
    return element("ul", *items, class_="key")


def _panel(place: int, chart: Chart, title: Markup, panel: Panel) -> Markup:
    described = "; ".join(f"{bar.label} {bar.who} {bar.words}" for bar in panel.bars)
    only = chart._replace(title=panel.title, description=described, panels=(panel,), strips=())
    header = ("days", "readings", *_NUMBERS, "in words")
    numbers = table(f"{panel.title}, in numbers", header, map(_bar, panel.bars), range(2, 7))
    return element(
        "figure",
        element("figcaption", title),
        _drawn(only, f"chart-{place}"),
        element("details", element("summary", "The same as a table"), numbers),
    )


def _drawn(only: Chart, id_: str) -> Markup:
    drawn = (svg.figure(only, id_), svg.narrow(only, f"{id_}-narrow"))
    return scrolled(f"Chart: {only.title}", *map(Markup, drawn))


def _bar(bar: Bar) -> list[Markup]:
    numbers = (bar.counted, bar.credited, bar.missing, bar.beside, bar.due)
    return [
        head(bar.label),
        cell(bar.who or "all that judge it"),
        *(cell(f"{number:,}", number=True) for number in numbers),
        cell(bar.words, bar.tone),
    ]


# --------------------------------------------------------------------------------- totals

Key = tuple[str, tuple[str, ...]]
_NONE = cell("no record", Tone.UNKNOWN, number=True)


def by_group(totals: Iterable[Total]) -> dict[Key, list[Total]]:
    """Bring together the running totals of each party and kind."""
    found: dict[Key, list[Total]] = {}
    for total in totals:
        found.setdefault((total.party, total.group), []).append(total)
    return found


def running_totals(terms: Terms, chart: Chart, totals: Sequence[Total]) -> Markup:
    """Return the running totals drawn, and as a table with a row for each day or week."""
    groups = by_group(totals)
    if not groups:
        return element("p", "No entry lies in the truce's days.")
    said = "; ".join(f"{strip.label}: {strip.words}" for strip in chart.strips)
    only = chart._replace(title="Running totals", panels=(), description=said)
    every = sorted({total.day for total in totals})
    weekly = len(every) > MOST
    names = (
        joined(map(name, [terms.parties.get(party, party), *group]), ", ")
        for party, group in groups
    )
    header = ("to" if weekly else "day", *(text for each in names for text in (each, "in all")))
    by = "Running totals by week, each to the day named" if weekly else "Running totals by day"
    shown = list(_week_ends(every)) if weekly else every
    columns = (_column(some, shown) for some in groups.values())
    rows = _rows(shown, zip(*columns, strict=True), apart=weekly)
    made = table(by, header, rows, range(1, len(header)))
    return joined([element("figure", _drawn(only, "chart-totals")), made])


class _Pair(NamedTuple):
    """The cells of one group in one row: people since the row before, and in all."""

    people: Markup | None  # None: no entry of its party is recorded
    in_all: Markup


def _rows(
    shown: Sequence[date], rows: Iterable[Sequence[_Pair]], *, apart: bool
) -> Iterator[list[Markup]]:
    """Yield the rows; days in a row on which nobody recorded anything share one, if not ``apart``."""

    def run(found: tuple[date, Sequence[_Pair]]) -> date | None:
        quiet = all(pair.people is None for pair in found[1])
        return None if quiet and not apart else found[0]

    for _, alike in groupby(zip(shown, rows, strict=True), key=run):
        some = list(alike)
        first, row = some[0]
        cells = (each for pair in row for each in (pair.people or _NONE, pair.in_all))
        yield [head(dates(first, some[-1][0])), *cells]


def _week_ends(every: Sequence[date]) -> Iterator[date]:
    for day in every:
        if (day - every[0]).days % WEEK == WEEK - 1 or day == every[-1]:
            yield day


def _column(totals: Iterable[Total], shown: Iterable[date]) -> Iterator[_Pair]:
    ends = iter(shown)
    end = next(ends, None)
    since: list[Total] = []
    for total in totals:
        since.append(total)
        if total.day == end:
            yield _Pair(_people(since), cell(in_all(total), number=True))
            since, end = [], next(ends, None)


def _people(totals: Iterable[Total]) -> Markup | None:
    recorded = [total for total in totals if total.count is not None]
    if not recorded:
        return None
    people = sum(total.count or 0 for total in recorded)
    return cell(_said(people, sum(total.undisclosed for total in recorded)), number=True)


def in_all(total: Total) -> str:
    """Say what a running total has come to."""
    return _said(total.running_total, total.running_undisclosed)


def _said(people: int, undisclosed: int) -> str:
    more = f" and {numbered(undisclosed, 'entry', 'entries')} without a number"
    return f"{people:,}{more if undisclosed else ''}"
