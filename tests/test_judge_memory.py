"""What the judgement of many periods under many readings takes: memory by verdict, and time."""

import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from exchange_tracker.facts.figures import Figure, Figures
from exchange_tracker.facts.groups import group_of
from exchange_tracker.facts.model import Terms
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.judging.judge import Snapshot, judge
from exchange_tracker.judging.verdict import Status
from exchange_tracker.parse.terms import parse_terms
from tests.truces import HEAD

PERIODS = 2_000
READINGS = 8
FIRST = date(2020, 1, 1)
# Bytes by verdict at the peak; each of the two cases carries its own credit and arrears. What is open
# so far, what is perhaps recorded, and the event that a period hangs on take a word each.
CARRIES = {"": 324, 'carry = "both"': 800, 'carry = "surplus"\ncarry_days = 2': 800}
SECONDS = 5  # of this process; ten times what it takes


def terms(carry: str) -> Terms:
    last = FIRST + timedelta(days=PERIODS - 1)
    text = f"""{HEAD}
[[phases]]
name = "p"
from = {FIRST}
to = {last}
[[obligations]]
id = "o"
party = "a"
counts = {{ kind = "h", category = "x" }}
at_least = 3
per = "day"
{carry}
"""
    for number in range(2, READINGS + 1):
        text += f"""
[readings.r{number}]
title = "r"
held_by = "h"
[readings.r{number}.obligations.o]
at_least = {number}
"""
    return parse_terms(text)


def figures(*, is_open: bool) -> Iterator[Figure]:
    """Yield a day's people; with `is_open`, on every seventh day nobody says how many."""
    counted = group_of("a", "h", "x", "", "")
    unsure = group_of("a", "h", "", "", "")
    for number in range(PERIODS):
        day = FIRST + timedelta(days=number)
        hidden = int(is_open and number % 7 == 0)
        yield Figure(day, counted, people=number * 5 % 11, entries=2, undisclosed=hidden)
        if is_open and number % 3 == 0:
            yield Figure(day, unsure, people=2, entries=1, undisclosed=0)


@pytest.mark.parametrize("is_open", [False, True], ids=["certain", "open"])
@pytest.mark.parametrize("carry", CARRIES, ids=["no", "both", "days"])
def test_many_periods_under_many_readings_take_little(carry: str, *, is_open: bool) -> None:
    known = terms(carry)
    snapshot = Snapshot(
        Figures.of(figures(is_open=is_open)),
        Clock(known.timezone, known.day_starts),
        datetime(2030, 1, 1, tzinfo=UTC),
    )
    start = time.process_time()
    judge(known.readings, snapshot)  # what is kept for every selector is no part of it
    seconds = time.process_time() - start
    tracemalloc.start()
    try:
        verdicts = judge(known.readings, snapshot)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(verdicts) == PERIODS * READINGS
    assert {verdict.status for verdict in verdicts} <= set(Status) - {Status.UPCOMING}
    assert peak < CARRIES[carry] * len(verdicts)
    assert seconds < SECONDS
