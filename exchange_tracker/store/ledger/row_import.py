"""Rows of files into a ledger: every row is added, already there, or refused.

A row with an id is there when the ledger has that id with the same content; with other content
it is refused. Rows without an id are compared by content as a multiset: afterwards the ledger
holds at least as many copies as the files do. All of it stays flat in memory: what has to be
remembered lies in temporary tables.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import BinaryIO, Generic, NamedTuple, Protocol, cast

from exchange_tracker.errors import Problem, Refusal
from exchange_tracker.facts.entry import with_defaults
from exchange_tracker.facts.model import Claim, Fact, Release, columns
from exchange_tracker.parse.across import part_problems
from exchange_tracker.parse.rows import Checked, Reader
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.ids import Ids

SHOWN_IDS = 20


class Input(Protocol):
    """A file of rows that can be opened more than once."""

    @property
    def name(self) -> str:
        """Return the name by which messages call it."""

    def open(self) -> AbstractContextManager[BinaryIO]:
        """Open the file from its beginning."""

    def read(self, reader: Reader[Fact], raw: BinaryIO) -> Iterator[Checked[Fact]]:
        """Return its rows, checked, by the form the file has."""


class ImportOutcome(NamedTuple):
    """What became of the rows read: read = added + amended + there; a refusal refuses them all."""

    read: int
    added: int
    amended: int
    there: int
    first_ids: tuple[str, ...]  # of the first rows added, in order


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
        self.added = 0
        self.amended = 0
        self.there = 0
        self.first_ids: list[str] = []
        self._claims: list[tuple[str, Claim]] = []
        self._ids = Ids(change, kind, self._given_ids)

    def run(self, progress: Callable[[int], None]) -> ImportOutcome:
        """Take the rows of every file, or refuse all of them with every problem."""
        for each in self.inputs:
            if self.reader.problems.full:
                break
            with each.open() as raw:
                for chunk in each.read(self.reader, raw):
                    self._take(each.name, chunk)
                    progress(self.reader.read)
        self._check_parts()
        if self.reader.problems:
            raise Refusal(self.reader.problems, self._closing())
        self._ids.finish()
        return ImportOutcome(
            self.reader.read, self.added, self.amended, self.there, tuple(self.first_ids)
        )

    def _closing(self) -> str:
        """Account for every row of an import that is refused."""
        refused = self.reader.read - self.there
        rest = f"{self.reader.closing}\n" if self.reader.closing else ""
        return (
            f"{rest}{self.reader.read:,} rows read = 0 added + {self.there:,} already there"
            f" + {refused:,} refused; nothing was written"
        )

    def _given_ids(self) -> Iterator[list[str]]:
        """Yield the ids in all files, before any is given out."""
        for each in self.inputs:
            with each.open() as raw:
                for chunk in each.read(Reader(self.kind, self.change.ledger.terms), raw):
                    yield [fact.id for fact in chunk.facts if fact.id]

    def _take(self, name: str, chunk: Checked[Fact]) -> None:
        placed = list(zip(chunk.lines, chunk.facts, strict=True))
        if not all(fact.id for fact in chunk.facts):
            placed = self._without_erased(name, placed)
            read = len(placed)
            placed = self._ids.give(placed)
            self.there += read - len(placed)
        facts = [fact for _, fact in placed]
        known = self.change.add(facts)
        self.added += len(facts) - len(known)
        if known:
            self._settle(name, [placed[n] for n in sorted(known)])
        if len(self.first_ids) < SHOWN_IDS:
            written = (fact.id for n, fact in enumerate(facts) if n not in known)
            self.first_ids += islice(written, SHOWN_IDS - len(self.first_ids))
        if self.kind is Claim:
            self._claims += [
                (f"{name}:{line}", fact) for line, fact in placed if isinstance(fact, Claim)
            ]

    def _without_erased(
        self, name: str, placed: Sequence[tuple[int, Fact]]
    ) -> list[tuple[int, Fact]]:
        """Refuse rows that would bring an erased name back under another id."""
        kept = []
        for line, fact in placed:
            if self._ids.was_erased(fact):
                what = "the names of an entry with this content were erased"
                fix = "leave the names out, or give the row an id if it is about other people"
                self.reader.problems.append(Problem(f"{name}:{line}: person", what, fix))
            else:
                kept.append((line, fact))
        return kept

    def _settle(self, name: str, placed: Sequence[tuple[int, Fact]]) -> None:
        """Say of rows whose id is known whether they are there already or must be refused."""
        before = self.change.ledger.latest(self.kind, [fact.id for _, fact in placed])
        for line, fact in placed:
            version, there = before[fact.id]
            problem = None
            if version.written == self.change.number or not self._ids.meet(fact.id):
                problem = f"{fact.id!r} is given twice", "give each row an id of its own"
            elif version.superseded is not None:
                problem = f"{fact.id!r} was retracted", "give the row another id"
            elif with_defaults(there) == with_defaults(self._erased(fact)):
                self.there += 1
            elif self.update:
                self.change.amend(version, there, self._erased(fact))
                self.amended += 1
            else:
                problem = (
                    f"{fact.id!r} is in the ledger with other content ({_difference(there, fact)})",
                    f"correct it with xt amend {fact.id}, or give the row another id",
                )
            if problem:
                self.reader.problems.append(Problem(f"{name}:{line}: id", *problem))

    def _erased(self, fact: Fact) -> Fact:
        """Leave out the names of an entry whose names were erased: no file brings them back."""
        if isinstance(fact, Release) and fact.person and fact.id in self.change.ledger.redacted:
            return cast(Fact, fact._replace(person=""))
        return fact

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
        raise Refusal.one(
            where,
            f"the ledger has had an entry {fact.id!r}",
            f"correct it with xt amend {fact.id}, or leave the id out",
        )
    if isinstance(fact, Claim):
        wholes = {claim.id: claim.part_of for claim in change.ledger.claims()}
        if problems := list(part_problems([(where, fact)], wholes)):
            raise Refusal(problems)
    ids.finish()
    return fact.id


def _difference(there: Fact, given: Fact) -> str:
    """Name the cells in which a row differs from the entry of the same id; no name of people."""
    old, new = with_defaults(there), with_defaults(given)
    pairs = zip(columns(type(there)), old, new, strict=True)
    return ", ".join(
        f"{name}: other names" if name == "person" else f"{name}: {a!r} there, {b!r} here"
        for name, a, b in pairs
        if a != b
    )
