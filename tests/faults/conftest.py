"""How far a fault run goes, and the table of figures at its end."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.stage import Scale

Tell = Callable[..., None]


@pytest.fixture
def scale() -> Scale:
    """Whole in `make faults`, shortened in `make test`."""
    return Scale(whole=os.environ.get("FAULTS") == "whole")


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Notes the figures of a harness for the table."""

    def note(name: str, **figures: object) -> None:
        text = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in figures.items())
        record_property("figures", f"{name}: {text}")

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = sorted(_figures(terminalreporter))
    if lines and os.environ.get("FAULTS") == "whole":
        terminalreporter.section("figures of the faults")
        for line in lines:
            terminalreporter.write_line(line)


def _figures(reporter: pytest.TerminalReporter) -> Iterator[str]:
    for reports in reporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "call":
                yield from (str(value) for key, value in report.user_properties if key == "figures")


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own in which the commands of a test run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
