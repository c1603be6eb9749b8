"""The releases on the page: entry by entry under their days, or week by week where there are many."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from exchange_tracker.facts.figures import Figure
from exchange_tracker.facts.model import AGREEMENT, UNDISCLOSED, Release, Source, Terms, values
from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.queries.chart import WEEK
from exchange_tracker.render.document import Tone
from exchange_tracker.render.page_parts import Link, PageCell
from exchange_tracker.report.page.charts import people_words
from exchange_tracker.report.page.record_links import Days, days, source_links


class DaySum(NamedTuple):
    """What a day's entries of one party and kind add up to, in words."""

    party: str
    kind: str
    words: str


class ReleaseRow(NamedTuple):
    """An entry as the page shows it."""

    id: str
    party: str
    number: PageCell
    who: tuple[str, ...]  # kind, nationality, category, names; blank ones are left out
    basis: str  # blank: the agreement
    note: str
    links: list[Link]


class ReleaseDay(NamedTuple):
    """A truce day with its sums and its entries; ``outside`` says that it is none of the truce."""

    days: Days
    outside: str
    sums: tuple[DaySum, ...]
    rows: tuple[ReleaseRow, ...]


def release_days(
    terms: Terms, entries: Iterable[tuple[date, Release]], sources: Mapping[str, Source]
) -> tuple[ReleaseDay, ...]:
    """Return the releases day by day, each source as a link."""
    ordered = sorted(entries, key=lambda dated: dated[0])
    by_day = groupby(ordered, key=lambda dated: dated[0])
    return tuple(
        _release_day(terms, day, [entry for _, entry in dated], sources) for day, dated in by_day
    )


def _release_day(
    terms: Terms, day: date, entries: Sequence[Release], sources: Mapping[str, Source]
) -> ReleaseDay:
    outside = ""
    if not terms.first_day <= day <= terms.last_day:
        outside = f" ({'before' if day < terms.first_day else 'after'} the truce)"
    rows = tuple(_release_row(terms, entry, sources) for entry in entries)
    return ReleaseDay(days(day, day), outside, tuple(_day_sums(terms, entries)), rows)


def _day_sums(terms: Terms, entries: Iterable[Release]) -> Iterator[DaySum]:
    """Yield what a day adds up to, party by party and kind by kind."""
    counts_by_group: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        counts_by_group.setdefault((entry.party, entry.kind), []).append(entry.count)
    for (party, kind), counts in counts_by_group.items():
        undisclosed = counts.count(UNDISCLOSED)
        people = sum(int(count) for count in counts if count != UNDISCLOSED)
        yield DaySum(terms.parties.get(party, party), kind, people_words(people, undisclosed))


def _release_row(terms: Terms, entry: Release, sources: Mapping[str, Source]) -> ReleaseRow:
    undisclosed = entry.count == UNDISCLOSED
    who = (entry.kind, entry.nationality, entry.category, entry.person)
    basis = entry.basis or AGREEMENT
    return ReleaseRow(
        id=entry.id,
        party=terms.parties.get(entry.party, entry.party),
        number=PageCell("not disclosed", Tone.UNKNOWN)
        if undisclosed
        else PageCell(entry.count, number=True),
        who=tuple(word.replace(";", " ") for word in who if word),
        basis="" if basis == AGREEMENT else basis,
        note=entry.note,
        links=source_links(values(entry.sources), sources),
    )


# -------------------------------------------------------------------------------- by week


class ReleaseWeek(NamedTuple):
    """A week with a row for each party, kind, nationality and basis."""

    days: Days
    rows: tuple[tuple[str, tuple[PageCell, ...]], ...]  # the party's name, and the other cells


class _Sums(NamedTuple):
    people: int = 0
    entries: int = 0
    undisclosed: int = 0

    def plus(self, figure: Figure) -> "_Sums":
        return _Sums(
            self.people + figure.people,
            self.entries + figure.entries,
            self.undisclosed + figure.undisclosed,
        )


_Week = tuple[date, date]
_Who = tuple[str, str, str, str]  # party, kind, nationality, basis


def release_weeks(terms: Terms, figures: Iterable[Figure]) -> tuple[ReleaseWeek, ...]:
    """Return the sums of each week, where there are too many entries to be listed."""
    sums_by_week: dict[_Week, dict[_Who, _Sums]] = {}
    for figure in figures:
        group = figure.group
        key = (group.party, group.kind, group.nationality, group.basis)
        week = sums_by_week.setdefault(_week_of(figure.day, terms.first_day), {})
        week[key] = week.get(key, _Sums()).plus(figure)
    return tuple(
        ReleaseWeek(days(*week), tuple(_week_rows(terms, sums_by_week[week])))
        for week in sorted(sums_by_week)
    )


def _week_of(day: date, first: date) -> _Week:
    """Return the week, counted from the truce's first day, that a day lies in."""
    start = first + DAY * ((day - first).days // WEEK * WEEK)
    return start, start + DAY * (WEEK - 1)


def _week_rows(
    terms: Terms, week: Mapping[_Who, _Sums]
) -> Iterator[tuple[str, tuple[PageCell, ...]]]:
    for (party, *words), sums in sorted(week.items()):
        cells = (
            *(PageCell(word) if word else PageCell("not said", Tone.FAINT) for word in words),
            *(PageCell(f"{number:,}", number=True) for number in sums),
        )
        yield terms.parties.get(party, party), cells
