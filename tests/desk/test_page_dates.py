"""The page, the chart and the table of check on dates and numbers that nobody has set."""

import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.program import xt
from tests.truces import table

HEAD = """
title = "t"
timezone = "UTC"
[parties]
a = "Side A"
b = "Side B"
[events.ceasefire]
title = "The ceasefire is in force"
at = 2025-10-10T12:00:00Z
[events.talks]
title = "Talks begin"
[[phases]]
name = "truce"
from = 2025-10-10
"""
BEGUN = "[readings.begun.events.talks]\nat = 2025-10-12T18:00:00Z\n"
VOID = "[readings.none.obligations.second]\nvoid = true\n"
AT = "2025-11-20T12:00:00Z"
HANGS = "hangs on “Talks begin”, which is not known to have happened"


def owes(name: str, more: str, at_least: str = "20", party: str = '"a"') -> str:
    """An obligation by the phase."""
    return (
        f'[[obligations]]\nid = "{name}"\nparty = {party}\ncounts = {{ kind = "h" }}\n'
        f'per = "phase"\nat_least = {at_least}\n{more}\n'
    )


SECOND = owes("second", 'after = "talks"\nwithin = "2d"')


def write(folder: Path, terms: str, *rows: str) -> Path:
    """A folder; rows are day, until, party, count of kind `h`."""
    folder.mkdir()
    (folder / "terms.toml").write_text(HEAD + terms, encoding="utf-8")
    text = "\n".join(["day,until,party,count,kind", *(f"{row},h" for row in rows)])
    (folder / "releases.csv").write_text(f"{text}\n", encoding="utf-8")
    return folder


def run(command: str, folder: Path, *options: str, code: int = 0) -> str:
    ran = xt(command, "--ledger", folder, "--at", AT, *options)
    assert (ran.code, ran.err) == (code, "")
    return ran.out


def check(folder: Path, *options: str, code: int = 0) -> list[str]:
    """The tables of check for people, wide enough that nothing is folded."""
    return table(run("check", folder, "-O", "markdown", *options, code=code))


def page(folder: Path, section: str) -> list[list[str]]:
    """The rows of a section of the page, each as its cells, without the heads that a phone shows."""
    text = re.split("</section>|</details>", run("report", folder).partition(f'id="{section}"')[2])[
        0
    ]
    rows = re.findall("<tr[^>]*>(.*?)</tr>", text, re.DOTALL)
    rows = [re.sub('<span class="label">.*?</span>', "", row, flags=re.DOTALL) for row in rows]
    cells = [re.split(r"</t[hd]>", row)[:-1] for row in rows]
    return [
        [unescape(" ".join(re.sub("<[^>]*>", "", cell).split())) for cell in row] for row in cells
    ]


# ------------------------------------------------------------------------------ check


def test_what_waits_is_shown_even_if_it_is_the_only_row(tmp_path: Path) -> None:
    shown = check(write(tmp_path / "t", SECOND))
    assert "| no date | " + HANGS + "; 20 asked for |" in shown
    assert "No period that was asked for" not in " ".join(shown)


@pytest.mark.parametrize("option", ["--from", "--to"])
def test_what_waits_lies_in_no_range_of_days(tmp_path: Path, option: str) -> None:
    shown = " ".join(check(write(tmp_path / "t", SECOND), option, "2025-10-10"))
    assert "hangs on" not in shown
    assert "No period that was asked for lies in those days and has begun." in shown


def test_a_reading_that_dates_what_others_wait_for_is_shown_beside_them(tmp_path: Path) -> None:
    shown = check(write(tmp_path / "t", SECOND + BEGUN + VOID, "2025-10-13,,a,20"))
    wait = f"{HANGS}; 20 asked for"
    own = "2025-10-12 to 2025-10-14"
    assert f"| {own} | not known: {wait} | 20 of 20 | nothing owed | unsettled |" in shown
    assert f"| no date | {wait} | dated {own} | nothing owed | |" in shown


def test_a_period_to_come_beside_a_reading_that_waits(tmp_path: Path) -> None:
    terms = SECOND + BEGUN.replace("2025-10-12", "2026-10-12")
    shown = check(write(tmp_path / "t", terms), "--all")
    wait = f"{HANGS}; 20 asked for"
    own = "2026-10-12 to 2026-10-14"
    assert f"| {own} | not known: {wait} | upcoming, 20 asked for | |" in shown
    assert f"| no date | {wait} | dated {own} | |" in shown


def test_without_an_end_the_days_are_from_the_first_on(tmp_path: Path) -> None:
    terms = owes("whole", "") + owes("some", "", '"?"', '"b"')
    shown = check(write(tmp_path / "t", terms, "2025-10-11,,a,3", "2025-10-12,,b,48"))
    assert "| from 2025-10-10 on | pending: 3 of 20, 17 still due |" in shown
    assert (
        "| from 2025-10-10 on | pending: 48 released; how many are owed was not agreed |" in shown
    )


# ------------------------------------------------------------------------------ chart

MANY = owes("whole", "") + owes("some", "", '"?"', '"b"') + SECOND + BEGUN


def test_the_chart_names_days_without_an_end_and_says_what_it_does_not_draw(tmp_path: Path) -> None:
    folder = write(tmp_path / "t", MANY, "2025-10-11,,a,3", "2025-10-12,,b,48")
    shown = " ".join(run("chart", folder, "--width", "200").split())
    assert "from 10-10 on" in shown
    assert f"not drawn: Side A: second {HANGS} (as-written)" in shown
    assert "pending: 48 released; how many are owed was not agreed" in shown
    picture = run("chart", folder, "-O", "svg")
    ET.fromstring(picture)  # noqa: S314 - our own
    assert "from 10-10 on" in picture


def test_the_chart_has_years_where_days_are_not_in_that_of_the_judgement(tmp_path: Path) -> None:
    folder = write(tmp_path / "t", owes("whole", "from = 2025-10-10\nto = 2026-01-10"))
    assert "2025-10-10–2026-01-10" in run("chart", folder, "--width", "200")
    past = write(tmp_path / "u", owes("whole", "from = 2025-10-10\nto = 2025-10-12"))
    assert "10-10–10-12" in run("chart", past, "--width", "200")
    later = xt("chart", "--ledger", past, "--at", "2026-01-02T00:00:00Z", "--width", 200).ok.out
    assert "2025-10-10–10-12" in later


def test_periods_added_up_say_where_the_number_owed_was_not_agreed(tmp_path: Path) -> None:
    days = [f"2025-{month:02}-{day:02}" for month in (10, 11, 12) for day in range(11, 31)]
    per = 'per = "day"\nfrom = 2025-10-10\nto = 2025-12-31'
    every = owes("every", "", '"?"').replace('per = "phase"', per)
    numbers = ", ".join(
        f"{day} = {2 if n % 2 else chr(34) + '?' + chr(34)}" for n, day in enumerate(days)
    )
    mixed = owes("mixed", "", f"{{ {numbers} }}", '"b"').replace('per = "phase"', per)
    rows = [f"{day},,{party},1" for day in days for party in "ab"]
    folder = write(tmp_path / "t", every + mixed + owes("more", ""), *rows)
    ran = xt("chart", "--ledger", folder, "--at", "2026-01-02T00:00:00Z", "--width", 200).ok.out
    shown = " ".join(ran.split())
    assert "released; how many are owed was not agreed" in shown
    assert " of 0" not in shown


# ------------------------------------------------------------------------------ page


def test_the_matrix_of_the_page_shows_what_waits_and_what_has_no_end(tmp_path: Path) -> None:
    rows = page(write(tmp_path / "t", owes("whole", "") + SECOND, "2025-10-11,,a,3"), "kept")
    assert ["from 10 Oct 2025 on", "pending: 3 of 20, 17 still due"] in rows
    assert ["no date", f"{HANGS}; 20 asked for"] in rows


def test_the_matrix_of_the_page_shows_what_waits_where_nothing_else_is_judged(
    tmp_path: Path,
) -> None:
    rows = page(write(tmp_path / "t", SECOND + BEGUN.replace("2025-10-12", "2026-10-12")), "kept")
    wait = f"{HANGS}; 20 asked for"
    assert ["no date", "", wait, "dated 12–14 Oct 2026"] in rows


def test_releases_on_the_page_have_spans_several_parties_and_open_counts(tmp_path: Path) -> None:
    entries = [
        "2025-10-21,2025-11-03,a,780+",
        "2025-10-22,,a;b,1037",
        "2025-10-22,,b,?",
        "2025-10-01,2025-10-12,b,2",
    ]
    rows = page(write(tmp_path / "t", owes("whole", ""), *entries), "releases")
    heads = [row[0] for row in rows if len(row) == 1]
    assert heads == [
        "1–12 Oct 2025 (partly in the truce) Side B, h: 2",
        (
            "22 Oct 2025 Side A and Side B together, h: 1,037; Side B, h: an unknown number"
            " (1 entry without a full number)"
        ),
        "21 Oct – 3 Nov 2025 Side A, h: at least 780 (1 entry without a full number)",
    ]
    assert [row[:2] for row in rows if len(row) == 4][1:] == [
        ["Side B", "2"],
        ["Side A and Side B together", "1,037"],
        ["Side B", "not disclosed"],
        ["Side A", "780+"],
    ]


def test_what_is_owed_or_released_together_is_of_both_at_a_glance(tmp_path: Path) -> None:
    terms = owes("whole", "", party='["a", "b"]')
    folder = write(tmp_path / "t", terms, "2025-10-22,,a;b,1037", "2025-10-23,,a,4")
    text = run("report", folder).partition('class="in-all"')[2].partition("</p>")[0]
    shown = unescape(" ".join(re.sub("^[^>]*>|<[^>]*>", "", text).split()))
    assert shown == (
        "In all: Side A, h: 4 (nothing judged); "
        "Side B, no entry in the truce's days (nothing judged); "
        "Side A and Side B together, h: 1,037 (1 period: 1 kept)"
    )


def test_things_are_charted_and_listed_in_their_own_word_and_are_no_people(tmp_path: Path) -> None:
    trucks = owes("aid", "").replace('"h"', '"truck"')
    kinds = '[kinds.truck]\none = "aid truck"\nmany = "aid trucks"\npeople = false\n'
    folder = write(tmp_path / "t", trucks + kinds)
    text = "day,party,count,kind\n2025-10-11,a,600,truck\n2025-10-12,a,1,truck\n"
    (folder / "releases.csv").write_text(text, encoding="utf-8")
    shown = run("chart", folder, "--width", "120")
    assert "Side A, aid trucks: 601 by 2025-11-20" in shown
    assert "people" not in shown
    rows = page(folder, "releases")
    assert ["party", "count", "who", "notes"] in rows
    assert [row[0] for row in rows if len(row) == 1] == [
        "11 Oct 2025 Side A, aid trucks: 600",
        "12 Oct 2025 Side A, aid trucks: 1",
    ]
    assert [row[1:3] for row in rows if len(row) == 4][1:] == [
        ["600", "aid trucks"],
        ["1", "aid truck"],
    ]
