# ruff: noqa: S608 - names of our own tables and columns are put into statements
"""One change to the rows of a ledger by somebody who knows SQL, the triggers out of the way.

What is not tried, since it means nothing:

- ``lowest`` lowered or without a row: the ledger looks for the next free id from further below,
  and finds the same one.
- ``row`` of terms, redactions and later versions where their order stays the same: nothing but
  the order is told by it.

The file is sealed anew after the change, by the ledger's own function, unless it is asked not to:
the seal tells of what was written without a thought of it, and must not be what finds a change that
was meant. So each change is tried twice: sealed, `verify` alone finds it; not sealed, whatever reads
or writes the ledger does.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import Random
from typing import NamedTuple

from exchange_tracker.store.ledger import seal

TABLES = ("changes", "terms", "claims", "releases", "sources", "names", "nameless", "redactions",
          "sums", "lowest", "movements", "movement_names", "column_meanings")  # fmt: skip
Row = tuple[object, ...]


class Table(NamedTuple):
    """A table with its columns, those of its key, and its rows."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    rows: list[Row]


def tamper(ledger: Path, rng: Random, *, sealed: bool = True) -> str:
    """Make one change to the rows, and say which."""
    said = ""
    with _altering(ledger, sealed=sealed) as connection:
        while not said:
            table = _table(connection, rng.choice(TABLES))
            way = rng.choices((_update, _delete, _insert, _swap), (6, 1, 1, 1))[0]
            with suppress(sqlite3.IntegrityError):
                said = way(connection, table, rng)
    assert seal_fits(ledger) is sealed
    return said


def tamper_by(ledger: Path, statement: str, *, sealed: bool) -> None:
    """Make the change that a statement makes."""
    with _altering(ledger, sealed=sealed) as connection:
        connection.execute(statement)


@contextmanager
def _altering(ledger: Path, *, sealed: bool) -> Iterator[sqlite3.Connection]:
    """Put the triggers out of the way meanwhile, and seal the file anew where it is asked for."""
    with _opened(ledger) as (connection, file):
        commits = file.commits
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        query = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        triggers = connection.execute(query).fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _, sql in triggers:
            connection.execute(sql)
        if sealed:
            seal.renew(connection, commits)
        connection.execute("COMMIT")


def seal_fits(ledger: Path) -> bool:
    """Tell whether a ledger has a seal, and it is that of the file."""
    with _opened(ledger) as (connection, file):
        return seal.is_there(connection) and seal.state(connection, file) is seal.State.FITS


@contextmanager
def _opened(ledger: Path) -> Iterator[tuple[sqlite3.Connection, seal.File]]:
    """Open a ledger and its file, which is the last to be closed."""
    with (
        closing(sqlite3.connect(ledger, isolation_level=None)) as connection,
        closing(seal.File(connection)) as file,
    ):
        yield connection, file


def _table(connection: sqlite3.Connection, name: str) -> Table:
    about = connection.execute(f"PRAGMA table_info({name})").fetchall()
    columns = tuple(str(each[1]) for each in about)
    key = tuple(str(each[1]) for each in about if each[5])
    return Table(name, columns, key, connection.execute(f"SELECT * FROM {name}").fetchall())


def _update(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    if not table.rows:
        return ""
    row, place = rng.choice(table.rows), rng.randrange(len(table.columns))
    column, old = table.columns[place], row[place]
    new = _other(old, [other[place] for other in table.rows], rng)
    if new == old or _means_nothing(table, row, column, new):
        return ""
    _write(connection, table, row, {column: new})
    return f"{table.name}.{column} of {_key(table, row)}: {old!r} -> {new!r}"


def _other(old: object, others: Sequence[object], rng: Random) -> object:
    """Give another value that the column may have: a small step away, or that of another row."""
    if rng.random() < 0.4:
        return rng.choice(others)
    match old:
        case int():
            return rng.choice((old + 1, old - 1, -old, old + rng.randint(2, 10**6), None))
        case str():
            place = rng.randrange(len(old) + 1)
            return rng.choice((old + "x", old[:place] + "1" + old[place + 1 :], old[1:], ""))
        case _:
            return rng.randint(0, 30)


def _means_nothing(table: Table, row: Row, column: str, new: object) -> bool:
    old = row[table.columns.index(column)]
    if table.name == "lowest" and column == "number":
        return isinstance(new, int) and isinstance(old, int) and 0 < new < old
    first = "place" in table.columns and row[0] == row[1]
    if column != "row" or first or table.name in ("names", "movement_names"):
        return False
    numbers = [each for each, *_ in table.rows if isinstance(each, int) and each != old]
    assert isinstance(old, int)
    return isinstance(new, int) and _below(numbers, old) == _below(numbers, new)


def _below(numbers: Sequence[int], number: int) -> int:
    return sum(each < number for each in numbers)


def _delete(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    if not table.rows or table.name == "lowest":
        return ""
    row = rng.choice(table.rows)
    connection.execute(f"DELETE FROM {table.name} WHERE {_where(table)}", _key(table, row))
    return f"{table.name} without {_key(table, row)}"


def _insert(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    """Insert a row like another, or one of its own where the table is empty or of two columns."""
    made: dict[str, Callable[[], Row]] = {
        "nameless": lambda: (rng.randint(1, 25), 0, ""),
        "lowest": lambda: (rng.choice(("claims", "sources", "movements", "x")), rng.randint(3, 99)),
        "names": lambda: (rng.randint(1, 60), "0" * 32, rng.choice(("", "Somebody"))),
        "movement_names": lambda: (rng.randint(1, 9), "0" * 32, rng.choice(("", "Somebody"))),
    }
    if table.name in made:
        row = made[table.name]()
    elif table.rows:
        row = _like(table, rng)
    else:
        return ""
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table.name} VALUES ({marks})", row)
    return f"{table.name} with {row}"


def _like(table: Table, rng: Random) -> Row:
    row = dict(zip(table.columns, rng.choice(table.rows), strict=True))
    if table.name == "sums":
        row[rng.choice(table.key)] = rng.choice((1, "2023-11-25", "woman"))
        return tuple(row.values())
    if table.name == "column_meanings":
        row[rng.choice(table.key)] = "sums"
        return tuple(row.values())
    (key,) = table.key
    row[key] = max(number for number, *_ in table.rows if isinstance(number, int)) + 1
    if "place" in row and rng.random() < 0.5:
        row |= {"place": row["row"], "id": f"new{row['row']}"}
    return tuple(row.values())


def _swap(connection: sqlite3.Connection, table: Table, rng: Random) -> str:
    """Exchange all that two rows hold but their keys."""
    if len(table.rows) < 2:
        return ""
    one, other = rng.sample(table.rows, 2)
    cells = [column for column in table.columns if column not in table.key]
    held = [[row[table.columns.index(column)] for column in cells] for row in (one, other)]
    if not cells or held[0] == held[1]:
        return ""
    if "id" in cells and table.name != "redactions":  # ids are unique: by way of a third
        _write(connection, table, one, {"id": "between"})
    _write(connection, table, other, dict(zip(cells, held[0], strict=True)))
    _write(connection, table, one, dict(zip(cells, held[1], strict=True)))
    return f"{table.name}: {_key(table, one)} and {_key(table, other)} swapped"


def _write(
    connection: sqlite3.Connection, table: Table, row: Row, cells: dict[str, object]
) -> None:
    assignments = ", ".join(f'"{column}" = ?' for column in cells)
    statement = f"UPDATE {table.name} SET {assignments} WHERE {_where(table)}"
    connection.execute(statement, (*cells.values(), *_key(table, row)))


def _key(table: Table, row: Row) -> Row:
    return tuple(row[table.columns.index(column)] for column in table.key)


def _where(table: Table) -> str:
    return " AND ".join(f"{column} IS ?" for column in table.key)
