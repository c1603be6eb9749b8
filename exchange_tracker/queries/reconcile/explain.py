"""The shortest explanations of a figure: what, counted otherwise, makes it come out.

The search works on the running sums. An alteration is one rule applied once; a figure is explained
by one, else by two of them together. Nothing is fitted: the alterations on offer depend on the
claim's selection and range, the terms and the words recorded, never on the figure. What is not
searched: two alterations of one column, three and more, somebody counted twice of another selection,
and digits or readings with another rule; and what would take too long, which is said with the claim (:class:`Unsearched`).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from exchange_tracker.facts.model import Selector, Terms
from exchange_tracker.judging.judge import Snapshot, judge_reading
from exchange_tracker.queries.reconcile.alteration import Alteration, Explanation, Rule, ranked
from exchange_tracker.queries.reconcile.alternatives import (
    Values,
    alternatives,
    values_of,
)
from exchange_tracker.queries.reconcile.applied import AlikeSets
from exchange_tracker.queries.reconcile.by_range import (
    Edges,
    by_sum,
    edges,
    fitting,
    looked_up,
    missing,
)
from exchange_tracker.queries.reconcile.by_reading import (
    by_readings,
    by_terms,
    locate,
    obligation_sets,
)
from exchange_tracker.queries.reconcile.by_selection import (
    MOST_SUMS,
    AlteredSelection,
    AlteredSelections,
    Unsearched,
    cost,
)
from exchange_tracker.queries.reconcile.claim_scope import Bound, Scope, agrees
from exchange_tracker.queries.reconcile.digits import digits
from exchange_tracker.queries.reconcile.running import CountScope, Running

_REMEMBERED = 4_096
_REMEMBERED_VALUES = 64
_MOST_WAYS = 1_000_000  # numbers kept of the selections that were worked out
_Fit = tuple[tuple[Alteration, ...], CountScope]


class FigureSearch(NamedTuple):
    """One figure to be explained: its scope, what the ledger counts there, and the alternatives."""

    scope: Scope
    base: CountScope
    figure: int
    ledger: int
    ways: AlteredSelections
    edges: Edges


class Explainer:
    """Explains figures of one truce; what figures have in common is worked out once."""

    def __init__(self, terms: Terms, moment: Snapshot, running: Running) -> None:
        self.terms = terms
        self.moment = moment
        self.running = running
        self._left = MOST_SUMS
        ways = max(1, min(_REMEMBERED, _MOST_WAYS // max(1, cost(running))))
        self._ways = lru_cache(ways)(self._ways_of)
        self._unsearched = lru_cache(_REMEMBERED)(lambda selector: self._ways(selector).unsearched)
        self._edges = lru_cache(_REMEMBERED)(self._edges_of)
        self._explanations = lru_cache(_REMEMBERED)(self._search)
        self._values = lru_cache(_REMEMBERED_VALUES)(
            lambda scope: values_of(self.running, *self._alternatives(scope))
        )

    @cached_property
    def _readings(self) -> list[AlikeSets]:
        judged = ((reading, judge_reading(reading, self.moment)) for reading in self.terms.readings)
        return obligation_sets(self.terms, judged, self.running)

    def _ways_of(self, selector: Selector) -> AlteredSelections:
        ways = AlteredSelections(self.running, selector, most=self._left)
        self._left -= ways.cost if ways.searched else 0
        return ways

    def unsearched(self, scope: Scope, explanations: Iterable[Explanation]) -> Unsearched:
        """Return what was not searched for the explanations of a figure: no pairs where one is enough."""
        rest = self._unsearched(scope.selector)
        single = any(len(each.alterations) == 1 for each in explanations)
        return Unsearched.NOTHING if single and rest is Unsearched.PAIRS else rest

    def _edges_of(self, first: date, last: date) -> Edges:
        return edges(self.running, Scope(Selector(), first, last), self.terms.first_day)

    def count(self, scope: Scope) -> CountScope:
        """Return what the ledger counts for a scope."""
        mask = self.running.mask(scope.selector)
        return CountScope(mask, *self.running.between(scope.first, scope.last))

    def explain(
        self, scope: Scope, figure: int, bound: Bound = Bound.EXACTLY, *, deep: bool = False
    ) -> list[Explanation]:
        """Return every explanation of a figure, ranked; of two alterations only where none is shorter.

        ``deep`` gives those of two alterations in any case.
        """
        if bound is not Bound.EXACTLY:
            return self._bounded(scope, bound, figure)
        one = self._explanations(scope, figure, 1)
        return [*one, *self._explanations(scope, figure, 2)] if deep or not one else list(one)

    def _search(self, scope: Scope, figure: int, alterations: int) -> list[Explanation]:
        base = self.count(scope)
        asked = FigureSearch(
            scope=scope,
            base=base,
            figure=figure,
            ledger=self.running.value(base),
            ways=self._ways(scope.selector),
            edges=self._edges(scope.first, scope.last),
        )
        if figure == asked.ledger:
            return []
        fits = self._one(asked) if alterations == 1 else self._two(asked)
        explanations = [Explanation(made, (count,)) for made, count in fits if self._counts(count)]
        if alterations == 1:
            explanations += self._of_terms(scope, base, Bound.EXACTLY, figure)
            explanations += digits(asked.ledger, figure)
        return ranked(explanations)

    def _of_terms(
        self, scope: Scope, base: CountScope, bound: Bound, figure: int
    ) -> list[Explanation]:
        """Return the readings that apply so many people, and the obligations that ask for so many.

        What is applied and asked for at once is told once, as applied.
        """
        located = locate(self._readings, scope, base)
        applied = by_readings(
            self.running, located, scope.first, lambda people: agrees(bound, figure, people)
        )
        named = {made.obligations for each in applied for made in each.alterations}
        asked = by_terms(located, figure)
        return applied + [each for each in asked if each.alterations[0].obligations not in named]

    def _bounded(self, scope: Scope, bound: Bound, figure: int) -> list[Explanation]:
        """Return the single alterations with which a figure with a bound agrees.

        Two together are not searched: some of them would agree with almost any bound.
        """
        explanations = [
            Explanation((made,), (count,))
            for made, count in alternatives(self.running, *self._alternatives(scope))
            if agrees(bound, figure, self.running.value(count)) and self._counts(count)
        ]
        return ranked(explanations + self._of_terms(scope, self.count(scope), bound, figure))

    def values(self, scope: Scope) -> Values:
        """Return the numbers that every way of counting gives for a scope."""
        return self._values(scope)

    def _alternatives(self, scope: Scope) -> tuple[Edges, AlteredSelections, CountScope]:
        edges_of = self._edges(scope.first, scope.last)
        return edges_of, self._ways(scope.selector), self.count(scope)

    def _counts(self, count: CountScope) -> bool:
        """Return whether anything is counted: no record is not zero."""
        return self.running.entry_count(count) > 0

    def _one(self, asked: FigureSearch) -> Iterator[_Fit]:
        base, figure = asked.base, asked.figure
        for made, count in fitting(self.running, asked.edges, base, figure):
            yield (made,), count
        yield from self._selected(asked, asked.ways.one)
        for way in asked.ways.twice:
            if way.sums[base.end] - way.sums[base.start] == figure - asked.ledger:
                yield way.alterations, base._replace(twice=way.mask)

    def _selected(self, asked: FigureSearch, ways: Iterable[AlteredSelection]) -> Iterator[_Fit]:
        """Yield the other selections that fit over the same range."""
        start, end = asked.base.start, asked.base.end
        for way in ways:
            if way.sums[end] - way.sums[start] == asked.figure:
                yield way.alterations, asked.base._replace(mask=way.mask)

    def _two(self, asked: FigureSearch) -> Iterator[_Fit]:
        yield from self._two_of_range(asked)
        yield from self._selection_and_range(asked)
        yield from self._on_one_day(asked)
        yield from self._selected(asked, asked.ways.two)
        yield from self._twice_and_range(asked)

    def _selection_and_range(self, asked: FigureSearch) -> Iterator[_Fit]:
        """Yield another selection over another range; where a selection alone fits, it is enough."""
        base, figure = asked.base, asked.figure
        start, end = base.start, base.end
        others = [w for w in asked.ways.distinct if w.sums[end] - w.sums[start] != figure]
        for edge, first, last in asked.edges.all:
            for way in others:
                if way.sums[last] - way.sums[first] == figure:
                    count = base._replace(mask=way.mask, start=first, end=last)
                    yield (edge, *way.alterations), count
        for way in others:
            if way.may_fit(start, end, figure):
                count = base._replace(mask=way.mask)
                for made, fit in by_sum(self.running, asked.edges, count, figure):
                    yield (made, *way.alterations), fit

    def _two_of_range(self, asked: FigureSearch) -> Iterator[_Fit]:
        """Yield another start and another end; another edge and a missing day or an earlier end."""
        running, figure = self.running, asked.figure
        sums = running.people(asked.base.mask)
        for started, start, _ in asked.edges.starts:
            if started.rule is Rule.LAST_DAY:
                continue
            base = asked.base._replace(start=start)
            for ended, _, end in asked.edges.ends:
                if start < end and sums[end] - sums[start] == figure:
                    yield (started, ended), base._replace(end=end)
            for other, count in looked_up(running, asked.edges, base, figure):
                yield (started, other), count
        for ended, _, end in asked.edges.ends:
            for other, count in missing(running, asked.base._replace(end=end), figure):
                yield (ended, other), count

    def _on_one_day(self, asked: FigureSearch) -> Iterator[_Fit]:
        """Yield the days on which alone somebody is left out."""
        base = asked.base
        for way in asked.ways.left_out:
            for place in self.running.daily(way.mask).get(asked.ledger - asked.figure, ()):
                if base.start <= place < base.end:
                    day = Alteration(Rule.ON_DAY, day=self.running.days[place])
                    yield (day, *way.alterations), base._replace(gap=place, left=way.mask)

    def _twice_and_range(self, asked: FigureSearch) -> Iterator[_Fit]:
        """Yield who is counted twice over a range with other edges."""
        sums = self.running.people(asked.base.mask)
        for edge, start, end in asked.edges.all:
            wanted = asked.figure - (sums[end] - sums[start])
            if wanted <= 0:
                continue
            for way in asked.ways.twice:
                if way.sums[end] - way.sums[start] == wanted:
                    count = asked.base._replace(start=start, end=end, twice=way.mask)
                    yield (edge, *way.alterations), count
