"""Names as people say them: a title, or an id in other letters, for the id where only one is so called."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, overload

from exchange_tracker.cli.recorded_words import WordSource

if TYPE_CHECKING:
    from exchange_tracker.facts.model import Terms


def id_of(word: str, title_by_id: Mapping[str, str]) -> str:
    """Return the id that a word is, or the only one of that name whatever its letters' case.

    A word that names nothing, or several, stays as it is: what takes it says what it could be.
    """
    if word in title_by_id:
        return word
    wanted = _folded(word)
    ids = [
        id_ for id_, title in title_by_id.items() if wanted in (_folded(id_), _folded(title or id_))
    ]
    return ids[0] if len(ids) == 1 else word


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def titles(terms: "Terms", source: WordSource | None) -> Mapping[str, str]:
    """Return the titles by id of what a parameter takes the names of; nothing of other words."""
    match source:
        case WordSource.PARTIES:
            return terms.parties
        case WordSource.READINGS:
            return {reading.name: reading.title for reading in terms.readings}
        case WordSource.OBLIGATIONS:
            readings = reversed(terms.readings)  # as the first reading that knows it calls it
            return {each.id: each.title for reading in readings for each in reading.obligations}
        case _:
            return {}


@overload
def as_ids(
    words: list[str] | None, terms: "Terms", source: WordSource | None
) -> list[str] | None: ...
@overload
def as_ids(words: str, terms: "Terms", source: WordSource | None) -> str: ...
@overload
def as_ids(words: Any, terms: "Terms", source: WordSource | None) -> Any: ...
def as_ids(words: Any, terms: "Terms", source: WordSource | None) -> Any:
    """Return the words of a parameter with the names among them as ids."""
    known = titles(terms, source) if words else {}
    if not known:
        return words
    if isinstance(words, str):
        return id_of(words, known)
    return [id_of(word, known) for word in words]


def party_cell(cell: str, terms: "Terms") -> str:
    """Return a cell of parties, several with ``;``, with the names among them as ids."""
    return ";".join(id_of(name.strip(), terms.parties) for name in cell.split(";"))
