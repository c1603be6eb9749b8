"""What others published, beside the entries: each claim, and what would make its figure come out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from exchange_tracker.facts.model import Source, Terms
from exchange_tracker.queries.reconcile.claims import ClaimStatus, Reconciled
from exchange_tracker.render.document import Tone
from exchange_tracker.render.page_parts import Link, PageCell
from exchange_tracker.render.row_forms import Row
from exchange_tracker.report.alterations import altered
from exchange_tracker.report.page.day_words import DayWords
from exchange_tracker.report.page.page_words import sentence_case, titled
from exchange_tracker.report.page.record_links import Notes, publisher_of
from exchange_tracker.report.phrases import bounded, joined
from exchange_tracker.report.reconcile import claim_tone, counted, standings_of

MOST_AT_ONCE = 3  # figures that are named before all else


class Claims(NamedTuple):
    """The claims to be listed, the same as rows for programs, and how many claims are not listed."""

    listed: Sequence[Reconciled]
    rows: Sequence[Row]
    unlisted: int


class ClaimRow(NamedTuple):
    """A claim beside the ledger, and in words what would make its figure come out."""

    who: str
    days: str
    cells: tuple[PageCell, ...]  # figure, ledger, difference, status, publisher
    links: list[Link]
    id: str
    explanation: str


class ClaimsTable(NamedTuple):
    """The claims that agree and those that do not, and in words how many there are of each status."""

    summary: str
    agreeing: tuple[ClaimRow, ...]
    others: tuple[ClaimRow, ...]


def claims_table(
    terms: Terms, claims: Claims, sources: Mapping[str, Source], notes: Notes, say: DayWords
) -> ClaimsTable | None:
    """Return the claims as tables; none where no claim is recorded."""
    if not claims.listed:
        return None
    more = f" And {claims.unlisted:,} more: xt reconcile." if claims.unlisted else ""

    def rows(*, agree: bool) -> Iterator[ClaimRow]:
        for each, row in zip(claims.listed, claims.rows, strict=True):
            if (each.status is ClaimStatus.AGREES) is agree:
                publisher = publisher_of(each.claimed.claim.source, sources.get(_source(each)))
                yield _claim_row(terms, each, str(row[-1] or ""), publisher, notes, say)

    return ClaimsTable(
        f"{standings_of(claims.listed)}{more}", tuple(rows(agree=True)), tuple(rows(agree=False))
    )


def _source(claim: Reconciled) -> str:
    return claim.claimed.claim.source


def _claim_row(
    terms: Terms,
    reconciled: Reconciled,
    words: str,
    publisher: str,
    notes: Notes,
    say: DayWords,
) -> ClaimRow:
    claim = reconciled.claimed
    return ClaimRow(
        who=counted(terms, reconciled),
        days=_claim_days(reconciled, say),
        cells=(*_cells(reconciled), PageCell(publisher)),
        links=notes.links([claim.claim.source]),
        id=claim.id,
        explanation=f"{say.in_text(titled(terms, sentence_case(words)))}." if words else "",
    )


def _claim_days(reconciled: Reconciled, say: DayWords) -> str:
    return say(reconciled.claimed.scope.first, reconciled.claimed.scope.last)


def _cells(reconciled: Reconciled) -> tuple[PageCell, ...]:
    claim, ledger, difference = reconciled.claimed, reconciled.ledger, reconciled.difference
    blank = PageCell("–", Tone.FAINT, number=True)
    return (
        PageCell(bounded(claim.bound, f"{claim.figure:,}"), number=True),
        blank if ledger is None else PageCell(f"{ledger:,}", number=True),
        PageCell(f"{difference:+,}", number=True) if difference else blank,
        PageCell(reconciled.status.value, claim_tone(reconciled.status)),
    )


# --------------------------------------------------------------- what is named before all else


class OtherFigure(NamedTuple):
    """A figure that differs from the ledger by a rule: who gives it, and what makes it come out."""

    figure: str
    who: str
    days: str
    publishers: str
    ledger: str
    words: str
    links: list[Link]


def other_figures(
    terms: Terms, claims: Claims, notes: Notes, say: DayWords
) -> tuple[OtherFigure, ...]:
    """Return the figures that a rule explains, of the most days first; of the same, by most sources."""
    figures: dict[tuple[str, str, date, date], list[Reconciled]] = {}
    for claim in claims.listed:
        if _is_explained(claim):
            scope, figure = claim.claimed.scope, f"{claim.claimed.figure:,}"
            bound = bounded(claim.claimed.bound, figure)
            key = bound, counted(terms, claim), scope.first, scope.last
            figures.setdefault(key, []).append(claim)
    ranked = sorted(figures.items(), key=lambda item: (item[0][2] - item[0][3], -len(item[1])))
    return tuple(_other_figure(terms, same, key, notes, say) for key, same in ranked[:MOST_AT_ONCE])


def _is_explained(claim: Reconciled) -> bool:
    """Return whether a rule explains a claim about people released, at the moment of judgement."""
    return (
        claim.status is ClaimStatus.DIFFERS
        and bool(claim.explanations)
        and not claim.later
        and not claim.gaps
        and claim.claimed.cohort is None
    )


def _other_figure(
    terms: Terms,
    same: Sequence[Reconciled],
    key: tuple[str, str, date, date],
    notes: Notes,
    say: DayWords,
) -> OtherFigure:
    figure, who, first, last = key
    ids = [_source(claim) for claim in same]
    first_offered = same[0].explanations[0].explanation
    rules = joined([altered(terms, each) for each in first_offered.alterations], "and")
    return OtherFigure(
        figure=figure,
        who=who,
        days=say(first, last),
        publishers=notes.publishers(ids),
        ledger=f"{same[0].ledger:,}",
        words=say.in_text(f"{figure} comes out when {titled(terms, rules)}."),
        links=notes.links(ids),
    )
