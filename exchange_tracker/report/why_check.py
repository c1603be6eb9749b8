"""A verdict written out: what was delivered, required and brought forward, and how it stands."""

from collections.abc import Iterator, Sequence

from exchange_tracker.facts.model import Selector, Terms
from exchange_tracker.judging.verdict import Verdict
from exchange_tracker.queries.why import CreditEarned, Derived, Named
from exchange_tracker.render.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
)
from exchange_tracker.report.explanations import capitalised
from exchange_tracker.report.kind_words import PEOPLE, noun_of_kinds
from exchange_tracker.report.phrases import amount, days, parties, source_ids
from exchange_tracker.report.reading_words import reading_words
from exchange_tracker.report.status_words import standing_words, status_tone
from exchange_tracker.report.terms import asks, selected
from exchange_tracker.report.why import Summand, entry_lines, written_sum


def check_lines(terms: Terms, derived: Derived) -> Iterator[Summand]:
    """Yield the summands of a verdict: what was delivered, required, brought forward, and how it stands."""
    verdict = derived.verdict
    yield Summand("terms", detail=_owed_by(terms, derived))
    yield from entry_lines("delivered", derived.delivered)
    for entry in derived.delivered.open:
        yield Summand("open", entry)
    for named in derived.named:
        yield Summand("required", people=named.required, detail=_required(terms, derived, named))
        if named.counted:
            yield from entry_lines("required for", named.counted)
    if not derived.named:
        yield Summand("required", people=verdict.required, detail=asks(derived.obligation))
    for earned in derived.earned:
        day = earned.credit.earned.isoformat()
        yield Summand(
            "credit brought", people=int(earned.credit.people), day=day, detail=_surplus(earned)
        )
        yield from entry_lines("credit earned by", earned.counted)
    if verdict.arrears_brought:
        yield Summand("arrears brought", people=verdict.arrears_brought)
    yield Summand("status", people=verdict.delivered + verdict.credit_used, detail=_stands(derived))


def _owed_by(terms: Terms, derived: Derived) -> str:
    obligation = derived.obligation
    who = parties(terms, obligation.parties)
    return f"{who}: {obligation.title or obligation.id}{source_ids(obligation.sources)}"


def _required(terms: Terms, derived: Derived, named: Named) -> str:
    if named.counted is None:
        other = derived.reading.by_id.get(named.owed.obligation or "")  # None: the reading voids it
        noun = noun_of_kinds(terms, other.counts.kind) if other else PEOPLE
        what = f"applied to {named.owed.obligation}"
        sums = " + ".join(
            f"{amount(each.applied, each.applied_most)} ({days(each.first, each.last)})"
            for each in named.applied
        )
        added = f" ({sums})" if len(named.applied) > 1 else ""
    else:
        counts = named.owed.counts or Selector()
        noun, added = noun_of_kinds(terms, counts.kind), ""
        released = "released" if noun == PEOPLE else "recorded"
        what = f"{released} of {selected(counts)}"
    people = f"{named.people:,} {noun.one if named.people == 1 else noun.many}".rstrip()
    least = "at least " if named.is_open else ""
    required = f"{least if named.owed.owed else ''}{named.required:,}"
    return f"{named.owed.owed:,} × {least}{people} {what}{added} = {required}"


def _surplus(earned: CreditEarned) -> str:
    """Say where credit came from; of credit that was partly used, how much of it is left."""
    verdict = earned.verdict
    if verdict is None:
        return ""
    surplus = int(verdict.worst.surplus)
    left = f"what is left of {surplus:,} " if earned.credit.people < surplus else ""
    delivered = amount(verdict.delivered, verdict.delivered_most)
    were = "was" if delivered == "1" else "were"
    due = amount(verdict.due, verdict.due_most)
    return f"{left}from {days(verdict.first, verdict.last)}: {delivered} {were} delivered and {due} due"


def _stands(derived: Derived) -> str:
    verdict = derived.verdict
    words = standing_words(verdict)
    return words if verdict.status.value in words else f"{verdict.status.value}: {words}"


def why_check(terms: Terms, derived: Derived, moments: Sequence[Fact]) -> Document:
    """Write a verdict out for people."""
    verdict, reading, obligation = derived.verdict, derived.reading, derived.obligation
    words = f"{reading_words(terms, reading)}{source_ids(reading.sources)}"
    blocks: list[Block] = [
        Heading(f"{obligation.id}, {days(verdict.first, verdict.last)}, {reading.name}"),
        Facts(
            (
                *moments,
                Fact("the terms", Cell(_owed_by(terms, derived))),
                Fact("who counts", Cell(selected(obligation.counts))),
                Fact("reading", Cell(words)),
                Fact("stands", Cell(_stands(derived), status_tone(verdict.status))),
            )
        ),
        Heading("Delivered"),
        *written_sum(terms, derived.delivered),
    ]
    required = [_required(terms, derived, named) for named in derived.named] or [_asked(derived)]
    blocks += [Heading("Required"), Bullets(tuple(Cell(line) for line in required))]
    for named in derived.named:
        if named.counted:
            blocks += written_sum(terms, named.counted)
    for earned in derived.earned:
        blocks.append(Heading(f"Credit earned on {earned.credit.earned.isoformat()}"))
        blocks.append(Paragraph(f"{earned.credit.people:,} {_surplus(earned)}."))
        blocks += written_sum(terms, earned.counted)
    blocks += [Heading("Together"), Paragraph(_together(derived))]
    return tuple(blocks)


def _asked(derived: Derived) -> str:
    asked = asks(derived.obligation)
    return asked if derived.verdict.not_agreed else f"{asked}: {_required_number(derived.verdict)}"


def _required_number(verdict: Verdict) -> str:
    if verdict.required is None:
        return "a number not agreed" if verdict.not_agreed else "not yet known"
    return amount(verdict.required, verdict.required_most)


def _together(derived: Derived) -> str:
    """Write out what stands beside what; a sum only of numbers that are certain."""
    verdict = derived.verdict
    if verdict.not_agreed and not verdict.due:  # there is no number to stand beside another
        return f"{capitalised(_stands(derived))}."
    due = f"{_required_number(verdict)} required"
    if verdict.arrears_brought:
        total = amount(verdict.due, verdict.due_most)
        arrears = amount(verdict.arrears_brought, verdict.worst_brought.arrears)
        due += f" + {arrears} brought forward as arrears = {total} due"
    delivered = amount(verdict.delivered, verdict.delivered_most)
    credit = f" + {verdict.credit_used:,} credited" if verdict.credit_used else ""
    certain = credit and verdict.delivered == verdict.delivered_most
    sums = f" = {verdict.delivered + verdict.credit_used:,}" if certain else ""
    return f"{delivered} delivered{credit}{sums}; {due}: {_stands(derived)}."
