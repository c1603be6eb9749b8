"""Tests of a ledger that are run twice: on SQLite, and on a PostgreSQL server that the tests start.

A file of tests asks for it by `pytestmark = pytest.mark.usefixtures("engine")`. Its tests go on naming
ledgers by paths that end in `.db`: while the engine is the server, `tests.program.xt` takes such a path for
the address of a truce of that name, and what the program says of the address for what it says of
the path. What is about a file alone is marked `in_a_file`.
"""

import hashlib
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from exchange_tracker.store.address import Place, place_of
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.postgres.tables import QUEUE, STATE, table_names
from tests.faults.tampering import tamper_by
from tests.servers import Server, new_server

SQLITE, POSTGRES = "sqlite", "postgres"
_LEDGER = re.compile(r"/[^:=]*\.db")
_servers: list[Server] = []  # the one that ledgers lie on now; none: they lie in files
_addresses: dict[str, str] = {}


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server for all tests of this process."""
    with new_server() as running:
        yield running


@pytest.fixture(scope="module", params=(SQLITE, POSTGRES))
def engine(request: pytest.FixtureRequest) -> Iterator[str]:
    """What the ledgers of a file's tests lie in: once the one, once the other."""
    if request.param == SQLITE:
        yield SQLITE
        return
    with on_server(request.getfixturevalue("server")):
        yield POSTGRES


@contextmanager
def on_server(server: Server) -> Iterator[None]:
    """Let every path of a ledger be an address of a server."""
    _servers.append(server)
    try:
        yield
    finally:
        _servers.pop()
        _addresses.clear()


def word_for(word: object) -> str:
    """A word of a command line, as the engine asks for it."""
    text = str(word)
    if not _servers or not _LEDGER.fullmatch(text):
        return text
    _addresses[text] = _servers[-1].of(_truce(text))
    return _addresses[text]


def _truce(path: object) -> str:
    return f"t{hashlib.sha256(str(path).encode()).hexdigest()[:20]}"


def as_paths(text: str) -> str:
    """What the program says, with the paths that the test knows."""
    for path, address in _addresses.items():
        text = text.replace(address, path)
    return text


def place(path: Path) -> Place:
    """Where the ledger of a path lies."""
    return place_of(word_for(path))


def contents(path: Path) -> object:
    """All that the ledger of a path holds: it is unchanged where this is equal."""
    if not _servers:
        return path.read_bytes()
    tables = [f"TABLE {_truce(path)}.{table};" for table in (*table_names(), STATE)]
    return _servers[-1].sql("\n".join(tables))


def bytes_beside(folder: Path) -> dict[str, bytes]:
    """What the files of a folder hold, and the ledgers on a server that are named as if they lay there."""
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
    ledgers = {path.name: path for path in map(Path, _addresses) if path.parent == folder}
    return files | {name: str(contents(path)).encode() for name, path in sorted(ledgers.items())}


def copied(path: Path, to: Path) -> Path:
    """Another ledger of the same content."""
    if not _servers:
        return Path(shutil.copy(path, to))
    old, new = _truce(path), _truce(to)
    statements = [
        f"CREATE TABLE {new}.{table} (LIKE {old}.{table} INCLUDING ALL);"
        f"INSERT INTO {new}.{table} TABLE {old}.{table};"
        for table in (*table_names(), STATE, QUEUE)
    ]
    _servers[-1].sql("\n".join((f"CREATE SCHEMA {new};", *statements)))
    return to


def asked(path: Path, query: str) -> list[tuple[Any, ...]]:
    """What the ledger of a path answers to a query."""
    if _servers:
        ledger = Ledger.open(place(path))
        rows = list(ledger.rows(query))
        ledger.connection.close()
        return rows
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def altered(path: Path, *statements: str) -> Path:
    """A ledger whose rows somebody changed who knows SQL, and the ways to hide it."""
    for statement in statements:
        if _servers:
            _servers[-1].sql(f"SET search_path = {_truce(path)}; {statement}")
        else:
            tamper_by(path, statement, sealed=True)
    return path


def without_file_tests(items: list[pytest.Item]) -> list[pytest.Item]:
    """The tests without those of a file alone that would run on a server."""
    return [
        item
        for item in items
        if not (item.get_closest_marker("in_a_file") and f"[{POSTGRES}" in item.name)
    ]
