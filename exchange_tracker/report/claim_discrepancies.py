"""What there is to look at in claims and cohorts, in one neutral sentence each."""

from exchange_tracker.facts.model import Terms
from exchange_tracker.queries.discrepancies.kinds import Discrepancy, Noted
from exchange_tracker.queries.reconcile.claim_scope import ScopedClaim
from exchange_tracker.queries.reconcile.claims import ClaimStatus, Reconciled
from exchange_tracker.queries.reconcile.entry_ids import Names, ids
from exchange_tracker.queries.reconcile.steps import Offset, Step
from exchange_tracker.report.explanations import explanation
from exchange_tracker.report.kind_words import of_any_kind
from exchange_tracker.report.measure_words import measured_words
from exchange_tracker.report.phrases import bounded, more_or_fewer, name_list


def discrepancy_ids(discrepancy: Discrepancy, names: Names) -> str:
    """Name the entries behind a discrepancy in brackets; blank where none are."""
    hidden, rows = discrepancy.hidden, discrepancy.rows
    listed = list(dict.fromkeys([*ids(hidden, names, hidden=True), *ids(rows, names)]))
    return f" ({name_list(listed, hidden.entries + rows.entries - len(listed))})" if listed else ""


def of_claim(terms: Terms, claim: Reconciled, names: Names) -> str:
    """Say what a claim gives, what the ledger, and what would make it come out."""
    scoped = claim.claimed
    figure = bounded(scoped.bound, f"{scoped.figure:,}")
    kind = measured_words(scoped) or of_any_kind(terms, scoped.kinds)
    words = f"{scoped.id} ({scoped.claim.source}) gives {figure} {kind}".rstrip()
    why = explanation(terms, claim, names)
    if claim.status is ClaimStatus.UNREPORTED:
        return f"{words}, and {why}"
    return f"{words}, the ledger {claim.ledger:,}: {why}"


def of_step(discrepancy: Discrepancy, step: Step, names: Names) -> str:
    """Say by how much a source steps from claim to claim, and what the ledger adds."""
    before, after = step.before, step.after
    words = (
        f"{step.source} goes from {before.figure:,}{_measured(before)}"
        f" ({before.id}, to {before.scope.last})"
        f" to {after.figure:,} ({after.id}, to {after.scope.last}), a step of {step.figure:,}"
    )
    if step.ledger is None:
        return f"{words}; {_nothing_between(step)}"
    rows = f"the rows between give {step.ledger:,}{discrepancy_ids(discrepancy, names)}"
    return f"{words}; {rows}, so it is {more_or_fewer(step.figure - step.ledger)}"


def _measured(claim: ScopedClaim) -> str:
    """Say what a claim about a cohort counts; blank for people released."""
    return f" {measured_words(claim)}" if claim.cohort else ""


def _nothing_between(step: Step) -> str:
    if step.after.cohort:
        return "the ledger cannot say what happened in the days between"
    return "no entry of these parties and kinds lies in the days between"


def of_offset(offset: Offset) -> str:
    """Say by how much claims of one source are off, all alike."""
    claims = ", ".join(f"{claim.id} to {claim.scope.last}" for claim in offset.claims)
    which = "above" if offset.people > 0 else "below"
    number, first = len(offset.claims), offset.claims[0]
    of_what = f" for {measured_words(first)}" if first.cohort else ""
    figures = f"{number:,} figures{of_what} of {offset.source} in a row"
    return (
        f"{figures} are {abs(offset.people):,} {which} the ledger"
        f" ({claims}), as they would be under another definition of who is counted"
    )


def below_zero(discrepancy: Discrepancy, noted: Noted) -> str:
    """Say that more people are recorded to have left a cohort than to have come in."""
    (day,) = noted.about
    number = f"{discrepancy.found or 0:,} {noted.what} at the end of {day}"
    if noted.what == "held":
        why = "more people are recorded to have left than to have come in"
    else:
        why = "more of the dead are recorded to have left than to have come in or died"
    return f"The cohort {', '.join(noted.ids)} comes to {number}: {why}"
