"""A good truce folder and the ledger made of it."""

from pathlib import Path
from shutil import copytree

import pytest

from tests.program import xt
from tests.refused.cases import GOOD


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger made of the good folder; no test may change it."""
    path = tmp_path_factory.mktemp("ledger") / "truce.db"
    assert xt("init", path, "--from", GOOD).ok
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the good folder, named from the working folder as `truce`."""
    monkeypatch.chdir(tmp_path)
    return Path(copytree(GOOD, "truce"))
