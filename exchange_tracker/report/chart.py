"""The chart of a truce: every obligation's bars with their words, and the running totals."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from itertools import groupby, pairwise

from exchange_tracker.facts.event import event_title
from exchange_tracker.facts.model import Reading, Terms, values
from exchange_tracker.facts.truce_day import NEVER, dated, say_days
from exchange_tracker.queries.balance import Balance
from exchange_tracker.queries.chart import MOST, Length, Measured, select_measured
from exchange_tracker.queries.held import select_held
from exchange_tracker.queries.query import Query
from exchange_tracker.queries.totals import Total, running_totals
from exchange_tracker.render.chart_model import Bar, Chart, Panel, Strip
from exchange_tracker.render.document import Cell, Fact, Tone
from exchange_tracker.report.held import held_words
from exchange_tracker.report.kind_words import count_header, kind_word
from exchange_tracker.report.phrases import (
    NOT_AGREED,
    NOTHING_DUE,
    by_weeks,
    hangs_on,
    headcount_words,
    numbered,
    parties,
    query_facts,
    releasing,
    short_days,
    under_some,
)
from exchange_tracker.report.status_words import standing_words, status_tone

Label = Callable[[date, date], str]  # writes a range of days


def chart_of(
    query: Query,
    readings: Sequence[Reading],
    parties: Sequence[str] | None,
    say: Label | None = None,
) -> Chart:
    """Return the chart of some readings and parties; without parties, of all.

    ``say`` writes its days, where not in the short form of ISO dates.
    """
    asked = set(parties or query.terms.parties)
    totals = (total for total in running_totals(query) if asked & set(values(total.party)))
    facts = (*query_facts(query), *_waiting(query.terms, readings, asked))
    bars = select_measured(query, readings, parties)
    held = () if parties else select_held(query)
    year = query.clock.day_of(query.at).year
    return chart(query.terms, bars, totals, facts, year, held, say)


def chart(
    terms: Terms,
    measured: Sequence[Measured],
    totals: Iterable[Total],
    moments: Sequence[Fact],
    year: int,
    held: Sequence[Balance] = (),
    say: Label | None = None,
) -> Chart:
    """Return the chart; ``totals`` are running totals by kind, ``held`` the balances of cohorts.

    ``year`` is that of the judgement; ``say`` writes days.
    """
    running = list(totals)
    label, on = say or _labels(measured, running, year), say or say_days
    held_label = say or _day_labels([each.day for each in held], year)
    panels = tuple(_panel(terms, obligation, label) for obligation in measured)
    strips = (*_strips(terms, running, label, on), *_held_strips(held, held_label, on))
    ids = dict.fromkeys(name for one in measured for name in one.obligation.sources)
    sources = [Fact("terms after", Cell(", ".join(ids)))] if ids else []
    return Chart(
        title=terms.title,
        description="; ".join([*map(_described, panels), *map(_strip_words, strips)]),
        panels=panels,
        strips=strips,
        footer=(*moments, *sources),
        strips_title=_strips_title(strips),
    )


def _waiting(terms: Terms, readings: Sequence[Reading], asked: AbstractSet[str]) -> Iterator[Fact]:
    """Say of what hangs on an event that is not known to have happened that it is not drawn."""
    names_by_words: dict[str, list[str]] = {}
    for reading in readings:
        for each in reading.obligations:
            if each.after and each.after.at is None and asked & set(each.parties):
                event = hangs_on(event_title(each.after, reading.events))
                words = f"{parties(terms, each.parties)}: {each.id} {event}"
                names_by_words.setdefault(words, []).append(reading.name)
    for words, names in names_by_words.items():
        yield Fact("not drawn", Cell(f"{words}{under_some(names, len(readings))}"))


_STILL_HELD = "still held"


def _labels(measured: Sequence[Measured], totals: Sequence[Total], year: int) -> Label:
    """Return how the days of bars and of running totals are named."""
    lengths = [length for one in measured for length in one.lengths]
    dates = [dated(day) for length in lengths for day in (length.first, length.last)]
    return _day_labels([*dates, *(total.day for total in totals)], year)


def _day_labels(dates: Iterable[date | None], year: int) -> Label:
    """Return how days are named: with their year where not all are in that of the judgement."""
    years = {day.year for day in dates if day}
    form = "%m-%d" if years <= {year} else "%Y-%m-%d"  # the one year is in title and footer

    def label(first: date, last: date) -> str:
        if last is NEVER:
            return f"from {first:{form}} on"
        if years - {year}:
            return short_days(first, last)
        return f"{first:%m-%d}" if first == last else f"{first:%m-%d}–{last:%m-%d}"

    return label


def _panel(terms: Terms, measured: Measured, label: Label) -> Panel:
    obligation = measured.obligation
    title = f"{obligation.title} ({obligation.id})" if obligation.title else obligation.id
    added_up = f", added up {by_weeks(measured.weeks)}" if measured.weeks else ""
    return Panel(
        title=f"{parties(terms, obligation.parties)}: {title}{added_up}",
        bars=tuple(_bars(measured, label)),
        unit=count_header(terms, obligation.counts.kind or terms.kinds),
    )


def _bars(measured: Measured, label: Label) -> Iterator[Bar]:
    """Yield the bars; days in a row on which nothing is due nor delivered share one."""
    empty: list[Length] = []
    for length in measured.lengths:
        bar = _bar(length, measured.readings, label)
        if bar.end == 0 and not bar.who:
            empty.append(length)
            continue
        yield from _empty(empty, measured, label)
        empty = []
        yield bar
    yield from _empty(empty, measured, label)


def _empty(lengths: Sequence[Length], measured: Measured, label: Label) -> Iterator[Bar]:
    for words, group in groupby(lengths, key=_words):
        first, *others = group
        last = others[-1] if others else first
        bar = _bar(first, measured.readings, label)
        yield bar._replace(label=label(first.first, last.last), words=words)


def _bar(length: Length, readings: Sequence[str], label: Label) -> Bar:
    others = {*readings}.difference(length.readings)
    return Bar(
        label=label(length.first, length.last),
        who=", ".join(length.readings) if others else "",
        counted=length.counted,
        credited=length.credited,
        beside=length.beside,
        missing=length.missing,
        due=None if length.not_agreed and not length.due else length.due,
        words=_words(length),
        tone=tone_of(length),
    )


def _words(length: Length) -> str:
    beside = numbered(length.beside, "more does not count", "more do not count")
    uncounted = f"; {beside}" if length.beside else ""
    if length.block:
        kept = f"{length.kept:,} of {numbered(length.judged, 'period', 'periods')} kept"
        return f"{block_words(length, f', {kept}')}{uncounted}"
    return standing_words(length.verdicts[0]) + uncounted


def block_words(length: Length, kept: str) -> str:
    """Say what several periods add up to; ``kept`` says how many are kept, where that can be said."""
    if not length.judged:
        return NOTHING_DUE
    if length.not_agreed == length.judged and not length.due:
        return f"{length.counted:,} released; {NOT_AGREED}"
    least = "at least " if length.not_agreed else ""
    return f"{length.counted:,} of {least}{length.due:,}{kept}"


def tone_of(length: Length) -> Tone:
    """Return what a bar stands for; one for several periods is short where one of them is."""
    if not length.block:
        return status_tone(length.verdicts[0].status)
    if length.not_kept:
        return Tone.SHORT
    return Tone.KEPT if length.kept == length.judged else Tone.UNKNOWN


def _described(panel: Panel) -> str:
    bars = ", ".join(
        f"{bar.label}{f' ({bar.who})' if bar.who else ''} {bar.words}" for bar in panel.bars
    )
    return f"{panel.title}: {bars}"


# --------------------------------------------------------------------------------- totals


def _strips(terms: Terms, totals: Iterable[Total], label: Label, on: Label) -> Iterator[Strip]:
    groups: dict[tuple[str, tuple[str, ...]], list[Total]] = {}
    for total in totals:
        groups.setdefault((total.party, total.group), []).append(total)
    for (party, group), running in groups.items():
        last = running[-1]
        people = headcount_words(last.running_total, last.running_undisclosed)
        step = _step(running)
        days = f", every {step:,} days" if step > 1 else ""
        kinds = (kind_word(terms, kind) for kind in group)
        yield Strip(
            label=", ".join(filter(None, [releasing(terms, party), *kinds])),
            unit=count_header(terms, group),
            values=tuple(
                (label(total.day, total.day), total.running_total)
                for total in running[::-1][::step][::-1]
            ),
            words=f"{people} by {on(last.day, last.day)}{days}",
        )


def _held_strips(balances: Iterable[Balance], label: Label, on: Label) -> Iterator[Strip]:
    """Yield who was held over time, day by day, where it can be stated: at most ``MOST`` changes."""
    for _, group in groupby(balances, key=lambda balance: balance.cohort.id):
        runs = _runs(list(group))[-MOST:]
        if runs:
            last, _ = runs[-1]
            days = (
                (label(day, day), balance.held or 0)
                for balance, many in runs
                for day in _days(balance, many)
            )
            yield Strip(
                label=f"{_STILL_HELD}: {last.cohort.title or last.cohort.id}",
                values=tuple(days),
                words=f"{held_words(last)} on {on(last.day, last.day)}",
                drawn=_STILL_HELD,
            )


def _runs(balances: Sequence[Balance]) -> list[tuple[Balance, int]]:
    """Return each number that can be stated, with how many days it stays; the last has its day only."""
    ends = [*(balance.day for balance in balances[1:]), balances[-1].day + timedelta(1)]
    runs = [
        (balance, (end - balance.day).days)
        for balance, end in zip(balances, ends, strict=True)
        if balance.held is not None
    ]
    return [
        (some[0][0], sum(many for _, many in some))
        for _, same in groupby(runs, key=lambda run: (run[0].held, run[0].bound))
        for some in [list(same)]
    ]


def _days(balance: Balance, many: int) -> Iterator[date]:
    return (balance.day + timedelta(n) for n in range(many))


def _step(totals: Sequence[Total]) -> int:
    """Return every how many days a running total is shown: all days, unless too many change it."""
    changes = sum(one.running_total != other.running_total for one, other in pairwise(totals))
    return 1 if changes < MOST else -(-len(totals) // MOST)


def _strips_title(strips: Sequence[Strip]) -> str:
    """Name the strips; where there are several, no length may be compared across them."""
    held = any(strip.drawn == _STILL_HELD for strip in strips)
    title = f"Running totals{' and who is still held' if held else ''}"
    return f"{title}{', each on a scale of its own' if len(strips) > 1 else ''}"


def _strip_words(strip: Strip) -> str:
    return f"{strip.label}: {strip.words}"
