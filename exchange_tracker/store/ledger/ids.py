"""Rows without an id: are they in the ledger already, and if not, which id do they get?

What has to be remembered for that lies in SQLite's temporary tables, whatever the ledger lies in: who
adds a million rows to a ledger on a server asks the server about none of them.

Each file is compared with the ledger as it would be if the files before it had been imported by
themselves. A row may equal what an entry said before it was corrected or retracted; such an entry
is spared for it before the first row of the file is taken, since another row may be its correction.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Generic, NamedTuple, cast

from exchange_tracker.facts.model import AnyFact, Fact, Happening
from exchange_tracker.parse.across import LETTERS
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.connection import rows_written
from exchange_tracker.store.ledger.contents import content_of, earlier_contents
from exchange_tracker.store.ledger.ledger import MOST_ASKED, Version
from exchange_tracker.store.ledger.schema import KINDS
from exchange_tracker.store.ledger.scratch_tables import make_tables

_HOLD = """INSERT INTO held VALUES (?, 1, ?) ON CONFLICT (content) DO UPDATE SET
  copies = copies + 1, used = used + excluded.used"""
_KEEP_LOWEST = """INSERT INTO lowest VALUES (?, ?)
  ON CONFLICT (kind) DO UPDATE SET number = excluded.number"""


class Spared(NamedTuple):
    """An entry that a row equals as it was before change ``number`` corrected or retracted it."""

    id: str
    number: int
    retracted: bool


class Ids(Generic[Fact]):
    """What an import has to remember of ids and contents; it lies in temporary tables.

    ``rows`` yields the rows of all files by the number of their file, before any is taken.
    """

    def __init__(
        self,
        change: Change,
        kind: type[Fact],
        rows: Callable[[], Iterable[tuple[int, Sequence[Fact]]]],
        *,
        several: bool = False,
    ) -> None:
        self.change = change
        self.kind: type[Fact] = kind
        self.several = several
        self._rows = rows
        self._file = 0
        self._surveyed = False
        self._prepared = False
        self._scratch = change.ledger.engine.scratch()
        self._lowest = self._next = self._read_lowest()
        make_tables(self._scratch)

    def begin(self, file: int) -> None:
        """Begin the file of a number: its rows are compared with all that was there before it."""
        self._file = file
        self._prepared = False
        self._scratch.execute("DELETE FROM met")

    def meet(self, name: str) -> bool:
        """Note the id of a row that is there already; tell whether its file has it the first time."""
        statement = "INSERT INTO met VALUES (?) ON CONFLICT DO NOTHING"
        return rows_written(self._scratch, statement, [(name,)]) == 1

    def give(
        self, placed: Sequence[tuple[int, Fact]]
    ) -> tuple[list[tuple[int, Fact]], list[tuple[int, Spared]]]:
        """Return ids to the rows without one, less those that the ledger holds already.

        Beside them: the rows that equal an entry as it was before it was corrected.
        """
        self._prepare()
        new, spared = [], []
        for line, fact in placed:
            if fact.id:
                new.append((line, fact))
            elif not self._take_held(content := self._content(fact)):
                entry = self._take_spared(content)
                if entry:
                    spared.append((line, entry))
                else:
                    new.append((line, fact))
        free = iter(self.free(sum(not fact.id for _, fact in new)))
        rows = [
            (line, fact if fact.id else cast(Fact, fact._replace(id=next(free))))
            for line, fact in new
        ]
        return rows, spared

    def note_new(self, facts: Iterable[Fact]) -> None:
        """Note rows that were written, for the files that come after this one."""
        if self.several and self._surveyed:
            used = int(self._prepared)  # else they are seen to be of this file when it is prepared
            self._scratch.executemany(_HOLD, ((self._content(fact), used) for fact in facts))

    def note_amended(self, version: Version, before: Fact, after: Fact) -> None:
        """Note that a row of this file corrected an entry, for the files that come after it."""
        if not self.several or not self._surveyed:
            return
        old, new, used = self._content(before), self._content(after), int(self._prepared)
        self._scratch.execute(
            "UPDATE held SET copies = copies - 1, used = used - ? WHERE content = ?", (used, old)
        )
        self._scratch.execute(_HOLD, (new, used))
        self._scratch.execute(
            "UPDATE earlier SET standing = ? WHERE place = ?", (new, version.place)
        )
        row = (old, version.place, before.id, self.change.number, new)
        self._scratch.execute("INSERT OR REPLACE INTO earlier VALUES (?, ?, ?, ?, ?)", row)

    def was_erased(self, fact: Fact) -> bool:
        """Return whether a row without an id names people of one of which the names were erased.

        Nobody can tell any more who was named there, so the rest of the content decides.
        """
        if not isinstance(fact, Happening) or fact.id or not fact.person:
            return False
        return self._content(fact._replace(person="")) in self._erased

    @cached_property
    def _erased(self) -> frozenset[bytes]:
        """Return the contents, in any version, of what had its names erased."""
        erased = "id IN (SELECT id FROM redactions WHERE kind = ?)"
        versions = self.change.ledger.versions(self.kind, erased, (KINDS[self.kind],))
        return frozenset(
            self._content(fact._replace(person=""))
            for _, fact in versions
            if isinstance(fact, Happening)
        )

    def finish(self) -> None:
        """Remember below which number every id was used."""
        if self._next > self._lowest:
            self.change.connection.execute(_KEEP_LOWEST, (KINDS[self.kind], self._next))

    def _prepare(self) -> None:
        """Before the first row without an id of a file: what of the ledger can it be?"""
        if not self._surveyed:
            self._survey()
        if not self._prepared:
            self._prepared = True
            self._scratch.execute("UPDATE held SET used = 0 WHERE used > 0")
            self._scratch.execute("DELETE FROM spared")
            self._leave_out_ids()
            self._spare()

    def _survey(self) -> None:
        """Before the first id is given out: what was held and is, which ids do the files give?"""
        self._surveyed = True
        self._note_earlier()
        corrected = self._scratch.execute("SELECT 1 FROM earlier").fetchone() is not None
        for file, facts in self._rows():
            self._scratch.executemany(
                "INSERT INTO given VALUES (?, ?) ON CONFLICT DO NOTHING",
                [(fact.id, file) for fact in facts if fact.id],
            )
            if corrected:
                self._scratch.executemany(
                    """INSERT INTO wanted SELECT ?, ?, 1 WHERE ? IN (SELECT content FROM earlier)
                    ON CONFLICT DO UPDATE SET copies = copies + 1""",
                    [
                        (file, content, content)
                        for content in (self._content(fact) for fact in facts if not fact.id)
                    ],
                )
        facts_there = self.change.ledger.facts(self.kind)
        self._scratch.executemany(_HOLD, ((self._content(fact), 0) for fact in facts_there))

    def _note_earlier(self) -> None:
        """Note what every entry that was corrected or retracted said before."""
        table = KINDS[self.kind]
        corrected = f"place IN (SELECT place FROM {table} WHERE superseded IS NOT NULL)"
        versions = self.change.ledger.versions(self.kind, corrected)
        self._scratch.executemany(
            "INSERT OR REPLACE INTO earlier VALUES (?, ?, ?, ?, ?)",
            earlier_contents(versions, self._content),
        )

    def _leave_out_ids(self) -> None:
        """Leave out the entries whose id the file gives: they are matched by it, not by content."""
        query = "SELECT id FROM given WHERE file = ?"
        ids = [name for (name,) in self._scratch.execute(query, (self._file,))]
        for start in range(0, len(ids), MOST_ASKED):
            latest = self.change.ledger.latest(self.kind, ids[start : start + MOST_ASKED])
            self._scratch.executemany(
                "UPDATE held SET used = used + 1 WHERE content = ?",
                [(self._content(fact),) for it, fact in latest.values() if it.superseded is None],
            )

    def _spare(self) -> None:
        """Set aside the entries that were corrected since for the rows that say what they said."""
        surplus = """SELECT content, copies - coalesce(
              (SELECT copies - used FROM held WHERE held.content = wanted.content), 0)
            FROM wanted WHERE file = ?"""
        for content, rows in self._scratch.execute(surplus, (self._file,)).fetchall():
            slots = self._scratch.execute(
                """SELECT place, id, number, standing FROM earlier WHERE content = ?
                  AND id NOT IN (SELECT id FROM given WHERE file = ?)
                  AND place NOT IN (SELECT place FROM spared) ORDER BY place""",
                (content, self._file),
            ).fetchall()
            left = rows
            for place, name, number, standing in slots:
                if left > 0 and (standing is None or self._take_held(standing)):
                    row = (content, place, name, number, standing is None)
                    self._scratch.execute("INSERT INTO spared VALUES (?, ?, ?, ?, ?)", row)
                    left -= 1

    def _take_held(self, content: bytes) -> bool:
        statement = "UPDATE held SET used = used + 1 WHERE content = ? AND used < copies"
        return rows_written(self._scratch, statement, [(content,)]) == 1

    def _take_spared(self, content: bytes) -> Spared | None:
        query = "SELECT place, id, number, retracted FROM spared WHERE content = ? ORDER BY place"
        row = self._scratch.execute(query, (content,)).fetchone()
        if not row:
            return None
        place, name, number, retracted = row
        self._scratch.execute("DELETE FROM spared WHERE place = ?", (place,))
        return Spared(name, number, bool(retracted))

    @property
    def compares(self) -> bool:
        """Return whether the file has rows without an id, which are compared by content."""
        return self._prepared

    def is_given(self, name: str) -> bool:
        """Return whether a file gives an id itself."""
        query = "SELECT 1 FROM given WHERE id = ?"
        return self._scratch.execute(query, (name,)).fetchone() is not None

    def is_unused(self, fact: AnyFact) -> bool:
        """Return whether no row of the file was taken for an entry of this content."""
        return bool(self._unused(self._content(fact)))

    def unused(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        """Yield those of some entries for which no row of the file was taken; of copies the last."""
        copies: dict[bytes, list[Fact]] = {}
        for fact in facts:
            copies.setdefault(self._content(fact), []).append(fact)
        for content, some in copies.items():
            yield from some[max(0, len(some) - self._unused(content)) :]

    def _unused(self, content: bytes) -> int:
        query = "SELECT copies - used FROM held WHERE content = ?"
        row = self._scratch.execute(query, (content,)).fetchone()
        return int(row[0]) if row else 0

    def _read_lowest(self) -> int:
        """Return the lowest number that an id may get: every one below it was used."""
        query = "SELECT number FROM lowest WHERE kind = ?"
        row = self.change.connection.execute(query, (KINDS[self.kind],)).fetchone()
        return int(row[0]) if row else 1

    def leave_free(self, names: Iterable[str]) -> None:
        """Give none of some ids to rows that have none."""
        statement = "INSERT INTO given VALUES (?, ?) ON CONFLICT DO NOTHING"
        self._scratch.executemany(statement, [(name, self._file) for name in names if name])

    def free(self, wanted: int) -> list[str]:
        """Return the lowest ids that were never used nor are given in the files."""
        ids: list[str] = []
        while len(ids) < wanted:
            most = min(wanted - len(ids), MOST_ASKED)
            names = [f"{LETTERS[self.kind]}{self._next + n}" for n in range(most)]
            self._next += most
            taken = self._taken(names)
            ids += [name for name in names if name not in taken]
        return ids

    def _taken(self, names: Sequence[str]) -> set[str]:
        """Return those of some ids that were ever used, or are given in the files."""
        marks = ", ".join("?" * len(names))
        file_ids = self._scratch.execute(f"SELECT id FROM given WHERE id IN ({marks})", names)
        used = " UNION ".join(
            f"SELECT id FROM {table} WHERE row = place AND id IN ({marks})"
            for table in KINDS.values()
        )
        return {
            name
            for rows in (file_ids, self.change.connection.execute(used, (*names,) * len(KINDS)))
            for (name,) in rows
        }

    def _content(self, fact: AnyFact) -> bytes:
        """Return what two rows without an id have in common when their content is the same."""
        return content_of(fact, self.change.ledger.terms)
