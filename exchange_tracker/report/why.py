"""A number written out: rows for programs, sums and tables for people."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from exchange_tracker.facts.entry import Entry
from exchange_tracker.facts.model import Terms
from exchange_tracker.judging.verdict import Verdict
from exchange_tracker.queries.why import Counted, CreditEarned, Derived, Named
from exchange_tracker.render.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Table,
    Tone,
)
from exchange_tracker.render.row_forms import Rows, Value
from exchange_tracker.report.phrases import amount, days, numbered, parties
from exchange_tracker.report.status_words import standing_words, status_tone
from exchange_tracker.report.terms import asks, selected

COLUMNS = (
    *("part", "id", "day", "party", "kind", "category", "nationality", "basis"),
    *("count", "running", "sources", "detail"),
)
MOST_ADDED = 40  # numbers of a sum that are written out


class Summand(NamedTuple):
    """One summand: an entry, or a number with what it is."""

    part: str
    entry: Entry | None = None
    people: int | None = None
    running: int | None = None
    day: str = ""
    detail: str = ""


def why_rows(lines: Iterable[Summand]) -> Rows:
    """Return summands as rows for programs; ``running`` is the sum within each part."""
    return Rows(COLUMNS, (_row(line) for line in lines))


def _row(line: Summand) -> tuple[Value, ...]:
    if line.entry is None:
        detail = line.detail or None
        day = line.day or None
        return (line.part, None, day, *(None,) * 5, line.people, line.running, None, detail)
    release = line.entry.release
    cells = (release.party, release.kind, release.category, release.nationality)
    return (
        line.part,
        release.id,
        line.entry.day.isoformat(),
        *(cell or None for cell in cells),
        line.entry.group.basis,
        "?" if line.entry.headcount is None else line.entry.headcount,
        line.running,
        release.sources or None,
        release.note or None,
    )


def entries(part: str, counted: Counted) -> Iterator[Summand]:
    """Yield the entries of a sum, each with the sum so far."""
    running = 0
    for each in counted.entries:
        running += each.headcount or 0
        yield Summand(part, each, running=running)


def check_lines(terms: Terms, derived: Derived) -> Iterator[Summand]:
    """Yield the summands of a verdict: what was delivered, required, brought forward, and how it stands."""
    verdict = derived.verdict
    yield Summand("terms", detail=_asked(terms, derived))
    yield from entries("delivered", derived.delivered)
    for each in derived.delivered.open:
        yield Summand("open", each)
    for named in derived.named:
        yield Summand("required", people=named.required, detail=_owed(named))
        if named.counted:
            yield from entries("required for", named.counted)
    if not derived.named:
        yield Summand("required", people=verdict.required, detail=asks(derived.obligation))
    for earned in derived.earned:
        day = earned.credit.earned.isoformat()
        yield Summand(
            "credit brought", people=int(earned.credit.people), day=day, detail=_surplus(earned)
        )
        yield from entries("credit earned by", earned.counted)
    if verdict.arrears_brought:
        yield Summand("arrears brought", people=verdict.arrears_brought)
    yield Summand("status", people=verdict.delivered + verdict.credit_used, detail=_stands(derived))


def _asked(terms: Terms, derived: Derived) -> str:
    obligation = derived.obligation
    who = parties(terms, obligation.parties)
    sources = f" [{', '.join(obligation.sources)}]" if obligation.sources else ""
    return f"{who}: {obligation.title or obligation.id}{sources}"


def _owed(named: Named) -> str:
    if named.counted is None:
        what = f"applied to {named.owed.obligation}"
        sums = " + ".join(
            f"{amount(each.applied, each.applied_most)} ({days(each.first, each.last)})"
            for each in named.applied
        )
        added = f" ({sums})" if len(named.applied) > 1 else ""
    else:
        what = f"freed of {selected(named.owed.counts)}" if named.owed.counts else "freed"
        added = ""
    people = numbered(named.people, "person", "people")
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


def why_check(terms: Terms, derived: Derived, stated: Sequence[Fact]) -> Document:
    """Write a verdict out for people."""
    verdict, reading, obligation = derived.verdict, derived.reading, derived.obligation
    held = f"; held by {reading.held_by}" if reading.held_by else ""
    sources = f" [{', '.join(reading.sources)}]" if reading.sources else ""
    blocks: list[Block] = [
        Heading(f"{obligation.id}, {days(verdict.first, verdict.last)}, {reading.name}"),
        Facts(
            (
                *stated,
                Fact("the terms", Cell(_asked(terms, derived))),
                Fact("who counts", Cell(selected(obligation.counts))),
                Fact("reading", Cell(f"{reading.title or 'as written'}{held}{sources}")),
                Fact("stands", Cell(_stands(derived), status_tone(verdict.status))),
            )
        ),
        Heading("Delivered"),
        *written(terms, derived.delivered),
    ]
    required = [_owed(named) for named in derived.named] or [
        f"{asks(obligation)}: {_required(verdict)}"
    ]
    blocks += [Heading("Required"), Bullets(tuple(Cell(line) for line in required))]
    for named in derived.named:
        if named.counted:
            blocks += written(terms, named.counted)
    for earned in derived.earned:
        blocks.append(Heading(f"Credit earned on {earned.credit.earned.isoformat()}"))
        blocks.append(Paragraph(f"{earned.credit.people:,} {_surplus(earned)}."))
        blocks += written(terms, earned.counted)
    blocks += [Heading("Together"), Paragraph(_together(derived))]
    return tuple(blocks)


def _required(verdict: Verdict) -> str:
    if verdict.required is None:
        return "not yet known"
    return amount(verdict.required, verdict.required_most)


def _together(derived: Derived) -> str:
    """Write out what stands beside what; a sum only of numbers that are certain."""
    verdict = derived.verdict
    due = f"{_required(verdict)} required"
    if verdict.arrears_brought:
        total = amount(verdict.due, verdict.due_most)
        arrears = amount(verdict.arrears_brought, verdict.worst_brought.arrears)
        due += f" + {arrears} brought forward as arrears = {total} due"
    delivered = amount(verdict.delivered, verdict.delivered_most)
    credit = f" + {verdict.credit_used:,} credited" if verdict.credit_used else ""
    certain = credit and verdict.delivered == verdict.delivered_most
    sums = f" = {verdict.delivered + verdict.credit_used:,}" if certain else ""
    return f"{delivered} delivered{credit}{sums}; {due}: {_stands(derived)}."


def written(terms: Terms, counted: Counted) -> Iterator[Block]:
    """Write a sum out, and list its entries."""
    if not counted.entries and not counted.open:
        yield Paragraph("No entry counts.")
        return
    yield Paragraph(_sum(counted))
    if counted.entries:
        yield _table(terms, counted.entries)
    if counted.open:
        names = ", ".join(each.release.id for each in counted.open)
        yield Paragraph(f"These leave the number open: {names}.", Tone.UNKNOWN)


def _sum(counted: Counted) -> str:
    """Write a sum out, as the least that it can be where a number was not disclosed."""
    shown = counted.entries[:MOST_ADDED]
    added = " + ".join(f"{_people(each)} ({each.release.id})" for each in shown)
    left = len(counted.entries) - len(shown)
    more = f" + {numbered(left, 'entry more', 'entries more')}" if left else ""
    least = "at least " if counted.hides_some else ""
    return f"{added or 'nobody'}{more} = {least}{counted.people:,}"


def _people(entry: Entry) -> str:
    return "?" if entry.headcount is None else f"{entry.headcount:,}"


def _table(terms: Terms, entries: Sequence[Entry]) -> Table:
    return Table(
        header=("id", "truce day", "party", "kind", "people", "who", "basis", "sources"),
        rows=tuple(_cells(terms, each) for each in entries),
        right=frozenset({4}),
    )


def _cells(terms: Terms, entry: Entry) -> tuple[Cell, ...]:
    release = entry.release
    said = ", ".join(c.replace(";", " ") for c in (release.nationality, release.category) if c)
    hidden = Cell("not disclosed", Tone.UNKNOWN)
    return (
        Cell(release.id),
        Cell(entry.day.isoformat()),
        Cell(terms.parties.get(release.party, release.party)),
        Cell(release.kind),
        hidden if entry.headcount is None else Cell(f"{entry.headcount:,}"),
        Cell(said or "not said", Tone.PLAIN if said else Tone.FAINT),
        Cell(entry.group.basis),
        Cell(release.sources.replace(";", " ") or "none"),
    )


def total_lines(counted: Counted) -> Iterator[Summand]:
    """Yield the summands of a running total."""
    yield from entries("total", counted)


def why_total(terms: Terms, title: str, counted: Counted, stated: Sequence[Fact]) -> Document:
    """Write a running total out for people."""
    return (Heading(title), Facts(tuple(stated)), *written(terms, counted))
