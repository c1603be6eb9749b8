"""What a merged change notes: which change of the other ledger it is, when it was first recorded, new ids.

By its note a change is known again, whichever ledgers it came through, so that it is merged once::

    merged: change 7 of 2023-12-01T08:00:00.000000Z, sha256 …, ids given anew: releases r5–r9 as r8–r12
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from exchange_tracker.store.ledger.change_log import Recorded
from exchange_tracker.store.ledger.schema import KINDS

Key = tuple[str, str]
"""A table and an id in it."""

_MERGED = re.compile(
    r"(?:^|; )merged: change (\d+) of ([0-9T:.-]+Z), sha256 ([0-9a-f]{64})"
    r"(?:, ids given anew: ([^;]+))?",
    re.ASCII,
)
_ANEW = ", ids given anew: "
_NUMBERED = re.compile(r"([a-z])([1-9]\d{0,17})", re.ASCII)
_UNDOES = re.compile(r"undoes change (\d+)(?=;|$)", re.ASCII)
_TO = "–"  # between the ends of a run: no id has it


class Origin(NamedTuple):
    """A change as it was first recorded: its digest tells it from every other.

    ``renamed`` are the ids that it had there, with those it has in the ledger that notes it.
    """

    number: int
    moment: str
    digest: str
    renamed: Mapping[Key, str]


def origin_of(change: Recorded) -> Origin:
    """Return where a change comes from: by its note, else it is its own origin."""
    matches = list(_MERGED.finditer(change.note))
    if not matches:
        return Origin(change.number, change.moment, change.digest, {})
    number, moment, digest, anew = matches[-1].groups()
    return Origin(int(number), moment, digest, dict(_read_renamed(anew or "")))


def merged_note(change: Recorded, renamed: Mapping[Key, str], numbers: Mapping[int, int]) -> str:
    """Return what a change notes that brings another into a ledger.

    ``renamed`` are all ids that are others than at its origin; ``numbers`` are those that changes
    of its ledger have in this one, as far as they are in it.
    """
    origin = origin_of(change)
    kept = _UNDOES.sub(lambda match: _undoes(int(match[1]), numbers), _without_origin(change.note))
    merged = f"merged: change {origin.number} of {origin.moment}, sha256 {origin.digest}"
    anew = f"{_ANEW}{renamed_words(renamed)}" if renamed else ""
    return "; ".join(filter(None, (kept, merged + anew)))


def _without_origin(note: str) -> str:
    matches = list(_MERGED.finditer(note))
    return note[: matches[-1].start()] if matches else note


def _undoes(number: int, numbers: Mapping[int, int]) -> str:
    """Say what a change undoes by the number that has here; one that is not here has none."""
    here = numbers.get(number)
    return f"undoes change {here}" if here else f"undoes what was change {number} there"


def renamed_words(renamed: Mapping[Key, str]) -> str:
    """Say which ids were given anew, those of a run together: ``releases r5–r9 as r8–r12``."""
    by_table: dict[str, list[tuple[str, str]]] = {}
    for (table, old), new in renamed.items():
        by_table.setdefault(table, []).append((old, new))
    return ", ".join(
        f"{table} {_ends(old)} as {_ends(new)}"
        for table, pairs in by_table.items()
        for old, new in _runs(pairs)
    )


def _runs(pairs: list[tuple[str, str]]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield pairs of ids in runs in which both go up by one."""
    run = pairs[:1]
    for before, after in pairwise(pairs):
        if all(_follows(one, other) for one, other in zip(before, after, strict=True)):
            run.append(after)
        else:
            yield [old for old, _ in run], [new for _, new in run]
            run = [after]
    yield [old for old, _ in run], [new for _, new in run]


def _follows(before: str, after: str) -> bool:
    match = _NUMBERED.fullmatch(before)
    return match is not None and after == f"{match[1]}{int(match[2]) + 1}"


def _ends(run: list[str]) -> str:
    return run[0] if len(run) == 1 else f"{run[0]}{_TO}{run[-1]}"


def _read_renamed(text: str) -> Iterator[tuple[Key, str]]:
    """Yield each id that a note says was given anew, with the new one."""
    for part in filter(None, text.split(", ")):
        words = part.split(" ")
        if len(words) == 4 and words[2] == "as" and words[0] in KINDS.values():  # noqa: PLR2004
            pairs = zip(_run(words[1]), _run(words[3]), strict=False)
            yield from (((words[0], old), new) for old, new in pairs)


def _run(ends: str) -> Iterable[str]:
    first, to, last = ends.partition(_TO)
    one, other = _NUMBERED.fullmatch(first), _NUMBERED.fullmatch(last)
    if not (to and one and other):
        return [first]
    return (f"{one[1]}{number}" for number in range(int(one[2]), int(other[2]) + 1))
