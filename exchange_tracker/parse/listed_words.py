"""Words of which a list says which there are: those of the terms, and those of the contract.

Each function takes a text, or returns a check, as in ``cells``.
"""

from collections.abc import Collection, Iterable
from itertools import islice

from exchange_tracker.errors import InvalidValue
from exchange_tracker.facts.measure import MEASURES
from exchange_tracker.facts.model import AGREEMENT, Terms, values
from exchange_tracker.facts.movement import MovementKind
from exchange_tracker.parse.cells import Check, any_text, one_of, several, shown
from exchange_tracker.parse.limits import MOST_WORDS_LISTED


def movement(text: str) -> str:
    """Take what happened to people besides the releases."""
    return one_of(text, tuple(MovementKind), "movement")


def measure(text: str) -> str:
    """Take what a figure counts, or a blank: people released."""
    if text == MovementKind.RELEASED:
        what = f"{shown(text)} is what a blank measure counts"
        raise InvalidValue(what, f"leave it blank, or write one of {', '.join(MEASURES)}")
    return one_of(text, MEASURES, "measure")


def party(terms: Terms) -> Check:
    """Return a check that takes a party of the terms, or a blank."""
    return _listed_in(tuple(terms.parties), "party of the terms")


def parties(terms: Terms) -> Check:
    """Return a check of the parties that released people together: one or several, each once."""
    each_party = several(party(terms))

    def checked(text: str) -> str:
        cell = each_party(text)
        if not cell:
            raise InvalidValue("the party is blank", write_one_of(terms.parties))
        names = values(cell)
        for name in names:
            if names.count(name) > 1:
                raise InvalidValue(f"the party {shown(name)} is given twice", "write each once")
        return cell

    return checked


def cohort(terms: Terms) -> Check:
    """Return a check that takes a cohort of the terms, or a blank."""
    known = [each.id for each in terms.cohorts]
    if known:
        return _listed_in(known, "cohort of the terms")

    def checked(text: str) -> str:
        if text:
            raise InvalidValue(f"{shown(text)} is not a cohort of the terms", NO_COHORT)
        return text

    return checked


NO_COHORT = "the terms have none: write who is held into them, as [cohorts.NAME]"


def word(terms: Terms, column: str) -> Check:
    """Return a check that takes a word the vocabulary allows for a column, or a blank."""
    words = terms.vocabulary.get(column)
    if words is None:
        return any_text
    always = (AGREEMENT,) if column == "basis" and AGREEMENT not in words else ()
    return _listed_in((*words, *always), f"{column} that the terms allow")


def _listed_in(words: Iterable[str], name: str) -> Check:
    listed = dict.fromkeys(words)

    def checked(text: str) -> str:
        if not text or text in listed:
            return text
        raise InvalidValue(f"{shown(text)} is not a {name}", write_one_of(listed))

    return checked


def write_one_of(words: Collection[str]) -> str:
    """Say which words can be written; of very many, the first."""
    rest = f", … ({len(words):,} in all)" if len(words) > MOST_WORDS_LISTED else ""
    return f"write one of {', '.join(islice(words, MOST_WORDS_LISTED))}{rest}"
