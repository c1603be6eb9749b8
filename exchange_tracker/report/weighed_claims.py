"""Claims that need a look, by weight: far off, explained by a rule, explained by none, not comparable."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from exchange_tracker.facts.model import Terms
from exchange_tracker.queries.reconcile.claims import ClaimStatus, Reconciled
from exchange_tracker.queries.reconcile.entry_ids import Names
from exchange_tracker.report.claim_causes import (
    Cause,
    Causes,
    cause_line,
    causes_of,
    figure_lines,
    is_far_off,
    said_by,
)
from exchange_tracker.report.explanations import explanation
from exchange_tracker.report.phrases import numbered
from exchange_tracker.report.publisher_words import Publishers

FAR = "Far off, from a publisher cited often, and no rule explains it"
BY_RULE = "A rule explains"
BY_NONE = "No rule explains"
OPEN = "The ledger cannot say"


class Section(NamedTuple):
    """Things of one weight: the words of the summary, with how many there are, and a line for each.

    ``more`` is how many have no line here: of very many only the first have.
    """

    title: str
    summary: str
    lines: tuple[str, ...]
    more: int = 0


def claim_sections(
    terms: Terms,
    claims: Sequence[Reconciled],
    names: Names,
    publishers: Publishers,
    elsewhere: Collection[str] = (),
) -> list[Section]:
    """Return claims that differ or cannot be compared by weight; ``elsewhere`` are said already."""
    causes = causes_of([each for each in claims if each.claimed.id not in elsewhere])
    far, rest = _by_weight(causes, publishers)
    explained = sum(len(cause.claims) for cause in causes.causes)
    open_ = [
        each
        for each in claims
        if each.status is not ClaimStatus.AGREES
        and (each.later or each.status is not ClaimStatus.DIFFERS)
    ]
    lines = _lines(terms, causes.causes, names, publishers)
    none = [f"{words}." for words in figure_lines(terms, rest, publishers)]
    return [
        Section(
            FAR,
            f"{_claims(len(far))} far off from a publisher cited often",
            tuple(f"{words}." for words in figure_lines(terms, far, publishers)),
        ),
        Section(BY_RULE, f"{_claims(explained)} explained by a rule", lines),
        Section(BY_NONE, f"{_claims(len(rest))} that no rule explains", tuple(none)),
        Section(
            OPEN,
            f"{_claims(len(open_))} of which the ledger cannot say",
            tuple(_open(terms, each, names, publishers) for each in open_),
        ),
    ]


def _claims(number: int) -> str:
    return numbered(number, "claim", "claims") if number else ""


def _lines(
    terms: Terms, causes: Sequence[Cause], names: Names, publishers: Publishers
) -> tuple[str, ...]:
    return tuple(cause_line(terms, cause, names, publishers) for cause in causes)


def _by_weight(causes: Causes, publishers: Publishers) -> tuple[list[Reconciled], list[Reconciled]]:
    """Return the claims without a cause: those far off from a publisher cited often, and the rest."""
    heavy = {
        said_by(each)
        for each in causes.unexplained
        if is_far_off(each) and publishers.is_much_cited(each.claimed.claim.source)
    }
    ordered = sorted(causes.unexplained, key=_share)
    far = [each for each in ordered if said_by(each) in heavy]
    return far, [each for each in ordered if said_by(each) not in heavy]


def _share(claim: Reconciled) -> float:
    """Return the key of those that are off by the largest share first."""
    return -abs(claim.difference or 0) / max(1, claim.ledger or 0)


def _open(terms: Terms, claim: Reconciled, names: Names, publishers: Publishers) -> str:
    (words,) = figure_lines(terms, [claim], publishers)
    why = explanation(terms, claim, names)
    return f"{words}: {why}." if why else f"{words}."
