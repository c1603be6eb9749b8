"""The truce's clock: moments and the truce days they lie in (ledger.md, section 1)."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_tracker.facts.truce_day import Clock

HOUR = timedelta(hours=1)
QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
FIRST, LAST = datetime(2022, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
ZONES = ["Asia/Jerusalem", "Asia/Gaza", "Europe/Kyiv"]
STARTS = ["00:00", "07:00", "10:00"]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def walls(zone: str) -> list[tuple[datetime, datetime]]:
    """Every quarter of an hour, and what a clock on a wall of the zone shows then."""
    there = ZoneInfo(zone)
    quarters = (FIRST - 2 * DAY + QUARTER * n for n in range((LAST - FIRST + 4 * DAY) // QUARTER))
    return [(at, at.astimezone(there).replace(tzinfo=None)) for at in quarters]


def reckoned(
    seen: list[tuple[datetime, datetime]], starts: time
) -> Iterator[tuple[date, datetime]]:
    """Each truce day with its beginning, found by looking at the wall quarter after quarter.

    A day begins when the wall first shows its hour. Where it jumps over that hour, the hour is
    reckoned from the last quarter before the jump, as if the wall had not jumped.
    """
    awaited = datetime.combine(seen[0][1].date() + DAY, starts)
    before = seen[0]
    for at, wall in seen[1:]:
        if wall == awaited:
            yield awaited.date(), at
            awaited += DAY
        elif wall > awaited and before[1] < awaited:
            yield awaited.date(), before[0] + (awaited - before[1])
            awaited += DAY
        before = at, wall


@pytest.mark.parametrize("zone", ZONES)
def test_every_hour_of_nine_years_lies_in_the_day_that_the_wall_shows(zone: str) -> None:
    seen = walls(zone)
    for starts in map(time.fromisoformat, STARTS):
        days = list(reckoned(seen, starts))
        begins = [begin for _, begin in days]
        clock = Clock(zone, starts)
        assert [clock.begins(day) for day, _ in days] == begins
        assert [clock.ends(day) for day, _ in days[:-1]] == begins[1:]
        assert disagreements(clock, days) == []


def disagreements(clock: Clock, days: list[tuple[date, datetime]]) -> list[datetime]:
    """The hours of nine years that do not lie in the day reckoned."""
    begins = [begin for _, begin in days]
    hours = (FIRST + HOUR * n for n in range((LAST - FIRST) // HOUR))
    return [at for at in hours if clock.day_of(at) != days[bisect_right(begins, at) - 1][0]]


def test_control_a_clock_whose_days_all_have_24_hours_is_found() -> None:
    class Even(Clock):
        def day_of(self, moment: datetime) -> date:
            starts = timedelta(hours=self.starts.hour)
            return (self.local(moment - starts)).date()

    days = list(reckoned(walls("Asia/Gaza"), time(7)))
    assert disagreements(Clock("Asia/Gaza", time(7)), days) == []
    changes = [day for day, _ in days if 2022 <= day.year <= 2030 and _odd(day, "Asia/Gaza")]
    assert len(disagreements(Even("Asia/Gaza", time(7)), days)) == len(changes) > 17


def _odd(day: date, zone: str) -> bool:
    """Tell whether the calendar day has other than 24 hours."""
    ends = (datetime.combine(each, time(), tzinfo=ZoneInfo(zone)) for each in (day, day + DAY))
    first, last = (each.astimezone(UTC) for each in ends)
    return last - first != DAY


@pytest.mark.parametrize("zone", ZONES)
def test_the_years_hold_days_of_23_and_25_hours(zone: str) -> None:
    for starts in STARTS:
        clock = Clock(zone, time.fromisoformat(starts))
        year = [date(2023, 1, 1) + DAY * n for n in range(365)]
        lengths = [(clock.ends(day) - clock.begins(day)) // HOUR for day in year]
        assert set(lengths) == {23, 24, 25}
        assert lengths.count(23) == lengths.count(25)


@pytest.mark.parametrize(
    ("zone", "starts", "day", "begins"),
    [
        # 07:00 in Israel, in winter and in summer
        ("Asia/Jerusalem", "07:00", "2023-11-30", "2023-11-30T05:00:00Z"),
        ("Asia/Jerusalem", "07:00", "2023-07-01", "2023-07-01T04:00:00Z"),
        # 02:00 to 03:00 was skipped on 29 March 2024: read with the offset before, +02:00
        ("Asia/Jerusalem", "01:59", "2024-03-29", "2024-03-29T01:59:00+02:00"),
        ("Asia/Jerusalem", "02:00", "2024-03-29", "2024-03-29T03:00:00+03:00"),
        ("Asia/Jerusalem", "02:30", "2024-03-29", "2024-03-29T03:30:00+03:00"),
        ("Asia/Jerusalem", "03:00", "2024-03-29", "2024-03-29T03:00:00+03:00"),
        # 01:00 to 02:00 came twice on 29 October 2023: the first, +03:00
        ("Asia/Jerusalem", "00:59", "2023-10-29", "2023-10-29T00:59:00+03:00"),
        ("Asia/Jerusalem", "01:00", "2023-10-29", "2023-10-29T01:00:00+03:00"),
        ("Asia/Jerusalem", "01:30", "2023-10-29", "2023-10-29T01:30:00+03:00"),
        ("Asia/Jerusalem", "02:00", "2023-10-29", "2023-10-29T02:00:00+02:00"),
        # 03:00 to 04:00 was skipped and came twice in Ukraine
        ("Europe/Kyiv", "03:30", "2024-03-31", "2024-03-31T04:30:00+03:00"),
        ("Europe/Kyiv", "03:30", "2023-10-29", "2023-10-29T03:30:00+03:00"),
        # midnight itself was skipped in Lebanon
        ("Asia/Beirut", "00:00", "2022-03-27", "2022-03-27T01:00:00+03:00"),
        # Samoa had no 30 December 2011: its day is empty, and both begin together
        ("Pacific/Apia", "07:00", "2011-12-30", "2011-12-30T07:00:00-10:00"),
        ("Pacific/Apia", "07:00", "2011-12-31", "2011-12-31T07:00:00+14:00"),
    ],
)
def test_where_a_clock_time_is_skipped_or_comes_twice(
    zone: str, starts: str, day: str, begins: str
) -> None:
    clock = Clock(zone, time.fromisoformat(starts))
    assert clock.begins(date.fromisoformat(day)) == moment(begins)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2023-12-01T01:30:00+02:00", "2023-11-30"),  # the contract's own example
        ("2023-12-01T06:59:59+02:00", "2023-11-30"),
        ("2023-12-01T07:00:00+02:00", "2023-12-01"),
        ("2023-11-30T07:00:00+02:00", "2023-11-30"),
        ("2023-11-30T23:30:00-05:00", "2023-11-30"),  # 06:30 of the next day in Israel
        ("2023-12-01T00:00:00-05:00", "2023-12-01"),  # 07:00 in Israel
        ("2024-03-29T06:59:59+03:00", "2024-03-28"),  # the end of a day of 23 hours
        ("2024-03-29T07:00:00+03:00", "2024-03-29"),
        ("2023-10-29T06:59:59+02:00", "2023-10-28"),  # the end of a day of 25 hours
    ],
)
def test_the_truce_day_of_a_moment(at: str, day: str) -> None:
    clock = Clock("Asia/Jerusalem", time(7))
    assert clock.day_of(moment(at)) == date.fromisoformat(day)


def test_an_hour_that_comes_twice_does_not_begin_a_day_twice() -> None:
    clock = Clock("Asia/Jerusalem", time(1, 30))
    twice = [moment(f"2023-10-29T01:{minute}:00+0{offset}:00") for offset, minute in _TWICE]
    assert [clock.day_of(at).day for at in twice] == [28, 29, 29, 29]


_TWICE = [(3, 29), (3, 30), (2, 29), (2, 30)]


def test_a_moment_in_samoas_missing_day_lies_in_the_last_day_that_has_begun() -> None:
    clock = Clock("Pacific/Apia", time(7))
    assert clock.day_of(moment("2011-12-29T23:59:59-10:00")) == date(2011, 12, 29)
    assert clock.day_of(moment("2011-12-31T00:00:00+14:00")) == date(2011, 12, 29)
    assert clock.day_of(moment("2011-12-31T07:00:00+14:00")) == date(2011, 12, 31)


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Gaza"])
@pytest.mark.parametrize("starts", ["00:00", "07:00", "23:59"])
def test_the_ends_of_the_calendar_are_days_like_others(zone: str, starts: str) -> None:
    clock = Clock(zone, time.fromisoformat(starts))
    earliest, latest = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    for at in (earliest, earliest + HOUR, earliest + DAY, latest - DAY, latest - HOUR, latest):
        day = clock.day_of(at)
        assert clock.begins(day) <= at or day == date.min
        assert clock.ends(day) > at or day == date.max
        assert abs(clock.local(at).replace(tzinfo=None) - at.replace(tzinfo=None)) <= DAY
    assert clock.ends(date.max) == latest


@given(
    st.datetimes(timezones=st.just(UTC), allow_imaginary=False),
    st.sampled_from([*ZONES, "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia", "UTC"]),
    st.times(),
)
def test_a_moment_lies_between_the_beginning_and_the_end_of_its_day(
    at: datetime, zone: str, starts: time
) -> None:
    clock = Clock(zone, starts.replace(second=0, microsecond=0))
    day = clock.day_of(at)
    assert clock.begins(day) <= at or day == date.min
    assert at < clock.ends(day) or day == date.max
