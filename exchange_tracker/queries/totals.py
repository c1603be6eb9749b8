"""Running totals: people freed, day by day and group by group (``ledger.md``, section 4)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from exchange_tracker.facts.figures import Figure
from exchange_tracker.facts.truce_day import DAY


class Total(NamedTuple):
    """One group on one truce day.

    ``group`` holds the values of the columns asked for. ``count`` is ``None`` where the party has
    no entry on that day: no record is not zero. ``undisclosed`` are entries with count ``?``.
    """

    day: date
    party: str
    group: tuple[str, ...]
    count: int | None  # type: ignore[assignment]  # a column, not tuple.count
    running_total: int
    undisclosed: int
    running_undisclosed: int


class _Sum(NamedTuple):
    people: int = 0
    undisclosed: int = 0

    def plus(self, other: "_Sum") -> "_Sum":
        return _Sum(self.people + other.people, self.undisclosed + other.undisclosed)


_Key = tuple[str, tuple[str, ...]]


def totals(
    figures: Iterable[Figure],
    by: Sequence[str],
    days: Sequence[date],
    recorded: frozenset[tuple[date, str]],
) -> Iterator[Total]:
    """Yield one row for every group on each of ``days``, in order of day, party and group.

    ``figures`` are the sums to be shown, already inside the range; ``recorded`` holds each day
    on which a party has any entry, shown or not.
    """
    sums: dict[tuple[date, _Key], _Sum] = {}
    for figure in figures:
        key = figure.group.party, tuple(getattr(figure.group, column) for column in by)
        seen = sums.get((figure.day, key), _Sum())
        sums[figure.day, key] = seen.plus(_Sum(figure.people, figure.undisclosed))
    running = {key: _Sum() for key in sorted({key for _, key in sums})}
    for day in days:
        for key, before in running.items():
            today = sums.get((day, key), _Sum())
            running[key] = so_far = before.plus(today)
            party, group = key
            yield Total(
                day=day,
                party=party,
                group=group,
                count=today.people if (day, party) in recorded else None,
                running_total=so_far.people,
                undisclosed=today.undisclosed,
                running_undisclosed=so_far.undisclosed,
            )


def days_between(first: date, last: date) -> list[date]:
    """Return every day from ``first`` to ``last``, both included."""
    return [first + DAY * n for n in range((last - first).days + 1)]
