"""The rows of each change as its digest covers them, read back from the tables."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from exchange_tracker.store.ledger.digest import OperationKind, rows_text
from exchange_tracker.store.ledger.engine import Engine
from exchange_tracker.store.ledger.recorded_columns import FIRST_COLUMNS, LATER_COLUMNS
from exchange_tracker.store.ledger.row_reader import RowReader
from exchange_tracker.store.ledger.row_texts import Text, canonical, row_texts
from exchange_tracker.store.ledger.schema import TABLES, TERMS

_ADD, _AMEND, _RETRACT, _REDACT = (f"'{kind}'" for kind in OperationKind)


class TextsByChange:
    """Rows of one kind in the order of the changes that wrote them, taken change by change.

    ``next`` is the number of the change of the next; ``None`` after the last.
    """

    def __init__(self, texts: Iterable[Text]) -> None:
        self.next: int | None = None
        self._text = ""
        self._texts = iter(texts)
        self._go_on()

    def _go_on(self) -> None:
        self.next, self._text = next(self._texts, (None, ""))

    def take(self, number: int) -> Iterator[str]:
        """Yield the rows of a change, some in each text; nothing where it has none next."""
        while self.next == number:
            yield canonical(self._text)
            self._go_on()


def texts_by_change(reader: RowReader) -> list[TextsByChange]:
    """Return the rows of each kind in the order in which a change digests them."""
    return [*map(TextsByChange, _texts(reader))]


def _texts(reader: RowReader) -> Iterator[Iterable[Text]]:
    yield _made_here(reader.in_pieces(TERMS, ("row",), f"written, {_ADD}, '{TERMS}', text"))
    for kind, table in TABLES:
        yield row_texts(reader, table, "written", _version(reader.engine, kind, table))
    for _, table in TABLES:
        retracted = reader.in_pieces(
            table,
            ("superseded", "row"),
            f"superseded, {_RETRACT}, '{table}', id",
            f"""superseded IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {table} AS new
              WHERE new.place = old.place AND new.row <> new.place
                AND new.written = old.superseded)""",
        )
        yield _made_here(retracted)
    yield _made_here(reader.in_pieces("redactions", ("row",), f"written, {_REDACT}, kind, id"))


def _version(engine: Engine, kind: type, table: str) -> str:
    """Return what makes the JSON of a version of a fact, up to its last later column that is not blank."""
    words = (f"CASE WHEN row = place THEN {_ADD} ELSE {_AMEND} END", f"'{table}'")
    first, later = (
        [f'"{name}"' for name in names[kind]] for names in (FIRST_COLUMNS, LATER_COLUMNS)
    )
    text = engine.json_array((*words, *first))
    for end, name in enumerate(later, start=1):
        longer = engine.json_array((*words, *first, *later[:end]))
        text = f"CASE WHEN {name} <> '' THEN {longer} ELSE {text} END"
    return text


def _made_here(pieces: Iterable[Sequence[Sequence[Any]]]) -> Iterator[Text]:
    """Yield rows of few columns, of which the first is the number of their change."""
    for piece in pieces:
        for number, rows in groupby(piece, key=itemgetter(0)):
            yield number, rows_text(row[1:] for row in rows)
