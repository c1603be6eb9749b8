"""The same ledger gives the same bytes everywhere: zone, locale, hash seed, clock, pipe, terminal."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from random import Random

import pytest

from exchange_tracker.cli import moment_options
from tests.faults.conftest import Tell
from tests.faults.stage import Scale, done, rich, write_rows
from tests.locales import locales
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
SEEDS = ("0", "1", "4242")
_COLOUR = re.compile(rb"\x1b\[[0-9;]*m")
SABOTAGES = {
    "a zone": """
from exchange_tracker.facts.truce_day import Clock
Clock.local = lambda clock, moment: moment.astimezone()
""",
    "a locale": """
import io
class Stream(io.TextIOWrapper):
    def reconfigure(self, **_):
        pass
sys.stdout = Stream(sys.stdout.detach(), errors="backslashreplace")
""",
    "a hash seed": """
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.facts.model import Release
Ledger.releases = lambda ledger: iter(set(ledger.facts(Release)))
""",
}
_UNICODE = {"LC_ALL": "C.UTF-8"}  # other terminals get ASCII
_ALL = """
import sys
from exchange_tracker.cli.main import main
{more}
for words in {commands}:
    sys.stdout.write(f"$ {{words}}\\n")
    sys.stdout.flush()
    main((*words, "--ledger", {ledger}))
    sys.stdout.flush()
"""


def test_zones_locales_and_seeds(tmp_path: Path, scale: Scale, tell: Tell) -> None:
    ledger = rich(tmp_path / "l.db", Random(41))
    locale_settings = locales(tmp_path)
    places = _places(locale_settings, whole=scale.whole)
    outputs = {_piped(ledger, place) for place in places}
    assert len(outputs) == 1
    assert all(str(words).encode() in next(iter(outputs)) for words in COMMANDS)
    tell(
        "same bytes",
        places=len(places),
        locales=" ".join(each["LC_ALL"] for each in locale_settings),
        commands=len(COMMANDS),
        kinds_of_output=len(outputs),
    )


@pytest.mark.parametrize("depends_on", SABOTAGES)
def test_control_a_build_that_depends_on_its_place_is_found(
    tmp_path: Path, depends_on: str, tell: Tell
) -> None:
    ledger, locale_settings = rich(tmp_path / "l.db", Random(44)), locales(tmp_path)
    if depends_on == "a locale" and len(locale_settings) < 4:
        pytest.skip("there is no locale here with an encoding of its own")
    rows = [["x", "2023-11-25", "hamas", "hostage", 1, "שלום"]]
    file = write_rows(tmp_path / "x.csv", rows, "id day party kind count note")
    done("import", "releases", file, "--ledger", ledger)
    places = _places(locale_settings, whole=False)
    outputs = {_piped(ledger, place, SABOTAGES[depends_on]) for place in places}
    assert len(outputs) > 1
    tell(f"same bytes, control with {depends_on}", kinds_of_output=len(outputs))


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
    monkeypatch.setattr(moment_options, "datetime", Broken)
    for words in COMMANDS:
        assert xt(*words, "--ledger", ledger).code in (0, 1, 4)


def _places(
    locale_settings: Sequence[Mapping[str, str]], *, whole: bool
) -> list[Mapping[str, str]]:
    """Give the environments of every place, or of five that have each zone, locale and seed."""
    some = [
        (ZONES[n % 5], locale_settings[n % len(locale_settings)], SEEDS[n % 3]) for n in range(5)
    ]
    return [
        {"TZ": zone, "PYTHONHASHSEED": seed, **locale}
        for zone, locale, seed in (product(ZONES, locale_settings, SEEDS) if whole else some)
    ]


def _words(ledger: Path, more: str = "") -> list[str]:
    text = _ALL.format(commands=COMMANDS, ledger=repr(str(ledger)), more=more)
    return [sys.executable, "-c", text]


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return {**kept, "TERM": "xterm-256color", "COLUMNS": "100", "PAGER": "cat", **more}


def _piped(ledger: Path, environment: Mapping[str, str], more: str = "") -> bytes:
    ran = subprocess.run(
        _words(ledger, more), env=_environment(environment), check=True, capture_output=True
    )
    assert ran.stderr == b""
    return ran.stdout


def _on_terminal(ledger: Path) -> bytes:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(_words(ledger), env=_environment(_UNICODE), stdout=theirs)
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
