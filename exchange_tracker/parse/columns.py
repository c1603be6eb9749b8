"""Which check each column of the three CSV files asks for (``ledger.md``, 2.2 to 2.4)."""

from exchange_tracker.errors import Unfit
from exchange_tracker.model import Claim, Fact, Release, Source, Terms
from exchange_tracker.parse import cells
from exchange_tracker.parse.cells import Check, any_text, one, required, several

REQUIRED: dict[type, tuple[str, ...]] = {
    Release: ("party", "kind", "count"),
    Claim: ("source", "to", "figure"),
    Source: ("id",),
}


def checks(kind: type[Fact], terms: Terms) -> tuple[Check, ...]:
    """Give the check of each column, in the order of the columns."""
    if kind is Release:
        return _release(terms)
    return _claim(terms) if kind is Claim else _source()


def _release(terms: Terms) -> tuple[Check, ...]:
    return (
        cells.identifier,
        cells.day,
        cells.moment,
        required(one(cells.party(terms), "party"), "party"),
        required(one(cells.word(terms, "kind"), "kind"), "kind"),
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
        required(one(any_text, "source"), "source"),
        cells.published,
        cells.day,
        required(cells.day, "last day that the figure covers"),
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
        required(cells.identifier, "id"),
        any_text,
        cells.published,
        any_text,
        any_text,
        any_text,
        cells.sha256,
        any_text,
    )


def row_problem(row: Release | Claim | Source) -> Unfit | None:
    """Give what is wrong with a row whose cells are each right by themselves, if anything."""
    if isinstance(row, Release) and not row.day and not row.at:
        return Unfit("neither day nor at is given", "write the truce day, or the moment of release")
    if isinstance(row, Claim):
        return _claim_problem(row)
    return None


def _claim_problem(claim: Claim) -> Unfit | None:
    if claim.from_ > claim.to:  # ISO dates sort as text
        return Unfit(f"from {claim.from_} is after to {claim.to}", "write the first day into from")
    if claim.part_of and not claim.part:
        return Unfit("part_of is given and part is blank", "write part or including")
    if claim.part and not claim.part_of:
        return Unfit("part is given and part_of is blank", "write the id of the whole's claim")
    return None
