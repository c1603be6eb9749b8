"""The desk's one screen: the truce day, what is due in it, what is missing, how old the news is."""

import sys
from pathlib import Path

import pytest

from exchange_tracker.cli.redraw import framed
from tests.desk.moments import AFTER, LAST_NIGHT, NOV, THE_END
from tests.program import Ran, xt
from tests.terminal import CTRL_C, Seen, on_terminal
from tests.truces import HEAD, lines, owes, phase, reading, table, write


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
    assert "truce day:  2023-11-30, day 7 of 7" in shown
    assert "its hours:  07:00–07:00 (05:00–05:00 UTC), 0 h 00 min left" in shown
    assert "ends:       2023-12-01 07:00 (05:00 UTC), in 0 h 00 min" in shown
    assert "ended:      2023-12-01 07:00 (05:00 UTC), 0 h 00 min ago" in status(NOV, at=THE_END).out


def test_each_reading_says_what_is_missing_and_what_is_brought_forward() -> None:
    before, after = (table(status(NOV, at=at).out) for at in (LAST_NIGHT, THE_END))
    for line in (
        "Hamas: hostages-daily",
        "· as-written, all-israelis 8 0 10 2 pending",
        "· credit 8 +2 10 0 credited",
    ):
        assert line in before, line
    assert before[before.index("before, not kept or unknown") :][1:] == [
        "2 earlier periods not kept or unknown: xt check --only-findings."  # no room for them
    ]
    for line in (
        "nothing",  # is due on 1 December
        "Hamas: hostages-daily, 11-30",
        "· as-written, all-israelis 8 0 10 2 short",
        "· credit 8 +2 10 0 credited",
    ):
        assert line in after, line


def test_readings_that_judge_other_periods_are_named_with_their_days() -> None:
    shown = table(status(NOV.parent / "jan2025", at="2025-02-22T15:00+02:00").out)
    assert "Hamas: timetable" in shown
    assert "· as-written, living-only 6 0 3 0 met" in shown
    assert "· late-is-mended, 02-16–22 10 +3 3 0 met" in shown
    assert "Hamas: thirty-three, 01-19–03-01 29 0 33 4 pending" in shown


MOMENTS = [
    f"2023-{day}T{hour}+02:00"
    for day in ("11-01", *(f"11-{n}" for n in range(23, 31)), "12-01", "12-02")
    for hour in ("00:00", "06:59", "07:00", "12:00", "23:59")
]


@pytest.mark.parametrize("source", ["folder", "ledger"])
def test_the_screen_of_november_2023_leaves_room_for_a_prompt_on_80_by_24(
    source: str, tmp_path: Path
) -> None:
    truce = NOV
    if source == "ledger":
        truce = tmp_path / "x.db"
        assert xt("init", truce, "--from", NOV).ok
    for moment in MOMENTS:
        shown = status(truce, at=moment).out.splitlines()
        assert len(shown) <= 23, moment
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
    assert "truce day:  2023-11-20, not a day of the truce" in early
    assert "\nnothing\nbefore, not kept or unknown: nothing\n" in early


def test_what_nobody_reported_or_disclosed_is_no_number(tmp_path: Path) -> None:
    terms = HEAD + phase("p", 1, 4) + owes("daily", "a", "at_least = 3")
    folder = write(tmp_path / "t", terms, "01 b h 1\n02 a h ?")
    shown = table(status(folder, at="2024-01-03T12:00Z").out)
    assert "Side A: daily, 01-01 no record 0 3 ? unreported" in shown
    assert "Side A: daily, 01-02 unknown 0 3 0 to 3 undisclosed" in shown
    assert "Side A: daily no record 0 3 3 pending" in shown  # nothing recorded is not zero
    none = write(tmp_path / "n", terms, "03 a h 0")
    assert "Side A: daily 0 0 3 3 pending" in table(status(none, at="2024-01-03T12:00Z").out)


def test_what_does_not_fit_of_the_periods_not_met_is_counted(tmp_path: Path) -> None:
    terms = HEAD + phase("p", 1, 20) + owes("daily", "a", "at_least = 3")
    folder = write(tmp_path / "t", terms, "20 b h 1")
    shown = status(folder, at="2024-01-20T12:00Z").out.splitlines()
    assert len(shown) == 23
    assert shown[-1] == "And 10 earlier periods not kept or unknown: xt check --only-findings."
    assert [line[15:20] for line in shown if "no record" in line][1:] == [
        f"01-{day:02}" for day in range(11, 20)
    ]


def test_days_are_named_with_their_year_where_the_truce_has_days_in_several(tmp_path: Path) -> None:
    terms = HEAD + "[[phases]]\nname = 'p'\nfrom = 2023-12-30\nto = 2024-12-31\n"
    folder = write(tmp_path / "t", terms + owes("daily", "a", "at_least = 3"), "01 a h 3")
    before = status(folder, at="2023-12-31T12:00Z").out
    assert "Side A: daily, 12-30 " in before
    after = status(folder, at="2024-01-03T12:00Z").out
    assert "Side A: daily, 2024-01-02 " in after
    assert "Side A: daily, 2023-12-31 " in after
    assert "so far:     Side A: 5 periods: 1 kept, 4 unsettled" in after


# Where the tests run in the background of a shell, ^C would be ignored.
HEEDING = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
open('pid', 'w').write(str(os.getpid()))
os.execvp('xt', sys.argv[1:])
"""


def watching(
    *steps: tuple[str, str],
    folder: Path,
    meanwhile: str = "true",
    ledger: str = "x.db",
    **environ: str,
) -> Seen:
    """What is seen of `xt status --watch` while a command runs, after two seconds, beside it."""
    (folder / "heeding.py").write_text(HEEDING)
    watch = f"xt status --watch --ledger {ledger} --at {LAST_NIGHT}"
    beside = f"(sleep 2; {meanwhile}) >/dev/null 2>&1 &"
    command = f"trap : INT; {beside} {sys.executable} heeding.py {watch}; echo code $?; stty -a"
    return on_terminal(command, *steps, folder=folder, **environ)


ADD = "xt add --ledger x.db --by e --day 2023-11-30 --party hamas --kind hostage --count 2"
OWN, BACK = "\x1b[?1049h\x1b[?25l\x1b[?7l", "\x1b[?7h\x1b[?25h\x1b[?1049l"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    assert xt("init", tmp_path / "x.db", "--from", NOV, "--by", "d").ok
    return tmp_path


def test_watching_draws_again_when_another_process_writes(ledger: Path) -> None:
    meanwhile = f"{ADD} --nationality Israeli"
    seen = watching(("r1 on 2023-11-30", CTRL_C), folder=ledger, meanwhile=meanwhile)
    assert "code 130" in seen.shown
    first, second = seen.shown.split(OWN)[1].split(BACK)[0].split("\x1b[?2026h")[1:]
    assert "n36 on 2023-11-30" in first
    assert "r1 on 2023-11-30" in second
    assert "\x1b[2J" not in seen.shown  # never cleared ...
    before, _, last_line = second.partition("\x1b[J")  # ... but for what is below: nothing flickers
    assert "\n" not in last_line
    assert before.count("\n") > 5
    assert "r1 on 2023-11-30" in seen.shown.rpartition(BACK)[2]  # and stays to be read


def test_nothing_is_written_while_nothing_is_different(ledger: Path) -> None:
    touch = "touch x.db; sleep 1; touch x.db; sleep 1; kill -INT $(cat pid)"
    seen = watching(folder=ledger, meanwhile=touch)
    assert "code 130" in seen.shown
    assert seen.shown.count("\x1b[?2026h") == 1


def test_the_terminal_is_as_it_was_however_watching_ends(ledger: Path) -> None:
    seen = watching(("truce day", "typed"), folder=ledger, meanwhile="kill -TERM $(cat pid)")
    assert "code 143" in seen.shown
    assert "typed" not in seen.shown.split(BACK)[0]
    assert seen.shown.count(OWN) == seen.shown.count(BACK) == 1
    after = seen.shown.rpartition("code 143")[2]
    assert {"icanon", "echo"} <= set(after.split())
    assert "susp = ^Z" in after


def test_half_a_file_is_said_above_the_last_screen_until_it_is_whole(ledger: Path) -> None:
    (ledger / "f").mkdir()
    for name in ("terms.toml", "releases.csv"):
        (ledger / "f" / name).write_bytes((NOV / name).read_bytes())
    meanwhile = "echo 'x = ' >>f/terms.toml; sleep 1; echo '' >f/new; sed -i '$d' f/terms.toml; sleep 1; kill -INT $(cat pid)"
    seen = watching(folder=ledger, meanwhile=meanwhile, ledger="f")
    frames = seen.shown.split(BACK)[0].split("\x1b[?2026h")[1:]
    assert len(frames) == 3
    assert frames[1].startswith("\x1b[H\x1b[Kterms.toml:1")
    assert "n36 on 2023-11-30" in frames[1]  # what was last known is still there
    assert "terms.toml" not in frames[2]


def test_on_a_terminal_that_cannot_draw_it_prints_once(ledger: Path) -> None:
    seen = watching(folder=ledger, TERM="dumb")
    assert "code 0" in seen.shown
    assert "\x1b" not in seen.shown.split("code 0")[0]


def test_what_cannot_be_read_at_first_is_refused_as_elsewhere(tmp_path: Path) -> None:
    seen = watching(folder=tmp_path)
    assert "x.db: there is no such ledger" in seen.shown
    assert "code 3" in seen.shown
    assert OWN not in seen.shown


def test_in_a_pipe_watching_prints_once() -> None:
    assert status(NOV, "--watch").out == status(NOV).out


def test_a_screen_that_is_too_low_says_what_is_left_out() -> None:
    assert "\x1b[H\x1b[Ka\r\n\x1b[Kb\r\n\x1b[Jc\x1b" in framed("a\nb\nc\n", 3)
    drawn = framed("a\nb\nc\nd\n", 3)
    assert "… 2 lines more" in drawn
    assert "c" not in drawn.replace("… 2 lines more; make the window higher", "")
    assert "\x1b[2J" not in drawn


def test_the_readings_asked_for_are_shown() -> None:
    shown = status(NOV, "--reading", "credit", at=AFTER).out
    assert "as-written" not in shown


def test_what_is_open_is_shown_on_the_side_on_which_it_is_open(tmp_path: Path) -> None:
    named = 'for_each = [{ counts = { party = "a", kind = "h" }, owed = 2 }]'
    terms = HEAD + phase("p", 1, 4) + owes("o", "b", f'counts = {{ kind = "p" }}\n{named}')
    folder = write(tmp_path / "t", terms, "01 a h 1\n01 a h ?\n01 b p 2\n02 a h ?\n02 b p 3")
    shown = table(status(folder, at="2024-01-03T12:00Z").out)
    assert "Side B: o, 01-01 2 0 at least 2 ? undisclosed" in shown
    assert "Side B: o, 01-02 3 0 an unknown number ? undisclosed" in shown


def test_a_period_disputed_by_a_reading_of_other_days_is_shown_with_that_reading(
    tmp_path: Path,
) -> None:
    """What is not kept is what `check --only-findings` shows, and who says so is named."""
    terms = HEAD + phase("p", 1, 2) + owes("o", "a", "at_least = 2")
    terms += reading("void", "o", "void = true") + reading(
        "whole", "o", 'at_least = 9\nper="phase"'
    )
    folder = write(tmp_path / "t", terms, "01 a h 2\n02 a h 1")
    at = "2024-01-10T12:00Z"
    shown = table(status(folder, at=at).out)
    assert shown[shown.index("Side A: o, 01-01") :][:3] == [
        "Side A: o, 01-01",
        "· as-written 2 0 2 0 met",
        "· whole, over other days not kept",
    ]
    assert shown[shown.index("Side A: o, 01-02") :] == [
        "Side A: o, 01-02",
        "· as-written 1 0 2 1 short",
        "· void nothing owed",
    ]
    findings = xt("check", "--ledger", folder, "--at", at, "--only-findings", "-O", "csv").rows
    assert {f"{row['from'][8:]}–{row['to'][8:]}" for row in findings} == {"01–01", "02–02", "01–02"}
    assert [line for line in shown if line.startswith("Side A: o")] == [
        "Side A: o, 01-01",
        "Side A: o, 01-01–02",
        "Side A: o, 01-02",
    ]
