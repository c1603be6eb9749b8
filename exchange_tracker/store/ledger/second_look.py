"""What a careful reader would ask about the rows that a change wrote; they are kept all the same."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice, pairwise
from typing import NamedTuple

from exchange_tracker.facts.entry import has_happened, headcount
from exchange_tracker.facts.model import Claim, Release, values
from exchange_tracker.facts.movement import Movement, MovementKind
from exchange_tracker.facts.truce_day import DAY
from exchange_tracker.parse.cells import IDS
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.schema import KINDS, NAMES
from exchange_tracker.store.ledger.tally import SOURCES, Tally
from exchange_tracker.store.ledger.written_rows import is_ruled_out

MOST = 10  # entries named of a kind


class Look(NamedTuple):
    """One thing to ask: of which entry or claim, and in words what.

    ``unrecorded`` are the words while it is not recorded, where they are others.
    """

    id: str
    words: str
    unrecorded: str = ""


class Looks(NamedTuple):
    """The first things of one kind to ask, and how many rows there are beside those named.

    ``doubt`` says that the row may be a mistake; else something is only missing beside it.
    """

    named: tuple[Look, ...]
    others: int
    type: str  # under which discrepancies lists all of them; blank: it does not
    doubt: bool = True


_SOURCES = {
    Release: ("entry", "entries"),
    Claim: ("claim", "claims"),
    Movement: ("movement", "movements"),
}
"""What the rows of each kind that names sources are called."""


def second_look(
    ledger: Ledger, starts: Mapping[type, int], now: datetime, tally: Tally | None = None
) -> Iterator[Looks]:
    """Yield what to ask about the rows written from the ``starts`` of their tables on.

    A table without a start has no new row. ``tally`` counts what the rows say, where no other was written.
    """
    if start := starts.get(Release):
        yield _outside(ledger, start)
        yield _between_phases(ledger, start)
        yield _ahead(ledger, start, now)
        yield _by_hand(ledger, start)
    if start := starts.get(Movement):
        yield _movements_ahead(ledger, start, now)
    for kind in NAMES:
        if start := starts.get(kind):
            yield _names(ledger, kind, start)
    for kind in _SOURCES:
        if start := starts.get(kind):
            yield _sources(ledger, kind, start, tally)


def first_looks(looks: Iterable[Look], type_: str = "", *, doubt: bool = True) -> Looks:
    """Return the first things of one kind to ask, and how many there are beside them."""
    rest = iter(looks)
    named = tuple(islice(rest, MOST))
    return Looks(named, sum(1 for _ in rest), type_, doubt)


def _written(ledger: Ledger, start: int, cells: str, where: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]
    query = f"SELECT id, {cells} FROM releases WHERE row >= ? AND superseded IS NULL AND {where} ORDER BY row"
    return list(ledger.rows(query, (start, *values)))


def _outside(ledger: Ledger, start: int) -> Looks:
    terms = ledger.terms
    first, last = terms.first_day.isoformat(), terms.last_day.isoformat()
    outside = "(truce_day < ? OR truce_day > ? OR {0} <> '' AND {1} < ?)"
    days = (first, last, first)
    if is_ruled_out(ledger, start, outside.format("first_day", "first_day"), *days):
        return first_looks(())
    where = outside.format("until", "day")
    rows = _written(ledger, start, "day, until, truce_day", where, *days)
    truce = f"{first} to {last}" if terms.has_end else f"which begins on {first}"
    said = []
    for name, day, until, last_day in rows:
        sure = last_day < first or (day if until else last_day) > last
        lies = "lies" if sure else "may lie"
        said.append(
            Look(name, f"{_days(day, until) or last_day} {lies} outside the truce, {truce}")
        )
    return first_looks(said, "outside-truce")


def _between_phases(ledger: Ledger, start: int) -> Looks:
    """Return the entries of which no day lies in a phase, though they lie within the truce."""
    return first_looks(_days_between(ledger, start))


def _days_between(ledger: Ledger, start: int) -> Iterator[Look]:
    for before, after in pairwise(sorted(ledger.terms.phases, key=lambda phase: phase.first)):
        after_last, until_first = (before.last + DAY, after.first - DAY)
        if after_last > until_first:
            continue
        where = "truce_day BETWEEN ? AND ? AND (until = '' OR day >= ?)"
        days = (after_last.isoformat(), until_first.isoformat(), after_last.isoformat())
        if is_ruled_out(ledger, start, "truce_day BETWEEN ? AND ?", *days[:2]):
            continue
        gap = f"between the phases {before.name!r} and {after.name!r}"
        for name, day, until, last in _written(
            ledger, start, "day, until, truce_day", where, *days
        ):
            yield Look(name, f"{_days(day, until) or last} lies {gap}")


def _days(day: str, until: str) -> str:
    """Return the days of which it is not known which; blank where the day is known."""
    return f"{day} to {until}" if until > day else ""


def _ahead(ledger: Ledger, start: int, now: datetime) -> Looks:
    clock = ledger.clock
    today = clock.day_of(now)
    cells = "truce_day, at, day, until"
    ahead = ("truce_day >= ?", today.isoformat())
    if is_ruled_out(ledger, start, *ahead):
        return first_looks(())
    rows = _written(ledger, start, cells, *ahead)
    said = [
        Look(
            name, f"{'the last day of ' if days else ''}{days or at or last_day} lies in the future"
        )
        for name, last_day, at, day, until in rows
        if not has_happened(type(today).fromisoformat(last_day), at, clock, now)
        for days in [_days(day, until)]
    ]
    return first_looks(said, "dated-ahead")


def _movements_ahead(ledger: Ledger, start: int, now: datetime) -> Looks:
    """Return the movements whose last day has not begun; a ``held-before`` has none of its own."""
    query = """SELECT id, day, until FROM movements WHERE row >= ? AND superseded IS NULL
        AND movement <> ? AND CASE WHEN until > day THEN until ELSE day END > ? ORDER BY row"""
    today = ledger.clock.day_of(now).isoformat()
    said = [
        Look(name, f"{f'the last day of {days}' if days else day} lies in the future")
        for name, day, until in ledger.rows(query, (start, MovementKind.HELD_BEFORE.value, today))
        for days in [_days(day, until)]
    ]
    return first_looks(said, "")


def _by_hand(ledger: Ledger, start: int) -> Looks:
    if is_ruled_out(ledger, start, "timed > 0"):
        return first_looks(())
    said = []
    for name, day, at in _written(ledger, start, "day, at", "day <> '' AND at <> ''"):
        other = ledger.clock.day_of(datetime.fromisoformat(at))
        if other.isoformat() != day:
            words = f"its moment lies in the truce day {other}; it counts for {day}"
            said.append(Look(name, words))
    return first_looks(said, "day-by-hand")


def _names(ledger: Ledger, kind: type, start: int) -> Looks:
    table = KINDS[kind]
    query = f"""SELECT {table}.id, names.person, count
        FROM {NAMES[kind]} AS names JOIN {table} ON {table}.row = names.row
        WHERE names.row >= ? AND superseded IS NULL AND rtrim(count, '?+') = count
        ORDER BY names.row"""
    said = [
        Look(name, f"it names more people ({len(values(person)):,}) than it counts ({people:,})")
        for name, person, count in ledger.rows(query, (start,))
        for people in [headcount(count)]
        if people <= person.count(";")
    ]
    return first_looks(said, _listed_as(kind, "more-names"))


def _sources(ledger: Ledger, kind: type, start: int, tally: Tally | None) -> Looks:
    """Return the sources that are not known, each once, with the first row that names it."""
    known = {name for (name,) in ledger.rows("SELECT id FROM sources WHERE superseded IS NULL")}
    rows: dict[str, int] = {}
    first: dict[str, str] = {}
    for cell, number in _source_cells(ledger, kind, start, tally):
        for source in values(cell):
            if "://" not in source and source not in known:
                first.setdefault(source, cell)
                rows[source] = rows.get(source, 0) + number
    query = f"""SELECT id FROM {KINDS[kind]} WHERE row >= ? AND superseded IS NULL AND {SOURCES[kind]} = ?
        ORDER BY row LIMIT 1"""
    named = []
    for source, number in islice(rows.items(), MOST):
        ((name,),) = ledger.rows(query, (start, first[source]))
        words = f"{source} is not among the sources{_beside(number - 1, *_SOURCES[kind])}{_adding(source)}"
        named.append(Look(name, words))
    return Looks(tuple(named), len(rows) - len(named), _listed_as(kind, "unsourced"), doubt=False)


def _source_cells(
    ledger: Ledger, kind: type, start: int, tally: Tally | None
) -> Iterable[tuple[str, int]]:
    """Return the cells that name sources, in the order of their first rows, and how many rows say each."""
    if tally:
        return tally.sources.get(kind, {}).items()
    column = SOURCES[kind]
    query = f"""SELECT {column}, count(*) FROM {KINDS[kind]}
        WHERE row >= ? AND superseded IS NULL AND {column} <> '' GROUP BY 1 ORDER BY min(row)"""
    return ledger.rows(query, (start,))


def _adding(source: str) -> str:
    """Say with which command a source is added; blank where its name is no id."""
    if not re.fullmatch(IDS, source):
        return ""
    return f"; add it with: xt source add --id {source} --publisher NAME"


def _listed_as(kind: type, type_: str) -> str:
    """Return the type under which discrepancies lists what is asked; of movements they list nothing."""
    return "" if kind is Movement else type_


def _beside(number: int, one: str, several: str) -> str:
    return f" (named by {number:,} more {one if number == 1 else several})" if number else ""
