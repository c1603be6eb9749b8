"""The short words that stand for parties, kinds and readings, made of what people type for them."""

import re

from exchange_tracker.cli.terms_draft import as_text, as_words
from exchange_tracker.errors import InvalidValue
from exchange_tracker.parse.cells import shown

_FEW = 3  # words of a sentence that are enough to know it by
_NO_PLURALS = ("remains",)


def party_names(answer: str) -> dict[str, str]:
    """Return the parties by the words for them: chosen with ``=``, or the names without what no word has."""
    words = as_words(answer)
    parties: dict[str, str] = {}
    for text in [words] if isinstance(words, str) else words:
        chosen, _, named = (part.strip() for part in text.partition("="))
        name = as_text(named) if chosen and named else text
        key = chosen if chosen and named else "-".join(_words(name)) or name
        if key in parties:
            raise InvalidValue(
                f"{shown(key if named else name)} is given twice", "keep one of the two"
            )
        parties[key] = name
    return parties


def reading_key(name: str) -> str:
    """Return the name of a reading: of a sentence its first words."""
    return "-".join(_words(name)[:_FEW]) or name if " " in name else name


def singular(word: str) -> str:
    """Return the word for one where a word looks like one for several, else a blank."""
    is_plural = len(word) > _FEW and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if is_plural and word not in _NO_PLURALS else ""


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
