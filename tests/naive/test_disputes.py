"""What all readings say together (section 3, Disputes) and the exit code, by hand."""

from tests.naive import check, exit_code
from tests.naive.literal import LATER, lines, moment, show_together, write_truce

TERMS = """
    [[obligations]]
    id = "x"
    party = ["a", "b"]
    counts = { kind = "hostage", nationality = "Israeli" }
    at_least = 10
    per = "day"

    [readings.all]
    obligations.x.counts = { kind = "hostage" }
    [readings.credit]
    combines = ["all"]
    obligations.x.carry = "surplus"
    [readings.phase]
    obligations.x.per = "phase"
    obligations.x.at_least = 30
    [readings.void]
    obligations.x.void = true
    [readings.late]
    obligations.x.from = 2023-11-26
    obligations.x.to = 2023-12-31
    [readings.talks]
    obligations.x.after = "talks"
    obligations.x.per = "phase"
    [events.talks]
    title = "Talks begin"
"""
FREED = """
    day        party kind    nationality count
    2023-11-24 a     hostage Israeli     10
    2023-11-24 a     hostage Thai        3
    2023-11-25 a     hostage Israeli     8
    2023-11-26 b     hostage Israeli     9
    2023-11-27 a     hostage -           10
"""


def test_two_readings_that_judge_the_same_days() -> None:
    truce = write_truce(TERMS, FREED)
    # 27th: as-written 0 to 10 of 10; credit: 10 and 0 credit are met, the 26th used 1 of 1.
    assert show_together(truce, readings=["as-written", "credit"]) == lines("""
        x a;b 11-24 11-24 kept      as-written;credit -                 -
        x a;b 11-25 11-25 disputed  credit            as-written        -
        x a;b 11-26 11-26 disputed  credit            as-written        -
        x a;b 11-27 11-27 unsettled credit            -                 as-written
    """)


def test_short_needs_every_reading() -> None:
    truce = write_truce(TERMS, FREED)
    assert show_together(truce, readings=["as-written", "all"]) == lines("""
        x a;b 11-24 11-24 kept      as-written;all -              -
        x a;b 11-25 11-25 short     -              as-written;all -
        x a;b 11-26 11-26 short     -              as-written;all -
        x a;b 11-27 11-27 unsettled all            -              as-written
    """)
    assert exit_code(truce, LATER, ["as-written", "all"]) == 1
    assert exit_code(truce, LATER, ["as-written", "credit"]) == 4
    assert exit_code(truce, LATER, ["void"]) == 0
    assert exit_code(truce, moment("11-24T08:00")) == 0


def test_readings_that_do_not_judge_exactly_that_period() -> None:
    truce = write_truce(TERMS, FREED)
    # The whole phase: as-written is short on the 25th; `all` of 30: 40. `late` is pending.
    assert show_together(truce, readings=["as-written", "phase", "void"]) == lines("""
        x a;b 11-24 11-24 unsettled as-written;void -          phase
        x a;b 11-24 11-27 disputed  void            as-written phase
        x a;b 11-25 11-25 disputed  void            as-written phase
        x a;b 11-26 11-26 disputed  void            as-written phase
        x a;b 11-27 11-27 unsettled void            -          as-written;phase
    """)


def test_nothing_is_owed_where_no_period_shares_a_day_and_waiting_is_not_known() -> None:
    truce = write_truce(TERMS, FREED)
    at = moment("11-26T12:00")
    assert show_together(truce, at, readings=["all", "late", "talks"]) == lines("""
        x a;b 11-24 11-24 unsettled all;late -   talks
        x a;b 11-25 11-25 disputed  late     all talks
        x a;b 11-26 11-26 unsettled -        -   all;late;talks
    """)
    assert show_together(truce, at, readings=["talks"]) == ""
    # A day that has begun under no reading asked for is no row; a period to come is not known.
    assert show_together(truce, moment("11-24T12:00"), readings=["late", "talks"]) == ""


def test_overlapping_periods_to_come_are_not_known() -> None:
    truce = write_truce(
        TERMS
        + """
    [readings.open]
    obligations.x.per = "phase"
    obligations.x.from = 2023-11-24
    obligations.x.at_least = 99
    """,
        FREED,
    )
    at = moment("11-24T12:00")
    assert show_together(truce, at, readings=["as-written", "open"]) == lines("""
        x a;b 11-24 11-24 unsettled as-written - open
        x a;b 11-24 -     unsettled -          - as-written;open
    """)


def test_check_is_in_the_order_of_the_terms_and_has_the_columns_of_section_4() -> None:
    truce = write_truce(TERMS, FREED)
    rows = check(truce, LATER, ["talks", "phase", "as-written"])
    assert [row["reading"] for row in rows] == ["as-written"] * 4 + ["phase", "talks"]
    assert ", ".join(rows[0]) == (
        "reading, obligation, party, from, to, required, brought, delivered, credit_used, "
        "shortfall, surplus, carried, status, shortfall_least, shortfall_most"
    )
    assert rows[4]["party"] == "a;b"
