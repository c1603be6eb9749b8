"""What a merge would write: the operations that are new there, under the ids of here, and the conflicts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from exchange_tracker.facts.entry import with_defaults
from exchange_tracker.facts.model import AnyFact, Claim, Release, Source
from exchange_tracker.facts.movement import Movement
from exchange_tracker.store.ledger.change_log import Operation, Recorded, operations, terms_set
from exchange_tracker.store.ledger.courses import (
    Course,
    Step,
    course_of_terms,
    courses_of,
    place_ahead,
    since,
)
from exchange_tracker.store.ledger.digest import OperationKind
from exchange_tracker.store.ledger.histories import Parted
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.merge_names import Names, without_names
from exchange_tracker.store.ledger.merge_notes import Key
from exchange_tracker.store.ledger.schema import KINDS, TERMS

_IN_ORDER: tuple[type[AnyFact], ...] = (Source, Claim, Release, Movement)
"""The kinds, each after those whose ids its facts name."""

State = TypeVar("State")
FreshIds = Callable[[type[AnyFact], Sequence[str], Sequence[str]], Sequence[str]]
"""Gives ids to facts of a kind in place of those they have, and none of some others."""


class Conflict(NamedTuple):
    """What was corrected on both sides; ``name`` is its id here, blank for the terms.

    The changes are those that wrote what each side says now: a fact, or the text of the terms; ``None``
    where it stands no more.
    """

    table: str
    name: str
    here: Any
    there: Any
    change_here: Recorded
    change_there: Recorded


class MergedChange(NamedTuple):
    """A change there, with what of it is written here; ``terms`` is blank where it sets none.

    ``renamed`` are the ids of what it recorded that are others here than at its origin.
    """

    change: Recorded
    operations: Sequence[Operation]
    terms: str
    renamed: Mapping[Key, str]


class Plan(NamedTuple):
    """What a merge writes, in the order of the changes; ``renamed`` are the ids given anew by it."""

    changes: Sequence[MergedChange]
    conflicts: Sequence[Conflict]
    renamed: Mapping[Key, str]


class Planner:
    """A ledger ``there`` to be merged into the one ``here``."""

    def __init__(self, there: Ledger, here: Ledger, fresh_ids: FreshIds) -> None:
        self.parted = Parted(there, here)
        self._there, self._here = there, here
        self._fresh_ids = fresh_ids
        self._new = {change.number: change for change in self.parted.new_there}
        self._names = Names(self.parted.renamed)
        self._renamed: dict[Key, str] = {}
        self._ahead: dict[Key, frozenset[int]] = {}  # the changes there that go on from here
        self._conflicts: list[Conflict] = []
        nameless = "SELECT 1 FROM nameless LIMIT 1"  # whose names an import left out
        self._nameless = any(any(ledger.rows(nameless)) for ledger in (there, here))

    def plan(self) -> Plan:
        """Return what is written here."""
        steps = {number: list(operations(self._there, number)) for number in self._new}
        for kind in _IN_ORDER:
            table = KINDS[kind]
            names = (each.id for some in steps.values() for each in some if each.table == table)
            self._look_at(kind, list(dict.fromkeys(names)))
        terms = self._steps_ahead(
            (TERMS, ""),
            course_of_terms(self._there),
            course_of_terms(self._here),
            lambda one, other: one == other,
        )
        changes = [
            self._merged(change, steps[number], sets_terms=number in terms)
            for number, change in self._new.items()
        ]
        return Plan(changes, self._conflicts, self._renamed)

    def _look_at(self, kind: type[AnyFact], ids: Sequence[str]) -> None:
        """Give ids to the facts of a kind that new changes touched, and see what goes on from here."""
        table = KINDS[kind]
        there = courses_of(self._there, kind, ids)
        here = courses_of(self._here, kind, [self._names.of(table, name) for name in ids])
        taken = [
            name
            for name in ids
            if name in here and self._is_taken(kind, name, there[name], here[name])
        ]
        fresh = self._fresh_ids(kind, taken, [name for name in ids if name not in taken])
        renamed = {(table, name): new for name, new in zip(taken, fresh, strict=True)}
        self._names.add(renamed)
        self._renamed |= renamed
        for name in ids:
            beside = None if (table, name) in renamed else here.get(self._names.of(table, name))
            self._ahead[table, name] = self._steps_ahead(
                (table, name), there[name], beside, self._sameness(kind, name)
            )

    def _is_taken(
        self, kind: type[AnyFact], name: str, there: Course[AnyFact], here: Course[AnyFact]
    ) -> bool:
        """Return whether an id that a new change there gave is that of something else here."""
        if there[0].change not in self._new:
            return False
        if here[0].change not in self.parted.new_here:
            return True
        same = self._sameness(kind, name)
        ends = (there[0].state, here[0].state), (there[-1].state, here[-1].state)
        return not any(one and other and same(one, other) for one, other in ends)

    def _sameness(self, kind: type[AnyFact], name: str) -> Callable[[AnyFact, AnyFact], bool]:
        """Return what says whether something says the same there and here, under the terms of here."""
        here = self._names.of(KINDS[kind], name)
        erased = (kind, name) in self._there.redacted or (kind, here) in self._here.redacted

        def meant(fact: AnyFact) -> AnyFact:
            means = with_defaults(fact, self._here.terms)
            return without_names(means) if erased or self._nameless else means

        return lambda one, other: meant(self._names.fact(one)) == meant(other)

    def _steps_ahead(
        self,
        key: Key,
        there: Course[State],
        here: Course[State] | None,
        same: Callable[[State, State], bool],
    ) -> frozenset[int]:
        """Return the changes there that go on from what stands here."""
        if here is None:
            return frozenset(step.change for step in there)
        here, there = since(here, self.parted.new_here), since(there, self._new)
        place = place_ahead(here, there, same)
        if place is None:
            self._conflicts.append(self._conflict(key, there[-1], here[-1]))
            return frozenset()
        return frozenset(step.change for step in there[place:])

    def _conflict(self, key: Key, there: Step[Any], here: Step[Any]) -> Conflict:
        table, name = key
        says_there = there.state
        if table != TERMS and says_there is not None:
            says_there = self._names.fact(says_there)
        return Conflict(
            table,
            self._names.of(table, name),
            here.state,
            says_there,
            self.parted.here.changes[here.change - 1],
            self.parted.there.changes[there.change - 1],
        )

    def _merged(
        self, change: Recorded, steps: Sequence[Operation], *, sets_terms: bool
    ) -> MergedChange:
        number = change.number
        written = [
            self._names.operation(each)
            for each in steps
            if each.table != TERMS
            and (each.kind is OperationKind.REDACT or number in self._ahead[each.table, each.id])
        ]
        terms = terms_set(self._there, number) if sets_terms else None
        anew = dict(self._from_origin(number, steps))
        return MergedChange(change, written, terms.after if terms else "", anew)

    def _from_origin(self, number: int, steps: Sequence[Operation]) -> Iterator[tuple[Key, str]]:
        """Yield what a change recorded by the id at its origin, where it has another here."""
        first_ids = {
            (table, new): old
            for (table, old), new in self.parted.there.origin(number).renamed.items()
        }
        for each in steps:
            if each.kind is OperationKind.ADD and each.table != TERMS:
                first = first_ids.get((each.table, each.id), each.id)
                here = self._names.of(each.table, each.id)
                if here != first:
                    yield (each.table, first), here
