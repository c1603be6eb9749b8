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
from exchange_tracker.render.html_markup import (
    Markup,
    RowGroup,
    cell,
    element,
    grouped,
    head,
    joined,
    name,
)
from exchange_tracker.report.page.record_links import dates, linked
from exchange_tracker.report.phrases import numbered

_HEADER = ("entry", "party", "people", "who", "sources")


def releases(
    terms: Terms, entries: Sequence[tuple[date, Release]], sources: Mapping[str, Source]
) -> Markup:
    """Return the releases day by day, each source as a link."""
    if not entries:
        return element("p", "No entry has happened.")
    ordered = sorted(entries, key=lambda each: each[0])
    by_day = groupby(ordered, key=lambda each: each[0])
    groups = (_day(terms, day, [entry for _, entry in some], sources) for day, some in by_day)
    return grouped("Entries by truce day", _HEADER, groups, (2,))


def _day(
    terms: Terms, day: date, entries: Sequence[Release], sources: Mapping[str, Source]
) -> RowGroup:
    outside = ""
    if not terms.first_day <= day <= terms.last_day:
        outside = f" ({'before' if day < terms.first_day else 'after'} the truce)"
    added = element("span", f"{outside} ", _added(terms, entries), class_="faint")
    heading = joined([dates(day, day), added])
    return RowGroup(heading, (_release(terms, entry, sources) for entry in entries))


def _added(terms: Terms, entries: Iterable[Release]) -> Markup:
    """Add up a day, party by party and kind by kind."""
    found: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        found.setdefault((entry.party, entry.kind), []).append(entry.count)
    said = []
    for (party, kind), counts in found.items():
        hidden = counts.count(UNDISCLOSED)
        people = sum(int(count) for count in counts if count != UNDISCLOSED)
        more = f" and {numbered(hidden, 'entry', 'entries')} without a number" if hidden else ""
        who = name(terms.parties.get(party, party))
        said.append(joined([who, ", ", name(kind), f": {people:,}{more}"]))
    return joined(said, "; ")


def _release(terms: Terms, entry: Release, sources: Mapping[str, Source]) -> list[Markup]:
    hidden = entry.count == UNDISCLOSED
    return [
        head(entry.id),
        element("td", name(terms.parties.get(entry.party, entry.party))),
        cell("not disclosed", Tone.UNKNOWN) if hidden else cell(entry.count, number=True),
        element("td", *_who(entry), class_="who"),
        element("td", linked(values(entry.sources), sources), class_="sources"),
    ]


def _who(entry: Release) -> Iterator[Markup]:
    cells = (entry.kind, entry.nationality, entry.category, entry.person)
    yield joined((name(each.replace(";", " ")) for each in cells if each), ", ")
    basis = entry.basis or AGREEMENT
    if basis != AGREEMENT:
        yield joined([" ", element("span", "basis: ", name(basis), class_="tag")])
    if entry.note:
        yield element("div", entry.note, class_="faint", dir="auto")


# -------------------------------------------------------------------------------- by week


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


def releases_by_week(terms: Terms, figures: Iterable[Figure]) -> Markup:
    """Return the sums of each week where there are too many entries to be listed."""
    found: dict[_Week, dict[_Who, _Sums]] = {}
    for figure in figures:
        group = figure.group
        key = (group.party, group.kind, group.nationality, group.basis)
        week = found.setdefault(_week_of(figure.day, terms.first_day), {})
        week[key] = week.get(key, _Sums()).plus(figure)
    header = ("party", "kind", "nationality", "basis", "people", "entries", "without a number")
    groups = (_week(terms, *week, found[week]) for week in sorted(found))
    return grouped("Entries week by week", header, groups, (4, 5, 6))


def _week_of(day: date, first: date) -> _Week:
    """Return the week, counted from the truce's first day, that a day lies in."""
    start = first + DAY * ((day - first).days // WEEK * WEEK)
    return start, start + DAY * (WEEK - 1)


def _week(terms: Terms, first: date, last: date, found: Mapping[_Who, _Sums]) -> RowGroup:
    rows = (
        [
            head(terms.parties.get(party, party)),
            *(cell(each) if each else cell("not said", Tone.FAINT) for each in words),
            *(cell(f"{number:,}", number=True) for number in sums),
        ]
        for (party, *words), sums in sorted(found.items())
    )
    return RowGroup(dates(first, last), rows)
