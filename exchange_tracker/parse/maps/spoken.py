"""What a ledger's own words and days say of a foreign file: which of them its cells may mean."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from exchange_tracker.facts.model import Terms
from exchange_tracker.facts.movement import MovementKind
from exchange_tracker.parse.maps.cells import western
from exchange_tracker.parse.maps.sample import is_date

_LISTED = ("party", "kind", "category", "nationality", "basis", "movement")


def ledger_words(terms: Terms) -> dict[str, tuple[str, ...]]:
    """Return the words that the ledger takes for a column, where they are bound."""
    words = {"party": tuple(terms.parties), "movement": tuple(MovementKind)}
    return words | {name: terms.vocabulary[name] for name in _LISTED if name in terms.vocabulary}


def spoken_words(terms: Terms) -> dict[str, dict[str, str]]:
    """Return the same words by what people call them, in small letters: a party by its title, too."""
    spoken = {
        name: {word.lower(): word for word in words} for name, words in ledger_words(terms).items()
    }
    titles = {title.lower(): key for key, title in terms.parties.items()}
    return spoken | {"party": titles | spoken["party"]}


def stem(word: str) -> str:
    """Return a word without the endings of several: women and woman, Thais and Thai."""
    word = word.lower().replace("men", "man").replace("children", "minor").replace("child", "minor")
    return word.removesuffix("s")


def form_within(terms: Terms, forms: Sequence[str], cells: Iterable[str]) -> str:
    """Return the one form in which all dates lie within the truce; blank where it is none or several."""
    texts = tuple(cells)
    first, last = terms.first_day, terms.last_day
    within = [form for form in forms if all(first <= day <= last for day in _dates(texts, form))]
    return within[0] if len(within) == 1 else ""


def _dates(texts: Iterable[str], form: str) -> list[date]:
    return [
        datetime.strptime(western(text), form).date()  # noqa: DTZ007 - a day
        for text in texts
        if is_date(text, form)
    ]
