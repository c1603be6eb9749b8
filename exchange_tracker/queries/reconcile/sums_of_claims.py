"""A statement against itself: parts beside their whole. It needs no ledger."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from exchange_tracker.facts.model import Part
from exchange_tracker.queries.reconcile.claim_scope import Bound, ScopedClaim, least, most


class SumFigure(NamedTuple):
    """A figure of a statement; ``id`` is that of its claim, blank where it has none."""

    figure: int
    bound: Bound = Bound.EXACTLY
    id: str = ""

    @property
    def low(self) -> int:
        """Return the fewest people that the figure allows."""
        return least(self.bound, self.figure)

    @property
    def high(self) -> int | None:
        """Return the most people that the figure allows; ``None``: any number."""
        return most(self.bound, self.figure)

    @property
    def is_exact(self) -> bool:
        """Return whether the figure allows one number alone."""
        return self.low == self.high


class SumStanding(StrEnum):
    """How a whole and its parts stand to each other."""

    ADDS_UP = "adds up"
    DIFFERS = "differs"


class SumSide(NamedTuple):
    """One side of a sum: figures that are added up, often one alone."""

    figures: tuple[SumFigure, ...]

    @property
    def id(self) -> str:
        """Return the id of its claim; blank where it is none, or several figures."""
        return self.figures[0].id if len(self.figures) == 1 else ""

    @property
    def figure(self) -> int:
        """Return what the figures add up to."""
        return sum(each.figure for each in self.figures)

    @property
    def low(self) -> int:
        """Return the fewest people that the figures allow together."""
        return sum(each.low for each in self.figures)

    @property
    def high(self) -> int | None:
        """Return the most people that the figures allow together; ``None``: any number."""
        highs = [each.high for each in self.figures if each.high is not None]
        return sum(highs) if len(highs) == len(self.figures) else None

    @property
    def is_exact(self) -> bool:
        """Return whether the figures allow one sum alone."""
        return self.low == self.high


class Sum(NamedTuple):
    """A whole with the parts that should add up to it, or with one part that it includes."""

    part: Part
    whole: SumSide
    parts: SumSide

    @property
    def difference(self) -> int:
        """Return the sum of the parts less the whole."""
        return self.parts.figure - self.whole.figure

    @property
    def standing(self) -> SumStanding:
        """Return whether some numbers that the figures allow add up."""
        fits = self.whole.high is None or self.parts.low <= self.whole.high
        if self.part is Part.PART:
            fits = fits and (self.parts.high is None or self.whole.low <= self.parts.high)
        return SumStanding.ADDS_UP if fits else SumStanding.DIFFERS


def sums(
    wholes: Iterable[SumFigure], parts: Iterable[SumFigure], included: Iterable[SumFigure]
) -> Iterator[Sum]:
    """Yield what a statement says: its parts together, then each figure that it includes.

    The whole is the sum of some figures.
    """
    whole, together = SumSide(tuple(wholes)), SumSide(tuple(parts))
    if together.figures:
        yield Sum(Part.PART, whole, together)
    for each in included:
        yield Sum(Part.INCLUDING, whole, SumSide((each,)))


def sums_of_claims(claims: Iterable[ScopedClaim]) -> Iterator[Sum]:
    """Yield what claims say of each other, by wholes in the order of recording."""
    known: Mapping[str, ScopedClaim] = {claim.id: claim for claim in claims}
    parts: dict[str, list[ScopedClaim]] = {}
    for claim in known.values():
        if claim.claim.part_of:
            parts.setdefault(claim.claim.part_of, []).append(claim)
    for name, whole in known.items():
        mine = parts.get(name, ())
        yield from sums(
            [_figured(whole)],
            [_figured(each) for each in mine if each.claim.part == Part.PART],
            [_figured(each) for each in mine if each.claim.part == Part.INCLUDING],
        )


def _figured(claim: ScopedClaim) -> SumFigure:
    return SumFigure(claim.figure, claim.bound, claim.id)
