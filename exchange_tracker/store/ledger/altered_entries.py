"""The entries that make the difference between two states of one ledger."""

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from exchange_tracker.facts.entry import Entry, date_of, entry_of, first_day, truce_day
from exchange_tracker.facts.groups import Group, group_of
from exchange_tracker.facts.model import Release
from exchange_tracker.store.ledger.ledger import Ledger, Version
from exchange_tracker.store.ledger.recorded_since import MOST_ROWS, recorded_since
from exchange_tracker.store.ledger.sums_at import GROUP

MOST_IDS = 20_000  # in one statement


class Altered(NamedTuple):
    """Versions that lie on the same days in one group: the last day, the first, places of entries."""

    group: Group
    day: date
    first: date
    places: Sequence[int]


class AlteredEntries(NamedTuple):
    """The versions of entries that count at one of two moments and not at the other.

    ``ids`` are those of the places 0, 1, … in the order of first recording; blank for a place that no
    version has.
    """

    versions: Sequence[Altered]
    ids: Iterator[str]


class _Since(NamedTuple):
    """The rows that were written since a moment; ``earlier`` are entries that were there before.

    These have the first places, whatever is first recorded in a row of those the place after them.
    """

    ledger: Ledger
    last: int  # the change up to which is read
    start: int
    end: int
    earlier: dict[int, str]  # ids by the row of the first version, in order

    @property
    def offset(self) -> int:
        """Return what makes the place of an entry of its row."""
        return len(self.earlier) - self.start

    def places(self, rows: str) -> list[int]:
        """Return the places of rows that are joined by commas."""
        offset = self.offset
        return [int(row) + offset for row in rows.split(",")]

    def stretches(self, size: int) -> Iterator[str]:
        """Yield the conditions of rows of first versions, so many in one."""
        for start in range(self.start, self.end, size):
            end = min(start + size, self.end)
            yield f"row >= {start} AND row < {end} AND row = place"


def altered_entries(now: Ledger, then: Ledger) -> AlteredEntries:
    """Return the versions that make the difference, and whose they are.

    What stands as it was recorded since is brought together by the database; what was corrected or
    ended is looked at version by version.
    """
    (number, _), (last, _) = then.last, now.last
    start, end = (now.first_row("releases", each + 1) for each in (number, last))
    later = _later_versions(now, number, start)
    earlier = {version.place: entry.id for version, entry in later if version.place < start}
    since = _Since(now, last, start, end, earlier)
    return AlteredEntries([*_as_recorded(since), *_placed(since, later)], _ids(since))


def _as_recorded(since: _Since) -> Iterator[Altered]:
    """Yield the entries recorded since that stand as they were recorded."""
    if since.ledger.clock_moved:  # the truce days that are kept are not those of that time
        yield from _by_cells(since)
        return
    for day, first, _, group, *_, rows in recorded_since(since.ledger, since.start, since.last):
        if rows:
            yield Altered(group, date_of(day), date_of(first or day), since.places(rows))


def _by_cells(since: _Since) -> Iterator[Altered]:
    ledger, joined = since.ledger, since.ledger.engine.joined("row")
    for rows in since.stretches(MOST_ROWS):
        query = f"""SELECT day, until, at, {joined}, {GROUP} FROM releases
            WHERE {rows} AND {ledger.all_standing} GROUP BY day, until, at, {GROUP}"""
        for day, until, at, numbers, *cells in ledger.rows(query):
            last = truce_day(day, until, at, ledger.clock)
            first = first_day(day, until) or last
            yield Altered(group_of(*cells), last, first, since.places(numbers))


def _placed(since: _Since, later: Sequence[tuple[Version, Entry]]) -> Iterator[Altered]:
    places = {row: place for place, row in enumerate(since.earlier)}
    for version, entry in later:
        place = places.get(version.place, version.place + since.offset)
        yield Altered(entry.group, entry.day, entry.first, (place,))


def _ids(since: _Since) -> Iterator[str]:
    """Yield the ids of all places."""
    yield from since.earlier.values()
    joined = ", ".join(map(since.ledger.engine.joined, ("row", "id")))
    expected = since.start
    for rows in since.stretches(MOST_IDS):
        ((numbers, names),) = since.ledger.rows(f"SELECT {joined} FROM releases WHERE {rows}")
        if not numbers:
            continue
        for row, name in sorted(zip(map(int, numbers.split(",")), names.split(","), strict=True)):
            while expected < row:  # corrections of others
                yield ""
                expected += 1
            yield name
            expected += 1


def _later_versions(now: Ledger, number: int, start: int) -> list[tuple[Version, Entry]]:
    """Return what was corrected after a change, and what ended, but for what counts as before.

    In the order of first recording.
    """
    last, _ = now.last
    corrected = f"row >= ? AND {now.standing} AND row <> place"
    ended = "written <= ? AND superseded > ? AND superseded <= ?"
    versions = [
        (version, entry_of(release, now.clock))
        for version, release in heapq.merge(
            now.versions(Release, corrected, (start,)),
            now.versions(Release, ended, (number, number, last)),
            key=lambda pair: (pair[0].place, pair[0].row),
        )
    ]
    counted = Counter((version.place, entry.counts_as) for version, entry in versions)
    return [
        (version, entry)
        for version, entry in versions
        if counted[version.place, entry.counts_as] == 1
    ]
