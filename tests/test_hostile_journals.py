"""What somebody else puts beside a ledger is refused before SQLite obeys it.

Each control does with SQLite alone what the program would do without looking: the harm is real.
"""

import os
import shutil
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.faults.stage import head
from tests.hostile import ADD, beside, ledger, made, refused
from tests.program import xt

__all__ = ["ledger", "made"]  # fixtures
MAGIC = bytes.fromhex("d9d505f920a163d7")


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    path = tmp_path / "thesis.txt"
    path.write_bytes(b"\0" + b"years of work " * 100)
    return path


def super_journal(victim: Path) -> bytes:
    """The end of a journal that names another: SQLite deletes what it names."""
    name = os.fsencode(victim)
    total = sum(byte - 256 if byte > 127 else byte for byte in name) & 0xFFFF_FFFF
    page = 0x4000_0000 // 4096 + 1
    return struct.pack(">I", page) + name + struct.pack(">II", len(name), total) + MAGIC


def header(pages: int, size: int = 4096, sector: int = 512) -> bytes:
    """The beginning of a journal without a page."""
    return (MAGIC + struct.pack(">IIIII", 0, 7, pages, sector, size)).ljust(512, b"\0")


def half_done(ledger: Path) -> None:
    """Leave a ledger as a writer leaves it that is killed in the middle of a change."""
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        rows = ((number, "s", "x" * 900) for number in range(900, 999))
        connection.executemany("INSERT INTO names VALUES (?, ?, ?)", rows)
        copies = {end: beside(ledger, end).read_bytes() for end in ("", "-journal")}
        connection.execute("ROLLBACK")
    for end, data in copies.items():
        beside(ledger, end).write_bytes(data)


def obeyed(ledger: Path) -> None:
    """What SQLite does by itself with what lies there: read, then write."""
    for statement in ("SELECT count(*) FROM sums", "UPDATE seal SET digest = ''"):
        with (
            suppress(sqlite3.Error),
            closing(sqlite3.connect(ledger, isolation_level=None)) as connection,
        ):
            connection.execute(statement).fetchall()


# ---------------------------------------------------------------- a journal


def _names_a_file(ledger: Path, victim: Path) -> None:
    pages = ledger.stat().st_size // 4096
    beside(ledger, "-journal").write_bytes(header(pages) + super_journal(victim))


def _half_done_and_names_a_file(ledger: Path, victim: Path) -> None:
    half_done(ledger)
    with beside(ledger, "-journal").open("ab") as journal:
        journal.write(super_journal(victim))


def _is_a_link(ledger: Path, victim: Path) -> None:
    beside(ledger, "-journal").symlink_to(victim)


def _is_a_link_to_a_new_file(ledger: Path, victim: Path) -> None:
    beside(ledger, "-journal").symlink_to(victim.with_name("new"))


def _is_a_second_name(ledger: Path, victim: Path) -> None:
    beside(ledger, "-journal").hardlink_to(victim)


JOURNALS = (
    (_names_a_file, "it names another file, which would be deleted"),
    (_half_done_and_names_a_file, "it names another file, which would be deleted"),
    (_is_a_link, "it is a link, a pipe or a device"),
    (_is_a_link_to_a_new_file, "it is a link, a pipe or a device"),
    (_is_a_second_name, "it is a second name of another file"),
)


@pytest.mark.parametrize(("put", "said"), JOURNALS)
def test_a_journal_that_reaches_for_another_file(
    put: Callable[[Path, Path], None], said: str, ledger: Path, victim: Path
) -> None:
    put(ledger, victim)
    refused(ledger, beside(ledger, "-journal"), said)


@pytest.mark.parametrize("put", [_names_a_file, _half_done_and_names_a_file, _is_a_second_name])
def test_control_sqlite_alone_lets_it_have_the_file(
    put: Callable[[Path, Path], None], ledger: Path, victim: Path
) -> None:
    """Links are followed by some versions of SQLite only: they are refused whatever it does."""
    before = victim.read_bytes()
    put(ledger, victim)
    obeyed(ledger)
    assert not victim.exists() or victim.read_bytes() != before


def test_a_ledger_that_is_reached_by_a_link_has_its_journal_where_it_lies(
    ledger: Path, victim: Path
) -> None:
    folder = ledger.with_name("elsewhere")
    folder.mkdir()
    link = folder / "link.db"
    link.symlink_to(ledger)
    _names_a_file(ledger, victim)
    refused(link, beside(ledger.resolve(), "-journal"), "it names another file")
    assert victim.exists()


@pytest.mark.parametrize(
    "journal",
    [
        b"nothing that SQLite wrote",
        MAGIC,
        header(0),
        header(1_000_000),  # the ledger would be made so long
        header(3, size=512),
        header(3, sector=500),
        header(1),  # without a record: the ledger would be cut off
    ],
)
def test_a_journal_that_is_not_that_of_the_ledger(journal: bytes, ledger: Path) -> None:
    beside(ledger, "-journal").write_bytes(journal)
    refused(ledger, beside(ledger, "-journal"), "it is not the journal of this ledger")


def test_control_sqlite_alone_makes_a_ledger_as_long_as_a_journal_says(ledger: Path) -> None:
    beside(ledger, "-journal").write_bytes(header(1_000_000))
    obeyed(ledger)
    assert ledger.stat().st_size == 1_000_000 * 4096


def test_control_sqlite_alone_cuts_a_ledger_off(ledger: Path) -> None:
    beside(ledger, "-journal").write_bytes(header(1))
    with suppress(sqlite3.Error):
        obeyed(ledger)
    assert ledger.stat().st_size == 4096


def with_records(ledger: Path, pages: dict[int, bytes]) -> bytes:
    """A journal that SQLite takes for a sound one, with the pages that the ledger is to get."""
    records = b""
    for number, page in pages.items():
        total = 7 + sum(page[place] for place in range(len(page) - 200, 0, -200))
        records += struct.pack(">I", number) + page + struct.pack(">I", total & 0xFFFF_FFFF)
    start = MAGIC + struct.pack(">IIIII", len(pages), 7, ledger.stat().st_size // 4096, 512, 4096)
    return start.ljust(512, b"\0") + records


def _other_pages(ledger: Path) -> None:
    """A journal that changes a word wherever the ledger has it."""
    data = ledger.read_bytes()
    pages = {n // 4096 + 1: data[n : n + 4096] for n in range(0, len(data), 4096)}
    changed = {n: page.replace(b"hostage", b"hostile") for n, page in pages.items()}
    journal = with_records(ledger, {n: page for n, page in changed.items() if page != pages[n]})
    beside(ledger, "-journal").write_bytes(journal)


def _pages_of_nothing(ledger: Path) -> None:
    journal = with_records(ledger, {2: bytes(4096), 3: bytes(4096)})
    beside(ledger, "-journal").write_bytes(journal)


@pytest.mark.parametrize("put", [_other_pages, _pages_of_nothing])
def test_a_journal_in_form_that_holds_other_pages(
    put: Callable[[Path], None], ledger: Path
) -> None:
    put(ledger)
    what = "with it the ledger would not be what its last writer left"
    refused(ledger, beside(ledger, "-journal"), what)


@pytest.mark.parametrize("put", [_other_pages, _pages_of_nothing])
def test_control_sqlite_alone_takes_its_pages(
    put: Callable[[Path], None], ledger: Path, made: Path
) -> None:
    put(ledger)
    with suppress(sqlite3.Error):
        obeyed(ledger)
    assert not beside(ledger, "-journal").exists()
    assert ledger.read_bytes() != made.read_bytes()


def test_a_journal_is_tried_where_nobody_else_can_look(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    half_done(ledger)
    assert xt("totals", "--ledger", ledger).ok
    assert list(folder.iterdir()) == []


def test_a_journal_that_is_a_pipe_holds_nobody_up(ledger: Path) -> None:
    os.mkfifo(beside(ledger, "-journal"))
    refused(ledger, beside(ledger, "-journal"), "it is a link, a pipe or a device")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to another user")
def test_a_journal_of_somebody_who_may_not_write_the_ledger(ledger: Path) -> None:
    half_done(ledger)
    ledger.chmod(0o644)
    os.chown(beside(ledger, "-journal"), 65534, 65534)
    refused(ledger, beside(ledger, "-journal"), "it belongs to somebody who may not write")
    ledger.chmod(0o666)
    assert xt("verify", "--ledger", ledger).ok


@pytest.mark.parametrize("words", [("totals",), ADD], ids=["a reader", "a writer"])
def test_its_own_journal_is_taken_back(words: tuple[str, ...], ledger: Path, made: Path) -> None:
    half_done(ledger)
    assert ledger.read_bytes() != made.read_bytes()
    assert xt(*words, "--ledger", ledger).code == 0
    assert not beside(ledger, "-journal").exists()
    assert xt("verify", "--head", head(made), "--ledger", ledger).ok


@pytest.mark.parametrize("left", [b"", bytes(512)], ids=["empty", "taken back"])
def test_a_journal_with_nothing_in_it_is_none(left: bytes, ledger: Path) -> None:
    beside(ledger, "-journal").write_bytes(left)
    assert xt("totals", "--ledger", ledger).ok
    assert xt(*ADD, "--ledger", ledger).code == 0
    assert xt("verify", "--ledger", ledger).ok


# ---------------------------------------------------------------- a write-ahead log


def _log_of_other_sums(ledger: Path) -> None:
    """Put a log beside a ledger, with which SQLite reads other sums than the ledger holds."""
    other = Path(shutil.copy(ledger, ledger.with_name("other.db")))
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE sums SET people = 99999")
        shutil.copy(beside(other, "-wal"), beside(ledger, "-wal"))
    other.unlink()


def test_a_log_beside_a_ledger(ledger: Path) -> None:
    _log_of_other_sums(ledger)
    refused(ledger, beside(ledger, "-wal"), "a log lies beside the ledger, which has none")


def test_control_sqlite_alone_reads_the_log(ledger: Path) -> None:
    _log_of_other_sums(ledger)
    with closing(sqlite3.connect(ledger)) as connection:
        (people,) = connection.execute("SELECT max(people) FROM sums").fetchone()
    assert people == 99999


def test_a_ledger_set_to_write_ahead_logging(ledger: Path) -> None:
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    refused(ledger, ledger, "another program has set it to write-ahead logging")
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    ran = xt("totals", "--ledger", ledger)
    assert ran.code == 0
    assert "another program wrote to it" in ran.err
