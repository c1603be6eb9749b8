"""The rows that a change wrote, and those that stood before it, as what is doubtful of them is asked.

Of what stood before, the sums are read, the last ``LATEST_ROWS`` rows, or the first that decides: so
the cost of a row does not grow with the ledger. Of a change that writes more than ``MOST_ROWS`` rows,
``is_long`` says that they are not to be taken one by one.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from exchange_tracker.facts.entry import date_of, entry_of
from exchange_tracker.facts.groups import GROUP_COLUMNS, Group, group_cell
from exchange_tracker.facts.model import Fact, Happening, Release, columns, values
from exchange_tracker.facts.movement import Movement
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.schema import KINDS, NAMES
from exchange_tracker.store.ledger.tally import Tally

MOST_ROWS = 20_000
LATEST_ROWS = 5_000

_STANDS = "superseded IS NULL"
_WRITTEN = f"{_STANDS} AND row >= ?"
_MEANT = {
    "until": "CASE WHEN {0}.until = {0}.day THEN '' ELSE {0}.until END",
    "basis": "coalesce(nullif({0}.basis, ''), 'agreement')",
}
"""What a cell means where it is not what is written."""


class Use(NamedTuple):
    """The first row that has a word, and how many have it."""

    id: str
    times: int


class Crowd(NamedTuple):
    """The most people of one entry of a party and kind."""

    party: str
    kind: str
    people: int


class GroupDays(NamedTuple):
    """The group of some entries, and their days: one where it is known on which they happened."""

    group: Group
    first: date
    last: date
    entries: int


class AlikeRows(NamedTuple):
    """Entries of the same days, party and kind that say the same of whom; ``least`` and ``most``
    are the people of one.

    ``first_day`` is blank where the day is known.
    """

    first_day: str
    truce_day: str
    party: str
    kind: str
    category: str
    nationality: str
    basis: str
    people: int
    least: int
    most: int


def rows_of(ledger: Ledger, kind: type) -> int:
    """Return how many rows the table of a kind has."""
    ((rows,),) = ledger.rows(f"SELECT coalesce(max(row), 0) FROM {KINDS[kind]}")
    return int(rows)


def is_long(ledger: Ledger, kind: type, start: int) -> bool:
    """Return whether more rows were written from a row on than are taken one by one."""
    return rows_of(ledger, kind) - start >= MOST_ROWS


def written(ledger: Ledger, kind: type[Fact], start: int) -> Iterator[Fact]:
    """Yield the facts of a kind that stand and were written from a row on."""
    return (fact for _, fact in ledger.versions(kind, _WRITTEN, (start,)))


def lately_beside(ledger: Ledger, fact: Happening, start: int) -> Iterator[Happening]:
    """Yield the facts of the party, kind and last day of one among the last that stood before a row."""
    where = f"{_STANDS} AND row BETWEEN ? AND ? AND party = ? AND kind = ?"
    among = (start - LATEST_ROWS, start - 1, fact.party, fact.kind)
    if isinstance(fact, Movement):
        where = f"{where} AND CASE WHEN until > day THEN until ELSE day END = ?"
        last = max(fact.day, fact.until)
    else:
        where, last = f"{where} AND truce_day = ?", entry_of(fact, ledger.clock).day.isoformat()
    return (each for _, each in ledger.versions(type(fact), where, (*among, last)))


def repeats(ledger: Ledger, kind: type[Happening], start: int) -> Iterator[tuple[str, str]]:
    """Yield each row written from a row on that says what one before it says, and the id of that one.

    One person without a name is no repeat: a list has a row for each.
    """
    table, names = KINDS[kind], [name for name in columns(kind) if name not in ("id", "person")]
    cells = [_MEANT.get(name, f'{{0}}."{name}"').format("each") for name in names]
    listed = ", ".join(f'{cell} AS "{name}"' for name, cell in zip(names, cells, strict=True))
    person = f"SELECT person FROM {NAMES[kind]} AS names WHERE names.row = each.row"
    same = " AND ".join(f'old."{name}" = new."{name}"' for name in names)
    # The last rows by themselves: else SQLite makes an index of all rows that ever were.
    query = f"""WITH lately AS MATERIALIZED (
          SELECT row, id, {listed}, coalesce(({person}), '') AS person
          FROM {table} AS each WHERE row >= ? AND superseded IS NULL
            AND day IN (SELECT day FROM {table} WHERE row >= ?))
        SELECT later.id, earlier.id FROM (
          SELECT new.row AS later, min(old.row) AS earlier
          FROM lately AS new JOIN lately AS old ON {same} AND old.person = new.person
          WHERE new.row >= ? AND old.row < new.row AND (new.count <> '1' OR new.person <> '')
          GROUP BY new.row) AS pairs
        JOIN lately AS later ON later.row = pairs.later
        JOIN lately AS earlier ON earlier.row = pairs.earlier ORDER BY later.row"""
    return ledger.rows(query, (max(1, start - LATEST_ROWS), start, start))


def is_ruled_out(ledger: Ledger, start: int, where: str, *values: object) -> bool:
    """Return whether the sums tell that no entry fits a condition; of few rows they are not asked."""
    query = f"SELECT 1 FROM sums WHERE {where} LIMIT 1"
    return is_long(ledger, Release, start) and not any(ledger.rows(query, values))


def moments_written(ledger: Ledger, start: int) -> Iterator[tuple[str, str]]:
    """Yield id and moment of the entries written from a row on that give one with an offset."""
    if is_ruled_out(ledger, start, "timed > 0"):
        return iter(())
    query = f"SELECT id, at FROM releases WHERE {_WRITTEN} AND at LIKE '%_:__' ORDER BY row"
    return ledger.rows(query, (start,))


def standing_words(ledger: Ledger) -> dict[str, Counter[str]]:
    """Return the words that stand in each column of entries and of the last movements, with their uses.

    They are in the order of the alphabet, whatever order the database has.
    """
    words: dict[str, Counter[str]] = {name: Counter() for name in GROUP_COLUMNS}
    cells = ", ".join(GROUP_COLUMNS)
    of_entries = f"SELECT {cells}, sum(entries) FROM sums GROUP BY party, {cells}"
    of_movements = f"""SELECT kind, category, nationality, '', count(*) FROM movements
        WHERE {_STANDS} AND row > (SELECT max(row) FROM movements) - {LATEST_ROWS} GROUP BY 1, 2, 3"""
    for query in (of_entries, of_movements):
        for *group, times in ledger.rows(query):
            for name, cell in zip(GROUP_COLUMNS, group, strict=True):
                words[name].update(dict.fromkeys(values(cell), times))
    return {name: Counter(dict(sorted(uses.items()))) for name, uses in words.items()}


def words_written(ledger: Ledger, kind: type, start: int, column: str) -> list[str]:
    """Return the words of a column in the rows written from a row on, in their order."""
    query = f"""SELECT {column}, min(row) FROM {KINDS[kind]}
        WHERE {_WRITTEN} AND {column} <> '' GROUP BY 1 ORDER BY 2"""
    rows = ledger.rows(query, (start,))
    return list(dict.fromkeys(word for cell, _ in rows for word in values(cell)))


def use_of(ledger: Ledger, kind: type, start: int, column: str, word: str) -> Use:
    """Return the first of the rows written from a row on that has a word, and how many have it."""
    table, cell = KINDS[kind], f"';' || {column} || ';'"
    query = f"""SELECT min(row), count(*) FROM {table}
        WHERE {_WRITTEN} AND replace({cell}, ?, '') <> {cell}"""
    ((row, times),) = ledger.rows(query, (start, f";{word};"))
    ((name,),) = ledger.rows(f"SELECT id FROM {table} WHERE row = ?", (row,)) if row else (("",),)
    return Use(name, times)


def most_written(ledger: Ledger, start: int, tally: Tally | None) -> list[Crowd]:
    """Return the most people of an entry written from a row on, of each party and kind."""
    if tally:
        return [Crowd(*which, people) for which, people in tally.most.items() if people]
    query = f"""SELECT party, kind, max(people) FROM releases
        WHERE {_WRITTEN} AND people > 0 GROUP BY party, kind"""
    return [Crowd._make(row) for row in ledger.rows(query, (start,))]


def most_beside(ledger: Ledger, crowd: Crowd, enough: float) -> int | None:
    """Return the most people of any entry of the party and kind of one, but that one itself.

    ``None`` where one has more than ``enough``, or all that are known are those of this one.
    """
    sums = "SELECT sum(people) FROM sums WHERE party = ? AND kind = ?"
    ((people,),) = ledger.rows(sums, (group_cell(crowd.party), crowd.kind))
    if people == crowd.people:
        return None
    others = f"FROM releases WHERE {_STANDS} AND party = ? AND kind = ? AND people"
    those = (crowd.party, crowd.kind, enough)
    if len(list(ledger.rows(f"SELECT 1 {others} > ? LIMIT 2", those))) > 1:
        return None
    ((most,),) = ledger.rows(f"SELECT max(people) {others} <= ?", those)
    return most or None


def first_of(ledger: Ledger, crowd: Crowd, start: int) -> tuple[int, str]:
    """Return row and id of the first entry of those written from a row on that is a crowd."""
    query = f"""SELECT row, id FROM releases WHERE {_WRITTEN} AND party = ? AND kind = ? AND people = ?
        ORDER BY row LIMIT 1"""
    ((row, name),) = ledger.rows(query, (start, *crowd))
    return row, name


def groups_on_days(ledger: Ledger) -> Iterator[GroupDays]:
    """Yield the groups and days that any entry has."""
    cells = ", ".join(Group._fields)
    query = f"SELECT {cells}, first_day, truce_day, sum(entries) FROM sums GROUP BY {cells}, 6, 7"
    for *group, first, last, entries in ledger.rows(query):
        yield GroupDays(Group._make(group), date_of(first or last), date_of(last), entries)


def written_among(ledger: Ledger, start: int, groups: Sequence[GroupDays]) -> Iterator[Release]:
    """Yield the entries written from a row on that have the kind and the last day of some groups.

    At most of the first thousand of these.
    """
    pairs = {(each.group.kind, each.last.isoformat()) for each in groups[:1_000]}
    marks = ", ".join(["(?, ?)"] * len(pairs))
    where = f"{_WRITTEN} AND (kind, truce_day) IN (VALUES {marks})" if pairs else "FALSE"
    cells = (start, *chain.from_iterable(pairs)) if pairs else ()
    return (each for _, each in ledger.versions(Release, where, cells))


def beside(start: int) -> tuple[str, list[object]]:
    """Return which entries stand that may have day, party and kind of one written from a row on."""
    new = "IN (SELECT {} FROM releases WHERE row >= ?)"
    parties = f"(party {new.format('party')} OR party LIKE '%;%')"  # two stand in any order
    days, kinds = (f"{name} {new.format(name)}" for name in ("truce_day", "kind"))
    return f"{_STANDS} AND {days} AND {kinds} AND {parties}", [start] * 3


def alike_beside(ledger: Ledger, start: int) -> Iterator[AlikeRows]:
    """Yield the entries ``beside``, added up; only those with any people."""
    where, starts = beside(start)
    cells = "first_day, truce_day, party, kind, category, nationality, basis"
    query = f"""SELECT {cells}, sum(people), min(people), max(people) FROM (
          SELECT *, CASE WHEN until IN ('', day) THEN '' ELSE day END AS first_day
          FROM releases WHERE {where} AND people > 0) AS beside GROUP BY {cells}"""
    return (AlikeRows._make(row) for row in ledger.rows(query, tuple(starts)))


def days_written(ledger: Ledger, start: int, number: int) -> Iterator[tuple[str, str]]:
    """Yield the first and the last days of the entries written from a row on, or taken back by a change.

    Each once; the first is blank where the day is known.
    """
    first = "CASE WHEN until IN ('', day) THEN '' ELSE day END"
    written = f"SELECT DISTINCT {first}, truce_day FROM releases WHERE row >= ?"
    if is_long(ledger, Release, start):  # by the sums there are, not row by row
        written = f"""SELECT first_day, truce_day FROM (SELECT DISTINCT first_day, truce_day FROM sums) AS days
            WHERE EXISTS (SELECT 1 FROM releases AS new WHERE superseded IS NULL AND row >= ?
              AND new.truce_day = days.truce_day AND days.first_day = {first})"""
    taken = f"SELECT {first}, truce_day FROM releases WHERE superseded = ?"
    return ledger.rows(f"{written} UNION {taken}", (start, number))


def has_blank(ledger: Ledger, start: int, column: str) -> bool:
    """Return whether an entry written from a row on leaves a column of its group blank."""
    if is_ruled_out(ledger, start, f"{column} = ''"):
        return False
    query = f"SELECT 1 FROM releases WHERE row >= ? AND {column} = '' LIMIT 1"
    return any(ledger.rows(query, (start,)))
