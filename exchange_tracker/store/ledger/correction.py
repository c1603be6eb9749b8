"""Corrections: what an amendment, a retraction or new terms ask for, checked and written."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple, TypeVar

from exchange_tracker.errors import Problem, Refusal, UsageError
from exchange_tracker.facts.groups import Group
from exchange_tracker.facts.model import AnyFact, Claim, Happening, Release, Terms, columns
from exchange_tracker.parse.across import part_problems
from exchange_tracker.parse.rows import Reader
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.store.ledger.change import CHUNK, Change
from exchange_tracker.store.ledger.change_log import versions_of
from exchange_tracker.store.ledger.ledger import Ledger, Version
from exchange_tracker.store.ledger.schema import KINDS, NAMES, REDACTED, TABLES

Written = TypeVar("Written")


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
        raise Refusal.one(name, "it was retracted", f"xt restore {name} brings it back")
    raise unknown_id(name, "xt releases")


def unknown_id(name: str, where: str) -> UsageError:
    """Return the refusal of an id that is none; of several ids in one word, how they are written."""
    what, pieces = f"there is no {name!r} in the ledger", re.split("[,;]+", name.strip(",;"))
    several = len(pieces) > 1
    mend = (
        f"write ids with blanks between: {' '.join(pieces)}"
        if several
        else f"look it up with {where}"
    )
    return UsageError.one("ID", what, mend)


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


def retract(change: Change, names: Iterable[str], table: str = "") -> list[AnyFact]:
    """Let facts stand no more, and return them."""

    def write(name: str) -> AnyFact:
        version, fact = standing(change, name, table)
        change.retract(version, fact)
        return fact

    facts = of_each(names, write)
    claims = {fact.id for fact in facts if isinstance(fact, Claim)}
    parts: dict[str, list[str]] = {}
    for claim in change.ledger.claims() if claims else ():
        if claim.part_of in claims:
            parts.setdefault(claim.part_of, []).append(claim.id)
    if parts:
        fix = "retract or amend those first"
        raise Refusal(
            Problem(name, f"{', '.join(some)} are part of it", fix) for name, some in parts.items()
        )
    return facts


def of_each(names: Iterable[str], write: Callable[[str], Written]) -> list[Written]:
    """Return what was written of each id, or refuse with all that is wrong with any of them."""
    written, refusals = [], []
    for name in dict.fromkeys(names):
        try:
            written.append(write(name))
        except Refusal as refusal:
            refusals.append(refusal)
    if refusals:
        of_usage = any(isinstance(each, UsageError) for each in refusals)
        problems = (problem for each in refusals for problem in each.problems)
        raise (UsageError if of_usage else Refusal)(problems)
    return written


def _check_parts(change: Change, fact: AnyFact) -> None:
    if isinstance(fact, Claim):
        wholes = {claim.id: claim.part_of for claim in change.ledger.claims()}
        problems = list(part_problems([(fact.id, fact)], wholes))
        if problems:
            raise Refusal(problems)


class Redacted(NamedTuple):
    """What had its names erased: an entry or a movement, and how many versions had any."""

    kind: type
    versions: int


def redact(change: Change, name: str, table: str = "") -> Redacted:
    """Erase the names of an entry or a movement; ``table`` is blank where either will do."""
    kind = named_kind(change.ledger, name, table)
    return Redacted(kind, erase_names(change, kind, name))


def named_kind(ledger: Ledger, name: str, table: str = "") -> type[Happening]:
    """Return whether an entry or a movement has an id, whose names may be erased; or refuse it."""
    tables = {KINDS[type(fact)] for _, fact in versions_of(ledger, name)}
    fitting = [each for each in REDACTED if each in tables and table in ("", each)]
    if not fitting:
        what = f"there is no entry or movement {name!r}"
        fix = "look it up with xt releases or xt movements"
        raise UsageError.one("ID", what, fix)
    if len(fitting) > 1:
        what = f"{name!r} is an id in {', '.join(fitting)}"
        raise UsageError.one("ID", what, "say which with --kind-of")
    return REDACTED[fitting[0]]


def versions_with_names(ledger: Ledger, kind: type[Happening], name: str) -> list[Happening]:
    """Return the versions of what has an id that name people, the first one first."""
    versions = (fact for _, fact in versions_of(ledger, name) if isinstance(fact, kind))
    return [fact for fact in versions if fact.person]


def erase_names(change: Change, kind: type, name: str) -> int:
    """Erase the names of what has an id in all its versions; return how many versions had any.

    A ledger of an older schema will do, which cannot be read as one of today's.
    """
    table = KINDS[kind]
    first = f"SELECT row FROM {table} WHERE row = place AND id = ?"
    later = f"SELECT row FROM {table} WHERE row <> place AND place IN ({first})"  # as it is indexed
    query = f"SELECT row FROM {NAMES[kind]} WHERE row IN ({first} UNION ALL {later}) ORDER BY row"
    rows = [row for (row,) in change.ledger.rows(query, (name, name))]
    if rows:
        change.redact(kind, name, rows)
    return len(rows)


def set_terms(change: Change, text: str, name: str) -> bool:
    """Replace the terms, when everything that stands fits the new ones; return whether they differ."""
    if text == change.ledger.terms_text:
        return False
    new = parse_terms(text, name)
    kinds = [kind for kind, _ in TABLES if kind is not Release or not _entries_fit(change, new)]
    problems = [problem for kind in kinds for problem in problems_under(change.ledger, kind, new)]
    if problems:
        raise Refusal(problems)
    change.write_terms(text)
    return True


def _entries_fit(change: Change, terms: Terms) -> bool:
    """Return whether the words of all entries are known to fit other terms, by the sums.

    Nothing else in an entry depends on them. Where that is not known the entries themselves are read.
    """
    if not change.is_empty:  # what it wrote so far is not in the sums yet
        return False
    words = ", ".join(Group._fields)
    query = f"SELECT {words}, max(truce_day) FROM sums GROUP BY {words}"
    groups = [
        Release(**dict(zip(Group._fields, cells, strict=True)), day=day, count="1")
        for *cells, day in change.ledger.rows(query)
    ]
    return Reader(Release, terms).fits(groups) if groups else True


def problems_under(ledger: Ledger, kind: type[AnyFact], terms: Terms) -> Iterator[Problem]:
    """Yield the problems of the facts that stand under other terms."""
    reader, facts = Reader(kind, terms), iter(ledger.facts(kind))
    while some := list(islice(facts, CHUNK)):
        if not reader.fits(some):
            for fact in some:
                yield from reader.problems_of(fact, f"{KINDS[kind]} {fact.id}")
