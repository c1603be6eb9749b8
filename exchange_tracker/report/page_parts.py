"""The parts of the page that are about what was due: the matrix, the charts, the totals."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from exchange_tracker.bars import MOST, WEEK, Length, Measured
from exchange_tracker.model import Reading, Terms
from exchange_tracker.render import svg
from exchange_tracker.render.chart import Bar, Chart, Panel, Strip
from exchange_tracker.render.document import Tone
from exchange_tracker.render.markup import Markup, cell, element, head, joined, name, table
from exchange_tracker.report.check import TONES, standing_words
from exchange_tracker.report.words import days, numbered, parties
from exchange_tracker.totals import Total
from exchange_tracker.truce_day import DAY
from exchange_tracker.verdict import KEPT, Standing, Status, Verdict, by_period, standing

_DISPUTED = element("abbr", "≠", title="the readings disagree on this period")
_STANDINGS = {
    Standing.KEPT: Tone.KEPT,
    Standing.SHORT: Tone.SHORT,
    Standing.DISPUTED: Tone.DISPUTED,
    Standing.SHORT_IN_PART: Tone.DISPUTED,
    Standing.NOT_KNOWN: Tone.UNKNOWN,
    Standing.OPEN: Tone.OPEN,
}
_NOTHING = cell("–", Tone.FAINT)


# --------------------------------------------------------------------------------- matrix


def matrix(terms: Terms, readings: Sequence[Reading], measured: Iterable[Measured]) -> Markup:
    """Give obligations by days and readings; many days are added up by week."""
    key = element(
        "p",
        _DISPUTED,
        " marks the cells of a period on which the readings disagree: kept under some, short under "
        "others. “–”: the reading does not judge that period.",
    )
    return joined([key, *(_obligation(terms, readings, each) for each in measured)])


def _obligation(terms: Terms, readings: Sequence[Reading], each: Measured) -> Markup:
    obligation = each.obligation
    owed_by = parties(terms, obligation.parties)
    caption = f"{owed_by}: {obligation.title or obligation.id} ({obligation.id})"
    judging = [reading.name for reading in readings if reading.name in each.readings]
    verdicts = [verdict for length in each.lengths for verdict in length.verdicts]
    if any(length.block for length in each.lengths):
        header = ("truce days", *judging)
        rows = _weeks(judging, each.lengths)
        counted = _standings(verdicts)
        note = element("p", f"By week. {counted}", class_="faint")
        return joined([table(caption, header, rows), note])
    header = ("truce days", *judging, "together")
    return table(caption, header, _periods(judging, verdicts))


def _periods(judging: Sequence[str], verdicts: Iterable[Verdict]) -> Iterator[list[Markup]]:
    for (_, first, last), group in sorted(by_period(verdicts).items(), key=lambda it: it[0][1:]):
        found = {verdict.reading: verdict for verdict in group}
        together = standing(group)
        disputed = together is Standing.DISPUTED
        cells = [
            _verdict(found[reading], disputed=disputed) if reading in found else _NOTHING
            for reading in judging
        ]
        yield [head(days(first, last)), *cells, cell(together.value, _STANDINGS[together])]


def _verdict(verdict: Verdict, *, disputed: bool) -> Markup:
    words = standing_words(verdict)
    marked = disputed and (verdict.status in KEPT or verdict.status is Status.SHORT)
    tone = TONES[verdict.status]
    if not marked:
        return cell(words, tone)
    return element("td", _DISPUTED, " ", words, class_=f"disputed {tone.value}")


def _weeks(judging: Sequence[str], lengths: Iterable[Length]) -> Iterator[list[Markup]]:
    found: dict[tuple[date, date], dict[str, Length]] = {}
    for length in lengths:
        row = found.setdefault((length.first, length.last), {})
        row.update(dict.fromkeys(length.readings, length))
    for (first, last), known in found.items():
        cells = [_week(known[reading]) if reading in known else _NOTHING for reading in judging]
        yield [head(days(first, last)), *cells]


def _week(length: Length) -> Markup:
    kept = f"{length.kept} of {length.judged} kept"
    tone = Tone.KEPT if length.kept == length.judged else Tone.SHORT
    return cell(f"{length.counted:,} of {length.due:,}; {kept}", tone)


def _standings(verdicts: Iterable[Verdict]) -> str:
    counts = [standing(group) for group in by_period(verdicts).values()]
    said = [f"{counts.count(each)} {each.value}" for each in Standing if counts.count(each)]
    return f"{numbered(len(counts), 'period', 'periods')}: {', '.join(said)}."


# --------------------------------------------------------------------------------- charts


def charts(chart: Chart) -> Markup:
    """Give a figure for each obligation and one for the running totals, each with its table."""
    figures = [
        _figure(f"chart-{place}", panel.title, _only(chart, panel), _panel_table(panel))
        for place, panel in enumerate(chart.panels, 1)
    ]
    if chart.strips:
        only = chart._replace(
            title="Running totals",
            panels=(),
            description="; ".join(f"{strip.label}: {strip.words}" for strip in chart.strips),
        )
        figures.append(_figure("chart-totals", "Running totals", only, _strips_table(chart.strips)))
    return joined([_legend(), *figures])


def _legend() -> Markup:
    said = (
        "Solid: people who count. Hatched in the colour of the solid: credit. Hatched in grey: "
        "freed, and not counted. Dashed outline: missing. Upright line: what is due."
    )
    return element("p", said, class_="faint")


def _only(chart: Chart, panel: Panel) -> Chart:
    described = "; ".join(f"{bar.label} {bar.who} {bar.words}" for bar in panel.bars)
    return chart._replace(
        title=panel.title, description=described, panels=(panel,), strips=(), footer=()
    )


def _figure(id_: str, title: str, only: Chart, same: Markup) -> Markup:
    drawn = element(
        "div",
        Markup(svg.figure(only, id_)),
        class_="scroll",
        role="region",
        aria_label=f"Chart: {title}",
        tabindex="0",
    )
    below = element("details", element("summary", "The same as a table"), same)
    return element("figure", drawn, below)


def _panel_table(panel: Panel) -> Markup:
    header = ("days", "readings", "counts", "credited", "missing", "does not count", "due", "words")
    return table(f"{panel.title}, in numbers", header, map(_bar, panel.bars), range(2, 7))


def _bar(bar: Bar) -> list[Markup]:
    numbers = (bar.counted, bar.credited, bar.missing, bar.beside, bar.due)
    return [
        head(bar.label),
        cell(bar.who or "all that judge it"),
        *(cell(f"{number:,}", number=True) for number in numbers),
        cell(bar.words, bar.tone),
    ]


def _strips_table(strips: Sequence[Strip]) -> Markup:
    header = ("day", *(strip.label for strip in strips))
    rows = (
        [head(day), *(cell(f"{strip.values[n][1]:,}", number=True) for strip in strips)]
        for n, (day, _) in enumerate(strips[0].values)
    )
    return table("Running totals, in numbers", header, rows, range(1, len(strips) + 1))


# --------------------------------------------------------------------------------- totals


def totals_table(terms: Terms, totals: Sequence[Total]) -> Markup:
    """Give the running totals; above some days only the last of each week is shown."""
    every = sorted({total.day for total in totals})
    if not every:
        return element("p", "No entry lies in the truce's days.")
    shown = set(every if len(every) <= MOST else _week_ends(every))
    week: dict[tuple[str, tuple[str, ...]], int] = {}
    rows = []
    for total in totals:
        key = total.party, total.group
        if total.count is not None:
            week[key] = week.get(key, 0) + total.count
        if total.day in shown:
            rows.append(_total(terms, total, week.pop(key, None)))
    by = "Day by day" if len(shown) == len(every) else "By week, each to the day named"
    header = ("to", "party", "kind", "people", "running total", "entries without a number")
    return table(f"{by}, in the truce's days", header, rows, range(3, 6))


def _week_ends(every: Sequence[date]) -> Iterator[date]:
    for day in every:
        if (day - every[0]).days % WEEK == WEEK - 1 or day == every[-1]:
            yield day


def _total(terms: Terms, total: Total, people: int | None) -> list[Markup]:
    return [
        head(total.day.isoformat()),
        element("td", name(terms.parties.get(total.party, total.party))),
        *(cell(each) for each in total.group),
        cell("no record", Tone.UNKNOWN) if people is None else cell(f"{people:,}", number=True),
        cell(f"{total.running_total:,}", number=True),
        cell(f"{total.running_undisclosed:,}", number=True),
    ]


def week_of(day: date, first: date) -> tuple[date, date]:
    """Give the week, counted from the truce's first day, that a day lies in."""
    start = first + DAY * ((day - first).days // WEEK * WEEK)
    return start, start + DAY * (WEEK - 1)
