"""Every way in which a ledger is written leaves a seal that fits; only other writers break it."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

import pytest

from exchange_tracker.store.ledger import seal
from tests.faults.stage import EXTENDED, LATER_DAYS, done, head, random_rows, rich, write_rows
from tests.faults.tampering import seal_fits
from tests.faults.workers import enter, heard, started
from tests.program import xt

NOT_SEALED = "it has no seal, so that only its changes and rows were verified, and not every byte\n"
OTHER_BYTES = "the file: it holds bytes that no writer of the ledger wrote"
WHY = ("--reason", "x")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rich(tmp_path_factory.mktemp("seal") / "l.db", Random(91))


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "l.db"))


@contextmanager
def opened(ledger: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        yield connection


def is_sealed(ledger: Path) -> bool:
    with opened(ledger) as connection:
        return connection.execute("SELECT digest <> '' FROM seal").fetchall() == [(1,)]


def names_row(ledger: Path, folder: Path) -> Path:
    """A file of one row with a name, and the ledger's next terms."""
    (folder / "later.toml").write_text(LATER_DAYS + "# again\n", encoding="utf-8")
    rows = [[*row[:9], "Some Name", *row[10:]] for row in random_rows(Random(1), ["q1"])]
    return write_rows(folder / "q.csv", rows)


def test_every_command_that_writes_seals(ledger: Path, tmp_path: Path) -> None:
    rows = names_row(ledger, tmp_path)
    for words in (
        ("add", "--day", "2023-11-24", "--party", "hamas", "--kind", "hostage", "--count", "1"),
        ("claim", "--source", "s1", "--to", "2023-11-25", "--figure", "9"),
        ("amend", "n9", "--set", "count=77", *WHY),
        ("retract", "n9", *WHY),
        ("import", "releases", rows),
        ("import", "releases", rows),  # nothing is new: its names are written and dropped again
        ("terms", "set", tmp_path / "later.toml", *WHY),
        ("redact", "q1", *WHY),
        ("redact", "q1", *WHY),
    ):
        done(*words, "--ledger", ledger)
        assert seal_fits(ledger), words
        assert xt("verify", "--ledger", ledger).ok


def test_what_changes_nothing_leaves_every_byte(ledger: Path, tmp_path: Path) -> None:
    rows = names_row(ledger, tmp_path)
    done("import", "releases", rows, "--ledger", ledger)
    before = ledger.read_bytes()
    assert "nothing changed" in done("import", "releases", rows, "--ledger", ledger).out
    assert ledger.read_bytes() == before


def test_new_ledgers_and_copies_are_sealed(ledger: Path, tmp_path: Path) -> None:
    done("backup", tmp_path / "b.db", "--ledger", ledger)
    done("export", tmp_path / "h.jsonl", "--ledger", ledger)
    done("import", "history", tmp_path / "h.jsonl", "--ledger", tmp_path / "h.db")
    done("export", tmp_path / "f", "--ledger", ledger)
    done("init", tmp_path / "i.db", "--from", tmp_path / "f")
    for name in ("l.db", "b.db", "h.db", "i.db"):
        assert seal_fits(tmp_path / name), name


@pytest.mark.parametrize("page", [512, 1024, 65_536])
def test_pages_of_any_size(ledger: Path, page: int) -> None:
    with opened(ledger) as connection:
        connection.execute(f"PRAGMA page_size = {page}")
        connection.execute("VACUUM")
    assert xt("verify", "--ledger", ledger).code == 5
    done("backup", ledger.with_name("b.db"), "--ledger", ledger)
    for number in range(6):
        done(
            "amend",
            "n9",
            "--set",
            f"count={number + 70}",
            *WHY,
            "--ledger",
            ledger.with_name("b.db"),
        )
        assert seal_fits(ledger.with_name("b.db"))
        assert xt("verify", "--ledger", ledger.with_name("b.db")).ok


def test_another_program_that_wrote_the_file_is_named_and_a_backup_mends_it(
    ledger: Path, tmp_path: Path
) -> None:
    before = head(ledger)
    with opened(ledger) as connection:
        connection.execute("VACUUM")
    ran = xt("verify", "--ledger", ledger)
    assert (ran.code, ran.out) == (5, "")
    assert ran.err == (
        f"{ledger}: {OTHER_BYTES}, though no change and no row differs (another program wrote to"
        " it, or the disk damaged it); go on with a sound copy, made by xt backup\n"
    )
    done("backup", tmp_path / "b.db", "--ledger", ledger)
    assert head(tmp_path / "b.db") == before


@pytest.mark.parametrize(
    ("statement", "code"),
    [("UPDATE seal SET digest = 'x'", 5), ("DELETE FROM seal", 5),
     ("INSERT INTO seal SELECT * FROM seal", 5), ("UPDATE seal SET digest = ''", 5),
     ("UPDATE seal SET commits = commits - 1", 5), ("UPDATE seal SET commits = NULL", 5),
     ("UPDATE seal SET digest = '', commits = NULL", 0)],
)  # fmt: skip
def test_a_seal_that_is_not_one(ledger: Path, statement: str, code: int) -> None:
    with opened(ledger) as connection:
        connection.execute(statement)
    ran = xt("verify", "--ledger", ledger)
    assert ran.code == code
    assert (OTHER_BYTES if code else NOT_SEALED) in ran.err


def test_bytes_after_the_end_are_found(ledger: Path) -> None:
    with ledger.open("ab") as file:
        file.write(b"x")
    assert OTHER_BYTES in xt("verify", "--ledger", ledger).err


def test_a_change_or_row_is_named_rather_than_the_seal(ledger: Path) -> None:
    data = ledger.read_bytes()
    assert b"recounted" in data
    ledger.write_bytes(data.replace(b"recounted", b"recovnted", 1))
    ran = xt("verify", "--ledger", ledger)
    assert ran.code == 5
    assert ": change " in ran.err
    assert OTHER_BYTES not in ran.err
    assert ran.err.count("\n") == 1


def test_a_dry_run_and_a_refusal_leave_the_file_and_its_seal(ledger: Path, tmp_path: Path) -> None:
    before = ledger.read_bytes()
    rows = names_row(ledger, tmp_path)
    for words, code in (
        (("import", "releases", rows, "--dry-run"), 0),
        (("redact", "n5", *WHY, "--dry-run"), 0),
        (("retract", "nobody", *WHY), 2),
        (("amend", "n9", "--set", "count=many", *WHY), 2),
    ):
        assert xt(*words, "--ledger", ledger).code == code, words
        assert ledger.read_bytes() == before


def test_what_a_rollback_leaves_in_free_pages_breaks_no_seal(ledger: Path, tmp_path: Path) -> None:
    """SQLite does not put back what was in a page that was free: it held nothing."""
    some = [[*row[:9], f"Name {n} " * 200, *row[10:]] for n, row in
            enumerate(random_rows(Random(2), (f"p{n}" for n in range(40))))]  # fmt: skip
    done("import", "releases", write_rows(tmp_path / "p.csv", some), "--ledger", ledger)
    with opened(ledger) as connection:  # what erases names would do, without writing anew
        connection.execute("PRAGMA secure_delete = ON")
        with closing(seal.File(connection)) as file:
            commits = file.commits
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM names WHERE length(person) > 999")
        seal.renew(connection, commits)
        connection.execute("COMMIT")
        assert connection.execute("PRAGMA freelist_count").fetchone() > (5,)
    assert seal_fits(ledger)
    before = ledger.read_bytes()
    with opened(ledger) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        rows = ((number, "s", "x" * 900) for number in range(900, 999))
        connection.executemany("INSERT INTO names VALUES (?, ?, ?)", rows)
        connection.execute("ROLLBACK")
    assert ledger.read_bytes() != before
    assert seal_fits(ledger)


def test_a_ledger_grows_out_of_its_seal_and_back_into_one(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = write_rows(tmp_path / "b.csv", random_rows(Random(3), (f"b{n}" for n in range(400))))
    monkeypatch.setattr(seal, "LARGEST", ledger.stat().st_size + 8192)
    done("amend", "n9", "--set", "count=70", *WHY, "--ledger", ledger)
    assert is_sealed(ledger)
    done("import", "releases", rows, "--ledger", ledger)
    assert not is_sealed(ledger)
    ran = xt("verify", "--ledger", ledger)
    assert (ran.code, ran.err) == (0, f"{ledger}: {NOT_SEALED}")
    monkeypatch.undo()
    done("amend", "n9", "--set", "count=71", *WHY, "--ledger", ledger)
    assert seal_fits(ledger)
    assert xt("verify", "--ledger", ledger).ok


def test_an_import_larger_than_memory_keeps_is_sealed(ledger: Path, tmp_path: Path) -> None:
    rows = random_rows(Random(4), (f"b{n}" for n in range(20_000)))
    done("import", "releases", write_rows(tmp_path / "b.csv", rows), "--ledger", ledger)
    assert ledger.stat().st_size > 3_000_000  # SQLite keeps 2 MB before it writes to the file
    assert seal_fits(ledger)


def test_an_sqlite_without_images_leaves_no_seal(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Connection(sqlite3.Connection):
        def __getattribute__(self, name: str) -> object:
            if name == "serialize":
                raise AttributeError(name)
            return super().__getattribute__(name)

    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *words, **named: connect(*words, **named, factory=Connection)
    )
    done("retract", "n9", *WHY, "--ledger", ledger)
    monkeypatch.undo()
    assert not is_sealed(ledger)
    assert xt("verify", "--ledger", ledger).err == f"{ledger}: {NOT_SEALED}"


def test_writers_side_by_side_leave_a_seal_that_fits(ledger: Path) -> None:
    processes = [started(enter, ledger, f"w{n}", 8, {}) for n in range(2)]
    for process, ours in processes:
        assert all(ran.code == 0 for ran in heard(ours))
        process.join()
    assert xt("verify", "--ledger", ledger).ok


def test_terms_that_count_days_anew_are_sealed(ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "t.toml").write_text(EXTENDED, encoding="utf-8")
    done("terms", "set", tmp_path / "t.toml", *WHY, "--ledger", ledger)
    assert seal_fits(ledger)
