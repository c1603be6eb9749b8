"""Taking a change back by a change of its own: what it wrote stands no more, what it ended stands again.

What brings a retracted fact back is written, and digested, as an ``amend`` of its id: history has no
other word for a further version of a fact. Which change one undoes stands in its note.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from exchange_tracker.errors import Problem, Refusal, UsageError
from exchange_tracker.facts.model import AnyFact, Claim
from exchange_tracker.parse.across import part_problems
from exchange_tracker.parse.limits import MOST_PROBLEMS
from exchange_tracker.parse.rows import Reader
from exchange_tracker.store.ledger.change import Change
from exchange_tracker.store.ledger.change_log import (
    Operation,
    Recorded,
    changes,
    retracted_by,
    version_before,
    versions_of,
)
from exchange_tracker.store.ledger.change_rows import written_by
from exchange_tracker.store.ledger.correction import of_each, set_terms, unknown_id
from exchange_tracker.store.ledger.digest import OperationKind
from exchange_tracker.store.ledger.ledger import Ledger, Version
from exchange_tracker.store.ledger.schema import KINDS, TABLES, TERMS

_NOTE = re.compile(r"undoes change (\d+)(?:;|$)", re.ASCII)


def undo_note(number: int) -> str:
    """Return what a change notes that undoes another."""
    return f"undoes change {number}"


def change_to_undo(ledger: Ledger, author: str, number: int | None) -> Recorded:
    """Return the change of an author that can be undone: one by its number, or the last.

    The last is one that neither undoes another nor was undone. Raise ``Refusal`` where there is none.
    """
    recorded = list(changes(ledger))
    if number is not None:
        return _numbered(recorded, author, number)
    undone: set[int] = set()
    undoing: dict[int, int] = {}
    for each in recorded:
        if match := _NOTE.match(each.note):
            target = undoing[each.number] = int(match[1])
            undone.add(target)
            undone.discard(undoing.get(target, 0))  # what was undone stands again
    for each in reversed(recorded[1:]):
        if each.author == author and each.number not in undone and each.number not in undoing:
            return each
    what = f"there is no change of {author!r} that could be undone"
    raise Refusal.one("xt undo", what, "say whose change it is with --by NAME; xt log lists them")


def _numbered(recorded: list[Recorded], author: str, number: int) -> Recorded:
    if not 1 <= number <= len(recorded):
        what = f"there is no change {number}"
        raise UsageError.one("CHANGE", what, f"write a number from 1 to {len(recorded)}")
    each = recorded[number - 1]
    if each.author != author:
        what = f"change {number} is of {each.author!r}, not of {author!r}"
        raise Refusal.one(
            "xt undo", what, f"leave it, or undo it as its author: --by {each.author}"
        )
    return each


class _Undoing(NamedTuple):
    """A change that takes another back, and what stands in its way."""

    change: Change
    number: int
    erased: dict[tuple[str, str], int]
    problems: list[Problem]

    def refuse(self, name: str, what: str, fix: str) -> None:
        """Note that something is not as the change left it."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(name, what, fix))

    def as_left(self, left: Version, fact: AnyFact, *, standing: bool) -> Version | None:
        """Return the last version of a fact, if the fact is what the change made of it.

        Else note what touched it since: with other cells, by letting it stand or not, by erasing names.
        """
        kind = type(fact)
        version, now = left, fact
        if left.superseded is not None:
            version, now = self.change.ledger.latest(kind, [fact.id])[fact.id]
        if erased := self.erased.get((KINDS[kind], fact.id)):
            what = f"change {erased} erased its names after change {self.number}"
            self.refuse(fact.id, what, f"correct {fact.id} by itself with xt amend or xt retract")
        elif now != fact or (version.superseded is None) != standing:
            later = version.superseded or version.written
            what = f"change {later} left it otherwise than change {self.number} did"
            self.refuse(fact.id, what, f"undo change {later} first, or correct {fact.id} by itself")
        else:
            return version
        return None

    def fits(self, fact: AnyFact) -> bool:
        """Return whether a fact still fits the terms, and note what does not."""
        problems = list(Reader(type(fact), self.change.ledger.terms).problems_of(fact, fact.id))
        self.problems.extend(problems[: MOST_PROBLEMS - len(self.problems)])
        return not problems


def undo(change: Change, number: int) -> Iterator[Operation]:
    """Take a change back, and yield what is done to each fact; nothing may have touched it since.

    Raise ``Refusal`` for what cannot be undone: where the ledger began, and erased names.
    """
    ledger = change.ledger
    _refuse_for_good(ledger, number)
    query = "SELECT kind, id, written FROM redactions WHERE written > ?"
    erased = {(kind, name): later for kind, name, later in ledger.rows(query, (number,))}
    undoing = _Undoing(change, number, erased, [])
    yield from _terms_back(undoing)
    gone: list[tuple[Version, AnyFact]] = []
    for kind, table in TABLES:  # what is written comes before what is retracted, as digests have it
        added: list[tuple[Version, AnyFact]] = []
        for version, fact in written_by(ledger, kind, number):
            if last := undoing.as_left(version, fact, standing=True):
                before = version_before(ledger, version, fact)
                if before is None:
                    added.append((last, fact))
                else:
                    yield _set_back(undoing, last, fact, before)
        for version, fact in retracted_by(ledger, kind, number):
            last = undoing.as_left(version, fact, standing=False)
            if last and undoing.fits(fact):
                change.restore(last, fact)
                yield Operation(OperationKind.AMEND, table, fact.id, after=fact)
        gone += sorted(added, key=lambda pair: pair[0].row)
    for version, fact in gone:
        change.retract(version, fact)
        yield Operation(OperationKind.RETRACT, KINDS[type(fact)], fact.id, before=fact)
    if undoing.problems:
        raise Refusal(undoing.problems)
    _check_parts(change)


def _refuse_for_good(ledger: Ledger, number: int) -> None:
    where = f"change {number}"
    if number == 1:
        what = "the ledger begins with it"
        raise Refusal.one(where, what, "correct single entries, or make another ledger")
    for (name,) in ledger.rows("SELECT id FROM redactions WHERE written = ?", (number,)):
        what = f"it erased the names of {name} for good, which nothing brings back"
        raise Refusal.one(where, what, f"give them anew with xt amend {name}, if they may be kept")


def _terms_back(undoing: _Undoing) -> Iterator[Operation]:
    """Set the terms again that stood before a change."""
    change, number = undoing.change, undoing.number
    ledger = change.ledger
    for text, later in ledger.rows(
        "SELECT text, superseded FROM terms WHERE written = ?", (number,)
    ):
        if ledger.terms_text != text:
            what = f"change {later} set others after change {number}"
            undoing.refuse(
                "the terms", what, f"undo change {later} first, or set them by themselves"
            )
            continue
        ((before,),) = ledger.rows("SELECT text FROM terms WHERE superseded = ?", (number,))
        if set_terms(change, before, f"the terms before change {number}"):
            yield Operation(OperationKind.ADD, TERMS, "")


def _set_back(undoing: _Undoing, version: Version, fact: AnyFact, before: AnyFact) -> Operation:
    """Give a fact the cells again that it had before."""
    if undoing.fits(before):
        undoing.change.amend(version, fact, before)
    return Operation(OperationKind.AMEND, KINDS[type(fact)], fact.id, fact, before)


def restore(change: Change, names: Iterable[str], table: str = "") -> list[AnyFact]:
    """Let retracted facts stand again, and return those that did not stand.

    ``table`` is blank where any kind will do.
    """
    retracted = of_each(names, lambda name: _retracted(change, name, table))
    restored = [pair for pair in retracted if pair]
    restored.sort(key=lambda pair: [kind for kind, _ in TABLES].index(type(pair[1])))
    for version, fact in restored:
        change.restore(version, fact)
    _check_parts(change)
    return [fact for _, fact in restored]


def _retracted(change: Change, name: str, table: str) -> tuple[Version, AnyFact] | None:
    """Return the last version of what was retracted; ``None`` where it stands."""
    latest: dict[str, tuple[Version, AnyFact]] = {}
    for version, fact in versions_of(change.ledger, name):
        latest[KINDS[type(fact)]] = version, fact
    of_kind = {key: pair for key, pair in latest.items() if table in ("", key)}
    if not of_kind:
        raise unknown_id(name, "xt log -p")
    retracted = {key: pair for key, pair in of_kind.items() if pair[0].superseded is not None}
    if len(retracted) > 1:
        what = f"{name!r} is a retracted id in {', '.join(retracted)}"
        raise UsageError.one("ID", what, "say which with --kind-of")
    for version, fact in retracted.values():
        problems = list(Reader(type(fact), change.ledger.terms).problems_of(fact, name))
        if problems:
            raise Refusal(problems)
        return version, fact
    return None


def _check_parts(change: Change) -> None:
    """Refuse a change that leaves a claim as a part of nothing, or of itself."""
    written = any(
        change.ledger.rows(
            "SELECT 1 FROM claims WHERE written = ? OR superseded = ? LIMIT 1",
            (change.number, change.number),
        )
    )
    if written:
        claims: list[Claim] = list(change.ledger.claims())
        wholes = {claim.id: claim.part_of for claim in claims}
        if problems := list(part_problems([(claim.id, claim) for claim in claims], wholes)):
            raise Refusal(problems)
