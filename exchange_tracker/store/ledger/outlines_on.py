"""The entries of single truce days, day by day, as far as somebody reads them."""

import heapq
from collections.abc import Collection, Iterator
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from exchange_tracker.facts.entry import Outline, outlines_on_days

if TYPE_CHECKING:
    from exchange_tracker.store.ledger.ledger import Ledger

_CELLS = "place, id, count, day, until, at, party, kind, category, nationality, basis"
_FEW = 64  # entries of a day among which most often all are that somebody looks for
_Row = tuple[Any, ...]


def outlines_on(
    ledger: "Ledger", days: Collection[date]
) -> Iterator[tuple[date, Iterator[Outline]]]:
    """Yield each truce day with its entries, in the order of first recording.

    First versions that stand now come by the index of days, a piece at a time; the few others are
    looked up once for all days.
    """
    if ledger.clock_moved:  # the truce days that are kept are not those of that time
        yield from outlines_on_days(ledger.releases(), days, ledger.clock)
        return
    later = _others(ledger, days)
    where = f"superseded IS NULL AND row = place AND truce_day = ?{_recorded(ledger)}"
    for day in sorted(days):
        on_day = (day.isoformat(),)
        first = ledger.pieces("releases", ("row",), _CELLS, where, on_day, at_first=_FEW)
        rows = heapq.merge(first, later[day], key=itemgetter(0)) if later[day] else first
        yield day, ((row[1], row[2], row[3:]) for row in rows)


def _others(ledger: "Ledger", days: Collection[date]) -> dict[date, list[_Row]]:
    """Return later versions that stand, and what stood and was superseded since, by their days."""
    by_day: dict[date, list[_Row]] = {day: [] for day in days}
    cells, wanted = f"truce_day, {_CELLS}", {day.isoformat(): day for day in days}
    asked: list[tuple[str, tuple[object, ...]]] = [
        (f"superseded IS NULL AND row <> place{_recorded(ledger)}", ())
    ]
    if ledger.number is not None:
        asked.append(("superseded > ? AND written <= ?", (ledger.number, ledger.number)))
    for where, values in asked:
        for day, *row in ledger.pieces("releases", ("place", "row"), cells, where, values):
            if day in wanted:
                by_day[wanted[day]].append(tuple(row))
    return {day: sorted(rows) for day, rows in by_day.items()}


def _recorded(ledger: "Ledger") -> str:
    return "" if ledger.number is None else f" AND written <= {int(ledger.number)}"
