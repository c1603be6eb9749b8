"""A merge in words: what was brought in, and what only a person can decide."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import assert_never

from exchange_tracker.errors import Problem
from exchange_tracker.facts.model import AnyFact
from exchange_tracker.report.history import differences, hide_names
from exchange_tracker.report.phrases import numbered
from exchange_tracker.store.ledger.change_log import Recorded
from exchange_tracker.store.ledger.digest import OperationKind
from exchange_tracker.store.ledger.merge_notes import renamed_words
from exchange_tracker.store.ledger.merge_plan import Conflict
from exchange_tracker.store.ledger.merging import Outcome, Written
from exchange_tracker.store.ledger.schema import TERMS

MOST_CHANGES = 20


def merged_lines(outcome: Outcome, there: str, here: str, *, dry_run: bool) -> list[str]:
    """Say which changes were brought in, as what, and which ids were given anew."""
    parted = f"(both are the same up to change {outcome.common.number})"
    if not outcome.written:
        return [f"nothing to merge: {here} has all of {there} {parted}"]
    changes = numbered(len(outcome.written), "change", "changes")
    verb = "would be merged" if dry_run else "merged"
    named = [_line(each) for each in outcome.written[:MOST_CHANGES]]
    left = len(outcome.written) - len(named)
    lines = [f"{changes} of {there} {verb} into {here} {parted}:", *named]
    lines += [f"… and {numbered(left, 'more change', 'more changes')}"] if left else []
    if outcome.renamed:
        lines.append(f"ids given anew, since both gave them: {renamed_words(outcome.renamed)}")
    return lines


def _line(written: Written) -> str:
    change = written.change
    was = f"change {change.number} there, {change.moment}, {change.author}"
    reason = f": {change.reason}" if change.reason else ""
    return f"change {written.number}: {was}{reason} ({_doing(written)})"


def _doing(written: Written) -> str:
    counted = Counter(each.kind for each in written.operations)
    words = [f"{counted[kind]:,} {_verb(kind)}" for kind in OperationKind if counted[kind]]
    return ", ".join([*(["terms set"] if written.sets_terms else []), *words])


def _verb(kind: OperationKind) -> str:
    match kind:
        case OperationKind.ADD:
            return "added"
        case OperationKind.AMEND:
            return "amended"
        case OperationKind.RETRACT:
            return "retracted"
        case OperationKind.REDACT:
            return "without its names"
        case _:
            assert_never(kind)


def conflict_problems(conflicts: Sequence[Conflict], there: str, here: str) -> Iterator[Problem]:
    """Yield each conflict as what a person must decide."""
    for each in conflicts:
        by_here, by_there = (
            f"in {place} ({_by(change)})"
            for place, change in ((here, each.change_here), (there, each.change_there))
        )
        if each.table == TERMS:
            what = f"they were set {by_here} and {by_there}"
            fix = "set the same in both with xt terms set, then merge again"
            yield Problem("the terms", what, fix)
            continue
        where = f"{each.table} {each.name}"
        if each.here is None or each.there is None:
            gone, stands = (by_here, by_there) if each.here is None else (by_there, by_here)
            what = f"it was retracted {gone}, and corrected {stands}"
            fix = "retract it in both, or restore it with xt restore, then merge again"
        else:
            what = f"it says {_cells(each.here, each.there, by_here, by_there)}"
            fix = "make both say the same with xt amend, then merge again"
        yield Problem(where, what, fix)


def _by(change: Recorded) -> str:
    return f"change {change.number}, {change.author}"


def _cells(one: AnyFact, other: AnyFact, by_one: str, by_other: str) -> str:
    """Say in which cells two facts of an id differ, without names of people."""
    one, other = hide_names(one, other._replace(id=one.id))
    cells = "; ".join(differences(one, other)).replace(" -> ", " and ")
    return f"one thing {by_one} and another {by_other}: {cells}"
