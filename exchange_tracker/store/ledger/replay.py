"""The evidence form into a new ledger: the same changes with the same digests."""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from exchange_tracker.errors import Refusal
from exchange_tracker.facts.model import AnyFact
from exchange_tracker.parse.rows import Reader
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.change_log import versions_of
from exchange_tracker.store.ledger.evidence import CHUNK, ChangeLine
from exchange_tracker.store.ledger.ledger import Ledger, Version
from exchange_tracker.store.ledger.person_names import by_hash, known, note_left_out
from exchange_tracker.store.ledger.schema import TABLES

_TABLES = {table: kind for kind, table in TABLES}


def replay(ledger: Ledger, lines: Iterable[ChangeLine], name: str) -> Iterator[int]:
    """Write the changes of the evidence form, already checked, into an empty ledger.

    Gives the number of each change when it is written. Its cells are checked as those of any
    other file are: a digest says that nothing was altered, not that it is right.
    """
    for line in lines:
        change = Change(ledger, line.heading, known(by_hash(line.names)))
        where = f"{name}:{line.heading.number}"
        if line.heading.number == 1 and next(iter(line.rows))[1] != "terms":
            raise Refusal.one(where, "the history begins without terms", "compare the copies")
        for (what, table), rows in groupby(line.rows, key=lambda row: (row[0], row[1])):
            for some in _chunks(row[2:] for row in rows):
                _apply(change, what, table, some, where)
        if change.finish() != line.digest:
            raise Refusal.one(where, "its rows do not give its digest again", "compare the copies")
        yield line.heading.number
    note_left_out(ledger.connection)


def _chunks(rows: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    while some := list(islice(rows, CHUNK)):
        yield some


def _apply(change: Change, what: str, table: str, rows: list[list[str]], where: str) -> None:
    """Do again what a change did to facts of one kind."""
    if (what, table) == ("add", "terms"):
        for (text,) in rows:
            parse_terms(text, f"{where}: terms")
            change.write_terms(text)
    elif table in _TABLES and what in {"add", "amend"}:
        reader = Reader(_TABLES[table], change.ledger.terms)
        _write(change, what, [reader.one(cells, where) for cells in rows], where)
    elif table in _TABLES and what in {"retract", "redact"}:
        for (name,) in rows:
            _end(change, what, _TABLES[table], name, where)
    else:
        raise Refusal.one(where, f"nothing can be done by {what!r}", "compare the copies")


def _write(change: Change, what: str, facts: list[AnyFact], where: str) -> None:
    if what == "add":
        if change.add(facts):
            raise Refusal.one(where, "an id is added twice", "compare the copies")
        return
    for fact in facts:
        version, before = _standing(change, type(fact), fact.id, where)
        change.amend(version, before, fact)


def _end(change: Change, what: str, kind: type[AnyFact], name: str, where: str) -> None:
    if what == "retract":
        change.retract(*_standing(change, kind, name, where))
        return
    rows = [version.row for version, fact in versions_of(change.ledger, name) if type(fact) is kind]
    change.redact(name, rows)


def _standing(
    change: Change, kind: type[AnyFact], name: str, where: str
) -> tuple[Version, AnyFact]:
    found = change.ledger.latest(kind, [name]).get(name)
    if found is None or found[0].superseded is not None:
        raise Refusal.one(where, f"{name!r} does not stand", "compare the copies")
    return found
