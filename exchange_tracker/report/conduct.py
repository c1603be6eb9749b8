"""The conduct test: rows for programs, a table for people."""

from collections.abc import Iterable, Sequence
from datetime import date

from exchange_tracker.facts.model import Reading, Terms
from exchange_tracker.queries.conduct import Match, Matched
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
from exchange_tracker.render.row_forms import Rows
from exchange_tracker.report.phrases import days, numbered, parties

COLUMNS = (
    *("obligation", "party", "reading", "scope", "from", "to"),
    *("required", "brought", "delivered", "difference", "periods", "matching", "match"),
)
_TONES = {Match.YES: Tone.KEPT, Match.NO: Tone.OPEN, Match.UNKNOWN: Tone.UNKNOWN}


def conduct_rows(found: Iterable[Matched]) -> Rows:
    """Return every period under every reading, and all of them together, as rows for programs."""
    return Rows(
        COLUMNS,
        (
            (
                each.obligation,
                ";".join(each.parties),
                each.reading,
                "whole" if each.whole else "period",
                each.first.isoformat(),
                each.last.isoformat(),
                each.required,
                each.brought,
                each.delivered,
                each.difference,
                each.periods,
                each.matching,
                each.match.value,
            )
            for each in found
        ),
    )


def conduct_document(
    terms: Terms, readings: Sequence[Reading], found: Sequence[Matched], stated: Sequence[Fact]
) -> Document:
    """Return, for each obligation, which readings what was delivered is consistent with."""
    blocks: list[Block] = [Heading(terms.title), Facts(tuple(stated))]
    obligations = dict.fromkeys(each.obligation for each in found)
    if not obligations:
        words = "No obligation that has begun depends on another party's releases."
        return (*blocks, Paragraph(words))
    for name in obligations:
        mine = [each for each in found if each.obligation == name]
        shown = [each.name for each in readings if any(each.name == m.reading for m in mine)]
        blocks.append(_table(terms, name, shown, mine))
        blocks.append(Bullets(tuple(Cell(_said(each)) for each in mine if each.whole)))
    return tuple(blocks)


def _table(terms: Terms, name: str, readings: Sequence[str], found: Sequence[Matched]) -> Table:
    by_period: dict[tuple[date, date], dict[str, Matched]] = {}
    for each in found:
        if not each.whole and each.match is not Match.NOTHING:
            by_period.setdefault((each.first, each.last), {})[each.reading] = each
    rows = [
        (
            Cell(days(*period)),
            *(_cell(known.get(reading)) for reading in readings),
        )
        for period, known in sorted(by_period.items())
    ]
    return Table(
        title=f"{parties(terms, found[0].parties)}: {name}",
        header=("truce days", *readings),
        rows=tuple(rows),
        caption="" if rows else "Nothing was due and nothing delivered.",
    )


def _cell(each: Matched | None) -> Cell:
    if each is None or each.match is Match.NOTHING:
        return Cell("–", Tone.FAINT)
    due = each.required - each.brought
    if each.match is Match.UNKNOWN:
        return Cell(f"{each.delivered} of {due}, not known", Tone.UNKNOWN)
    words = "consistent" if each.match is Match.YES else f"{each.difference:+}"
    return Cell(f"{each.delivered} of {due}, {words}", _TONES[each.match])


def _said(each: Matched) -> str:
    """Say of one reading how far what was delivered is consistent with it."""
    periods = numbered(each.periods, "period", "periods")
    total = f"in all {each.delivered} were delivered and {each.required} asked for"
    return f"{each.reading}: consistent with it in {each.matching} of {periods}; {total}"
