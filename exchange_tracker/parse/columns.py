"""Which check each column of the three CSV files asks for (``ledger.md``, 2.2 to 2.4)."""

from collections.abc import Iterable, Iterator

from exchange_tracker.errors import InvalidValue
from exchange_tracker.facts.model import AnyFact, Claim, Fact, Release, Source, Terms, columns
from exchange_tracker.parse import cells
from exchange_tracker.parse.cells import Check, any_text, one, required, several

REQUIRED: dict[type, tuple[str, ...]] = {
    Release: ("party", "kind", "count"),
    Claim: ("source", "to", "figure"),
    Source: ("id",),
}
SEVERAL: dict[type, frozenset[str]] = {
    Release: frozenset({"party", "category", "nationality", "person", "sources"}),
    Claim: frozenset({"party", "kind", "category", "nationality", "basis"}),
    Source: frozenset(),
}
"""The columns that take several values."""


def checks(kind: type[Fact], terms: Terms) -> tuple[Check, ...]:
    """Return the check of each column, in the order of the columns."""
    by_column = _checks(kind, terms)
    return tuple(by_column[column] for column in columns(kind))


def _checks(kind: type[Fact], terms: Terms) -> dict[str, Check]:
    if kind is Release:
        return _release(terms)
    return _claim(terms) if kind is Claim else _source()


def _release(terms: Terms) -> dict[str, Check]:
    kinds = cells.write_one_of(
        terms.vocabulary.get("kind", ("hostage", "prisoner", "detainee", "remains"))
    )
    return {
        "id": cells.identifier,
        "day": cells.day,
        "until": cells.day,
        "at": cells.moment,
        "party": cells.parties(terms),
        "kind": required(one(cells.word(terms, "kind"), "kind"), "kind", kinds),
        "count": cells.count,
        "category": several(cells.word(terms, "category")),
        "nationality": several(cells.word(terms, "nationality")),
        "basis": one(cells.word(terms, "basis"), "basis"),
        "person": several(any_text),
        "sources": several(any_text),
        "note": any_text,
    }


def _claim(terms: Terms) -> dict[str, Check]:
    return {
        "id": cells.identifier,
        "source": required(one(any_text, "source"), "source", "write who published the figure"),
        "published": cells.published,
        "from": cells.day,
        "to": required(cells.day, "last day", "write the last day that the figure covers"),
        "party": several(cells.party(terms)),
        "kind": several(cells.word(terms, "kind")),
        "category": several(cells.word(terms, "category")),
        "nationality": several(cells.word(terms, "nationality")),
        "basis": several(cells.word(terms, "basis")),
        "bound": cells.bound,
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


Mismatch = tuple[tuple[str, ...], InvalidValue]
"""What is wrong between columns, the one to fix first."""


def row_problems(row: AnyFact, first_day: str) -> list[Mismatch]:
    """Return what is wrong with a row whose cells may each be right by themselves.

    ``first_day`` is the truce's, which a blank ``from`` of a claim means.
    """
    match row:
        case Release():
            return list(_release_problems(row))
        case Claim():
            return list(_claim_problems(row, first_day))
        case Source():
            return []


def to_compare(rows: Iterable[AnyFact]) -> Iterator[AnyFact]:
    """Yield the rows in which anything can be wrong between columns: few of the releases."""
    return (row for row in rows if not isinstance(row, Release) or row.until or not row.day)


def _release_problems(release: Release) -> Iterator[Mismatch]:
    day, until, at = release.day, release.until, release.at
    if until and at:
        fix = "keep at where the moment is known, until where only the days are"
        yield ("until", "at"), InvalidValue("until and at are both given", fix)
    elif until and not day:
        fix = "write the first day on which it may have happened"
        yield ("day", "until"), InvalidValue("until is given and day is blank", fix)
    elif until and until < day:  # ISO dates sort as text
        fix = "write the first day into day and the last into until"
        yield ("until", "day"), InvalidValue(f"until {until} is before day {day}", fix)
    elif not day and not at:
        fix = "write the truce day, or the moment of release into at"
        yield ("day", "at"), InvalidValue("neither day nor at is given", fix)


def _claim_problems(claim: Claim, first_day: str) -> Iterator[Mismatch]:
    if (claim.from_ or first_day) > claim.to:  # ISO dates sort as text
        blank = "" if claim.from_ else "a blank from means the truce's first day, and "
        what = f"{blank}from {claim.from_ or first_day} is after to {claim.to}"
        yield (
            ("from", "to"),
            InvalidValue(what, "write the first day into from and the last into to"),
        )
    if claim.part_of and not claim.part:
        yield ("part", "part_of"), InvalidValue("part_of is given and part is blank", _PART)
    if claim.part and not claim.part_of:
        fix = "write the id of the claim that is the whole"
        yield ("part_of", "part"), InvalidValue("part is given and part_of is blank", fix)


_PART = "write part where the parts add up to the whole, or including for some of it"
