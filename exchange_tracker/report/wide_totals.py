"""Totals with a column for each group, as tools that draw charts want them."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import groupby
from typing import assert_never

from exchange_tracker.queries.totals import Total
from exchange_tracker.render.row_forms import Rows


class Shape(StrEnum):
    """How totals lie in rows: a row for each day and group, or a row a day with a column a group."""

    LONG = "long"
    WIDE = "wide"
    WIDE_RUNNING = "wide-running"


def wide_rows(totals: Iterable[Total], shape: Shape) -> Rows:
    """Return a row for each day, with the count or the running total of each group in its column.

    A column is named by the party and the words of the group, with ``/`` between them. Each group has
    a total on each day; a count is missing where the party has no entry on the day.
    """
    days = {day: list(group) for day, group in groupby(totals, key=lambda total: total.day)}
    first: list[Total] = next(iter(days.values()), [])
    rows = ((day.isoformat(), *(_number(each, shape) for each in days[day])) for day in days)
    return Rows(("day", *map(_name, first)), rows)


def _name(total: Total) -> str:
    return "/".join(word.replace("/", "%2F") for word in (total.party, *total.group))


def _number(total: Total, shape: Shape) -> int | None:
    match shape:
        case Shape.WIDE:
            return total.count
        case Shape.WIDE_RUNNING:
            return total.running_total
        case Shape.LONG:
            raise ValueError("totals are long as they are")
        case _:
            assert_never(shape)
