"""The same ledger gives the same bytes everywhere: zone, locale, hash seed, clock, pipe, terminal."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from random import Random

import pytest

from exchange_tracker.cli import options
from tests.faults.conftest import Tell
from tests.faults.stage import Scale, rich
from tests.program import xt

AT = ("--at", "2023-11-26T12:00:00Z")
COMMANDS: tuple[tuple[str, ...], ...] = (
    *(("check", *AT, "-O", form) for form in ("table", "csv", "json")),
    *(("totals", *AT, "--by", "category,nationality", "-O", form) for form in ("table", "tsv")),
    *(("releases", *AT, "-O", form) for form in ("table", "jsonl")),
    ("extension", *AT),
    ("terms", "show"),
    ("log", "-p"),
    ("show", "n1"),
    ("flips", "--since", "3", *AT),
    ("check", *AT, "--as-of", "9", "-O", "csv"),
    ("verify",),
)
ZONES = ("UTC", "Asia/Jerusalem", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kathmandu")
LOCALES = ("C", "C.UTF-8", "tr_TR.UTF-8", "ar_EG.ISO-8859-6")
SEEDS = ("0", "1", "4242")
_COLOUR = re.compile(rb"\x1b\[[0-9;]*m")
_ALL = """
import sys
from exchange_tracker.cli.main import main
for words in {commands}:
    sys.stdout.write(f"$ {{words}}\\n")
    sys.stdout.flush()
    main((*words, "--ledger", {ledger}))
    sys.stdout.flush()
"""


def test_zones_locales_and_seeds(tmp_path: Path, scale: Scale, tell: Tell) -> None:
    ledger = rich(tmp_path / "l.db", Random(41))
    places = [*product(ZONES, LOCALES, SEEDS)]
    if not scale.whole:
        places = [(ZONES[n % 5], LOCALES[n % 4], SEEDS[n % 3]) for n in range(5)]
    given = {_piped(ledger, {"TZ": zone, "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": seed})
             for zone, locale, seed in places}  # fmt: skip
    assert len(given) == 1
    assert all(str(words).encode() in next(iter(given)) for words in COMMANDS)
    tell("same bytes", places=len(places), commands=len(COMMANDS), kinds_of_output=len(given))


def test_pipe_and_terminal(tmp_path: Path, tell: Tell) -> None:
    ledger = rich(tmp_path / "l.db", Random(42))
    piped, shown = _piped(ledger, {}), _on_terminal(ledger)
    assert b"\x1b[" in shown
    assert _COLOUR.sub(b"", shown) == piped
    tell("pipe and terminal", differences_but_for_colour=0)


def test_no_clock_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        """A clock that nobody may look at."""

    ledger = rich(tmp_path / "l.db", Random(43))
    monkeypatch.setattr(options, "datetime", Broken)
    for words in COMMANDS:
        assert xt(*words, "--ledger", ledger).code in (0, 1, 4)


def _words(ledger: Path) -> list[str]:
    return [sys.executable, "-c", _ALL.format(commands=COMMANDS, ledger=repr(str(ledger)))]


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return {**kept, "TERM": "xterm-256color", "COLUMNS": "80", **more}


def _piped(ledger: Path, environment: Mapping[str, str]) -> bytes:
    ran = subprocess.run(
        _words(ledger), env=_environment(environment), check=True, capture_output=True
    )
    assert ran.stderr == b""
    return ran.stdout


def _on_terminal(ledger: Path) -> bytes:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(_words(ledger), env=_environment({}), stdout=theirs)
    os.close(theirs)
    shown = b""
    try:
        while some := os.read(ours, 65_536):
            shown += some
    except OSError:  # Linux says so when the other side is closed
        pass
    assert process.wait() == 0
    os.close(ours)
    return shown.replace(b"\r\n", b"\n")
