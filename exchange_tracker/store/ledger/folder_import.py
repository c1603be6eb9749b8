"""A truce folder into a new ledger, some rows at a time: a folder may be larger than the memory.

What is wrong with it is said as of any folder. For that it is read whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

from exchange_tracker.errors import Refusal
from exchange_tracker.facts.model import AnyFact, Claim, Fact
from exchange_tracker.parse.across import part_problems
from exchange_tracker.store.folder import Folder, rows_of_file
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.ids import Ids
from exchange_tracker.store.ledger.schema import KINDS


def add_folder(change: Change, folder: Path) -> Mapping[type, int]:
    """Write the rows of a truce folder, and return how many there are of each kind.

    Raise ``Refusal`` with all that is wrong with the folder.
    """
    rows = _FolderRows(change, folder)
    try:
        return {kind: rows.add(kind) for kind in KINDS}
    except _Unfit:
        Folder(folder)
    what, fix = "it was changed while it was read", "run the same command again"
    raise Refusal.one(str(folder), what, fix)


class _Unfit(Exception):
    """Something is wrong with the folder."""


class _FolderRows:
    """The rows of a folder on their way into a ledger that holds none."""

    def __init__(self, change: Change, folder: Path) -> None:
        self._change = change
        self._folder = folder

    def add(self, kind: type[Fact]) -> int:
        """Write the rows of one file, and return how many there are."""
        ids = Ids(self._change, kind, lambda: ())
        surveyed, number = False, 0
        for chunk in self._chunks(kind):
            facts: Sequence[Fact] = chunk
            if not all(fact.id for fact in facts):
                if not surveyed:
                    self._leave_free(ids)
                    surveyed = True
                facts = _with_ids(facts, ids)
            if self._change.add(facts):
                raise _Unfit
            number += len(facts)
        if kind is Claim:
            self._check_parts()
        return number

    def _chunks(self, kind: type[Fact]) -> Iterator[list[Fact]]:
        try:
            yield from rows_of_file(self._folder, kind, self._change.ledger.terms)
        except Refusal as refusal:
            raise _Unfit from refusal

    def _leave_free(self, ids: Ids[Fact]) -> None:
        """Give no row an id that another has, in whichever file and on whatever line."""
        kinds: Iterable[type[AnyFact]] = KINDS
        for kind in kinds:
            for facts in self._chunks(kind):
                ids.leave_free(fact.id for fact in facts)

    def _check_parts(self) -> None:
        claims = [*self._change.ledger.claims()]
        wholes = {claim.id: claim.part_of for claim in claims}
        if any(part_problems([(claim.id, claim) for claim in claims], wholes)):
            raise _Unfit


def _with_ids(facts: Sequence[Fact], ids: Ids[Fact]) -> list[Fact]:
    free = iter(ids.free(sum(not fact.id for fact in facts)))
    return [fact if fact.id else cast(Fact, fact._replace(id=next(free))) for fact in facts]
