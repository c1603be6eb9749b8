"""Periods: tables of amounts, weeks, own spans, no end, events (section 2.1), by hand."""

from tests.naive.literal import OPEN, SECOND, lines, moment, show, write_truce

FREED = """
day        party kind    count
2023-11-24 a     hostage 3
2023-11-26 a     hostage 1
2023-11-29 a     hostage 5
"""


def obligation(keys: str) -> str:
    return f"""
        [[obligations]]
        id = "x"
        party = "a"
        counts = {{ kind = "hostage" }}
        {keys}
    """


def days_of(shown: str) -> list[str]:
    return [" ".join(row.split()[:3]) for row in shown.splitlines()]


def test_deadlines_begin_after_the_one_before_in_the_same_span() -> None:
    table = "at_least = { 2023-11-26 = 4, 2023-11-25 = 3, 2023-11-30 = 6 }"
    truce = write_truce(
        obligation(table + '\nper = "deadline"\ncarry = "both"'), FREED, phases=SECOND
    )
    assert show(truce) == lines("""
        11-24 11-25 3 0  3 0 0 0 0  met   0 0
        11-26 11-26 4 0  1 0 3 0 -3 short 3 3
        11-29 11-30 6 -3 5 0 4 0 -4 short 4 4
    """)


def test_a_table_of_dates_names_the_days_and_one_of_phases_the_phases() -> None:
    days = write_truce(obligation('at_least = { 2023-11-26 = 4 }\nper = "day"'), FREED)
    assert show(days) == "11-26 11-26 4 0 1 0 3 0 0 short 3 3"
    phases = write_truce(
        obligation('at_least = { second = 5 }\nper = "phase"'), FREED, phases=SECOND
    )
    assert show(phases) == "11-29 11-30 5 0 5 0 0 0 0 met 0 0"


def test_weeks_run_from_the_first_day_of_the_span_and_the_last_may_be_shorter() -> None:
    keys = 'at_least = 4\nper = "week"\nfrom = 2023-11-20\nto = 2023-11-30'
    assert show(write_truce(obligation(keys), FREED)) == lines("""
        11-20 11-26 4 0 4 0 0 0 0 met 0 0
        11-27 11-30 4 0 5 0 0 1 0 met 0 0
    """)


def test_a_phase_without_an_end_runs_on() -> None:
    at = moment("12-01T12:00")
    by_day = write_truce(obligation('at_least = 4\nper = "day"'), FREED, phases=OPEN)
    assert days_of(show(by_day, at))[4:] == ["11-29 11-29 4", "11-30 11-30 4", "12-01 12-01 4"]
    assert show(by_day, at, all_=True).splitlines()[-1] == "12-02 12-02 4 - - - - - - upcoming - -"
    early = show(by_day, moment("11-23T12:00"), all_=True)
    assert days_of(early)[4:] == ["11-29 11-29 4"]
    by_week = write_truce(obligation('at_least = 4\nper = "week"'), FREED, phases=OPEN)
    assert days_of(show(by_week, at, all_=True)) == [
        "11-24 11-27 4",
        "11-29 12-05 4",
        "12-06 12-12 4",
    ]
    by_phase = write_truce(obligation('at_least = 6\nper = "phase"'), FREED, phases=OPEN)
    assert show(by_phase, at) == lines("""
        11-24 11-27 6 0 4 0 2 0 0 short   2 2
        11-29 -     6 0 5 0 1 0 0 pending 1 1
    """)
    table = 'at_least = { 2023-12-10 = 1, 2023-12-20 = 1 }\nper = "day"'
    dates = write_truce(obligation(table), FREED, phases=OPEN)
    assert days_of(show(dates, at, all_=True)) == ["12-10 12-10 1", "12-20 12-20 1"]


def test_from_alone_makes_one_span_without_an_end() -> None:
    truce = write_truce(obligation('at_least = 6\nper = "phase"\nfrom = 2023-11-26'), FREED)
    assert show(truce) == "11-26 - 6 0 6 0 0 0 0 met 0 0"


EVENTS = """
    [events.ceasefire]
    title = "It is in force"
    at = 2023-11-24T12:00:00+02:00
    [events.talks]
    title = "Talks begin"
    [readings.begun]
    events.talks.at = 2023-11-26T20:00:00+02:00
    [readings.later]
    combines = ["begun"]
    obligations.x.within = "1d"
    obligations.x.after = "ceasefire"
    [readings.phases]
    obligations.x.phases = ["first"]
"""


def test_a_period_hangs_on_an_event() -> None:
    keys = 'at_least = 4\nper = "phase"\nafter = "ceasefire"\nwithin = "48h"'
    truce = write_truce(EVENTS + obligation(keys), FREED)
    assert show(truce) == "11-24 11-26 4 0 4 0 0 0 0 met 0 0"
    assert show(truce, reading="later") == "11-24 11-25 4 0 3 0 1 0 0 short 1 1"
    assert show(truce, reading="phases") == "11-24 11-27 4 0 4 0 0 0 0 met 0 0"
    # Its truce day has begun, its moment has not come.
    at = moment("11-24T11:59")
    assert show(truce, at) == ""
    assert show(truce, at, all_=True) == "11-24 11-26 4 - - - - - - upcoming - -"
    assert show(truce, moment("11-24T12:00")) == "11-24 11-26 4 0 3 0 1 0 0 pending 1 1"
    # The truce day in which the deadline lies counts whole.
    assert show(truce, moment("11-26T13:00")) == "11-24 11-26 4 0 4 0 0 0 0 met 0 0"


def test_an_event_that_is_not_known_to_have_happened_makes_one_waiting_row() -> None:
    truce = write_truce(EVENTS + obligation('at_least = 4\nper = "phase"\nafter = "talks"'), FREED)
    assert show(truce) == "- - 4 - - - - - - waiting - -"
    assert show(truce, reading="begun") == "11-26 - 4 0 6 0 0 2 0 met 0 0"
    unknown = obligation('at_least = "?"\nper = "phase"\nafter = "talks"')
    assert show(write_truce(EVENTS + unknown, FREED)) == "- - - - - - - - - waiting - -"


def test_whoever_is_applied_without_days_is_nobody() -> None:
    terms = (
        obligation('at_least = 4\nper = "phase"\nafter = "talks"')
        + """
        [[obligations]]
        id = "y"
        party = "b"
        counts = { kind = "prisoner" }
        for_each = [{ obligation = "x", owed = 2 }]
        per = "phase"
        from = 2023-11-24
    """
    )
    truce = write_truce(EVENTS + terms, FREED)
    assert show(truce, obligation="y") == "11-24 - 0 0 0 0 0 0 0 pending 0 -"
    assert show(truce, obligation="y", reading="begun") == "11-24 - 12 0 0 0 12 0 0 pending 0 -"


def test_a_reading_that_gives_from_alone_takes_to_away() -> None:
    terms = (
        obligation('at_least = 9\nper = "phase"\nfrom = 2023-11-24\nto = 2023-11-26')
        + """
        [readings.open]
        obligations.x.from = 2023-11-25
        [readings.each]
        obligations.x.per = "day"
        obligations.x.for_each = [{ counts = { party = "a" }, owed = 2 }]
    """
    )
    truce = write_truce(terms, FREED)
    assert show(truce, reading="open") == "11-25 - 9 0 6 0 3 0 0 pending 3 3"
    assert show(truce, reading="each").splitlines()[0] == "11-24 11-24 6 0 3 0 3 0 0 short 3 3"
