"""The evidence form: the whole history as canonical JSON lines, one change on each.

A line is the change in the form its digest covers (see ``digest``) with two keys more: ``digest``,
and ``names`` where names are asked for: pairs of salt and names. It can be checked without this
program, and without a database.
"""

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from exchange_tracker.errors import Problem, Unverified
from exchange_tracker.ledger.digest import FIRST, Digest, Heading, rows_text
from exchange_tracker.ledger.history import changes
from exchange_tracker.ledger.ledger import Ledger
from exchange_tracker.ledger.verify import Grouped, rows_digested

CHUNK = 500  # rows


class Line(NamedTuple):
    """One change of the evidence form."""

    heading: Heading
    rows: list[list[str]]
    names: list[tuple[str, str]]  # salt, names
    digest: str


def evidence(ledger: Ledger, *, names: bool) -> Iterator[str]:
    """Give the history as text, a chunk at a time; without names unless they are asked for."""
    streams = [Grouped(stream) for stream in rows_digested(ledger)]
    for change in changes(ledger):
        heading = Heading(*change[:-1])
        fields = json.dumps(
            {"digest": change.digest, **heading._asdict()},
            ensure_ascii=False,
            separators=(",", ":"),
            sort_keys=True,
        )
        yield f'{fields[:-1]},"rows":['
        yield from _rows_text(row for stream in streams for row in stream.take(change.number))
        yield "]" + (_names_text(ledger, change.number) if names else "") + "}\n"


def _rows_text(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    some: list[tuple[str, ...]] = []
    comma = ""
    for row in rows:
        some.append(row)
        if len(some) == CHUNK:
            yield comma + rows_text(some)
            some, comma = [], ","
    if some:
        yield comma + rows_text(some)


def _names_text(ledger: Ledger, number: int) -> str:
    """Give the salts and names of a change's entries."""
    query = """SELECT names.salt, names.person
        FROM releases JOIN names ON names.row = releases.row
        WHERE releases.written = ? ORDER BY releases.row"""
    found = [list(row) for row in ledger.rows(query, (number,))]
    if not found:
        return ""
    return f',"names":{json.dumps(found, ensure_ascii=False, separators=(",", ":"))}'


def read_evidence(lines: Iterable[str], name: str) -> Iterator[Line]:
    """Give the changes of the evidence form, each checked against its digest and the one before.

    Raises:
        Unverified: with the first line that does not fit.
    """
    previous, moment = FIRST, ""
    for number, text in enumerate(lines, start=1):
        line = _line(text, f"{name}:{number}")
        heading = line.heading
        if heading.number != number or heading.previous != previous:
            raise _unverified(f"{name}:{number}", "it does not follow from the line before it")
        if heading.moment < moment:
            raise _unverified(f"{name}:{number}", "its moment lies before that of the line before")
        digest = Digest(heading)
        digest.rows(line.rows)
        if digest.finish() != line.digest:
            raise _unverified(f"{name}:{number}", "its content does not give its digest")
        previous, moment = line.digest, heading.moment
        yield line


def _line(text: str, where: str) -> Line:
    try:
        given = json.loads(text)
        names = [(str(salt), str(person)) for salt, person in given.pop("names", ())]
        digest, rows = given.pop("digest"), given.pop("rows")
        return Line(Heading(**given), rows, names, digest)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise _unverified(where, "it is not a change in the evidence form") from None


def _unverified(where: str, what: str) -> Unverified:
    return Unverified([Problem(where, what, "compare it with another copy of the history")])
