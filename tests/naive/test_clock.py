from datetime import date, datetime

import pytest

from tests.naive.clock import read_clock

JERUSALEM = "Asia/Jerusalem"


@pytest.mark.parametrize(
    ("zone", "starts", "moment", "day"),
    [
        # The example of section 1: 01:30 on 1 December is still the truce day 30 November.
        (JERUSALEM, "07:00", "2023-12-01T01:30:00+02:00", "2023-11-30"),
        (JERUSALEM, "07:00", "2023-12-01T07:00:00+02:00", "2023-12-01"),
        (JERUSALEM, "00:00", "2023-11-30T21:59:59Z", "2023-11-30"),
        (JERUSALEM, "00:00", "2023-11-30T22:00:00Z", "2023-12-01"),
        # 29 October 2023: 02:00 (+03:00) becomes 01:00 (+02:00); 01:30 comes twice, the first is it.
        (JERUSALEM, "01:30", "2023-10-29T01:29:59+03:00", "2023-10-28"),
        (JERUSALEM, "01:30", "2023-10-29T01:30:00+03:00", "2023-10-29"),
        (JERUSALEM, "01:30", "2023-10-29T01:10:00+02:00", "2023-10-29"),
        # 29 March 2024: 02:00 (+02:00) becomes 03:00 (+03:00); 02:30 is read with +02:00.
        (JERUSALEM, "02:30", "2024-03-29T03:29:59+03:00", "2024-03-28"),
        (JERUSALEM, "02:30", "2024-03-29T03:30:00+03:00", "2024-03-29"),
        # Beirut skips midnight of 31 March 2024: 00:00 (+02:00) is 01:00 (+03:00).
        ("Asia/Beirut", "00:00", "2024-03-30T21:59:59Z", "2024-03-30"),
        ("Asia/Beirut", "00:00", "2024-03-30T22:00:00Z", "2024-03-31"),
        # Apia has no 30 December 2011: the day is empty, its start is the next one's.
        ("Pacific/Apia", "00:00", "2011-12-30T09:59:59Z", "2011-12-29"),
        ("Pacific/Apia", "00:00", "2011-12-30T10:00:00Z", "2011-12-31"),
    ],
)
def test_a_moment_belongs_to_the_last_truce_day_that_has_started(
    zone: str, starts: str, moment: str, day: str
) -> None:
    clock = read_clock(starts, zone)
    assert clock.day(datetime.fromisoformat(moment)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("day", "hours"), [("2023-10-28", 25), ("2023-10-29", 24), ("2024-03-28", 23)]
)
def test_a_truce_day_has_23_or_25_hours_where_the_clocks_change(day: str, hours: int) -> None:
    clock = read_clock("07:00", JERUSALEM)
    first = date.fromisoformat(day)
    assert (clock.end(first) - clock.start(first)).total_seconds() == hours * 3600


@pytest.mark.parametrize(
    ("moment", "within", "day"),
    [
        ("2023-11-24T12:00:00+02:00", "72h", "2023-11-27"),
        ("2023-11-24T07:00:00+02:00", "24h", "2023-11-24"),  # at the very start: the day before
        ("2023-11-24T07:01:00+02:00", "24h", "2023-11-25"),
        ("2023-11-24T06:00:00+02:00", "1h", "2023-11-23"),
        ("2023-11-24T12:00:00+02:00", "1d", "2023-11-25"),
        ("2023-11-24T06:59:00+02:00", "2d", "2023-11-25"),
        # 25 hours from 07:00 are 07:00 again where the clocks go back.
        ("2023-10-28T07:00:00+03:00", "25h", "2023-10-28"),
    ],
)
def test_a_deadline_lies_in_a_truce_day(moment: str, within: str, day: str) -> None:
    clock = read_clock("07:00", JERUSALEM)
    assert clock.deadline_day(datetime.fromisoformat(moment), within) == date.fromisoformat(day)
