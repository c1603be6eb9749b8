"""Progress of long work: on a terminal's standard error, and nowhere else."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import pytest

from exchange_tracker.cli import progress as drawing
from exchange_tracker.cli.progress import counted, ended, length, progress
from exchange_tracker.cli.progress_line import ProgressLine
from exchange_tracker.cli.row_progress import Counting, reading, taken
from exchange_tracker.store.ledger.evidence import read_evidence
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.verification import mismatches
from tests.ledgers import NOV, last_change, make
from tests.program import xt
from tests.terminal import CTRL_C, on_terminal

LONG = 2.5  # seconds: something is drawn after half of one, when Rich is loaded


@pytest.fixture(autouse=True)
def _signs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that has all signs, whatever that of the caller has."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def drawn(part: float, done: int, seconds: int) -> str:
    """The line after some seconds of even work, without the signs of its colours."""
    now = 0.0
    line = ProgressLine(100, clock=lambda: now)
    text = ""
    for tick in range(1, seconds + 1):
        now = float(tick)
        text = line.text("rows", done * tick // seconds, now, part * tick / seconds)
    return re.sub(r"\x1b\[[\d;]*m", "", text)


@pytest.mark.parametrize(
    ("part", "done", "seconds", "words"),
    [
        (0, 5_000, 2, ["5,000 rows, 2,500 a second"]),
        (0.25, 50_000, 5, ["50,000 rows", "25%", "10,000 a second", "0:00:15", "left"]),
        (0.1, 1_000_000, 50, ["1,000,000 rows", "10%", "20,000 a second", "0:07:30", "left"]),
        (0.5, 60, 64, ["60 rows", "50%", "0:01:04", "left"]),
        (0.01, 9, 1, ["9 rows", "1%", "9 a second", "-:--:--", "left"]),  # nothing to tell it from
        (1, 7, 2, ["7 rows, 4 a second"]),
        (0.25, 0, 5, ["25%", "0:00:15", "left"]),  # the first of few is long
    ],
)
def test_a_line_says_how_far_how_fast_and_how_long(
    part: float, done: int, seconds: int, words: list[str]
) -> None:
    text = re.sub(r"[━╸╺]+", " ", drawn(part, done, seconds))
    assert " ".join(text.split()) == " ".join(words)


@pytest.mark.parametrize(("locale", "bar"), [("C.UTF-8", "━"), ("C", "-")])
def test_the_bar_is_of_signs_that_the_terminal_has(
    locale: str, bar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    line = drawn(0.5, 10, 2)
    assert bar * 12 in line
    assert line.isascii() == (locale == "C")


def test_a_line_stays_in_its_row() -> None:
    line = ProgressLine(40)
    text = line.text("rows", 1_000_000, 1.0, 0.5)
    assert len(re.sub(r"\x1b\[[\d;]*m", "", text)) <= 40
    assert "\n" not in text


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.4, "0 s"), (59.4, "59 s"), (60, "1 min 00 s"), (3_725, "1 h 02 min")]
)
def test_a_length_of_time_is_short_to_read(seconds: float, said: str) -> None:
    assert length(seconds) == said


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[TextIO, int]]:
    monkeypatch.setenv("TERM", "xterm")
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w") as stream:
        yield stream, ours
        ended()
    os.close(ours)


def seen(ours: int) -> str:
    os.set_blocking(ours, False)
    read = b""
    with suppress(BlockingIOError):
        while new := os.read(ours, 65_536):
            read += new
    return read.decode()


def test_after_half_a_second_it_is_drawn_and_then_taken_away(terminal: tuple[TextIO, int]) -> None:
    stream, ours = terminal
    with progress("rows", stream, part=lambda: 0.5) as tell:
        tell(1_234)
        time.sleep(LONG)
    ended()
    shown = seen(ours)
    first, *_, last = [re.sub(r"\x1b\[[\d;]*m", "", line) for line in shown.split("\r")[1:]]
    assert re.fullmatch(r"1,234 rows ━+╸?[ ━╺]+50% [\d,]+ a second \S+ left\x1b\[K", first)
    assert last == "\x1b[K"
    assert "\x1b[?25" not in shown  # who is killed cannot show the cursor again


def test_what_is_quick_draws_nothing(terminal: tuple[TextIO, int]) -> None:
    stream, ours = terminal
    with progress("rows", stream) as tell:
        tell(1)
    ended()
    assert seen(ours) == ""


def test_what_cannot_be_counted_says_since_when(terminal: tuple[TextIO, int]) -> None:
    stream, ours = terminal
    drawing.working(stream)
    time.sleep(LONG)
    ended()
    assert re.match(r"\rworking … \d s\x1b\[K", seen(ours))


def test_the_line_gives_way_to_whatever_is_said(
    terminal: tuple[TextIO, int], capsys: pytest.CaptureFixture[str]
) -> None:
    stream, ours = terminal
    drawing.working(stream)
    time.sleep(LONG)
    assert xt("totals", "--ledger", "nowhere").code == 3
    assert seen(ours).endswith("\r\x1b[K")


@pytest.mark.parametrize("term", ["dumb", ""])
def test_nothing_is_drawn_where_no_line_can_be_drawn_again(
    term: str, terminal: tuple[TextIO, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)
    stream, ours = terminal
    with progress("rows", stream) as tell:
        tell(1)
        time.sleep(LONG)
    ended()
    assert seen(ours) == ""


def test_items_are_counted_as_they_are_taken() -> None:
    assert list(counted("abc", "letters", 3)) == ["a", "b", "c"]


def test_a_ledger_that_is_read_as_a_whole_counts_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    assert xt("init", path, "--from", NOV).ok
    counts: list[int] = []
    ledger = Ledger.open(path)
    counting = Counting(ledger.connection, path, None, ledger)
    counting.read, counting.tell = 0, counts.append
    assert list(mismatches(counting)) == []
    assert counts == list(range(1, len(counts) + 1))
    assert len(counts) >= 39 + 106 + 99
    with reading(ledger) as held:
        assert held is ledger  # nobody would see it: nothing is counted


def test_a_history_that_is_imported_counts_its_rows(tmp_path: Path) -> None:
    assert xt("init", tmp_path / "x.db", "--from", NOV).ok
    assert xt("export", tmp_path / "h.jsonl", "--ledger", tmp_path / "x.db").ok
    counts: list[int] = []
    lines = read_evidence([(tmp_path / "h.jsonl").read_text(encoding="utf-8")], "h.jsonl")
    rows = [row for line in taken(lines, counts.append) for row in line.rows]
    assert counts == list(range(1, len(rows) + 1))
    assert len(rows) == 1 + 38 + 47 + 106 + 117  # the terms, too


STALLED = "(echo day,party,kind,count; sleep 30) | xt import releases - --ledger x.db"


def test_ctrl_c_takes_the_line_away_and_leaves_the_ledger_as_it_was(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    before = ledger.read_bytes()
    script = tmp_path / "run.sh"  # a shell of its own: ^C must not end what reports the code
    script.write_text(f"trap : INT\n{STALLED}\necho code $?\n", encoding="utf-8")
    said = on_terminal("sh run.sh", ("working … ", CTRL_C), folder=tmp_path).shown
    assert "interrupted; nothing was written" in said
    assert "code 130" in said
    assert (ledger.read_bytes(), last_change(ledger)) == (before, 1)


def test_in_a_pipe_nothing_is_drawn_though_errors_go_to_a_terminal(tmp_path: Path) -> None:
    make(tmp_path)
    slow = "(echo day,party,kind,count; sleep 2) | xt import releases - --ledger x.db | cat"
    said = on_terminal(slow, folder=tmp_path).shown
    assert "working" not in said
    assert "0 rows read" in said
