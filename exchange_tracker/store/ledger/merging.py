"""The changes of one ledger that are new, brought into another that began as the same.

Each becomes a change of its author with its reason; its note says which change it is, and when it was
first recorded. Nothing that was corrected on both sides is overwritten: then nothing is written at all.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count, groupby
from typing import NamedTuple, cast

from exchange_tracker.errors import Problem, Refusal
from exchange_tracker.facts.model import AnyFact, Happening
from exchange_tracker.parse.across import LETTERS, part_problems
from exchange_tracker.store.ledger.change import Author, Change, next_heading
from exchange_tracker.store.ledger.change_log import Operation, Recorded
from exchange_tracker.store.ledger.correction import erase_names, problems_under
from exchange_tracker.store.ledger.digest import OperationKind
from exchange_tracker.store.ledger.ids import Ids
from exchange_tracker.store.ledger.ledger import Ledger, Version
from exchange_tracker.store.ledger.merge_names import without_names
from exchange_tracker.store.ledger.merge_notes import Key, merged_note
from exchange_tracker.store.ledger.merge_plan import Conflict, MergedChange, Planner
from exchange_tracker.store.ledger.schema import KINDS, REDACTED, TABLES

_KIND_OF: dict[str, type[AnyFact]] = {table: kind for kind, table in TABLES}
_KEPT_OF_AN_ID = 50  # characters of 64, where a number is put behind it


class Written(NamedTuple):
    """A change that a merge wrote, and the one there that it brings in."""

    number: int
    change: Recorded
    operations: Sequence[Operation]
    sets_terms: bool

    @property
    def erases(self) -> bool:
        """Return whether names were erased."""
        return any(each.kind is OperationKind.REDACT for each in self.operations)


class Outcome(NamedTuple):
    """What a merge wrote, or why it wrote nothing.

    ``common`` is the last change that both had; ``renamed`` are the ids given anew; ``starts`` are the
    first rows written, by kind.
    """

    common: Recorded
    written: Sequence[Written]
    renamed: Mapping[Key, str]
    starts: Mapping[type[AnyFact], int]
    conflicts: Sequence[Conflict] = ()


def merge(there: Ledger, here: Ledger, now: datetime) -> Outcome:
    """Write what is new in the ledger ``there`` to the one ``here``; where there are conflicts, nothing.

    Raises:
        Refusal: where the two have no common beginning, or do not fit together.
    """
    first = Change(here, next_heading(here, Author("", "", now)))
    before = first.next_rows()
    planner = Planner(there, here, lambda *asked: _fresh_ids(first, *asked))
    plan, parted = planner.plan(), planner.parted
    common = parted.here.changes[parted.common - 1]
    if plan.conflicts:
        return Outcome(common, (), {}, {}, plan.conflicts)
    _refuse_names_in_terms(there, plan.changes, plan.renamed)
    is_other = there.terms_text != here.terms_text
    numbers, written = dict(parted.numbers), []
    for each in plan.changes:
        note = merged_note(each.change, each.renamed, numbers)
        author = Author(each.change.author, each.change.reason, now, note)
        change = Change(here, next_heading(here, author))
        _write(change, each)
        if change.finish():
            numbers[each.change.number] = change.number
            sets_terms = bool(each.terms)
            written.append(Written(change.number, each.change, each.operations, sets_terms))
    if written:
        _refuse_misfits(here, is_other=is_other)
    after = first.next_rows()
    starts = {kind: row for kind, row in before.items() if row < after[kind]}
    return Outcome(common, written, plan.renamed, starts)


def _fresh_ids(
    change: Change, kind: type[AnyFact], taken: Sequence[str], others: Sequence[str]
) -> Sequence[str]:
    """Return an id that was never used for each that is taken, and none that others are about to get."""
    if not taken:
        return ()
    ids: Ids[AnyFact] = Ids(change, kind, lambda: ())
    ids.leave_free((*taken, *others))
    if kind in LETTERS:
        fresh = ids.free(len(taken))
        ids.finish()
        return fresh
    used: set[str] = {*taken, *others}
    return [_numbered(change.ledger, kind, name, used) for name in taken]


def _numbered(ledger: Ledger, kind: type[AnyFact], name: str, used: set[str]) -> str:
    """Return an id with the lowest number behind it that makes it another than all that are used."""
    names = (f"{name[:_KEPT_OF_AN_ID]}-{number}" for number in count(2))
    fresh = next(each for each in names if each not in used and not ledger.latest(kind, [each]))
    used.add(fresh)
    return fresh


def _write(change: Change, merged: MergedChange) -> None:
    """Write what a change did there, in the order in which digests have it."""
    if merged.terms and merged.terms != change.ledger.terms_text:
        change.write_terms(merged.terms)
    versions = [each for each in merged.operations if each.after is not None]
    for (_, kind), some in groupby(versions, key=lambda each: (each.table, each.kind)):
        if kind is OperationKind.ADD:
            change.add([_kept_names(change, cast(AnyFact, each.after)) for each in some])
        else:
            for each in some:
                _amend(change, each)
    for version, fact in _retracted(change, merged.operations):
        change.retract(version, fact)
    for each in merged.operations:
        if each.kind is OperationKind.REDACT:
            erase_names(change, REDACTED[each.table], each.id)


def _amend(change: Change, operation: Operation) -> None:
    """Write what an amendment made of a fact, or bring back what was retracted."""
    before, after = operation.before, cast(AnyFact, operation.after)
    version, stands = change.ledger.latest(type(after), [after.id])[after.id]
    if isinstance(after, Happening) and isinstance(stands, Happening):
        left = isinstance(before, Happening) and before.person == after.person
        after = after._replace(person=stands.person if left else after.person)
    after = _kept_names(change, after)
    if version.superseded is not None:
        change.restore(version, after)
    elif after != stands:
        change.amend(version, stands, after)


def _kept_names(change: Change, fact: AnyFact) -> AnyFact:
    """Leave out the names of what had them erased: no merge brings them back."""
    erased = (type(fact), fact.id) in change.ledger.redacted
    return without_names(fact) if erased else fact


def _retracted(
    change: Change, operations: Sequence[Operation]
) -> Iterator[tuple[Version, AnyFact]]:
    """Yield what a change retracts that stands, by its rows."""
    for kind, table in TABLES:
        ids = [
            each.id
            for each in operations
            if each.kind is OperationKind.RETRACT and each.table == table
        ]
        latest = change.ledger.latest(kind, ids).values()
        yield from sorted(
            ((version, fact) for version, fact in latest if version.superseded is None),
            key=lambda pair: pair[0].row,
        )


def _refuse_names_in_terms(
    there: Ledger, changes: Sequence[MergedChange], renamed: Mapping[Key, str]
) -> None:
    """Refuse terms that name a source by an id that is that of another source here."""
    texts = [each.terms for each in changes if each.terms]
    problems = [
        Problem(
            f"sources {name}",
            f"the terms of {there.path} name it, and here it is the id of another source",
            "amend one of the two so that both say the same, then merge again",
        )
        for table, name in renamed
        if table not in {KINDS[kind] for kind in LETTERS}
        and any(f'"{name}"' in text or f"'{name}'" in text for text in texts)
    ]
    if problems:
        raise Refusal(problems)


def _refuse_misfits(ledger: Ledger, *, is_other: bool) -> None:
    """Refuse what was sound on either side and is not together: rows beside terms, parts beside wholes.

    ``is_other`` says whether the terms of the two sides differed.
    """
    claims = list(ledger.claims())
    wholes = {claim.id: claim.part_of for claim in claims}
    problems = list(part_problems(((f"claims {claim.id}", claim) for claim in claims), wholes))
    if is_other:
        terms = ledger.terms
        problems += (each for kind, _ in TABLES for each in problems_under(ledger, kind, terms))
    if problems:
        closing = "both ledgers were sound; together they are not, so nothing was written"
        raise Refusal(problems, closing)
