"""A ledger of an older schema is read as it is, and brought to today's by the first that writes."""

import os
import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from exchange_tracker.store.ledger import schema, schema_versions, sqlite, upgrade
from tests.faults.stage import bare, done, head
from tests.faults.tampering import seal_fits
from tests.faults.workers import enter, heard, started
from tests.nobody import as_nobody, open_folder
from tests.program import Ran, xt

__all__ = ["open_folder"]  # a fixture

OLDER = Path(__file__).parent / "versions"
HEAD = "20:c44b95155cda5d12fcf3580eed7dab9e4b00bd3b15efd2febb374e8021dd1b35"
HEADS = {
    2: "20:04c17d0085d3b5e2499ebc4ebbb99ef74293d6b2b66f1767525f18d02ba980d4",
    3: "11:6c9fe5ed473560797e18c6511cf82ac022f71a4026fcc4ec97badf463c8fadae",
    4: "30:17429f4eb20cfbf4be958b9e32795674062ee2ebd4dc9fd45c99f95d5454f638",
}
TODAY = schema.VERSION
each_sealed = pytest.mark.parametrize("version", HEADS)  # version 1 had no seal
NO_SEAL = "it has no seal, so that only its changes and rows were verified, and not every byte\n"
AT = ("--at", "2024-01-01T00:00:00Z")
READS = (
    *(("check", *AT, "-O", "csv"), ("check", *AT, "--as-of", "9", "-O", "csv")),
    *(("totals", *AT, "--by", "category,basis"), ("releases",), ("releases", "--as-of", "3")),
    *(("claims", "-O", "csv"), ("sources", "-O", "csv"), ("extension", *AT), ("terms", "show")),
    *(("log", "-p"), ("show", "n1"), ("flips", "--since", "3", *AT), ("status", *AT)),
    *(("discrepancies", *AT), ("reconcile", *AT)),
)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copy(OLDER / "schema-1.db", tmp_path / "l.db"))


@pytest.fixture
def sealed(version: int, tmp_path: Path) -> Path:
    return Path(shutil.copy(OLDER / f"schema-{version}.db", tmp_path / "l.db"))


def listing(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def add(ledger: Path, *more: str) -> Ran:
    words = ("--day", "2023-11-24", "--party", "hamas", "--kind", "hostage", "--count", "1")
    return xt("add", *words, *more, "--ledger", ledger)


def test_all_that_was_recorded_is_read_and_the_file_stays_as_it_is(
    old: Path, tmp_path: Path
) -> None:
    before = old.read_bytes()
    verified = xt("verify", "--ledger", old)
    assert verified == (0, f"{HEAD}\n", f"{old}: {NO_SEAL}")
    done("verify", "--head", HEAD, "--ledger", old)
    done("export", tmp_path / "h.jsonl", "--names", "--ledger", old)
    assert (tmp_path / "h.jsonl").read_bytes() == (OLDER / "schema-1.jsonl").read_bytes()
    done("import", "history", tmp_path / "h.jsonl", "--ledger", tmp_path / "new.db")
    for words in READS:
        one, other = (xt(*words, "--ledger", each) for each in (old, tmp_path / "new.db"))
        assert one.out.replace(str(old), "") == other.out.replace(str(tmp_path / "new.db"), "")
        assert (one.code, one.err) == (other.code, other.err), words
        assert one.out, words
    assert old.read_bytes() == before
    assert listing(tmp_path) == ["h.jsonl", "l.db", "new.db"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_folder_that_cannot_be_written_is_read(open_folder: Path) -> None:
    old = Path(shutil.copy(OLDER / "schema-1.db", open_folder / "l.db"))
    assert as_nobody("verify", "--ledger", old).out == f"{HEAD}\n"
    assert as_nobody("totals", *AT, "--ledger", old).ok
    old.chmod(0o666)  # its folder cannot be written, so no copy can be kept
    ran = as_nobody("retract", "n9", "--reason", "x", "--ledger", old)
    assert (ran.code, ran.out) == (74, "")
    assert ran.err.count("\n") == 1
    assert old.read_bytes() == (OLDER / "schema-1.db").read_bytes()
    assert listing(open_folder) == ["l.db"]


@each_sealed
def test_what_a_later_program_wrote_is_read_as_it_is(
    sealed: Path, version: int, tmp_path: Path
) -> None:
    before = sealed.read_bytes()
    done("verify", "--head", HEADS[version], "--ledger", sealed)
    assert xt("verify", "--names", "--ledger", sealed).ok.out == f"{HEADS[version]}\n"
    done("export", tmp_path / "h.jsonl", "--names", "--ledger", sealed)
    assert (tmp_path / "h.jsonl").read_bytes() == (OLDER / f"schema-{version}.jsonl").read_bytes()
    done("import", "history", tmp_path / "h.jsonl", "--ledger", tmp_path / "new.db")
    for words in READS:
        one, other = (xt(*words, "--ledger", each) for each in (sealed, tmp_path / "new.db"))
        assert one.out.replace(str(sealed), "") == other.out.replace(str(tmp_path / "new.db"), "")
        assert (one.code, one.err) == (other.code, other.err), words
    assert sealed.read_bytes() == before
    assert listing(tmp_path) == ["h.jsonl", "l.db", "new.db"]


@each_sealed
def test_it_is_brought_up_with_a_seal_that_fits(sealed: Path, version: int, tmp_path: Path) -> None:
    kept = tmp_path / f"l.db.schema-{version}"
    ran = add(sealed)
    assert (
        ran.err
        == f"{sealed}: brought from schema {version} to {TODAY}; as it was it is kept in {kept}\n"
    )
    assert kept.read_bytes() == (OLDER / f"schema-{version}.db").read_bytes()
    assert xt("verify", "--ledger", kept).out == f"{HEADS[version]}\n"
    assert seal_fits(sealed)
    done("verify", "--head", HEADS[version], "--ledger", sealed)


@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_an_older_ledger_that_does_not_verify_is_not_brought_up(
    tmp_path: Path, version: int
) -> None:
    """From then on its seal would have it believed."""
    old = Path(shutil.copy(OLDER / f"schema-{version}.db", tmp_path / "l.db"))
    table = "figures" if version == 1 else "sums"
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        connection.execute(f"UPDATE {table} SET people = people + 1")  # noqa: S608 - our own names
    before = old.read_bytes()
    ran = add(old)
    assert (ran.code, ran.out) == (5, "")
    assert "a sum is not that of the entries" in ran.err
    assert old.read_bytes() == before
    assert listing(tmp_path) == ["l.db"]


@each_sealed
def test_a_file_whose_seal_is_broken_is_not_brought_up(
    sealed: Path, version: int, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(sealed, isolation_level=None)) as connection:
        connection.execute("VACUUM")
    ran = add(sealed)
    assert (ran.code, ran.out) == (5, "")
    assert "it holds bytes that no writer of the ledger wrote" in ran.err
    assert listing(tmp_path) == ["l.db"]
    done("backup", tmp_path / "b.db", "--ledger", sealed)
    add(tmp_path / "b.db").ok  # noqa: B018 - it asserts
    assert listing(tmp_path) == ["b.db", "l.db"]


def test_a_backup_is_of_todays_schema(old: Path, tmp_path: Path) -> None:
    before = old.read_bytes()
    done("backup", tmp_path / "b.db", "--ledger", old)
    assert old.read_bytes() == before
    assert head(tmp_path / "b.db") == HEAD
    assert xt("verify", "--ledger", tmp_path / "b.db").ok
    assert seal_fits(tmp_path / "b.db")


def test_the_first_writer_keeps_a_copy_and_says_so(old: Path, tmp_path: Path) -> None:
    old.chmod(0o600)
    ran = add(old)
    kept = tmp_path / "l.db.schema-1"
    assert (ran.code, ran.out.partition(": added: ")[0]) == (0, "r10")
    assert ran.err == f"{old}: brought from schema 1 to {TODAY}; as it was it is kept in {kept}\n"
    assert listing(tmp_path) == ["l.db", "l.db.schema-1"]
    assert kept.stat().st_mode & 0o777 == 0o600  # names of people may stand in it
    assert xt("verify", "--ledger", kept).out == f"{HEAD}\n"
    assert xt("verify", "--ledger", old).ok
    done("verify", "--head", HEAD, "--ledger", old)
    assert "schema" not in add(old).err
    assert listing(tmp_path) == ["l.db", "l.db.schema-1"]


def test_a_copy_takes_no_name_that_is_taken(old: Path, tmp_path: Path) -> None:
    (tmp_path / "l.db.schema-1").write_text("mine")
    (tmp_path / "l.db.schema-1.2").symlink_to("nowhere")
    assert f"{old}.schema-1.3\n" in add(old).err
    assert (tmp_path / "l.db.schema-1").read_text() == "mine"
    assert (tmp_path / "l.db.schema-1.2").is_symlink()
    assert xt("verify", "--ledger", tmp_path / "l.db.schema-1.3").out == f"{HEAD}\n"


@each_sealed
def test_what_another_program_wrote_to_it_is_noticed_on_reading_and_on_trying(
    sealed: Path, version: int
) -> None:
    with closing(sqlite3.connect(sealed, isolation_level=None)) as connection:
        connection.execute("UPDATE sums SET people = people + 1")
    before = sealed.read_bytes()
    for words in (("check", *AT), ("verify",), ("retract", "n9", "--reason", "x", "--dry-run")):
        ran = xt(*words, "--ledger", sealed)
        assert (ran.code, ran.out) == (5, ""), words
        assert "a sum is not that of the entries" in ran.err
    assert sealed.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [("retract", "n9", "--reason", "x"), ("redact", "n5", "--reason", "x"),
     ("amend", "n9", "--set", "count=77", "--reason", "x")],
)  # fmt: skip
def test_a_dry_run_writes_nothing_and_says_what_a_run_would(
    old: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    before = old.read_bytes()
    ran = done(*words, "--dry-run", "--ledger", old)
    assert ran.err == ""
    assert old.read_bytes() == before
    assert listing(tmp_path) == ["l.db"]
    flips = [line for line in ran.out.splitlines() if "->" in line]
    assert flips == [
        line for line in done(*words, "--ledger", old).out.splitlines() if "->" in line
    ]


def test_two_writers_bring_it_up_once(old: Path, tmp_path: Path) -> None:
    processes = [started(enter, old, f"w{n}", 3, {}) for n in range(4)]
    answers = [ran for process, ours in processes for ran in heard(ours)]
    for process, _ in processes:
        process.join()
    assert [ran.err for ran in answers if ran.code] == []
    assert len(answers) == 12
    assert sum("brought from schema 1" in ran.err for ran in answers) == 1
    assert listing(tmp_path) == ["l.db", "l.db.schema-1"]
    assert head(old).startswith("32:")


def test_an_older_ledger_that_is_not_one_is_refused(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("CREATE TABLE t (x)")
    for words in (("check",), ("verify",), ("retract", "n9", "--reason", "x")):
        ran = xt(*words, "--ledger", old)
        assert (ran.code, ran.out) == (3, "")
        assert "its tables are not those of a ledger" in ran.err


def test_an_older_ledger_that_was_altered_does_not_verify(old: Path) -> None:
    data = old.read_bytes()
    old.write_bytes(data.replace(b"recounted", b"recovnted", 1))
    assert xt("verify", "--ledger", old).code == 5


def test_a_next_version_is_one_entry_more(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both the oldest ledger and today's are read and brought up; a new one is the same."""
    today = bare(tmp_path / "t.db")
    next_one = ("CREATE TABLE more (x TEXT NOT NULL) STRICT", "ALTER TABLE seal ADD COLUMN y TEXT")
    monkeypatch.setattr(schema, "UPGRADES", (*schema.UPGRADES, next_one))
    for module in (schema_versions, sqlite, upgrade):
        monkeypatch.setattr(module, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr(schema_versions, "UPGRADES", schema.UPGRADES)
    monkeypatch.setattr(schema_versions.lay_out, "__defaults__", (schema.VERSION + 1,))
    schema_versions.expected.cache_clear()
    try:
        assert xt("verify", "--ledger", old).out == f"{HEAD}\n"
        for ledger, version in ((old, 1), (today, TODAY)):
            ran = add(ledger)
            assert f"brought from schema {version} to {TODAY + 1}" in ran.err
            assert xt("verify", "--ledger", ledger).ok
        assert xt("verify", "--ledger", bare(tmp_path / "n.db")).ok
    finally:
        schema_versions.expected.cache_clear()


def test_the_versions_kept_are_all_there() -> None:
    """A new version begins with a ledger of the one before it."""
    kept = {path.name for path in OLDER.glob("schema-*")}
    numbers = range(1, schema.VERSION)
    assert kept == {f"schema-{n}.{end}" for n in numbers for end in ("db", "jsonl")}


def test_the_digest_of_each_version_is_that_of_the_tables_it_lays_out() -> None:
    versions = range(1, schema.VERSION + 1)
    laid_out = {version: schema_versions.expected(version) for version in versions}
    assert {
        version: sha256(repr(description).encode()).hexdigest()
        for version, description in laid_out.items()
    } == schema_versions.DIGESTS
