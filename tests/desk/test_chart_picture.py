"""The chart as a picture, and over long truces."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.desk.moments import AFTER, NOV
from tests.program import Ran, xt
from tests.truces import HEAD, owes, phase, write

LATER = "2024-02-01T00:00Z"


def chart(folder: Path, *options: object, at: str = AFTER) -> Ran:
    return xt("chart", "--ledger", folder, "--at", at, *options).ok


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
