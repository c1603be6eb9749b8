"""One change to a ledger while it is written: all of it is kept, or nothing.

Rows go to the database and into the digest in the same order and in one pass; the sums by truce
day and group are kept in the same transaction.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple, assert_never, cast

from exchange_tracker.facts.groups import Group
from exchange_tracker.facts.model import AnyFact, Release
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.store.ledger import person_names
from exchange_tracker.store.ledger.day_indexes import DayIndexes
from exchange_tracker.store.ledger.digest import ChangeHeading, Digest, OperationKind
from exchange_tracker.store.ledger.ledger import Ledger, Version
from exchange_tracker.store.ledger.recorded_columns import digested_columns, digested_rows
from exchange_tracker.store.ledger.schema import KINDS, TABLES, TERMS, quoted
from exchange_tracker.store.ledger.sums import Sums, derived
from exchange_tracker.store.ledger.tally import SourceCells, Tally

CLOCK_WENT_BACK = "the clock had gone back to {}; the moment is that of the change before"

CHUNK = 1_000  # rows
_TABLES = [table for _, table in TABLES]
_DERIVED_FROM = [Release._fields.index(name) for name in ("day", "until", "at", "count")]


class Author(NamedTuple):
    """Who writes a change, why, and when (UTC); ``note`` is what the program notes beside it."""

    name: str
    reason: str
    moment: datetime
    note: str = ""


class Change:
    """A change being written; ``ledger`` reads the ledger with what was written so far."""

    def __init__(
        self, ledger: Ledger, heading: ChangeHeading, hide: person_names.Hide = person_names.hide
    ) -> None:
        self.ledger = ledger
        self.connection = ledger.connection
        self.heading = heading
        self._hide = hide
        self._digest = Digest(self.heading)
        self._noted: tuple[int, int] | None = None  # the place in the digest of what came last
        self._retracted: list[tuple[str, int, str]] = []  # table, row, id; noted when all are there
        self._sums = Sums(self.connection)
        self._sources = SourceCells()
        self._only_adds = True
        self._indexes = DayIndexes(ledger.engine)

    @property
    def number(self) -> int:
        """Return the number of the change."""
        return self.heading.number

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was written so far."""
        return self._noted is None and not self._retracted

    @property
    def tally(self) -> Tally | None:
        """Return what the rows that it added say, once it is settled; ``None``: the ledger is to be asked."""
        if not self._only_adds or self._sources.are_too_many:
            return None
        return Tally(self._sources.counts, self._sums.most)

    @property
    def groups(self) -> Collection[Group]:
        """Return the groups of which the sums may be others, once it is settled."""
        return self._sums.groups

    def write_terms(self, text: str) -> None:
        """Write terms in place of those that stand; days are counted anew where they say so."""
        before = self.ledger.clock if self.number > 1 else None
        statement = "UPDATE terms SET superseded = ? WHERE superseded IS NULL"
        self.connection.execute(statement, (self.number,))
        self._write(TERMS, {"row": self.next_row(TERMS), "written": self.number, "text": text})
        self._note(OperationKind.ADD, TERMS, [(text,)])
        self.ledger.forget_terms()
        now = self.ledger.clock
        if before and (before.zone, before.starts) != (now.zone, now.starts):
            self._recount(now)

    def add(self, facts: Sequence[AnyFact]) -> set[int]:
        """Write new facts of one kind.

        Return the places in the list of those that were not written, since their id is taken.
        """
        if not facts:
            return set()
        table = KINDS[type(facts[0])]
        first = self.next_row(table)
        if table == KINDS[Release]:
            self._indexes.expect(first)
        rows = range(first, first + len(facts))
        hidden = self._hide(facts)
        taken = self._insert(table, rows, rows, hidden.facts)
        hidden.keep(self.connection, rows, taken)
        new = hidden.facts
        if taken:
            new = [fact for n, fact in enumerate(new) if n not in taken]
        self._count(new, self._sums.add)
        self._note_facts(OperationKind.ADD, table, new)
        if new:
            self._sources.count(new)
        return taken

    def index(self) -> None:
        """Make what was done without while rows were added, before anything is looked up by its day."""
        self._indexes.make()

    def amend(self, version: Version, before: AnyFact, after: AnyFact) -> None:
        """Write a new version of a fact in place of the one that stands."""
        self._only_adds = False
        table = KINDS[type(after)]
        row = self.next_row(table)
        rows = range(row, row + 1)
        hidden = self._hide([after])
        self._supersede(table, version)
        self._insert(table, rows, [version.place], hidden.facts)
        hidden.keep(self.connection, rows, ())
        self._count([before], self._sums.take)
        self._count(hidden.facts, self._sums.add)
        self._note_facts(OperationKind.AMEND, table, hidden.facts)

    def restore(self, version: Version, fact: AnyFact) -> None:
        """Write a new version of a fact of which the last, given here, was retracted."""
        self._only_adds = False
        table = KINDS[type(fact)]
        row = self.next_row(table)
        rows = range(row, row + 1)
        hidden = self._hide([fact])
        self._insert(table, rows, [version.place], hidden.facts)
        hidden.keep(self.connection, rows, ())
        self._count(hidden.facts, self._sums.add)
        self._note_facts(OperationKind.AMEND, table, hidden.facts)

    def retract(self, version: Version, fact: AnyFact) -> None:
        """Let a fact stand no more."""
        self._only_adds = False
        table = KINDS[type(fact)]
        self._supersede(table, version)
        self._count([fact], self._sums.take)
        self._retracted.append((table, version.row, fact.id))

    def redact(self, kind: type, name: str, rows: Sequence[int]) -> None:
        """Erase the names of an entry or a movement, in all its versions."""
        self._note_retractions()
        person_names.drop(self.connection, kind, rows)
        row = self.next_row("redactions")
        cells: dict[str, object] = {"row": row, "written": self.number, "id": name}
        if kind is not Release:  # which it is by itself: a copy of an older schema knows no other
            cells["kind"] = KINDS[kind]
        self._write("redactions", cells)
        self._note(OperationKind.REDACT, KINDS[kind], [(name,)])

    def _write(self, table: str, cells: dict[str, object]) -> None:
        names, marks = ", ".join(cells), ", ".join("?" * len(cells))
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"
        self.connection.execute(statement, tuple(cells.values()))

    def _recount(self, clock: Clock) -> None:
        """Work out truce days and sums anew, since the terms count days otherwise now."""
        query = """SELECT row, day, until, at, count FROM releases
            WHERE at <> '' AND row > ? ORDER BY row LIMIT ?"""
        last = 0
        while rows := self.connection.execute(query, (last, CHUNK)).fetchall():
            numbers, days, untils, ats, counts = zip(*rows, strict=True)
            self.connection.executemany(
                "UPDATE releases SET truce_day = ?, people = ?, timed = ? WHERE row = ?",
                zip(*derived(days, untils, ats, counts, clock), numbers, strict=True),
            )
            last = numbers[-1]
        self.connection.execute("DELETE FROM sums")
        entries = self.ledger.releases()
        while chunk := list(islice(entries, CHUNK)):
            self._sums.add(chunk, clock)

    def _supersede(self, table: str, version: Version) -> None:
        statement = f"UPDATE {table} SET superseded = ? WHERE row = ?"
        self.connection.execute(statement, (self.number, version.row))

    def _insert(
        self, table: str, rows: range, places: Sequence[int], facts: Sequence[AnyFact]
    ) -> set[int]:
        """Insert versions of facts, and return the places in the list of those refused."""
        names = ["row", "place", "written", *quoted(type(facts[0]))]
        columns: list[Sequence[str]] = [*zip(*facts, strict=True)]
        cells: list[Sequence[object]] = [rows, places, (self.number,) * len(rows), *columns]
        if isinstance(facts[0], Release):
            names += ["truce_day", "people", "timed"]
            days, untils, ats, counts = (columns[place] for place in _DERIVED_FROM)
            cells += derived(days, untils, ats, counts, self.ledger.clock)
        written = self.ledger.engine.insert(table, names, cells)
        if written == len(facts):
            return set()
        query = f"SELECT row FROM {table} WHERE row BETWEEN ? AND ?"
        inserted = {row for (row,) in self.connection.execute(query, (rows[0], rows[-1]))}
        return {n for n, row in enumerate(rows) if row not in inserted}

    def next_row(self, table: str) -> int:
        """Return the row that is written next in a table."""
        (last,) = self.connection.execute(f"SELECT max(row) FROM {table}").fetchone()
        return (last or 0) + 1

    def next_rows(self) -> dict[type[AnyFact], int]:
        """Return the row that is written next in the table of each kind of fact."""
        return {kind: self.next_row(table) for kind, table in KINDS.items()}

    def _count(
        self, facts: Sequence[AnyFact], into: Callable[[Sequence[Release], Clock], None]
    ) -> None:
        """Bring entries into the sums; nothing else has any."""
        if facts and isinstance(facts[0], Release):
            into(cast(Sequence[Release], facts), self.ledger.clock)

    def _note_retractions(self) -> None:
        """Note what was retracted, in whatever order it was: digests have it by table and row."""
        for _, table in TABLES:
            names = sorted((row, name) for own, row, name in self._retracted if own == table)
            self._note(OperationKind.RETRACT, table, [(name,) for _, name in names])
        self._retracted.clear()

    def _note_facts(self, kind: OperationKind, table: str, facts: Sequence[AnyFact]) -> None:
        """Bring versions of facts into the digest."""
        if not facts:
            return
        if columns := digested_columns(type(facts[0]), facts):
            self._note_place(kind, table)
            self._digest.columns((kind.value, table), columns)
        else:
            self._note(kind, table, digested_rows(type(facts[0]), facts))

    def _note(self, kind: OperationKind, table: str, rows: Iterable[Sequence[str]]) -> None:
        """Bring rows into the digest."""
        noted = [(kind.value, table, *row) for row in rows]
        if noted:
            self._note_place(kind, table)
            self._digest.rows(noted)

    def _note_place(self, kind: OperationKind, table: str) -> None:
        """Keep the order of the digest; out of it rows would never verify again."""
        place = _place(kind, table)
        assert self._noted is None or self._noted <= place, (kind, table)  # noqa: S101 - see above
        self._noted = place

    def settle(self) -> None:
        """Bring sums and indexes up to what was written, so that the ledger can be judged."""
        self._sums.write()
        self.index()

    def finish(self) -> str:
        """Write the change itself, when any row was written; return its digest, blank where none was."""
        if self.is_empty:
            return ""
        self._note_retractions()
        self.settle()
        digest = self._digest.finish()
        self.connection.execute(
            "INSERT INTO changes (number, moment, author, reason, note, previous, digest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*self.heading, digest),
        )
        return digest


def _place(kind: OperationKind, table: str) -> tuple[int, int]:
    """Return where digests have what is done to a table: terms, versions, retractions, redactions."""
    if table == TERMS:
        return 0, 0
    match kind:
        case OperationKind.ADD | OperationKind.AMEND:
            return 1, _TABLES.index(table)
        case OperationKind.RETRACT:
            return 2, _TABLES.index(table)
        case OperationKind.REDACT:
            return 3, 0
        case _:
            assert_never(kind)


def next_heading(ledger: Ledger, author: Author) -> ChangeHeading:
    """Return the heading of the change after the last; its moment never goes backwards."""
    number, digest = ledger.last
    moment = author.moment.astimezone(UTC).isoformat(timespec="microseconds")
    moment = moment.replace("+00:00", "Z")
    note = author.note
    before = ledger.moment_of(number)
    if before > moment:
        note = "; ".join(filter(None, (note, CLOCK_WENT_BACK.format(moment))))
        moment = before
    return ChangeHeading(number + 1, moment, author.name, author.reason, note, digest)
