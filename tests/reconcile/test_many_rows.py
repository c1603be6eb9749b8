"""What a claim costs beside many movements, spans and stretches: a search in order, never each of them."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest

from exchange_tracker.facts.figures import Figure, Figures
from exchange_tracker.facts.groups import Group, Match, group_of, match
from exchange_tracker.facts.model import Claim, Selector, Terms
from exchange_tracker.facts.movement import Movement
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.judging.judge import Snapshot
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.queries.reconcile.claim_scope import ScopedClaim, scope_claim
from exchange_tracker.queries.reconcile.cohort_rows import CohortRows
from exchange_tracker.queries.reconcile.coincidences import coincidences
from exchange_tracker.queries.reconcile.difference import difference
from exchange_tracker.queries.reconcile.measures import movement_beside
from exchange_tracker.queries.reconcile.running import CountScope, Running
from exchange_tracker.queries.reconcile.span_cells import SpanCell, SpanCells
from tests.steps import growth, steps
from tests.test_judge_growth import LINEAR
from tests.truces import HEAD, owes

FIRST = date(2024, 1, 1)
SAME = 1.3
COHORT = '[cohorts.c]\ntitle = "C"\nparty = "a"\ncounts = { kind = "h" }\nfrom = 2024-01-01\n'
GROUP = group_of("a", "h", "", "", "")


def _terms() -> Terms:
    phase = f"[[phases]]\nname = 'p'\nfrom = {FIRST}\nto = {FIRST + timedelta(99)}\n"
    return parse_terms(HEAD + phase + owes("x", "a", "at_least = 1") + COHORT)


def _snapshot(figures: list[Figure]) -> Snapshot:
    return Snapshot(Figures.of(figures), Clock("UTC", time()), datetime(2030, 1, 1, tzinfo=UTC))


def _cohort(movements: int) -> CohortRows:
    (cohort,) = _terms().cohorts
    rows = [
        Movement(
            id=f"m{n}",
            day=str(FIRST + timedelta(n % 90)),
            until=str(FIRST + timedelta(n % 90 + 5)) if n % 2 else "",
            movement="rescued",
            party="a",
            kind="h",
            count="1",
        )
        for n in range(movements)
    ]
    return CohortRows(cohort, _snapshot([]), rows)


def _claims() -> list[ScopedClaim]:
    terms = _terms()
    return [
        scope_claim(
            Claim(
                id=f"k{n}",
                source="s",
                to=str(FIRST + timedelta(n + 9)),
                measure="rescued",
                cohort="c",
                figure="0",
            ),
            terms,
        )
        for n in range(80)
    ]


def test_claims_about_movements_cost_the_same_beside_many_as_beside_few() -> None:
    def asking(movements: int) -> Callable[[], object]:
        rows, claims = _cohort(movements), _claims()
        movement_beside(claims[0], rows)  # they are added up once
        return lambda: [movement_beside(claim, rows) for claim in claims]

    assert steps(asking(2_000)) < SAME * steps(asking(500))


def test_rows_of_many_stretches_are_named_in_the_time_that_these_take() -> None:
    def naming(stretches: int) -> Callable[[], object]:
        days = 2 * stretches + 1
        running = Running(Figure(FIRST + timedelta(d), GROUP, 1, 1, 0) for d in range(days))
        counts = [CountScope(1, 2 * n, 2 * n + 1) for n in range(stretches)]
        base = CountScope(1, 0, days)
        rows = difference(running, base, counts)
        assert (rows.fewer.people, rows.more.people) == (days - stretches, 0)
        return lambda: difference(running, base, counts)

    assert growth(naming, 100) < LINEAR


@pytest.mark.parametrize("longest", [1, 4, 60])
def test_spans_that_cross_the_end_of_a_range_are_those_that_a_look_at_each_finds(
    longest: int,
) -> None:
    chance = random.Random(longest)
    firsts = [FIRST + timedelta(chance.randrange(60)) for _ in range(50)]
    groups = [GROUP, Group("b", "h", "", "", "")]
    cells = [
        SpanCell(first, first + timedelta(chance.randint(1, longest)), chance.choice(groups), 1, 0)
        for first in firsts
    ]
    selector = Selector(party=("a",))
    spans = SpanCells(cells)
    for start in range(0, 60, 3):
        for length in range(0, 60, 7):
            first, last = FIRST + timedelta(start), FIRST + timedelta(start + length)
            crossing = [
                cell
                for cell in sorted(cells)
                if cell.first <= last and first <= cell.day
                if cell.first < first or last < cell.day
                if match(selector, cell.group) is not Match.NO
            ]
            assert list(spans.crossing(selector, first, last)) == crossing


def test_coincidences_of_few_rows_cost_the_same_on_many_days_as_on_few() -> None:
    def asking(days: int) -> Callable[[], object]:
        other = group_of("b", "p", "", "", "")
        figures = [Figure(FIRST + timedelta(day), other, 1, 1, 0) for day in range(days)]
        figures += [Figure(FIRST + timedelta(day), GROUP, day + 1, 1, 0) for day in range(30)]
        running = Running(figures)
        claim = scope_claim(
            Claim(
                id="k", source="s", to=str(FIRST + timedelta(20)), party="a", kind="h", figure="9"
            ),
            _terms(),
        )
        base = CountScope(running.mask(claim.scope.selector), 0, 20)
        coincidences(running, claim.scope, base, 7)
        return lambda: coincidences(running, claim.scope, base, 7)

    assert steps(asking(2_000)) < SAME * steps(asking(100))
