"""Rows of files into a ledger: every row is added, already there, or refused.

A row with an id is there when the ledger has that id with the same content in the columns that the
file has; with other content it is refused, or amends those columns. Rows without an id are compared
by content as a multiset: afterwards the ledger holds at least as many copies as each file does. A row
that equals what an entry said before it was corrected or retracted is there, too: no file undoes a
correction. All of it stays flat in memory: what has to be remembered lies in temporary tables.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import BinaryIO, Generic, NamedTuple, Protocol, cast

from exchange_tracker.errors import Problem, Refusal
from exchange_tracker.facts.entry import with_defaults
from exchange_tracker.facts.model import AnyFact, Claim, Fact
from exchange_tracker.facts.movement import Movement
from exchange_tracker.parse.across import part_problems
from exchange_tracker.parse.row_rules import row_problems
from exchange_tracker.parse.row_shape import Checked
from exchange_tracker.parse.rows import Reader
from exchange_tracker.store.ledger.added_rows import AddedRows, Place
from exchange_tracker.store.ledger.alike_rows import Alike, alike, unrepeated_ones
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.ids import Ids, Spared
from exchange_tracker.store.ledger.ledger import Version
from exchange_tracker.store.ledger.row_cells import difference, merged, without_erased_names
from exchange_tracker.store.ledger.schema import KINDS

SHOWN_IDS = 20
MOST_PLACED = 20_000  # rows of which it is remembered where they stand


class Input(Protocol):
    """A file of rows that can be opened more than once."""

    @property
    def name(self) -> str:
        """Return the name by which messages call it."""

    def open(self) -> AbstractContextManager[BinaryIO]:
        """Open the file from its beginning."""

    def read(self, reader: Reader[Fact], raw: BinaryIO) -> Iterator[Checked[Fact]]:
        """Return its rows, checked, by the form the file has."""


class Kept(NamedTuple):
    """A row that says what an entry said before; the entry is left as it was corrected."""

    where: str
    entry: Spared


class ImportOutcome(NamedTuple):
    """What became of the rows read: read = added + amended + there; a refusal refuses them all.

    Of ids, amendments, rows that equal an earlier version, and entries that may be corrections of
    others, the first are named.
    """

    read: int
    added: int
    amended: int
    there: int
    first_ids: tuple[str, ...]
    amendments: tuple[tuple[AnyFact, AnyFact], ...]  # before and after
    kept: tuple[Kept, ...]
    kept_rows: int  # how many there are in all
    new: AddedRows


class Import(Generic[Fact]):
    """An import of files of one kind as part of a change."""

    def __init__(
        self, change: Change, kind: type[Fact], inputs: Sequence[Input], *, update: bool = False
    ) -> None:
        self.change = change
        self.update = update
        self.kind: type[Fact] = kind
        self.inputs = inputs
        self.reader = Reader(kind, change.ledger.terms)
        self._means = partial(with_defaults, terms=change.ledger.terms)
        self.added = 0
        self.amended = 0
        self.there = 0
        self.first_ids: list[str] = []
        self._amendments: list[tuple[AnyFact, AnyFact]] = []
        self._kept: list[Kept] = []
        self._kept_rows = 0
        self._alike: list[Alike] = []
        self._places: dict[str, Place] = {}
        self._unrepeated: list[str] = []
        self._file = self._rows = 0  # its number, and its rows so far
        self._file_starts = 0  # the first row that the file writes
        self._claims: list[tuple[str, Claim]] = []
        self._ids = Ids(change, kind, self._rows_of_files, several=len(inputs) > 1)

    def run(self, progress: Callable[[int], None]) -> ImportOutcome:
        """Take the rows of every file, or refuse all of them with every problem."""
        for file, each in enumerate(self.inputs):
            if self.reader.problems.full:
                break
            self._ids.begin(file)
            self._file, self._rows = file, 0
            self._file_starts = self.change.next_row(KINDS[self.kind])
            with each.open() as raw:
                for chunk in each.read(self.reader, raw):
                    self._take(each.name, chunk)
                    progress(self.reader.read)
            self.change.index()
            self._alike += alike(self._ids, self._file_starts, MOST_PLACED - len(self._alike))
            self._unrepeated += unrepeated_ones(self._ids, self._file_starts, MOST_PLACED)
        self._check_parts()
        if self.reader.problems:
            raise Refusal(self.reader.problems, self._closing())
        self._ids.finish()
        return self._outcome()

    def _outcome(self) -> ImportOutcome:
        return ImportOutcome(
            self.reader.read,
            self.added,
            self.amended,
            self.there,
            tuple(self.first_ids),
            tuple(self._amendments),
            tuple(self._kept),
            self._kept_rows,
            self._new,
        )

    @property
    def _new(self) -> AddedRows:
        return AddedRows(
            self.added,
            self._places,
            frozenset(self._unrepeated),
            tuple(self._alike),
            is_grown=self.there > 0,
        )

    def _closing(self) -> str:
        """Account for every row of an import that is refused."""
        read = self.reader.read
        refused = read - self.there
        rest = f"{self.reader.closing}\n" if self.reader.closing else ""
        return (
            f"{rest}{read:,} {'row' if read == 1 else 'rows'} read = 0 added + {self.there:,} already there"
            f" + {refused:,} refused; nothing was written"
        )

    def _rows_of_files(self) -> Iterator[tuple[int, list[Fact]]]:
        """Yield the rows of all files, by the number of their file, before any is taken."""
        for file, each in enumerate(self.inputs):
            with each.open() as raw:
                for chunk in each.read(Reader(self.kind, self.change.ledger.terms), raw):
                    yield file, chunk.facts

    def _take(self, name: str, chunk: Checked[Fact]) -> None:
        lines, first = chunk.lines, self._rows
        self._rows += len(lines)
        placed = list(enumerate(chunk.facts))
        if not all(fact.id for fact in chunk.facts):
            placed = self._without_erased(name, placed, lines)
            read = len(placed)
            placed, spared = self._ids.give(placed)
            self.there += read - len(placed)
            for n, entry in spared:
                self._keep(f"{name}:{lines[n]}", entry)
        facts = [fact for _, fact in placed]
        known = self.change.add(facts)
        self.added += len(facts) - len(known)
        new = [fact for n, fact in enumerate(facts) if n not in known] if known else facts
        self._ids.note_new(new)
        if known:
            self._settle(name, [placed[n] for n in sorted(known)], chunk)
        if len(self._places) < MOST_PLACED:
            added = (n for place, (n, _) in enumerate(placed) if place not in known)
            self._places |= {
                fact.id: Place(self._file, first + n, lines[n])
                for n, fact in zip(added, new, strict=True)
            }
        if len(self.first_ids) < SHOWN_IDS:
            self.first_ids += [fact.id for fact in new[: SHOWN_IDS - len(self.first_ids)]]
        if self.kind is Claim:
            self._claims += [
                (f"{name}:{lines[n]}", fact) for n, fact in placed if isinstance(fact, Claim)
            ]

    def _keep(self, where: str, entry: Spared) -> None:
        self._kept_rows += 1
        if len(self._kept) < SHOWN_IDS:
            self._kept.append(Kept(where, entry))

    def _without_erased(
        self, name: str, placed: Sequence[tuple[int, Fact]], lines: Sequence[int]
    ) -> list[tuple[int, Fact]]:
        """Refuse rows that would bring an erased name back under another id."""
        kept = []
        for n, fact in placed:
            if self._ids.was_erased(fact):
                whose = "a movement" if self.kind is Movement else "an entry"
                what = f"the names of {whose} with this content were erased"
                fix = "leave the names out, or give the row an id if it is about other people"
                self.reader.problems.append(Problem(f"{name}:{lines[n]}: person", what, fix))
            else:
                kept.append((n, fact))
        return kept

    def _settle(self, name: str, placed: Sequence[tuple[int, Fact]], chunk: Checked[Fact]) -> None:
        """Say of rows whose id is known whether they are there already or must be refused."""
        latest = self.change.ledger.latest(self.kind, [fact.id for _, fact in placed])
        for n, fact in placed:
            version, there = latest[fact.id]
            line, names = chunk.lines[n], chunk.columns[n]
            row = without_erased_names(self.change.ledger, fact, fact.id)
            after = merged(there, row, names)
            problem = None
            if version.row >= self._file_starts or not self._ids.meet(fact.id):
                problem = f"{fact.id!r} is given twice", "give each row an id of its own"
            elif version.superseded is None and self._means(there) == self._means(after):
                self.there += 1
            elif self._was(version, row, names):
                self.there += 1
                number = version.superseded or version.written
                entry = Spared(fact.id, number, version.superseded is not None)
                self._keep(f"{name}:{line}", entry)
            elif version.superseded is not None:
                problem = f"{fact.id!r} was retracted", "give the row another id"
            elif self.update and version.written != self.change.number:
                self._amend(f"{name}:{line}", version, there, after)
            else:
                problem = self._other_content(version, there, after)
            if problem:
                self.reader.problems.append(Problem(f"{name}:{line}: id", *problem))

    def _was(self, version: Version, row: Fact, names: Collection[str]) -> bool:
        """Return whether a row says what an entry said before it was corrected or retracted."""
        if version.row == version.place and version.superseded is None:
            return False
        versions = self.change.ledger.versions(self.kind, "place = ?", (version.place,))
        return any(
            self._means(old) == self._means(merged(old, row, names))
            for each, old in versions
            if each.superseded is not None
        )

    def _amend(self, where: str, version: Version, before: Fact, after: Fact) -> None:
        wrong = row_problems(after, self.reader.terms)
        for concerned, unfit in wrong:
            self.reader.problems.append(Problem(f"{where}: {concerned[0]}", unfit.what, unfit.fix))
        if wrong:
            return
        self.change.amend(version, before, after)
        self._ids.note_amended(version, before, after)
        self.amended += 1
        if len(self._amendments) < SHOWN_IDS:
            self._amendments.append((before, after))

    def _other_content(self, version: Version, there: Fact, row: Fact) -> tuple[str, str]:
        cells = difference(*map(self._means, (there, row)))
        if version.written == self.change.number:  # a change writes one version of an entry
            what = f"{row.id!r} is given in another file with other content ({cells})"
            return what, "keep the right one, or import one file after the other"
        return (
            f"{row.id!r} is in the ledger with other content ({cells})",
            f"correct it with xt amend {row.id}, or give the row another id",
        )

    def _check_parts(self) -> None:
        if self._claims:
            wholes = {claim.id: claim.part_of for claim in self.change.ledger.claims()}
            refused = (fact for _, fact in self.reader.refused if isinstance(fact, Claim))
            wholes |= {claim.id: claim.part_of for claim in refused}
            self.reader.problems.extend(part_problems(self._claims, wholes))


def add_one(change: Change, fact: Fact, where: str) -> str:
    """Record one fact, even where the ledger holds another of the same content; give its id."""
    ids = Ids(change, type(fact), lambda: ())
    if not fact.id:
        fact = cast(Fact, fact._replace(id=ids.free(1)[0]))
    if change.add([fact]):
        version, _ = change.ledger.latest(type(fact), [fact.id])[fact.id]
        what = f"the ledger has had an entry {fact.id!r}"
        fix = f"correct it with xt amend {fact.id}, or leave the id out"
        if version.superseded is not None:
            what = f"{fact.id!r} was retracted"
            fix = f"bring it back with xt restore {fact.id}, give another id, or leave the id out"
        raise Refusal.one(where, what, fix)
    if isinstance(fact, Claim):
        wholes = {claim.id: claim.part_of for claim in change.ledger.claims()}
        if problems := list(part_problems([(where, fact)], wholes)):
            raise Refusal(problems)
    ids.finish()
    return fact.id
