"""Results as workbooks, where what writes them is installed."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exchange_tracker.cli.output import emit_binary
from exchange_tracker.render.row_forms import Rows
from exchange_tracker.render.workbook import expect_writer, write_workbook

if TYPE_CHECKING:
    from exchange_tracker.cli.written_files import Counted


def emit_workbook(
    sheets: Mapping[str, Rows],
    path: Path | None,
    *,
    rows: "Counted[Any] | None" = None,
    announced: bool = True,
) -> None:
    """Write tables to a workbook that is whole or not there, a sheet each."""
    expect_writer()
    emit_binary(
        lambda file, scratch: write_workbook(sheets, file, scratch),
        path,
        rows=rows,
        announced=announced,
    )
