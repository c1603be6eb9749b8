"""What others published, beside the entries: each claim, and what would make its figure come out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from exchange_tracker.facts.model import Source, Terms
from exchange_tracker.queries.reconcile.claims import ClaimStatus, Reconciled
from exchange_tracker.queries.reconcile.entry_ids import Names
from exchange_tracker.render.document import Tone
from exchange_tracker.render.html_markup import (
    Markup,
    across,
    cell,
    element,
    head,
    joined,
    sentence,
    table,
)
from exchange_tracker.report.explanations import explanation
from exchange_tracker.report.page.record_links import dates, linked
from exchange_tracker.report.phrases import numbered
from exchange_tracker.report.reconcile import claim_tone, counted

_HEADER = ("claim", "figure", "ledger", "difference", "status", "who", "truce days", "source")


class Claims(NamedTuple):
    """The claims that are shown, the ids that their explanations name, and how many are not shown."""

    shown: Sequence[Reconciled]
    known: Names
    left: int


def claims(terms: Terms, found: Claims, sources: Mapping[str, Source]) -> Markup:
    """Return the claims as a table, the explanation of each below it."""
    if not found.shown:
        return element("p", "No claim is recorded.")
    statuses = [each.status for each in found.shown]
    counts = (
        f"{each.value}: {statuses.count(each):,}" for each in ClaimStatus if statuses.count(each)
    )
    said = f"{numbered(len(statuses), 'claim', 'claims')}; {', '.join(counts)}."
    more = f" And {found.left:,} more: xt reconcile." if found.left else ""
    rows = (row for each in found.shown for row in _rows(terms, each, found.known, sources))
    return joined([element("p", f"{said}{more}"), table("Claims", _HEADER, rows, (1, 2, 3))])


def _rows(
    terms: Terms, found: Reconciled, known: Names, sources: Mapping[str, Source]
) -> Iterator[list[Markup]]:
    claim = found.claimed
    bound = "" if claim.bound.value == "=" else f"{claim.bound.value} "
    blank = cell("–", Tone.FAINT, number=True)
    yield [
        head(claim.id),
        cell(f"{bound}{claim.figure:,}", number=True),
        blank if found.ledger is None else cell(f"{found.ledger:,}", number=True),
        cell(f"{found.difference:+,}", number=True) if found.difference else blank,
        cell(found.status.value, claim_tone(found.status)),
        element("td", sentence(counted(terms, found)), class_="who"),
        element("td", dates(claim.scope.first, claim.scope.last)),
        element("td", linked([claim.claim.source], sources)),
    ]
    told = explanation(terms, found, known)
    if told:
        yield [across(len(_HEADER), f"{told[0].upper()}{told[1:]}.")]
