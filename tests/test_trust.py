"""What another program wrote to a ledger is noticed by who reads it, and sealed by nobody."""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from exchange_tracker.store.ledger import believed, seal
from tests.faults.stage import done, head, rich
from tests.faults.tampering import TABLES, seal_fits, tamper_by
from tests.program import Ran, xt

AT = ("--at", "2024-01-01T00:00:00Z")
SINCE = "the file was written to by another program since its last change, and "
SOUND = (
    "the file: it holds bytes that no writer of the ledger wrote, though no change and no row differs"
    " (another program wrote to it, or the disk damaged it); go on with a sound copy, made by xt backup"
)
READS = (
    *(("check", *AT), ("totals", *AT), ("status", *AT), ("report", *AT), ("extension", *AT)),
    *(("say", "2023-11-25", *AT), ("chart", *AT), ("conduct", *AT), ("discrepancies", *AT)),
    *(("movements",), ("held",)),
    *(("releases",), ("claims",), ("sources",), ("reconcile", *AT), ("terms", "show")),
    *(("why", "check", "hostages", "2023-11-25", *AT), ("flips", "--since", "3", *AT)),
    *(("log", "-p"), ("show", "n7"), ("check", "--as-of", "9", *AT)),
)
WRITES = (
    ("add", "--day", "2023-11-24", "--party", "hamas", "--kind", "hostage", "--count", "1"),
    ("claim", "--source", "s2", "--to", "2023-11-25", "--figure", "9"),
    (
        "move",
        "--movement",
        "died",
        *["--day", "2023-11-24", "--party", "hamas", "--kind", "hostage", "--count", "1"],
    ),
    ("amend", "n7", "--set", "count=77", "--reason", "x"),
    ("retract", "n7", "--reason", "x"),
    ("redact", "n5", "--reason", "x"),
)
LINES = {  # one for each table, and more where a line can do another kind of harm
    "sums": "UPDATE sums SET people = people + 2 WHERE truce_day = '2023-11-25'",
    "sums of nobody": "INSERT INTO sums VALUES ('hamas', 'hostage', '', '', '', '', '2023-11-25', 0, 9, 1, 0)",
    "sums gone": "DELETE FROM sums",
    "releases": "UPDATE releases SET people = 99",
    "truce day": "UPDATE releases SET truce_day = '2023-11-24'",
    "timed": "UPDATE releases SET timed = 2",
    "an entry retracted": "UPDATE releases SET superseded = 5 WHERE id = 'n8'",
    "an entry back": "UPDATE releases SET superseded = NULL WHERE id = 'n4'",
    "claims": "UPDATE claims SET superseded = NULL",
    "sources": "UPDATE sources SET superseded = NULL",
    "terms": "UPDATE terms SET superseded = CASE WHEN written = 1 THEN NULL ELSE 1 END",
    "names": "UPDATE names SET person = 'Somebody Other'",
    "names gone": "DELETE FROM names",
    "movements": "UPDATE movements SET superseded = NULL WHERE id = 'm2'",
    "a movement retracted": "UPDATE movements SET superseded = 5 WHERE id = 'm3'",
    "movement_names": "UPDATE movement_names SET person = 'Somebody Other'",
    "nameless": "INSERT INTO nameless (upto) VALUES (3)",
    "redactions": "INSERT INTO redactions (written, id) VALUES (5, 'n5')",
    "changes": "INSERT INTO changes SELECT number + 1, moment, 'x', '', '', digest, digest FROM changes"
    " ORDER BY number DESC LIMIT 1",
    "lowest": "UPDATE lowest SET number = 900",
    "column_meanings": "INSERT INTO column_meanings VALUES ('sums', 'people', 'all of them')",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rich(tmp_path_factory.mktemp("trust") / "l.db", Random(92))


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "l.db"))


def by_sql(ledger: Path, *statements: str) -> None:
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def refusals(ledger: Path, commands: Sequence[tuple[str, ...]]) -> list[Ran]:
    before = ledger.read_bytes()
    ran = [xt(*words, "--ledger", ledger) for words in commands]
    assert ledger.read_bytes() == before
    return ran


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_one_line_of_sql_is_noticed_on_reading_and_on_writing(ledger: Path, line: str) -> None:
    by_sql(ledger, line)
    for ran in refusals(ledger, (("check", *AT), WRITES[0])):
        assert (ran.code, ran.out) == (5, ""), ran
        assert SINCE in ran.err
        assert ran.err.count("\n") == 1


def test_every_command_that_reads_or_writes_notices(ledger: Path) -> None:
    by_sql(ledger, LINES["sums"])
    for words, ran in zip((*READS, *WRITES), refusals(ledger, (*READS, *WRITES)), strict=True):
        assert (ran.code, ran.out) == (5, ""), words
        assert f"sums 2023-11-25: {SINCE}a sum is not that of the entries" in ran.err, words


@pytest.mark.parametrize("table", TABLES)
def test_control_a_line_that_seals_the_file_anew_is_left_to_verify(
    ledger: Path, table: str
) -> None:
    tamper_by(ledger, LINES[table], sealed=True)
    assert seal_fits(ledger)
    assert SINCE not in xt("check", *AT, "--ledger", ledger).err
    assert xt("verify", "--ledger", ledger).code == 5


@pytest.mark.parametrize(
    "statement",
    [
        *(
            f"UPDATE movements SET {cell} WHERE id = 'm3'"  # noqa: S608 - our own words
            for cell in ("count = '99'", "until = day", "movement = 'rescued'", "party = 'israel'")
        ),
        "UPDATE claims SET measure = 'rescued' WHERE id = 'held'",
        "UPDATE claims SET cohort = '' WHERE id = 'held'",
        "UPDATE redactions SET kind = 'movements' WHERE id = 'n2'",
        "DELETE FROM movements WHERE id = 'm3'",
    ],
)
def test_a_movement_or_a_claim_is_fixed_and_an_alteration_is_found(
    ledger: Path, statement: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="a ledger only grows"):
        by_sql(ledger, statement)
    tamper_by(ledger, statement, sealed=True)
    assert xt("verify", "--ledger", ledger).code == 5


@pytest.mark.parametrize("until", ["''", "day", "'2023-11-30'"])
def test_verify_finds_a_span_that_was_altered(ledger: Path, until: str) -> None:
    statement = f"UPDATE releases SET until = {until} WHERE until <> ''"  # noqa: S608 - our own words
    tamper_by(ledger, statement, sealed=True)
    ran = xt("verify", "--ledger", ledger)
    assert (ran.code, ran.out) == (5, "")
    assert "its rows do not give its digest" in ran.err


def test_control_without_the_question_a_line_of_sql_is_believed(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = xt("totals", *AT, "--ledger", ledger).out
    monkeypatch.setattr(believed, "check_to_read", lambda *_: None)
    by_sql(ledger, LINES["sums"])
    ran = xt("totals", *AT, "--ledger", ledger)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out != before


def test_a_file_without_a_digest_is_asked_by_its_commits(
    made: Path, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seal, "LARGEST", 1000)
    done(*WRITES[0], "--ledger", ledger)
    done(*WRITES[1], "--ledger", ledger)
    assert xt("check", *AT, "--ledger", ledger).err == ""
    by_sql(ledger, LINES["sums"])
    for ran in refusals(ledger, (("check", *AT), WRITES[0])):
        assert ran.code == 5
        assert SINCE in ran.err


@pytest.mark.parametrize(
    "statements",
    [("PRAGMA locking_mode = EXCLUSIVE", LINES["sums"]),
     ("PRAGMA journal_mode = WAL", LINES["sums"], "PRAGMA journal_mode = DELETE"),
     ("PRAGMA journal_mode = OFF", LINES["sums"]),
     ("PRAGMA journal_mode = MEMORY", "BEGIN", LINES["sums"], "COMMIT")],
)  # fmt: skip
def test_however_it_was_written(ledger: Path, statements: tuple[str, ...]) -> None:
    by_sql(ledger, "UPDATE seal SET digest = '', commits = commits + 1")  # as of a large file
    assert xt("check", *AT, "--ledger", ledger).err == ""
    by_sql(ledger, *statements)
    assert SINCE in xt("check", *AT, "--ledger", ledger).err


def test_bytes_written_without_sqlite_are_noticed_in_a_small_file(ledger: Path) -> None:
    data = ledger.read_bytes()
    assert b"note 1" in data
    ledger.write_bytes(data.replace(b"note 1", b"note 2", 1))
    ran = xt("check", *AT, "--ledger", ledger)
    assert (ran.code, ran.out) == (5, "")
    assert SINCE in ran.err


def test_what_changes_no_row_is_said_and_read(ledger: Path, tmp_path: Path) -> None:
    before, expected = head(ledger), xt("check", *AT, "-O", "csv", "--ledger", ledger)
    by_sql(ledger, "VACUUM")
    ran = xt("check", *AT, "-O", "csv", "--ledger", ledger)
    assert (ran.code, ran.out) == (expected.code, expected.out)
    assert ran.err == f"{ledger}: {SOUND}\n"
    for ran in refusals(ledger, WRITES):
        assert (ran.code, ran.out, ran.err) == (5, "", f"{ledger}: {SOUND}\n")
    done("backup", tmp_path / "b.db", "--ledger", ledger)
    done(*WRITES[0], "--ledger", tmp_path / "b.db")
    done("verify", "--head", before, "--ledger", tmp_path / "b.db")


def test_altered_sums_are_made_anew_of_the_history(ledger: Path, tmp_path: Path) -> None:
    before, expected = head(ledger), xt("check", *AT, "-O", "csv", "--ledger", ledger)
    by_sql(ledger, LINES["sums"])
    assert "xt export FILE.jsonl --names" in xt("check", *AT, "--ledger", ledger).err
    done("export", tmp_path / "h.jsonl", "--names", "--ledger", ledger)
    done("import", "history", tmp_path / "h.jsonl", "--ledger", tmp_path / "n.db")
    assert head(tmp_path / "n.db") == before
    assert xt("check", *AT, "-O", "csv", "--ledger", tmp_path / "n.db") == expected


def test_a_seal_that_a_stopped_writer_lifted_is_made_anew(ledger: Path) -> None:
    by_sql(ledger, "UPDATE seal SET digest = '', commits = NULL")
    assert xt("check", *AT, "--ledger", ledger).err == ""
    done(*WRITES[0], "--ledger", ledger)
    assert seal_fits(ledger)


def test_a_lifted_seal_lets_nothing_through(ledger: Path) -> None:
    by_sql(ledger, "UPDATE seal SET digest = '', commits = NULL", LINES["sums"])
    for ran in refusals(ledger, (("check", *AT), WRITES[0])):
        assert (ran.code, ran.out) == (5, "")
        assert "a sum is not that of the entries" in ran.err
