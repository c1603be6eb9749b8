"""People more or fewer: of an obligation's own parties, or of those for whom it is owed."""

import math
from collections.abc import Iterator

from exchange_tracker.facts.figures import UNLIMITED
from exchange_tracker.facts.model import Owed
from exchange_tracker.judging.owing import people_named
from exchange_tracker.judging.periods import Period
from exchange_tracker.judging.supposition import delivered_in, required_in
from exchange_tracker.queries.margin.offer import By, Offer, Trial, moved


def by_people(trial: Trial) -> Iterator[Offer]:
    """Yield the people more or fewer of the obligation's own parties that turn a verdict."""
    missing, delivered = _missing(trial), delivered_in(trial.verdict)
    if missing is None or delivered.least + missing < 0:
        return
    if becomes := trial.turned(delivered=moved(delivered, missing)):
        yield Offer(By.PEOPLE, becomes, missing)


def _missing(trial: Trial) -> int | None:
    """Return how many more, or fewer, turn it; ``None`` where there is no such number."""
    people = trial.verdict.shortfall_most if trial.is_short else -(trial.room + 1)
    return None if abs(people) == UNLIMITED else int(people)


def by_other_side(trial: Trial) -> Iterator[Offer]:
    """Yield for each item of ``for_each`` how many people named fewer, or more, turn a verdict."""
    required = required_in(trial.verdict)
    if required.least != required.most:
        return
    for number, item in enumerate(trial.obligation.for_each, 1):
        people = _more_named(trial, item)
        if people is None:
            continue
        if becomes := trial.turned(required=moved(required, item.owed * people)):
            yield Offer(By.OTHER_SIDE, becomes, people, key=str(number))


def _more_named(trial: Trial, item: Owed) -> int | None:
    """Return how many people more an item would have to name; ``None`` where it could not.

    An item of an obligation that the reading voids names nobody, and never will.
    """
    if not item.owed or (item.counts is None and item.obligation not in trial.judged):
        return None
    if not trial.is_short:
        return None if trial.room == UNLIMITED else math.floor(trial.room / item.owed) + 1
    missing = trial.verdict.shortfall_most
    if missing == UNLIMITED:
        return None
    fewer = -(-int(missing) // item.owed)
    period = Period(trial.verdict.first, trial.verdict.last, None)
    named = people_named(item, period, trial.judged, trial.snapshot.figures)
    return -fewer if fewer <= named.least else None
