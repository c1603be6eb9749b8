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
from exchange_tracker.report import held_english, released_english, say_english
from exchange_tracker.report.people_english import Telling
from exchange_tracker.report.phrases import and_more

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
    return account_sentences(query.terms, query.clock, query.at, account, recorded, cite=cite)


Support = tuple[tuple[str, ...], tuple[str, ...]]  # ids of entries, ids of sources


def account_sentences(
    terms: Terms,
    clock: Clock,
    at: datetime,
    account: Account,
    source_ids: frozenset[str],
    *,
    cite: bool,
) -> list[Sentence]:
    """Return the paragraph. ``source_ids`` are those of the sources recorded: no other is cited."""
    supports: list[Support] = []

    def mark(count: Headcount) -> str:
        sources = tuple(name for name in count.sources if name in source_ids or "://" in name)
        if not count.entries and not sources:
            return ""
        supports.append((count.entries, sources))
        return f"{_MARK}{len(supports) - 1}{_MARK}"

    def citation(place: re.Match[str]) -> str:
        return f" [{_bracket(*supports[int(place[1])])}]" if cite else ""

    telling = Telling(terms, clock, at, account.day.year, mark)
    return [
        Sentence(_MARKED.sub(citation, f"{text[:1].upper()}{text[1:]}"), *_behind(text, supports))
        for text in _sentences(telling, account)
    ]


def _sentences(telling: Telling, account: Account) -> Iterator[str]:
    """Yield the paragraph sentence by sentence."""
    lead = say_english.opening(telling, account)
    introduced: set[str] = set()  # readings whose holders were named
    for party_day in account.party_days:
        if clause := released_english.releases_clause(telling, account, party_day):
            yield f"{lead}{clause}."
            lead = ""
        for sometime in party_day.sometime:
            yield released_english.sometime_sentence(telling, account, party_day, sometime)
        for requirement in party_day.requirements:
            yield say_english.requirement_sentence(telling, requirement, account.day)
            for dissent in requirement.dissents:
                yield say_english.dissent_sentence(telling, requirement, dissent, introduced)
                introduced.update(reading.name for reading in dissent.readings)
            for elsewhere in requirement.elsewhere:
                yield say_english.elsewhere_sentence(telling, requirement, elsewhere, introduced)
                introduced.update(reading.name for reading in elsewhere.readings)
    yield released_english.totals_sentence(telling, account)
    for party_day in account.party_days:
        if party_day.outside:
            yield released_english.uncounted_sentence(telling, party_day)
    for derivation in account.held:
        yield held_english.held_sentence(telling, derivation, over=account.over)


def _behind(text: str, supports: Sequence[Support]) -> Support:
    """Return the ids of everything that is marked in a sentence, each once."""
    marked = [supports[int(place[1])] for place in _MARKED.finditer(text)]
    return (
        tuple(dict.fromkeys(name for entries, _ in marked for name in entries)),
        tuple(dict.fromkeys(name for _, sources in marked for name in sources)),
    )


def _bracket(entries: Sequence[str], sources: Sequence[str]) -> str:
    lists = [", ".join(ranges(ids)) for ids in (entries, sources) if ids]
    return "; ".join(lists if sources else [*lists, say_english.NO_SOURCE])


def ranges(ids: Sequence[str]) -> Iterator[str]:
    """Yield ids sorted, those that count on written as ``n01–n04``; what is too many is counted."""
    pieces = list(_runs(sorted(ids, key=_place)[:MOST_NAMED]))
    left = len(ids) - MOST_NAMED
    yield from pieces
    if left > 0:
        yield and_more(left)


def _place(name: str) -> tuple[str, int, str]:
    parts = _NUMBERED.fullmatch(name)
    return (parts[1], int(parts[2]), name) if parts else (name, -1, name)


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
    return " ".join(sentence.text for sentence in sentences)


def say_rows(sentences: Iterable[Sentence]) -> Rows:
    """Return the sentences as rows for programs; ids are joined by ``;``."""
    return Rows(
        COLUMNS,
        (
            (number, text, ";".join(entries) or None, ";".join(sources) or None)
            for number, (text, entries, sources) in enumerate(sentences, 1)
        ),
    )
