"""The facts of one ledger under the ids that they have in another."""

from collections.abc import Mapping
from typing import cast

from exchange_tracker.facts.model import AnyFact, Claim, Fact, Happening, Source, values
from exchange_tracker.store.ledger.change_log import Operation
from exchange_tracker.store.ledger.merge_notes import Key
from exchange_tracker.store.ledger.schema import KINDS

_SOURCES, _CLAIMS = KINDS[Source], KINDS[Claim]


class Names:
    """The ids here of what has another id there."""

    def __init__(self, names: Mapping[Key, str]) -> None:
        self._names = dict(names)

    def add(self, names: Mapping[Key, str]) -> None:
        """Note more of them."""
        self._names |= names

    def of(self, table: str, name: str) -> str:
        """Return the id here."""
        return self._names.get((table, name), name)

    def fact(self, fact: Fact) -> Fact:
        """Return a fact with the ids of here, its own and those that it names."""
        return cast(Fact, self._renamed(fact))

    def _renamed(self, fact: AnyFact) -> AnyFact:
        name = self.of(KINDS[type(fact)], fact.id)
        if isinstance(fact, Source):
            return fact._replace(id=name)
        if isinstance(fact, Claim):
            source, whole = self.of(_SOURCES, fact.source), self.of(_CLAIMS, fact.part_of)
            return fact._replace(id=name, source=source, part_of=whole)
        sources = ";".join(self.of(_SOURCES, each) for each in values(fact.sources))
        return fact._replace(id=name, sources=sources)

    def operation(self, operation: Operation) -> Operation:
        """Return an operation on a fact under the ids of here."""
        before, after = operation.before, operation.after
        return operation._replace(
            id=self.of(operation.table, operation.id),
            before=before and self._renamed(before),
            after=after and self._renamed(after),
        )


def without_names(fact: AnyFact) -> AnyFact:
    """Return a fact that names nobody."""
    return fact._replace(person="") if isinstance(fact, Happening) else fact
