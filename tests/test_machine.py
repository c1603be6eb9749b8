"""What a machine may lack, and how Python may be started: a time zone database, docstrings."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import pytest

from exchange_tracker.cli.command_table import COMMANDS
from tests.ledgers import NOV, done
from tests.program import Ran, xt

ROOT = Path(__file__).parents[1]
START = "import sys; from exchange_tracker.cli.main import main; "
WITHOUT_TZDATA = "sys.modules['tzdata'] = None; "  # cannot be imported
LACKS = (
    "timezone: this machine has no time zone database, or not the whole of it;"
    " install it: pip install tzdata, or the package tzdata of the system\n"
)
MORE = "more: xt help terms, xt help moments\n"
HELP = """
from exchange_tracker.cli.command_table import COMMANDS
for name in COMMANDS:
    main([name, "--help"])
main(["--help"])
main(["man"])
"""


def run(code: str, *options: str, **environment: str) -> Ran:
    """What a Python says that is started with some options and in some environment."""
    ran = subprocess.run(
        [sys.executable, *options, "-c", START + code],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def without_zones(*words: object, tzdata: bool = False) -> Ran:
    """What a command says on a machine without time zones of its own."""
    start = "" if tzdata else WITHOUT_TZDATA
    return run(f"{start}sys.exit(main({[str(word) for word in words]!r}))", PYTHONTZPATH="/nowhere")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    done("init", tmp_path / "l.db", "--from", NOV)
    return tmp_path / "l.db"


QUESTIONS: tuple[Sequence[str], ...] = (
    *(["check"], ["totals"], ["status"], ["say"], ["releases"], ["report"], ["conduct"]),
    *(["chart"], ["extension"], ["reconcile"], ["discrepancies"]),
)


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_a_ledger_is_refused_in_words_without_a_database_of_time_zones(
    words: Sequence[str], ledger: Path
) -> None:
    assert without_zones(*words, "--ledger", ledger) == (3, "", f"{ledger}: {LACKS}")


def test_what_writes_writes_nothing_then(ledger: Path) -> None:
    before = ledger.read_bytes()
    one = ("--day", "2023-11-30", "--party", "hamas", "--kind", "hostage", "--count", "1")
    for words in (("add", *one), ("import", "releases", NOV / "releases.csv")):
        assert without_zones(*words, "--ledger", ledger) == (3, "", f"{ledger}: {LACKS}")
    assert ledger.read_bytes() == before


def test_a_folder_is_refused_and_its_zone_is_not_blamed() -> None:
    terms = NOV / "terms.toml"
    assert without_zones("check", "--ledger", NOV) == (3, "", f"terms.toml: {LACKS}{MORE}")
    assert without_zones("terms", "check", terms) == (3, "", f"{terms}: {LACKS}{MORE}")


def test_what_asks_for_no_day_needs_no_zones(ledger: Path) -> None:
    for words in (("log",), ("terms", "show"), ("show", "n01")):
        assert without_zones(*words, "--ledger", ledger).code == 0, words


def test_the_package_is_enough(ledger: Path) -> None:
    for place in (NOV, ledger):
        assert without_zones("check", "--ledger", place, tzdata=True).code == 4


def test_a_zone_that_only_this_machine_lacks(tmp_path: Path) -> None:
    """Such as a new one: the ledger was made where it was known, here by a database of its own."""
    zones = tmp_path / "zones" / "Asia"
    zones.mkdir(parents=True)
    for name in ("Jerusalem", "New_Place"):
        (zones / name).write_bytes(
            resources.files("tzdata.zoneinfo.Asia").joinpath("Jerusalem").read_bytes()
        )
    terms = (NOV / "terms.toml").read_text(encoding="utf-8")
    (tmp_path / "terms.toml").write_text(
        terms.replace("Asia/Jerusalem", "Asia/New_Place"), encoding="utf-8"
    )
    shutil.copy(NOV / "releases.csv", tmp_path)
    ledger = tmp_path / "l.db"
    make = f"sys.exit(main(['init', {str(ledger)!r}, '--from', {str(tmp_path)!r}]))"
    assert run(make, PYTHONTZPATH=str(zones.parent)).code == 0
    check = "sys.exit(main(['check', '--ledger', {!r}]))"
    assert run(check.format(str(ledger)), PYTHONTZPATH=str(zones.parent)).code in (0, 1, 4)
    lacks = "this machine knows no time zone 'Asia/New_Place'; install a newer tzdata"
    ran = run(check.format(str(ledger)))
    assert ran == (3, "", f"{ledger}: timezone: {lacks}\n")
    unknown = "'Asia/New_Place' is not a time zone; write an IANA name, e.g. \"Asia/Jerusalem\""
    newer = "or install a newer tzdata if the name is new"
    ran = run(check.format(str(tmp_path)))
    assert ran == (3, "", f"terms.toml: timezone: {unknown}, {newer}\n{MORE}")


@pytest.mark.parametrize("name", ["a/" * 400 + "b", "a" * 4_000, "a" * 65, "a/b/c/d/e"])
def test_no_zone_is_looked_for_whose_name_is_longer_than_any(name: str, tmp_path: Path) -> None:
    """Python looks a name up part by part, and ends in a fault of the program on the way."""
    terms = (NOV / "terms.toml").read_text(encoding="utf-8").replace("Asia/Jerusalem", name)
    (tmp_path / "terms.toml").write_text(terms, encoding="utf-8")
    ran = xt("check", "--ledger", tmp_path)
    assert ran.code == 3
    assert "is not a time zone; write an IANA name" in ran.err


def test_without_docstrings_every_command_says_the_same() -> None:
    said = run(HELP, "-OO")
    assert said == run(HELP)
    assert said.out.count("Usage: ") > len(COMMANDS)
    check = f"sys.exit(main(['check', '--ledger', {str(NOV)!r}]))"
    assert run(check, "-OO") == run(check)
