"""Rows as Parquet, for data frames: columns of one type each, and what is absent is null.

It is written by pyarrow, 55 MB that few need: it is an extra, and not in the lock.
"""

from importlib.util import find_spec
from itertools import islice
from typing import BinaryIO

from exchange_tracker.errors import Refusal
from exchange_tracker.render.row_forms import Rows

_AT_ONCE = 50_000  # rows in a group of rows
_DAYS = ("day", "until")
_NUMBERS = ("people",)


def expect_pyarrow() -> None:
    """Raise ``Refusal`` where what writes Parquet is not installed."""
    if find_spec("pyarrow") is None:
        what = "Parquet is written by pyarrow, which is not installed"
        raise Refusal.one(".parquet", what, "install it: pip install 'exchange-tracker[parquet]'")


def write_parquet(rows: Rows, file: BinaryIO) -> None:
    """Write rows whose days are texts such as 2023-11-30."""
    import pyarrow as pa  # noqa: PLC0415 - only who asks for Parquet has it
    from pyarrow.parquet import ParquetWriter  # noqa: PLC0415

    types = [(name, pa.int64() if name in _NUMBERS else pa.string()) for name in rows.columns]
    days = {
        place: pa.field(name, pa.date32())
        for place, name in enumerate(rows.columns)
        if name in _DAYS
    }
    read, written = pa.schema(types), pa.schema(types)
    for place, field in days.items():
        written = written.set(place, field)
    remaining = iter(rows.rows)
    with ParquetWriter(file, written) as writer:
        while chunk := list(islice(remaining, _AT_ONCE)):
            columns = [list(column) for column in zip(*chunk, strict=True)]
            writer.write_table(pa.table(columns, schema=read).cast(written))
