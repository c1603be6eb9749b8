"""The people of a truce as sums, for an account of more entries than can be read one by one.

The judgement's own sums know all that an account tells but sources. A sum stands in it as one entry
for those that have its group and its days.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from exchange_tracker.facts.entry import Entry
from exchange_tracker.facts.figures import Figures
from exchange_tracker.facts.groups import Group
from exchange_tracker.facts.model import Release
from exchange_tracker.judging.judge import Snapshot
from exchange_tracker.queries.account_rows import SourcedEntry, sourced_entries
from exchange_tracker.queries.query import Query

MOST_ENTRIES = 20_000  # of more, those of the day alone are read

_DAY = timedelta(days=1)
_Span = tuple[Group, date, date]
_People = tuple[int, bool]  # how many, and whether there may be more


def has_many(figures: Figures, most: int) -> bool:
    """Return whether more entries than so many have happened."""
    return sum(sum(series.entries) for series in figures.series) > most


def entries_on(query: Query, snapshot: Snapshot, day: date) -> list[SourcedEntry]:
    """Return the entries of a day that have happened, and those that may be of it."""
    releases = query.records.releases_between(day, day)
    return sourced_entries(releases, query.records.sources(), snapshot)


def sums_as_entries(
    figures: Figures, start: date, of_day: Iterable[SourcedEntry], first: date, last: date
) -> list[SourcedEntry]:
    """Return the sums of the days from ``first`` to ``last``, and of each group those before as one.

    Those before ``start``, the first day of the truce, are one apart. In which order nationalities
    are written no sum says: as in the entries ``of_day``, else sorted.
    """
    written = _nationalities(of_day)
    sums = _sums(figures, start, first, last)
    return [
        SourcedEntry(_entry(str(number), span, people, written), ())
        for number, (span, people) in enumerate(sums.items())
    ]


def _nationalities(entries: Iterable[SourcedEntry]) -> dict[str, str]:
    """Return how the nationalities of groups are written: of several orders the first."""
    cells = {(row.entry.group.nationality, row.entry.release.nationality) for row in entries}
    return dict(sorted(cells, reverse=True))


def _sums(figures: Figures, start: date, first: date, last: date) -> dict[_Span, _People]:
    sums: dict[_Span, _People] = {}
    within, outside = first - _DAY, min(first, start) - _DAY
    for series in figures.series:
        columns = zip(
            series.firsts or series.days,
            series.days,
            series.people,
            series.undisclosed,
            strict=True,
        )
        for since, day, people, undisclosed in columns:
            if since > last:
                continue
            before = outside if day < start else within
            span = (series.group, since, day) if day >= first else (series.group, before, before)
            others, is_open = sums.get(span, (0, False))
            sums[span] = people + others, is_open or undisclosed > 0
    return sums


def _entry(name: str, span: _Span, people: _People, written: Mapping[str, str]) -> Entry:
    """Return a sum as an entry, with a name that no other of them has and nobody is shown."""
    group, first, day = span
    nationality = written.get(group.nationality, group.nationality)
    return Entry(Release(id=name, nationality=nationality), day, first, None, group, *people)
