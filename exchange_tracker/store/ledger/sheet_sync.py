"""A ledger brought into step with a sheet, as one change."""

from collections.abc import Callable, Sequence
from typing import cast

from exchange_tracker.errors import Refusal
from exchange_tracker.facts.model import Claim, Fact
from exchange_tracker.parse.across import part_problems
from exchange_tracker.store.ledger.added_rows import AddedRows
from exchange_tracker.store.ledger.alike_rows import ones_before
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.ids import Ids
from exchange_tracker.store.ledger.row_import import MOST_PLACED, Input
from exchange_tracker.store.ledger.schema import KINDS
from exchange_tracker.store.ledger.sheet import Plan, Sheet, Side
from exchange_tracker.store.ledger.sheet_plan import Planner


def sync(
    change: Change,
    kind: type[Fact],
    sheet: Sheet,
    rows: Input,
    side: Side,
    progress: Callable[[int], None],
    look: Callable[[AddedRows], None],
    *,
    retract_gone: bool,
) -> Plan:
    """Bring a ledger into step with a sheet; return what was written, with the ids that rows got.

    ``look`` sees what was added before anything is retracted, and may give the sync up.
    """
    planner = Planner(change, kind, sheet, rows, side)
    plan = planner.plan(progress)
    start = change.next_row(KINDS[kind])
    added = _add(change, kind, cast(list[Fact], plan.added))
    for version, before, after in plan.amended:
        change.amend(version, before, after)
    new = _new(planner, added, start)
    leaving = frozenset(fact.id for _, fact in plan.gone) if retract_gone else frozenset[str]()
    look(new._replace(leaving=leaving))
    if retract_gone:
        for version, fact in plan.gone:  # after what is written, as a change is digested
            change.retract(version, fact)
    if kind is Claim:
        _check_parts(change)
    return plan._replace(added=added)


def _new(planner: Planner[Fact], added: Sequence[Fact], start: int) -> AddedRows:
    places = {fact.id: place for fact, place in zip(added, planner.places, strict=True)}
    if not 0 < len(added) <= MOST_PLACED:
        return AddedRows(len(added), {})
    ones = ones_before(planner.ledger, planner.kind, start, MOST_PLACED)
    unrepeated = frozenset(fact.id for fact in ones if not planner.has_key_of(fact))
    return AddedRows(len(added), places, unrepeated, is_grown=True, matched=planner.matched)


def _add(change: Change, kind: type[Fact], rows: list[Fact]) -> list[Fact]:
    """Add rows; those without an id get one that no other has, in the ledger or in the sheet."""
    if not rows:
        return []
    ids = Ids(change, kind, lambda: ())
    ids.leave_free(row.id for row in rows)
    free = iter(ids.free(sum(not row.id for row in rows)))
    facts = [row if row.id else cast(Fact, row._replace(id=next(free))) for row in rows]
    change.add(facts)
    ids.finish()
    return facts


def _check_parts(change: Change) -> None:
    claims = list(change.ledger.claims())
    wholes = {claim.id: claim.part_of for claim in claims}
    if problems := list(part_problems([(claim.id, claim) for claim in claims], wholes)):
        raise Refusal(problems)
