"""What can only be seen across the rows of a kind: doubled ids, missing ids, links of claims."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count

from exchange_tracker.errors import Problem
from exchange_tracker.facts.model import Claim, Fact, Release
from exchange_tracker.facts.movement import Movement

LETTERS: dict[type, str] = {Release: "r", Movement: "m", Claim: "c"}
"""What the ids begin with that the ledger gives to rows without one."""


def free_ids(letter: str, taken: Collection[str]) -> Iterator[str]:
    """Return the ids ``r1``, ``r2``, … that are not taken, lowest first."""
    names = (f"{letter}{number}" for number in count(1))
    return (name for name in names if name not in taken)


def with_ids(kind: type[Fact], ids: list[str], taken: Iterable[str]) -> list[str]:
    """Return the ids of some rows; each blank one becomes the lowest that is not taken."""
    if all(ids):
        return ids
    free = free_ids(LETTERS[kind], frozenset(taken))
    return [name or next(free) for name in ids]


def doubled_ids(name: str, lines: Iterable[int], ids: Sequence[str]) -> Iterator[Problem]:
    """Yield the rows of a file whose id an earlier row has."""
    if len({*ids}) == len(ids):
        return
    first: dict[str, int] = {}
    for line, id_ in zip(lines, ids, strict=True):
        if id_ and first.setdefault(id_, line) != line:
            yield Problem(
                f"{name}:{line}: id",
                f"{id_!r} is given twice, first on line {first[id_]}",
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
    members: set[str] = set()
    passed: set[str] = set()
    for start in wholes:
        path: dict[str, None] = {}
        name = start
        while name and name not in path and name not in passed:
            path[name] = None
            name = wholes.get(name, "")
        if name in path:
            names = list(path)
            members.update(names[names.index(name) :])
        passed.update(path)
    return members
