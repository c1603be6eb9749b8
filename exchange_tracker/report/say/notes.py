"""What is behind the numbers of a paragraph: ids in brackets, or notes with a list of them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from typing import NamedTuple

from exchange_tracker.facts.model import Source
from exchange_tracker.report.say.languages.words import Words

MOST_NAMED = 60  # ids behind one number
_NUMBERED = r"(?as)(.*?)([0-9]{1,15})"
_RANGE = 3  # ids in a row that are written as a range


class Support(NamedTuple):
    """The ids of the entries and of the sources behind one number, and sources that are not recorded."""

    entries: tuple[str, ...]
    sources: tuple[str, ...]
    unlisted: tuple[str, ...] = ()


class Note(NamedTuple):
    """What one numbered note names."""

    number: int
    support: Support


def bracket(support: Support, words: Words) -> str:
    """Return ids as they stand behind a number, and say where no source is recorded."""
    lists = [", ".join(ranges(ids, words)) for ids in (support.entries, support.sources) if ids]
    if support.unlisted:
        lists.append(
            words.unlisted_source.format(sources=", ".join(ranges(support.unlisted, words)))
        )
    elif not support.sources:
        lists.append(words.no_source)
    return "; ".join(lists)


def note_lines(notes: Sequence[Note], sources: Mapping[str, Source], words: Words) -> Iterator[str]:
    """Yield a line for each note, and then one for each source that they name."""
    for note in notes:
        yield f"[{note.number}] {bracket(note.support, words)}"
    named = dict.fromkeys(
        name for note in notes for name in nsmallest(MOST_NAMED, note.support.sources, key=_place)
    )
    if named:
        yield ""
    for name in sorted(named, key=_place):
        if source := sources.get(name):
            facts = (source.publisher, source.published, source.url or source.archived)
            yield f"{name}: {', '.join(filter(None, facts))}"


def ranges(ids: Sequence[str], words: Words) -> Iterator[str]:
    """Yield ids sorted, those that count on written as ``n01–n04``; what is too many is counted.

    An address is no id that counts on: each stands whole, so that it can be followed.
    """
    pieces = list(_runs(nsmallest(MOST_NAMED, ids, key=_place)))  # of very many ids
    left = len(ids) - MOST_NAMED
    yield from pieces
    if left > 0:
        yield words.and_more.format(number=words.grammar.number(left))


def _place(name: str) -> tuple[str, int, str]:
    parts = re.fullmatch(_NUMBERED, name)
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
    one, other = re.fullmatch(_NUMBERED, before), re.fullmatch(_NUMBERED, after)
    return bool(
        one
        and other
        and "://" not in before
        and one[1] == other[1]
        and len(one[2]) == len(other[2])
        and int(other[2]) == int(one[2]) + 1
    )
