"""What is counted, in its own word (``ledger.md``, section 2.1, Kinds).

Things are in no sum of people: who adds up for people does so for each noun apart.
"""

from collections.abc import Iterable

from exchange_tracker.facts.kind import KindWords
from exchange_tracker.facts.model import Terms

PEOPLE = KindWords("person", "people")
_ANYTHING = KindWords("", "", people=False)  # people and things, or several things: a bare number


def kind_word(terms: Terms, kind: str, count: int | None = None) -> str:
    """Name a kind, of which there are so many; one that the terms do not word by its own name."""
    words = terms.kinds.get(kind)
    if words is None:
        return kind
    return words.one if count == 1 else words.many


def noun_of_kind(terms: Terms, kind: str) -> KindWords:
    """Return the noun for all that is counted of a kind: people, or the words of the thing."""
    return PEOPLE if terms.is_people(kind) else terms.kinds[kind]


def noun_of_kinds(terms: Terms, kinds: Iterable[str] | None) -> KindWords:
    """Return the noun for all that is counted of some kinds; ``None`` are all kinds."""
    things = {kind: words for kind, words in terms.kinds.items() if not words.people}
    if kinds is None:
        return _ANYTHING if things else PEOPLE
    nouns = {noun_of_kind(terms, kind) for kind in kinds}
    return nouns.pop() if len(nouns) == 1 else _ANYTHING if nouns else PEOPLE


def of_any_kind(terms: Terms, kinds: Iterable[str] | None) -> str:
    """Say of a figure that it counts people and things alike, where it names no kind; else blank."""
    return "of any kind" if kinds is None and noun_of_kinds(terms, None) == _ANYTHING else ""


def count_header(terms: Terms, kinds: Iterable[str]) -> str:
    """Return the head of a column that counts what is of some kinds: ``people`` where all of it is."""
    return PEOPLE.many if all(map(terms.is_people, kinds)) else "count"


def counted(noun: KindWords, number: int, *, is_open: bool = False) -> str:
    """Count something: ``1 person``, ``at least 600 aid trucks``, ``an undisclosed number of people``.

    A bare number where there is no one noun.
    """
    words = noun.one if number == 1 else noun.many
    if is_open and not number:
        return f"an undisclosed number{f' of {words}' if words else ''}"
    return f"{'at least ' if is_open else ''}{number:,} {words}".rstrip()
