"""What was recorded: the numbered notes with the sources, links to them, readings, corrections."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from exchange_tracker.facts.model import Reading, Source, Terms
from exchange_tracker.render.document import Cell, Fact
from exchange_tracker.render.page_parts import Link, place_link, web_link
from exchange_tracker.report.history import operation_words
from exchange_tracker.report.page.day_words import recorded_day
from exchange_tracker.report.phrases import and_more, numbered
from exchange_tracker.report.reading_words import reading_words
from exchange_tracker.store.ledger.change_log import Operation, Recorded

MOST = 1_000  # sources or corrections that are listed one by one
MOST_PUBLISHERS = 6  # in one line
_ASIDE = r"\s*\([^()]*\)|\s*;.*"  # of a publisher: which copy it was, and the like


class Notes:
    """The sources as numbered notes, in the order of the ledger; at most ``MOST`` have a number."""

    def __init__(self, sources: Sequence[Source]) -> None:
        """Number the sources."""
        self._sources = {source.id: source for source in sources}
        self.numbers = {source.id: place for place, source in enumerate(sources[:MOST], 1)}
        self._links: dict[str, Link] = {}

    def links(self, ids: Iterable[str]) -> list[Link]:
        """Return sources as links to their notes; one that is no recorded source to its address."""
        return [self._linked(id_) for id_ in dict.fromkeys(ids)]

    def _linked(self, id_: str) -> Link:
        if id_ not in self._links:
            self._links[id_] = self._link(id_)
        return self._links[id_]

    def _link(self, id_: str) -> Link:
        source = self._sources.get(id_)
        if source is None:
            return web_link(publisher_of(id_, None), id_)
        title = ", ".join(filter(None, [source.publisher, recorded_day(source.published)]))
        if id_ not in self.numbers:
            return web_link(id_, source.url, title)
        number = self.numbers[id_]
        return place_link(str(number), f"note-{number}", title)

    def publishers(self, ids: Iterable[str]) -> str:
        """Name the publishers of sources, those cited most first; blank where there is none."""
        counts = Counter(publisher_of(id_, self._sources.get(id_)) for id_ in ids)
        names = [name for name, _ in counts.most_common() if name]
        left = len(names) - MOST_PUBLISHERS
        return "; ".join([*names[:MOST_PUBLISHERS], *([and_more(left)] if left > 0 else [])])


def publisher_of(id_: str, source: Source | None) -> str:
    """Return who published a source, without asides; of an address its host, else its id."""
    if source is not None:
        return re.sub(_ASIDE, "", source.publisher).strip() or source.publisher or id_
    try:
        return urlsplit(id_).hostname or id_
    except ValueError:
        return id_


# ------------------------------------------------------------------------------- readings


class ReadingItem(NamedTuple):
    """A reading: its name, in words what it is and who holds it, and its sources."""

    name: str
    words: str
    links: list[Link]


def reading_items(
    terms: Terms, readings: Iterable[Reading], notes: Notes
) -> tuple[ReadingItem, ...]:
    """Return each reading as the page lists it."""
    return tuple(
        ReadingItem(each.name, reading_words(terms, each), notes.links(each.sources))
        for each in readings
    )


# -------------------------------------------------------------------------------- sources


class SourceItem(NamedTuple):
    """A source as a note: its number, its id, who published it and when, and where it can be read."""

    number: int
    id: str
    words: str
    url: Link | None
    archived: Link | None
    note: str


def source_items(sources: Sequence[Source]) -> tuple[SourceItem, ...]:
    """Return the sources that are listed, at most ``MOST``."""
    return tuple(_source_item(place, each) for place, each in enumerate(sources[:MOST], 1))


def more_sources(sources: Sequence[Source]) -> str:
    """Say how many sources are not listed; blank where all are."""
    uncounted = len(sources) - MOST
    return f"And {uncounted:,} more: xt sources." if uncounted > 0 else ""


def _source_item(number: int, source: Source) -> SourceItem:
    published = recorded_day(source.published)
    words = ", ".join(filter(None, [source.publisher, source.title, published]))
    return SourceItem(
        number=number,
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
