"""Two histories with a common beginning: where they part, and what each has that the other has not."""

from collections.abc import Mapping
from functools import cached_property
from itertools import takewhile

from exchange_tracker.errors import Refusal
from exchange_tracker.store.ledger.change_log import Recorded, changes
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.merge_notes import Key, Origin, origin_of


class History:
    """The changes of a ledger, each with its origin: itself, or the change that was merged."""

    def __init__(self, ledger: Ledger) -> None:
        self.changes = list(changes(ledger))
        self.origins: list[Origin] = [origin_of(change) for change in self.changes]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Return the number of each change by the digest of its origin."""
        return {origin.digest: n for n, origin in enumerate(self.origins, start=1)}

    def origin(self, number: int) -> Origin:
        """Return where a change comes from."""
        return self.origins[number - 1]


class Parted:
    """A history ``there`` beside the one ``here``."""

    def __init__(self, there: Ledger, here: Ledger) -> None:
        self.there, self.here = History(there), History(here)
        pairs = zip(self.there.changes, self.here.changes, strict=False)
        self.common = sum(1 for _ in takewhile(lambda two: two[0].digest == two[1].digest, pairs))
        if not self.common:
            raise Refusal.one(
                str(there.path),
                f"its history has no common beginning with that of {here.path}",
                f"merge takes copies of one ledger, as xt backup makes them; else bring its rows in:"
                f" xt export FOLDER --ledger {there.path}, then xt import",
            )

    @cached_property
    def new_there(self) -> list[Recorded]:
        """Return the changes that are there alone, in their order."""
        there, known = self.there, self.here.numbers
        pairs = zip(there.changes, there.origins, strict=True)
        return [change for change, origin in pairs if origin.digest not in known]

    @cached_property
    def new_here(self) -> frozenset[int]:
        """Return the numbers of the changes that are here alone."""
        known = self.there.numbers
        pairs = enumerate(self.here.origins, start=1)
        return frozenset(n for n, origin in pairs if origin.digest not in known)

    @cached_property
    def numbers(self) -> dict[int, int]:
        """Return the number that a change there has here, of those that are here."""
        known = self.here.numbers
        pairs = enumerate(self.there.origins, start=1)
        return {n: known[origin.digest] for n, origin in pairs if origin.digest in known}

    @cached_property
    def renamed(self) -> dict[Key, str]:
        """Return the ids there of what has another id here, with the one here."""
        ids: dict[Key, str] = {}
        for number, here in self.numbers.items():
            there, own = self.there.origin(number).renamed, self.here.origin(here).renamed
            for table, first in {**there, **own}:
                name = there.get((table, first), first)
                ids[table, name] = own.get((table, first), first)
        return {key: name for key, name in ids.items() if key[1] != name}

    def first_id(self, number: int, key: Key) -> str:
        """Return the id at its origin of what a change there recorded."""
        return _reversed(self.there.origin(number).renamed, key)


def _reversed(renamed: Mapping[Key, str], key: Key) -> str:
    table, name = key
    return next((old for (of, old), new in renamed.items() if of == table and new == name), name)
