"""The evidence form into a new ledger: the same changes with the same digests."""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import assert_never

from exchange_tracker.errors import Refusal
from exchange_tracker.facts.model import AnyFact
from exchange_tracker.parse.rows import Reader
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.change_log import versions_of
from exchange_tracker.store.ledger.digest import OperationKind
from exchange_tracker.store.ledger.evidence import CHUNK, ChangeLine
from exchange_tracker.store.ledger.ledger import Ledger, Version
from exchange_tracker.store.ledger.person_names import by_hash, note_left_out, with_salts
from exchange_tracker.store.ledger.recorded_columns import in_file_order
from exchange_tracker.store.ledger.schema import TABLES, TERMS

_TYPES = {table: fact_type for fact_type, table in TABLES}


def replay(ledger: Ledger, lines: Iterable[ChangeLine], name: str) -> Iterator[int]:
    """Write the changes of the evidence form, already checked, into an empty ledger.

    Yields the number of each change when it is written. Its cells are checked as those of any
    other file are: a digest says that nothing was altered, not that it is right.
    """
    for line in lines:
        change = Change(ledger, line.heading, with_salts(by_hash(line.names)))
        where = f"{name}:{line.heading.number}"
        if line.heading.number == 1 and next(iter(line.rows))[1] != TERMS:
            raise Refusal.one(where, "the history begins without terms", "compare the copies")
        for (what, table), rows in groupby(line.rows, key=lambda row: (row[0], row[1])):
            for chunk in _chunks(row[2:] for row in rows):
                _apply(change, OperationKind(what), table, chunk, where)
        if change.finish() != line.digest:
            raise Refusal.one(where, "its rows do not give its digest again", "compare the copies")
        yield line.heading.number
    note_left_out(ledger.connection)


def _chunks(rows: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _apply(
    change: Change, kind: OperationKind, table: str, rows: list[list[str]], where: str
) -> None:
    """Do again what a change did to facts of one table; the evidence form has no other pairs."""
    if table == TERMS:
        _set_terms(change, rows, where)
        return
    fact_type = _TYPES[table]
    match kind:
        case OperationKind.ADD:
            _add(change, _facts(change, fact_type, rows, where), where)
        case OperationKind.AMEND:
            for fact in _facts(change, fact_type, rows, where):
                _amend(change, fact, where)
        case OperationKind.RETRACT:
            for (name,) in rows:
                change.retract(*_standing(change, fact_type, name, where))
        case OperationKind.REDACT:
            for (name,) in rows:
                change.redact(fact_type, name, _version_rows(change, fact_type, name))
        case _:
            assert_never(kind)


def _set_terms(change: Change, rows: list[list[str]], where: str) -> None:
    for (text,) in rows:
        parse_terms(text, f"{where}: {TERMS}")
        change.write_terms(text)


def _add(change: Change, facts: list[AnyFact], where: str) -> None:
    if change.add(facts):
        raise Refusal.one(where, "an id is added twice", "compare the copies")


def _facts(
    change: Change, fact_type: type[AnyFact], rows: list[list[str]], where: str
) -> list[AnyFact]:
    reader = Reader(fact_type, change.ledger.terms)
    return [reader.one(in_file_order(fact_type, cells), where) for cells in rows]


def _amend(change: Change, fact: AnyFact, where: str) -> None:
    """Write the next version of a fact, which restores it where the one before was retracted."""
    version, before = _recorded(change, type(fact), fact.id, where)
    if version.superseded is None:
        change.amend(version, before, fact)
    else:
        change.restore(version, fact)


def _version_rows(change: Change, fact_type: type[AnyFact], name: str) -> list[int]:
    return [
        version.row for version, fact in versions_of(change.ledger, name) if type(fact) is fact_type
    ]


def _standing(
    change: Change, fact_type: type[AnyFact], name: str, where: str
) -> tuple[Version, AnyFact]:
    latest = _recorded(change, fact_type, name, where)
    if latest[0].superseded is not None:
        raise Refusal.one(where, f"{name!r} does not stand", "compare the copies")
    return latest


def _recorded(
    change: Change, fact_type: type[AnyFact], name: str, where: str
) -> tuple[Version, AnyFact]:
    latest = change.ledger.latest(fact_type, [name]).get(name)
    if latest is None:
        raise Refusal.one(where, f"{name!r} does not stand", "compare the copies")
    return latest
