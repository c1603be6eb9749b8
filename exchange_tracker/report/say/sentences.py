"""The neutral paragraph of a truce day: its sentences, with what is behind their numbers or without."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple, assert_never

from exchange_tracker.facts.model import Source
from exchange_tracker.queries.account import account_of
from exchange_tracker.queries.account_facts import Account
from exchange_tracker.queries.account_rows import Headcount
from exchange_tracker.queries.account_sums import MOST_ENTRIES
from exchange_tracker.queries.query import Query
from exchange_tracker.render.row_forms import Rows
from exchange_tracker.report.phrases import moment_words, short_head
from exchange_tracker.report.say.full import full_clauses
from exchange_tracker.report.say.languages import Language, words_of
from exchange_tracker.report.say.languages.words import Words
from exchange_tracker.report.say.notes import Note, Support, bracket, note_lines
from exchange_tracker.report.say.short import short_clauses
from exchange_tracker.report.say.telling import Telling

COLUMNS = ("sentence", "text", "entries", "sources")

_MARK = "\0"  # in no text that is recorded: a NUL is refused at the door
_MARKED = f"{_MARK}([0-9]+){_MARK}"


class Length(StrEnum):
    """How much is told of a day."""

    SHORT = "short"
    FULL = "full"


class Citing(StrEnum):
    """How the rows behind a number are named: by a note, or by their ids where the number stands."""

    NOTES = "notes"
    INLINE = "inline"


class Manner(NamedTuple):
    """How a day is told; without ``cite`` the rows behind a number are not named in the text.

    ``by_rows`` asks for them beside the text. Of a truce with more than ``most_entries`` they are
    not read where nothing asks for them.
    """

    cite: Citing | None = None
    length: Length = Length.SHORT
    language: Language = Language.EN
    by_rows: bool = False
    most_entries: int = MOST_ENTRIES

    @property
    def names_rows(self) -> bool:
        """Return whether the rows behind the numbers are read: to cite them, or for their columns."""
        return self.by_rows or self.cite is not None


class Sentence(NamedTuple):
    """One sentence, and the ids of the entries and sources that support it."""

    text: str
    entries: tuple[str, ...]
    sources: tuple[str, ...]


class Passage(NamedTuple):
    """A truce day, sentence by sentence, and the lines of its notes."""

    sentences: tuple[Sentence, ...]
    notes: tuple[str, ...]


def passage_of(query: Query, day: date, manner: Manner) -> Passage:
    """Return a truce day as it is told."""
    sources = {source.id: source for source in query.records.sources()}
    account = account_of(query, day, by_rows=manner.names_rows, most_entries=manner.most_entries)
    return _passage(query, account, sources, manner)


def _passage(
    query: Query, account: Account, sources: Mapping[str, Source], manner: Manner
) -> Passage:
    words, supports = words_of(manner.language), list[Support]()

    def mark(count: Headcount) -> str:
        names = tuple(name for name in count.sources if name in sources or "://" in name)
        unlisted = dict.fromkeys(
            [*count.unlisted, *(name for name in count.sources if name not in names)]
        )
        if not count.entries and not names:
            return ""
        supports.append(Support(count.entries, names, tuple(unlisted)))
        return f"{_MARK}{len(supports) - 1}{_MARK}"

    telling = Telling(words, query.terms, query.clock, query.at, account.day, account.over, mark)
    texts = [words.grammar.finish(f"{text}.") for text in _clauses(telling, account, manner.length)]
    sentences = [(text, _supports(text, supports)) for text in texts]
    notes = _notes(support for _, behind in sentences for support in behind)
    return Passage(
        tuple(
            Sentence(_cited(text, supports, notes, manner.cite, words), *_behind(behind))
            for text, behind in sentences
        ),
        tuple(note_lines([Note(n, support) for support, n in notes.items()], sources, words))
        if manner.cite is Citing.NOTES
        else (),
    )


def _clauses(telling: Telling, account: Account, length: Length) -> Iterator[str]:
    match length:
        case Length.SHORT:
            return short_clauses(telling, account)
        case Length.FULL:
            return full_clauses(telling, account)
        case _:
            assert_never(length)


def _supports(text: str, supports: Sequence[Support]) -> list[Support]:
    return [supports[int(place[1])] for place in re.finditer(_MARKED, text)]


def _notes(supports: Iterable[Support]) -> dict[Support, int]:
    """Return the number of the note of each support, in the order of the text."""
    return {support: n for n, support in enumerate(dict.fromkeys(supports), 1)}


def _cited(
    text: str,
    supports: Sequence[Support],
    notes: Mapping[Support, int],
    cite: Citing | None,
    words: Words,
) -> str:
    def citation(place: re.Match[str]) -> str:
        support = supports[int(place[1])]
        match cite:
            case None:
                return ""
            case Citing.NOTES:
                return f" [{notes[support]}]"
            case Citing.INLINE:
                return f" [{bracket(support, words)}]"
            case _:
                assert_never(cite)

    return re.sub(_MARKED, citation, text)


def _behind(supports: Iterable[Support]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids of the entries and of the sources of several supports, each once."""
    every = list(supports)
    return (
        tuple(dict.fromkeys(name for each in every for name in each.entries)),
        tuple(dict.fromkeys(name for each in every for name in each.sources)),
    )


def paragraph(passage: Passage) -> str:
    """Return the sentences as one paragraph."""
    return " ".join(sentence.text for sentence in passage.sentences)


def moments_sentence(query: Query, language: Language) -> str:
    """Name the moments of judgement and of knowledge in one sentence."""
    words, head = words_of(language), query.records.head
    source = words.ledger.format(head=short_head(head)) if head else words.folder
    moment = moment_words(query.terms, query.clock, query.at)
    return words.grammar.finish(words.judged.format(moment=moment, source=source))


def say_rows(passage: Passage) -> Rows:
    """Return the sentences as rows for programs; ids are joined by ``;``."""
    return Rows(
        COLUMNS,
        (
            (number, text, ";".join(entries) or None, ";".join(sources) or None)
            for number, (text, entries, sources) in enumerate(passage.sentences, 1)
        ),
    )
