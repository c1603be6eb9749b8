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
    versions = [
        (version, fact)
        for version, fact in versions_of(change.ledger, name)
        if not table or KINDS[type(fact)] == table
    ]
    standing_now = [pair for pair in versions if pair[0].superseded is None]
    if len(standing_now) > 1:
        tables = ", ".join(KINDS[type(fact)] for _, fact in standing_now)
        raise UsageError.one("ID", f"{name!r} is an id in {tables}", "say which with --kind-of")
    if standing_now:
        return standing_now[0]
    if versions:
        raise Refusal.one(name, "it was retracted", "add it anew under another id")
    raise UsageError.one("ID", f"there is no {name!r} in the ledger", "look it up with xt releases")


def amend(change: Change, name: str, cells: Mapping[str, str], table: str = "") -> Corrected | None:
    """Give a fact other cells; return it before and after, ``None`` where they are those it has."""
    version, before = standing(change, name, table)
    names = columns(type(before))
    for column in cells:
        if column == "id" or column not in names:
            offered = ", ".join(name for name in names if name != "id")
            raise UsageError.one("--set", f"{column!r} cannot be set", f"write one of {offered}")
    row = [cells.get(column, cell) for column, cell in zip(names, before, strict=True)]
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
    """Let a fact stand no more, and return it."""
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
    """Erase the names of an entry in all its versions, and return how many versions had any."""
    versions = [
        (version, fact)
        for version, fact in versions_of(change.ledger, name)
        if isinstance(fact, Release)
    ]
    if not versions:
        raise UsageError.one("ID", f"there is no entry {name!r}", "look it up with xt releases")
    rows = [version.row for version, fact in versions if fact.person]
    if rows:
        change.redact(name, rows)
    return len(rows)


def set_terms(change: Change, text: str, name: str) -> bool:
    """Replace the terms, when everything that stands fits the new ones; return whether they differ."""
    if text == change.ledger.terms_text:
        return False
    new = parse_terms(text, name)
    problems = [problem for kind, _ in TABLES for problem in _problems_under(change, kind, new)]
    if problems:
        raise Refusal(problems)
    change.write_terms(text)
    return True


def _problems_under(change: Change, kind: type[AnyFact], terms: Terms) -> Iterator[Problem]:
    """Yield the problems of the facts that stand under other terms."""
    reader = Reader(kind, terms)
    for fact in change.ledger.facts(kind):
        yield from reader.problems_of(fact, f"{KINDS[kind]} {fact.id}")
