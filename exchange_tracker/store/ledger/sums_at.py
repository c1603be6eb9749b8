"""The sums of a ledger at a moment, added up by the database and never entry by entry."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from itertools import chain
from operator import add, sub
from typing import TYPE_CHECKING

from exchange_tracker.facts.alike import add_alike, alike_release
from exchange_tracker.facts.entry import Timed, date_of, first_day, has_happened, truce_day
from exchange_tracker.facts.figures import Figure, Figures, Series, series_of
from exchange_tracker.facts.groups import Group, group_of
from exchange_tracker.facts.model import Release

if TYPE_CHECKING:
    from exchange_tracker.store.ledger.ledger import Ledger

MOST_GROUPS = 100  # of which the sums are read one by one

Sum = tuple[date, date | None, str, str, str, str, str, str, int, int, int]
"""Last and first day, moment, the cells of a group, people, entries, those with an open count.

The first day is ``None`` where the day is known. The moment is blank where the entries have happened
since their truce day is over.
"""

_STANDS = "superseded IS NULL"
_CLOSED = "(truce_day < ? AND timed < 2 OR truce_day = ? AND timed = 0)"
"""What no moment can change any more: the day of the moment of judgement is asked for twice."""
GROUP = "party, kind, category, nationality, basis"
FIRST = "CASE WHEN until IN ('', day) THEN '' ELSE day END"
_OPEN = "CASE WHEN rtrim(count, '?+') <> count THEN 1 ELSE 0 END"
ADDED = f"coalesce(sum(people), 0), count(*), sum({_OPEN})"


def figures(ledger: "Ledger", at: datetime) -> Figures:
    """Return the sums of what has happened at a moment; those of one group may come in parts."""
    today = ledger.clock.day_of(at).isoformat()
    if ledger.clock_moved:
        return Figures(_happened(ledger, at, _sums_by_cells(ledger)))
    if ledger.number is not None and (ledger.as_of is not None or ledger.is_overtaken):
        return Figures(_happened(ledger, at, _sums_as_of(ledger, ledger.number, today)))
    return Figures(
        [*_stored_sums(ledger, today), *_happened(ledger, at, _open_sums(ledger, today))]
    )


def figures_after(
    ledger: "Ledger", before: Figures, groups: Collection[Group], at: datetime
) -> Figures:
    """Return the sums after a change that wrote entries of some groups, by those ``before`` it.

    A single entry alters the sums of one group, and reading those of all groups takes as long as judging them.
    """
    if not groups:
        return before
    if len(groups) > MOST_GROUPS:
        return figures(ledger, at)
    today = ledger.clock.day_of(at).isoformat()
    stored = (_stored_sums(ledger, today, group) for group in sorted(groups))
    open_ = _happened(ledger, at, _open_sums(ledger, today))
    return before.replaced(
        groups, [*chain.from_iterable(stored), *(each for each in open_ if each.group in groups)]
    )


def _happened(ledger: "Ledger", at: datetime, sums: Iterable[Sum]) -> list[Series]:
    """Return the sums without those of entries that have not happened yet."""
    begun = not ledger.clock_moved  # the database was asked for days that have begun only
    return series_of(
        Figure(day, group_of(party, kind, category, nationality, basis), n, entries, hidden, first)
        for day, first, moment, party, kind, category, nationality, basis, n, entries, hidden in sums
        if (begun and not moment) or has_happened(day, moment, ledger.clock, at)
    )


def _stored_sums(ledger: "Ledger", today: str, group: Group | None = None) -> Iterator[Series]:
    """Yield the sums that the ledger keeps and that no moment can change any more; of one group, or of all.

    One row for each group, its days and numbers joined: a row for each day would take longer to
    read than everything else that a check does. Spans of days come apart, where there are any: an
    index knows.
    """
    of_one = "".join(f" AND {cell} = ?" for cell in Group._fields) if group else ""
    some = f"SELECT 1 FROM releases WHERE {_STANDS} AND until <> '' AND day > '' LIMIT 1"
    for spans in (False, True) if any(ledger.rows(some)) else (False,):
        columns = ("truce_day", "people", "entries", "undisclosed", *(["first_day"] * spans))
        joined = ", ".join(map(ledger.engine.joined, columns))
        query = f"""SELECT {GROUP}, {joined} FROM sums
            WHERE {_CLOSED} AND first_day {"<>" if spans else "="} ''{of_one} GROUP BY {GROUP}"""
        for *cells, days, people, entries, hidden, firsts in (
            row if spans else (*row, None)
            for row in ledger.rows(query, (today, today, *(group or ())))
        ):
            numbers = (_numbers(people), _numbers(entries), _numbers(hidden))
            yield Series(group_of(*cells), _days(days), *numbers, firsts and _days(firsts))


def _numbers(joined: str) -> list[int]:
    if not joined.strip("0,"):  # as most open counts
        return [0] * (joined.count(",") + 1)
    return list(map(int, joined.split(",")))


@lru_cache(maxsize=256)  # in a large ledger most groups have entries on the same days
def _days(joined: str) -> tuple[date, ...]:
    return tuple(map(date_of, joined.split(",")))


def _open_sums(ledger: "Ledger", today: str, standing: str = _STANDS) -> Iterator[Sum]:
    """Yield the sums of the entries of the open day, and those later than their day, by their moments."""
    for days in ("timed = 1 AND truce_day = ?", "timed = 2 AND truce_day <= ?"):
        added = f"""SELECT truce_day, '', at, {GROUP}, {ADDED}
            FROM releases WHERE {standing} AND timed > 0 AND {days}
            GROUP BY truce_day, at, {GROUP}"""
        yield from _dated(ledger, added, today)


def _sums_as_of(ledger: "Ledger", number: int, today: str) -> Iterator[Sum]:
    """Yield the sums of the entries that stood after a change, by way of the fewer rows.

    They are those that the ledger keeps without what was altered since, or added up anew.
    """
    start = ledger.first_row("releases", number + 1)
    ((last,),) = ledger.rows("SELECT max(number) FROM changes")
    ended = f"written <= {number} AND superseded > {number}"
    query = f"""SELECT coalesce(max(row), 0) + 1 - {start}
        + (SELECT count(*) FROM releases WHERE {ended}) FROM releases"""
    ((altered,),) = ledger.rows(query)
    if altered > start and (start, last) not in ledger.read_since:
        return _sums_anew(ledger, f"row < {start} AND (+{_STANDS} OR superseded > {number})", today)
    stood = (f"written <= {number} AND {_STANDS}", ended)
    return chain(
        _sums_taken_back(ledger, start, last, ended, today),
        *(_open_sums(ledger, today, standing) for standing in stood),
    )


def _sums_taken_back(
    ledger: "Ledger", start: int, last: int, ended: str, today: str
) -> Iterator[Sum]:
    """Yield the sums kept, without the entries that stand since and with those that stood until then."""
    from exchange_tracker.store.ledger.recorded_since import recorded_since  # noqa: PLC0415 - start-up

    sums: dict[tuple[str, str, Group], list[int]] = {}
    kept = f"truce_day, first_day, {GROUP}, people, entries, undisclosed FROM sums WHERE {_CLOSED}"
    stood = f"""truce_day, {FIRST} AS first_day, {GROUP}, {ADDED} FROM releases
        WHERE {ended} AND {_CLOSED} GROUP BY truce_day, first_day, {GROUP}"""
    for query in (kept, stood):
        for day, first, *cells, people, entries, hidden in ledger.rows(
            f"SELECT {query}", (today, today)
        ):
            numbers = sums.setdefault((day, first, group_of(*cells)), [0, 0, 0])
            numbers[:] = map(add, numbers, (people, entries, hidden))
    for day, first, timed, group, *since, _ in recorded_since(ledger, start, last):
        if (day < today and timed < Timed.LATE) or (day == today and timed == Timed.NO):
            numbers = sums.setdefault((day, first, group), [0, 0, 0])
            numbers[:] = map(sub, numbers, since)
    for (day, first, group), (people, entries, hidden) in sums.items():
        if entries:
            first_day = date_of(first) if first else None
            yield date_of(day), first_day, "", *group, people, entries, hidden


def _sums_anew(ledger: "Ledger", standing: str, today: str) -> Iterator[Sum]:
    """Yield the sums of the entries that stood, added up by the database."""
    query = f"""SELECT truce_day, {FIRST} AS first_day,
            CASE WHEN timed = 2 OR truce_day = ? THEN at ELSE '' END AS moment, {GROUP}, {ADDED}
        FROM releases WHERE {standing} AND truce_day <= ?
        GROUP BY truce_day, first_day, moment, {GROUP}"""
    return _dated(ledger, query, today, today)


def _sums_by_cells(ledger: "Ledger") -> Iterator[Sum]:
    """Yield the sums by the cells as recorded, where truce days were counted otherwise at that time."""
    query = f"""SELECT day, until, at, {GROUP}, {ADDED}
        FROM releases WHERE {ledger.standing} GROUP BY day, until, at, {GROUP}"""
    for day, until, at, *rest in ledger.rows(query):
        yield truce_day(day, until, at, ledger.clock), first_day(day, until), at, *rest


def _dated(ledger: "Ledger", query: str, *values: str) -> Iterator[Sum]:
    """Yield the rows of a query that begin with the last day and the first, which may be blank."""
    for day, first, *rest in ledger.rows(query, values):
        yield date_of(day), date_of(first) if first else None, *rest


def releases_alike(ledger: "Ledger", first: date, last: date) -> Iterator[Release]:
    """Yield the entries of some truce days, those alike added up by the database to one."""
    if ledger.clock_moved:  # the truce days that are kept are not those of that time
        yield from add_alike(ledger.releases(), first, last, ledger.clock)
        return
    later = "CASE WHEN timed = 2 THEN at ELSE '' END"  # else its day says that it happened
    cells = "party, kind, nationality, basis, sources"
    query = f"""SELECT {cells}, {later} AS moment, {ADDED} FROM releases
        WHERE {ledger.standing} AND truce_day >= ? AND truce_day <= ?
        GROUP BY {cells}, moment ORDER BY min(place)"""
    rows = ledger.rows(query, (first.isoformat(), last.isoformat()))
    for party, kind, nationality, basis, sources, at, people, _, hidden in rows:
        alike = (party, kind, nationality, basis, sources, at)
        yield alike_release(alike, last, people, open_=hidden > 0)
