"""The desk's screen on dates that hang on events, that are deadlines, or that nobody has set."""

from pathlib import Path

import pytest

from tests.program import xt
from tests.truces import table

HEAD = """
title = "t"
timezone = "Asia/Jerusalem"
[parties]
a = "Side A"
b = "Side B"
[events.ceasefire]
title = "The ceasefire is in force"
at = 2025-10-10T12:00:00+03:00
[events.talks]
title = "Talks begin"
[events.e3]
"""
PHASE = '[[phases]]\nname = "truce"\nfrom = 2025-10-10\n'
ENDING = f"{PHASE}to = 2026-01-10\n"
LATER = "[readings.later.events.ceasefire]\nat = 2025-10-10T18:00:00+03:00\n"
BEGUN = "[readings.begun.events.talks]\nat = 2025-10-12T18:00:00+03:00\n"


def owes(name: str, more: str, per: str = "phase", at_least: str = "20") -> str:
    """An obligation of Side A to hand over hostages."""
    return (
        f'[[obligations]]\nid = "{name}"\nparty = "a"\ncounts = {{ kind = "hostage" }}\n'
        f'per = "{per}"\nat_least = {at_least}\n{more}\n'
    )


WITHIN = owes("living", 'after = "ceasefire"\nwithin = "72h"')
ENDLESS = owes("all", 'after = "ceasefire"')
TALKS = owes("second", 'after = "talks"\nwithin = "60d"')


def screen(folder: Path, terms: str, at: str, *entries: str) -> str:
    """The screen at a moment as one line; entries are day, until, count."""
    rows = [
        f"{day},{until.strip('-')},a,hostage,{count}"
        for day, until, count in map(str.split, entries)
    ]
    text = "\n".join(["day,until,party,kind,count", *rows])
    folder.mkdir(exist_ok=True)
    (folder / "terms.toml").write_text(terms, encoding="utf-8")
    (folder / "releases.csv").write_text(f"{text}\n", encoding="utf-8")
    return " ".join(
        " ".join(table(xt("status", "--ledger", folder, "--at", at, "--width", 160).ok.out)).split()
    )


DEADLINES = [
    # Inside a truce day, which counts whole.
    (
        WITHIN,
        "2025-10-11T10:00+03:00",
        (
            "Side A: living: deadline 2025-10-13 12:00 (09:00 UTC), in 50 h 00 min;"
            " the truce day in which it lies counts whole, to 2025-10-14 00:00"
        ),
    ),
    (
        WITHIN,
        "2025-10-13T15:00+03:00",
        (
            "Side A: living: deadline 2025-10-13 12:00 (09:00 UTC), passed 3 h 00 min ago;"
            " the truce day in which it lies counts whole, to 2025-10-14 00:00"
        ),
    ),
    (
        WITHIN,
        "2025-11-20T12:00+02:00",
        (
            "Side A: living: deadline 2025-10-13 12:00 (09:00 UTC), passed 38 d 1 h ago;"
            " the truce day in which it lies counts whole, to 2025-10-14 00:00"
        ),
    ),
    # Days end with a truce day.
    (
        owes("living", 'after = "ceasefire"\nwithin = "3d"'),
        "2025-10-13T15:00+03:00",
        "Side A: living: deadline 2025-10-14 00:00 (21:00 UTC), in 9 h 00 min",
    ),
    (
        owes("dated", "", "deadline", "{ 2025-10-13 = 3, 2031-01-01 = 5 }").replace(
            "\n\n", "\nfrom = 2025-10-10\nto = 2031-02-01\n"
        ),
        "2025-10-13T15:00+03:00",
        (
            "Side A: dated: deadlines 2025-10-14 00:00 (21:00 UTC), in 9 h 00 min;"
            " then 2031-01-02 00:00 (22:00 UTC), in 1,906 d 10 h"
        ),
    ),
    # Without an end.
    (
        ENDLESS,
        "2025-11-20T13:00+02:00",
        "Side A: all: no record, 20 due; no date is set; 41 days since “The ceasefire is in force”",
    ),
    (
        ENDLESS,
        "2025-10-11T13:00+03:00",
        "Side A: all: no record, 20 due; no date is set; 1 day since “The ceasefire is in force”",
    ),
    (
        ENDLESS,
        "2025-10-10T13:30+03:00",
        "no date is set; 1 h 30 min since “The ceasefire is in force”",
    ),
    (
        owes("all", ""),
        "2025-10-12T00:00+03:00",
        "no date is set; 2 days since the phase “truce” began",
    ),
    (
        owes("all", "from = 2025-10-01"),
        "2025-10-12T00:00+03:00",
        "no date is set; 11 days since 2025-10-01",
    ),
    # Not known to have happened.
    (
        TALKS,
        "2025-11-20T13:00+02:00",
        "Side A: second: hangs on “Talks begin”, which is not known to have happened; 20 asked for",
    ),
    (
        owes("second", 'after = "e3"', at_least='"?"'),
        "2025-11-20T13:00+02:00",
        (
            "Side A: second: hangs on “e3”, which is not known to have happened;"
            " how many are owed was not agreed"
        ),
    ),
]


@pytest.mark.parametrize(("obligation", "at", "words"), DEADLINES)
def test_the_screen_counts_down_to_a_deadline_or_says_that_there_is_none(
    tmp_path: Path, obligation: str, at: str, words: str
) -> None:
    assert words in screen(tmp_path / "t", HEAD + PHASE + obligation, at)


def test_three_of_twenty_no_date_is_set(tmp_path: Path) -> None:
    shown = screen(
        tmp_path / "t", HEAD + PHASE + ENDLESS, "2025-11-20T13:00+02:00", "2025-10-14 - 3"
    )
    assert "3 of 20; no date is set; 41 days since “The ceasefire is in force”" in shown
    assert "Side A: all, from 2025-10-10 on 3 0 20 17 pending" in shown
    assert "truce day: 2025-11-20, day 42 its hours" in shown
    assert "ends: no date is set" in shown


def test_a_reading_that_moves_an_event_has_a_deadline_of_its_own(tmp_path: Path) -> None:
    shown = screen(tmp_path / "t", HEAD + PHASE + WITHIN + LATER, "2025-10-12T12:00+03:00")
    whole = "; the truce day in which it lies counts whole, to 2025-10-14 00:00"
    assert f"2025-10-13 12:00 (09:00 UTC), in 24 h 00 min{whole} (as-written)" in shown
    assert f"2025-10-13 18:00 (15:00 UTC), in 30 h 00 min{whole} (later)" in shown


def test_a_reading_that_dates_what_others_wait_for_is_named(tmp_path: Path) -> None:
    shown = screen(tmp_path / "t", HEAD + PHASE + TALKS + BEGUN, "2025-10-20T12:00+03:00")
    assert "Side A: second: deadline 2025-12-12 00:00 (22:00 UTC), in 52 d 13 h (begun)" in shown
    assert "which is not known to have happened; 20 asked for (as-written)" in shown


def test_before_its_event_a_period_is_upcoming_and_nothing_is_missing_from_the_record(
    tmp_path: Path,
) -> None:
    shown = screen(tmp_path / "t", HEAD + PHASE + ENDLESS + WITHIN, "2025-10-10T09:00+03:00")
    assert "Side A: all, from 2025-10-10 on – 0 20 20 upcoming" in shown
    assert "upcoming, 20 asked for; begins 2025-10-10 12:00 (09:00 UTC), in 3 h 00 min;" in shown
    assert "no date is set for its end" in shown
    assert "no record" not in shown


def test_what_was_not_agreed_is_no_number_on_the_screen(tmp_path: Path) -> None:
    terms = HEAD + PHASE + owes("some", "", at_least='"?"')
    shown = screen(tmp_path / "t", terms, "2025-10-20T12:00+03:00", "2025-10-14 - 48")
    assert "Side A: some, from 2025-10-10 on 48 0 not agreed ? pending" in shown
    assert "48 released; how many are owed was not agreed; no date is set; 10 days since" in shown


def test_what_may_lie_in_a_period_is_perhaps_recorded(tmp_path: Path) -> None:
    terms = HEAD + ENDING + owes("daily", "", "day", "2")
    spans = "2025-10-10 2025-10-11 5", "2025-10-12 2025-10-13 ?"
    shown = screen(tmp_path / "t", terms, "2025-10-13T12:00+03:00", *spans)
    assert "Side A: daily, 10-10 0 to 5 0 2 0 to 2 undisclosed" in shown
    assert "Side A: daily, 10-12 perhaps 0 2 0 to 2 undisclosed" in shown
    assert "Side A: daily perhaps 0 2 0 to 2 pending" in shown
    assert (
        "last entry: r2, some time from 2025-10-12 to 2025-10-13, up to 1 d 12 h ago".replace(
            "1 d 12 h", "36 h 00 min"
        )
        in shown
    )


def test_days_outside_the_year_of_the_moment_have_their_year(tmp_path: Path) -> None:
    terms = HEAD + ENDING + owes("whole", "") + owes("daily", "", "day", "2")
    shown = screen(tmp_path / "t", terms, "2026-01-02T12:00+02:00", "2026-01-01 - 2")
    assert "Side A: whole, 2025-10-10 to 2026-01-10" in shown
    assert "Side A: daily, 2025-12-31" in shown
    assert "Side A: daily, 12-31" not in shown
