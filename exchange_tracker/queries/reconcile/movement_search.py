"""Claims about a movement of a cohort, and what would make their figures come out.

The movements of one name are summed by days as entries are, so the rules of entries search them, too,
without readings and numbers of the terms, which are about releases. Two rules are their own: those
held before are left out, and who went the same way by another door is counted, too.
"""

from collections.abc import Iterator
from functools import cached_property, partial

from exchange_tracker.facts.figures import Figure, Figures
from exchange_tracker.facts.groups import Group, Match, match
from exchange_tracker.facts.model import Span, Terms
from exchange_tracker.facts.movement import MovementKind, Way
from exchange_tracker.facts.truce_day import NEVER
from exchange_tracker.judging.judge import Snapshot
from exchange_tracker.queries.balance import Door
from exchange_tracker.queries.reconcile.alteration import DOOR, Alteration, Explanation, Rule
from exchange_tracker.queries.reconcile.claim_scope import Scope, ScopedClaim
from exchange_tracker.queries.reconcile.claims import ExplanationRows, Reconciled
from exchange_tracker.queries.reconcile.cohort_rows import CohortRows, Passage, rows_of_passages
from exchange_tracker.queries.reconcile.cohort_sums import GroupTotal, totals_by_group
from exchange_tracker.queries.reconcile.cohort_way import Change, CohortWay, without_held_before
from exchange_tracker.queries.reconcile.difference import EntrySet
from exchange_tracker.queries.reconcile.explain import Explainer
from exchange_tracker.queries.reconcile.measures import match_passage, matched, movement_beside
from exchange_tracker.queries.reconcile.release_search import ReleaseSearch, scope_between
from exchange_tracker.queries.reconcile.running import Running
from exchange_tracker.queries.reconcile.search import Between, Ways


class MovementSearch(ReleaseSearch):
    """The search (:class:`Search`) of claims about the movements of one name."""

    def __init__(self, name: str, rows: CohortRows, terms: Terms, moment: Snapshot) -> None:
        super().__init__(_explainer(name, rows, terms, moment))
        self.name = name
        self.rows = rows
        self._passages: dict[tuple[object, ...], list[Passage]] = {}
        for each in rows.of_movement(name):
            if each.step.sure:
                self._passages.setdefault((each.step.day, each.group), []).append(each)

    def beside(self, claim: ScopedClaim) -> Reconciled:
        """Return a claim beside the movements, without explanations."""
        return movement_beside(claim, self.rows)

    def ways(self, claim: ScopedClaim, *, deep: bool = False) -> Ways:
        """Return what gives the figure of a claim; ``deep``: two alterations in any case."""
        ways = super().ways(claim, deep=deep)
        return ways._replace(fits=tuple(map(self._named, ways.fits)))

    def single_ways(self, claim: ScopedClaim) -> tuple[ExplanationRows, ...]:
        """Return what gives the figure of a claim by one alteration."""
        return tuple(map(self._named, super().single_ways(claim)))

    def between(self, before: ScopedClaim, after: ScopedClaim) -> Between:
        """Return who went by the movement between two claims of one series."""
        if not self.rows.has_movement(self.name, after.scope.last):
            return Between(None)
        tally = self.rows.tally(self.name, *scope_between(before, after))
        return Between(tally.people, more=tally.most > tally.people)

    def rows_between(self, before: ScopedClaim, after: ScopedClaim) -> EntrySet:
        """Return the rows that make it."""
        scope = scope_between(before, after)
        return rows_of_passages(
            each.passage for each in matched(self.name, scope, self.rows) if each.sure is Match.YES
        )

    def own(self, claim: ScopedClaim) -> Iterator[CohortWay]:
        """Yield what could be counted otherwise of a cohort, and not of entries."""
        kind, ledger = MovementKind(self.name), self.ledger(claim)
        if kind.way is not Way.IN:
            yield from without_held_before(self.rows, claim.scope.last, ledger)
        if kind.way is Way.NEITHER:
            return
        for door, totals in self._others.items():
            people = sum(
                total.between(claim.scope.first, claim.scope.last)
                for group, total in totals.items()
                if match(claim.scope.selector, group) is Match.YES
            )
            if people:
                too = Alteration(Rule.DOOR_TOO, DOOR, (door.value,))
                others = partial(self._others_of, door, claim.scope)
                yield CohortWay(too, ledger + people, others)

    @cached_property
    def _others(self) -> dict[Door, dict[Group, GroupTotal]]:
        """Return who went the same way by each other door."""
        way = MovementKind(self.name).way
        doors = {door: some for door, some in self.rows.by_door.items() if door.way is way}
        return {
            door: totals_by_group(some)
            for door, some in doors.items()
            if some and not any(map(self._is_of, some))
        }

    def _others_of(self, door: Door, scope: Scope) -> Change:
        some = self.rows.by_door[door]
        return [each for each in some if match_passage(each, scope) is Match.YES], ()

    def _is_of(self, passage: Passage) -> bool:
        return bool(passage.movement and passage.movement.movement == self.name)

    def _named(self, way: ExplanationRows) -> ExplanationRows:
        """Return a way of counting with its rows as movements, and in the words of a cohort."""
        made = (
            each._replace(rule=Rule.FROM_COHORT) if each.rule is Rule.FROM_TRUCE else each
            for each in way.explanation.alterations
        )
        explanation: Explanation = way.explanation._replace(alterations=tuple(made))
        rows = type(way.rows)(*map(self._movements, way.rows))
        return way._replace(explanation=explanation, rows=rows)

    def _movements(self, rows: EntrySet) -> EntrySet:
        """Return rows that lie where movements do with the ids of these."""
        if rows.movements:
            return rows
        passages = [each for place in rows.places for each in self._passages.get(place, ())]
        named = rows_of_passages(passages).movements
        return rows._replace(places=(), movements=named)


def _explainer(name: str, rows: CohortRows, terms: Terms, moment: Snapshot) -> Explainer:
    """Return what explains the figures of the movements of one name as those of entries."""
    figures = [
        Figure(each.step.day, each.group, each.step.people, 1, int(each.step.open))
        for each in rows.of_movement(name)
        if each.step.sure
    ]
    bare = terms._replace(phases=(Span("", rows.cohort.first, NEVER),), readings=(), extension=None)
    return Explainer(bare, moment._replace(figures=Figures.of(figures)), Running(figures))
