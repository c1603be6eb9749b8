"""The copies of older schemas that are kept beside a ledger, and the names that they hold.

A name is erased in a copy as in the ledger, by a change of its own in the copy's schema: the copy
still verifies, and whoever goes back to it finds the redaction.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from exchange_tracker.facts.model import Release
from exchange_tracker.store.ledger import sqlite
from exchange_tracker.store.ledger.change import Author, writing_by
from exchange_tracker.store.ledger.change_log import versions_of
from exchange_tracker.store.ledger.correction import redact
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.opening import is_database
from exchange_tracker.store.ledger.waiting import Say

_COPY = re.compile(r"\.schema-[1-9][0-9]*(\.[1-9][0-9]*)?", re.ASCII)


def copies_of(ledger: Path) -> Iterator[Path]:
    """Yield the copies that were kept when a ledger was brought to a newer schema."""
    for path in sorted(ledger.parent.iterdir()):
        start, ending = path.name[: len(ledger.name)], path.name[len(ledger.name) :]
        is_copy = start == ledger.name and _COPY.fullmatch(ending) and not path.is_symlink()
        if is_copy and is_database(path):
            yield path


def holds_names(copy: Path, name: str) -> bool:
    """Return whether a copy holds names of an entry, in any version."""
    versions = versions_of(Ledger.open(copy), name)
    return any(isinstance(fact, Release) and fact.person for _, fact in versions)


def erase_names(copy: Path, name: str, author: Author, say: Say) -> None:
    """Erase the names of an entry in a copy for good; it keeps its schema."""
    with (
        closing(sqlite.open_as_it_is(copy)) as connection,
        writing_by(connection, copy, author, say) as change,
    ):
        redact(change, name)
    sqlite.compact(copy, say, recorded=True)
