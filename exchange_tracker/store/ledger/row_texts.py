"""Rows of a ledger as JSON that the database makes, many of them in one text.

To hand on a million rows cell by cell takes longer than to digest them, or to count those that are alike.
"""

import json
from collections.abc import Iterator, Sequence

from exchange_tracker.store.ledger.digest import rows_text
from exchange_tracker.store.ledger.row_reader import PIECE, RowReader
from exchange_tracker.store.ledger.sqlite_errors import TooLong

Text = tuple[int, str]
"""A number that some rows have in common, and their JSON, joined by commas."""

_BETWEEN_ROWS, _BETWEEN_CELLS = '"],["', '","'  # no cell has them: JSON escapes its quotes
_ESCAPE = "\\"
_COMMON = (_ESCAPE + '"', _ESCAPE + "n")  # escapes of texts that people write, as digests have them


def row_texts(
    reader: RowReader, table: str, number: str, text: str, where: str = "TRUE"
) -> Iterator[Text]:
    """Yield the rows of a table in their order: a number and the JSON of each, as SQL gives them."""
    reader.let_go()
    begins, more = "TRUE", True
    after: tuple[int, ...] = ()
    while more:
        piece = f"""SELECT row, {number} AS number, {text} AS text FROM {table}
            WHERE {where} AND {begins} ORDER BY row LIMIT {PIECE}"""
        rows, last, texts = _joined(reader, piece, after) or _one_by_one(reader, piece, after)
        yield from texts
        more = rows == PIECE
        begins, after = "row > ?", (last,)


_Piece = tuple[int, int, list[Text]]
"""How many rows a piece has, the last of them, and what they say."""


def _joined(reader: RowReader, piece: str, after: tuple[int, ...]) -> _Piece | None:
    """Return a piece as one text; ``None`` where its rows have no number in common, or are very long."""
    joined = reader.engine.joined("text")  # in the order in which they come
    query = f"""SELECT count(*), max(row), min(number), max(number), {joined}
        FROM ({piece}) AS piece"""
    try:
        ((rows, last, number, greatest, text),) = reader.rows(query, after)
    except TooLong:
        return None
    if number != greatest:
        return None
    reader.note_read(rows)
    return rows, last, [(number, text)] if rows else []


def _one_by_one(reader: RowReader, piece: str, after: tuple[int, ...]) -> _Piece:
    rows = list(reader.rows(piece, after))
    return len(rows), rows[-1][0], [(number, text) for _, number, text in rows]


def canonical(text: str) -> str:
    """Return rows in the form that a digest covers: JSON may say the same in more than one way."""
    if _ESCAPE not in text:
        return text
    others = text.replace(_ESCAPE + _ESCAPE, "")
    if others.count(_ESCAPE) == sum(map(others.count, _COMMON)):
        return text
    return rows_text(json.loads(f"[{text}]"))


def each_row(text: str) -> Sequence[str]:
    """Return what stands between the first and the last quote of each row."""
    return text[2:-2].split(_BETWEEN_ROWS)


def without_last(row: str) -> tuple[str, str]:
    """Return such a row without its last cell, and that, which has nothing to escape."""
    others, _, last = row.rpartition(_BETWEEN_CELLS)
    return others, last


def cells(row: str) -> Sequence[str]:
    """Return the cells of such a row."""
    if _ESCAPE not in row:
        return row.split(_BETWEEN_CELLS)
    texts: list[str] = json.loads(f'["{row}"]')
    return texts
