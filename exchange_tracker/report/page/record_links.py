"""What was recorded: sources and links to them, readings with who holds them, corrections."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from exchange_tracker.facts.model import Reading, Source
from exchange_tracker.facts.truce_day import day_cell
from exchange_tracker.render.document import Cell, Fact
from exchange_tracker.render.page_parts import Link, place_link, web_link
from exchange_tracker.report.history import operation_words
from exchange_tracker.report.phrases import numbered
from exchange_tracker.store.ledger.change_log import Operation, Recorded

MOST = 1_000  # sources or corrections that are listed one by one


class Days(NamedTuple):
    """The first and the last of a range of truce days, as ISO dates.

    ``last`` is blank where it has no end, both are where there are no days.
    """

    first: str
    last: str


def days(first: date, last: date) -> Days:
    """Return a range of truce days as the page shows it."""
    return Days(day_cell(first) or "", day_cell(last) or "")


def source_links(ids: Iterable[str], sources: Mapping[str, Source]) -> list[Link]:
    """Return sources as links to where they were published, else to their place in the page."""
    return [_source_link(id_, sources.get(id_)) for id_ in ids]


def _source_link(id_: str, source: Source | None) -> Link:
    if source is None:
        return web_link(id_, id_)
    title = ", ".join(filter(None, [source.publisher, source.published]))
    if source.url:
        return web_link(id_, source.url, title)
    return place_link(id_, f"source-{source.id}", title)


class ReadingItem(NamedTuple):
    """A reading: its name, in words what it is and who holds it, and its sources."""

    name: str
    words: str
    links: list[Link]


def reading_items(
    readings: Iterable[Reading], sources: Mapping[str, Source]
) -> tuple[ReadingItem, ...]:
    """Return each reading as the page lists it."""
    return tuple(_reading_item(reading, sources) for reading in readings)


def _reading_item(reading: Reading, sources: Mapping[str, Source]) -> ReadingItem:
    title = reading.title or "The terms as they are written"
    holders = f"; held by {reading.held_by}" if reading.held_by else ""
    links = source_links(reading.sources, sources)
    return ReadingItem(reading.name, f"{title}{holders}", links)


class SourceItem(NamedTuple):
    """A source at its own place in the page."""

    id: str
    words: str
    url: Link | None
    archived: Link | None
    note: str


def source_items(sources: Sequence[Source]) -> tuple[SourceItem, ...]:
    """Return the sources that are listed, at most ``MOST``."""
    return tuple(map(_source_item, sources[:MOST]))


def more_sources(sources: Sequence[Source]) -> str:
    """Say how many sources are not listed; blank where all are."""
    uncounted = len(sources) - MOST
    return f"And {uncounted:,} more: xt sources." if uncounted > 0 else ""


def _source_item(source: Source) -> SourceItem:
    words = ", ".join(filter(None, [source.publisher, source.title, source.published]))
    return SourceItem(
        id=source.id,
        words=words or "no publisher recorded",
        url=web_link(source.url, source.url) if source.url else None,
        archived=web_link(source.archived, source.archived) if source.archived else None,
        note=source.note,
    )


# ---------------------------------------------------------------------------- corrections


class Correction(NamedTuple):
    """A change that corrected something: its number, what is recorded of it, what it did."""

    number: int
    facts: tuple[Fact, ...]
    lines: tuple[str, ...]


class Corrections(NamedTuple):
    """The corrections that are listed, and in words how many there are and how many came before."""

    summary: str
    earlier: str
    changes: tuple[Correction, ...]


def corrections(changes: Sequence[tuple[Recorded, Sequence[Operation]]], since: str) -> Corrections:
    """Return the changes that corrected something since a moment or a change, at most ``MOST``."""
    moment = f"change {since}" if since.isdigit() else since
    count = numbered(len(changes), "correction", "corrections") if changes else "no correction"
    earlier = len(changes) - MOST
    return Corrections(
        summary=f"Since {moment or 'the ledger began'}: {count}.",
        earlier=f"{numbered(earlier, 'earlier one', 'earlier ones')}: xt log."
        if earlier > 0
        else "",
        changes=tuple(_correction(*change) for change in changes[-MOST:]),
    )


def _correction(change: Recorded, operations: Iterable[Operation]) -> Correction:
    facts = (
        Fact("moment", Cell(change.moment)),
        Fact("author", Cell(change.author)),
        Fact("reason", Cell(change.reason)),
        Fact("digest", Cell(change.digest)),
    )
    return Correction(change.number, facts, tuple(map(operation_words, operations)))
