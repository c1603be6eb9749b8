"""Each command that leaves anything is stopped by a signal wherever it touches a file.

What is there afterwards is what was there before, or all that was asked for, and what the program
said last is true of it. Its exit code is that of the signal unless all of it was done.
"""

import os
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from tests.faults.conftest import Tell
from tests.faults.stage import EVERY_ROW, Scale, done, random_rows, rich, write_rows
from tests.faults.workers import heard, signal_at, started
from tests.program import Ran

OLD = Path(__file__).parents[1] / "versions" / "schema-1.db"
NOTHING = "interrupted; nothing was written"
ROWS = "day,party,kind,count\n2023-11-24,hamas,hostage,1\n2023-11-25,hamas,hostage,2\n"
ADD = "add --ledger l.db --day 2023-11-24 --party hamas --kind hostage --count 1"
COMMANDS = {
    "init": "init new.db --from folder",
    "init of terms": "init new.db --terms folder/terms.toml",
    "import": "import releases - --ledger l.db",
    "import of a history": "import history h.jsonl --ledger new.db",
    "add": ADD,
    "add to an older ledger": ADD.replace("l.db", "old.db"),
    "redact": "redact named --reason x --ledger l.db",
    "export": "export new --ledger l.db",
    "export over a folder": "export folder --force --ledger l.db",
    "export of the history": "export new.jsonl --ledger l.db",
    "backup": "backup new.db --ledger l.db",
    "report": "report -o new.html --ledger l.db",
    "check over a file": "check -o there.csv -O csv --ledger l.db",
    "check of an older ledger": "check -o new.csv -O csv --ledger old.db",
    "man": "man -o new.1",
}
SHORT = ("init", "import", "add to an older ledger", "redact", "export over a folder", "backup")


class Met(NamedTuple):
    """What a stopped command left: the exit code, and what was wrong with it; blank: nothing."""

    code: int
    wrong: str


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    """What the commands work on: ledgers, a folder, a history, a file that is there."""
    stage = tmp_path / "stage"
    stage.mkdir()
    ledger = rich(stage / "l.db", Random(10))
    rows = [[*row[:9], "A Name", *row[10:]] for row in random_rows(Random(2), ["named"])]
    done("import", "releases", *EVERY_ROW, write_rows(stage / "q.csv", rows), "--ledger", ledger)
    done("export", stage / "folder", "--ledger", ledger)
    done("export", stage / "h.jsonl", "--ledger", ledger)
    (stage / "there.csv").write_text("there before\n")
    shutil.copy(OLD, stage / "old.db")
    (stage / "tmp").mkdir()
    for path in stage.rglob("*"):
        path.chmod(0o750 if path.is_dir() else 0o640)
    return stage


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_is_left(stage: Path, name: str, scale: Scale, tell: Tell) -> None:
    """By SIGTERM at each place where a file is touched; shortened, at every so many of them."""
    if not scale.whole and name not in SHORT:
        pytest.skip("in make faults")
    met = list(_stopped(stage, name, signal.SIGTERM, scale(1, 23)))
    assert [each.wrong for each in met if each.wrong] == []
    stops = [each for each in met if each.code == 128 + signal.SIGTERM]
    assert stops
    assert {each.code for each in met} <= {0, 1, 4, 128 + signal.SIGTERM}
    tell(f"SIGTERM, {name}", places=len(met), stopped=len(stops), left_or_untrue=0)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGXCPU])
def test_every_signal_is_heard_alike(
    stage: Path, number: signal.Signals, scale: Scale, tell: Tell
) -> None:
    met = list(_stopped(stage, "backup", number, scale(5, 61)))
    assert [each.wrong for each in met if each.wrong] == []
    assert 128 + number in {each.code for each in met}
    tell(f"{number.name}, backup", places=len(met), left_or_untrue=0)


@pytest.mark.parametrize("deaf", [True, False])
@pytest.mark.parametrize("name", ["init", "backup", "export"])
def test_control_what_hears_no_signal_leaves_drafts(
    stage: Path, name: str, *, deaf: bool, scale: Scale, tell: Tell
) -> None:
    """Without the handlers, and by SIGKILL; and those may read it who may read the source."""
    number = signal.SIGTERM if deaf else signal.SIGKILL
    met = list(_stopped(stage, name, number, scale(3, 17), deaf=deaf))
    wrong = [each.wrong for each in met if each.wrong]
    assert any(".xt-" in each for each in wrong)
    assert not any("may be read by all" in each for each in wrong)
    tell(f"control, {name}, {number.name}", places=len(met), left=len(wrong))


def _stopped(
    stage: Path, name: str, number: int, step: int, *, deaf: bool = False
) -> Iterator[Met]:
    """Stop a command at one place after the other, each time on a fresh copy of the stage."""
    whole = _run(stage, name, 0, 10**9)
    assert whole is not None
    after = _there(stage.with_name("copy"))
    for place in range(0, 10_000, step):
        ran = _run(stage, name, number, place, deaf=deaf)
        yield Met(ran.code if ran else -number, _wrong(stage, name, ran, after))
        if ran and ran == whole:
            return
    raise AssertionError("the command never ended")


def _run(stage: Path, name: str, number: int, place: int, *, deaf: bool = False) -> Ran | None:
    copy = stage.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(stage, copy)
    words = COMMANDS[name].split()
    process, ours = started(signal_at, copy, place, number, words, ROWS, deaf=deaf)
    said = list(heard(ours))
    process.join()
    return said[0] if said else None


def _there(folder: Path) -> dict[str, object]:
    """Return what lies in a folder: of ledgers their last change, of other files their bytes."""
    return {str(path.relative_to(folder)): _content(path) for path in folder.rglob("*")}


def _content(path: Path) -> object:
    if path.is_dir():
        return None
    if path.suffix == ".db":
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute("SELECT count(*) FROM changes").fetchone()
    return path.read_bytes()


def _wrong(stage: Path, name: str, ran: Ran | None, after: dict[str, object]) -> str:
    copy = stage.with_name("copy")
    before, now = _there(stage), _there(copy)
    left = sorted(set(now) - set(before) - set(after))
    if left:
        readable = any((copy / each).stat().st_mode & 0o007 for each in left)
        return f"left: {left}{', which may be read by all' if readable else ''}"
    if ran is None:
        return ""
    line = (ran.err.strip().splitlines() or [""])[-1]
    if line == NOTHING:
        return "" if now == before else f"it says {line!r}, but: {sorted(set(now) ^ set(before))}"
    if "was brought to schema" in line and line.startswith("interrupted"):
        expected = before | {"old.db.schema-1": now.get("old.db.schema-1")}
        return "" if now == expected else f"it says {line!r}, but: {now}"
    if line.startswith("interrupted; the output may"):
        return f"{line!r}, of a result that goes to a file"
    undone = line.startswith("interrupted") and "but" not in line and ran.code not in (0, 143)
    changed = {each for each in after if after[each] != now.get(each)}
    changed -= {"new.html"}  # it holds when it was made
    if set(now) != set(after) or (changed and name != "export of the history"):
        return f"it says {ran.err!r}, but these are not as asked: {changed}"
    return f"{ran.code}: {line!r}" if undone and ran.code < os.EX_USAGE else ""
