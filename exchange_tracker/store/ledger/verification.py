"""Does the ledger say what it said? The whole chain and every table, recomputed.

Two questions are asked of each table: do its rows give the digests of the changes, and are they
linked as corrections link them? What is only kept for speed is recomputed in ``derived_columns``.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from exchange_tracker.store.ledger.change_log import Recorded, changes
from exchange_tracker.store.ledger.derived_columns import derived_mismatches, name_mismatches
from exchange_tracker.store.ledger.digest import ChangeHeading, Digest
from exchange_tracker.store.ledger.digested_rows import TextsByChange, texts_by_change
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.schema import FIRST, TABLES
from exchange_tracker.store.ledger.seal import LARGEST, OTHER_BYTES, SOUND_COPY, State

ANEW = (
    "make a ledger anew of its history: xt export FILE.jsonl --names, xt import history FILE.jsonl"
)


class Mismatch(NamedTuple):
    """The first thing of its kind that does not fit: where, and what."""

    where: str
    what: str
    fix: str = "compare it with a backup or a published head"


def mismatches(ledger: Ledger) -> Iterator[Mismatch]:
    """Yield what does not fit, first the structure of the file, then the history, then the sums."""
    for result in ledger.damages():
        yield Mismatch("the file", f"its structure is damaged ({result})")
        return
    yield from content_mismatches(ledger)
    if ledger.seal_state(LARGEST) is State.BROKEN:
        yield Mismatch("the file", OTHER_BYTES, SOUND_COPY)


def content_mismatches(ledger: Ledger) -> Iterator[Mismatch]:
    """Yield what does not fit in the rows, whatever the file they lie in."""
    yield from _chain_mismatches(ledger)
    yield from _link_mismatches(ledger)
    yield from (Mismatch(*mismatch, ANEW) for mismatch in derived_mismatches(ledger))
    yield from (Mismatch(*mismatch) for mismatch in name_mismatches(ledger))


def _chain_mismatches(ledger: Ledger) -> Iterator[Mismatch]:
    """Recompute each digest from the rows, and compare."""
    streams = texts_by_change(ledger)
    previous, moment, number = FIRST, "", 0
    for number, change in enumerate(changes(ledger), start=1):
        where = f"change {change.number}"
        if change.number != number:
            yield Mismatch(f"change {number}", "it is missing")
            return
        if change.previous != previous:
            yield Mismatch(where, "it does not follow from the change before it")
            return
        if change.moment < moment:
            yield Mismatch(where, "its moment lies before that of the change before it")
            return
        if _digest(change, streams) != change.digest:
            yield Mismatch(where, "its rows do not give its digest")
            return
        previous, moment = change.digest, change.moment
    if not number:
        yield Mismatch("the ledger", "it has no changes")
    for stream in streams:
        if stream.next is not None:
            yield Mismatch(f"change {stream.next}", "a row names it, and there is no such change")
            return


def _digest(change: Recorded, streams: Iterable[TextsByChange]) -> str:
    digest = Digest(ChangeHeading(*change[:-1]))
    for stream in streams:
        for text in stream.take(change.number):
            digest.canonical(text)
    return digest.finish()


def _link_mismatches(ledger: Ledger) -> Iterator[Mismatch]:
    """Find versions that do not follow each other as corrections do.

    A version follows the one before it at once, or what was retracted before comes back with it.
    """
    for _, table in TABLES:
        later = f"""SELECT max(row) FROM {table} AS other WHERE other.place = new.place
              AND other.row <> other.place AND other.row < new.row"""
        loose = f"""SELECT id, written FROM {table} AS new WHERE row <> place
            AND NOT EXISTS (SELECT 1 FROM {table} AS old WHERE old.id = new.id
              AND old.row = coalesce(({later}), new.place) AND old.superseded <= new.written)"""
        for name, written in ledger.rows(loose):
            yield Mismatch(f"{table} {name}", f"its version of change {written} corrects nothing")
        wrong = f"""SELECT id FROM {table} AS new WHERE superseded <= written OR place > row
            OR row <> place AND NOT EXISTS (SELECT 1 FROM {table} AS first
              WHERE first.row = new.place AND first.place = first.row)"""
        for (name,) in ledger.rows(wrong):
            yield Mismatch(f"{table} {name}", "one of its versions is out of place")
        twice = f"""SELECT min(id) FROM {table} WHERE row <> place
            GROUP BY place, written HAVING count(*) > 1"""
        for (name,) in ledger.rows(twice):
            yield Mismatch(f"{table} {name}", "one change gives it two versions")
    order = "SELECT written, superseded FROM terms ORDER BY row"
    terms = list(ledger.rows(order))
    expected = [written for written, _ in terms[1:]] + [None]
    if [superseded for _, superseded in terms] != expected:
        yield Mismatch("the terms", "their versions do not follow each other")
