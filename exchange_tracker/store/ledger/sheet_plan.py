"""What a sync would write: each row of a sheet beside the entry that has its key.

A cell belongs to whoever wrote its present value. What a sync of the sheet wrote, the sheet may
change; where the sheet differs from what anybody else wrote, that is a conflict. An entry is the
sheet's own when a sync of the sheet recorded it first; no other is ever gone from the sheet.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby
from typing import Generic, NamedTuple

from exchange_tracker.errors import Problem, Refusal
from exchange_tracker.facts.model import Fact, columns
from exchange_tracker.parse.row_rules import row_problems
from exchange_tracker.parse.rows import Checked, Reader
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.ids import Ids
from exchange_tracker.store.ledger.ledger import Ledger, Version
from exchange_tracker.store.ledger.row_import import Input, merged, without_erased_names
from exchange_tracker.store.ledger.schema import KINDS
from exchange_tracker.store.ledger.sheet import Amendment, Conflict, Plan, Sheet, Side
from exchange_tracker.store.ledger.sheet_cells import Key, cells_of, differing, key_of, writer

_NEVER_AGAIN = "give the row another id"


class _Match(NamedTuple, Generic[Fact]):
    """A row of the sheet and the entry that has its key."""

    line: int
    row: Fact
    names: tuple[str, ...]
    version: Version
    there: Fact


class Planner(Generic[Fact]):
    """Compares a sheet with a ledger; everything that is wrong with the sheet is refused at once."""

    def __init__(
        self, change: Change, kind: type[Fact], sheet: Sheet, rows: Input, side: Side
    ) -> None:
        self.ledger: Ledger = change.ledger
        self.kind: type[Fact] = kind
        self.sheet = sheet
        self.rows = rows
        self.side = side
        self.reader = Reader(kind, self.ledger.terms)
        self._ids = Ids(change, kind, lambda: ())
        self._own = sheet.changes(self.ledger, kind)
        self._key = key_of(kind, sheet.key, self.ledger.terms)
        self._standing: dict[Key, list[tuple[Version, Fact]]] = {}
        self._owned = _owned(self.ledger, kind, self._own)
        self._line_of: dict[Key, int] = {}
        self._new: list[tuple[int, Fact]] = []
        self._amended: list[Amendment] = []
        self._conflicts: list[Conflict] = []
        self._same = 0
        self._left = 0

    def plan(self, progress: Callable[[int], None]) -> Plan:
        """Return what the sync writes, or refuse the sheet."""
        for version, fact in self.ledger.versions(self.kind, self.ledger.standing):
            self._standing.setdefault(self._key(fact), []).append((version, fact))
        with self.rows.open() as raw:
            for chunk in self.rows.read(self.reader, raw):
                self._take(chunk)
                progress(self.reader.read)
        added = list(self._anew())
        gone = sorted(self._gone(), key=lambda pair: pair[0].row)
        self.reader.finish()
        return Plan(
            self.reader.read,
            added,
            self._amended,
            self._same,
            self._left,
            self._conflicts,
            gone,
        )

    def _take(self, chunk: Checked[Fact]) -> None:
        pickers: dict[tuple[str, ...], Callable[[Fact], object]] = {}
        for line, row, names in zip(chunk.lines, chunk.facts, chunk.columns, strict=True):
            cells = pickers.get(names)
            if cells is None:
                cells = pickers[names] = cells_of(self.kind, self._known(line, names))
            key = self._key(row)
            if self._line_of.setdefault(key, line) != line or not any(key):
                self._refuse_key(line, key)
            elif found := self._match(line, key):
                version, there = found
                if cells(row) == cells(there) and row.id in ("", there.id):
                    self._same += 1
                else:
                    self._compare(_Match(line, row, names, version, there))
            else:
                self._new.append((line, row))

    def _known(self, line: int, names: tuple[str, ...]) -> tuple[str, ...]:
        """Refuse a sheet without a column of the key."""
        for name in self.sheet.key:
            if name not in names:
                where = f"{self.rows.name}:{line}"
                raise Refusal.one(
                    where, f"the column {name} of the key is missing", "add it, or name another key"
                )
        return names

    def _where(self, line: int) -> str:
        return f"{self.rows.name}:{line}: {', '.join(self.sheet.key)}"

    def _words(self, key: Key) -> str:
        """Return a key in words, without the names of people."""
        pairs = zip(self.sheet.key, key, strict=True)
        return ", ".join("names" if name == "person" else repr(cell) for name, cell in pairs)

    def _refuse_key(self, line: int, key: Key) -> None:
        if not any(key):
            what, fix = "the key is blank", "write what the row is known by, in each row"
        else:
            what = f"line {self._line_of[key]} has the same key, {self._words(key)}"
            fix = "delete one of the rows, or name a column more in --key that tells them apart"
        self.reader.problems.append(Problem(self._where(line), what, fix))

    def _match(self, line: int, key: Key) -> tuple[Version, Fact] | None:
        """Return the entry that has a key; of several the one that is the sheet's own."""
        some = self._standing.get(key, [])
        if len(some) > 1:
            some = [pair for pair in some if self._is_own(pair[0])] or some
        if len(some) < 2:  # noqa: PLR2004 - more than one
            return some[0] if some else None
        names = ", ".join(fact.id for _, fact in some)
        what = f"{names} in the ledger have the same key, {self._words(key)}"
        fix = "retract what is too much, or name a column more in --key that tells them apart"
        self.reader.problems.append(Problem(self._where(line), what, fix))
        return some[0]

    def _is_own(self, version: Version) -> bool:
        return version.place in self._owned or (
            version.row == version.place and version.written in self._own
        )

    def _compare(self, match: _Match[Fact]) -> None:
        """Amend the cells that are the sheet's to change; the others are conflicts."""
        line, there = match.line, match.there
        row = without_erased_names(self.ledger, match.row, there.id)
        if "id" in match.names and row.id not in ("", there.id):
            what = f"the id is {row.id!r}, and in the ledger the row with this key is {there.id!r}"
            fix = f"write {there.id}, or leave the cell blank; an id never changes"
            self.reader.problems.append(Problem(f"{self.rows.name}:{line}: id", what, fix))
            return
        after = merged(there, row, [name for name in match.names if name != "id"])
        names = differing(there, after, self.ledger.terms)
        if not names:
            self._same += 1
            return
        conflicts = list(self._conflicts_of(match, after, names))
        taken = set(names) - {conflict.column for conflict in conflicts}
        if self.side is Side.NOBODY:
            self._conflicts += conflicts
        elif self.side is Side.THEIRS:
            taken = set(names)
        if taken:
            self._amend(line, match.version, there, merged(there, after, taken))
        elif self.side is Side.OURS:
            self._same += 1
        else:
            self._left += 1

    def _conflicts_of(
        self, match: _Match[Fact], after: Fact, differing_names: Sequence[str]
    ) -> Iterator[Conflict]:
        versions = list(self.ledger.versions(self.kind, "place = ?", (match.version.place,)))
        names = columns(self.kind)
        for column in differing_names:
            place = names.index(column)
            change = writer(versions, place, self.ledger.terms)
            if change not in self._own:
                ours, theirs = match.there[place], after[place]
                yield Conflict(match.there.id, match.line, change, column, ours, theirs)

    def _amend(self, line: int, version: Version, before: Fact, after: Fact) -> None:
        for concerned, unfit in row_problems(after, self.ledger.terms):
            where = f"{self.rows.name}:{line}: {concerned[0]}"
            self.reader.problems.append(Problem(where, unfit.what, unfit.fix))
        self._amended.append(Amendment(version, before, after))

    def _anew(self) -> Iterator[Fact]:
        """Yield the rows that no entry has the key of, less those that were retracted by hand."""
        if not self._new:
            return
        retracted = self._retracted()
        taken = self.ledger.latest(self.kind, [row.id for _, row in self._new if row.id])
        line_of: dict[str, int] = {}
        for line, row in self._new:
            where = f"{self.rows.name}:{line}"
            version, there = retracted.get(self._key(row), (None, None))
            latest, _ = taken.get(row.id, (None, None))
            if row.id and line_of.setdefault(row.id, line) != line:
                what = f"{row.id!r} is given twice, first on line {line_of[row.id]}"
                self._refuse_row(f"{where}: id", what, "give each row an id of its own")
            elif version and there and self._is_left(version, latest):
                change = version.superseded or 0
                if self.side is Side.NOBODY:
                    self._conflicts.append(Conflict(there.id, line, change, sheet=""))
                    self._left += 1
                else:
                    self._same += 1
            elif latest:
                how = "was retracted" if latest.superseded else "is in the ledger under another key"
                self._refuse_row(f"{where}: id", f"{row.id!r} {how}", _NEVER_AGAIN)
            elif self._ids.was_erased(row):
                what = "the names of an entry or a movement with this content were erased"
                fix = "leave the names out, or give the row an id if it is about other people"
                self._refuse_row(f"{where}: person", what, fix)
            else:
                yield row

    def _refuse_row(self, where: str, what: str, fix: str) -> None:
        self.reader.problems.append(Problem(where, what, fix))

    def _is_left(self, version: Version, latest: Version | None) -> bool:
        """Return whether a row stays out since its entry was retracted by hand, or has its id."""
        by_hand = version.superseded not in self._own
        return self.side is not Side.THEIRS and (
            latest.place == version.place if latest else by_hand
        )

    def _retracted(self) -> dict[Key, tuple[Version, Fact]]:
        """Return the last version of the sheet's own entries that were retracted, by their keys."""
        table = KINDS[self.kind]
        where = f"place IN (SELECT place FROM {table} WHERE superseded IS NOT NULL)"
        found: dict[Key, tuple[Version, Fact]] = {}
        versions = self.ledger.versions(self.kind, where)
        for _, some in groupby(versions, key=lambda pair: pair[0].place):
            *_, (version, fact) = some
            if version.superseded is not None and self._is_own(version):
                key = self._key(fact)
                if key not in found or found[key][0].superseded < version.superseded:  # type: ignore[operator]
                    found[key] = version, fact
        return found

    def _gone(self) -> Iterator[tuple[Version, Fact]]:
        """Yield the sheet's own entries whose key no row has, and that nobody corrected since."""
        for key, some in self._standing.items():
            if key in self._line_of:
                continue
            for version, fact in some:
                if not self._is_own(version):
                    continue
                corrected = self._corrected(version)
                if not corrected or self.side is Side.THEIRS:
                    yield version, fact
                elif self.side is Side.NOBODY:
                    self._conflicts.append(Conflict(fact.id, 0, corrected, ledger=""))

    def _corrected(self, version: Version) -> int:
        """Return the last change that corrected an entry by hand; 0: none did."""
        if version.row == version.place:
            return 0
        versions = self.ledger.versions(self.kind, "place = ?", (version.place,))
        return max(
            (each.written for each, _ in versions if each.written not in self._own), default=0
        )


def _owned(ledger: Ledger, kind: type, own: Collection[int]) -> frozenset[int]:
    """Return the places of corrected entries that one of some changes recorded first."""
    table = KINDS[kind]
    query = f"""SELECT row, written FROM {table}
        WHERE row = place AND row IN (SELECT place FROM {table} WHERE row <> place)"""
    return frozenset(row for row, written in ledger.rows(query) if written in own)
