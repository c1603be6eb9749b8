"""A number written out: rows for programs, sums and tables for people; a running total."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from exchange_tracker.facts.entry import Entry
from exchange_tracker.facts.model import Terms, values
from exchange_tracker.queries.why import Counted
from exchange_tracker.render.document import (
    Block,
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
from exchange_tracker.report.phrases import count_value, days, numbered, parties

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
        count_value(line.entry.release.count),
        line.running,
        release.sources or None,
        release.note or None,
    )


def entry_lines(part: str, counted: Counted) -> Iterator[Summand]:
    """Yield the entries of a sum, each with what the sum has come to."""
    running = 0
    for entry in counted.entries:
        running += entry.headcount
        yield Summand(part, entry, running=running)


def written_sum(terms: Terms, counted: Counted) -> Iterator[Block]:
    """Write a sum out, and list its entries."""
    if not counted.entries and not counted.open:
        yield Paragraph("No entry counts.")
        return
    yield Paragraph(_sum(counted))
    if counted.entries:
        yield _table(terms, counted.entries)
    if counted.open:
        names = ", ".join(entry.release.id for entry in counted.open)
        yield Paragraph(f"These leave the number open: {names}.", Tone.UNKNOWN)


def _sum(counted: Counted) -> str:
    """Write a sum out, as the least that it can be where a number was not disclosed."""
    first = counted.entries[:MOST_ADDED]
    added = " + ".join(f"{_number(entry)} ({entry.release.id})" for entry in first)
    left = len(counted.entries) - len(first)
    more = f" + {numbered(left, 'entry more', 'entries more')}" if left else ""
    least = "at least " if counted.hides_some else ""
    return f"{added or 'nobody'}{more} = {least}{counted.people:,}"


def _number(entry: Entry) -> str:
    """Return the people of an entry; ``?`` or ``780+`` where their number is open."""
    return entry.release.count if entry.is_open else f"{entry.headcount:,}"


def _table(terms: Terms, entries: Sequence[Entry]) -> Table:
    return Table(
        header=("id", "truce day", "party", "kind", "people", "who", "basis", "sources"),
        rows=tuple(_cells(terms, entry) for entry in entries),
        right=frozenset({4}),
    )


def _cells(terms: Terms, entry: Entry) -> tuple[Cell, ...]:
    release = entry.release
    who = ", ".join(c.replace(";", " ") for c in (release.nationality, release.category) if c)
    return (
        Cell(release.id),
        Cell(days(entry.first, entry.day)),
        Cell(parties(terms, values(release.party))),
        Cell(release.kind),
        Cell(_number(entry), Tone.UNKNOWN if entry.is_open else Tone.PLAIN),
        Cell(who or "not said", Tone.PLAIN if who else Tone.FAINT),
        Cell(entry.group.basis),
        Cell(release.sources.replace(";", " ") or "none"),
    )


def total_lines(counted: Counted) -> Iterator[Summand]:
    """Yield the summands of a running total."""
    yield from entry_lines("total", counted)


def why_total(terms: Terms, title: str, counted: Counted, moments: Sequence[Fact]) -> Document:
    """Write a running total out for people."""
    return (Heading(title), Facts(tuple(moments)), *written_sum(terms, counted))
