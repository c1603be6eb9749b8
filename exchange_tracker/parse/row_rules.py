"""What can be wrong between the columns of one row whose cells are each right by themselves."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import assert_never

from exchange_tracker.errors import InvalidValue
from exchange_tracker.facts.measure import MEASURES, STILL_HELD, blank_from, cohort_of
from exchange_tracker.facts.model import AnyFact, Claim, Fact, Happening, Release, Source, Terms
from exchange_tracker.facts.movement import Movement
from exchange_tracker.parse.cells import shown
from exchange_tracker.parse.listed_words import NO_COHORT, write_one_of
from exchange_tracker.parse.row_shape import facts_of

Mismatch = tuple[tuple[str, ...], InvalidValue]
"""What is wrong between columns, the one to fix first."""


def row_problems(row: AnyFact, terms: Terms) -> list[Mismatch]:
    """Return what is wrong with a row whose cells may each be right by themselves."""
    match row:
        case Release():
            return list(_release_problems(row))
        case Movement():
            return list(_movement_problems(row))
        case Claim():
            return [*_measure_problems(row, terms), *_claim_problems(row, terms)]
        case Source():
            return []
        case _:
            assert_never(row)


def to_compare(kind: type[Fact], cells: Sequence[Sequence[str]]) -> Iterable[Fact]:
    """Return the rows in which anything can be wrong between columns: few that say what happened."""
    rows = facts_of(kind, cells)
    if not issubclass(kind, Happening):
        return rows
    days, untils = (cells[kind._fields.index(name)] for name in ("day", "until"))
    if all(days) and not any(untils):
        return ()
    return compress(rows, (until or not day for day, until in zip(days, untils, strict=True)))


def _release_problems(release: Release) -> Iterator[Mismatch]:
    day, until, at = release.day, release.until, release.at
    if until and at:
        fix = "keep at where the moment is known, until where only the days are"
        yield ("until", "at"), InvalidValue("until and at are both given", fix)
    elif until and not day:
        fix = "write the first day on which it may have happened"
        yield ("day", "until"), InvalidValue("until is given and day is blank", fix)
    elif until and until < day:  # ISO dates sort as text
        yield _before_day(release)
    elif not day and not at:
        fix = "write the truce day, or the moment of release into at"
        yield ("day", "at"), InvalidValue("neither day nor at is given", fix)


def _movement_problems(movement: Movement) -> Iterator[Mismatch]:
    if movement.until and movement.until < movement.day:
        yield _before_day(movement)


def _before_day(fact: Happening) -> Mismatch:
    fix = "write the first day into day and the last into until"
    return ("until", "day"), InvalidValue(f"until {fact.until} is before day {fact.day}", fix)


def _measure_problems(claim: Claim, terms: Terms) -> Iterator[Mismatch]:
    """Yield what is wrong with a claim about a cohort (section 2.3)."""
    if not claim.measure:
        if claim.cohort:
            fix = f"write what is counted: {', '.join(MEASURES)}"
            yield ("measure", "cohort"), InvalidValue("cohort is given and measure is blank", fix)
        return
    if not cohort_of(terms, claim):
        what = f"the measure is {claim.measure} and the cohort is blank"
        known = [each.id for each in terms.cohorts]
        fix = write_one_of(known) if known else NO_COHORT
        yield ("cohort", "measure"), InvalidValue(what, fix)
    for name, cell in _other_cells(claim):
        if cell:
            what = f"the measure is {claim.measure} and {name} is {shown(cell)}"
            yield (name, "measure"), InvalidValue(what, f"leave {name} blank: {_WHY[name]}")


def _other_cells(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield the cells that must be blank with the measure of a claim."""
    if claim.measure in STILL_HELD:
        yield from (("from", claim.from_), ("kind", claim.kind), ("category", claim.category))
        yield ("nationality", claim.nationality)
    yield from (("party", claim.party), ("basis", claim.basis))


def _claim_problems(claim: Claim, terms: Terms) -> Iterator[Mismatch]:
    means = blank_from(terms, claim)
    first = claim.from_ or (means.isoformat() if means else "")
    if claim.measure not in STILL_HELD and first > claim.to:  # ISO dates sort as text
        whose = "cohort" if claim.measure else "truce"
        blank = "" if claim.from_ else f"a blank from means the {whose}'s first day, and "
        what = f"{blank}from {first} is after to {claim.to}"
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
_IN_COHORT = "the cohort says who is counted"
_WHY = {
    "from": "the figure is of the end of to",
    **dict.fromkeys(("party", "kind", "category", "nationality"), _IN_COHORT),
    "basis": "movements have none",
}
