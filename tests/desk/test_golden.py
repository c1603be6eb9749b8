"""What people see of the desk's commands, byte for byte, at 80 and 120 columns, with and without colour.

`XT_GOLDEN=write` writes the files anew; look at the difference before it is kept.
"""

import os
from pathlib import Path

import pytest

from tests.desk.moments import AFTER, LAST_NIGHT, NOV, THE_END
from tests.program import xt

GOLDEN = Path(__file__).parent / "golden"
COMMANDS = {
    "status-pending": ("status", "--at", LAST_NIGHT),
    "status-short": ("status", "--at", THE_END),
    "status-early": ("status", "--at", "2023-11-20T12:00Z"),
    "chart": ("chart", "--at", AFTER),
}
PLAIN = {
    "say.txt": ("say", "2023-11-30", "--at", AFTER),
    "say-cite.txt": ("say", "2023-11-30", "--cite", "--at", AFTER),
    "chart.svg": ("chart", "--format", "svg", "--at", AFTER),
    "report.md": ("report", "--format", "markdown", "--at", AFTER),
}


@pytest.mark.parametrize("colour", [False, True], ids=["plain", "colour"])
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("name", COMMANDS)
def test_the_screens_are_as_they_were(
    name: str, width: int, *, colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if colour:
        monkeypatch.setenv("FORCE_COLOR", "1")
    shown = xt(*COMMANDS[name], "--ledger", NOV, "--width", width).ok.out
    same(f"{name}-{width}{'-colour' if colour else ''}.txt", shown)
    assert ("\x1b[" in shown) == colour


@pytest.mark.parametrize("name", PLAIN)
def test_the_texts_are_as_they_were(name: str) -> None:
    same(name, xt(*PLAIN[name], "--ledger", NOV).ok.out)


def same(name: str, given: str) -> None:
    path = GOLDEN / name
    if os.environ.get("XT_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(given, encoding="utf-8")
    assert given == path.read_text(encoding="utf-8")
