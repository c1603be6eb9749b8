"""Rows of a sheet that say what the ledger says, letter by letter: they are passed over unread.

Of a long sheet a few rows are others than at the last sync. What an entry says was checked when it was
recorded, so that a row of the same cells need not be taken apart again, and nor need its entry.
"""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Generic

from exchange_tracker.facts.model import Fact, columns
from exchange_tracker.parse.row_shape import Numbered
from exchange_tracker.parse.rows import CHUNK
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.schema import KINDS, NAMES
from exchange_tracker.store.ledger.sheet_cells import DEFAULTED, Key

_BETWEEN = "\x1f"  # between cells: a cell that has it is read like any other


class UnchangedRows(Generic[Fact]):
    """The entries that stand, by what they say in the columns of a sheet, until a row says the same."""

    def __init__(self, ledger: Ledger, kind: type[Fact], key: Sequence[str]) -> None:
        self.line_of: dict[Key, int] = {}
        """The lines of the rows that were passed over, by their keys."""
        self._ledger = ledger
        self._kind: type[Fact] = kind
        self._key = key
        self._given: tuple[str, ...] = ()
        self._pick: Callable[[Sequence[str]], Key] = tuple
        self._rows: dict[str, int] | None = None  # of the entries, by their text

    def sift(self, rows: Sequence[Numbered], given: Sequence[str]) -> list[Numbered]:
        """Return those of some rows that say anything new; ``given`` are the columns of them."""
        if self._rows is None:
            self._begin(tuple(given), len(rows))
        there, names = self._rows or {}, self._given
        texts = [_BETWEEN.join(cells) for _, cells, _ in rows]
        if "".join(texts).count(_BETWEEN) != len(rows) * (len(names) - 1):  # a cell has it, too
            return list(rows)
        left = []
        for text, row in zip(texts, rows, strict=True):
            line, cells, own = row
            if text in there and own == names and any(key := self._pick(cells)):
                self.line_of[key] = line
                del there[text]
            else:
                left.append(row)
        return left

    @property
    def left(self) -> set[int] | None:
        """Return the rows in the ledger of all other entries; ``None``: none was passed over."""
        return {*(self._rows or {}).values()} if self.line_of else None

    def _begin(self, given: tuple[str, ...], first: int) -> None:
        """Read what the entries say, where a row that says the same can be about no other.

        Of a sheet of few rows each is looked up instead.
        """
        self._given, self._rows = given, {}
        fits = set(self._key) <= set(given) <= set(columns(self._kind))
        if first == CHUNK and fits and self._is_unique():
            places = [given.index(name) for name in self._key]
            pick = itemgetter(*places)
            self._pick = pick if len(places) > 1 else lambda cells: (pick(cells),)
            self._rows = dict(self._ledger.rows(self._texts(given)))

    def _is_unique(self) -> bool:
        """Return whether no two entries have the same key."""
        if DEFAULTED & set(self._key):  # which say the same in more than one way
            return False
        if "id" in self._key or "person" in self._key:  # names stand in a table of their own
            return "id" in self._key
        key = ", ".join(f'"{name}"' for name in self._key)
        query = f"""SELECT 1 FROM {KINDS[self._kind]} WHERE {self._ledger.standing}
            GROUP BY {key} HAVING count(*) > 1 LIMIT 1"""
        return not list(self._ledger.rows(query))

    def _texts(self, given: Sequence[str]) -> str:
        text = self._ledger.engine.side_by_side([*map(self._cell, given)], _BETWEEN)
        return f"""SELECT {text}, row FROM {KINDS[self._kind]} AS old
            WHERE {self._ledger.standing}"""

    def _cell(self, name: str) -> str:
        names = NAMES.get(self._kind)
        if name != "person" or not names:
            return f'"{name}"'
        return f"coalesce((SELECT person FROM {names} AS names WHERE names.row = old.row), '')"
