"""Which check each column of the CSV files asks for (``ledger.md``, 2.2 to 2.5)."""

from exchange_tracker.facts.model import Claim, Fact, Release, Source, Terms, columns
from exchange_tracker.facts.movement import Movement, MovementKind
from exchange_tracker.parse import cells, listed_words
from exchange_tracker.parse.cells import Check, any_text, one, required, several

REQUIRED: dict[type, tuple[str, ...]] = {
    Release: ("party", "kind", "count"),
    Movement: ("day", "party", "movement", "kind", "count"),
    Claim: ("source", "to", "figure"),
    Source: ("id",),
}
SEVERAL: dict[type, frozenset[str]] = {
    Release: frozenset({"party", "category", "nationality", "person", "sources"}),
    Movement: frozenset({"category", "nationality", "person", "sources"}),
    Claim: frozenset({"party", "kind", "category", "nationality", "basis"}),
    Source: frozenset(),
}
"""The columns that take several values."""
WORDED = frozenset({"party", "movement", "kind", "category", "nationality", "basis"})
"""The columns that take words of a list."""


def checks(kind: type[Fact], terms: Terms) -> tuple[Check, ...]:
    """Return the check of each column, in the order of the columns."""
    by_column = _checks(kind, terms)
    return tuple(by_column[column] for column in columns(kind))


def _checks(kind: type[Fact], terms: Terms) -> dict[str, Check]:
    if kind is Release:
        return _release(terms)
    if kind is Movement:
        return _movement(terms)
    return _claim(terms) if kind is Claim else _source()


def _release(terms: Terms) -> dict[str, Check]:
    return {
        "id": cells.identifier,
        "day": cells.day,
        "until": cells.day,
        "at": cells.moment,
        "party": listed_words.parties(terms),
        "kind": _one_kind(terms),
        "count": cells.count,
        "category": several(listed_words.word(terms, "category")),
        "nationality": several(listed_words.word(terms, "nationality")),
        "basis": one(listed_words.word(terms, "basis"), "basis"),
        "person": several(any_text),
        "sources": several(any_text),
        "note": any_text,
    }


def _movement(terms: Terms) -> dict[str, Check]:
    parties = listed_words.write_one_of(terms.parties)
    movements = listed_words.write_one_of(tuple(MovementKind))
    return {
        "id": cells.identifier,
        "day": required(cells.day, "day", "write the truce day on which it happened"),
        "until": cells.day,
        "party": required(one(listed_words.party(terms), "party"), "party", parties),
        "movement": required(one(listed_words.movement, "movement"), "movement", movements),
        "kind": _one_kind(terms),
        "count": cells.count_moved,
        "category": several(listed_words.word(terms, "category")),
        "nationality": several(listed_words.word(terms, "nationality")),
        "person": several(any_text),
        "sources": several(any_text),
        "note": any_text,
    }


def _one_kind(terms: Terms) -> Check:
    kinds = terms.vocabulary.get("kind", ("hostage", "prisoner", "detainee", "remains"))
    check = one(listed_words.word(terms, "kind"), "kind")
    return required(check, "kind", listed_words.write_one_of(kinds))


def _claim(terms: Terms) -> dict[str, Check]:
    return {
        "id": cells.identifier,
        "source": required(one(any_text, "source"), "source", "write who published the figure"),
        "published": cells.published,
        "from": cells.day,
        "to": required(cells.day, "last day", "write the last day that the figure covers"),
        "party": several(listed_words.party(terms)),
        "kind": several(listed_words.word(terms, "kind")),
        "category": several(listed_words.word(terms, "category")),
        "nationality": several(listed_words.word(terms, "nationality")),
        "basis": several(listed_words.word(terms, "basis")),
        "bound": cells.bound,
        "measure": listed_words.measure,
        "cohort": listed_words.cohort(terms),
        "figure": cells.figure,
        "part_of": cells.identifier,
        "part": cells.part,
        "note": any_text,
    }


def _source() -> dict[str, Check]:
    return {
        "id": required(cells.identifier, "id", "write the id by which rows name this source"),
        "publisher": any_text,
        "published": cells.published,
        "url": any_text,
        "title": any_text,
        "archived": any_text,
        "sha256": cells.sha256,
        "note": any_text,
    }
