"""Rows of `check` in a form short enough for a table in a test."""

from .folder import Row
from .naive import NUMBERS


def short(rows: list[Row], obligation: str, reading: str = "as-written") -> list[str]:
    """Each row of one obligation as its last day of the month, its numbers and its status."""
    return [
        " ".join([row["to"][-2:], *(row[key] or "-" for key in NUMBERS), row["status"]])
        for row in rows
        if row["obligation"] == obligation and row["reading"] == reading
    ]
