"""Corrections: what an amendment, a retraction or new terms ask for, checked and written."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from exchange_tracker.errors import Problem, Refusal, UsageError
from exchange_tracker.facts.model import AnyFact, Claim, Release, Terms, columns
from exchange_tracker.parse.across import part_problems
from exchange_tracker.parse.rows import Reader
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.change_log import versions_of
from exchange_tracker.store.ledger.ledger import Version
from exchange_tracker.store.ledger.schema import KINDS, TABLES


class Corrected(NamedTuple):
    """A fact before and after a correction."""

    before: AnyFact
    after: AnyFact


def standing(change: Change, name: str, table: str) -> tuple[Version, AnyFact]:
    """Return the version of an id that stands; ``table`` is blank where any kind will do."""
    found = [
        (version, fact)
        for version, fact in versions_of(change.ledger, name)
        if not table or KINDS[type(fact)] == table
    ]
    stands = [each for each in found if each[0].superseded is None]
    if len(stands) > 1:
        tables = ", ".join(KINDS[type(fact)] for _, fact in stands)
        raise UsageError.one("ID", f"{name!r} is an id in {tables}", "say which with --kind-of")
    if stands:
        return stands[0]
    if found:
        raise Refusal.one(name, "it was retracted", "add it anew under another id")
    raise UsageError.one("ID", f"there is no {name!r} in the ledger", "look it up with xt releases")


def amend(change: Change, name: str, cells: Mapping[str, str], table: str = "") -> Corrected | None:
    """Return a fact other cells; ``None`` where they are those it has."""
    version, before = standing(change, name, table)
    known = columns(type(before))
    for column in cells:
        if column == "id" or column not in known:
            offered = ", ".join(each for each in known if each != "id")
            raise UsageError.one("--set", f"{column!r} cannot be set", f"write one of {offered}")
    row = [cells.get(column, cell) for column, cell in zip(known, before, strict=True)]
    try:
        after = Reader(type(before), change.ledger.terms).one(row, name)
    except Refusal as refusal:  # all other cells are fit
        raise UsageError(refusal.problems) from None
    if after == before:
        return None
    change.amend(version, before, after)
    _check_parts(change, after)
    return Corrected(before, after)


def retract(change: Change, name: str, table: str = "") -> AnyFact:
    """Let a fact stand no more."""
    version, fact = standing(change, name, table)
    change.retract(version, fact)
    if isinstance(fact, Claim):
        parts = [claim.id for claim in change.ledger.claims() if claim.part_of == fact.id]
        if parts:
            raise Refusal.one(
                name, f"{', '.join(parts)} are part of it", "retract or amend those first"
            )
    return fact


def _check_parts(change: Change, fact: AnyFact) -> None:
    if isinstance(fact, Claim):
        wholes = {claim.id: claim.part_of for claim in change.ledger.claims()}
        problems = list(part_problems([(fact.id, fact)], wholes))
        if problems:
            raise Refusal(problems)


def redact(change: Change, name: str) -> int:
    """Erase the names of an entry in all its versions, and give how many versions had any."""
    versions = [
        (version, fact)
        for version, fact in versions_of(change.ledger, name)
        if isinstance(fact, Release)
    ]
    if not versions:
        raise UsageError.one("ID", f"there is no entry {name!r}", "look it up with xt releases")
    named = [version.row for version, fact in versions if fact.person]
    if named:
        change.redact(name, named)
    return len(named)


def set_terms(change: Change, text: str, name: str) -> bool:
    """Replace the terms, when everything that stands fits the new ones; tell whether they differ."""
    if text == change.ledger.terms_text:
        return False
    new = parse_terms(text, name)
    problems = [problem for kind, _ in TABLES for problem in _unfit(change, kind, new)]
    if problems:
        raise Refusal(problems)
    change.write_terms(text)
    return True


def _unfit(change: Change, kind: type[AnyFact], terms: Terms) -> Iterator[Problem]:
    """Yield the problems of the facts that stand under other terms."""
    reader = Reader(kind, terms)
    for fact in change.ledger.facts(kind):
        yield from reader.problems_of(fact, f"{KINDS[kind]} {fact.id}")
