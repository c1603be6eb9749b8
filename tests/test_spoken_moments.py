"""Moments and days as people write them, in the truce's own time zone; files stay strict."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from exchange_tracker.cli.moments import DayAlone, spoken_day, spoken_moment
from exchange_tracker.errors import InvalidValue
from exchange_tracker.facts.truce_day import Clock
from tests.ledgers import NOV, done
from tests.program import Ran, xt

ZONE = ZoneInfo("Asia/Jerusalem")
CLOCK = Clock("Asia/Jerusalem", time(7))
NOW = datetime(2023, 12, 1, 1, 30, tzinfo=ZONE)  # still truce day 30 November
END, START, NOTHING = DayAlone.END, DayAlone.START, DayAlone.NOTHING


def read(text: str, alone: DayAlone = END, *, past: bool = False) -> str:
    return spoken_moment(text, CLOCK, NOW, alone, past=past).astimezone(ZONE).isoformat()[:-6]


def refused(text: str, alone: DayAlone = END) -> str:
    with pytest.raises(InvalidValue) as error:
        spoken_moment(text, CLOCK, NOW, alone)
    return str(error.value)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("now", "2023-12-01T01:30:00"),
        ("NOW", "2023-12-01T01:30:00"),
        ("21:00", "2023-12-01T21:00:00"),  # of today by the calendar, also to come
        ("9:05", "2023-12-01T09:05:00"),
        ("21:00:30", "2023-12-01T21:00:30"),
        ("today 21:00", "2023-12-01T21:00:00"),
        ("yesterday 21:00", "2023-11-30T21:00:00"),
        ("-2 21:00", "2023-11-29T21:00:00"),
        ("2023-11-30 21:00", "2023-11-30T21:00:00"),
        ("2023-11-30T21:00", "2023-11-30T21:00:00"),
        ("2023-11-30 21:00+00:00", "2023-11-30T23:00:00"),
        ("2023-11-30 21:00 Z", "2023-11-30T23:00:00"),
        ("2023-11-30T21:00:00+02:00", "2023-11-30T21:00:00"),
        ("2023-11-29", "2023-11-30T07:00:00"),  # a day alone: when that truce day is over
        ("2023-11-30", "2023-12-01T01:30:00"),  # it lasts: as it stands now
        ("2023-12-05", "2023-12-06T07:00:00"),  # to come
        ("today", "2023-12-01T01:30:00"),
        ("yesterday", "2023-11-30T07:00:00"),
        ("-2", "2023-11-29T07:00:00"),
        ("29 November 2023", "2023-11-30T07:00:00"),
        ("Nov 29, 2023 21:00", "2023-11-29T21:00:00"),
    ],
)
def test_a_moment_of_judgement(text: str, moment: str) -> None:
    assert read(text) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [("2023-11-30", "2023-11-30T07:00:00"), ("yesterday", "2023-11-29T07:00:00")],
)
def test_since_a_day_is_since_it_began(text: str, moment: str) -> None:
    assert read(text, START) == moment


@pytest.mark.parametrize(
    ("text", "moment"), [("21:00", "2023-11-30T21:00:00"), ("01:30", "2023-12-01T01:30:00")]
)
def test_what_happened_at_a_clock_time_is_not_to_come(text: str, moment: str) -> None:
    assert read(text, NOTHING, past=True) == moment


@pytest.mark.parametrize(
    ("text", "what", "both"),
    [
        (
            "2023-10-29 01:30",
            "comes twice on 2023-10-29",
            "write 2023-10-29T01:30:00+03:00 or 2023-10-29T01:30:00+02:00",
        ),
        (
            "2024-03-29 02:30",
            "never comes on 2024-03-29",
            "write 2024-03-29T01:30:00+02:00 or 2024-03-29T03:30:00+03:00",
        ),
    ],
)
def test_a_clock_time_that_comes_twice_or_never_is_not_guessed(
    text: str, what: str, both: str
) -> None:
    assert refused(text) == f"{text[-5:]} {what} in Asia/Jerusalem; {both}"
    for moment in both.removeprefix("write ").split(" or "):
        assert read(moment) == moment[:-6]


@pytest.mark.parametrize(
    "text",
    [
        *("", "tomorrow", "noon", "24:00", "21:60", "9", "21.00", "9pm", "30/11/2023", "٢١:٠٠"),
        *("2023-11-31", "2023-11-30 24:00", "2023-11-30 21", "-0", "--1", "21:00+02:00", "21:00Z"),
        *("2023-11-30 21:00 Asia/Jerusalem", "2023-W48-4", "today yesterday", "0023-01-01"),
        *("9999-12-31 23:00+24:00", "-99999"),
    ],
)
def test_anything_else_is_refused_in_words(text: str) -> None:
    assert ";" in refused(text)


def test_the_edges_of_the_calendar_are_no_fault() -> None:
    for text in ("0001-01-01 00:30", "9999-12-31 23:30", "9999-12-31"):
        try:
            spoken_moment(text, CLOCK, NOW, END)
        except InvalidValue:
            continue


def test_a_day_alone_is_no_moment_at_which_something_happened() -> None:
    assert refused("2023-11-30", NOTHING).endswith("or give the day with --day")


def test_days_before_today() -> None:
    today = date(2023, 11, 30)
    days = [spoken_day(text, today).day for text in ("today", "Yesterday", "-1", "-29")]
    assert days == [30, 29, 29, 1]


# -------------------------------------------------------------------------- on the command line

FULL = "2023-12-01T12:00:00+02:00"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    done("init", tmp_path / "x.db", "--from", NOV)
    return tmp_path / "x.db"


def judged(*words: object) -> Ran:
    ran = xt(*words)
    assert ran.code in (0, 1, 4), ran.err
    return ran


def test_the_answer_names_the_moment_that_was_taken() -> None:
    ran = judged("check", "--ledger", NOV, "--at", "2023-11-30")
    assert "judged at:  2023-12-01 07:00 Asia/Jerusalem (2023-12-01 05:00 UTC)" in ran.out
    assert ran.err == "--at 2023-11-30: taken as 2023-12-01T07:00:00+02:00 (Asia/Jerusalem)\n"
    full = judged("check", "--ledger", NOV, "--at", "2023-12-01T07:00:00+02:00")
    assert (ran.code, ran.out, full.err) == (full.code, full.out, "")
    assert "8 of 10, short 2" in ran.out  # the day is over, and judged as it ended


def test_a_clock_time_is_todays_in_the_truces_zone() -> None:
    today = datetime.now(ZONE).date()
    ran = judged("totals", "--ledger", NOV, "--at", "21:00")
    assert f"judged at:  {today} 21:00 Asia/Jerusalem" in ran.out
    assert f"--at 21:00: taken as {today}T21:00:00" in ran.err


def test_truces_in_several_zones_are_judged_at_one_moment() -> None:
    others = (NOV, NOV.parent / "korea-little-switch-1953")
    ran = xt("compare", *others, "--at", "2023-12-01 12:00")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("--at: '2023-12-01 12:00' is another moment for each of these truces")
    assert judged("compare", *others, "--at", FULL).err == ""
    same = judged("compare", NOV, NOV.parent / "jan2025", "--at", "2025-12-01 12:00")
    assert same.err.startswith("--at 2025-12-01 12:00: taken as 2025-12-01T12:00:00+02:00")


def test_knowledge_and_history_take_days_and_moments(ledger: Path) -> None:
    assert judged("totals", "-f", ledger, "--as-of", "today").err.startswith("--as-of today: taken")
    assert xt("log", "-f", ledger, "--since", "today", "-O", "csv").rows
    assert not xt("log", "-f", ledger, "--until", "yesterday", "-O", "csv").rows
    assert not xt("log", "-f", ledger, "--since", "-1", "--until", "-1", "-O", "csv").rows
    assert xt("flips", "-f", ledger, "--since", "now", "--at", FULL).code == 0
    ran = xt("flips", "-f", ledger, "--since", "2000-01-01")
    assert ran.err.splitlines()[-1].startswith("--since: the ledger begins at ")
    assert "or the number of a change" in xt("totals", "-f", ledger, "--as-of", "x").err
    assert xt("report", "-f", ledger, "--since", "now", "--at", FULL).code == 0


def test_days_of_filters_and_arguments(ledger: Path) -> None:
    today = datetime.now(UTC).astimezone(ZONE)
    day = CLOCK.day_of(today)
    words = ("--party", "hamas", "--kind", "hostage", "--count", "3")
    assert xt("add", "-f", ledger, "--day", "today", *words).code == 0
    rows = xt("totals", "-f", ledger, "--from", "today", "--to", "today", "-O", "csv").rows
    assert [(row["party"], row["count"]) for row in rows] == [("hamas", "3"), ("israel", "")]
    before = xt("totals", "-f", ledger, "--to", "-1", "--from", "-1", "-O", "csv").rows
    assert {(row["day"], row["count"]) for row in before} == {(str(day - timedelta(1)), "")}
    assert f"Total of 2023-11-24 to {day}" in xt("why", "total", "today", "-f", ledger).out
    assert "write -- -1 there" not in xt("say", "--", "-1", "-f", ledger).err
    assert "a day before today is written -- -1 there" in xt("say", "-1", "-f", ledger).err


def test_what_is_recorded_has_days_and_moments_in_full(ledger: Path) -> None:
    words = ("--party", "Hamas", "--kind", "hostage", "--count", "1", "-f", ledger)
    day = CLOCK.day_of(datetime.now(UTC))
    ran = xt("add", "--id", "a", "--day", "yesterday", *words)
    assert ran.err.startswith(f"day yesterday: taken as {day - timedelta(1)}\n")
    assert xt("add", "--id", "b", "--at", "2023-11-30 21:00", *words).code == 0
    assert xt("move", "--id", "c", "--day", "-3", "--movement", "died", *words).code == 0
    claim = ("--source", "N01", "--published", "2023-12-01 09:00", "--to", "today", "--figure", "1")
    assert xt("claim", "--id", "d", *claim, "--party", "HAMAS", "-f", ledger).code == 0
    assert (
        xt("amend", "a", "--set", "day=-2", "--set", "party=Israel", "--reason", "x", "-f", ledger)
    ).code == 0
    rows = {
        id_: xt("show", id_, "-f", ledger, "-O", "csv").rows[-1] for id_ in ("a", "b", "c", "d")
    }
    assert (rows["a"]["day"], rows["a"]["party"]) == (str(day - timedelta(2)), "israel")
    assert rows["b"]["at"] == "2023-11-30T21:00:00+02:00"
    assert (rows["c"]["day"], rows["c"]["party"]) == (str(day - timedelta(3)), "hamas")
    assert rows["d"]["published"] == "2023-12-01T09:00:00+02:00"
    assert (rows["d"]["to"], rows["d"]["party"]) == (str(day), "hamas")


def test_a_clock_time_that_comes_twice_is_not_recorded(ledger: Path) -> None:
    words = ("--party", "hamas", "--kind", "hostage", "--count", "1", "-f", ledger)
    ran = xt("add", "--at", "2023-10-29 01:30", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        "xt add: at: 01:30 comes twice on 2023-10-29 in Asia/Jerusalem; write"
    )
    assert xt("add", "--at", "2023-11-30", *words).code == 2


def test_files_stay_strict(ledger: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("day,party,kind,count\nyesterday,hamas,hostage,1\n2023-11-30,Hamas,hostage,1\n")
    ran = xt("import", "releases", path, "-f", ledger)
    assert (ran.code, ran.out) == (3, "")
    assert "'yesterday' is not a date" in ran.err
    assert "'Hamas' is not a party" in ran.err


@pytest.mark.parametrize(
    ("words", "same"),
    [
        (["check", "--party", "HAMAS"], ["check", "--party", "hamas"]),
        (
            ["check", "--reading", "only the total of each phase is owed;  no day stands alone"],
            ["check", "--reading", "phase-totals"],
        ),
        (
            ["check", "--obligation", "At least ten Israeli hostages a day"],
            ["check", "--obligation", "hostages-daily"],
        ),
        (["status", "--reading", "Credit"], ["status", "--reading", "credit"]),
        (
            ["margin", "Hostages-Daily", "2023-11-30"],
            ["margin", "hostages-daily", "2023-11-30"],
        ),
        (
            ["why", "check", "hostages-DAILY", "2023-11-30", "--reading", "CREDIT"],
            ["why", "check", "hostages-daily", "2023-11-30", "--reading", "credit"],
        ),
        (["totals", "--party", "Israel"], ["totals", "--party", "israel"]),
        (["discrepancies", "--party", "Israel"], ["discrepancies", "--party", "israel"]),
        (["chart", "--party", "Israel"], ["chart", "--party", "israel"]),
    ],
)
def test_a_name_is_taken_where_only_one_is_so_called(words: list[str], same: list[str]) -> None:
    more = ("--ledger", NOV, "--at", FULL)
    assert judged(*words, *more) == judged(*same, *more)


def test_a_name_of_two_parties_is_not_guessed(tmp_path: Path) -> None:
    terms = (NOV / "terms.toml").read_text().replace('israel = "Israel"', 'israel = "Hamas"')
    (tmp_path / "terms.toml").write_text(terms)
    (tmp_path / "releases.csv").write_text("day,party,kind,count\n")
    ran = xt("totals", "--party", "HAMAS", "--ledger", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "'HAMAS' is not a party of the terms; write one of hamas, israel" in ran.err
