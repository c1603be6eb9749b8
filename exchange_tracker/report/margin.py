"""What would turn verdicts: rows for programs, sentences for people."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from exchange_tracker.facts.model import Terms
from exchange_tracker.facts.truce_day import Clock, day_cell
from exchange_tracker.judging.verdict import Answer, Status
from exchange_tracker.queries.margin.docket import Periods
from exchange_tracker.queries.margin.margin import Margin
from exchange_tracker.queries.margin.offer import Offer
from exchange_tracker.queries.query import Query
from exchange_tracker.render.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Tone,
)
from exchange_tracker.render.row_forms import Rows, Value
from exchange_tracker.report.margin_english import offer_words
from exchange_tracker.report.phrases import and_more, days, parties
from exchange_tracker.report.status_words import standing_words, status_tone

COLUMNS = (
    *("reading", "obligation", "from", "to", "status"),
    *("by", "people", "key", "other", "ids", "becomes"),
)
MOST_LISTED = 20  # of what turns one verdict into the same; rows for programs have all
_ARITHMETIC = (
    "Each line alone would turn the verdict, with all else left as it is, what is brought forward"
    " among it. It is arithmetic, and says nothing of what ought to have been done."
)


def margin_rows(margins: Iterable[Margin]) -> Rows:
    """Return the offers as rows for programs, each worked out when it is written."""
    return Rows(COLUMNS, (_row(margin, offer) for margin in margins for offer in margin.offers))


def _row(margin: Margin, offer: Offer) -> tuple[Value, ...]:
    verdict = margin.verdict
    return (
        verdict.reading,
        verdict.obligation,
        day_cell(verdict.first),
        day_cell(verdict.last),
        verdict.status.value,
        offer.by.value,
        offer.people,
        offer.key or None,
        offer.other or None,
        offer.id or None,
        offer.becomes.value if offer.becomes else None,
    )


class _Outcome(NamedTuple):
    """What a verdict would become, the first offers by which it would, and how many there are."""

    becomes: Status | None
    offers: tuple[Offer, ...]
    number: int


class _Shown(NamedTuple):
    """A verdict with as much of its offers as a document shows."""

    margin: Margin  # without its offers
    outcomes: tuple[_Outcome, ...]


def margin_document(
    query: Query, periods: Periods, margins: Iterable[Margin], moments: Sequence[Fact]
) -> Document:
    """Return what would turn each verdict, by obligation and period."""
    terms, clock = query.terms, query.clock
    head: tuple[Block, ...] = (Heading(terms.title), Facts(tuple(moments)))
    order = {each.id: place for place, each in enumerate(terms.as_written.obligations)}
    shown = sorted(
        map(_shown, margins),
        key=lambda each: (
            order[each.margin.obligation.id],
            each.margin.verdict.first,
            each.margin.verdict.last,
        ),
    )
    if not shown:
        return (*head, Paragraph(_nothing(periods)))
    return (
        *head,
        *(
            block
            for _, same in groupby(shown, key=lambda each: each.margin.obligation.id)
            for block in _of_obligation(terms, clock, list(same))
        ),
        Paragraph(_ARITHMETIC, Tone.FAINT),
    )


def _shown(margin: Margin) -> _Shown:
    by_outcome: dict[Status | None, list[Offer]] = {}
    for offer in margin.offers:
        by_outcome.setdefault(offer.becomes, []).append(offer)
    outcomes = (
        _Outcome(becomes, tuple(offers[:MOST_LISTED]), len(offers))
        for becomes, offers in by_outcome.items()
    )
    return _Shown(margin._replace(offers=()), tuple(outcomes))


def _nothing(periods: Periods) -> str:
    if periods.every or periods.day:
        return "No verdict that was asked about is kept or short."
    return "No period that was asked about is short or disputed; --all asks about every one."


def _of_obligation(terms: Terms, clock: Clock, shown: Sequence[_Shown]) -> Iterator[Block]:
    obligation = shown[0].margin.obligation
    title = obligation.title or obligation.id
    yield Heading(f"{parties(terms, obligation.parties)}: {title} ({obligation.id})")
    for each in shown:
        yield from _of_verdict(terms, clock, each)


def _of_verdict(terms: Terms, clock: Clock, shown: _Shown) -> Iterator[Block]:
    verdict = shown.margin.verdict
    stands = f"{days(verdict.first, verdict.last)}, {verdict.reading}: {standing_words(verdict)}."
    tone = status_tone(verdict.status)
    if not shown.outcomes:
        yield Paragraph(f"{stands} Nothing that was asked about turns it alone.", tone)
    for place, outcome in enumerate(shown.outcomes):
        lead = f"{stands} " if place == 0 else ""
        yield Paragraph(f"{lead}It would {_outcome(verdict.status, outcome.becomes)} if", tone)
        yield Bullets(tuple(_cells(terms, clock, shown.margin, outcome)))


def _outcome(status: Status, becomes: Status | None) -> str:
    """Say what would become of a period; that is ``None`` where it is no longer judged."""
    if becomes is not None:
        return f"be {becomes.value}"
    answer = Answer.KEPT if status.answer is Answer.NOT_KEPT else Answer.NOT_KEPT
    return f"no longer be judged by itself, and be {answer.value}"


def _cells(terms: Terms, clock: Clock, margin: Margin, outcome: _Outcome) -> Iterator[Cell]:
    """Yield the first offers of an outcome, each a line, and how many more there are."""
    for offer in outcome.offers:
        yield Cell(offer_words(terms, clock, margin, offer))
    if outcome.number > len(outcome.offers):
        yield Cell(and_more(outcome.number - len(outcome.offers)))
