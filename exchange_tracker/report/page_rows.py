"""The parts of the page that are about what was recorded: releases, sources, corrections."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from exchange_tracker.figures import Figure
from exchange_tracker.ledger.history import Operation, Recorded
from exchange_tracker.model import AGREEMENT, UNDISCLOSED, Release, Source, Terms, values
from exchange_tracker.render.document import Cell, Tone
from exchange_tracker.render.markup import (
    Markup,
    cell,
    element,
    facts_list,
    head,
    joined,
    link,
    name,
    table,
)
from exchange_tracker.report.history import differences, summary
from exchange_tracker.report.page_parts import week_of
from exchange_tracker.report.words import days, numbered

MOST = 1_000  # entries, sources or corrections that are listed one by one
_HEADER = ("entry", "party", "kind", "people", "who", "basis", "sources", "note")


def releases(
    terms: Terms, entries: Sequence[tuple[date, Release]], sources: Mapping[str, Source]
) -> Markup:
    """Give the releases day by day, each source as a link."""
    if not entries:
        return element("p", "No entry has happened.")
    ordered = sorted(entries, key=lambda each: each[0])
    return joined(
        table(
            f"Truce day {day.isoformat()}",
            _HEADER,
            (_release(terms, entry, sources) for _, entry in some),
            (3,),
        )
        for day, some in groupby(ordered, key=lambda each: each[0])
    )


def _release(terms: Terms, entry: Release, sources: Mapping[str, Source]) -> list[Markup]:
    who = ", ".join(
        each.replace(";", " ") for each in (entry.nationality, entry.category, entry.person) if each
    )
    hidden = entry.count == UNDISCLOSED
    return [
        head(entry.id),
        element("td", name(terms.parties.get(entry.party, entry.party))),
        cell(entry.kind),
        cell("not disclosed", Tone.UNKNOWN) if hidden else cell(entry.count, number=True),
        cell(who) if who else cell("not said", Tone.FAINT),
        cell(entry.basis or AGREEMENT),
        element("td", _linked(values(entry.sources), sources)),
        cell(entry.note),
    ]


def _linked(named: Iterable[str], sources: Mapping[str, Source]) -> Markup:
    links = [_source_link(each, sources.get(each)) for each in named]
    return joined(links, " ") if links else element("span", "none", class_="unknown")


def _source_link(given: str, source: Source | None) -> Markup:
    if source is None:
        return link(given, given)
    title = ", ".join(filter(None, [source.publisher, source.published]))
    return (
        link(given, source.url, title) if source.url else link(given, f"#source-{source.id}", title)
    )


def releases_by_week(terms: Terms, figures: Iterable[Figure]) -> Markup:
    """Give the sums of each week where there are too many entries to be listed."""
    sums: dict[tuple[object, ...], list[int]] = {}
    for figure in figures:
        group = figure.group
        week = week_of(figure.day, terms.first_day)
        key = (*week, group.party, group.kind, group.nationality, group.basis)
        found = sums.setdefault(key, [0, 0, 0])
        found[0] += figure.people
        found[1] += figure.entries
        found[2] += figure.undisclosed
    header = (
        "truce days",
        "party",
        "kind",
        "nationality",
        "basis",
        "people",
        "entries",
        "without a number",
    )
    return table("Week by week", header, _weeks(terms, sums), (5, 6, 7))


def _weeks(terms: Terms, sums: Mapping[tuple[object, ...], list[int]]) -> Iterator[list[Markup]]:
    for (first, last, *cells), numbers in sorted(sums.items(), key=lambda item: item[0]):
        assert isinstance(first, date) and isinstance(last, date)  # noqa: S101, PT018 - as put in
        party, *words = map(str, cells)
        yield [
            head(days(first, last)),
            element("td", name(terms.parties.get(party, party))),
            *(cell(each) if each else cell("not said", Tone.FAINT) for each in words),
            *(cell(f"{number:,}", number=True) for number in numbers),
        ]


def sources_list(sources: Sequence[Source]) -> Markup:
    """Give the sources, each with its own place in the page."""
    if not sources:
        return element("p", "No source is recorded.")
    items = (element("li", *_source(source), id=f"source-{source.id}") for source in sources[:MOST])
    left = len(sources) - MOST
    more = [element("p", f"And {left:,} more: xt sources.")] if left > 0 else []
    return joined([element("ul", *items), *more])


def _source(source: Source) -> Iterator[Markup]:
    yield joined([element("strong", source.id), " "])
    said = ", ".join(filter(None, [source.publisher, source.title, source.published]))
    yield name(said or "no publisher recorded")
    if source.url:
        yield joined([" ", link(source.url, source.url)])
    if source.archived:
        yield joined([" · saved copy: ", link(source.archived, source.archived)])
    if source.note:
        yield element("div", source.note, class_="faint", dir="auto")


def corrections(told: Sequence[tuple[Recorded, Sequence[Operation]]], since: str) -> Markup:
    """Give the changes that corrected something, each with what it did."""
    scope = f"Since {since}: " if since else "Since the ledger began: "
    if not told:
        return element("p", f"{scope}no correction.")
    count = numbered(len(told), "change that corrects", "changes that correct")
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
    lines = (element("li", line, dir="auto") for line in map(_done, done))
    return joined(
        [element("h3", f"Change {change.number}"), facts_list(facts), element("ul", *lines)]
    )


def _done(done: Operation) -> str:
    what = f"{done.table} {done.id}".strip()
    if done.before and done.after:
        return f"amended {what}: {'; '.join(differences(done.before, done.after))}"
    if done.before:
        return f"retracted {what}: {summary(done.before)}"
    if done.what == "redact":
        return f"erased the names of {what}"
    return f"set {what}"
