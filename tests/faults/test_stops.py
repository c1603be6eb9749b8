"""A writer ends before any one of its statements: the ledger is the old or the new, and verifies."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from exchange_tracker.store.ledger import seal
from tests.faults.conftest import Tell
from tests.faults.stage import EVERY_ROW, Scale, done, random_rows, rich, write_rows
from tests.faults.workers import heard, started, stop_before
from tests.program import xt

OLD = Path(__file__).parents[1] / "versions" / "schema-1.db"


def test_names_are_erased_whole_or_not_at_all(tmp_path: Path, scale: Scale, tell: Tell) -> None:
    """Between the change, the file written anew and its seal, nobody is told of a broken seal."""
    ledger = _named(tmp_path)
    met = _stopped(tmp_path, ledger, ("redact", "q1"), scale(1, 9), _verified)
    assert set(met) == {"sound"}
    tell("stopped before a statement of redact", tried=len(met), broken=0)


def test_an_older_ledger_is_brought_up_whole_or_not_at_all(
    tmp_path: Path, scale: Scale, tell: Tell
) -> None:
    met = _stopped(tmp_path, OLD, ("retract", "n9"), scale(1, 5), _old_or_new)
    assert set(met) == {"old", "new"}
    tell("stopped before a statement of an upgrade", tried=len(met), broken=0)


def test_control_a_seal_left_on_a_file_written_anew_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = _named(tmp_path)
    for name in ("renew", "lift"):
        monkeypatch.setattr(seal, name, lambda *_: None)
    done("redact", "q1", "--reason", "x", "--ledger", ledger)
    assert "the file: it holds bytes" in _verified(ledger)


def _named(folder: Path) -> Path:
    ledger = rich(folder / "l.db", Random(95))
    rows = [[*row[:9], "A Name", *row[10:]] for row in random_rows(Random(2), ["q1"])]
    done("import", "releases", *EVERY_ROW, write_rows(folder / "q.csv", rows), "--ledger", ledger)
    return ledger


def _stopped(
    folder: Path, ledger: Path, words: tuple[str, ...], step: int, look: Callable[[Path], str]
) -> list[str]:
    """Stop a command before each of its statements, on a fresh copy each time; say what is left."""
    met: list[str] = []
    for number in range(0, 10_000, step):
        there = folder / f"{number}" / "l.db"
        there.parent.mkdir()
        shutil.copy(ledger, there)
        command = (*words, "--reason", "x", "--ledger", there)
        process, ours = started(stop_before, number, command)
        said = list(heard(ours))
        process.join()
        if said:
            assert [ran.code for ran in said] == [0]
            return met
        assert process.exitcode == 9
        met.append(look(there))
    raise AssertionError("the command never ended")


def _verified(ledger: Path) -> str:
    ran = xt("verify", "--ledger", ledger)
    return "sound" if ran.code == 0 else ran.err


def _old_or_new(ledger: Path) -> str:
    """Say which it is, where it verifies and the copy, if there is one, is the ledger as it was."""
    copy = ledger.with_name("l.db.schema-1")
    for each in (ledger, copy):
        if each.exists() and _verified(each) != "sound":
            return f"{each}: {_verified(each)}"
    with closing(sqlite3.connect(ledger)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == 1:
        return "old"
    return "new" if copy.exists() else "there is no copy"
