"""The neutral paragraph of a truce day: its sentences, with the ids behind them or without."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from exchange_tracker.facts.model import Terms
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.queries.account import Account, account_of
from exchange_tracker.queries.account_rows import Headcount
from exchange_tracker.queries.query import Query
from exchange_tracker.render.row_forms import Rows
from exchange_tracker.report import say_english

COLUMNS = ("sentence", "text", "entries", "sources")
MOST_NAMED = 60  # ids behind one number

_NUMBERED = re.compile(r"(.*?)([0-9]{1,15})", re.ASCII | re.DOTALL)
_MARK = "\0"  # in no text that is recorded: a NUL is refused at the door
_MARKED = re.compile(f"{_MARK}([0-9]+){_MARK}")
_RANGE = 3  # ids in a row that are written as a range


class Sentence(NamedTuple):
    """One sentence, and the ids of the entries and sources that support it."""

    text: str
    entries: tuple[str, ...]
    sources: tuple[str, ...]


def sentences_of(query: Query, day: date, *, cite: bool) -> list[Sentence]:
    """Return a truce day sentence by sentence; ``cite`` puts ids behind every number."""
    recorded = frozenset(source.id for source in query.records.sources())
    account = account_of(query, day)
    return told(query.terms, query.clock, query.at, account, recorded, cite=cite)


def told(
    terms: Terms,
    clock: Clock,
    at: datetime,
    account: Account,
    known: frozenset[str],
    *,
    cite: bool,
) -> list[Sentence]:
    """Return the paragraph. ``known`` are the ids of the sources recorded: no other is cited."""
    seen: list[tuple[tuple[str, ...], tuple[str, ...]]] = []

    def mark(count: Headcount) -> str:
        named = tuple(each for each in count.sources if each in known or "://" in each)
        if not count.entries and not named:
            return ""
        seen.append((count.entries, named))
        return f"{_MARK}{len(seen) - 1}{_MARK}"

    def written(found: re.Match[str]) -> str:
        return f" [{_bracket(*seen[int(found[1])])}]" if cite else ""

    return [
        Sentence(_MARKED.sub(written, f"{text[:1].upper()}{text[1:]}"), *_behind(text, seen))
        for text in _sentences(terms, clock, at, account, mark)
    ]


def _sentences(
    terms: Terms, clock: Clock, at: datetime, account: Account, cite: say_english.Cite
) -> Iterator[str]:
    """Yield the paragraph sentence by sentence; ``cite`` gives what stands behind a number."""
    lead = say_english.opening(terms, clock, at, account)
    named: set[str] = set()  # readings that were introduced
    for told in account.told:
        yield f"{lead}{say_english.freed(terms, account, told, cite)}."
        lead = ""
        for asked in told.asked:
            yield say_english.asked(clock, asked, cite)
            for held in asked.differing:
                yield say_english.held(clock, asked, held, cite, named)
                named.update(reading.name for reading in held.readings)
    yield say_english.totals(terms, account, cite)
    yield from (
        say_english.outside(terms, told, cite) for told in account.told if told.outside.entries
    )


def _behind(
    text: str, seen: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids of everything that is marked in a sentence, each once."""
    marked = [seen[int(found[1])] for found in _MARKED.finditer(text)]
    return (
        tuple(dict.fromkeys(name for entries, _ in marked for name in entries)),
        tuple(dict.fromkeys(name for _, sources in marked for name in sources)),
    )


def _bracket(entries: Sequence[str], sources: Sequence[str]) -> str:
    named = [", ".join(ranges(some)) for some in (entries, sources) if some]
    return "; ".join(named) if sources else "; ".join([*named, say_english.NO_SOURCE])


def ranges(ids: Sequence[str]) -> Iterator[str]:
    """Yield ids sorted, those that count on written as ``n01–n04``; what is too many is counted."""
    pieces = list(_runs(sorted(ids, key=_place)[:MOST_NAMED]))
    left = len(ids) - MOST_NAMED
    yield from pieces
    if left > 0:
        yield say_english.MORE.format(left)


def _place(name: str) -> tuple[str, int, str]:
    found = _NUMBERED.fullmatch(name)
    return (found[1], int(found[2]), name) if found else (name, -1, name)


def _runs(ids: Iterable[str]) -> Iterator[str]:
    run: list[str] = []
    for name in ids:
        if run and not _follows(run[-1], name):
            yield from _run(run)
            run = []
        run.append(name)
    yield from _run(run)


def _run(run: Sequence[str]) -> Iterable[str]:
    return [f"{run[0]}–{run[-1]}"] if len(run) >= _RANGE else run


def _follows(before: str, after: str) -> bool:
    one, other = _NUMBERED.fullmatch(before), _NUMBERED.fullmatch(after)
    return bool(
        one
        and other
        and one[1] == other[1]
        and len(one[2]) == len(other[2])
        and int(other[2]) == int(one[2]) + 1
    )


def paragraph(sentences: Iterable[Sentence]) -> str:
    """Return the sentences as one paragraph."""
    return " ".join(each.text for each in sentences)


def say_rows(sentences: Iterable[Sentence]) -> Rows:
    """Return the sentences as rows for programs; ids are joined by ``;``."""
    return Rows(
        COLUMNS,
        (
            (place, each.text, ";".join(each.entries) or None, ";".join(each.sources) or None)
            for place, each in enumerate(sentences, 1)
        ),
    )
