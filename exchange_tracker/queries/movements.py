"""The movements that have happened, and the cohorts that they are of."""

from collections.abc import Iterator, Sequence
from datetime import date

from exchange_tracker.errors import UsageError
from exchange_tracker.facts.entry import date_of
from exchange_tracker.facts.groups import Group, group_of, match, matches
from exchange_tracker.facts.model import Cohort, Terms
from exchange_tracker.facts.movement import Movement, MovementKind
from exchange_tracker.queries.held import selector_of
from exchange_tracker.queries.query import EVERYTHING, Filters, Query


def select_movements(
    query: Query, filters: Filters = EVERYTHING, words: Sequence[str] | None = None
) -> Iterator[Movement]:
    """Yield the movements of some words that have happened, in the order of first recording.

    With a range those, too, of which it is open whether they lie in it. Raise ``UsageError`` for an
    unknown word.
    """
    wanted = [movement_kind(word) for word in words or ()]
    return (
        movement
        for movement in query.records.movements()
        if (not wanted or movement.movement in wanted)
        and has_happened(query, movement)
        and filters.covers(date_of(movement.day), _last_day(movement))
        and matches(filters.selector, group_of_movement(movement))
    )


def movement_kind(word: str) -> MovementKind:
    """Return the movement of a word; raise ``UsageError`` where there is none."""
    try:
        return MovementKind(word)
    except ValueError:
        fix = f"write one of {', '.join(MovementKind)}"
        raise UsageError.one("--movement", f"{word!r} is not a movement", fix) from None


def has_happened(query: Query, movement: Movement) -> bool:
    """Return whether a movement has happened: its last day, or the cohort of a ``held-before``, began."""
    days = [_last_day(movement)]
    if movement.movement == MovementKind.HELD_BEFORE:
        days = [cohort.first for cohort in cohorts_of(query.terms, movement)] or days
    return any(query.clock.begins(day) <= query.at for day in days)


def cohorts_of(terms: Terms, movement: Movement) -> list[Cohort]:
    """Return the cohorts of the terms that a movement is of, or may be of."""
    group = group_of_movement(movement)
    return [
        cohort
        for cohort in terms.cohorts
        if match(selector_of(cohort), group)
        and (movement.movement == MovementKind.HELD_BEFORE or date_of(movement.day) >= cohort.first)
    ]


def group_of_movement(movement: Movement) -> Group:
    """Return who is meant by a movement, which has no basis."""
    cells = (movement.party, movement.kind, movement.category, movement.nationality)
    return group_of(*cells, basis="")


def _last_day(movement: Movement) -> date:
    return date_of(movement.until or movement.day)
