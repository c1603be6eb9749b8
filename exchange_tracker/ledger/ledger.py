"""A ledger as it is read: the facts as they stood after a change, and their sums."""

import heapq
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, cast

from exchange_tracker.entries import date_of, happened
from exchange_tracker.errors import Refusal
from exchange_tracker.figures import Figure, group_of
from exchange_tracker.ledger import sqlite
from exchange_tracker.ledger.digest import FIRST
from exchange_tracker.ledger.schema import KINDS, quoted
from exchange_tracker.model import Claim, Fact, Release, Source, Terms
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.truce_day import Clock

MOST_ASKED = 500  # ids in one query
_GROUP = "party, kind, category, nationality, basis"


class Version(NamedTuple):
    """Where one version of a fact stands: its row, the row of the first, and its changes."""

    row: int
    place: int
    written: int
    superseded: int | None  # None: it stands


class Ledger:
    """One truce in a database, read as of a change (``None``: everything)."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, as_of: int | None = None
    ) -> None:
        self.connection = connection
        self.path = path
        self.as_of = as_of

    @classmethod
    def open(cls, path: Path) -> "Ledger":
        """Open a ledger that is only read."""
        return cls(sqlite.open_to_read(path), path)

    @property
    def standing(self) -> str:
        """Give the condition under which a row stands."""
        if self.as_of is None:
            return "superseded IS NULL"
        number = int(self.as_of)
        return f"written <= {number} AND (superseded IS NULL OR superseded > {number})"

    @cached_property
    def terms_text(self) -> str:
        """Give the terms as they were written, byte for byte."""
        found = self._rows(f"SELECT text FROM terms WHERE {self.standing}")
        for (text,) in found:
            return str(text)
        raise Refusal.one(
            str(self.path), "the ledger had no terms at that moment", "name a later one"
        )

    @cached_property
    def terms(self) -> Terms:
        """Give the terms."""
        return parse_terms(self.terms_text, str(self.path), checked=True)

    @cached_property
    def clock(self) -> Clock:
        """Give the truce's clock."""
        return Clock(self.terms.timezone, self.terms.day_starts)

    @property
    def last(self) -> tuple[int, str]:
        """Give number and digest of the last change that is seen."""
        upto = "" if self.as_of is None else f"WHERE number <= {int(self.as_of)}"
        query = f"SELECT number, digest FROM changes {upto} ORDER BY number DESC LIMIT 1"
        return next(self._rows(query), (0, FIRST))

    def moment_of(self, number: int) -> str:
        """Give the moment of a change (UTC); blank where there is none of that number."""
        found = self._rows("SELECT moment FROM changes WHERE number = ?", (number,))
        return str(next(found, ("",))[0])

    def forget_terms(self) -> None:
        """Read the terms anew the next time they are asked for."""
        for name in ("terms_text", "terms", "clock"):
            self.__dict__.pop(name, None)

    @property
    def head(self) -> str:
        """Give ``number:digest`` of the last change that is seen."""
        number, digest = self.last
        return f"{number}:{digest}"

    def figures(self, at: datetime) -> list[Figure]:
        """Give the sums of what has happened at a moment, added up by the database."""
        today = self.clock.day_of(at)
        sums: dict[tuple[str, ...], list[int]] = {}
        for day, moment, *group, people, entries, undisclosed in self._sums(today):
            if moment and not happened(date_of(day), moment, self.clock, at):
                continue
            found = sums.setdefault((day, *group_of(*group)), [0, 0, 0])
            found[0] += people
            found[1] += entries
            found[2] += undisclosed
        return [
            Figure(date_of(day), group_of(*cells), *found) for (day, *cells), found in sums.items()
        ]

    def _sums(self, today: date) -> Iterable[tuple]:  # type: ignore[type-arg]
        """Give day, moment, group and sums of the entries of days that have begun.

        The moment is given only where it matters: on the day that is not over, and for an
        entry whose moment lies after its day.
        """
        limit = today.isoformat()
        if self.as_of is None:
            kept = f"""SELECT truce_day, '' AS moment, {_GROUP}, people, entries, undisclosed
                FROM figures WHERE truce_day < ? AND late = 0"""
            yield from self._rows(kept, (limit,))
            open_day = "superseded IS NULL AND truce_day = ?"
            yield from self._added("at", open_day, (limit,))
            late = "superseded IS NULL AND late = 1 AND truce_day < ?"
            yield from self._added("at", late, (limit,))
            return
        moment = "CASE WHEN late = 1 OR truce_day = ? THEN at ELSE '' END"
        yield from self._added(moment, f"{self.standing} AND truce_day <= ?", (limit, limit))

    def _added(self, moment: str, where: str, values: tuple[str, ...]) -> Iterator[tuple]:  # type: ignore[type-arg]
        query = f"""SELECT truce_day, {moment} AS moment, {_GROUP},
                coalesce(sum(people), 0), count(*), sum(people IS NULL)
            FROM releases WHERE {where}
            GROUP BY truce_day, moment, {_GROUP}"""
        return self._rows(query, values)

    def releases(self) -> Iterator[Release]:
        """Give the entries in the order of first recording, with the names that are kept."""
        return self.facts(Release)

    def claims(self) -> Iterator[Claim]:
        """Give the claims in the order of first recording."""
        return self.facts(Claim)

    def sources(self) -> Iterator[Source]:
        """Give the sources in the order of first recording."""
        return self.facts(Source)

    def facts(self, kind: type[Fact]) -> Iterator[Fact]:
        """Give the facts of a kind in the order of first recording."""
        return (fact for _, fact in self.versions(kind, self.standing))

    def versions(
        self, kind: type[Fact], where: str = "TRUE", values: Iterable[object] = ()
    ) -> Iterator[tuple[Version, Fact]]:
        """Give the versions of facts that fit a condition, in the order of first recording.

        First versions come in the order of their rows; the few later ones are sorted among them,
        so nothing has to be sorted as a whole.
        """
        given = tuple(values)
        return heapq.merge(
            self._versions(kind, f"({where}) AND row = place ORDER BY row", given),
            self._versions(kind, f"({where}) AND row <> place ORDER BY place, row", given),
            key=lambda found: (found[0].place, found[0].row),
        )

    def latest(self, kind: type[Fact], ids: Sequence[str]) -> dict[str, tuple[Version, Fact]]:
        """Give the latest version of each fact of the given ids that was ever recorded."""
        found: dict[str, tuple[Version, Fact]] = {}
        for start in range(0, len(ids), MOST_ASKED):
            some = tuple(ids[start : start + MOST_ASKED])
            marks = ", ".join("?" * len(some))
            where = f"""place IN
                (SELECT row FROM {KINDS[kind]} WHERE row = place AND id IN ({marks}))"""
            for version, fact in self.versions(kind, where, some):
                found[fact.id] = version, fact
        return found

    def _versions(
        self, kind: type[Fact], where: str, values: tuple[object, ...]
    ) -> Iterator[tuple[Version, Fact]]:
        cells = ", ".join(quoted(kind))
        if kind is Release:
            named = "(SELECT person FROM names WHERE names.row = releases.row)"
            cells = cells.replace('"person"', f"coalesce({named}, '')")
        query = f"SELECT row, place, written, superseded, {cells} FROM {KINDS[kind]} WHERE {where}"
        for row, place, written, superseded, *given in self._rows(query, values):
            yield Version(row, place, written, superseded), cast(Fact, kind._make(given))

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> Iterator[tuple]:  # type: ignore[type-arg]
        with sqlite.refusing(self.path):
            yield from self.connection.execute(query, values)
