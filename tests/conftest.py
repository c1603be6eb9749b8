"""What holds for every test."""

import signal

import pytest
from hypothesis import HealthCheck, settings

# How fast a machine is, and what else it does, is no property of the program.
settings.register_profile(
    "any machine", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


def pytest_configure() -> None:
    """Heed signals again: whoever ignores one hands that on to every program that it starts.

    A shell lets what it starts in the background ignore Ctrl-C, and nohup a closed terminal.
    """
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM):
        if signal.getsignal(number) is signal.SIG_IGN:
            interrupts = number is signal.SIGINT
            signal.signal(number, signal.default_int_handler if interrupts else signal.SIG_DFL)


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees what the caller has set for the program."""
    ours = ("EXCHANGE_LEDGER", "EXCHANGE_BY", "EXCHANGE_SETTINGS")
    colours = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE")
    for name in (*ours, *colours, "COLUMNS", "LINES", "PYTHONUNBUFFERED"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PAGER", "cat")  # nobody is there to leave one
