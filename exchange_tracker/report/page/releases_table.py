"""The releases on the page: entry by entry under their days, or week by week where there are many."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from exchange_tracker.facts.entry import Entry, headcount
from exchange_tracker.facts.figures import Figure
from exchange_tracker.facts.model import AGREEMENT, UNDISCLOSED, Release, Terms, values
from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.queries.chart import WEEK
from exchange_tracker.render.document import Tone
from exchange_tracker.render.page_parts import Link, PageCell
from exchange_tracker.report.kind_words import kind_word
from exchange_tracker.report.page.day_words import DayWords
from exchange_tracker.report.page.record_links import Notes
from exchange_tracker.report.phrases import count_words, headcount_words, releasing


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

    days: str
    outside: str
    sums: tuple[DaySum, ...]
    rows: tuple[ReleaseRow, ...]


def release_days(
    terms: Terms, entries: Iterable[Entry], notes: Notes, say: DayWords
) -> tuple[ReleaseDay, ...]:
    """Return the releases day by day, each source as a link; by their last day where they are spans."""
    ordered = sorted(entries, key=_days_of)
    return tuple(
        _release_day(terms, same, list(group), notes, say)
        for same, group in groupby(ordered, key=_days_of)
    )


def _days_of(entry: Entry) -> tuple[date, date]:
    return entry.day, entry.first


def _release_day(
    terms: Terms,
    last_and_first: tuple[date, date],
    entries: Sequence[Entry],
    notes: Notes,
    say: DayWords,
) -> ReleaseDay:
    last, first = last_and_first
    rows = tuple(_release_row(terms, entry.release, notes) for entry in entries)
    return ReleaseDay(
        say(first, last), _outside(terms, first, last), tuple(_day_sums(terms, entries)), rows
    )


def _outside(terms: Terms, first: date, last: date) -> str:
    """Say of days that they are not, or not all, of the truce; blank where they are."""
    if last < terms.first_day:
        return " (before the truce)"
    if first > terms.last_day:
        return " (after the truce)"
    return "" if terms.first_day <= first and last <= terms.last_day else " (partly in the truce)"


def _day_sums(terms: Terms, entries: Iterable[Entry]) -> Iterator[DaySum]:
    """Yield what a day adds up to, party by party and kind by kind."""
    by_group: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        by_group.setdefault((entry.group.party, entry.release.kind), []).append(entry)
    for (party, kind), own in by_group.items():
        people = sum(entry.headcount for entry in own)
        words = headcount_words(people, sum(entry.is_open for entry in own))
        yield DaySum(releasing(terms, party), kind_word(terms, kind), words)


def _release_row(terms: Terms, entry: Release, notes: Notes) -> ReleaseRow:
    kind = kind_word(terms, entry.kind, headcount(entry.count))
    who = (kind, entry.nationality, entry.category, entry.person)
    basis = entry.basis or AGREEMENT
    return ReleaseRow(
        id=entry.id,
        party=releasing(terms, entry.party),
        number=PageCell("not disclosed", Tone.UNKNOWN)
        if entry.count == UNDISCLOSED
        else PageCell(count_words(entry.count), number=True),
        who=tuple(word.replace(";", " ") for word in who if word),
        basis="" if basis == AGREEMENT else basis,
        note=entry.note,
        links=notes.links(values(entry.sources)),
    )


# -------------------------------------------------------------------------------- by week


class ReleaseWeek(NamedTuple):
    """A week with a row for each party, kind, nationality and basis."""

    days: str
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


def release_weeks(
    terms: Terms, figures: Iterable[Figure], say: DayWords
) -> tuple[ReleaseWeek, ...]:
    """Return the sums of each week, where there are too many entries to be listed.

    What may lie in several weeks stands by itself, under its own days.
    """
    sums_by_week: dict[_Week, dict[_Who, _Sums]] = {}
    for figure in figures:
        group = figure.group
        key = (group.party, group.kind, group.nationality, group.basis)
        week = sums_by_week.setdefault(_weeks_of(figure, terms.first_day), {})
        week[key] = week.get(key, _Sums()).plus(figure)
    return tuple(
        ReleaseWeek(say(*week), tuple(_week_rows(terms, sums_by_week[week])))
        for week in sorted(sums_by_week)
    )


def _weeks_of(figure: Figure, first: date) -> _Week:
    week = _week_of(figure.day, first)
    if figure.first is None or figure.first >= week[0]:
        return week
    return figure.first, figure.day


def _week_of(day: date, first: date) -> _Week:
    """Return the week, counted from the truce's first day, that a day lies in."""
    start = first + DAY * ((day - first).days // WEEK * WEEK)
    return start, start + DAY * (WEEK - 1)


def _week_rows(
    terms: Terms, week: Mapping[_Who, _Sums]
) -> Iterator[tuple[str, tuple[PageCell, ...]]]:
    for (party, kind, *others), sums in sorted(week.items()):
        words = (kind_word(terms, kind), *others)
        cells = (
            *(PageCell(word) if word else PageCell("not said", Tone.FAINT) for word in words),
            *(PageCell(f"{number:,}", number=True) for number in sums),
        )
        yield releasing(terms, party), cells
