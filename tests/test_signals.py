"""What would end the program is heard by a real process: it cleans up and tells its caller."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from exchange_tracker.store import signals
from exchange_tracker.store.ledger.ledger import Ledger
from tests.ledgers import make
from tests.terminal import on_terminal
from tests.test_mishaps import ONE, held

XT = [sys.executable, "-m", "exchange_tracker"]
ENDING = ["SIGHUP", "SIGINT", "SIGQUIT", "SIGABRT", "SIGALRM", "SIGTERM", "SIGUSR1", "SIGUSR2"]
ENDING += ["SIGXCPU", "SIGVTALRM", "SIGPROF", "SIGPWR", "SIGIO", "SIGRTMIN"]
ROWS = 60_000  # more than is read at a stretch
NOTHING = "interrupted; nothing was written\n"


class Importing(NamedTuple):
    """A program that has read part of its standard input, and where it keeps that meanwhile."""

    program: subprocess.Popen[bytes]
    temporary: Path
    before: bytes


@contextmanager
def importing(folder: Path, *ignored: signal.Signals, **more: int) -> Iterator[Importing]:
    """Start an import; the signals ignored are so for it, too, all others are as by default."""
    ledger, temporary = make(folder), folder / "tmp"
    temporary.mkdir()

    def begin() -> None:
        for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
            signal.signal(number, signal.SIG_IGN if number in ignored else signal.SIG_DFL)

    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    with subprocess.Popen(
        [
            *XT,
            *["import", "releases", "-", "--accept-totals", "--accept-doubles", "--ledger", "x.db"],
        ],
        stdin=subprocess.PIPE,
        cwd=folder,
        env={**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(Path(__file__).parents[1])},
        preexec_fn=begin,  # noqa: PLW1509 - of signals only
        **streams,  # type: ignore[call-overload]
    ) as program:
        assert program.stdin is not None
        program.stdin.write(b"day,party,kind,count,person\n" + b"2024-01-01,a,h,1,Name\n" * ROWS)
        program.stdin.flush()
        _wait_until(lambda: _holds_names(program.pid))
        yield Importing(program, temporary, ledger.read_bytes())
        program.kill()


def _wait_until(there: object) -> None:
    end = time.monotonic() + 60
    while not there():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.02)


def _holds_names(process: int) -> bool:
    """Whether a process has a file open that holds what it was given."""
    for path in Path(f"/proc/{process}/fd").iterdir():
        try:
            if path.is_file() and b"2024-01-01,a,h,1,Name" in path.read_bytes():
                return True
        except OSError:  # closed meanwhile
            continue
    return False


@pytest.mark.parametrize("name", ENDING)
def test_a_signal_leaves_nothing_behind(name: str, tmp_path: Path) -> None:
    number = getattr(signal, name)
    with importing(tmp_path) as begun:
        assert list(begun.temporary.iterdir()) == []  # not even SIGKILL would leave the names
        begun.program.send_signal(number)
        out, err = begun.program.communicate(timeout=60)
    assert (begun.program.returncode, out, err.decode()) == (128 + number, b"", NOTHING)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["t.toml", "tmp", "x.db"]
    assert list(begun.temporary.iterdir()) == []
    assert (tmp_path / "x.db").read_bytes() == begun.before


@pytest.mark.parametrize("name", ["SIGHUP", "SIGINT", "SIGTERM"])
def test_a_signal_that_the_caller_ignores_stays_ignored(name: str, tmp_path: Path) -> None:
    """As nohup does, and a shell for a job in the background."""
    number = getattr(signal, name)
    with importing(tmp_path, number) as begun:
        begun.program.send_signal(number)
        time.sleep(0.2)
        out, err = begun.program.communicate(timeout=60)
    assert (begun.program.returncode, err) == (0, b"")
    assert out.startswith(b"60,000 rows read = 60,000 added")


def test_a_second_signal_does_not_disturb_the_cleaning_up(tmp_path: Path) -> None:
    with importing(tmp_path) as begun:
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
            begun.program.send_signal(number)
        err = begun.program.communicate(timeout=60)[1]
    assert begun.program.returncode in {128 + each for each in (1, 2, 15)}
    assert err.decode() == NOTHING


def test_who_cannot_even_be_told_can_be_stopped_by_asking_again(tmp_path: Path) -> None:
    """Standard error is a pipe that is full and that nobody reads."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    with suppress(BlockingIOError):
        while True:
            os.write(writing, b"x" * 4096)
    os.set_blocking(writing, True)
    with importing(tmp_path, stderr=writing) as begun:
        begun.program.send_signal(signal.SIGTERM)
        time.sleep(signals.PATIENCE / 2)
        assert begun.program.poll() is None
        _wait_until(lambda: _asked_again(begun.program))
        assert begun.program.returncode == 128 + signal.SIGTERM
    os.close(reading)
    os.close(writing)
    assert (tmp_path / "x.db").read_bytes() == begun.before


def _asked_again(program: subprocess.Popen[bytes]) -> bool:
    program.send_signal(signal.SIGTERM)
    time.sleep(signals.PATIENCE / 4)
    return program.poll() is not None


def test_who_waits_for_another_writer_hears_a_signal(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    with (
        held(ledger, "BEGIN IMMEDIATE"),
        subprocess.Popen([*XT, *ONE, "--ledger", str(ledger)], stderr=subprocess.PIPE) as program,
    ):
        assert program.stderr is not None
        assert program.stderr.readline().startswith(b"waiting")
        program.send_signal(signal.SIGTERM)
        err = program.communicate(timeout=20)[1]
    assert (program.returncode, err.decode()) == (143, NOTHING)


@pytest.mark.parametrize(("name", "code"), [("TERM", 143), ("HUP", 129)])
def test_a_terminal_is_as_it_was(name: str, code: int, tmp_path: Path) -> None:
    """At a prompt, and while a screen is drawn again and again."""
    make(tmp_path)
    kill = f"(sleep 1; while ! kill -{name} $$; do :; done) &"
    seen = on_terminal(f"{kill} exec xt add --ledger x.db", ("day (", ""), folder=tmp_path)
    assert seen.code == code
    assert seen.shown.rstrip().splitlines()[-1] == NOTHING.strip()
    seen = on_terminal(f"{kill} exec xt status --watch --ledger x.db", folder=tmp_path)
    assert seen.code == code
    assert "\x1b[?25h\x1b[?1049l" in seen.shown


def test_a_long_statement_is_broken_off(tmp_path: Path) -> None:
    """SQLite hears no signals: Python's own handlers run between its steps, and ask it to end."""
    ledger = Ledger.open(make(tmp_path))
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with closing(ledger.connection), signals.hearing(lambda: None):
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        with pytest.raises(signals.Stopped):
            list(ledger.rows(endless))
        assert signals.exit_code() == 128 + signal.SIGALRM


def test_what_is_done_while_signals_are_held_is_whole() -> None:
    done = []
    with signals.hearing(lambda: done.append("cleaned up")):
        with signals.uninterrupted():
            os.kill(os.getpid(), signal.SIGTERM)
            done.append("a")
            signals.note_kept("a is done")
        assert (done, signals.what_stays(), signals.exit_code()) == (["a"], "a is done", 143)
        with pytest.raises(signals.Stopped), signals.uninterrupted():
            done.append("b")
    assert done == ["a", "cleaned up"]


def test_an_exit_code_of_what_is_all_done_does_not_ask_to_do_it_again() -> None:
    with signals.hearing(lambda: None):
        signals.note_kept("the change is recorded", whole=True)
        with pytest.raises(signals.Stopped):
            os.kill(os.getpid(), signal.SIGTERM)
        assert signals.exit_code() == 0


def test_a_program_that_uses_the_library_keeps_its_own_handlers() -> None:
    mine = signal.signal(signal.SIGUSR1, lambda *_: None)
    try:
        before = [signal.getsignal(number) for number in sorted(signal.valid_signals())]
        with signals.hearing(lambda: None):
            os.kill(os.getpid(), signal.SIGUSR1)
        assert [signal.getsignal(number) for number in sorted(signal.valid_signals())] == before
    finally:
        signal.signal(signal.SIGUSR1, mine)
