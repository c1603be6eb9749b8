"""A ledger that somebody else may reach, and what every command must do with what he puts there."""

import os
import shutil
from pathlib import Path
from random import Random

import pytest

from exchange_tracker.cli.completion_words import candidates
from tests.faults.stage import rich
from tests.program import xt

ADD = ("add", "--day", "2023-11-24", "--party", "hamas", "--kind", "hostage", "--count", "1")
COMMANDS = (
    *(("check",), ("totals",), ("log", "-p"), ("verify",), ("export", "e"), ("backup", "b.db")),
    *(ADD, (*ADD, "--dry-run"), ("redact", "n5", "--reason", "x")),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rich(tmp_path_factory.mktemp("hostile") / "l.db", Random(81))


@pytest.fixture
def ledger(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(made, tmp_path / "l.db"))


def beside(ledger: Path, ending: str) -> Path:
    return Path(f"{ledger}{ending}")


def refused(ledger: Path, where: Path, said: str) -> None:
    """Every command, and a tabulator, refuses it in one line and leaves every file as it is."""
    before = state(ledger.parent)
    for words in COMMANDS:
        ran = xt(*words, "--ledger", ledger)
        assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1), (words, ran)
        assert ran.err.startswith(f"{where}: ")
        assert said in ran.err
        assert state(ledger.parent) == before, words
    assert candidates(["show", "--ledger", str(ledger), "r"]) == []
    assert state(ledger.parent) == before


def state(folder: Path) -> dict[str, object]:
    return {
        path.name: path.read_bytes() if path.is_file() else os.lstat(path).st_mode
        for path in folder.iterdir()
    }
