"""What can only be seen across the rows of a kind: doubled ids, missing ids, links of claims."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import cast

from exchange_tracker.errors import Problem
from exchange_tracker.facts.model import Claim, Fact, Release
from exchange_tracker.facts.movement import Movement

LETTERS: dict[type, str] = {Release: "r", Movement: "m", Claim: "c"}
"""What the ids begin with that the ledger gives to rows without one."""


def free_ids(letter: str, taken: Collection[str]) -> Iterator[str]:
    """Return the ids ``r1``, ``r2``, … that are not taken, lowest first."""
    names = (f"{letter}{number}" for number in count(1))
    return (name for name in names if name not in taken)


def with_ids(facts: Sequence[Fact], taken: Collection[str]) -> list[Fact]:
    """Return every fact an id: a blank one gets the lowest that is not taken."""
    if all(fact.id for fact in facts):
        return [*facts]
    free = free_ids(LETTERS[type(facts[0])], taken)
    return [fact if fact.id else cast(Fact, fact._replace(id=next(free))) for fact in facts]


def doubled_ids(name: str, lines: Iterable[int], facts: Sequence[Fact]) -> Iterator[Problem]:
    """Yield the rows of a file whose id an earlier row has."""
    ids = [fact.id for fact in facts if fact.id]
    if len({*ids}) == len(ids):
        return
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
    """Yield the claims whose ``part_of`` names no claim or runs in a circle.

    ``wholes`` gives the ``part_of`` of every claim that is known, by id.
    """
    circles = _circles(wholes)
    for where, claim in claims:
        if not claim.part_of:
            continue
        if claim.part_of not in wholes:
            yield Problem(
                f"{where}: part_of",
                f"{claim.part_of!r} names no claim",
                "write the id of the claim that is the whole",
            )
        elif claim.id and claim.id in circles:
            through = "" if claim.part_of == claim.id else f", through {claim.part_of!r}"
            yield Problem(
                f"{where}: part_of",
                f"{claim.id!r} is part of itself{through}",
                "let the whole of a statement be part of nothing",
            )


def _circles(wholes: Mapping[str, str]) -> set[str]:
    """Return the ids that come back to themselves when one goes from part to whole, in one pass."""
    found: set[str] = set()
    passed: set[str] = set()
    for start in wholes:
        path: dict[str, None] = {}
        name = start
        while name and name not in path and name not in passed:
            path[name] = None
            name = wholes.get(name, "")
        if name in path:
            names = list(path)
            found.update(names[names.index(name) :])
        passed.update(path)
    return found
