"""Rows without an id: are they in the ledger already, and if not, which id do they get?"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Generic, cast

from exchange_tracker.facts.entry import with_defaults
from exchange_tracker.facts.model import Fact, Release
from exchange_tracker.parse.across import LETTERS
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.connection import rows_written
from exchange_tracker.store.ledger.schema import KINDS

_TABLES = (
    "CREATE TEMP TABLE met (id TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TEMP TABLE given (id TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TEMP TABLE held (content BLOB PRIMARY KEY, copies INTEGER) WITHOUT ROWID",
)


class Ids(Generic[Fact]):
    """What an import has to remember of ids and contents; it lies in temporary tables."""

    def __init__(
        self, change: Change, kind: type[Fact], given_ids: Callable[[], Iterable[list[str]]]
    ) -> None:
        self.change = change
        self.kind: type[Fact] = kind
        self._given_ids = given_ids
        self._surveyed = False
        self._connection = change.connection
        self._lowest = self._next = self._read_lowest()
        for name in ("met", "given", "held"):
            self._connection.execute(f"DROP TABLE IF EXISTS temp.{name}")
        for statement in _TABLES:
            self._connection.execute(statement)

    def meet(self, name: str) -> bool:
        """Note the id of a row that is there already; tell whether it is met the first time."""
        statement = "INSERT INTO met VALUES (?) ON CONFLICT DO NOTHING"
        return rows_written(self._connection, statement, [(name,)]) == 1

    def give(self, placed: Sequence[tuple[int, Fact]]) -> list[tuple[int, Fact]]:
        """Return ids to the rows without one, and leave out those that the ledger holds already."""
        self._survey()
        new = [(line, fact) for line, fact in placed if fact.id or not self._take_held(fact)]
        free = iter(self.free(sum(not fact.id for _, fact in new)))
        return [
            (line, fact if fact.id else cast(Fact, fact._replace(id=next(free))))
            for line, fact in new
        ]

    def was_erased(self, fact: Fact) -> bool:
        """Return whether a row without an id names people of an entry whose names were erased.

        Nobody can tell any more who was named there, so the rest of the content decides.
        """
        if not isinstance(fact, Release) or fact.id or not fact.person:
            return False
        return _content(fact._replace(person="")) in self._erased

    @cached_property
    def _erased(self) -> frozenset[bytes]:
        """Return the contents, in any version, of the entries whose names were erased."""
        erased = "id IN (SELECT id FROM redactions)"
        found = self.change.ledger.versions(Release, erased)
        return frozenset(_content(fact._replace(person="")) for _, fact in found)

    def finish(self) -> None:
        """Remember below which number every id was used."""
        if self._next > self._lowest:
            self._connection.execute(
                "INSERT INTO lowest VALUES (?, ?)"
                " ON CONFLICT (kind) DO UPDATE SET number = excluded.number",
                (KINDS[self.kind], self._next),
            )

    def _survey(self) -> None:
        """Before the first id is given out: which ids do the files give, what is held?

        A fact whose id the files give is matched by its id, so it is no copy of another row.
        """
        if self._surveyed:
            return
        self._surveyed = True
        for ids in self._given_ids():
            self._connection.executemany(
                "INSERT INTO given VALUES (?) ON CONFLICT DO NOTHING", [(name,) for name in ids]
            )
        self._connection.executemany(
            "INSERT INTO held VALUES (?, 1) ON CONFLICT (content) DO UPDATE SET copies = copies + 1",
            (
                (_content(fact),)
                for fact in self.change.ledger.facts(self.kind)
                if not self._among(fact.id, "given")
            ),
        )

    def _read_lowest(self) -> int:
        """Return the lowest number that an id may get: every one below it was used."""
        query = "SELECT number FROM lowest WHERE kind = ?"
        found = self._connection.execute(query, (KINDS[self.kind],)).fetchone()
        return int(found[0]) if found else 1

    def _take_held(self, fact: Fact) -> bool:
        statement = "UPDATE held SET copies = copies - 1 WHERE content = ? AND copies > 0"
        return rows_written(self._connection, statement, [(_content(fact),)]) == 1

    def free(self, wanted: int) -> list[str]:
        """Return the lowest ids that were never used nor are given in the files."""
        found: list[str] = []
        while len(found) < wanted:
            name = f"{LETTERS[self.kind]}{self._next}"
            self._next += 1
            if not any(self._among(name, table) for table in ("given", *KINDS.values())):
                found.append(name)
        return found

    def _among(self, name: str, table: str) -> bool:
        first = "" if table == "given" else "AND row = place"
        query = f"SELECT 1 FROM {table} WHERE id = ? {first}"
        return self._connection.execute(query, (name,)).fetchone() is not None


def _content(fact: Fact) -> bytes:
    """Return what two rows without an id have in common when their content is the same."""
    cells = with_defaults(fact._replace(id=""))
    return hashlib.blake2b(json.dumps(cells).encode(), digest_size=16).digest()
