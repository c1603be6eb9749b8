"""The entries that have happened."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from exchange_tracker.facts.entry import first_day, has_happened, truce_day
from exchange_tracker.facts.groups import group_of, matches
from exchange_tracker.facts.model import AGREEMENT, Release
from exchange_tracker.queries.query import EVERYTHING, Filters, Query

_FEW = 4_096  # days and groups: each of them many entries have, but not both


def releases(query: Query, filters: Filters = EVERYTHING) -> Iterator[Release]:
    """Yield the entries in the order of first recording, each with its truce day and basis.

    With a range those, too, of which it is open whether they lie in it.
    """
    day_of, is_asked_for = lru_cache(_FEW)(_days(query, filters)), lru_cache(_FEW)(_groups(filters))
    for release in _candidates(query, filters):
        name, day, until, at, party, kind, count, category, nationality, basis, *others = release
        shown = day_of(day, until, at)
        if not shown or not is_asked_for(party, kind, category, nationality, basis):
            continue
        if shown == day and basis:  # as it was recorded, as most are
            yield release
            continue
        group = (category, nationality, basis or AGREEMENT)
        yield Release(name, shown, until, at, party, kind, count, *group, *others)


def _days(query: Query, filters: Filters) -> Callable[[str, str, str], str]:
    """Return what gives the first truce day of an entry by its days and moment.

    It is blank where the entry has not happened or lies in no range that is asked for.
    """
    clock, now = query.clock, query.at

    def shown(day: str, until: str, at: str) -> str:
        last = truce_day(day, until, at, clock)
        first = first_day(day, until) or last
        happened = has_happened(last, at, clock, now)
        return first.isoformat() if happened and filters.covers(first, last) else ""

    return shown


def _groups(filters: Filters) -> Callable[[str, str, str, str, str], bool]:
    """Return what says by the cells of a group whether its entries are asked for."""
    return lambda *cells: matches(filters.selector, group_of(*cells))


def _candidates(query: Query, filters: Filters) -> Iterator[Release]:
    """Return the entries among which those of a range are: without one, all."""
    if filters.first is None and filters.last is None:
        return query.records.releases()
    return query.records.releases_between(filters.first or date.min, filters.last or date.max)
