"""What holds for every test."""

import pytest


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees what the caller has set for the program."""
    ours = ("EXCHANGE_LEDGER", "EXCHANGE_BY", "NO_COLOR", "FORCE_COLOR")
    for name in (*ours, "COLUMNS", "LINES", "PYTHONUNBUFFERED"):
        monkeypatch.delenv(name, raising=False)
