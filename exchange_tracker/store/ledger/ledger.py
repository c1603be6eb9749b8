"""A ledger as it is read: the facts as they stood after a change, and their sums."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, cast
from weakref import finalize

from exchange_tracker.errors import InvalidValue, Refusal
from exchange_tracker.facts.entry import Outline, Placed, moment_of
from exchange_tracker.facts.figures import Figures
from exchange_tracker.facts.groups import Group
from exchange_tracker.facts.model import Claim, Fact, Release, Source, Terms
from exchange_tracker.facts.movement import Movement
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.store import origins
from exchange_tracker.store.address import Address, Place
from exchange_tracker.store.ledger import seal, sqlite
from exchange_tracker.store.ledger.as_of import change_at
from exchange_tracker.store.ledger.day_rows import entries_by_day, entries_of_days
from exchange_tracker.store.ledger.engine import Connection
from exchange_tracker.store.ledger.fact_rows import cells_of, recorded_facts, recorded_rows
from exchange_tracker.store.ledger.first_days import entries_by_first_day
from exchange_tracker.store.ledger.outlines_on import outlines_on
from exchange_tracker.store.ledger.row_reader import RowReader
from exchange_tracker.store.ledger.schema import FIRST, KINDS, REDACTED
from exchange_tracker.store.ledger.sums_at import figures, figures_after, releases_alike
from exchange_tracker.store.ledger.waiting import Say, say_nothing

if TYPE_CHECKING:
    from exchange_tracker.store.ledger.recorded_since import ReadSince

MOST_ASKED = 500  # ids in one query


class Version(NamedTuple):
    """Where one version of a fact stands: its row, the row of the first, and its changes."""

    row: int
    place: int
    written: int
    superseded: int | None  # None: it stands


class Ledger(RowReader):
    """One truce in a database, read as of a change (``None``: everything)."""

    def __init__(
        self,
        connection: Connection,
        path: Place,
        as_of: int | None = None,
        parent: "Ledger | None" = None,
        file: seal.File | None = None,
    ) -> None:
        super().__init__(connection, path, parent.upto if parent else None)
        self._parent = parent  # kept, since the connection is closed with it
        self.as_of = as_of
        self.file: seal.File | None = parent.file if parent else file
        self.say = parent.say if parent else say_nothing
        self._figures: tuple[datetime | None, Figures | None] = None, None
        self.read_since: ReadSince = parent.read_since if parent else {}

    @classmethod
    def open(
        cls, path: Place, as_of: str = "", say: Say = say_nothing, *, steady: bool = False
    ) -> "Ledger":
        """Open a ledger that is only read, as of a moment or the number of a change.

        It is closed with the last ledger that reads it: left to itself, a connection waits for the
        garbage collector. ``steady`` lets no writer in until then.
        """
        if isinstance(path, Address):
            from exchange_tracker.store.ledger.postgres import opening  # noqa: PLC0415 - loads the driver

            ledger = cls(opening.open_to_read(path, say), path)
        else:
            connection, file = sqlite.open_to_read(path, say, whole=not steady)
            origins.note(path)
            ledger = cls(connection, path, file=file)
            finalize(ledger, file.close)
        finalize(ledger, ledger.connection.close)  # the last to be noted is the first to be done
        ledger.say = say
        if not steady:
            ledger.upto = ledger.last[0]
        return ledger.seen(as_of) if as_of else ledger

    def seen(self, as_of: str, option: str = "--as-of") -> "Ledger":
        """Return the same ledger as of a moment (UTC or with an offset) or the number of a change."""
        return Ledger(self.connection, self.path, change_at(self, as_of, option), self)

    @property
    def number(self) -> int | None:
        """Return the number of the last change that is seen; ``None``: whatever stands."""
        return self.upto if self.as_of is None else self.as_of

    @property
    def standing(self) -> str:
        """Return the condition under which a row stands."""
        if self.number is None:
            return "superseded IS NULL"
        number = int(self.number)
        return f"written <= {number} AND (superseded IS NULL OR superseded > {number})"

    @property
    def all_standing(self) -> str:
        """Return the same where all rows are read, and by no index of those that stand."""
        return self.standing.replace("superseded IS NULL", "+superseded IS NULL")

    @cached_property
    def terms_text(self) -> str:
        """Return the terms as they were written, byte for byte."""
        for (text,) in self.rows(f"SELECT text FROM terms WHERE {self.standing}"):
            return str(text)
        raise Refusal.one(
            str(self.path), "the ledger had no terms at that moment", "name a later one"
        )

    @cached_property
    def terms(self) -> Terms:
        """Return the terms."""
        return parse_terms(self.terms_text, str(self.path), checked=True)

    @cached_property
    def clock(self) -> Clock:
        """Return the truce's clock."""
        try:
            return Clock(self.terms.timezone, self.terms.day_starts)
        except InvalidValue as invalid:  # the machine that wrote the terms knew the zone
            raise Refusal.one(f"{self.path}: timezone", invalid.what, invalid.fix) from None

    @property
    def last(self) -> tuple[int, str]:
        """Return number and digest of the last change that is seen."""
        upto = "" if self.number is None else f"WHERE number <= {int(self.number)}"
        query = f"SELECT number, digest FROM changes {upto} ORDER BY number DESC LIMIT 1"
        return next(self.rows(query), (0, FIRST))

    @property
    def clock_moved(self) -> bool:
        """Return whether truce days were counted otherwise than by the terms that stand now."""
        if self.number is None:
            return False
        now = Ledger(self.connection, self.path)
        if now.terms_text == self.terms_text:
            return False
        one, other = now.terms, self.terms
        return (one.timezone, one.day_starts) != (other.timezone, other.day_starts)

    def moment_of(self, number: int) -> str:
        """Return the moment of a change (UTC); blank where there is none of that number."""
        moments = self.rows("SELECT moment FROM changes WHERE number = ?", (number,))
        return str(next(moments, ("",))[0])

    @property
    def recorded(self) -> datetime | None:
        """Return the moment (UTC) of the last change that is seen."""
        moment = self.moment_of(self.last[0])
        return moment_of(moment) if moment else None

    @cached_property
    def redacted(self) -> frozenset[tuple[type, str]]:
        """Return the kinds and ids of what had its names erased, and not given anew since."""
        from exchange_tracker.store.ledger.person_names import nameless_ids  # noqa: PLC0415 - start-up

        return frozenset(
            (kind, name)
            for table, kind in REDACTED.items()
            for (name,) in self.rows(nameless_ids(table), (table,))
        )

    def seal_state(self, largest: int) -> seal.State:
        """Return how the file stands to its seal, if this was opened with it."""
        if self.file is None:  # a copy in no file has one, too, which knows how its own stood
            return seal.State.FITS
        return seal.state(self.of_file, self.file, largest)

    @property
    def is_sealed(self) -> bool:
        """Return whether every byte is under a seal; what a server keeps is under its rights."""
        return self.file is None or seal.is_there(self.of_file)

    @property
    def of_file(self) -> sqlite3.Connection:
        """Return the connection to the file."""
        assert isinstance(self.connection, sqlite3.Connection)  # noqa: S101 - a server has no file
        return self.connection

    def damages(self) -> Iterator[str]:
        """Yield what is wrong with the structure of the file; a server looks after its own."""
        if self.file is not None:
            from exchange_tracker.store.ledger.structure import damages  # noqa: PLC0415 - start-up

            with self.engine.refusing():
                yield from damages(self.of_file, "integrity_check(1)")

    def forget_terms(self) -> None:
        """Read the terms anew the next time they are asked for."""
        for name in ("terms_text", "terms", "clock"):
            self.__dict__.pop(name, None)

    @property
    def head(self) -> str:
        """Return ``number:digest`` of the last change that is seen."""
        number, digest = self.last
        return f"{number}:{digest}"

    def figures(self, at: datetime) -> Figures:
        """Return the sums of what has happened at a moment, added up by the database.

        Of a ledger that is read as of a change they stay what they are, and are kept for the next who asks.
        """
        kept, sums = self._figures
        if sums is None or kept != at or self.number is None:
            with self.at_once():
                sums = figures(self, at)
            self._figures = at, sums
        return sums

    def figures_after(self, before: Figures, groups: Collection[Group], at: datetime) -> Figures:
        """Return the same sums after a change that wrote entries of some groups, by those ``before`` it."""
        return figures_after(self, before, groups, at)

    def releases(self) -> Iterator[Release]:
        """Return the entries in the order of first recording, with the names that are kept."""
        return self.facts(Release)

    def releases_between(self, first: date, last: date, least: int = 0) -> Iterator[Release]:
        """Return those of truce days from ``first`` to ``last`` or perhaps there, of ``least`` people or more."""
        return entries_of_days(self, first, last, least)

    def releases_by_day(self, first: date, last: date) -> Iterator[Release]:
        """Return those whose truce day, the last of several, lies in a range: by it, then as recorded."""
        return entries_by_day(self, first, last)

    def releases_by_first_day(self) -> Iterator[Placed]:
        """Return the entries by the first of their days, then as recorded, each with its place."""
        return entries_by_first_day(self)

    def outlines_on(self, days: Collection[date]) -> Iterator[tuple[date, Iterator[Outline]]]:
        """Yield each of some truce days with its entries, as far as they are read."""
        return outlines_on(self, days)

    def releases_alike(self, first: date, last: date) -> Iterator[Release]:
        """Return those of truce days from ``first`` to ``last``, those alike as one (``facts/alike``)."""
        return releases_alike(self, first, last)

    def claims(self) -> Iterator[Claim]:
        """Return the claims in the order of first recording."""
        return self.facts(Claim)

    def sources(self) -> Iterator[Source]:
        """Return the sources in the order of first recording."""
        return self.facts(Source)

    def movements(self) -> Iterator[Movement]:
        """Return the movements in the order of first recording, with the names that are kept."""
        return self.facts(Movement)

    def facts(self, kind: type[Fact]) -> Iterator[Fact]:
        """Return the facts of a kind in the order of first recording."""
        return recorded_facts(self, kind, self.standing)

    def versions(
        self,
        kind: type[Fact],
        where: str = "TRUE",
        values: Iterable[object] = (),
    ) -> Iterator[tuple[Version, Fact]]:
        """Return the versions of facts that fit a condition, in the order of first recording."""
        numbers = ("row", "written", "superseded")
        for piece in recorded_rows(self, kind, numbers, where, tuple(values)):
            for place, row, written, superseded, *cells in piece:
                yield Version(row, place, written, superseded), cast(Fact, kind._make(cells))

    def latest(self, kind: type[Fact], ids: Sequence[str]) -> dict[str, tuple[Version, Fact]]:
        """Return the latest version that was ever recorded of each fact of some ids."""
        by_id: dict[str, tuple[Version, Fact]] = {}
        for start in range(0, len(ids), MOST_ASKED):
            chunk = tuple(ids[start : start + MOST_ASKED])
            named = f"row = place AND id IN ({', '.join('?' * len(chunk))})"
            where = f"place IN (SELECT row FROM {KINDS[kind]} WHERE {named})"
            by_id |= {each[1].id: each for each in self.versions(kind, where, chunk)}
        return by_id

    def ordered_versions(
        self,
        kind: type[Fact],
        order: tuple[str, ...],
        where: str,
        values: tuple[object, ...] = (),
        after: tuple[int, ...] = (),
    ) -> Iterator[tuple[Version, Fact]]:
        """Yield the versions of facts that fit a condition, in the order of some of their numbers."""
        cells = f"row, place, written, superseded, {cells_of(kind)}"
        for row_cells in self.pieces(KINDS[kind], order, cells, where, values, after):
            row, place, written, superseded, *fact_cells = row_cells
            yield Version(row, place, written, superseded), cast(Fact, kind._make(fact_cells))
