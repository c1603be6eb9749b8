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


class Sum(NamedTuple):
    """A whole with the parts that should add up to it, or with one part that it includes."""

    part: Part
    whole: SumFigure
    parts: tuple[SumFigure, ...]

    @property
    def found(self) -> int:
        """Return what the parts add up to."""
        return sum(part.figure for part in self.parts)

    @property
    def difference(self) -> int:
        """Return the sum of the parts less the whole."""
        return self.found - self.whole.figure

    @property
    def low(self) -> int:
        """Return the fewest people that the parts allow together."""
        return sum(part.low for part in self.parts)

    @property
    def high(self) -> int | None:
        """Return the most people that the parts allow together; ``None``: any number."""
        highs = [part.high for part in self.parts if part.high is not None]
        return sum(highs) if len(highs) == len(self.parts) else None

    @property
    def is_exact(self) -> bool:
        """Return whether the parts allow one sum alone."""
        return self.low == self.high

    @property
    def standing(self) -> SumStanding:
        """Return whether some numbers that the figures allow add up."""
        fits = self.whole.high is None or self.low <= self.whole.high
        if self.part is Part.PART:
            fits = fits and (self.high is None or self.whole.low <= self.high)
        return SumStanding.ADDS_UP if fits else SumStanding.DIFFERS


def sums(
    whole: SumFigure, parts: Iterable[SumFigure], included: Iterable[SumFigure]
) -> Iterator[Sum]:
    """Yield what a statement says: its parts together, then each figure that it includes."""
    together = tuple(parts)
    if together:
        yield Sum(Part.PART, whole, together)
    for each in included:
        yield Sum(Part.INCLUDING, whole, (each,))


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
            _figured(whole),
            [_figured(each) for each in mine if each.claim.part == Part.PART],
            [_figured(each) for each in mine if each.claim.part == Part.INCLUDING],
        )


def _figured(claim: ScopedClaim) -> SumFigure:
    return SumFigure(claim.figure, claim.bound, claim.id)
