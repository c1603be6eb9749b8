"""The entries of single truce days, day by day, as far as somebody reads them."""

import heapq
from collections.abc import Collection, Iterator
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from exchange_tracker.facts.entry import entries_on_days
from exchange_tracker.facts.model import Release
from exchange_tracker.store.ledger import row_reader

if TYPE_CHECKING:
    from exchange_tracker.store.ledger.ledger import Ledger

_CELLS = "place, id, day, until, at, party, kind, count, category, nationality, basis"
_Row = tuple[Any, ...]
_END = (1 << 63) - 1  # after every row


def entries_on(
    ledger: "Ledger", days: Collection[date]
) -> Iterator[tuple[date, Iterator[Release]]]:
    """Yield each truce day with its entries, in the order of first recording.

    First versions that stand now come by the index of days, a piece at a time; the few others are
    looked up once for all days. What is superseded after that, by others who write meanwhile, comes
    with the pieces. Names, sources and notes are not read.
    """
    if ledger.clock_moved:  # the truce days that are kept are not those of that time
        yield from entries_on_days(ledger.releases(), days, ledger.clock)
        return
    (seen,) = next(ledger.rows("SELECT max(number) FROM changes"))
    others = _others(ledger, days, seen)
    for day in sorted(days):
        first = _first_versions(ledger, day, seen)
        rows = heapq.merge(first, others[day], key=itemgetter(0)) if others[day] else first
        yield day, (Release(*cells) for _, *cells in rows)


def _first_versions(ledger: "Ledger", day: date, seen: int) -> Iterator[_Row]:
    """Yield the first versions of a day that stand, or did and were superseded after a change.

    Between two queries writers get in: what one superseded before a piece was read is looked up after it.
    """
    of_day = f"row = place AND truce_day = ?{_recorded(ledger)}"
    # Not by the number of the row, which would read all later ones.
    since = f"SELECT {_CELLS} FROM releases WHERE superseded > ? AND {of_day} AND +place > ?"
    stands, last = f"superseded IS NULL AND {of_day}", 0
    for piece in ledger.in_pieces("releases", ("row",), _CELLS, stands, (day.isoformat(),)):
        superseded = list(ledger.rows(since, (seen, day.isoformat(), last)))
        last = piece[-1][0] if len(piece) == row_reader.PIECE else _END
        missed = [row for row in superseded if row[0] <= last]
        yield from sorted({*piece, *missed}) if missed else piece


def _others(ledger: "Ledger", days: Collection[date], seen: int) -> dict[date, list[_Row]]:
    """Return later versions that stand, and all that stood and was superseded up to a change, by day.

    Both on conditions that hold after the change as they did at it.
    """
    by_day: dict[date, list[_Row]] = {day: [] for day in days}
    cells, wanted = f"truce_day, {_CELLS}", {day.isoformat(): day for day in days}
    stands = "superseded IS NULL"
    asked: list[tuple[str, tuple[object, ...]]] = []
    if ledger.number is not None:
        stands = f"(superseded IS NULL OR superseded > {int(seen)})"
        upto = (ledger.number, seen, ledger.number)
        asked.append(("superseded > ? AND superseded <= ? AND written <= ?", upto))
    asked.append((f"{stands} AND row <> place{_recorded(ledger)}", ()))
    for where, values in asked:
        for day, *row in ledger.pieces("releases", ("place", "row"), cells, where, values):
            if day in wanted:
                by_day[wanted[day]].append(tuple(row))
    return {day: sorted(rows) for day, rows in by_day.items()}


def _recorded(ledger: "Ledger") -> str:
    return "" if ledger.number is None else f" AND written <= {int(ledger.number)}"
