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
from tests.truces import HEAD, owes, phase, write

LATER = "2024-02-01T00:00Z"


def chart(folder: Path, *options: object, at: str = AFTER) -> Ran:
    return xt("chart", "--ledger", folder, "--at", at, *options).ok


def bar(counted: int, due: int, credited: int = 0, beside: int = 0, missing: int = 0) -> Bar:
    return Bar("", "", counted, credited, beside, missing, due, "", Tone.PLAIN)


@pytest.mark.parametrize(
    ("given_", "drawn"),
    [
        (bar(10, 10), f"{COUNTS * 10}{DUE}"),
        (bar(8, 10, missing=2), f"{COUNTS * 8}{MISSING * 2}{DUE}"),
        (bar(8, 10, credited=2), f"{COUNTS * 8}{CREDITED * 2}{DUE}"),
        (bar(13, 10, beside=4), f"{COUNTS * 10}{DUE}{COUNTS * 3}{BESIDE * 4}"),
        (bar(0, 5), f"{chr(160) * 5}{DUE}"),
        (bar(0, 0, beside=3), BESIDE * 3),
    ],
)
def test_the_due_mark_has_a_column_of_its_own_and_hides_nothing(given_: Bar, drawn: str) -> None:
    assert drawing(given_, 20, 21 if given_.due else 20) == drawn


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


def test_the_picture_says_everything_in_words_and_asks_nobody() -> None:
    svg = chart(NOV, "--format", "svg").out
    assert len(svg.encode()) < 20_000
    for never in (
        "<script",
        "http://www.w3.org/1999/xlink",
        "@import",
        "url(http",
        "<image",
        "href",
    ):
        assert never not in svg
    tree = ET.fromstring(svg)  # noqa: S314 - our own
    space = "{http://www.w3.org/2000/svg}"
    assert tree.findtext(f"{space}title") == "Gaza truce, 24–30 November 2023"
    described = tree.findtext(f"{space}desc") or ""
    assert "11-30 (as-written, all-israelis) 8 of 10, short 2" in described
    shown = [text.text for text in tree.iter(f"{space}text")]
    assert "8 of 10, short 2" in shown
    assert any("judged at: 2023-12-01 12:00" in (text or "") for text in shown)


def test_the_footer_of_a_ledger_names_its_head(tmp_path: Path) -> None:
    ledger = tmp_path / "x.db"
    assert xt("init", ledger, "--from", NOV).ok
    assert "known from: the ledger up to change 1:" in chart(ledger, "--format", "svg").out


def test_hostile_text_stays_text_in_the_picture(tmp_path: Path) -> None:
    evil = '"</title><script>x</script>\\u202e"'
    terms = HEAD.replace('"Side A"', evil) + phase("p", 1, 2) + owes("o", "a", "at_least = 1")
    svg = chart(write(tmp_path / "t", terms, "01 a h 1"), "--format", "svg", at=LATER).out
    assert "<script" not in svg
    assert "\u202e" not in svg
    ET.fromstring(svg)  # noqa: S314 - our own


LONG = """
title = "A long war"
timezone = "UTC"
[parties]
a = "North"
[[phases]]
name = "p"
from = 2022-02-24
to = 2024-12-31
"""


def test_a_release_of_a_long_truce_appears_on_its_own_day_with_its_year(tmp_path: Path) -> None:
    folder = write(tmp_path / "t", LONG, "")
    rows = "2022-03-01,a,soldier,5\n2022-09-21,a,soldier,215\n2024-01-03,a,soldier,224\n"
    (folder / "releases.csv").write_text(f"day,party,kind,count\n{rows}", encoding="utf-8")
    shown = chart(folder, at="2025-06-01T00:00Z").out
    strip = shown.partition("North, soldier: 444 by 2024-12-31")[2]
    assert [line.split()[:2] for line in strip.strip().splitlines()[2:]] == [
        ["2022-02-24–2022-02-28", "0"],
        ["2022-03-01–2022-09-20", "5"],
        ["2022-09-21–2024-01-02", "220"],
        ["2024-01-03–2024-12-31", "444"],
    ]


def test_what_a_chart_adds_up_or_leaves_out_is_said(tmp_path: Path) -> None:
    terms = LONG + owes("o", "a", "at_least = 1")
    folder = write(tmp_path / "t", terms, "")
    days = [f"2022-{month:02}-{day:02},a,h,1\n" for month in (3, 4, 5) for day in range(1, 31)]
    (folder / "releases.csv").write_text(f"day,party,kind,count\n{''.join(days)}", encoding="utf-8")
    shown = " ".join(chart(folder, "--width", 200, at="2025-06-01T00:00Z").out.split())
    assert "North: o, added up by 3 weeks" in shown
    assert "North, h: 90 by 2024-12-31, every 17 days" in shown
    few = " ".join(chart(NOV, at="2026-01-01T00:00Z").out.split())
    assert "added up" not in few
    assert "every" not in few


def test_a_bar_says_how_many_do_not_count(tmp_path: Path) -> None:
    counts = 'counts = { kind = "h", nationality = "X" }\nat_least = 1'
    terms = HEAD + phase("p", 1, 2) + owes("o", "a", counts)
    folder = write(tmp_path / "t", terms, "01 a h 1 X\n01 a h 1 Y\n02 a h 2 Y", "nationality")
    shown = " ".join(chart(folder, "--width", 120, at=LATER).out.split())
    assert "1 of 1; 1 more does not count" in shown
    assert "0 of 1, short 1; 2 more do not count" in shown


def test_who_is_held_is_drawn_day_by_day_over_its_own_days(tmp_path: Path) -> None:
    cohort = "[cohorts.c]\ntitle = 'Held'\nparty = 'a'\ncounts = {}\nfrom = 2023-12-01\n"
    terms = HEAD + phase("p", 1, 3) + owes("o", "a", "at_least = 1") + cohort
    truce = write(tmp_path / "t", terms, "01 a h 2\n02 a h 1\n03 a h 1")
    (truce / "movements.csv").write_text(
        "id,day,party,movement,kind,count\n"
        "v1,2023-12-01,a,taken,h,9\nv2,2023-12-31,a,rescued,h,2\n",
        encoding="utf-8",
    )
    shown = chart(truce, at=LATER).out
    assert "Running totals and who is still held, each on a scale of its own" in shown
    rows = re.findall(
        r"^(2023-12\S*|2024-01\S*) +(\d+)  █", shown.partition("still held: ")[2], re.MULTILINE
    )
    assert rows == [
        *(("2023-12-01–2023-12-30", "9"), ("2023-12-31", "7")),
        *(("2024-01-01", "5"), ("2024-01-02", "4"), ("2024-01-03", "3")),
    ]
    picture = chart(truce, "--format", "svg", at=LATER).out
    ends = re.findall(r'class="xt-faint">((?:\d{4}-)?\d\d-\d\d)<', picture)
    assert ends == ["01-01", "01-03", "2023-12-01", "2024-01-03"]
    widths = [float(width) for width in re.findall(r"h(\d+\.\d\d)", picture)[-5:]]
    assert [round(width / widths[-1]) for width in widths] == [30, 1, 1, 1, 1]


def test_a_week_counts_what_was_kept_among_what_was_due(tmp_path: Path) -> None:
    terms = HEAD + phase("p", 1, 31) + phase("q", 1, 28).replace("2024-01-", "2024-02-")
    terms += "[[phases]]\nname = 'r'\nfrom = 2024-03-01\nto = 2024-03-31\n"
    terms += owes("some", "a", "at_least = 0")
    terms += owes("each", "b", 'for_each = [{ obligation = "some", owed = 3 }]')
    folder = write(tmp_path / "t", terms, "01 a h 2\n01 b h 6\n02 a h 1")
    shown = chart(folder, at="2024-12-31T00:00Z").out.partition("Side B: each")[2]
    assert re.findall(r"^01-01–01-07 .* (6 of 9, .*)$", shown, re.MULTILINE) == [
        "6 of 9, 1 of 2 periods kept"
    ]
    assert re.findall(r"^01-08–03-31 +(.*)$", shown, re.MULTILINE) == ["nothing due"]


def test_blocks_say_where_each_has_a_scale_of_its_own(tmp_path: Path) -> None:
    scale = "Each block is drawn to a scale of its own."
    terms = HEAD + phase("p", 1, 3) + owes("o", "a", "at_least = 9")
    one = write(tmp_path / "one", terms, "01 a h 2")
    assert scale not in " ".join(chart(one, at=LATER).out.split())
    two = write(tmp_path / "two", terms + owes("m", "b", "at_least = 2"), "01 a h 2")
    assert scale in " ".join(chart(two, at=LATER).out.split())
