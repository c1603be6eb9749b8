"""What terms cost to judge: what they have of everything in all, never one thing times another.

`ledger.md`, section 2.1, sets no bound to the items of `for_each` or to who names whom.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from exchange_tracker.facts.figures import Figure, Figures
from exchange_tracker.facts.groups import group_of
from exchange_tracker.facts.truce_day import NEVER, Clock
from exchange_tracker.judging.judge import Snapshot, judge
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.queries.account import account_of
from exchange_tracker.queries.query import Query
from exchange_tracker.report.chart import chart_of
from exchange_tracker.report.say.sentences import Manner, passage_of
from exchange_tracker.report.status import status_screen
from exchange_tracker.store.folder import Folder
from tests.steps import growth, steps
from tests.truces import HEAD, owes

LINEAR = 2.3  # times as much for twice the size: a little is the same for both
FIRST = date(2024, 1, 1)
AT = datetime(2200, 1, 1, tzinfo=UTC)
ITEM = "{{ counts = {{ kind = ['h', 'k{0}'] }}, owed = {0} }}"
READING = "[readings.r{0}]\ntitle = 'r'\nheld_by = 's'\n"
DAILY = owes("daily", "a", "at_least = 1")


def _lasting(days: int) -> str:
    last = FIRST + timedelta(days - 1)
    return f"{HEAD}[[phases]]\nname = 'p'\nfrom = {FIRST}\nto = {last}\n"


def _figures(days: int) -> Figures:
    group = group_of("a", "h", "", "", "")
    return Figures.of(Figure(FIRST + timedelta(day), group, 1, 1, 0) for day in range(days))


def _judging(terms: str, days: int) -> Callable[[], object]:
    readings = parse_terms(_lasting(days) + terms).readings
    snapshot = Snapshot(_figures(days), Clock("UTC", time()), AT)
    return lambda: judge(readings, snapshot)


def _owed_for(items: int) -> str:
    listed = ", ".join(ITEM.format(number) for number in range(1, items + 1))
    return owes("owed", "b", f"for_each = [{listed}]")


def _named(names: int, per: str) -> str:
    each = f'for_each = [{{ obligation = "daily", owed = 1 }}]\nper = "{per}"'
    return DAILY + "".join(owes(f"o{number}", "b", each) for number in range(names))


def test_days_and_items_together_cost_no_more_than_both() -> None:
    assert growth(lambda size: _judging(_owed_for(size), size), 200) < LINEAR


def test_long_periods_that_name_short_ones_cost_no_more_than_both() -> None:
    assert growth(lambda size: _judging(_named(size, "phase"), size), 200) < LINEAR


def test_obligations_times_days_cost_no_more_than_their_periods() -> None:
    assert growth(lambda size: _judging(_named(size, "day"), 50), 50) < LINEAR


def test_a_chain_of_obligations_costs_no_more_than_its_periods() -> None:
    def chain(size: int) -> Callable[[], object]:
        links = "".join(
            owes(f"o{number}", "b", f'for_each = [{{ obligation = "{before}", owed = 1 }}]')
            for number, before in enumerate(["daily", *(f"o{each}" for each in range(size))])
        )
        return _judging(DAILY + links, 5)

    assert growth(chain, 1_000) < LINEAR  # and deeper than Python recurses


def test_one_short_period_that_names_many_long_ones_costs_no_more_than_they_do() -> None:
    def naming(size: int) -> Callable[[], object]:
        long = [owes(f"o{number}", "a", 'at_least = 1\nper = "phase"') for number in range(size)]
        items = ", ".join(f'{{ obligation = "o{number}", owed = 1 }}' for number in range(size))
        return _judging("".join(long) + owes("owed", "b", f"for_each = [{items}]"), size)

    assert growth(naming, 200) < LINEAR


def test_what_readings_have_alike_is_judged_once() -> None:
    def judging(own: str) -> Callable[[], object]:
        readings = (READING.format(n) + own.format(n) for n in range(20))
        return _judging(DAILY + "".join(readings), 60)

    own = "[readings.r{0}.obligations.daily]\nat_least = 1{0}\n"
    assert steps(judging("")) < 0.3 * steps(judging(own))


def test_readings_with_the_same_words_over_other_obligations_are_judged_apart() -> None:
    owed = owes("owed", "b", 'for_each = [{ obligation = "daily", owed = 2 }]')
    other = READING.format(1) + "[readings.r1.obligations.daily]\ncounts = { kind = 'k' }\n"
    readings = parse_terms(_lasting(1) + DAILY + owed + other).readings
    verdicts = judge(readings, Snapshot(_figures(1), Clock("UTC", time()), AT))
    assert [(each.reading, each.obligation, each.required) for each in verdicts] == [
        ("as-written", "daily", 1),
        ("as-written", "owed", 2),
        ("r1", "daily", 1),
        ("r1", "owed", 0),
    ]


def test_the_last_day_of_the_calendar_is_not_taken_for_no_end() -> None:
    span = 'per = "phase"\nfrom = 2024-01-01\nat_least = 1'
    other = READING.format(1) + "[readings.r1.obligations.x]\nfrom = 2024-01-01\nto = 9999-12-31\n"
    readings = parse_terms(_lasting(1) + owes("x", "a", span) + other).readings
    endless, last = judge(readings, Snapshot(_figures(1), Clock("UTC", time()), AT))
    assert (endless.last is NEVER, last.last is NEVER) == (True, False)


def test_obligations_that_each_name_all_before_them_cost_no_more_than_what_they_name() -> None:
    """Written the other way round, so that each is named before it can be judged."""

    def naming(size: int) -> Callable[[], object]:
        obligations = [
            owes(f"o{number}", "b", f"for_each = [{_all_before(number)}]")
            for number in range(size - 1, 0, -1)
        ]
        return _judging("".join(obligations) + owes("o0", "a", "at_least = 1"), 1)

    assert growth(naming, 40) < 2 * LINEAR  # twice as many name four times as many


def _all_before(number: int) -> str:
    before = range(number - 1, -1, -1)
    return ", ".join(f'{{ obligation = "o{each}", owed = 1 }}' for each in before)


def test_a_day_is_told_of_many_obligations_at_the_cost_of_their_periods(tmp_path: Path) -> None:
    def told(size: int) -> Callable[[], object]:
        each = "".join(owes(f"o{number}", "a", "at_least = 1") for number in range(size))
        other = READING.format(0) + "[readings.r0.obligations.o0]\nat_least = 2\n"
        query = _asked(tmp_path / str(size), _lasting(1) + each + other)
        return lambda: account_of(query, FIRST, by_rows=False)

    assert growth(told, 200) < LINEAR


def test_a_day_is_worded_for_many_parties_at_the_cost_of_each(tmp_path: Path) -> None:
    def worded(size: int) -> Callable[[], object]:
        parties = "".join(f"p{number} = 'P'\n" for number in range(size))
        terms = _lasting(1).replace("[parties]\n", f"[parties]\n{parties}") + DAILY
        query = _asked(tmp_path / str(size), terms)
        return lambda: passage_of(query, FIRST, Manner())

    assert growth(worded, 100) < LINEAR


@pytest.mark.parametrize(
    "shown",
    [
        lambda query: status_screen(query, None),
        lambda query: chart_of(query, query.terms.readings, None),
    ],
    ids=["status", "chart"],
)
def test_many_readings_are_shown_at_the_cost_of_each(
    tmp_path: Path, shown: Callable[[Query], object]
) -> None:
    """Each of them says something else of the same day."""

    def showing(size: int) -> Callable[[], object]:
        others = "".join(
            READING.format(n) + f"[readings.r{n}.obligations.daily]\nat_least = {n + 2}\n"
            for n in range(size)
        )
        query = _asked(tmp_path / str(size), _lasting(1) + DAILY + others)
        return lambda: shown(query)

    assert growth(showing, 300) < LINEAR


def _asked(folder: Path, terms: str) -> Query:
    """A truce of which nothing is recorded, and its moment."""
    folder.mkdir()
    (folder / "terms.toml").write_text(terms, encoding="utf-8")
    (folder / "releases.csv").write_text("day,party,kind,count\n", encoding="utf-8")
    return Query(Folder(folder), AT)
