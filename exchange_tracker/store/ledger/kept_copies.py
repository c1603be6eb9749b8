"""The copies of older schemas that are kept beside a ledger, and the names that they hold.

A name is erased in a copy as in the ledger, by a change of its own in the copy's schema: the copy
still verifies, and whoever goes back to it finds the redaction.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from exchange_tracker.facts.model import Happening
from exchange_tracker.store.ledger import sqlite
from exchange_tracker.store.ledger.change import Author
from exchange_tracker.store.ledger.change_log import versions_of
from exchange_tracker.store.ledger.correction import erase_names
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.opening import is_database
from exchange_tracker.store.ledger.waiting import Say
from exchange_tracker.store.ledger.writing import writing_by

_COPY = re.compile(r"\.schema-[1-9][0-9]*(\.[1-9][0-9]*)?", re.ASCII)


def copies_of(ledger: Path) -> Iterator[Path]:
    """Yield the copies that were kept when a ledger was brought to a newer schema."""
    for path in sorted(ledger.parent.iterdir()):
        start, ending = path.name[: len(ledger.name)], path.name[len(ledger.name) :]
        is_copy = start == ledger.name and _COPY.fullmatch(ending) and not path.is_symlink()
        if is_copy and is_database(path):
            yield path


def holds_names(copy: Path, kind: type, name: str) -> bool:
    """Return whether a copy holds names of an entry or a movement, in any version."""
    versions = versions_of(Ledger.open(copy), name)
    return any(
        type(fact) is kind and isinstance(fact, Happening) and fact.person for _, fact in versions
    )


def erase_in_copy(copy: Path, kind: type, name: str, author: Author, say: Say) -> None:
    """Erase the names of what has an id in a copy for good; it keeps its schema."""
    with (
        closing(sqlite.open_as_it_is(copy)) as connection,
        writing_by(connection, copy, author, say) as change,
    ):
        erase_names(change, kind, name)
    sqlite.compact(copy, say, recorded=True)
