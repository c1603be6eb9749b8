"""The totals under the terms' readings: people applied to obligations over the periods of a range."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from exchange_tracker.facts.model import Reading, Terms
from exchange_tracker.judging.verdict import Verdict
from exchange_tracker.queries.reconcile.alteration import Alteration, Explanation, Rule
from exchange_tracker.queries.reconcile.applied import (
    AlikeSets,
    AppliedSums,
    ObligationSet,
    Part,
    alike_sets,
)
from exchange_tracker.queries.reconcile.claim_scope import Scope
from exchange_tracker.queries.reconcile.running import CountScope, Running
from exchange_tracker.queries.reconcile.spans_apart import sets_apart


def obligation_sets(
    terms: Terms, readings: Iterable[tuple[Reading, dict[str, list[Verdict]]]], running: Running
) -> list[AlikeSets]:
    """Return what can be added up: each obligation, those of the extension clause, those of a party.

    The obligations of a party are added up where their kinds are the same and their spans lie
    apart, as many of them as do.
    """
    clause = terms.extension.obligations if terms.extension else ()
    sums = AppliedSums()
    every: list[ObligationSet] = []
    for reading, judged in readings:
        by_id = {each.id: each for each in reading.obligations}
        named = tuple(name for name in clause if name in by_id)
        apart = sets_apart(tuple((o.id, o.parties, o.counts.kind, o.spans) for o in by_id.values()))
        sets = dict.fromkeys([*((name,) for name in by_id), *([named] if named else []), *apart])
        applied = {
            name: sums.of(each, judged[name], running.mask(each.delivered))
            for name, each in by_id.items()
        }
        every += [
            ObligationSet(place, reading.name, tuple(applied[name] for name in names))
            for place, names in enumerate(sets, len(every))
        ]
    return alike_sets(every)


class Located(NamedTuple):
    """Sets of obligations, and those of their periods that lie in the range of a claim."""

    sets: AlikeSets
    parts: tuple[Part, ...]


def locate(sets: Iterable[AlikeSets], scope: Scope, base: CountScope) -> list[Located]:
    """Return the sets of obligations of which each has periods in the range of a claim.

    Only obligations that count somebody whom the claim counts are asked.
    """
    candidates = (Located(each, each.within(scope.first, scope.last, base.mask)) for each in sets)
    return [each for each in candidates if each.parts]


def by_readings(
    running: Running, located: Iterable[Located], first: date, fits: Callable[[int], bool]
) -> list[Explanation]:
    """Return the readings under which the people applied over the periods of a range fit.

    Readings that apply the same people are named together. ``first`` is the first day of the range.
    """
    pairs = [fit for each in located for fit in _applied_within(running, each, first, fits)]
    alike: dict[_Fit, list[str]] = {}
    for applied, each in sorted(pairs, key=lambda fit: fit[0].place):
        alike.setdefault(each, []).append(applied.reading)
    return [
        Explanation(
            (Alteration(Rule.READING, readings=tuple(names), obligations=obligations),),
            counts,
            credit,
            people,
        )
        for (obligations, counts, credit, people), names in alike.items()
    ]


def by_terms(located: Iterable[Located], figure: int) -> list[Explanation]:
    """Return the obligations that ask for a figure over the periods of its range.

    Readings that ask for the same number of the same obligations are named together.
    """
    fits = [fit for each in located for fit, _ in each.sets.asking(each.parts, figure)]
    alike: dict[tuple[str, ...], list[str]] = {}
    for asking in sorted(fits if figure > 0 else (), key=lambda each: each.place):
        alike.setdefault(asking.names, []).append(asking.reading)
    return [
        Explanation((Alteration(Rule.AGREED, readings=tuple(names), obligations=obligations),), ())
        for obligations, names in alike.items()
    ]


_Fit = tuple[tuple[str, ...], tuple[CountScope, ...], tuple[date, ...], int]


def _applied_within(
    running: Running, located: Located, first: date, fits: Callable[[int], bool]
) -> Iterator[tuple[ObligationSet, _Fit]]:
    """Yield the obligations, what is delivered and the credit used, where the people applied fit."""
    sets, parts = located
    fitting = [(each, people) for each, people in sets.applying(parts, fits) if each.begun(parts)]
    if not fitting:
        return
    counts = tuple(
        CountScope(part.periods.mask, *running.between(*days))
        for part in parts
        for days in part.periods.runs(part.start, part.end)
    )
    for each, people in fitting:
        yield each, (each.names, counts, _credit_from(each, parts, first), people)


def _credit_from(sets: ObligationSet, parts: Iterable[Part], first: date) -> tuple[date, ...]:
    """Return the days before a range on which credit was earned that was used within it."""
    spent = {
        day
        for each, (_, start, end) in zip(sets.applied, parts, strict=True)
        for day in each.credit.spent_before(start, end, first)
    }
    return tuple(sorted(spent))
