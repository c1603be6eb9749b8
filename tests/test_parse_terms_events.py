"""Events and what hangs on them become facts (ledger.md, section 2.1)."""

from datetime import UTC, date, datetime

import pytest

from exchange_tracker.errors import Refusal
from exchange_tracker.facts.event import AfterEvent, Event
from exchange_tracker.facts.model import Owed, Selector, Span
from exchange_tracker.facts.truce_day import NEVER
from exchange_tracker.parse.terms import parse_terms
from tests.dated_terms import CEASEFIRE, FIRST, HEAD, NOON, TALKS, moved, obligation, only, whole

# ------------------------------------------------------------------------------------- events


def test_an_event_has_a_moment_or_is_not_known_to_have_happened() -> None:
    terms = whole("[events.bare]\n")
    assert terms.events == (TALKS, CEASEFIRE, Event("bare", "bare", None))
    assert terms.as_written.events == terms.events


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2025-10-10T12:00:00+03:00", NOON),
        ("2025-10-10T09:00:00Z", NOON),
        ("2025-10-10 09:00:00z", NOON),
        ("1800-01-01T00:00:00-12:00", datetime(1800, 1, 1, 12, tzinfo=UTC)),
        ("9800-12-31T23:59:59-23:59", datetime(9801, 1, 1, 23, 58, 59, tzinfo=UTC)),
    ],
)
def test_a_moment_is_kept_in_utc(written: str, moment: datetime) -> None:
    assert whole(f"[events.one]\nat = {written}\n").events[-1].at == moment


@pytest.mark.parametrize(
    ("at", "within", "first", "last", "deadline"),
    [
        # hours run from the moment; the day in which the deadline lies counts whole
        ("2025-10-10T12:00:00+03:00", "72h", "2025-10-10", "2025-10-13", "2025-10-13T09:00:00"),
        ("2025-10-10T12:00:00+03:00", "1h", "2025-10-10", "2025-10-10", "2025-10-10T10:00:00"),
        # before 07:00 it is still the truce day before
        ("2025-10-10T03:00:00+03:00", "3h", "2025-10-09", "2025-10-09", "2025-10-10T03:00:00"),
        # a deadline at the very start of a truce day belongs to the day before
        ("2025-10-10T07:00:00+03:00", "24h", "2025-10-10", "2025-10-10", "2025-10-11T04:00:00"),
        ("2025-10-10T07:00:01+03:00", "24h", "2025-10-10", "2025-10-11", "2025-10-11T04:00:01"),
        # days end with the n-th truce day after that of the moment
        ("2025-10-10T12:00:00+03:00", "1d", "2025-10-10", "2025-10-11", "2025-10-12T04:00:00"),
        ("2025-10-10T06:59:59+03:00", "60d", "2025-10-09", "2025-12-08", "2025-12-09T05:00:00"),
        # on 26 October the clocks went back: 24 hours end an hour before the truce day does
        ("2025-10-25T07:00:00+03:00", "24h", "2025-10-25", "2025-10-25", "2025-10-26T04:00:00"),
        ("2025-10-25T07:00:00+03:00", "25h", "2025-10-25", "2025-10-25", "2025-10-26T05:00:00"),
        ("2025-10-25T07:00:00+03:00", "1d", "2025-10-25", "2025-10-26", "2025-10-27T05:00:00"),
        # leading zeros change nothing, a hundred years are the most
        ("2025-10-10T12:00:00+03:00", "0072h", "2025-10-10", "2025-10-13", "2025-10-13T09:00:00"),
        ("9800-10-10T12:00:00Z", "36525d", "9800-10-10", "9900-10-11", "9900-10-12T04:00:00"),
    ],
)
def test_a_period_hangs_on_the_moment_of_an_event(
    at: str, within: str, first: str, last: str, deadline: str
) -> None:
    event = f"[events.one]\nat = {at}\n"
    (result,) = whole(event + obligation(f'after = "one"\nwithin = "{within}"')).as_written[5]
    moment = datetime.fromisoformat(at).astimezone(UTC)
    end = datetime.fromisoformat(deadline).replace(tzinfo=UTC)
    assert result.after == AfterEvent("one", moment, within, end)
    assert result.spans == (Span("", date.fromisoformat(first), date.fromisoformat(last)),)


def test_without_within_it_has_no_end() -> None:
    result = only('after = "ceasefire"')
    assert result.after == AfterEvent("ceasefire", NOON)
    assert result.spans == (Span("", FIRST.first, NEVER),)


@pytest.mark.parametrize("within", ["", "72h"])
def test_an_event_without_a_moment_makes_no_days(within: str) -> None:
    result = only('after = "talks"' + (f'\nwithin = "{within}"' if within else ""))
    assert result.after == AfterEvent("talks", None, within)
    assert result.spans == ()


def test_for_each_goes_with_an_event() -> None:
    owed = 'for_each = [{ counts = { kind = "remains" }, owed = 15 }]'
    text = obligation(f'{owed}\nafter = "ceasefire"').replace("at_least = 20\n", "")
    (result,) = whole(text).as_written.obligations
    assert result.for_each == (Owed(15, Selector(kind=("remains",))),)
    assert result.spans == (Span("", FIRST.first, NEVER),)


def test_a_reading_moves_an_event_and_all_that_hangs_on_it() -> None:
    later = "[readings.later.events.ceasefire]\nat = 2025-10-10T07:00:00+03:00\n"
    assert moved(later + "[readings.other]\n") == {
        "as-written": "2025-10-10 2025-10-13",
        "later": "2025-10-10 2025-10-12",
        "other": "2025-10-10 2025-10-13",
    }
    readings = whole(obligation() + later + "[readings.other]\n").readings
    moment = datetime(2025, 10, 10, 4, tzinfo=UTC)
    assert [reading.events for reading in readings] == [
        (TALKS, CEASEFIRE),
        (TALKS, CEASEFIRE._replace(at=moment)),
        (TALKS, CEASEFIRE),
    ]
    assert readings[1].obligations == readings[0].obligations


def test_a_reading_may_know_the_moment_of_what_the_terms_leave_open() -> None:
    known = "[readings.known.events.talks]\nat = 2025-11-01T10:00:00+02:00\n"
    assert moved(known, 'after = "talks"') == {
        "as-written": "",
        "known": f"2025-11-01 {NEVER}",
    }


def test_combined_readings_take_over_moments_and_the_last_word_counts() -> None:
    readings = """
    [readings.a.events.ceasefire]
    at = 2025-10-11T12:00:00+03:00
    [readings.b.events.ceasefire]
    at = 2025-10-12T12:00:00+03:00
    [readings.b.obligations.living]
    after  = "ceasefire"
    within = "1h"
    [readings.both]
    combines = ["b", "a"]
    [readings.own]
    combines = ["both"]
    [readings.own.events.ceasefire]
    at = 2025-10-13T12:00:00+03:00
    """
    assert moved(readings) == {
        "as-written": "2025-10-10 2025-10-13",
        "a": "2025-10-11 2025-10-14",
        "b": "2025-10-12 2025-10-12",
        "both": "2025-10-11 2025-10-11",
        "own": "2025-10-13 2025-10-13",
    }


def test_readings_of_very_many_events_are_refused() -> None:
    events = "".join(f"[events.e{n}]\n" for n in range(2_000))
    readings = "".join(f"[readings.r{n}]\n" for n in range(500))
    with pytest.raises(Refusal, match=r"501 readings of 2,002 rules are more than 1,000,000"):
        parse_terms(HEAD + events + readings)


# ---------------------------------------------------------------- what a reading replaces whole


@pytest.mark.parametrize(
    ("written", "replaced", "days"),
    [
        ("from = 2025-10-11\nto = 2025-10-12", "from = 2025-10-10", f"2025-10-10 {NEVER}"),
        ('after = "ceasefire"\nwithin = "72h"', 'after = "ceasefire"', f"2025-10-10 {NEVER}"),
        ('after = "ceasefire"', 'after = "talks"\nwithin = "1d"', ""),
        ('after = "ceasefire"\nwithin = "1d"', "from = 2025-10-11", f"2025-10-11 {NEVER}"),
        ('after = "ceasefire"\nwithin = "1d"', 'phases = ["first"]', "2025-10-10 2025-10-19"),
        (
            "from = 2025-10-11\nto = 2025-10-12",
            'after = "ceasefire"\nwithin = "1d"',
            "2025-10-10 2025-10-11",
        ),
        (
            'phases = ["first"]',
            'after = "ceasefire"\nwithin = "1d"',
            "2025-10-10 2025-10-11",
        ),
        ("", 'after = "ceasefire"\nwithin = "1d"', "2025-10-10 2025-10-11"),
        ('phases = ["first"]', "from = 2025-10-11", f"2025-10-11 {NEVER}"),
    ],
)
def test_the_days_are_replaced_as_a_whole(written: str, replaced: str, days: str) -> None:
    assert moved(f"[readings.x.obligations.living]\n{replaced}\n", written)["x"] == days


def test_a_reading_that_combines_two_ways_of_dating_has_the_last() -> None:
    readings = """
    [readings.days.obligations.living]
    from = 2025-10-11
    to   = 2025-10-12
    [readings.event.obligations.living]
    after  = "ceasefire"
    within = "1d"
    [readings.days-last]
    combines = ["event", "days"]
    [readings.event-last]
    combines = ["days", "event"]
    """
    days = moved(readings, 'phases = ["first"]')
    assert days["days-last"] == days["days"] == "2025-10-11 2025-10-12"
    assert days["event-last"] == days["event"] == "2025-10-10 2025-10-11"
