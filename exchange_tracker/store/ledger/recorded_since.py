"""What was recorded from a row on, added up by the database: by days and group, with the rows it is of."""

from collections.abc import Iterator
from typing import NamedTuple

from exchange_tracker.facts.groups import Group, group_of
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.row_reader import RowReader
from exchange_tracker.store.ledger.sums_at import ADDED, FIRST, GROUP

MOST_ROWS = 250_000  # in one statement, which a writer may have to wait for


class RecordedSum(NamedTuple):
    """The entries of one group that count for the same truce days, with the same timing.

    ``first`` is blank where the day is known. ``rows`` are those of entries that stand as they were
    first recorded, joined by commas; ``None`` without any.
    """

    day: str
    first: str
    timed: int
    group: Group
    people: int
    entries: int
    undisclosed: int
    rows: str | None


ReadSince = dict[tuple[int, int], list[RecordedSum]]
"""What was read, by the first row and the last change."""


def recorded_since(ledger: Ledger, start: int, last: int) -> list[RecordedSum]:
    """Return the sums of the rows from one on that stand after a change, which are read once.

    Of the same days, group and timing there may be several.
    """
    if (start, last) not in ledger.read_since:
        ledger.read_since[start, last] = list(_added_up(ledger, start, last))
    return ledger.read_since[start, last]


def _added_up(reader: RowReader, start: int, last: int) -> Iterator[RecordedSum]:
    end = reader.first_row("releases", last + 1)
    rows = reader.engine.joined("CASE WHEN row = place THEN row END")
    for begin in range(start, end, MOST_ROWS):
        query = f"""SELECT truce_day, {FIRST} AS first_day, timed, {GROUP}, {ADDED}, {rows}
            FROM releases WHERE row >= {begin} AND row < {min(begin + MOST_ROWS, end)}
              AND (+superseded IS NULL OR superseded > {last})
            GROUP BY truce_day, first_day, timed, {GROUP}"""
        for day, first, timed, party, kind, category, nationality, basis, *sums in reader.rows(
            query
        ):
            group = group_of(party, kind, category, nationality, basis)
            yield RecordedSum(day, first, timed, group, *sums)
