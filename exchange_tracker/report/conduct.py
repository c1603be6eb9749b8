"""The conduct test: rows for programs, a table for people."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import assert_never

from exchange_tracker.facts.model import Reading, Terms
from exchange_tracker.facts.truce_day import day_cell
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


def conduct_rows(matches: Iterable[Matched]) -> Rows:
    """Return every period under every reading, and all of them together, as rows for programs."""
    return Rows(
        COLUMNS,
        (
            (
                match.obligation,
                ";".join(match.parties),
                match.reading,
                "whole" if match.whole else "period",
                day_cell(match.first),
                day_cell(match.last),
                match.required,
                match.brought,
                match.delivered,
                match.difference,
                match.periods,
                match.matching,
                match.match.value,
            )
            for match in matches
        ),
    )


def conduct_document(
    terms: Terms, readings: Sequence[Reading], matches: Sequence[Matched], moments: Sequence[Fact]
) -> Document:
    """Return, for each obligation, which readings what was delivered is consistent with."""
    blocks: list[Block] = [Heading(terms.title), Facts(tuple(moments))]
    obligations = dict.fromkeys(match.obligation for match in matches)
    if not obligations:
        words = "No obligation that has begun depends on another party's releases."
        return (*blocks, Paragraph(words))
    for name in obligations:
        own = [match for match in matches if match.obligation == name]
        judging = {match.reading for match in own}
        columns = [reading.name for reading in readings if reading.name in judging]
        blocks.append(_table(terms, name, columns, own))
        blocks.append(Bullets(tuple(Cell(_sentence(match)) for match in own if match.whole)))
    return tuple(blocks)


def _table(terms: Terms, name: str, readings: Sequence[str], matches: Sequence[Matched]) -> Table:
    by_period: dict[tuple[date, date], dict[str, Matched]] = {}
    for match in matches:
        if not match.whole and match.match is not Match.NOTHING:
            by_period.setdefault((match.first, match.last), {})[match.reading] = match
    rows = [
        (
            Cell(days(*period)),
            *(_cell(by_reading.get(reading)) for reading in readings),
        )
        for period, by_reading in sorted(by_period.items())
    ]
    return Table(
        title=f"{parties(terms, matches[0].parties)}: {name}",
        header=("truce days", *readings),
        rows=tuple(rows),
        caption="" if rows else "Nothing was due and nothing delivered.",
    )


def _cell(period: Matched | None) -> Cell:
    """Return the cell of a period; ``None``: the reading does not judge it."""
    if period is None:
        return Cell("–", Tone.FAINT)
    numbers = f"{period.delivered:,} of {period.required - period.brought:,}"
    match period.match:
        case Match.YES:
            return Cell(f"{numbers}, consistent", Tone.KEPT)
        case Match.NO:
            return Cell(f"{numbers}, {period.difference:+,}", Tone.OPEN)
        case Match.UNKNOWN:
            return Cell(f"{numbers}, not known", Tone.UNKNOWN)
        case Match.NOTHING:
            return Cell("–", Tone.FAINT)
        case _:
            assert_never(period.match)


def _sentence(whole: Matched) -> str:
    """Say of one reading how far what was delivered is consistent with it."""
    periods = numbered(whole.periods, "period", "periods")
    if not whole.periods:
        return f"{whole.reading}: no period of which it is known what was due and delivered"
    delivered = numbered(whole.delivered, "was", "were")
    scope = "in these" if whole.match is Match.UNKNOWN else "in all"
    total = f"{scope} {delivered} delivered and {whole.required:,} asked for"
    return f"{whole.reading}: consistent with it in {whole.matching:,} of {periods}; {total}"
