"""The naive reference on the real folders, against figures worked out by hand."""

from datetime import UTC, datetime
from pathlib import Path

from . import naive
from .short_rows import short

DATA = Path(__file__).parents[2] / "data"
AFTER = datetime(2026, 1, 1, tzinfo=UTC)


def test_the_last_day_of_november_2023_is_short_as_written_and_credited_under_credit() -> None:
    rows = naive.check(DATA / "nov2023", AFTER)
    assert short(rows, "hostages-extensions") == [
        "28 10 0 10 0 0 0 0 met",
        "29 10 0 10 0 0 0 0 met",
        "30 10 0 8 0 2 0 0 short",
    ]
    assert short(rows, "hostages-extensions", "credit") == [
        "28 10 0 10 0 0 0 0 met",
        "29 10 0 12 0 0 2 2 met",
        "30 10 2 8 2 0 0 0 credited",
    ]
    assert short(rows, "prisoners-extensions", "all-israelis")[1] == "29 36 0 30 0 6 0 0 short"
    assert short(rows, "hostages-daily", "phase-totals") == []


def test_november_2023_is_a_finding_only_where_the_other_readings_are_not_asked_for() -> None:
    asked = ["as-written", "all-israelis"]
    assert naive.check_exit(naive.check(DATA / "nov2023", AFTER, asked)) == 1
    assert naive.check_exit(naive.check(DATA / "nov2023", AFTER)) == 4
    assert naive.check_exit(naive.check(DATA / "shalit2011", AFTER)) == 0


def test_the_totals_of_november_2023_end_at_105_and_240() -> None:
    rows = naive.totals(DATA / "nov2023", AFTER)
    last = {row["party"]: row["running_total"] for row in rows if row["day"] == "2023-11-30"}
    assert last == {"hamas": "105", "israel": "240"}
    assert len(rows) == 14


def test_the_two_russian_israelis_of_november_2023_are_in_one_group() -> None:
    rows = naive.totals(DATA / "nov2023", AFTER, by=("nationality",))
    last = {row["nationality"]: row["running_total"] for row in rows if row["day"] == "2023-11-30"}
    assert last == {
        "Filipino": "1",
        "Israeli": "78",
        "Israeli;Russian": "3",
        "Palestinian": "240",
        "Thai": "23",
    }


def test_november_2023_earns_six_days_as_written_and_seven_under_credit() -> None:
    rows = [" ".join(row.values()) for row in naive.extension(DATA / "nov2023", AFTER)]
    assert rows == [
        "as-written 78 6 7 2",
        "all-israelis 80 7 7 10",
        "credit 80 7 7 10",
        "phase-totals 78 6 7 2",
    ]


def test_the_figure_of_110_hostages_is_five_above_the_ledger() -> None:
    rows = {row["claim"]: row for row in naive.reconcile(DATA / "nov2023", AFTER)}
    found = [rows["c092"][key] for key in ("from", "ledger", "difference", "status")]
    assert found == ["2023-11-24", "105", "5", "differs"]
    assert rows["c094"]["status"] == "agrees"


def test_in_2025_what_was_owed_on_22_february_is_carried_to_the_27th_by_a_reading() -> None:
    rows = naive.check(DATA / "jan2025", AFTER)
    assert short(rows, "prisoners-same-day", "late-is-mended")[-8:] == [
        "22 108 0 0 0 108 0 -108 short",
        "23 0 -108 0 0 108 0 -108 unreported",
        "24 0 -108 0 0 108 0 -108 unreported",
        "25 0 -108 0 0 108 0 -108 unreported",
        "26 0 -108 0 0 108 0 -108 unreported",
        "27 0 -108 643 0 0 535 0 met",
        "28 0 0 0 0 0 0 0 met",
        "01 0 0 0 0 0 0 0 met",
    ]
