"""Rows of files that would count people twice: held back and named, until an option decides."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Annotated, NamedTuple, TypeVar

import typer

from exchange_tracker.cli.entry_notes import entries_beside
from exchange_tracker.cli.held_words import held_words
from exchange_tracker.cli.option_groups import OptionGroup
from exchange_tracker.cli.output import say
from exchange_tracker.errors import Refusal
from exchange_tracker.facts.entry import entry_of
from exchange_tracker.facts.model import Happening, Release
from exchange_tracker.facts.movement import Movement
from exchange_tracker.parse.limits import MOST_PROBLEMS
from exchange_tracker.queries.double_counts import counted_twice
from exchange_tracker.queries.told_twice import DoubleCount, Why, told_twice
from exchange_tracker.report.phrases import numbered
from exchange_tracker.store.ledger.added_rows import AddedRows, Place
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.row_import import Input
from exchange_tracker.store.ledger.sheet import Amendment
from exchange_tracker.store.ledger.sifted_rows import SiftedRows, Unsifted, with_partner

HELD = 1
"""The exit code where a row was held back: there is something to look at."""


class DoubleCounts(NamedTuple):
    """What becomes of rows that would count people twice, as the command line says."""

    accept_totals: Annotated[
        bool,
        typer.Option("--accept-totals", help="Record rows that equal the sum of others, too."),
    ] = False
    accept_doubles: Annotated[
        bool,
        typer.Option(
            "--accept-doubles", help="Record rows that seem to tell one release twice, too."
        ),
    ] = False
    merge_sources: Annotated[
        bool,
        typer.Option(
            "--merge-sources",
            help="Where rows differ in sources and notes alone, record one with those of all.",
        ),
    ] = False


DoubleCountOptions = Annotated[DoubleCounts, OptionGroup(DoubleCounts)]


@dataclass
class Sieve:
    """The rows that are held back so far, and why; those that lend their sources to others."""

    words: dict[Place, str] = field(default_factory=dict)
    held: set[Place] = field(default_factory=set)
    lent: dict[Place, list[Happening]] = field(default_factory=dict)
    partners: set[Place | str] = field(default_factory=set)  # by their ids, where they were there
    entry_lenders: dict[str, list[Happening]] = field(default_factory=dict)  # by ids of the ledger
    amendments: list[Amendment] = field(default_factory=list)

    @property
    def counts(self) -> str:
        """Account for the rows that are not recorded by themselves."""
        held, merged = len(self.words), len(self.held) - len(self.words)
        into = f" + {merged:,} merged" if merged else ""
        return f"{into} + {held:,} held back" if held else into

    def over(self, files: Sequence[Input]) -> list[Input]:
        """Return files less what is held back."""
        return [self._over(number, file) for number, file in enumerate(files)]

    def _over(self, number: int, file: Input) -> Input:
        held = self.of_file(number)
        lent = {p.row: tuple(rows) for p, rows in self.lent.items() if p.file == number}
        return SiftedRows(file, held, lent) if held or lent else file

    def of_file(self, number: int) -> frozenset[int]:
        """Return the rows of a file that are held back."""
        return frozenset(place.row for place in self.held if place.file == number)


class _HeldBack(Exception):
    """More rows would count people twice: what was written is taken back."""


Result = TypeVar("Result")


class Holding:
    """Holds rows back: an import is tried, taken back, and made without those that count twice."""

    def __init__(self, files: Sequence[Input], wishes: DoubleCounts) -> None:
        self.files = files
        self.wishes = wishes
        self.sieve = Sieve()
        self.unseen = False  # there were too many rows to look at

    def run(self, attempt: Callable[[Sequence[Input]], Result]) -> Result:
        """Return what an attempt gives that writes no row twice; each asks ``look``."""
        while True:
            try:
                return attempt(self.sieve.over(self.files))
            except _HeldBack:
                continue

    def look(self, change: Change, new: AddedRows, kind: type, start: int) -> None:
        """Give up an attempt in which rows count people twice; ``start`` is its first row."""
        rows = self._rows(change, new, kind, start)
        if rows:
            places = self._places(new.places)
            paired = {name for name in rows if places.get(name, name) in self.sieve.partners}
            doubles = list(self._doubles(change, new, rows, paired))
            lenders = {**self._places(new.matched), **places}
            for each in doubles:
                self._hold(each, rows, places)
                if self._merges(each):
                    self._lend(each, rows[each.id], lenders)
            if doubles:
                raise _HeldBack
        self.sieve.amendments = [
            amendment
            for name, others in self.sieve.entry_lenders.items()
            for amendment in _lend(change, kind, name, others)
        ]

    def _places(self, left: Mapping[str, Place]) -> dict[str, Place]:
        """Return where rows stand in their files, with those that are held back."""
        numbers = [Unsifted(self.sieve.of_file(number)) for number in range(len(self.files))]
        return {
            name: place._replace(row=numbers[place.file].number(place.row))
            for name, place in left.items()
        }

    def _rows(self, change: Change, new: AddedRows, kind: type, start: int) -> dict[str, Happening]:
        """Return the rows of the days that were written to, by id, as far as they are looked at."""
        taken = self.wishes.accept_totals and self.wishes.accept_doubles
        if kind not in (Release, Movement) or not new.places or taken:
            return {}
        self.unseen = new.number > len(new.places)
        if self.unseen:
            return {}
        if kind is Movement:
            query = "superseded IS NULL AND day IN (SELECT day FROM movements WHERE row >= ?)"
            versions = change.ledger.versions(Movement, query, (start,))
            return {row.id: row for _, row in versions if row.id not in new.leaving}
        entries = entries_beside(change.ledger, start)
        self.unseen = not entries
        rows = (each.release for each in entries)
        return {row.id: row for row in rows if row.id not in new.leaving}

    def _doubles(
        self,
        change: Change,
        new: AddedRows,
        rows: Mapping[str, Happening],
        paired: Collection[str],
    ) -> Iterator[DoubleCount]:
        clock, held = change.ledger.clock, set[str]()
        if not self.wishes.accept_doubles:
            file_of = {name: place.file for name, place in new.places.items()}
            repeats = told_twice(rows.values(), file_of, new.unrepeated, paired, clock)
            for each in chain(repeats, _corrected(new)):
                if each.id not in held:
                    held.add(each.id)
                    yield each
        if not self.wishes.accept_totals:
            left = [row for row in rows.values() if row.id not in held]
            entries = [entry_of(row, clock) for row in left if isinstance(row, Release)]
            yield from counted_twice(entries, new.places)

    def _merges(self, double: DoubleCount) -> bool:
        return self.wishes.merge_sources and double.why is Why.TOLD_TWICE

    def _hold(
        self, double: DoubleCount, rows: Mapping[str, Happening], places: Mapping[str, Place]
    ) -> None:
        sieve, place = self.sieve, places[double.id]
        sieve.held.add(place)
        sieve.partners |= {places.get(name, name) for name in double.partners}
        if not self._merges(double):
            sieve.words[place] = held_words(double, rows, places, self.files)

    def _lend(self, double: DoubleCount, row: Happening, places: Mapping[str, Place]) -> None:
        """Let the partner of a row tell what the row tells: a row of the files, or else an entry."""
        (partner,) = double.partners
        if partner in places:
            self.sieve.lent.setdefault(places[partner], []).append(row)
        else:
            self.sieve.entry_lenders.setdefault(partner, []).append(row)

    def report(self) -> int:
        """Say which rows are held back, in their order, and return the exit code."""
        words = self.sieve.words
        if self.unseen:
            say(
                "so many rows are not looked through for people counted twice: xt discrepancies lists"
                " possible totals and duplicates"
            )
        for _, line in sorted(words.items())[:MOST_PROBLEMS]:
            say(line)
        if left := max(0, len(words) - MOST_PROBLEMS):
            say(f"… and {numbered(left, 'more row is', 'more rows are')} held back")
        return HELD if words else 0


def _corrected(new: AddedRows) -> Iterator[DoubleCount]:
    """Yield what has another count than a row that was there before its file.

    A file of which nothing was there is no sheet that grew; people of whom nobody says who they are
    are then others.
    """
    for row, old in new.alike:
        if new.is_grown or old.category or old.nationality:
            yield DoubleCount(row.id, (old.id,), Why.OTHER_COUNT)


def _lend(
    change: Change, kind: type[Happening], name: str, others: Sequence[Happening]
) -> Iterator[Amendment]:
    """Give an entry of the ledger the sources of rows that tell the same, and yield it."""
    version, before = change.ledger.latest(kind, [name])[name]
    after = before
    for other in others:
        after = with_partner(after, other)
    if after == before:
        return
    if version.written == change.number:  # a change writes one version of an entry
        what = "a row corrects it, and another tells the same of it"
        raise Refusal.one(name, what, "import without --merge-sources first")
    change.amend(version, before, after)
    yield Amendment(version, before, after)
