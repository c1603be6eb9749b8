"""What the tests of maps begin with."""

from pathlib import Path

import pytest

from tests.ledgers import NOV, done


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "l.db"
    done("init", path, "--terms", NOV / "terms.toml")
    return path
