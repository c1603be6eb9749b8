"""The words of each column, each with where it stands first and how often: of many in a file."""

from collections.abc import Iterable, Iterator
from itertools import count, groupby
from typing import NamedTuple

from exchange_tracker.facts.model import Obligation, Release, Selector, Terms, values
from exchange_tracker.queries.reconcile.claim_scope import ScopedClaim
from exchange_tracker.store.aside import SortedAside

COLUMNS = ("kind", "category", "nationality", "basis", "sources")
_OF_GROUPS = COLUMNS[:-1]  # of claims and of selectors, too
_AFTER = 1 << 60  # after the places of entries come those of claims, of sources, of terms
_HELD = 50_000  # cells that were counted and are not put aside yet

_Uses = dict[tuple[str, ...], tuple[int, str, int]]
"""By cells: the place of the first entry that has them, its id, and how many have them."""


class Word(NamedTuple):
    """A word of a column, where it stands first, and how often in all."""

    column: str
    word: str
    first: str
    times: int


class RecordedWords:
    """The words of entries, and of what stands beside them."""

    def __init__(self) -> None:
        self._uses: dict[tuple[str, ...], _Uses] = {_OF_GROUPS: {}, COLUMNS[-1:]: {}}
        self._words = SortedAside()
        self._after = count(_AFTER)

    def note(self, place: int, release: Release) -> None:
        """Note the words of an entry with its place in the order of first recording."""
        of_groups, of_sources = self._uses.values()
        _add(of_groups, (release.kind, *release[7:10]), place, release.id)
        _add(of_sources, (release.sources,), place, release.id)
        if len(of_groups) + len(of_sources) > _HELD:
            self._put_aside()

    def _put_aside(self) -> None:
        for columns, uses in self._uses.items():
            for cells, (place, name, times) in uses.items():
                for column, cell in zip(columns, cells, strict=True):
                    for word in values(cell):
                        self._words.add((column, word, place, name, times))
            uses.clear()

    def note_claims(self, claims: Iterable[ScopedClaim]) -> None:
        """Note the words of claims."""
        for each in claims:
            self._note_after("sources", each.claim.source, each.id)
            for column in _OF_GROUPS:
                for word in values(getattr(each.claim, column)):
                    self._note_after(column, word, each.id)

    def note_sources(self, ids: Iterable[str]) -> None:
        """Note the ids of sources."""
        for source in ids:
            self._note_after("sources", source, "sources")

    def note_terms(self, terms: Terms) -> None:
        """Note the words of terms, which count only where nothing else has them."""
        for party in terms.parties:
            self._note_after("party", party, "terms", 0)
        for reading in terms.readings:
            self._note_after("reading", reading.name, "terms", 0)
            for obligation in reading.obligations:
                for selector in _selectors(obligation):
                    for column in _OF_GROUPS:
                        for word in getattr(selector, column) or ():
                            self._note_after(column, word, "terms", 0)

    def _note_after(self, column: str, word: str, name: str, times: int = 1) -> None:
        self._words.add((column, word, next(self._after), name, times))

    def words(self) -> Iterator[Word]:
        """Yield each word once, by column and word."""
        self._put_aside()
        for (column, word), same in groupby(self._words, key=lambda row: row[:2]):
            rows = list(same)
            yield Word(column, word, rows[0][-2], max(sum(row[-1] for row in rows), 1))


def _add(uses: _Uses, cells: tuple[str, ...], place: int, name: str) -> None:
    use = uses.get(cells)
    if use is None:
        uses[cells] = place, name, 1
    elif place < use[0]:
        uses[cells] = place, name, use[2] + 1
    else:
        uses[cells] = *use[:2], use[2] + 1


def _selectors(obligation: Obligation) -> Iterator[Selector]:
    selectors = [obligation.counts, *(each.counts for each in obligation.for_each if each.counts)]
    for selector in selectors:
        yield selector
        if selector.excluded:
            yield selector.excluded
