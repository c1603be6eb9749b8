"""What a sync writes, in words, before it is written."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from exchange_tracker.facts.model import AnyFact
from exchange_tracker.report.history import differences, hide_names, summary
from exchange_tracker.report.phrases import numbered
from exchange_tracker.store.ledger.sheet import Amendment, Conflict, Plan

MOST = 20  # lines of a kind


def plan_lines(
    plan: Plan, more: str = "", lent: Sequence[Amendment] = (), *, retracts: bool
) -> list[str]:
    """Say what is added, amended, retracted and left; of very many things the first.

    ``more`` accounts for rows that are not in the plan, of which some were ``lent`` to entries.
    """
    return [
        _account(plan, more, retracts=retracts),
        *_first(f"{fact.id}: added ({summary(fact)})" for fact in plan.added),
        *_first(
            f"{before.id}: {line}"
            for _, before, after in chain(plan.amended, lent)
            for line in differences(*hide_names(before, after))
        ),
        *_first(_gone(fact, retracts=retracts) for _, fact in plan.gone),
        *_first(map(_conflict, plan.conflicts)),
    ]


def _account(plan: Plan, more: str, *, retracts: bool) -> str:
    """Account for every row of the sheet, and for what it has no more."""
    left = f" + {plan.left:,} left" if plan.left else ""
    gone = f"; {len(plan.gone):,} gone from it" if plan.gone else ""
    retracted = ", retracted" if gone and retracts else ""
    return (
        f"{numbered(plan.read, 'row', 'rows')} in the sheet = {len(plan.added):,} added"
        f" + {len(plan.amended):,} amended + {plan.same:,} as they are{left}{more}{gone}{retracted}"
    )


def _first(lines: Iterable[str]) -> Iterator[str]:
    every: Sequence[str] = list(lines)
    yield from every[:MOST]
    if len(every) > MOST:
        yield f"… and {len(every) - MOST:,} more like it"


def _gone(fact: AnyFact, *, retracts: bool) -> str:
    if retracts:
        return f"{fact.id}: retracted, since it is gone from the sheet ({summary(fact)})"
    return f"{fact.id}: gone from the sheet; --retract-missing retracts it ({summary(fact)})"


def _conflict(conflict: Conflict) -> str:
    """Say what both changed, and who wrote what the ledger says; no name of people."""
    name, line, change, column, ours, theirs = conflict
    if theirs is None:
        what = f"gone from the sheet, and corrected by change {change}"
        return f"{name}: {what}; left as it is (--theirs counts it as gone)"
    if ours is None:
        what = f"retracted by change {change}, and on line {line} of the sheet"
        return f"{name}: {what}; left out (--theirs adds the row anew)"
    if column == "person":
        ours, theirs = "names", "other names"
    return (
        f"{name}: {column}: {ours or '(blank)'} by change {change}, {theirs or '(blank)'} on line"
        f" {line} of the sheet; left as it is (--theirs or --ours decides)"
    )
