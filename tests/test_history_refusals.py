"""What is no ledger, damaged, newer, held or not to be written: one sentence, nothing harmed."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from exchange_tracker.store.ledger import waiting
from tests.faults.stage import LATER_DAYS, bare, done, head, rich
from tests.faults.workers import enter, heard, started
from tests.nobody import as_nobody, open_folder
from tests.program import xt

__all__ = ["open_folder"]  # a fixture

READS = (("check",), ("totals",), ("releases",), ("log",), ("verify",), ("terms", "show"))
WRITES = (
    ("add", "--day", "2023-11-24", "--party", "hamas", "--kind", "hostage", "--count", "1"),
    ("amend", "n5", "--set", "count=1", "--reason", "x"),
    ("retract", "n5", "--reason", "x"),
    ("redact", "n5", "--reason", "x"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rich(tmp_path_factory.mktemp("refusals") / "l.db", Random(71))


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "l.db"))


def _refused(ledger: Path, code: int, said: str, commands: tuple[tuple[str, ...], ...]) -> None:
    """Every command refuses with one sentence, and leaves the file as it is."""
    before = ledger.read_bytes()
    beside = sorted(path.name for path in ledger.parent.iterdir())
    for words in commands:
        ran = xt(*words, "--ledger", ledger)
        assert (ran.code, ran.out) == (code, ""), (words, ran)
        assert ran.err.startswith(f"{ledger}: ")
        assert said in ran.err
        assert ran.err.count("\n") == 1
    assert ledger.read_bytes() == before
    assert sorted(path.name for path in ledger.parent.iterdir()) == beside


def test_a_newer_schema(ledger: Path) -> None:
    _run(ledger, "PRAGMA user_version = 99")
    _refused(ledger, 3, "the ledger has schema 99 and this program knows up to 5", READS + WRITES)


@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE t (x)", "CREATE VIEW figure AS SELECT 1", "DROP TRIGGER terms_stays"],
)
def test_other_tables(ledger: Path, statement: str) -> None:
    _run(ledger, statement)
    _refused(ledger, 3, "its tables are not those of a ledger", READS + WRITES)


def test_a_name_in_the_schema_that_is_not_that_of_its_text(ledger: Path) -> None:
    """As a flipped bit leaves it: SQLite takes either case, and reads the text alone."""
    data = ledger.read_bytes()
    ledger.write_bytes(data.replace(b"indexsources_id", b"indexsources_Id"))
    assert ledger.read_bytes() != data
    _refused(ledger, 3, "its tables are not those of a ledger", READS + WRITES)


def test_another_database(tmp_path: Path) -> None:
    _run(tmp_path / "other.db", "CREATE TABLE changes (number)")
    _refused(tmp_path / "other.db", 3, "this file is not a ledger", READS + WRITES)


@pytest.mark.parametrize("content", [b"", b"day,party\n", b"SQLite format 3", b"\0" * 5000])
def test_another_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    _refused(path, 3, "this file is not a ledger", READS + WRITES)


def test_no_file(tmp_path: Path) -> None:
    for words in READS + WRITES:
        ran = xt(*words, "--ledger", tmp_path / "none.db")
        assert ran.code == 3
        assert "there is no such ledger" in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kept", [100, 4096, 50_000, -4096, -1])
def test_a_ledger_cut_short(ledger: Path, kept: int) -> None:
    ledger.write_bytes(ledger.read_bytes()[:kept])
    before = ledger.read_bytes()
    ran = xt("verify", "--ledger", ledger)
    assert ran.code in (3, 5)
    assert ran.err.count("\n") == 1
    for words in READS + WRITES:
        assert xt(*words, "--ledger", ledger).code in (0, 1, 3, 4, 5), words
        if words in READS:
            assert ledger.read_bytes() == before


def test_a_folder_of_garbage_is_no_reason_to_crash(ledger: Path) -> None:
    rng = Random(72)
    data = bytearray(ledger.read_bytes())
    for place in range(4096, len(data), 7):
        data[place] = rng.randrange(256)
    ledger.write_bytes(data)
    _refused(ledger, 3, "damaged", READS[:4] + WRITES)


def _stopped_half_way(ledger: Path) -> Path:
    """A copy of a ledger as a writer leaves it that is killed in the middle of a change."""
    half = ledger.with_name("half.db")
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        rows = ((number, "s", "x" * 900) for number in range(900, 999))
        connection.executemany("INSERT INTO names VALUES (?, ?, ?)", rows)
        shutil.copy(ledger, half)
        shutil.copy(f"{ledger}-journal", f"{half}-journal")
        connection.execute("ROLLBACK")
    assert half.stat().st_size > ledger.stat().st_size
    return half


def test_a_journal_left_behind_is_taken_back_by_a_reader(ledger: Path) -> None:
    half, at = _stopped_half_way(ledger), ("--at", "2024-01-01T00:00:00Z", "-O", "csv")
    assert xt("totals", *at, "--ledger", half).ok == xt("totals", *at, "--ledger", ledger).ok
    assert not Path(f"{half}-journal").exists()
    assert head(half) == head(ledger)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_folder_and_a_file_that_cannot_be_written(open_folder: Path) -> None:
    ledger = rich(open_folder / "l.db", Random(73))
    ledger.chmod(0o644)
    before = ledger.read_bytes()
    assert as_nobody("verify", "--ledger", ledger).ok.out.strip() == head(ledger)
    assert as_nobody("totals", "--at", "2024-01-01T00:00:00Z", "--ledger", ledger).code == 0
    words = ("--day", "2023-11-24", "--party", "hamas", "--kind", "hostage", "--count", "1")
    for mode in (0o644, 0o666):  # the file may be written, its folder not
        ledger.chmod(mode)
        ran = as_nobody("add", *words, "--ledger", ledger)
        assert (ran.code, ran.out) == (74, ""), ran
        said = "the ledger or its folder cannot be written; the ledger is unchanged"
        assert ran.err == f"{ledger}: {said}; free or repair it and try again\n"
    ledger.chmod(0o600)
    ran = as_nobody("totals", "--ledger", ledger)
    assert ran.code == 3
    assert "it cannot be read (Permission denied)" in ran.err
    ledger.chmod(0o644)
    for command, name in (("backup", "b.db"), ("export", "e")):
        assert as_nobody(command, open_folder / name, "--ledger", ledger).code == 74
    assert as_nobody("init", open_folder / "n.db", "--terms", open_folder / "l.toml").code == 74
    assert ledger.read_bytes() == before
    assert sorted(path.suffix for path in open_folder.iterdir()) == [".csv"] * 6 + [".db", ".toml"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_journal_left_behind_where_nothing_can_be_written(made: Path, open_folder: Path) -> None:
    half = _stopped_half_way(Path(shutil.copy(made, open_folder / "l.db")))
    for path in (half, Path(f"{half}-journal")):
        path.chmod(0o644)
    before = half.read_bytes()
    ran = as_nobody("totals", "--ledger", half)
    assert (ran.code, ran.out) == (74, "")
    assert "a writer was stopped half-way" in ran.err
    assert half.read_bytes() == before


def test_a_ledger_that_another_writer_holds(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "FIRST_WAIT", 0.05)
    monkeypatch.setattr(waiting, "LAST_WAIT", 0.1)
    before = ledger.read_bytes()
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for words in WRITES:
            ran = xt(*words, "--ledger", ledger)
            assert (ran.code, ran.out) == (75, "")
            assert ran.err == (
                "waiting for another writer …\n"
                f"{ledger}: another writer held the ledger for 30 seconds; try again\n"
            )
        done("totals", "--ledger", ledger)  # who reads is not held up
        other.execute("ROLLBACK")
        other.execute("BEGIN EXCLUSIVE")
        assert xt("totals", "--ledger", ledger).code == 75
        other.execute("ROLLBACK")
    assert ledger.read_bytes() == before
    for words in WRITES:
        done(*words, "--ledger", ledger)


def test_a_reader_holds_no_writer_up_for_ever(ledger: Path) -> None:
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM changes").fetchone()
        process, ours = started(enter, ledger, "w", 1, {})
        assert not ours.poll(0.5)
        other.execute("ROLLBACK")
        (ran,) = heard(ours)
        process.join()
    assert ran.code in (0, 1, 4)


def test_backups_while_others_write_all_verify(tmp_path: Path) -> None:
    ledger = bare(tmp_path / "l.db", LATER_DAYS)
    process, ours = started(enter, ledger, "w", 10_000, {})
    assert ours.recv().code == 0
    heads = []
    for number in range(8):
        copy = tmp_path / f"b{number}.db"
        ran = xt("backup", copy, "--ledger", ledger).ok
        heads.append(head(copy))
        assert ran.out == f"{copy}: written and verified, {heads[-1]}\n"
    process.kill()
    process.join()
    for published in heads:
        done("verify", "--head", published, "--ledger", ledger)
    assert len(set(heads)) > 1


def test_a_backup_of_a_ledger_that_does_not_verify_is_not_made(ledger: Path) -> None:
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("UPDATE sums SET people = people + 1")
        connection.commit()
    copy = ledger.with_name("b.db")
    ran = xt("backup", copy, "--ledger", ledger)
    assert ran.code == 5
    assert "a sum is not that of the entries" in ran.err
    assert not copy.exists()
    assert not list(ledger.parent.glob(".*"))


def test_a_backup_never_takes_the_place_of_a_file(ledger: Path) -> None:
    other = ledger.with_name("b.db")
    other.write_text("mine", encoding="utf-8")
    for path in (other, ledger):
        assert xt("backup", path, "--ledger", ledger).code == 2
    assert other.read_text(encoding="utf-8") == "mine"


def _run(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)
