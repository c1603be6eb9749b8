"""The evidence form: the whole history as canonical JSON lines, one change on each.

A line is the change in the form its digest covers (see ``digest``) with two keys more: ``digest``,
and ``names`` where names are asked for and the change has any: pairs of salt and names. It can be
checked without this program, and without a database. A change may have a million rows: they are
read from the text of its line one by one.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain, islice
from typing import Any, NamedTuple

from exchange_tracker.errors import Problem, Unverified
from exchange_tracker.store.ledger.change_log import changes
from exchange_tracker.store.ledger.digest import (
    SALT,
    ChangeHeading,
    Digest,
    OperationKind,
    person_hash,
    rows_text,
)
from exchange_tracker.store.ledger.digested_rows import texts_by_change
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.recorded_columns import is_width, recorded_columns
from exchange_tracker.store.ledger.schema import FIRST, KINDS, NAMES, REDACTED, TABLES, TERMS

CHUNK = 500  # rows
_END = "]}\n"
_decode = json.JSONDecoder().raw_decode
_NO_CHANGE = "it is not a change in the evidence form"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{64}|", re.ASCII)
_PERSON = {  # the cells come after two words
    table: 2 + recorded_columns(kind).index("person") for table, kind in REDACTED.items()
}
_Words = tuple[str, ...]
_OF_ONE_CELL: frozenset[_Words] = frozenset(
    {
        (OperationKind.ADD, TERMS),
        *((OperationKind.RETRACT, table) for _, table in TABLES),
        *((OperationKind.REDACT, table) for table in REDACTED),
    }
)
_OF_A_FACT: Mapping[_Words, type] = {
    (operation, table): kind
    for operation in (OperationKind.ADD, OperationKind.AMEND)
    for kind, table in TABLES
}
"""What the rows of a history hold by their two words; it has no others."""


class LineRows:
    """The rows of a line, read from its text one by one, as often as they are asked for."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._start = start

    def __iter__(self) -> Iterator[list[str]]:
        """Yield each row, or raise ``ValueError`` at one that no history has."""
        place, after = self._start, ","
        while after == ",":
            row, place = _decode(self._text, place)
            if not _is_row(row):
                raise ValueError
            yield row
            after, place = self._text[place : place + 1], place + 1

    @property
    def text(self) -> str:
        """Return them all in the form in which they are digested."""
        return self._text[self._start : -len(_END)]


class ChangeLine(NamedTuple):
    """One change of the evidence form."""

    heading: ChangeHeading
    rows: LineRows
    names: list[tuple[str, str]]  # salt, names
    digest: str


def evidence(ledger: Ledger, *, names: bool) -> Iterator[str]:
    """Yield the history as text, a chunk at a time; without names unless they are asked for."""
    streams = texts_by_change(ledger)
    for change in changes(ledger):
        texts = chain.from_iterable(stream.take(change.number) for stream in streams)
        pairs = _names(ledger, change.number) if names else []
        yield from _text(ChangeHeading(*change[:-1]), texts, pairs, change.digest)


def _text(
    heading: ChangeHeading,
    texts: Iterable[str],
    names: list[tuple[str, str]],
    digest: str,
) -> Iterator[str]:
    """Yield the canonical text of a change, a chunk at a time."""
    fields: dict[str, object] = {"digest": digest, **heading._asdict()}
    if names:
        fields["names"] = names
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    yield f'{text[:-1]},"rows":['
    comma = ""
    for some in texts:
        yield comma + some
        comma = ","
    yield _END


def _names(ledger: Ledger, number: int) -> list[tuple[str, str]]:
    """Return the salts and names of a change's entries and movements."""
    query = """SELECT names.salt, names.person FROM {0} JOIN {1} AS names ON names.row = {0}.row
        WHERE {0}.written = ? ORDER BY {0}.row"""
    return [
        (salt, person)
        for kind, names in NAMES.items()
        for salt, person in ledger.rows(query.format(KINDS[kind], names), (number,))
    ]


def read_evidence(lines: Iterable[str], name: str) -> Iterator[ChangeLine]:
    """Yield the changes of the evidence form, each checked against its digest and the one before.

    Raises:
        Unverified: with the first line that does not fit.
    """
    previous, moment = FIRST, ""
    for number, text in enumerate(lines, start=1):
        where = f"{name}:{number}"
        line = _line(text, where)
        heading = line.heading
        if heading.number != number or heading.previous != previous:
            raise _unverified(where, "it does not follow from the line before it")
        if heading.moment < moment:
            raise _unverified(where, "its moment lies before that of the line before")
        digest = Digest(heading)
        digest.canonical(line.rows.text)
        if digest.finish() != line.digest:
            raise _unverified(where, "its content does not give its digest")
        if not _names_match(line):
            raise _unverified(where, "its names do not give the hashes in its rows")
        previous, moment = line.digest, heading.moment
        yield line


def _line(text: str, where: str) -> ChangeLine:
    try:
        fields, start = _before_rows(text)
        names = [(str(salt), str(person)) for salt, person in fields.pop("names", ())]
        digest = fields.pop("digest")
        line = ChangeLine(ChangeHeading(**fields), LineRows(text, start), names, digest)
        if _is_form(line) and _is_text(line, text):
            return line
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    raise _unverified(where, _NO_CHANGE)


def _before_rows(text: str) -> tuple[dict[str, Any], int]:
    """Return the keys of a line but the last, and where the rows begin, which are the last."""
    fields: dict[str, Any] = {}
    place = 0
    while True:
        key, place = _decode(text, place + 1)
        if key == "rows":
            return fields, place + len(":[")
        fields[key], place = _decode(text, place + 1)


def _is_form(line: ChangeLine) -> bool:
    """Return whether what stands before the rows is of the type that it has in a history."""
    number, *texts = line.heading
    return (
        type(number) is int
        and all(isinstance(text, str) for text in (*texts, line.digest))
        and _is_moment(line.heading.moment)
    )


def _is_moment(text: str) -> bool:
    return _MOMENT.fullmatch(text) is not None and datetime.fromisoformat(text).tzinfo is UTC


def _is_row(row: object) -> bool:
    if not isinstance(row, list) or not all(isinstance(cell, str) for cell in row):
        return False
    if not _is_operation(tuple(row[:2]), row[2:]):
        return False
    return _HASH.fullmatch(_person(row)) is not None


def _person(row: list[str]) -> str:
    """Return what stands for names in a row; blank where it has none."""
    place = _PERSON.get(row[1], len(row))
    return row[place] if place < len(row) else ""


def _is_operation(words: _Words, cells: list[str]) -> bool:
    """Return whether a row with these words has as many cells as such a row can have."""
    kind = _OF_A_FACT.get(words)
    return len(cells) == 1 and words in _OF_ONE_CELL if kind is None else is_width(kind, cells)


def _is_text(line: ChangeLine, text: str) -> bool:
    """Return whether a text is the canonical one, to the last character: a digest covers no other."""
    place = 0
    for chunk in _text(line.heading, _texts(line.rows), line.names, line.digest):
        if not text.startswith(chunk, place):
            return False
        place += len(chunk)
    return place == len(text)


def _texts(rows: Iterable[list[str]]) -> Iterator[str]:
    remaining = iter(rows)
    while some := list(islice(remaining, CHUNK)):
        yield rows_text(some)


def _names_match(line: ChangeLine) -> bool:
    """Return whether each of the names belongs to an entry or a movement of the change."""
    if not line.names:
        return True
    hashes = {_person(row) for row in line.rows}
    return all(
        person and SALT.fullmatch(salt) and person_hash(salt, person) in hashes
        for salt, person in line.names
    )


def _unverified(where: str, what: str) -> Unverified:
    return Unverified([Problem(where, what, "compare it with another copy of the history")])
