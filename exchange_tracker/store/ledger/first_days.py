"""The entries by the first of their days, some days at a time."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from exchange_tracker.facts.entry import Placed, begins, date_of
from exchange_tracker.facts.model import Release
from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.store.aside import SortedAside

if TYPE_CHECKING:
    from exchange_tracker.store.ledger.ledger import Ledger

_AT_ONCE = 5_000  # entries that are held while they are put in order, or those of a day
_MOST = 10_000  # entries superseded since that are looked up anew for each piece
_CELLS = (
    "id, day, until, at, party, kind, count, category, nationality, basis,"
    " coalesce((SELECT person FROM names WHERE names.row = old.row), ''), sources"
)
_FIRST = "CASE WHEN until IN ('', day) THEN truce_day ELSE day END"
_BEGUN = "CASE first_day WHEN '' THEN truce_day ELSE first_day END"


def entries_by_first_day(ledger: "Ledger") -> Iterator[Placed]:
    """Yield the entries by the first of their days, and in the order of first recording on each.

    Each with its place in that order. Notes are not read.
    """
    if ledger.clock_moved or _superseded(ledger) > _MOST:
        # The truce days that are kept are not those of that time, or no index has them in order.
        yield from _all_sorted(ledger)
        return
    conditions = _conditions(ledger)
    cells = f"SELECT {_FIRST}, place, {_CELLS} FROM releases AS old WHERE"
    query = " UNION ALL ".join(f"{cells} {condition}" for condition in conditions)
    ledger.let_go()
    for first, end in _stretches(ledger):
        days = (first.isoformat(), end.isoformat()) * len(conditions)
        for _, place, *fact_cells in sorted(ledger.rows(query, days)):
            yield place, Release(*fact_cells)


def _superseded(ledger: "Ledger") -> int:
    """Return how many entries stood and were superseded since; of very many, more than are looked up."""
    if ledger.number is None:
        return 0
    query = f"SELECT 1 FROM releases WHERE superseded > ? LIMIT {_MOST + 1}"
    return sum(1 for _ in ledger.rows(query, (ledger.number,)))


def _conditions(ledger: "Ledger") -> list[str]:
    """Return on which conditions an entry begins on some days, for one statement and its one moment.

    What stands is looked up by the index of days or of spans, what stood by that of what was
    superseded.
    """
    upto = "" if ledger.number is None else f" AND written <= {int(ledger.number)}"
    conditions = [
        f"superseded IS NULL{upto} AND until IN ('', day) AND truce_day >= ? AND truce_day <= ?",
        f"superseded IS NULL{upto} AND until <> '' AND until <> day AND day >= ? AND day <= ?",
    ]
    if ledger.number is not None:
        since = f"superseded > {int(ledger.number)}{upto}"
        conditions.append(f"{since} AND {_FIRST} >= ? AND {_FIRST} <= ?")
    return conditions


def _stretches(ledger: "Ledger") -> Iterator[tuple[date, date]]:
    """Yield ranges that together are all days, each of about as many entries as now begin there."""
    query = f"SELECT {_BEGUN} AS begun, sum(entries) FROM sums GROUP BY begun ORDER BY begun"
    first, entries = date.min, 0
    for day, number in list(ledger.rows(query)):
        if entries and entries + number > _AT_ONCE:
            yield first, date_of(day) - DAY
            first, entries = date_of(day), 0
        entries += number
    yield first, date.max


def _all_sorted(ledger: "Ledger") -> Iterator[Placed]:
    """Yield the entries put in order in a file."""
    aside = SortedAside()
    for place, each in enumerate(ledger.releases()):
        aside.add((begins(each, ledger.clock).toordinal(), place, *each))
    return ((place, Release(*cells)) for _, place, *cells in aside)
