"""The facts that two sides do not have alike, read side by side: what both have alike is held for a moment only."""

from collections.abc import Callable, Iterator
from itertools import zip_longest

from exchange_tracker.facts.entry import with_defaults
from exchange_tracker.facts.model import AnyFact, Claim
from exchange_tracker.store.records import Records

MOST_HELD = 10_000  # facts of a side whose like may still come: of further ones a number is kept

Facts = Callable[[Records], Iterator[AnyFact]]
"""The facts of one kind of a side."""
ById = dict[str, AnyFact]


def unlike_facts(first: Records, second: Records, facts: Facts) -> tuple[ById, ById]:
    """Return the facts of each side of which the other has none alike under the same id, by id.

    Both sides are read once where they are in about the same order; what differs then is read again
    only where it is more than is held.
    """
    means_same = first.terms_text == second.terms_text
    left, right = _Waiting(first), _Waiting(second)
    for one, other in zip_longest(facts(first), facts(second)):
        if one == other and (means_same or not isinstance(one, Claim)):
            continue
        if one is not None and not right.meet(one.id, left.number(one)):
            left.wait(one)
        if other is not None and not left.meet(other.id, right.number(other)):
            right.wait(other)
    return left.facts(facts), right.facts(facts)


class _Waiting:
    """The facts of one side whose like on the other has not come so far: a number of each, few whole."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._numbers: dict[str, int] = {}
        self._held: ById = {}

    def number(self, fact: AnyFact) -> int:
        """Return what facts have in common that mean the same."""
        return hash(with_defaults(fact, self._records.terms))

    def meet(self, name: str, number: int) -> bool:
        """Return whether one of an id waits for a fact with a number; it waits no more."""
        if self._numbers.get(name) != number:
            return False
        del self._numbers[name]
        self._held.pop(name, None)
        return True

    def wait(self, fact: AnyFact) -> None:
        """Let a fact wait for its like."""
        self._numbers[fact.id] = self.number(fact)
        if len(self._held) < MOST_HELD:
            self._held[fact.id] = fact

    def facts(self, facts: Facts) -> ById:
        """Return those that still wait, in the order of the records."""
        if len(self._held) == len(self._numbers):
            return self._held
        return {fact.id: fact for fact in facts(self._records) if fact.id in self._numbers}
