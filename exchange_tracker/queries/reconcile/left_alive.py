"""Claims about people released that count everybody who left a cohort alive, whatever the way.

Those who were rescued, or were released before the truce as no entry of this ledger, are movements:
a total since the cohort's first day counts them, too.
"""

from collections.abc import Callable, Iterable, Iterator

from exchange_tracker.facts.figures import Match, match
from exchange_tracker.facts.model import Selector
from exchange_tracker.facts.movement import Way
from exchange_tracker.queries.reconcile.alteration import Alteration, Rule
from exchange_tracker.queries.reconcile.claim_scope import Scope
from exchange_tracker.queries.reconcile.cohort_rows import CohortRows, Passage
from exchange_tracker.queries.reconcile.cohort_way import CohortWay


def everybody_alive(
    scope: Scope, count: Callable[[Scope], int], cohorts: Iterable[CohortRows]
) -> Iterator[CohortWay]:
    """Yield the numbers that come out with all who left a cohort alive since its first day.

    Also of any category, nationality or basis, where the scope asks for one. ``count`` returns the
    people whom the ledger counts for a scope.
    """
    every = list(cohorts)
    yield from _alive(scope, scope, count, every)
    for column in _CONDITIONS:
        if words := getattr(scope.selector, column):
            dropped = Alteration(Rule.ANY, column, words)
            wider = scope._replace(selector=scope.selector._replace(**{column: None}))
            for way in _alive(scope, wider, count, every):
                yield way._replace(also=dropped)


_CONDITIONS = ("category", "nationality", "basis")


def _alive(
    scope: Scope, wider: Scope, count: Callable[[Scope], int], cohorts: Iterable[CohortRows]
) -> Iterator[CohortWay]:
    """Yield what a wider scope counts with all who left alive.

    Only where each of those whom the ledger counts is of the cohort, and movements add to them.
    """
    ledger = count(scope)
    for rows in cohorts:
        alive = [each for each in rows.until(scope.last) if _left_alive(each, wider.selector)]
        inside = [each for each in alive if _is_inside(each, wider)]
        more = tuple(each for each in alive if not _is_counted(each, scope))
        is_all = sum(each.step.people for each in inside) == count(wider)
        if is_all and any(each.movement for each in more):
            people = sum(each.step.people for each in more)
            made = Alteration(Rule.LEFT_ALIVE, day=rows.cohort.first)
            yield CohortWay(made, ledger + people, more=more)


def _is_counted(passage: Passage, scope: Scope) -> bool:
    return _is_inside(passage, scope) and match(scope.selector, passage.group) is Match.YES


def _left_alive(passage: Passage, selector: Selector) -> bool:
    step = passage.step
    if step.door.way is not Way.OUT or step.dead or not step.people:
        return False
    asked = selector if passage.movement is None else selector._replace(basis=None)
    return match(asked, passage.group) is Match.YES


def _is_inside(passage: Passage, scope: Scope) -> bool:
    """Return whether people are entries of the days of a scope."""
    return passage.movement is None and passage.first >= scope.first
