"""What is worked out once for many claims is what counting each way by itself gives."""

import random
import sys
from datetime import timedelta
from itertools import combinations, product
from types import FrameType

import pytest

from exchange_tracker.facts.figures import Figure, Figures
from exchange_tracker.facts.groups import Group
from exchange_tracker.facts.model import Selector
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.judging.judge import Snapshot
from exchange_tracker.queries.reconcile.alteration import COMMON
from exchange_tracker.queries.reconcile.alternatives import alternatives
from exchange_tracker.queries.reconcile.by_selection import AlteredSelections
from exchange_tracker.queries.reconcile.claim_scope import Scope
from exchange_tracker.queries.reconcile.coincidences import LARGEST_SET, sets_of
from exchange_tracker.queries.reconcile.difference import MOST_NAMED, Place, rows_of
from exchange_tracker.queries.reconcile.explain import Explainer
from exchange_tracker.queries.reconcile.running import CountScope, Running
from tests.reconcile.made_up import AT, FIRST, explainer, figures, random_question, scope, terms


@pytest.mark.parametrize("seed", range(40))
def test_the_numbers_of_all_ways_are_those_of_each_way(seed: int) -> None:
    """By common rules, by any, and by two common rules together."""
    question = random_question(random.Random(seed), most=9)
    asked, of = explainer(question), scope(question)
    running, ways = asked.running, AlteredSelections(asked.running, of.selector)
    edges, base = asked._edges(of.first, of.last), asked.count(of)
    single = [
        (made, running.value(count)) for made, count in alternatives(running, edges, ways, base)
    ]
    common = {value for made, value in single if made.rule in COMMON}
    masks = [way.mask for way in ways.one if way.alterations[0].rule in COMMON]
    pairs = {
        running.value(base._replace(mask=mask, start=start, end=end))
        for mask, (_, start, end) in product(masks, edges.all)
    }
    pairs |= {
        running.value(base._replace(start=start, end=end))
        for (_, start, _), (_, _, end) in product(edges.starts, edges.ends)
        if start < end
    }
    pairs |= {
        running.value(base._replace(mask=way.mask))
        for way in ways.two
        if all(made.rule in COMMON for made in way.alterations)
    }
    values = asked.values(of)
    assert values.common == common
    assert values.every == {value for _, value in single}
    assert values.pairs == pairs | common


@pytest.mark.parametrize("seed", range(40))
def test_sets_are_those_that_can_be_put_together(seed: int) -> None:
    """Of one to three rows, some of them as large as others."""
    rng = random.Random(seed)
    sizes = [rng.randint(0, 7) for _ in range(rng.randint(0, 14))]
    wanted = rng.randint(1, 20)
    rows = [size for size in sizes if size]
    by_hand = sum(
        sum(some) == wanted
        for number in range(1, LARGEST_SET + 1)
        for some in combinations(rows, number)
    )
    assert sets_of(sizes, wanted) == by_hand


@pytest.mark.parametrize("seed", range(40))
def test_rows_are_named_in_the_order_of_their_days(seed: int) -> None:
    """Days without any of the groups are passed over, and name nobody."""
    rng = random.Random(seed)
    question = random_question(rng, most=9)
    running = Running(figures(question))
    mask = rng.randrange(1, 1 << len(running.groups))
    start = rng.randrange(len(running.days))
    end = rng.randint(start, len(running.days))
    entry_set = rows_of(running, CountScope(mask, start, end))
    named = 0
    places: list[Place] = []
    cells = [(place, cell) for place in range(start, end) for cell in running.of(mask, place)]
    for place, cell in cells:
        if named < MOST_NAMED or places[-1][0] == running.days[place]:
            places.append((running.days[place], running.groups[cell.bit]))
            named += cell.entries
    assert list(entry_set.places) == places
    assert entry_set.people == sum(cell.people for _, cell in cells)
    assert entry_set.entries == sum(cell.entries for _, cell in cells)


def test_the_numbers_of_a_claim_cost_few_steps() -> None:
    """Ten times the days of its range are some additions more, and no call of ours for each."""
    assert _calls(days=300) < 2 * _calls(days=30)


def _calls(days: int) -> int:
    """Return how many functions are called for the numbers of one claim, its sums being made."""
    sums = [
        Figure(FIRST + timedelta(days=n), Group("a", "h", "", "Red", "agreement"), 1 + n % 3, 1, 0)
        for n in range(days)
    ]
    agreed = terms()
    clock = Clock(agreed.timezone, agreed.day_starts)
    asked = Explainer(agreed, Snapshot(Figures.of(sums), clock, AT), Running(sums))
    selector = Selector(party=("a",), kind=("h",))
    asked.values(Scope(selector, FIRST, sums[-2].day))
    calls = 0

    def count(_frame: FrameType, event: str, _value: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        asked.values(Scope(selector, FIRST, sums[-1].day))
    finally:
        sys.setprofile(None)
    return calls
