"""Words of the terms that are used once and are nearly another: ``hostages`` beside ``hostage``."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from exchange_tracker.facts.model import Selector, Terms

COLUMNS = ("kind", "category", "nationality", "basis")
_SHORTEST = 5  # letters of words that one slip of the pen parts; shorter ones are alike by chance
_LONGEST = 64  # letters; what is longer is no word
_MOST_COMPARED = 300  # words of a column


class NearWord(NamedTuple):
    """A word of a column that is used once and is nearly another word."""

    column: str
    word: str
    other: str


def near_words(terms: Terms) -> Iterator[NearWord]:
    """Yield each word that is used once and is nearly another that is used as often or more."""
    for column in COLUMNS:
        uses = Counter(terms_words(terms, column))
        words = [word for word in uses if len(word) <= _LONGEST][:_MOST_COMPARED]
        order = {word: place for place, word in enumerate(words)}
        for word in words:
            others = (
                other
                for other in words
                if (uses[other] > 1 or order[other] < order[word]) and nearly(word, other)
            )
            if uses[word] == 1 and (other := next(others, None)):
                yield NearWord(column, word, other)


def terms_words(terms: Terms, column: str) -> Iterator[str]:
    """Yield the words of a column, each as often as somebody wrote it."""
    yield from terms.vocabulary.get(column, ())
    if column == "kind":
        yield from terms.kinds
        for cohort in terms.cohorts:
            yield from cohort.dead
    for selector in _selectors(terms):
        yield from getattr(selector, column) or ()


def _selectors(terms: Terms) -> Iterator[Selector]:
    """Yield each selector once, also where several readings leave it as it is written."""
    places = [
        (obligation.id, selector)
        for reading in terms.readings
        for obligation in reading.obligations
        for selector in (obligation.counts, *(item.counts for item in obligation.for_each))
        if selector
    ]
    selectors = [selector for _, selector in dict.fromkeys(places)]
    for selector in (*selectors, *(cohort.counts for cohort in terms.cohorts)):
        yield selector
        if selector.excluded:
            yield selector.excluded


def nearly(word: str, other: str) -> bool:
    """Return whether two words are one but for case, hyphens, an s at the end, or one letter."""
    one, two = sorted((_plain(word), _plain(other)), key=len)
    if word == other:
        return False
    if one == two or two in (f"{one}s", f"{one}es"):
        return True
    return len(one) >= _SHORTEST and one.isalpha() and two.isalpha() and _one_slip(one, two)


def _plain(word: str) -> str:
    return "".join(sign for sign in word.casefold() if sign not in "-_. ")


def _one_slip(short: str, long: str) -> bool:
    """Return whether one letter is missing, another, or changes places with the next."""
    pairs = enumerate(zip(short, long, strict=False))
    start = next((place for place, (a, b) in pairs if a != b), len(short))
    if len(long) - len(short) > 1:
        return False
    if len(long) > len(short):
        return short[start:] == long[start + 1 :]
    swapped = short[start : start + 2] == long[start : start + 2][::-1]
    return short[start + 1 :] == long[start + 1 :] or (
        swapped and short[start + 2 :] == long[start + 2 :]
    )
