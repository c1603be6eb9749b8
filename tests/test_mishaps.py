"""What fails on the way is one line and an exit code, and the same bytes come everywhere else."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import product
from pathlib import Path

import pytest

from exchange_tracker.cli import main as boundary
from tests.ledgers import NOV, file, make
from tests.locales import locales
from tests.program import shell, xt

XT = [sys.executable, "-m", "exchange_tracker"]
ONE = ["add", "--day", "2024-01-01", "--party", "a", "--kind", "h", "--count", "2"]


@pytest.fixture(autouse=True)
def _ctrl_c_is_heard() -> Iterator[None]:
    """Whatever runs the tests: a program started in the background would be deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_a_fault_of_the_program_is_one_line_and_its_details_are_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("inside \x1b[31m")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("exchange_tracker.cli.query.open_records", broken)
    ran = xt("check")
    assert (ran.code, ran.out) == (70, "")
    (details,) = tmp_path.iterdir()
    assert ran.err == f"a fault of the program (RuntimeError); its details are in {details}\n"
    assert stat.S_IMODE(details.stat().st_mode) == 0o600
    written = details.read_text(encoding="utf-8")
    assert "Traceback" in written
    assert "in broken" in written
    assert "inside" not in written.replace('RuntimeError("inside', "")  # it might quote a record
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    assert xt("check") == (
        70,
        "",
        "a fault of the program (RuntimeError); its details could not be written anywhere\n",
    )


@pytest.mark.parametrize("error", [MemoryError, RecursionError, AssertionError, UnicodeError])
def test_no_error_is_a_traceback(
    error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(boundary, "command", broken)
    ran = xt("check")
    assert ran.code == 70
    assert len(ran.err.splitlines()) == 1


def test_a_closed_pipe_is_left_quietly(tmp_path: Path) -> None:
    ran = shell(f"xt totals --ledger {NOV} --from 1900-01-01 -O csv | head -1", tmp_path)
    assert (ran.returncode, ran.stderr) == (141, "")
    assert ran.stdout.startswith("day,party")
    ran = shell(f"xt check --ledger {NOV} | true; echo", tmp_path)
    assert ran.stderr == ""


def test_what_is_kept_but_cannot_be_told_is_no_failure_to_be_tried_again(tmp_path: Path) -> None:
    """An entry is told when it is on the disk: that the telling fails does not undo it."""
    ledger = make(tmp_path)
    before = ledger.read_bytes()
    ran = shell(f"xt {' '.join(ONE)} -f x.db >/dev/full", tmp_path)
    assert ran.returncode == 0
    assert "what was asked is done" in ran.stderr
    assert ledger.read_bytes() != before


def test_a_ledger_stays_as_it_was_when_nothing_can_be_told(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    rows = file(tmp_path, "r.csv", "e,2024-01-01,a,h,2,")
    before = ledger.read_bytes()
    for words, end in product(
        (f"{' '.join(ONE)} -f x.db", f"import releases {rows} -f x.db", "init y.db --terms t.toml"),
        (">&-",),
    ):
        ran = shell(f"xt {words} {end}", tmp_path)
        assert ran.returncode == 74, words
        assert ledger.read_bytes() == before, words
        assert not (tmp_path / "y.db").exists()


def test_an_interruption_is_one_line_and_leaves_the_ledger_as_it_was(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    before = ledger.read_bytes()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    program = subprocess.Popen(
        [*XT, "import", "releases", str(pipe), "--ledger", str(ledger)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with pipe.open("wb") as rows:  # opened when the program opens its side
        rows.write(b"day,party,kind,count\n")
        rows.flush()
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=60)
    assert (program.returncode, out) == (130, b"")
    assert err == b"interrupted; nothing was written\n"
    assert ledger.read_bytes() == before


HOLDS = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute(sys.argv[2])
other.execute("SELECT count(*) FROM changes").fetchone()
print("held", flush=True)
input()
"""


@contextmanager
def held(ledger: Path, beginning: str) -> Iterator[subprocess.Popen[bytes]]:
    """Somebody who holds a ledger (in a process of its own: locks are a process's) until told."""
    words = [sys.executable, "-c", HOLDS, str(ledger), beginning]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        yield other
        other.kill()


def lets_readers_in(ledger: Path) -> bool:
    """Whether no writer has come so far that it waits for those who read to leave."""
    with closing(sqlite3.connect(ledger, timeout=0)) as connection:
        try:
            connection.execute("SELECT count(*) FROM changes").fetchone()
        except sqlite3.OperationalError:
            return False
    return True


def started(ledger: Path) -> subprocess.Popen[bytes]:
    words = [*XT, *ONE, "--ledger", str(ledger)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_who_waits_for_another_writer_can_leave_at_once(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    before = ledger.read_bytes()
    with held(ledger, "BEGIN IMMEDIATE"), started(ledger) as program:
        assert program.stderr is not None
        assert program.stderr.readline() == "waiting for another writer …\n".encode()
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=60)  # the other still holds the ledger
    assert (program.returncode, out) == (130, b"")
    assert err == b"interrupted; nothing was written\n"
    assert ledger.read_bytes() == before


def test_an_interruption_that_comes_too_late_does_not_deny_what_was_written(tmp_path: Path) -> None:
    """It comes while the change is being kept, which waits for a reader to leave."""
    ledger = make(tmp_path)
    with held(ledger, "BEGIN") as other, started(ledger) as program:
        while lets_readers_in(ledger):
            assert program.poll() is None
            time.sleep(0.01)
        program.send_signal(signal.SIGINT)
        other.communicate(b"\n")
        out, err = program.communicate(timeout=60)
    assert (program.returncode, err) == (0, b"")
    assert out.startswith(b"r1: added: 2 people")
    assert xt("verify", "--ledger", ledger).ok.out.startswith("2:")


def test_an_interruption_while_the_program_is_loaded_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("raise KeyboardInterrupt\n")
    ran = subprocess.run(
        [*XT, "check"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": f"{tmp_path}:{Path(__file__).parents[1]}"},
    )
    assert (ran.returncode, ran.stderr) == (130, b"")


# ---------------------------------------------------------------- the same bytes everywhere


def test_the_same_question_gives_the_same_bytes_everywhere(tmp_path: Path) -> None:
    zones = ["", "UTC", "Asia/Jerusalem", "America/St_Johns", "Pacific/Kiritimati"]
    at = ["--at", "2023-11-30T12:00:00Z", "--ledger"]
    script = f"""
import sys
from exchange_tracker.cli.main import main
for form in ("table", "csv", "json", "html", "latex", "markdown"):
    for words in ("check --all", "totals --by nationality,category", "releases", "extension"):
        main([*words.split(), *{[*at, str(NOV)]!r}, "-O", form])
main(["terms", "show", "--ledger", {str(NOV)!r}])
main(["check", "--reading", "caf\\u00e9-\\u05e9", "--ledger", {str(NOV)!r}])
"""
    seen = set()
    for number, (zone, locale) in enumerate(product(zones, locales(tmp_path))):
        environ = {
            **os.environ,
            "TZ": zone,
            **locale,
            "PYTHONHASHSEED": str(number % 3),
        }
        ran = subprocess.run(
            [sys.executable, "-c", script], env=environ, capture_output=True, check=True
        )
        seen.add((ran.stdout, ran.stderr))
    assert len(seen) == 1
    out, err = seen.pop()
    assert len(out) > 50_000
    assert err.decode().startswith("--reading: 'café-ש' is not a reading of the terms")
