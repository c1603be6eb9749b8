"""What a claim costs beside many readings: those with the same periods are asked in one go."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from exchange_tracker.facts.figures import Figure, Figures
from exchange_tracker.facts.groups import group_of
from exchange_tracker.facts.model import Selector
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.judging.judge import Snapshot
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.queries.reconcile.claim_scope import Scope
from exchange_tracker.queries.reconcile.explain import Explainer
from exchange_tracker.queries.reconcile.running import Running
from exchange_tracker.queries.reconcile.spans_apart import sets_apart
from tests.steps import growth, steps
from tests.test_judge_growth import LINEAR
from tests.truces import HEAD, owes

FIRST = date(2024, 1, 1)
DAYS = 60
READING = (
    "[readings.r{0}]\ntitle = 'r'\nheld_by = 's'\n[readings.r{0}.obligations.x]\nat_least = {0}\n"
)
SAME = 1.2  # times as much: next to nothing


def _explainer(readings: int) -> Explainer:
    """An explainer of sixty days on which one was freed, beside so many readings."""
    text = f"{HEAD}[[phases]]\nname = 'p'\nfrom = {FIRST}\nto = {FIRST + timedelta(DAYS - 1)}\n"
    text += owes("x", "a", 'at_least = 0\ncarry = "both"')
    text += "".join(READING.format(number + 1) for number in range(readings))
    group = group_of("a", "h", "", "", "")
    figures = [Figure(FIRST + timedelta(day), group, 1, 1, 0) for day in range(DAYS)]
    moment = Snapshot(Figures.of(figures), Clock("UTC", time()), datetime(2030, 1, 1, tzinfo=UTC))
    return Explainer(parse_terms(text), moment, Running(figures))


def _explaining(readings: int) -> Callable[[], object]:
    explainer = _explainer(readings)
    scopes = [
        Scope(Selector(("a",), ("h",)), FIRST, FIRST + timedelta(day)) for day in range(2, DAYS)
    ]
    explainer.explain(scopes[0], 100_000)  # the readings are judged once

    return lambda: [explainer.explain(scope, 100_000) for scope in scopes]


def test_claims_cost_little_more_beside_many_readings_than_beside_few() -> None:
    assert steps(_explaining(40)) < SAME * steps(_explaining(10))


def test_readings_that_ask_for_a_figure_are_named_in_the_order_of_the_terms() -> None:
    days = Scope(Selector(("a",), ("h",)), FIRST, FIRST + timedelta(4))
    explainer = _explainer(30)
    (asked,) = (each.alterations[0] for each in explainer.explain(days, 35) if not each.counts)
    assert (asked.readings, asked.obligations) == (("r7",), ("x",))
    (none,) = (each.alterations[0] for each in explainer.explain(days, 0) if each.counts)
    assert (none.readings[0], len(none.readings)) == ("as-written", 1)


def test_bringing_obligations_together_whose_spans_lie_apart_costs_what_they_are() -> None:
    def bringing(obligations: int) -> Callable[[], object]:
        text = HEAD + "".join(
            f"[[phases]]\nname = 'p{n}'\nfrom = {day}\nto = {day}\n"
            for n in range(obligations)
            for day in [FIRST + timedelta(n)]
        )
        text += "".join(
            owes(f"o{n}", "a", f"at_least = 1\nphases = ['p{n}']") for n in range(obligations)
        )
        terms = parse_terms(text)
        spans = tuple(
            (o.id, o.parties, o.counts.kind, o.spans) for o in terms.as_written.obligations
        )
        assert sets_apart(spans) == (tuple(f"o{n}" for n in range(obligations)),)
        sets_apart.cache_clear()
        return lambda: sets_apart(spans)

    assert growth(bringing, 100) < LINEAR
