"""Totals with a column for each group, as tools that draw charts want them."""

from collections.abc import Iterable
from enum import StrEnum
from typing import assert_never

from exchange_tracker.queries.stretches import Step, Stretch
from exchange_tracker.queries.totals import Total
from exchange_tracker.render.row_forms import Rows


class Shape(StrEnum):
    """How totals lie in rows: a row for each day and group, or a row a day with a column a group."""

    LONG = "long"
    WIDE = "wide"
    WIDE_RUNNING = "wide-running"


def wide_rows(totals: Iterable[Stretch], shape: Shape, step: Step) -> Rows:
    """Return a row for each stretch, with the count or the running total of each group in its column.

    A column is named by the party and the words of the group, with ``/`` between them. Each group has
    a total on each day; a count is missing where the party has no entry in the stretch.
    """
    parts = list(totals)
    names = map(_name, parts[0].totals if parts else ())
    rows = (
        (*_dates(part, step), *(_number(each, shape) for each in part.totals)) for part in parts
    )
    return Rows((*(("day",) if step is Step.DAY else ("from", "to")), *names), rows)


def _dates(part: Stretch, step: Step) -> tuple[str, ...]:
    last = part.last.isoformat()
    return (last,) if step is Step.DAY else (part.first.isoformat(), last)


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
