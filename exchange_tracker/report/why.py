"""A number written out: rows for programs, sums and tables for people; a running total."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from exchange_tracker.facts.entry import Entry
from exchange_tracker.facts.kind import KindWords
from exchange_tracker.facts.model import Terms
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
from exchange_tracker.report.kind_words import PEOPLE, kind_word, noun_of_kind, noun_of_kinds
from exchange_tracker.report.phrases import count_value, days, numbered, open_number, releasing
from exchange_tracker.report.releases import entry_header

COLUMNS = (
    *("part", "id", "day", "party", "kind", "category", "nationality", "basis"),
    *("count", "running", "sources", "detail"),
)
_SEVERAL = 2
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
    return _added_up(part, counted.entries)


def _added_up(part: str, entries: Iterable[Entry]) -> Iterator[Summand]:
    running = 0
    for entry in entries:
        running += entry.headcount
        yield Summand(part, entry, running=running)


def written_sum(terms: Terms, counted: Counted) -> Iterator[Block]:
    """Write a sum out, and list its entries."""
    if not counted.entries and not counted.open:
        yield Paragraph("No entry counts.")
        return
    yield Paragraph(_sum(terms, counted))
    if counted.entries:
        yield _table(terms, counted.entries)
    if counted.open:
        names = ", ".join(entry.release.id for entry in counted.open)
        yield Paragraph(f"These leave the number open: {names}.", Tone.UNKNOWN)


def _sum(terms: Terms, counted: Counted) -> str:
    """Write a sum out, as the least that it can be where a number was not disclosed."""
    noun = noun_of_kinds(terms, {entry.group.kind for entry in counted.entries})
    thing = "" if noun == PEOPLE else noun.one if counted.people == 1 else noun.many
    first = counted.entries[:MOST_ADDED]
    added = " + ".join(f"{_number(entry)} ({entry.release.id})" for entry in first)
    left = len(counted.entries) - len(first)
    more = f" + {numbered(left, 'entry more', 'entries more')}" if left else ""
    least = "at least " if counted.hides_some else ""
    return f"{added or 'none'}{more} = {least}{counted.people:,} {thing}".rstrip()


def _number(entry: Entry) -> str:
    """Return the people of an entry; ``?`` or ``780+`` where their number is open."""
    return open_number(entry.headcount, is_open=entry.is_open)


def _table(terms: Terms, entries: Sequence[Entry]) -> Table:
    return Table(
        header=entry_header(terms, (entry.group.kind for entry in entries)),
        rows=tuple(_cells(terms, entry) for entry in entries),
        right=frozenset({4}),
    )


def _cells(terms: Terms, entry: Entry) -> tuple[Cell, ...]:
    release = entry.release
    who = ", ".join(c.replace(";", " ") for c in (release.nationality, release.category) if c)
    return (
        Cell(release.id),
        Cell(days(entry.first, entry.day)),
        Cell(releasing(terms, release.party)),
        Cell(kind_word(terms, release.kind, entry.headcount)),
        Cell(_number(entry), Tone.UNKNOWN if entry.is_open else Tone.PLAIN),
        Cell(who or "not said", Tone.PLAIN if who else Tone.FAINT),
        Cell(entry.group.basis),
        Cell(release.sources.replace(";", " ") or "none"),
    )


def total_lines(entries: Iterable[Entry]) -> Iterator[Summand]:
    """Yield the summands of a running total."""
    return _added_up("total", entries)


def why_total(terms: Terms, title: str, counted: Counted, moments: Sequence[Fact]) -> Document:
    """Write a running total out for people; things are in no sum of people."""
    head = (Heading(title), Facts(tuple(moments)))
    sums = by_noun(terms, counted)
    if len(sums) < _SEVERAL:
        return (*head, *written_sum(terms, counted))
    blocks = [
        block
        for noun, apart in sums
        for block in (
            Heading(f"{noun.many[:1].upper()}{noun.many[1:]}"),
            *written_sum(terms, apart),
        )
    ]
    return (*head, *blocks)


def by_noun(terms: Terms, counted: Counted) -> list[tuple[KindWords, Counted]]:
    """Divide the entries of a sum into people and each thing, people first."""
    every = (*counted.entries, *counted.open)
    nouns = dict.fromkeys(noun_of_kind(terms, entry.group.kind) for entry in every)

    def of(noun: KindWords, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        return tuple(each for each in entries if noun_of_kind(terms, each.group.kind) == noun)

    return [
        (noun, Counted(of(noun, counted.entries), of(noun, counted.open)))
        for noun in sorted(nouns, key=lambda noun: noun != PEOPLE)
    ]
