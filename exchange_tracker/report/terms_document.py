"""The terms as a person reads them: parties, phases, events, obligations, readings, notes."""

from collections.abc import Iterator, Sequence

from exchange_tracker.errors import InvalidValue
from exchange_tracker.facts.event import Event
from exchange_tracker.facts.kind import KindWords
from exchange_tracker.facts.model import Cohort, Obligation, Reading, Terms
from exchange_tracker.facts.truce_day import Clock
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
from exchange_tracker.report.extension import clause_words
from exchange_tracker.report.obligation_english import (
    asked,
    carried,
    demand,
    moment_words,
    over,
    range_words,
    runs,
    schedule,
)
from exchange_tracker.report.phrases import held_by, joined, numbered, together
from exchange_tracker.report.terms import selected


def terms_document(
    terms: Terms, notes: Sequence[str] = (), moments: Sequence[Fact] = ()
) -> Document:
    """Return the terms under their title, with what their writer should look at.

    ``moments`` say what was known.
    """
    known = [Facts(tuple(moments))] if moments else []
    return (Heading(terms.title), *known, *terms_blocks(terms), *_notes(notes))


def terms_blocks(terms: Terms) -> Document:
    """Return the terms in plain words."""
    clock = _clock(terms)
    others = terms.readings[1:]
    return (
        Facts(tuple(_head(terms))),
        *_events(terms, clock),
        Heading("Obligations as written"),
        *_obligations(terms, clock),
        *_cohorts(terms),
        *_extension(terms),
        Heading("Readings"),
        *(block for reading in others for block in _reading(terms, reading, clock)),
        *([] if others else [Paragraph("The terms name no reading but the one as written.")]),
    )


def _clock(terms: Terms) -> Clock | None:
    """Return the truce's clock; ``None`` on a machine that lacks its zone: terms are read without."""
    try:
        return Clock(terms.timezone, terms.day_starts)
    except InvalidValue:
        return None


def _head(terms: Terms) -> Iterator[Fact]:
    clock = f"each truce day begins at {terms.day_starts:%H:%M}, {terms.timezone}"
    yield Fact("truce days", Cell(f"{range_words(terms.first_day, terms.last_day)}; {clock}"))
    for key, name in terms.parties.items():
        yield Fact(f"party {key}", Cell(name))
    for phase in terms.phases:
        yield Fact(f"phase {phase.name}", Cell(range_words(phase.first, phase.last)))
    for kind, words in terms.kinds.items():
        yield Fact(f"kind {kind}", Cell(_kind_words(words)))
    for column, listed in terms.vocabulary.items():
        yield Fact(f"words for {column}", Cell(", ".join(listed)))


def _kind_words(words: KindWords) -> str:
    forms = words.one if words.one == words.many else f"{words.one}, {words.many}"
    return forms if words.people else f"{forms}; not people"


def _sources(sources: Sequence[str]) -> str:
    return f"sources: {', '.join(sources) or 'none given'}"


def _titled(id_: str, title: str) -> Facts:
    return Facts((Fact(id_, Cell(title if title != id_ else "no title", Tone.HEADING)),))


def _bullets(*lines: str) -> Bullets:
    return Bullets(tuple(map(Cell, filter(None, lines))))


def _events(terms: Terms, clock: Clock | None) -> Iterator[Block]:
    if terms.events:
        yield Heading("Events")
    for event in terms.events:
        yield _titled(event.id, event.title)
        yield _bullets(_happened(event, clock), _sources(event.sources))


def _happened(event: Event, clock: Clock | None) -> str:
    return moment_words(event.at, clock) if event.at else "not known to have happened"


def _obligations(terms: Terms, clock: Clock | None) -> Iterator[Block]:
    for obligation in terms.as_written.obligations:
        yield _titled(obligation.id, obligation.title or obligation.id)
        yield _bullets(
            f"owed by {together(terms, obligation.parties)}: {demand(terms, obligation)}",
            f"{_counts(terms, obligation)}: {selected(obligation.counts)}",
            f"{runs(terms, obligation, clock)}; {carried(obligation)}",
            schedule(obligation, clock),
            _sources(obligation.sources),
        )


def _counts(terms: Terms, obligation: Obligation) -> str:
    kinds = obligation.counts.kind or ()
    return "who counts" if all(map(terms.is_people, kinds)) else "what counts"


def _cohorts(terms: Terms) -> Iterator[Block]:
    if terms.cohorts:
        yield Heading("Who is held")
    for cohort in terms.cohorts:
        yield _titled(cohort.id, cohort.title)
        yield _bullets(
            f"in the hands of {_holders(terms, cohort)}, from {range_words(cohort.first, cohort.first)} on",
            f"who counts: {selected(cohort.counts)}",
            f"no longer alive: kind {joined(cohort.dead, 'or')}" if cohort.dead else "",
        )


def _holders(terms: Terms, cohort: Cohort) -> str:
    return joined([terms.parties.get(party, party) for party in cohort.parties], "or")


def _extension(terms: Terms) -> Iterator[Block]:
    clause = terms.extension
    if clause is None:
        return
    yield Heading("Extension")
    yield _bullets(
        clause_words(clause, numbered(clause.first_days, "day is", "days are")),
        f"people applied to {', '.join(clause.obligations)} are counted",
        _sources(clause.sources),
    )


def _reading(terms: Terms, reading: Reading, clock: Clock | None) -> Iterator[Block]:
    yield _titled(reading.name, reading.title or reading.name)
    yield _bullets(
        held_by(reading),
        _sources(reading.sources),
        f"takes over: {', '.join(reading.combines)}" if reading.combines else "",
        *_moved(terms, reading, clock),
        *_differences(terms, reading, clock),
    )


def _moved(terms: Terms, reading: Reading, clock: Clock | None) -> Iterator[str]:
    """Say which events a reading dates otherwise."""
    for written, other in zip(terms.events, reading.events, strict=True):
        if other.at != written.at:
            instead = f", not {moment_words(written.at, clock)}" if written.at else ""
            yield f"“{written.title}”: {_happened(other, clock)}{instead}"


def _differences(terms: Terms, reading: Reading, clock: Clock | None) -> Iterator[str]:
    """Say in what a reading reads each obligation otherwise than it is written."""
    by_id = reading.by_id
    for written in terms.as_written.obligations:
        other = by_id.get(written.id)
        if other is None:
            yield f"{written.id}: this reading knows no such obligation"
        elif other != written:
            changes = _changed(terms, written, other, clock)
            yield f"{written.id}: {'; '.join(changes)}"


def _changed(
    terms: Terms, written: Obligation, other: Obligation, clock: Clock | None
) -> list[str]:
    pairs = (
        (asked(terms, written), asked(terms, other), "{}"),
        (over(written), over(other), "{}"),
        (selected(written.counts), selected(other.counts), "counts {}"),
        (runs(terms, written, clock), runs(terms, other, clock), "{}"),
        (schedule(written, clock), schedule(other, clock), "{}"),
        (carried(written), carried(other), "{}"),
    )
    return [form.format(new) for old, new, form in pairs if old != new and new]


def _notes(notes: Sequence[str]) -> Iterator[Block]:
    if notes:
        yield Heading("Notes")
        yield _bullets(*notes)
