"""What a command added to a ledger, as it is looked through for people who are counted twice."""

from collections.abc import Mapping
from typing import NamedTuple

from exchange_tracker.store.ledger.alike_rows import Alike


class Place(NamedTuple):
    """Where a row stands: the number of its file, its own among the rows of it, and its line.

    A map makes several rows of one line.
    """

    file: int
    row: int
    line: int


class AddedRows(NamedTuple):
    """What was added, and what it is to be compared with beside the ledger.

    ``unrepeated`` are the ids of earlier rows of one person that no file says again, ``alike`` is what
    may correct an earlier row. ``is_grown`` says that an earlier state of a file was there, ``matched``
    which of its rows are about entries that were there, ``leaving`` what goes with the same change.
    """

    number: int
    places: Mapping[str, Place]  # by id; not of all, of very many
    unrepeated: frozenset[str] = frozenset()
    alike: tuple[Alike, ...] = ()
    is_grown: bool = False
    matched: Mapping[str, Place] = {}
    leaving: frozenset[str] = frozenset()
