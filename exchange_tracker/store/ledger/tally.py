"""What the rows that a change adds say, counted on their way in.

To ask the ledger for it takes as long as a tenth of an import. Of a change that corrects or takes back
anything, or says too many things to remember, it is asked all the same.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from exchange_tracker.facts.model import AnyFact, Claim, Release
from exchange_tracker.facts.movement import Movement

MOST_CELLS = 50_000  # of sources that differ

SOURCES: dict[type[AnyFact], str] = {Release: "sources", Claim: "source", Movement: "sources"}
"""The column that names sources, of each kind that has one."""


class Tally(NamedTuple):
    """What the added rows say: how often each cell of sources, and the most people by party and kind."""

    sources: Mapping[type, Mapping[str, int]]  # in the order of their first rows
    most: Mapping[tuple[str, str], int]


class SourceCells:
    """The cells of sources of the rows that a change adds."""

    def __init__(self) -> None:
        self.counts: dict[type, Counter[str]] = {}
        self.are_too_many = False

    def count(self, facts: Sequence[AnyFact]) -> None:
        """Count those of some facts of one kind."""
        column = SOURCES.get(type(facts[0]))
        if column is None or self.are_too_many:
            return
        cells = self.counts.setdefault(type(facts[0]), Counter())
        cells.update(map(attrgetter(column), facts))
        if len(cells) > MOST_CELLS:
            self.are_too_many = True
            self.counts.clear()
