"""What a question gives: rows with the columns of its command, in their order."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Generic, TypeVar, get_args

from exchange_tracker.render.row_forms import Rows

Value = str | int | date | None
"""A cell: dates as ``datetime.date``, numbers as ``int``, absent as ``None``."""

RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class Result(Generic[RowT]):
    """Rows in the order of the command, its columns, and the code that it exits with.

    It can be iterated, counted and indexed: ``for row in result``, ``len(result)``, ``result[0]``.
    """

    rows: tuple[RowT, ...]
    columns: tuple[str, ...]
    exit_code: int = 0

    def __iter__(self) -> Iterator[RowT]:
        """Yield the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __getitem__(self, place: int) -> RowT:
        """Return the row at a place, counted from 0."""
        return self.rows[place]

    def to_records(self) -> list[dict[str, Value]]:
        """Return each row as a dict by column, as ``pandas`` and ``polars`` take them."""
        names = [(column, field_name(column)) for column in self.columns]
        return [{column: getattr(row, name) for column, name in names} for row in self.rows]


def result_of(row_type: type[RowT], table: Rows, exit_code: int = 0) -> Result[RowT]:
    """Return the rows of a report as values of a type whose fields are its columns."""
    names = [field_name(column) for column in table.columns]
    dated = _dated(row_type)
    rows = tuple(
        row_type(
            **{
                name: date.fromisoformat(cell) if name in dated and isinstance(cell, str) else cell
                for name, cell in zip(names, row, strict=True)
            }
        )
        for row in table.rows
    )
    return Result(rows, table.columns, exit_code)


def field_name(column: str) -> str:
    """Return the field of a column: ``from`` is a word of Python, so its field is ``from_``."""
    return "from_" if column == "from" else column


def _dated(row_type: type[Any]) -> frozenset[str]:
    """Return the fields that hold dates."""
    return frozenset(
        field.name
        for field in fields(row_type)
        if field.type is date or date in get_args(field.type)
    )
