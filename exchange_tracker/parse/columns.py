"""Which check each column of the three CSV files asks for (``ledger.md``, 2.2 to 2.4)."""

from collections.abc import Iterator

from exchange_tracker.errors import InvalidValue
from exchange_tracker.facts.model import AnyFact, Claim, Fact, Release, Source, Terms
from exchange_tracker.parse import cells
from exchange_tracker.parse.cells import Check, any_text, one, required, several

REQUIRED: dict[type, tuple[str, ...]] = {
    Release: ("party", "kind", "count"),
    Claim: ("source", "to", "figure"),
    Source: ("id",),
}
SEVERAL: dict[type, frozenset[str]] = {
    Release: frozenset({"category", "nationality", "person", "sources"}),
    Claim: frozenset({"party", "kind", "category", "nationality", "basis"}),
    Source: frozenset(),
}
"""The columns that take several values."""


def checks(kind: type[Fact], terms: Terms) -> tuple[Check, ...]:
    """Return the check of each column, in the order of the columns."""
    if kind is Release:
        return _release(terms)
    return _claim(terms) if kind is Claim else _source()


def _release(terms: Terms) -> tuple[Check, ...]:
    kinds = cells.write_one_of(
        terms.vocabulary.get("kind", ("hostage", "prisoner", "detainee", "remains"))
    )
    return (
        cells.identifier,
        cells.day,
        cells.moment,
        required(one(cells.party(terms), "party"), "party", cells.write_one_of(terms.parties)),
        required(one(cells.word(terms, "kind"), "kind"), "kind", kinds),
        cells.count,
        several(cells.word(terms, "category")),
        several(cells.word(terms, "nationality")),
        one(cells.word(terms, "basis"), "basis"),
        several(any_text),
        several(any_text),
        any_text,
    )


def _claim(terms: Terms) -> tuple[Check, ...]:
    return (
        cells.identifier,
        required(one(any_text, "source"), "source", "write who published the figure"),
        cells.published,
        cells.day,
        required(cells.day, "last day", "write the last day that the figure covers"),
        several(cells.party(terms)),
        several(cells.word(terms, "kind")),
        several(cells.word(terms, "category")),
        several(cells.word(terms, "nationality")),
        several(cells.word(terms, "basis")),
        cells.bound,
        cells.figure,
        cells.identifier,
        cells.part,
        any_text,
    )


def _source() -> tuple[Check, ...]:
    return (
        required(cells.identifier, "id", "write the id by which rows name this source"),
        any_text,
        cells.published,
        any_text,
        any_text,
        any_text,
        cells.sha256,
        any_text,
    )


Mismatch = tuple[tuple[str, ...], InvalidValue]
"""What is wrong between columns, the one to fix first."""


def row_problems(row: AnyFact) -> list[Mismatch]:
    """Return what is wrong with a row whose cells may each be right by themselves."""
    if isinstance(row, Release):
        return [] if row.day or row.at else [_NO_DAY]
    return list(_claim_problems(row)) if isinstance(row, Claim) else []


_NO_DAY: Mismatch = (
    ("day", "at"),
    InvalidValue(
        "neither day nor at is given", "write the truce day, or the moment of release into at"
    ),
)


def _claim_problems(claim: Claim) -> Iterator[Mismatch]:
    if claim.from_ > claim.to:  # ISO dates sort as text
        what = f"from {claim.from_} is after to {claim.to}"
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
