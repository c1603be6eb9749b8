"""What a sync would write: each row of a sheet beside the entry that has its key.

A cell belongs to whoever wrote its present value. What a sync of the sheet wrote, the sheet may
change; where the sheet differs from what anybody else wrote, that is a conflict. An entry is the
sheet's own when a sync of the sheet recorded it first; no other is ever gone from the sheet.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, NamedTuple

from exchange_tracker.errors import Problem, Refusal
from exchange_tracker.facts.model import Fact, columns
from exchange_tracker.parse.row_rules import row_problems
from exchange_tracker.parse.row_shape import Checked
from exchange_tracker.parse.rows import Reader
from exchange_tracker.store.ledger.added_rows import Place
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.ids import Ids
from exchange_tracker.store.ledger.ledger import Ledger, Version
from exchange_tracker.store.ledger.row_cells import merged, without_erased_names
from exchange_tracker.store.ledger.row_import import Input
from exchange_tracker.store.ledger.sheet import Amendment, Conflict, Plan, Sheet, Side
from exchange_tracker.store.ledger.sheet_cells import Key, cells_of, differing, key_of, writer
from exchange_tracker.store.ledger.sheet_entries import entries_beside, has_others
from exchange_tracker.store.ledger.sheet_own import SheetOwn
from exchange_tracker.store.ledger.unchanged_rows import UnchangedRows

_NEVER_AGAIN = "give the row another id"


class _Match(NamedTuple, Generic[Fact]):
    """A row of the sheet and the entry that has its key."""

    place: Place
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
        self._own = SheetOwn(self.ledger, kind, sheet)
        self._key = key_of(kind, sheet.key, self.ledger.terms)
        self._standing: dict[Key, list[tuple[Version, Fact]]] = {}
        self._unchanged = UnchangedRows(self.ledger, kind, sheet.key)
        self._line_of: dict[Key, int] = {}  # of the other rows, until one has the key of such a one
        self._new: list[tuple[Place, Fact]] = []
        self.places: list[Place] = []
        """Where the rows stand that are added."""
        self.matched: dict[str, Place] = {}
        """Where the other rows stand that say anything new, by the ids of their entries."""
        self._amended: list[Amendment] = []
        self._conflicts: list[Conflict] = []
        self._same = 0
        self._left = 0

    def plan(self, progress: Callable[[int], None]) -> Plan:
        """Return what the sync writes, or refuse the sheet."""
        changed = self._read(progress)
        self._same = self._unchanged.number
        keys = [self._key(row) for chunk in changed for row in chunk.facts]
        left = self._unchanged.left
        if left is not None and has_others(self.ledger, self.kind, self.sheet.key, keys, left):
            self._line_of.update(self._unchanged.line_of)
        for version, fact in entries_beside(self._own, self.sheet.key, keys, left):
            self._standing.setdefault(self._key(fact), []).append((version, fact))
        first = 0
        for chunk in changed:
            self._take(chunk, first)
            first += len(chunk.facts)
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

    def _read(self, progress: Callable[[int], None]) -> list[Checked[Fact]]:
        """Return the rows that say anything else than the ledger."""
        changed: list[Checked[Fact]] = []
        self.reader.sieve = self._unchanged
        with self.rows.open() as raw:
            for chunk in self.rows.read(self.reader, raw):
                changed.append(chunk)
                progress(self.reader.read)
        return changed

    def _take(self, chunk: Checked[Fact], first: int) -> None:
        pickers: dict[tuple[str, ...], Callable[[Fact], object]] = {}
        rows = zip(chunk.lines, chunk.facts, chunk.columns, strict=True)
        for number, (line, row, names) in enumerate(rows, start=first):
            place = Place(0, number, line)
            cells = pickers.get(names)
            if cells is None:
                cells = pickers[names] = cells_of(self.kind, self._known(line, names))
            key = self._key(row)
            if key in self._line_of or not any(key):
                self._refuse_key(line, key)
                continue
            self._line_of[key] = line
            if match := self._match(line, key):
                version, there = match
                self.matched[there.id] = place
                if cells(row) == cells(there) and row.id in ("", there.id):
                    self._same += 1
                else:
                    self._compare(_Match(place, row, names, version, there))
            else:
                self._new.append((place, row))

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
            other = self._line_of[key]
            whose = (
                f"line {other} has the same key" if other != line else "the line has a key twice"
            )
            what = f"{whose}, {self._words(key)}"
            fix = "delete one of the rows, or name a column more in --key that tells them apart"
        self.reader.problems.append(Problem(self._where(line), what, fix))

    def _match(self, line: int, key: Key) -> tuple[Version, Fact] | None:
        """Return the entry that has a key; of several the one that is the sheet's own."""
        some = self._standing.get(key, [])
        if len(some) > 1:
            some = [pair for pair in some if self._own.has(pair[0])] or some
        if len(some) < 2:  # noqa: PLR2004 - more than one
            return some[0] if some else None
        names = ", ".join(fact.id for _, fact in some)
        what = f"{names} in the ledger have the same key, {self._words(key)}"
        fix = "retract what is too much, or name a column more in --key that tells them apart"
        self.reader.problems.append(Problem(self._where(line), what, fix))
        return some[0]

    def _compare(self, match: _Match[Fact]) -> None:
        """Amend the cells that are the sheet's to change; the others are conflicts."""
        line, there = match.place.line, match.there
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
            if change not in self._own.changes:
                ours, theirs = match.there[place], after[place]
                yield Conflict(match.there.id, match.place.line, change, column, ours, theirs)

    def _amend(self, line: int, version: Version, before: Fact, after: Fact) -> None:
        for concerned, unfit in row_problems(after, self.ledger.terms):
            where = f"{self.rows.name}:{line}: {concerned[0]}"
            self.reader.problems.append(Problem(where, unfit.what, unfit.fix))
        self._amended.append(Amendment(version, before, after))

    def _anew(self) -> Iterator[Fact]:
        """Yield the rows that no entry has the key of, less those that were retracted by hand."""
        if not self._new:
            return
        retracted = self._own.retracted(self._key)
        taken = self.ledger.latest(self.kind, [row.id for _, row in self._new if row.id])
        line_of: dict[str, int] = {}
        for place, row in self._new:
            line = place.line
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
                self.places.append(place)
                yield row

    def _refuse_row(self, where: str, what: str, fix: str) -> None:
        self.reader.problems.append(Problem(where, what, fix))

    def _is_left(self, version: Version, latest: Version | None) -> bool:
        """Return whether a row stays out since its entry was retracted by hand, or has its id."""
        by_hand = version.superseded not in self._own.changes
        return self.side is not Side.THEIRS and (
            latest.place == version.place if latest else by_hand
        )

    def _gone(self) -> Iterator[tuple[Version, Fact]]:
        """Yield the sheet's own entries whose key no row has, and that nobody corrected since."""
        for key, some in self._standing.items():
            if key in self._line_of:
                continue
            for version, fact in some:
                if not self._own.has(version):
                    continue
                corrected = self._own.corrected(version)
                if not corrected or self.side is Side.THEIRS:
                    yield version, fact
                elif self.side is Side.NOBODY:
                    self._conflicts.append(Conflict(fact.id, 0, corrected, ledger=""))

    def has_key_of(self, fact: Fact) -> bool:
        """Return whether a row of the sheet has the key of an entry."""
        key = self._key(fact)
        return key in self._line_of or key in self._unchanged.line_of
