"""The canonical form of a change, and its digest (``ledger.md``, section 6).

A change is one JSON object in UTF-8, keys sorted, no spaces, no escapes but those JSON needs::

    {"author":…,"moment":…,"note":…,"number":…,"previous":…,"reason":…,"rows":[…]}

``previous`` is the digest of the change before it, 64 zeros for the first. Each row is a list of
texts: ``["add", table, cells…]`` or ``["amend", table, cells…]`` with all cells in the order of
the columns, ``["retract", table, id]``, ``["redact", table, id]``. The cell ``person`` is
blank or ``SHA-256(salt + names)``, so a name can be erased without breaking the chain.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

_ESCAPED = re.compile(r"[\x00-\x1f\\\ud800-\udfff]")  # beside the quote
SALT = re.compile(r"[0-9a-f]{32}", re.ASCII)


class OperationKind(StrEnum):
    """What a row of a change does to a fact; the word is the row's first text in the digest."""

    ADD = "add"
    AMEND = "amend"
    RETRACT = "retract"
    REDACT = "redact"


class ChangeHeading(NamedTuple):
    """A change without its rows. ``moment`` is UTC with microseconds."""

    number: int
    moment: str
    author: str
    reason: str
    note: str
    previous: str


class Digest:
    """The digest of one change, fed with its rows in the order they are written."""

    def __init__(self, heading: ChangeHeading) -> None:
        fields = json.dumps(
            heading._asdict(), ensure_ascii=False, separators=(",", ":"), sort_keys=True
        )
        self._sha = hashlib.sha256(f'{fields[:-1]},"rows":['.encode())
        self._comma = b""

    def rows(self, rows: Iterable[Iterable[str]]) -> None:
        """Take more rows."""
        text = rows_text(rows)
        if text:
            self.canonical(text)

    def columns(self, words: Sequence[str], columns: Sequence[Sequence[str]]) -> None:
        """Take more rows, which all begin with some words; their other cells column by column."""
        text = columns_text(words, columns)
        if text:
            self.canonical(text)

    def canonical(self, text: str) -> None:
        """Take rows that are in canonical form already."""
        self._sha.update(self._comma + text.encode())
        self._comma = b","

    def finish(self) -> str:
        """Return the digest (64 hexadecimal digits) when all rows were taken."""
        closed = self._sha.copy()
        closed.update(b"]}")
        return closed.hexdigest()


def rows_text(rows: Iterable[Iterable[str]]) -> str:
    """Return rows in canonical form, joined by commas."""
    some = [tuple(row) for row in rows]
    bare = '"],["'.join(['","'.join(row) for row in some])
    if bare and _is_bare(bare, quotes=2 * sum(map(len, some)) - 2):
        return f'["{bare}"]'
    return _as_json(some)


def columns_text(words: Sequence[str], columns: Sequence[Sequence[str]]) -> str:
    """Return rows that begin with some words in canonical form, of their other cells column by column."""
    start = '","'.join(words)
    bare = f'"],["{start}","'.join(map('","'.join, zip(*columns, strict=True)))
    cells = len(words) + len(columns)
    rows = len(columns[0]) if columns else 0
    if bare and _is_bare(bare, quotes=2 * cells * rows - 2 * len(words) - 2):
        return f'["{start}","{bare}"]'
    return _as_json([(*words, *row) for row in zip(*columns, strict=True)])


def _as_json(rows: list[tuple[str, ...]]) -> str:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))[1:-1]


def _is_bare(text: str, quotes: int) -> bool:
    """Return whether nothing in a text needs an escape: it is what JSON would give, sooner.

    ``quotes`` are those around its cells.
    """
    return not _is_escaped(text) and text.count('"') == quotes


def _is_escaped(text: str) -> bool:
    """Return whether JSON escapes anything in a text, quotes aside."""
    if text.isprintable() and "\\" not in text:
        return False  # at a tenth of the cost of the search
    return bool(_ESCAPED.search(text))


def person_hash(salt: str, person: str) -> str:
    """Return what stands for names in a digest; blank where there are none."""
    return hashlib.sha256((salt + person).encode()).hexdigest() if person else ""


def new_salt() -> str:
    """Return a salt that nobody can guess (32 hexadecimal digits)."""
    return os.urandom(16).hex()
