"""Charts: what counts, what does not and what is missing, in characters and as SVG."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_tracker.render.bar_chart import BESIDE, COUNTS, CREDITED, DUE, MISSING, drawing
from exchange_tracker.render.chart_model import Bar
from exchange_tracker.render.document import Tone
from exchange_tracker.render.wrapping import display_width
from tests.desk.moments import AFTER, NOV
from tests.program import Ran, xt
from tests.terminal import on_terminal
from tests.truces import HEAD, days, owes, phase, reading, write

LATER = "2024-02-01T00:00Z"


def chart(folder: Path, *options: object, at: str = AFTER) -> Ran:
    return xt("chart", "--ledger", folder, "--at", at, *options).ok


def bar(counted: int, due: int, credited: int = 0, beside: int = 0, missing: int = 0) -> Bar:
    return Bar("", "", counted, credited, beside, missing, due, "", Tone.PLAIN)


@pytest.mark.parametrize(
    ("sample", "drawn"),
    [
        (bar(10, 10), f"{COUNTS * 10}{DUE}"),
        (bar(8, 10, missing=2), f"{COUNTS * 8}{MISSING * 2}{DUE}"),
        (bar(8, 10, credited=2), f"{COUNTS * 8}{CREDITED * 2}{DUE}"),
        (bar(13, 10, beside=4), f"{COUNTS * 10}{DUE}{COUNTS * 3}{BESIDE * 4}"),
        (bar(0, 5), f"{chr(160) * 5}{DUE}"),
        (bar(0, 0, beside=3), BESIDE * 3),
    ],
)
def test_the_due_mark_has_a_column_of_its_own_and_hides_nothing(sample: Bar, drawn: str) -> None:
    assert drawing(sample, 20, 21 if sample.due else 20) == drawn


numbers = st.integers(min_value=0, max_value=500)


@given(numbers, numbers, numbers, numbers, numbers, st.integers(min_value=12, max_value=120))
def test_a_bar_fits_its_room_and_shows_whatever_has_people(
    counted: int, credited: int, beside: int, missing: int, due: int, room: int
) -> None:
    made = bar(counted, due, credited, beside, missing)
    drawn = drawing(made, max(1, made.end), room)
    assert len(drawn) <= room + 3  # people too few for a column still get one
    for glyph, people in (
        *((COUNTS, counted), (CREDITED, credited), (MISSING, missing), (BESIDE, beside)),
        (DUE, due),
    ):
        assert (glyph in drawn) == (people > 0)


@pytest.mark.parametrize("width", [60, 72, 80, 100, 120, 200])
@pytest.mark.parametrize("truce", ["nov2023", "jan2025", "shalit2011"])
def test_no_line_is_wider_than_the_screen(width: int, truce: str) -> None:
    shown = chart(NOV.parent / truce, "--width", width, at="2026-01-01T00:00Z").out.splitlines()
    assert max(map(len, shown)) <= width


def test_readings_stand_beside_each_other_where_they_differ() -> None:
    rows = [" ".join(line.split()) for line in chart(NOV, "--width", 120).out.splitlines()]
    assert any(
        re.fullmatch(r"11-30 as-written, all-israelis █+·+┃ 8 of 10, short 2", r) for r in rows
    )
    assert any(re.fullmatch(r"11-30 credit █+▓+┃ 8 \+ 2 credited of 10", r) for r in rows)
    assert any(re.fullmatch(r"11-28 █+┃░+ 10 of 10; 2 more do not count", r) for r in rows)
    assert any(re.fullmatch(r"11-30 105 █+", r) for r in rows)
    assert any(re.fullmatch(r"11-30 240 █+", r) for r in rows)


def test_days_on_which_a_running_total_stays_share_a_row() -> None:
    shown = chart(NOV.parent / "jan2025", at="2025-12-31T00:00Z").out
    strip = shown.partition("Hamas, remains: 9 by 2025-03-01")[2].partition("\n\n")[0]
    rows = [line.split()[:2] for line in strip.strip().splitlines()[2:]]
    assert rows == [
        ["01-19–02-19", "0"],
        ["02-20", "4"],
        ["02-21–02-26", "5"],
        ["02-27–03-01", "9"],
    ]


WIDE = """
title = "הפסקת אש 停火協議 اتفاق"
timezone = "UTC"
[parties]
a = "以色列"
b = "حماس"
"""


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_columns_stand_under_each_other_whatever_the_script(width: int, tmp_path: Path) -> None:
    terms = WIDE + phase("p", 1, 3) + owes("o", "a", 'at_least = 100000\ntitle = "一百 لكل يوم"')
    terms += '[readings."甲乙丙"]\n[readings."甲乙丙".obligations.o]\nat_least = 7\n'
    folder = write(tmp_path / "t", terms, "01 a h 99999\n02 a h 0\n03 a h 7\n03 b 囚人 1")
    shown = chart(folder, "--width", width, at=LATER).out.splitlines()
    assert max(map(display_width, shown)) <= width
    head = next(line for line in shown if line.startswith("days   reading"))
    bars = head.index("people")
    rows = shown[shown.index(head) + 2 :][: shown[shown.index(head) :].index("") - 2]
    assert any("甲乙丙" in row for row in rows)
    for row in rows:
        cut = 0
        while display_width(row[:cut]) < bars:
            cut += 1
        assert display_width(row[:cut]) == bars  # no character lies across the columns' border
        assert row[cut - 1 : cut] in (" ", "")
        assert row[cut : cut + 1] in {COUNTS, MISSING, DUE, "\u00a0", " ", ""}
    assert "99,999 of 100,000, short 1" in " ".join(" ".join(shown).split())


@pytest.mark.parametrize(
    ("environ", "plain"),
    [
        ({"LC_ALL": "C"}, True),
        ({"LC_ALL": "", "LANG": "C"}, True),
        ({"LC_ALL": "", "LANG": "POSIX"}, True),
        ({"LC_ALL": "en_US.ISO-8859-1"}, True),
        ({"LC_ALL": "", "LANG": "de_DE.UTF-8"}, False),
        ({"LC_ALL": "C.UTF-8", "LANG": "C"}, False),
    ],
)
def test_a_terminal_without_unicode_gets_ascii(
    environ: dict[str, str], *, plain: bool, tmp_path: Path
) -> None:
    command = f"xt chart --ledger {NOV} --at {AFTER}"
    seen = on_terminal(f"NO_COLOR=1 {command}", folder=tmp_path, **environ)
    assert seen.shown.isascii() == plain
    assert ("########..|" in seen.shown) == plain
    piped = on_terminal(f"{command} >o", folder=tmp_path, **environ)  # the same bytes anywhere
    assert (piped.code, (tmp_path / "o").read_text(encoding="utf-8")) == (0, chart(NOV).out)


def test_one_party_can_be_asked_for() -> None:
    shown = chart(NOV, "--party", "israel").out
    assert "Hamas" not in shown
    assert "Israel, prisoner: 240 by 2023-11-30" in shown


def test_before_the_truce_there_is_nothing_to_draw() -> None:
    early = chart(NOV, "--party", "hamas", at="2023-11-01T00:00Z").out
    assert "Nothing that was asked for has begun." in early
    svg = chart(NOV, "--format", "svg", at="2023-11-01T00:00Z").out
    assert ET.fromstring(svg).tag.endswith("svg")  # noqa: S314 - our own


def test_no_record_draws_nothing_as_missing(tmp_path: Path) -> None:
    terms = HEAD + phase("p", 1, 3) + owes("daily", "a", "at_least = 3")
    folder = write(tmp_path / "t", terms, "01 b h 1\n02 a h ?\n03 a h 1")
    lines = chart(folder, at=LATER).out.splitlines()
    drawn = {line[:5]: line for line in lines if re.match(r"01-0\d .*┃", line)}
    assert MISSING not in drawn["01-01"]
    assert "no record, 3 due" in drawn["01-01"]
    assert MISSING not in drawn["01-02"]
    assert MISSING in drawn["01-03"]


def test_many_periods_are_added_up_by_week(tmp_path: Path) -> None:
    terms = HEAD + '[[phases]]\nname = "p"\nfrom = 2024-01-01\nto = 2024-12-30\n'
    terms += owes("daily", "a", "at_least = 3")
    folder = write(tmp_path / "t", terms, "01 a h 3\n02 a h 2\n08 a h 9")
    shown = chart(folder, at="2025-02-01T00:00Z").out
    assert "5 of 21, 1 of 7 periods kept" in " ".join(shown.split())
    assert len(shown.splitlines()) < 140


def test_readings_share_a_bar_only_where_its_words_are_the_same(tmp_path: Path) -> None:
    """The least that is due is the same, and the most is not: what is not recorded may be arrears."""
    terms = days(2) + owes("o", "a", "at_least = 2")
    terms += reading("makes-up", "o", 'carry = "shortfall"')
    terms += reading("wider", "o", 'counts = { kind = ["h", "w"] }')
    bars = chart(write(tmp_path / "t", terms, "03 a h 2"), at=LATER).out
    standings = re.findall("no record, .* due", bars)
    assert standings == ["no record, 2 due", "no record, 2 due", "no record, 2 to 4 due"]
