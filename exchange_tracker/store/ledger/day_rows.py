"""The entries of some truce days, looked up by the indexes of their days."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from exchange_tracker.facts.entry import by_day, date_of, entries_between
from exchange_tracker.facts.model import Release
from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.store.ledger.fact_rows import recorded_facts

if TYPE_CHECKING:
    from exchange_tracker.store.ledger.ledger import Ledger

MOST = 50_000  # entries that are looked up one by one: from some number on, a pass is quicker
_PIECE = 900  # rows in one query
_AT_ONCE = (
    10_000  # entries that are held while they are put in the order of their days, or those of a day
)
_OF_DAYS = "truce_day >= ? AND (truce_day <= ? OR until <> '' AND day <= ?)"


def day_entries(ledger: "Ledger", first: str, last: str, least: int = 0) -> Iterator[Release]:
    """Return the entries of truce days from one to another, and those that may be.

    In the order of first recording. ``first`` and ``last`` are days as they are written, and ``least``
    is of how many people each is known at least.
    """
    where, days = f"{ledger.standing} AND {_OF_DAYS}{_of_people(least)}", (first, last, last)
    rows = _rows(ledger, first, last, least)
    if rows is None:
        return recorded_facts(ledger, Release, where, days)
    pieces = (rows[start : start + _PIECE] for start in range(0, len(rows), _PIECE))
    return recorded_facts(ledger, Release, where, days, pieces)


def entries_of_days(ledger: "Ledger", first: date, last: date, least: int = 0) -> Iterator[Release]:
    """Return the entries of truce days from one to another, or perhaps there, of so many people or more."""
    if ledger.clock_moved:  # the truce days that are kept are not those of that time
        return entries_between(ledger.releases(), first, last, ledger.clock, least)
    return day_entries(ledger, first.isoformat(), last.isoformat(), least)


def entries_by_day(ledger: "Ledger", first: date, last: date) -> Iterator[Release]:
    """Yield the entries whose truce day lies in a range, day by day, some days at a time.

    In the order of first recording on each day.
    """
    if ledger.clock_moved:  # the truce days that are kept are not those of that time
        yield from by_day(ledger.releases(), first, last, ledger.clock)
        return
    for start, end in _stretches(ledger, first, last):
        entries = day_entries(ledger, start.isoformat(), end.isoformat())
        yield from by_day(entries, start, end, ledger.clock)


def _stretches(ledger: "Ledger", first: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield ranges that together are one, each of about as many entries as now stand there."""
    query = """SELECT truce_day, sum(entries) FROM sums WHERE truce_day >= ? AND truce_day <= ?
        GROUP BY truce_day ORDER BY truce_day"""
    days = list(ledger.rows(query, (first.isoformat(), last.isoformat())))
    entries = 0
    for day, number in days:
        if entries and entries + number > _AT_ONCE:
            yield first, date_of(day) - DAY
            first, entries = date_of(day), 0
        entries += number
    yield first, last


def _of_people(least: int) -> str:
    return f" AND people >= {int(least)}" if least else ""


def _rows(ledger: "Ledger", first: str, last: str, least: int) -> list[int] | None:
    """Return the rows that may be of some truce days, in order; ``None``: too many to look up.

    The indexes of days hold what stands now. What was superseded after the change as of which the
    ledger is read is looked up besides; which of all these stood is left to whoever reads them.
    """
    now = "SELECT row FROM releases WHERE superseded IS NULL AND"
    asked: list[tuple[str, tuple[object, ...]]] = [
        (f"{now} truce_day >= ? AND truce_day <= ?", (first, last)),
        # Not by the index of truce days, which would read all later ones.
        (f"{now} until <> '' AND day <= ? AND truce_day || '' > ?", (last, last)),
    ]
    if ledger.number is not None:
        then = f"SELECT row FROM releases WHERE superseded > ? AND {_OF_DAYS}"
        asked.append((then, (ledger.number, first, last, last)))
    rows: set[int] = set()
    for query, values in asked:
        limited = f"{query}{_of_people(least)} LIMIT {MOST + 1}"
        rows.update(row for (row,) in ledger.rows(limited, values))
        if len(rows) > MOST:
            return None
    return sorted(rows)
