"""A sheet that is a desk's working copy, and what would bring a ledger into step with it."""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from exchange_tracker.facts.model import AnyFact
from exchange_tracker.store.ledger.ledger import Ledger, Version
from exchange_tracker.store.ledger.schema import KINDS

_BESIDE = ("; the clock ", "; merged: ")  # how what a change may note after it begins


class Side(Enum):
    """Who is right where the sheet and the ledger were both changed."""

    NOBODY = "it is left, and listed"
    OURS = "the ledger"
    THEIRS = "the sheet"


class Sheet(NamedTuple):
    """The name of a sheet in the history, and the columns by which its rows are known again.

    ``imported`` are the changes that recorded rows of it before its first sync.
    """

    name: str
    key: tuple[str, ...]
    imported: tuple[int, ...] = ()

    def note(self, kind: type) -> str:
        """Return what each change notes that a sync of the sheet writes."""
        return f"sync of {KINDS[kind]} with {self.name}"

    def changes(self, ledger: Ledger, kind: type) -> frozenset[int]:
        """Return the changes by which the sheet came into the ledger."""
        note = self.note(kind)
        beside = tuple(note + begins for begins in _BESIDE)
        noted = ledger.rows("SELECT number, note FROM changes WHERE note <> ''")
        own = {n for n, text in noted if text == note or text.startswith(beside)}
        return frozenset({*own, *self.imported})


class Conflict(NamedTuple):
    """What the ledger and the sheet both changed: a cell, or with ``column`` blank a whole entry.

    ``change`` wrote what the ledger says. ``ledger`` is ``None`` where the entry was retracted in it,
    ``sheet`` where its row is gone from the sheet; ``line`` is then 0.
    """

    id: str
    line: int
    change: int
    column: str = ""
    ledger: str | None = None
    sheet: str | None = None


class Amendment(NamedTuple):
    """An entry with other cells, before and after."""

    version: Version
    before: AnyFact
    after: AnyFact


class Plan(NamedTuple):
    """What a sync writes: read = added + amended + same + left.

    ``left`` counts the rows of which nothing is written because of conflicts. ``gone`` are the
    sheet's own entries that it has no more, in the order in which they were written.
    """

    read: int
    added: Sequence[AnyFact]
    amended: Sequence[Amendment]
    same: int
    left: int
    conflicts: Sequence[Conflict]
    gone: Sequence[tuple[Version, AnyFact]]
