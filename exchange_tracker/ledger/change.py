"""One change to a ledger while it is written: all of it is kept, or nothing.

Rows go to the database and into the digest in the same order and in one pass; the sums by truce
day and group are kept in the same transaction.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from exchange_tracker.errors import WrongUse
from exchange_tracker.ledger import sqlite
from exchange_tracker.ledger.digest import Digest, Heading, new_salt, person_hash
from exchange_tracker.ledger.ledger import Ledger
from exchange_tracker.ledger.schema import KINDS, quoted
from exchange_tracker.ledger.sums import Sums, derived
from exchange_tracker.model import Claim, Release, Source

CLOCK_WENT_BACK = "the clock had gone back to {}; the moment is that of the change before"


AnyFact = Release | Claim | Source


class Author(NamedTuple):
    """Who writes a change, why, and when (UTC)."""

    name: str
    reason: str
    moment: datetime


class Change:
    """A change being written; ``ledger`` reads the ledger with what was written so far."""

    def __init__(self, ledger: Ledger, author: Author) -> None:
        self.ledger = ledger
        self.connection = ledger.connection
        self.heading = _heading(ledger, author)
        self.rows_written = 0
        self._digest = Digest(self.heading)
        self._sums = Sums(self.connection)

    @property
    def number(self) -> int:
        """Give the number of the change."""
        return self.heading.number

    def write_terms(self, text: str) -> None:
        """Write terms in place of those that stand."""
        self.connection.execute(
            "UPDATE terms SET superseded = ? WHERE superseded IS NULL", (self.number,)
        )
        self.connection.execute(
            "INSERT INTO terms (written, text) VALUES (?, ?)", (self.number, text)
        )
        self._note([("add", "terms", text)])
        self.ledger.forget_terms()

    def add(self, facts: Sequence[AnyFact]) -> set[int]:
        """Write new facts of one kind.

        Gives the places in the list of those that were not written, since their id is known.
        """
        if not facts:
            return set()
        table = KINDS[type(facts[0])]
        first = self._next_row(table)
        rows = range(first, first + len(facts))
        stored = self._hide_names(facts, rows)
        known = self._insert(table, rows, rows, stored)
        kept = stored if not known else [f for n, f in enumerate(stored) if n not in known]
        if known:
            self._drop_names(rows[n] for n in known)
        if isinstance(facts[0], Release):
            self._sums.add(kept, self.ledger.clock)  # type: ignore[arg-type]
        self._note([("add", table, *fact) for fact in kept])
        return known

    def _insert(
        self, table: str, rows: range, places: Sequence[int], facts: Sequence[AnyFact]
    ) -> set[int]:
        """Insert versions of facts, and give the places in the list of those refused."""
        names = ["row", "place", "written", *quoted(type(facts[0]))]
        cells = [
            (row, place, self.number, *fact)
            for row, place, fact in zip(rows, places, facts, strict=True)
        ]
        if isinstance(facts[0], Release):
            names += ["truce_day", "people", "late"]
            clock = self.ledger.clock
            cells = [
                given + derived(fact, clock)  # type: ignore[arg-type]
                for given, fact in zip(cells, facts, strict=True)
            ]
        statement = f"""INSERT INTO {table} ({", ".join(names)})
            VALUES ({", ".join("?" * len(names))}) ON CONFLICT DO NOTHING"""
        if self.connection.executemany(statement, cells).rowcount == len(facts):
            return set()
        query = f"SELECT row FROM {table} WHERE row BETWEEN ? AND ?"
        found = {row for (row,) in self.connection.execute(query, (rows[0], rows[-1]))}
        return {n for n, row in enumerate(rows) if row not in found}

    def _hide_names(self, facts: Sequence[AnyFact], rows: range) -> Sequence[AnyFact]:
        """Put hashes in place of names, and the names where they can be erased."""
        if not isinstance(facts[0], Release) or not any(fact.person for fact in facts):  # type: ignore[union-attr]
            return facts
        hidden: list[AnyFact] = []
        for row, fact in zip(rows, facts, strict=True):
            if isinstance(fact, Release) and fact.person:
                salt = new_salt()
                self.connection.execute(
                    "INSERT INTO names (row, salt, person) VALUES (?, ?, ?)",
                    (row, salt, fact.person),
                )
                hidden.append(fact._replace(person=person_hash(salt, fact.person)))
            else:
                hidden.append(fact)
        return hidden

    def _drop_names(self, rows: Iterator[int]) -> None:
        self.connection.executemany("DELETE FROM names WHERE row = ?", [(row,) for row in rows])

    def _next_row(self, table: str) -> int:
        (last,) = self.connection.execute(f"SELECT max(row) FROM {table}").fetchone()
        return (last or 0) + 1

    def _note(self, rows: Sequence[Sequence[str]]) -> None:
        self._digest.rows(rows)
        self.rows_written += len(rows)

    def settle(self) -> None:
        """Bring the sums up to what was written, so that the ledger can be judged."""
        self._sums.write()

    def finish(self) -> None:
        """Write the change itself, when any row was written."""
        if not self.rows_written:
            return
        self.settle()
        self.connection.execute(
            "INSERT INTO changes (number, moment, author, reason, note, previous, digest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*self.heading, self._digest.finish()),
        )


def _heading(ledger: Ledger, author: Author) -> Heading:
    number, digest = ledger.last
    moment = author.moment.astimezone(UTC).isoformat(timespec="microseconds")
    moment = moment.replace("+00:00", "Z")
    note = ""
    before = ledger.moment_of(number)
    if before > moment:
        moment, note = before, CLOCK_WENT_BACK.format(moment)
    return Heading(number + 1, moment, author.name, author.reason, note, digest)


@contextmanager
def writing(
    path: Path, author: Author, waiting: Callable[[], None], *, keep: bool = True
) -> Iterator[Change]:
    """Write one change to a ledger; ``keep=False`` (a dry run) rolls it back at the end."""
    with (
        closing(sqlite.open_to_write(path)) as connection,
        sqlite.transaction(connection, path, waiting, keep=keep),
    ):
        change = Change(Ledger(connection, path), author)
        yield change
        change.finish()


@contextmanager
def creating(path: Path, author: Author, *, keep: bool = True) -> Iterator[Change]:
    """Create a ledger with its first change; nothing is left behind where that fails."""
    if path.exists() or path.is_symlink():
        raise WrongUse.one(str(path), "there is something of that name already", "name another")
    draft = path.with_name(f".{path.name}.{new_salt()}")
    try:
        with (
            closing(sqlite.open_new(draft)) as connection,
            sqlite.transaction(connection, path, lambda: None),
        ):
            sqlite.lay_out(connection)
            change = Change(Ledger(connection, path), author)
            yield change
            change.finish()
        if keep:
            sqlite.publish(draft, path)
    finally:
        draft.unlink(missing_ok=True)
