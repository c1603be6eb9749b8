"""Entries looked up by their days: an account asks for those of one period after another."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

from exchange_tracker.queries.account_rows import SourcedEntry


class EntriesByDay:
    """Entries in their order; a place is where one stands in it."""

    def __init__(self, rows: Sequence[SourcedEntry]) -> None:
        self.rows = rows
        self._places: dict[date, list[int]] = {}  # of those whose day is known
        self._spans: list[int] = []
        for place, row in enumerate(rows):
            is_span = row.entry.first < row.entry.day
            places = self._spans if is_span else self._places.setdefault(row.entry.day, [])
            places.append(place)
        self._days = sorted(self._places)

    def touching(self, first: date, last: date) -> list[int]:
        """Return the places of those that lie, or may lie, on some truce days."""
        days = self._days[bisect_left(self._days, first) : bisect_right(self._days, last)]
        known = [place for day in days for place in self._places[day]]
        spans = (place for place in self._spans if self.rows[place].entry.match_days(first, last))
        return [*known, *spans]

    def at(self, places: set[int]) -> list[SourcedEntry]:
        """Return the entries at some places, in their order."""
        return [self.rows[place] for place in sorted(places)]


def rows_by_party(rows: Iterable[SourcedEntry]) -> dict[str, list[SourcedEntry]]:
    """Return entries in their order by who released: of several together by all of these."""
    by_party: dict[str, list[SourcedEntry]] = {}
    for row in rows:
        by_party.setdefault(row.entry.group.party, []).append(row)
    return by_party
