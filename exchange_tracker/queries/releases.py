"""The entries that have happened."""

from collections.abc import Iterator
from datetime import date

from exchange_tracker.facts.entry import entry_of
from exchange_tracker.facts.groups import matches
from exchange_tracker.facts.model import AGREEMENT, Release
from exchange_tracker.queries.query import EVERYTHING, Filters, Query


def releases(query: Query, filters: Filters = EVERYTHING) -> Iterator[Release]:
    """Yield the entries in the order of first recording, each with its truce day and basis.

    With a range those, too, of which it is open whether they lie in it.
    """
    for release in _candidates(query, filters):
        entry = entry_of(release, query.clock)
        if (
            entry.has_happened(query.clock, query.at)
            and filters.covers(entry.first, entry.day)
            and matches(filters.selector, entry.group)
        ):
            yield release._replace(day=entry.first.isoformat(), basis=release.basis or AGREEMENT)


def _candidates(query: Query, filters: Filters) -> Iterator[Release]:
    """Return the entries among which those of a range are: without one, all."""
    if filters.first is None and filters.last is None:
        return query.records.releases()
    return query.records.releases_between(filters.first or date.min, filters.last or date.max)
