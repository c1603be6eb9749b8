"""What was recorded: sources and links to them, readings with who holds them, corrections."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from exchange_tracker.facts.model import Reading, Source
from exchange_tracker.render.document import Cell
from exchange_tracker.render.html_markup import (
    Markup,
    element,
    facts_list,
    joined,
    link,
    name,
    sentence,
)
from exchange_tracker.report.history import operation_words
from exchange_tracker.report.phrases import numbered
from exchange_tracker.store.ledger.change_log import Operation, Recorded

MOST = 1_000  # sources or corrections that are listed one by one


def dates(first: date, last: date) -> Markup:
    """Name a range of truce days; no line breaks within a date."""
    made = [element("span", day.isoformat(), class_="date") for day in (first, last)]
    return made[0] if first == last else joined(made, " to ")


def linked(named: Iterable[str], sources: Mapping[str, Source]) -> Markup:
    """Return sources as links to where they were published, else to their place in the page."""
    links = [_source_link(each, sources.get(each)) for each in named]
    return joined(links, " ") if links else element("span", "none", class_="unknown")


def _source_link(given: str, source: Source | None) -> Markup:
    if source is None:
        return link(given, given)
    title = ", ".join(filter(None, [source.publisher, source.published]))
    return (
        link(given, source.url, title) if source.url else link(given, f"#source-{source.id}", title)
    )


def readings_list(readings: Iterable[Reading], sources: Mapping[str, Source]) -> Markup:
    """Say of each reading what it is and who holds it, its sources as links."""
    return element("dl", *(_reading(reading, sources) for reading in readings))


def _reading(reading: Reading, sources: Mapping[str, Source]) -> Markup:
    title = reading.title or "The terms as they are written"
    held = f"; held by {reading.held_by}" if reading.held_by else ""
    links = [" ", linked(reading.sources, sources)] if reading.sources else []
    said = element("dd", sentence(f"{title}{held}"), *links)
    return element("div", element("dt", reading.name), said)


def sources_list(sources: Sequence[Source]) -> Markup:
    """Return the sources, each with its own place in the page."""
    if not sources:
        return element("p", "No source is recorded.")
    items = (
        element(
            "div",
            element("dt", source.id, id=f"source-{source.id}"),
            element("dd", *_source(source)),
        )
        for source in sources[:MOST]
    )
    left = len(sources) - MOST
    more = [element("p", f"And {left:,} more: xt sources.")] if left > 0 else []
    return joined([element("dl", *items), *more])


def _source(source: Source) -> Iterator[Markup]:
    said = ", ".join(filter(None, [source.publisher, source.title, source.published]))
    yield name(said or "no publisher recorded")
    if source.url:
        yield joined([" ", link(source.url, source.url)])
    if source.archived:
        yield joined([" · saved copy: ", link(source.archived, source.archived)])
    if source.note:
        yield element("div", source.note, class_="faint", dir="auto")


def corrections(told: Sequence[tuple[Recorded, Sequence[Operation]]], since: str) -> Markup:
    """Return the changes that corrected something, each with what it did."""
    moment = f"change {since}" if since.isdigit() else since
    scope = f"Since {moment or 'the ledger began'}: "
    if not told:
        return element("p", f"{scope}no correction.")
    count = numbered(len(told), "correction", "corrections")
    shown = (_change(change, done) for change, done in told[-MOST:])
    left = len(told) - MOST
    more = [element("p", f"{left:,} earlier ones: xt log.")] if left > 0 else []
    return joined([element("p", f"{scope}{count}."), *more, *shown])


def _change(change: Recorded, done: Iterable[Operation]) -> Markup:
    facts = [
        ("moment", Cell(change.moment)),
        ("author", Cell(change.author)),
        ("reason", Cell(change.reason)),
        ("digest", Cell(change.digest)),
    ]
    lines = (element("li", sentence(line)) for line in map(operation_words, done))
    return joined(
        [element("h3", f"Change {change.number}"), facts_list(facts), element("ul", *lines)]
    )
