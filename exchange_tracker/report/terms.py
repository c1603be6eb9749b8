"""The terms in plain words, and as rows for programs."""

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from exchange_tracker.facts.model import Carry, Obligation, Owed, Per, Reading, Selector, Terms
from exchange_tracker.render.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Tone,
)
from exchange_tracker.render.row_forms import Rows
from exchange_tracker.report.extension import clause_words
from exchange_tracker.report.phrases import days, held_by, numbered, parties

COLUMNS = ("reading", "obligation", "party", "title", "asks", "per", "spans", "carry", "sources")


def terms_rows(terms: Terms) -> Rows:
    """Return each obligation under each reading as a row for programs."""
    rows = (
        (
            reading.name,
            obligation.id,
            ";".join(obligation.parties),
            obligation.title,
            asks(obligation),
            obligation.per.value,
            ";".join(f"{span.first}/{span.last}" for span in obligation.spans),
            obligation.carry.value,
            ";".join(obligation.sources),
        )
        for reading in terms.readings
        for obligation in reading.obligations
    )
    return Rows(COLUMNS, rows)


def terms_document(terms: Terms, moments: Sequence[Fact]) -> Document:
    """Return the terms under their title; ``moments`` say what was known."""
    return (Heading(terms.title), Facts(tuple(moments)), *terms_blocks(terms))


def terms_blocks(terms: Terms) -> Document:
    """Return the terms as a person reads them: parties, phases, obligations, readings."""
    clock = f"each truce day begins at {terms.day_starts:%H:%M}, {terms.timezone}"
    return (
        Facts(
            (
                Fact("truce days", Cell(f"{days(terms.first_day, terms.last_day)}; {clock}")),
                *(Fact(f"party {key}", Cell(name)) for key, name in terms.parties.items()),
                *(
                    Fact(f"phase {phase.name}", Cell(days(phase.first, phase.last)))
                    for phase in terms.phases
                ),
                *(
                    Fact(f"words for {column}", Cell(", ".join(words)))
                    for column, words in terms.vocabulary.items()
                ),
            )
        ),
        Heading("Obligations as written"),
        *_obligations(terms),
        *_extension(terms),
        Heading("Readings"),
        *(block for reading in terms.readings[1:] for block in _reading(terms, reading)),
    )


def _obligations(terms: Terms) -> Iterator[Block]:
    for obligation in terms.as_written.obligations:
        title = obligation.title or obligation.id
        yield Facts((Fact(obligation.id, Cell(title, Tone.HEADING)),))
        yield Bullets(tuple(Cell(line) for line in _lines(terms, obligation)))


def _lines(terms: Terms, obligation: Obligation) -> Iterator[str]:
    owes = "owe" if len(obligation.parties) > 1 else "owes"
    yield f"{parties(terms, obligation.parties)} {owes} {asks(obligation)}, {_over(obligation.per)}"
    yield f"who counts: {selected(obligation.counts)}"
    yield f"runs over {', '.join(_span(obligation))}; {_carry(obligation)}"
    yield f"sources: {', '.join(obligation.sources) or 'none given'}"


def _span(obligation: Obligation) -> Iterable[str]:
    for span in obligation.spans:
        range_ = days(span.first, span.last)
        yield f"{span.name} ({range_})" if span.name else range_


def _over(per: Per) -> str:
    """Say over what an obligation's minimum is counted."""
    match per:
        case Per.DAY:
            return "on each truce day"
        case Per.DEADLINE:
            return "by each of these dates"
        case Per.WEEK:
            return "in each block of seven truce days"
        case Per.PHASE:
            return "over the whole phase"
        case _:
            assert_never(per)


def _carry(obligation: Obligation) -> str:
    """Say what an obligation carries forward, and for how long."""
    carry = _carry_words(obligation.carry)
    if obligation.carry.credit and obligation.carry_days is not None:
        return f"{carry}, which lapses after {numbered(obligation.carry_days, 'day', 'days')}"
    return carry


def _carry_words(carry: Carry) -> str:
    match carry:
        case Carry.NONE:
            return "nothing is carried forward"
        case Carry.SURPLUS:
            return "a surplus is carried forward as credit"
        case Carry.SHORTFALL:
            return "a shortfall is carried forward as arrears"
        case Carry.BOTH:
            return "a surplus is carried forward as credit, a shortfall as arrears"
        case _:
            assert_never(carry)


def asks(obligation: Obligation) -> str:
    """Say how many an obligation asks for, such as ``at least 10``."""
    if obligation.at_least is not None:
        return f"at least {obligation.at_least}"
    if obligation.for_each:
        return "; and ".join(_owed(item) for item in obligation.for_each)
    table = [f"{day.isoformat()}: {number:,}" for day, number in obligation.at_dates]
    table += [f"{name}: {number:,}" for name, number in obligation.at_phases]
    return f"at least ({', '.join(table)})"


def _owed(item: Owed) -> str:
    if item.counts is None:
        return f"{item.owed:,} for each person applied to {item.obligation}"
    return f"{item.owed:,} for each person released of: {selected(item.counts)}"


def selected(selector: Selector) -> str:
    """Say in plain words which entries a selector counts."""
    conditions = [
        f"{column} {' or '.join(words)}"
        for column in ("party", "kind", "category", "nationality", "basis")
        if (words := getattr(selector, column)) is not None
    ]
    counted = ", ".join(conditions) or "anyone"
    return f"{counted}, except ({selected(selector.excluded)})" if selector.excluded else counted


def _extension(terms: Terms) -> Iterator[Block]:
    clause = terms.extension
    if clause is None:
        return
    yield Heading("Extension")
    yield Bullets(
        (
            Cell(clause_words(clause, numbered(clause.first_days, "day is", "days are"))),
            Cell(f"people applied to {', '.join(clause.obligations)} are counted"),
            Cell(f"sources: {', '.join(clause.sources) or 'none given'}"),
        )
    )


def _reading(terms: Terms, reading: Reading) -> Iterator[Block]:
    title = reading.title or reading.name
    yield Facts((Fact(reading.name, Cell(title, Tone.HEADING)),))
    lines = [
        held_by(reading),
        f"sources: {', '.join(reading.sources) or 'none given'}",
    ]
    if reading.combines:
        lines.append(f"takes over: {', '.join(reading.combines)}")
    yield Bullets(tuple(Cell(line) for line in (*lines, *_differences(terms, reading))))


def _differences(terms: Terms, reading: Reading) -> Iterator[str]:
    """Say in what a reading reads each obligation otherwise than it is written."""
    by_id = {obligation.id: obligation for obligation in reading.obligations}
    for written in terms.as_written.obligations:
        other = by_id.get(written.id)
        if other is None:
            yield f"{written.id}: this reading knows no such obligation"
        elif other != written:
            yield f"{written.id}: {'; '.join(_changed(written, other))}"


def _changed(written: Obligation, other: Obligation) -> Sequence[str]:
    pairs = (
        (asks(written), asks(other), "{}"),
        (_over(written.per), _over(other.per), "{}"),
        (selected(written.counts), selected(other.counts), "counts {}"),
        (", ".join(_span(written)), ", ".join(_span(other)), "runs over {}"),
        (_carry(written), _carry(other), "{}"),
    )
    return [form.format(new) for old, new, form in pairs if old != new]
