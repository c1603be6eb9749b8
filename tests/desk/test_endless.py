"""What has no end is read for years: what its readings ask, who is held, and tables that stay short."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.program import xt
from tests.truces import HEAD, owes, phase, reading, table, write

ENDLESS = f'{HEAD}[[phases]]\nname = "p"\nfrom = 2024-01-01\n'
LATE = "2024-03-31T12:00Z"
YEARS = "2034-01-01T12:00Z"
SEVERAL = owes("all", "a", 'at_least = 9\nper = "phase"\nfrom = 2024-01-01\nto = 2024-01-03')
LATER = reading("later", "all", "from = 2024-01-02")
FEWER = reading("fewer", "all", "at_least = 5")
OPEN = owes("all", "a", 'at_least = "?"\nper = "phase"')
NUMBER = reading("ten", "all", "at_least = 10\nfrom = 2024-01-02")


def ask(command: str, folder: Path, at: str, *options: object) -> str:
    return xt(command, "--ledger", folder, "--at", at, *options).out


def said(folder: Path, at: str) -> str:
    return " ".join(ask("say", folder, at, "--length", "full").split())


@pytest.mark.parametrize(
    ("terms", "at", "words"),
    [
        (  # as written it is over, under a reading it runs on
            ENDLESS + SEVERAL + LATER,
            LATE,
            ("Over 1 to 3 January, by the terms as written (“all”), four count, five under the"
            " minimum of nine. By another reading, “later” (“later”; held by somebody), what is"
            " owed runs over other days: so far seven of nine due from 2 January on."),
        ),
        (  # as written it has not begun
            HEAD + phase("p", 1, 9) + owes("all", "a", 'at_least = 9\nper="phase"\nfrom=2024-01-05')
            + reading("early", "all", "from = 2024-01-01\nto = 2024-01-03"),
            "2024-01-02T12:00Z",
            ("By the terms as written (“all”), the minimum of nine is due from 5 January on. By"
            " another reading, “early” (“early”; held by somebody), what is owed runs over other"
            " days: so far four of nine due over 1 to 3 January."),
        ),
        (  # both run, and neither is over
            ENDLESS + OPEN + NUMBER,
            LATE,
            ("so far eight count; no date is set; how many are owed was not agreed. By another"
            " reading, “ten” (“ten”; held by somebody), what is owed runs over other days: so far"
            " seven of ten due from 2 January on."),
        ),
    ],
)  # fmt: skip
def test_what_a_reading_alone_asks_on_a_day_is_told(
    tmp_path: Path, terms: str, at: str, words: str
) -> None:
    folder = write(tmp_path / "t", terms, "01 a h 1\n02 a h 3\n04 a h 4")
    assert words in said(folder, at)


def test_what_is_kept_under_a_reading_of_other_days_is_not_told_for_ever(tmp_path: Path) -> None:
    until = reading("later", "all", "from = 2024-01-02\nto = 2024-12-31")
    folder = write(tmp_path / "t", ENDLESS + SEVERAL + until, "01 a h 1\n02 a h 3\n04 a h 6")
    assert "“all”" not in said(folder, LATE)


def test_a_day_that_is_not_over_and_brought_nothing_is_not_taken_for_all_days(
    tmp_path: Path,
) -> None:
    folder = write(tmp_path / "t", ENDLESS + OPEN, "01 a h 1\n02 a h 3")
    assert said(folder, LATE).startswith(
        "Up to 12:00 on 31 March 2024 (UTC), no release by Side A is recorded that day."
    )
    early = "2024-01-02T12:00Z"
    assert said(folder, early).startswith("By what is recorded up to 12:00 on 2 January 2024 (UTC)")


def test_readings_that_share_a_deadline_share_its_line(tmp_path: Path) -> None:
    event = "[events.e]\nat = 2024-01-01T06:00:00Z\n"
    within = owes("all", "a", 'at_least = 9\nper = "phase"\nafter = "e"\nwithin = "48h"')
    never = reading("never", "all", 'after = "e"')
    folder = write(tmp_path / "t", ENDLESS + event + within + FEWER + never, "01 a h 1")
    shown = " ".join(ask("status", folder, "2024-01-02T12:00Z").split())
    assert shown.count("deadline 2024-01-03 06:00 (06:00 UTC)") == 1
    assert "to 2024-01-04 00:00 (as-written, fewer)" in shown


# --------------------------------------------------------------------------- long tables


def test_the_totals_of_a_long_truce_have_one_line_for_days_without_an_entry(tmp_path: Path) -> None:
    folder = write(tmp_path / "t", ENDLESS, "01 a h 1\n03 b h 2\n04 a h 0")
    shown = xt("totals", "--ledger", folder, "--at", YEARS, "--by", "kind,day").ok.out
    rows = [line for line in table(shown) if line.startswith("20")]
    assert rows == [
        "2024-01-01 Side A h 1 1",
        "2024-01-01 Side B h no record 0",
        "2024-01-02 Side A h no record 1",
        "2024-01-02 Side B h no record 0",
        "2024-01-03 Side A h no record 1",
        "2024-01-03 Side B h 2 2",
        "2024-01-04 Side A h 0 1",
        "2024-01-04 Side B h no record 2",
        "2024-01-05 to 2034-01-01: 3,650 days without a record",
    ]
    assert len(xt("totals", "--ledger", folder, "--at", YEARS, "-O", "csv").rows) == 2 * 3654


def test_the_totals_of_a_short_truce_are_by_day_of_a_long_one_by_week(tmp_path: Path) -> None:
    folder = write(tmp_path / "t", ENDLESS, "01 a h 1")
    shown = ask("totals", folder, "2024-03-02T12:00Z")  # the 62nd day
    assert "2024-01-02 to 2024-03-02: 61 days without a record" in shown
    shown = ask("totals", folder, "2024-03-03T12:00Z")
    assert "2024-01-08 to 2024-03-03: 56 days without a record" in shown


def test_the_page_of_a_long_truce_has_one_row_for_weeks_without_an_entry(tmp_path: Path) -> None:
    folder = write(tmp_path / "t", ENDLESS, "01 a h 1")
    page = ask("report", folder, YEARS)
    table_ = page[page.index("Running totals by week") :].partition("</table>")[0]
    assert re.findall(r'scope="row">([^<]*)<', table_) == ["7 Jan 2024", "1 Jan 2034"]
    assert len(re.sub(r'"data:text/csv[^"]*"', "", page)) < 100_000  # the data has each day


# -------------------------------------------------------------------------- who is held

COHORT = (
    '[cohorts.c]\ntitle = "Held"\nparty = "a"\ncounts = { kind = ["h", "r"] }\nfrom = 2023-12-30\n'
)
DEAD = f'{COHORT}dead = ["r"]\n'


def cohort(folder: Path, terms: str, movements: str, releases: str = "") -> Path:
    write(folder, ENDLESS + terms, releases)
    head = "day,party,movement,kind,count"
    (folder / "movements.csv").write_text(f"{head}\n{movements}", encoding="utf-8")
    return folder


TAKEN = "2023-12-30,a,taken,h,{}\n2024-01-02,a,died,h,{}\n"


@pytest.mark.parametrize(
    ("taken", "died", "status", "held", "say"),
    [
        (5, 0, "5, none of them dead", "none of those held is dead", "of them dead"),
        (5, 1, "5, 1 of them dead", "1 of those held is dead; 1 is known to have died", "one of"),
        (5, 2, "5, 2 of them dead", "2 of those held are dead; 2 are known to have died", "two of"),
        (5, 5, "5, all of them dead", "all of those held are dead; 5 are", "all of them dead"),
        (1, 1, "1, 1 of them dead", "1 of those held is dead; 1 is", "who is dead"),
    ],
)  # fmt: skip
def test_how_many_of_those_held_are_dead(
    tmp_path: Path, taken: int, died: int, status: str, held: str, say: str
) -> None:
    folder = cohort(tmp_path / "t", DEAD, TAKEN.format(taken, died))
    assert f"still held: Held: {status}" in ask("status", folder, LATE)
    assert held in " ".join(ask("held", folder, LATE).split())
    assert (say in said(folder, LATE)) == (died > 0)


def test_nobody_who_is_not_asked_for_has_a_column(tmp_path: Path) -> None:
    shown = ask("held", cohort(tmp_path / "t", COHORT, TAKEN.format(5, 0)), LATE)
    assert "still held" in shown
    assert "dead" not in shown


@pytest.mark.parametrize(
    ("count", "at", "words"),
    [
        (5, LATE, "Five are still held (“Held”), as recorded."),
        (1, LATE, "One is still held (“Held”), as recorded."),
        ("5+", LATE, "At least five are still held (“Held”), as recorded."),
    ],
)
def test_while_a_day_runs_people_are_held_and_afterwards_they_were(
    tmp_path: Path, count: int | str, at: str, words: str
) -> None:
    folder = cohort(tmp_path / "t", COHORT, f"2023-12-30,a,taken,h,{count}\n")
    assert words in said(folder, at)
    past = " ".join(ask("say", folder, at, "2024-01-02", "--length", "full").split())
    were = words.replace(" are ", " were ").replace(" is ", " was ")
    assert were.replace("(“Held”),", "(“Held”) at the end of the day,") in past


def test_those_held_are_drawn_day_by_day_under_days_of_their_own(tmp_path: Path) -> None:
    moved = f"{TAKEN.format(5, 0)}2024-01-03,a,rescued,h,2\n"
    folder = cohort(tmp_path / "t", COHORT, moved, "01 a h 1")
    strip = table(ask("chart", folder, "2024-01-05T12:00Z").partition("still held: Held")[2])
    assert [line.split()[:2] for line in strip[3:]] == [
        ["2023-12-30–2023-12-31", "5"],
        ["2024-01-01–2024-01-02", "4"],
        ["2024-01-03", "2"],
    ]
    svg = ET.fromstring(ask("chart", folder, "2024-01-05T12:00Z", "-O", "svg"))  # noqa: S314 - our own
    texts = ["".join(each.itertext()) for each in svg.iter() if each.tag.endswith("text")]
    ends = [text for text in texts if re.fullmatch(r"(\d{4}-)?\d\d-\d\d", text)]
    assert ends == ["01-01", "01-05", "2023-12-30", "2024-01-03"]


def test_a_number_that_cannot_be_stated_is_not_drawn(tmp_path: Path) -> None:
    moved = f"{TAKEN.format(5, 0)}2024-01-03,a,rescued,h,?\n2024-01-03,a,retaken,h,?\n"
    folder = cohort(tmp_path / "t", COHORT, moved)
    strip = ask("chart", folder, LATE).partition("still held: Held")[2]
    assert "2023-12-30–2024-01-02" in strip
    assert "2024-01-03" not in strip
