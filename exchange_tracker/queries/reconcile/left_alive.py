"""Claims about people released that count everybody who left a cohort alive, whatever the way.

Those who were rescued, or were released before the truce as no entry of this ledger, are movements:
a total since the cohort's first day counts them, too.
"""

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter

from exchange_tracker.facts.groups import Group, Match, match
from exchange_tracker.facts.model import Selector
from exchange_tracker.queries.balance import Door
from exchange_tracker.queries.reconcile.alteration import Alteration, Rule
from exchange_tracker.queries.reconcile.claim_scope import Scope
from exchange_tracker.queries.reconcile.cohort_rows import NO_BASIS, CohortRows, Passage
from exchange_tracker.queries.reconcile.cohort_sums import totals_by_group
from exchange_tracker.queries.reconcile.cohort_way import CohortWay


class Alive:
    """Those who left one cohort alive, by group and day."""

    def __init__(self, rows: CohortRows) -> None:
        self.first = rows.cohort.first
        self.passages = sorted(
            (each for door in _DOORS for each in rows.by_door[door] if not each.step.dead),
            key=attrgetter("step.day"),
        )
        self.totals = totals_by_group(self.passages)


_DOORS = (Door.RELEASED, Door.RESCUED, Door.ESCAPED)
_CONDITIONS = ("category", "nationality", "basis")


def everybody_alive(
    scope: Scope, count: Callable[[Scope], int], cohorts: Iterable[Alive]
) -> Iterator[CohortWay]:
    """Yield the numbers that come out with all who left a cohort alive since its first day.

    Also of any category, nationality or basis, where the scope asks for one. ``count`` returns the
    people whom the ledger counts for a scope.
    """
    for alive in cohorts:
        yield from _alive(scope, scope, count, alive)
        for column in _CONDITIONS:
            if words := getattr(scope.selector, column):
                dropped = Alteration(Rule.ANY, column, words)
                wider = scope._replace(selector=scope.selector._replace(**{column: None}))
                for way in _alive(scope, wider, count, alive):
                    yield way._replace(also=dropped)


def _alive(
    scope: Scope, wider: Scope, count: Callable[[Scope], int], alive: Alive
) -> Iterator[CohortWay]:
    """Yield what a wider scope counts with all who left alive.

    Only where each of those whom the ledger counts is of the cohort, and movements add to them.
    """
    inside, more, moved = 0, 0, 0
    for group, total in alive.totals.items():
        if not _is_asked(group, wider.selector):
            continue
        every = total.between(alive.first, scope.last)
        if group.basis == NO_BASIS:
            moved += every
            continue
        within = total.between(scope.first, scope.last)
        inside += within
        more += every - (within if _is_asked(group, scope.selector) else 0)
    if moved and inside == count(wider):
        made = Alteration(Rule.LEFT_ALIVE, day=alive.first)
        yield CohortWay(made, count(scope) + more + moved, lambda: (_more(scope, wider, alive), ()))


def _is_asked(group: Group, selector: Selector) -> bool:
    """Return whether a group matches; movements have no basis."""
    asked = selector._replace(basis=None) if group.basis == NO_BASIS else selector
    return match(asked, group) is Match.YES


def _more(scope: Scope, wider: Scope, alive: Alive) -> list[Passage]:
    """Return those who left alive and whom the ledger does not count for a scope."""
    return [
        each
        for each in alive.passages
        if each.step.day <= scope.last
        and _is_asked(each.group, wider.selector)
        and not (
            each.movement is None
            and each.first >= scope.first
            and _is_asked(each.group, scope.selector)
        )
    ]
