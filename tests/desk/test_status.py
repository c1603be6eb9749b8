"""The desk's one screen: the truce day, what is due in it, what is missing, how old the news is."""

import signal
import sys
from pathlib import Path

from exchange_tracker.cli.drawing import framed
from tests.desk.moments import AFTER, LAST_NIGHT, NOV, THE_END
from tests.program import Ran, xt
from tests.terminal import CTRL_C, on_terminal
from tests.truces import HEAD, lines, owes, phase, table, write


def status(folder: Path, *options: object, at: str = LAST_NIGHT) -> Ran:
    return xt("status", "--ledger", folder, "--at", at, *options).ok


def rows(folder: Path, at: str) -> list[str]:
    ran = status(folder, "--format", "csv", at=at)
    return lines(ran, "reading obligation from delivered shortfall status")


def test_a_day_is_pending_until_it_is_over_and_then_short() -> None:
    before, after = rows(NOV, LAST_NIGHT), rows(NOV, THE_END)
    assert "as-written hostages-daily 2023-11-30 8 2 pending" in before
    assert "as-written hostages-daily 2023-11-30 8 2 short" in after
    assert "credit hostages-daily 2023-11-30 8 0 credited" in before
    assert "credit hostages-daily 2023-11-30 8 0 credited" in after
    shown = status(NOV, at="2023-12-01T06:59:59+02:00").out
    assert "ends:       2023-12-01 07:00 (05:00 UTC), in 0 h 00 min" in shown
    assert "ended:      2023-12-01 07:00 (05:00 UTC), 0 h 00 min ago" in status(NOV, at=THE_END).out


def test_the_screen_of_november_2023_fits_24_lines_of_80_columns_at_any_hour() -> None:
    for day in range(24, 31):
        for hour in ("07:00", "12:00", "23:59"):
            shown = status(NOV, at=f"2023-11-{day}T{hour}+02:00").out.splitlines()
            assert len(shown) <= 24, (day, hour)
            assert max(map(len, shown)) <= 80


def test_it_says_how_old_the_last_entry_is(tmp_path: Path) -> None:
    assert "n36 on 2023-11-30 (no hour recorded), up to 15 h 00 min ago" in status(NOV).out
    timed = status(NOV, at="2023-11-24T23:30+02:00").out
    assert "n06, 2023-11-24 20:00, 3 h 30 min ago" in timed
    empty = write(tmp_path / "t", HEAD + phase("p", 1, 2), "")
    assert "none has happened" in status(empty, at="2024-01-01T12:00Z").out


def test_a_ledger_says_when_its_last_change_was_recorded(tmp_path: Path) -> None:
    ledger = tmp_path / "x.db"
    assert xt("init", ledger, "--from", NOV).ok
    assert "the ledger up to change 1:" in (now := xt("status", "--ledger", ledger).ok.out)
    assert "recorded 0 h 00 min ago" in now
    assert "recorded" not in status(ledger).out.split("last entry")[0]  # replayed: not yet known


def test_before_and_after_the_truce_nothing_is_due() -> None:
    early = status(NOV, at="2023-11-20T12:00+02:00").out
    assert "begins:     2023-11-24 07:00 (05:00 UTC), in 3 d 19 h" in early
    assert "2023-11-20, no day of the truce" in early
    assert early.count("\nnothing\n") == 2


def test_what_nobody_reported_or_disclosed_is_no_number(tmp_path: Path) -> None:
    terms = HEAD + phase("p", 1, 4) + owes("daily", "a", "at_least = 3")
    folder = write(tmp_path / "t", terms, "01 b h 1\n02 a h ?")
    shown = table(status(folder, at="2024-01-03T12:00Z").out)
    assert "Side A: daily, 01-01 no record 0 3 3 unreported" in shown
    assert "Side A: daily, 01-02 0 0 3 ? undisclosed" in shown


def test_many_periods_that_are_not_met_are_counted_not_listed(tmp_path: Path) -> None:
    terms = HEAD + phase("p", 1, 20) + owes("daily", "a", "at_least = 3")
    folder = write(tmp_path / "t", terms, "20 b h 1")
    shown = status(folder, at="2024-01-20T12:00Z").out
    assert "And 16 earlier periods not met: xt check --only-findings." in shown


def test_watching_draws_again_when_another_process_writes(tmp_path: Path) -> None:
    assert xt("init", tmp_path / "x.db", "--from", NOV, "--by", "d").ok
    add = "xt add --ledger x.db --by e --day 2023-11-30 --party hamas --kind hostage --count 2"
    # Where the tests run in the background of a shell, ^C would be ignored.
    heeding = (
        "import os, signal, sys; signal.signal(2, signal.SIG_DFL); os.execvp('xt', sys.argv[1:])"
    )
    watch = f'{sys.executable} -c "{heeding}" xt status --watch --ledger x.db --at {LAST_NIGHT}'
    seen = on_terminal(
        f"(sleep 1; {add} --nationality Israeli >/dev/null 2>&1) & {watch}",
        ("r1 on 2023-11-30", CTRL_C),
        folder=tmp_path,
    )
    assert seen.code in (130, -signal.SIGINT)
    assert "n36 on 2023-11-30" in seen.shown
    assert seen.shown.count("\x1b[?1049h") == 1  # a screen of its own ...
    assert "\x1b[2J" not in seen.shown  # ... never cleared: nothing flickers
    assert seen.shown.rstrip().endswith("interrupted; nothing was written")
    assert "r1 on 2023-11-30" in seen.shown.rpartition("\x1b[?1049l")[2]


def test_in_a_pipe_watching_prints_once() -> None:
    assert status(NOV, "--watch").out == status(NOV).out


def test_a_screen_that_is_too_low_says_what_is_left_out() -> None:
    assert framed("a\nb\nc\n", 3).count("\x1b[K") == 3
    drawn = framed("a\nb\nc\nd\n", 3)
    assert "… 2 lines more" in drawn
    assert "c" not in drawn.replace("… 2 lines more; make the window higher", "")
    assert "\x1b[2J" not in drawn


def test_the_readings_asked_for_are_shown() -> None:
    shown = status(NOV, "--reading", "credit", at=AFTER).out
    assert "as-written" not in shown
