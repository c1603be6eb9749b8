"""Running totals: people released, day by day and group by group (``ledger.md``, section 4)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from exchange_tracker.errors import UsageError
from exchange_tracker.facts.figures import Figure, Figures, Series
from exchange_tracker.facts.groups import GROUP_COLUMNS, matches
from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.queries.query import EVERYTHING, Filters, Query


class Total(NamedTuple):
    """One group on one truce day.

    ``group`` holds the values of the columns asked for. ``count`` is ``None`` where the party has
    no entry on that day: no record is not zero. ``undisclosed`` are entries with an open count; ``party`` joins several by ``;``.
    ``thing`` is a kind that is not people where these are counted apart, else blank.
    """

    day: date
    party: str
    group: tuple[str, ...]
    count: int | None  # type: ignore[assignment]  # a column, not tuple.count
    running_total: int
    undisclosed: int
    running_undisclosed: int
    thing: str = ""


class RangeTotals(NamedTuple):
    """Running totals over a range of truce days, and the sums that lie outside it.

    ``sometime`` are those inside whose entries happened on one of several days: they stand on the last.
    """

    columns: tuple[str, ...]
    inside: Iterator[Total]
    outside: list[Figure]
    sometime: list[Figure]


_Key = tuple[str, tuple[str, ...], str]
_Daily = dict[date, tuple[int, int]]
"""People and open counts by day."""


def select_totals(
    query: Query,
    by: Sequence[str] = ("kind",),
    filters: Filters = EVERYTHING,
    *,
    things_apart: bool = False,
) -> RangeTotals:
    """Return the totals of what is selected, by columns; without bounds over the truce's own days.

    A running total starts at the truce's first day, or at an earlier bound: it is the total so far.
    For people, ``things_apart`` keeps each kind of things out of the sums of people.
    Raise ``UsageError`` for a column that cannot be grouped by.
    """
    columns, terms = group_columns(by), query.terms
    first_day, last_day = terms.days_until(query.clock.day_of(query.at))
    first, last = filters.first or first_day, filters.last or last_day
    every = query.records.figures(query.at)
    selection = [each for each in every.series if matches(filters.selector, each.group)]
    start = min(first, terms.first_day)
    things = frozenset(kind for kind in terms.kinds if things_apart and not terms.is_people(kind))
    sums = totals(selection, columns, _begun(query, start, last), _recorded(every), things)
    return RangeTotals(
        columns=columns,
        inside=(total for total in sums if total.day >= first),
        outside=[
            figure
            for series in selection
            if any(not start <= day <= last for day in series.days)
            for figure in series.figures()
            if not start <= figure.day <= last
        ],
        sometime=[
            figure
            for series in selection
            if series.firsts
            for figure in series.figures()
            if first <= figure.day <= last
        ],
    )


def running_totals(query: Query) -> list[Total]:
    """Return the running totals by kind over the truce's days that have begun."""
    return list(select_totals(query).inside)


def group_columns(names: Iterable[str], others: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the columns to group by, each once; raise ``UsageError`` for one that is none.

    ``others`` are words that may stand there, too.
    """
    columns = tuple(dict.fromkeys(names))
    for name in columns:
        if name not in GROUP_COLUMNS:
            words = ", ".join((*GROUP_COLUMNS, *others))
            raise UsageError.one("--by", f"{name!r} cannot be grouped by", f"write any of {words}")
    return columns


def _begun(query: Query, first: date, last: date) -> list[date]:
    return days_between(first, min(last, query.clock.day_of(query.at)))


def _recorded(figures: Figures) -> frozenset[tuple[date, str]]:
    return frozenset((day, each.group.party) for each in figures.series for day in each.days)


def totals(
    sums: Iterable[Series],
    by: Sequence[str],
    days: Sequence[date],
    recorded: frozenset[tuple[date, str]],
    things: frozenset[str] = frozenset(),
) -> Iterator[Total]:
    """Yield one row for every group on each of ``days``, in order of day, party and group.

    ``sums`` are those to be shown; ``recorded`` holds each day on which a party has any entry, shown
    or not. Kinds that are ``things`` are groups of their own.
    """
    daily = _daily(sums, by, frozenset(days), things)
    running = dict.fromkeys(sorted(daily), (0, 0))
    for day in days:
        for key, (people, hidden) in running.items():
            today, hidden_today = daily[key].get(day, (0, 0))
            running[key] = so_far = people + today, hidden + hidden_today
            party, group, thing = key
            yield Total(
                day=day,
                party=party,
                group=group,
                count=today if (day, party) in recorded else None,
                running_total=so_far[0],
                undisclosed=hidden_today,
                running_undisclosed=so_far[1],
                thing=thing,
            )


def _daily(
    sums: Iterable[Series], by: Sequence[str], days: frozenset[date], things: frozenset[str]
) -> dict[_Key, _Daily]:
    """Return the people and the open counts of each group that has any entry on some days."""
    daily: dict[_Key, _Daily] = {}
    for series in sums:
        if days.isdisjoint(series.days):
            continue
        group, kind = series.group, series.group.kind
        values = tuple(getattr(group, column) for column in by)
        mine = daily.setdefault((group.party, values, kind if kind in things else ""), {})
        for day, *numbers in zip(series.days, series.people, series.undisclosed, strict=True):
            if day in days:
                before = mine.get(day, (0, 0))
                mine[day] = before[0] + numbers[0], before[1] + numbers[1]
    return daily


def days_between(first: date, last: date) -> list[date]:
    """Return every day from ``first`` to ``last``, both included."""
    return [first + DAY * n for n in range((last - first).days + 1)]
