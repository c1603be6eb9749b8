"""What can only be seen across the rows of a kind: doubled ids, missing ids, links of claims."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import cast

from exchange_tracker.errors import Problem
from exchange_tracker.model import Claim, Fact, Release

LETTERS: dict[type, str] = {Release: "r", Claim: "c"}
"""What the ids begin with that the ledger gives to rows without one."""


def free_ids(letter: str, taken: Collection[str]) -> Iterator[str]:
    """Give the ids ``r1``, ``r2``, … that are not taken, lowest first."""
    names = (f"{letter}{number}" for number in count(1))
    return (name for name in names if name not in taken)


def with_ids(facts: Sequence[Fact], taken: Collection[str]) -> list[Fact]:
    """Give every fact an id: a blank one gets the lowest that is not taken."""
    if not facts:
        return []
    free = free_ids(LETTERS[type(facts[0])], taken)
    return [fact if fact.id else cast(Fact, fact._replace(id=next(free))) for fact in facts]


def doubled_ids(name: str, lines: Iterable[int], facts: Iterable[Fact]) -> Iterator[Problem]:
    """Give the rows of a file whose id an earlier row has."""
    first: dict[str, int] = {}
    for line, fact in zip(lines, facts, strict=True):
        if fact.id and first.setdefault(fact.id, line) != line:
            yield Problem(
                f"{name}:{line}: id",
                f"{fact.id!r} is given twice, first on line {first[fact.id]}",
                "give each row an id of its own",
            )


def part_problems(
    claims: Iterable[tuple[str, Claim]], wholes: Mapping[str, str]
) -> Iterator[Problem]:
    """Give the claims whose ``part_of`` names no claim or runs in a circle.

    ``wholes`` gives the ``part_of`` of every claim that is known, by id.
    """
    for where, claim in claims:
        if not claim.part_of:
            continue
        if claim.part_of not in wholes:
            yield Problem(
                f"{where}: part_of",
                f"{claim.part_of!r} names no claim",
                "write the id of the claim that is the whole",
            )
        elif claim.id and _in_circle(claim.id, wholes):
            yield Problem(
                f"{where}: part_of",
                f"{claim.id!r} is part of itself",
                "let the whole of a statement be part of nothing",
            )


def _in_circle(start: str, wholes: Mapping[str, str]) -> bool:
    seen = set()
    name = wholes.get(start, "")
    while name and name != start and name not in seen:
        seen.add(name)
        name = wholes.get(name, "")
    return name == start
