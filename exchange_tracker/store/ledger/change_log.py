"""What every change did: read back from the rows it wrote and superseded."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, cast

from exchange_tracker.facts.model import AnyFact, Fact
from exchange_tracker.store.ledger.change_rows import stretches, written_by
from exchange_tracker.store.ledger.digest import OperationKind
from exchange_tracker.store.ledger.ledger import Ledger, Version
from exchange_tracker.store.ledger.schema import KINDS, TABLES, TERMS


class Recorded(NamedTuple):
    """A change as it is recorded; ``moment`` is UTC."""

    number: int
    moment: str
    author: str
    reason: str
    note: str
    previous: str
    digest: str


class Operation(NamedTuple):
    """What a change did to one fact.

    ``table`` is that of the fact, or ``terms``, which have neither id nor cells here. An amendment of
    what did not stand, with ``before`` ``None``, restores what was retracted.
    """

    kind: OperationKind
    table: str
    id: str
    before: AnyFact | None = None  # None: there was none
    after: AnyFact | None = None  # None: there is none


def changes(ledger: Ledger) -> Iterator[Recorded]:
    """Return every change that is seen, in order."""
    last, _ = ledger.last
    cells = ", ".join(Recorded._fields)
    rows = ledger.pieces("changes", ("number",), cells, "number <= ?", (last,))
    return (Recorded._make(row) for row in rows)


def operations(ledger: Ledger, number: int) -> Iterator[Operation]:
    """Yield what one change did, in the order in which it was written."""
    for _ in ledger.rows("SELECT 1 FROM terms WHERE written = ?", (number,)):
        yield Operation(OperationKind.ADD, TERMS, "")
    for kind, table in TABLES:
        for version, fact in written_by(ledger, kind, number):
            if version.row == version.place:
                yield Operation(OperationKind.ADD, table, fact.id, after=fact)
            else:
                before = version_before(ledger, version, fact)
                yield Operation(OperationKind.AMEND, table, fact.id, before, fact)
    for kind, table in TABLES:
        for _, fact in retracted_by(ledger, kind, number):
            yield Operation(OperationKind.RETRACT, table, fact.id, before=fact)
    for table, name in ledger.rows("SELECT kind, id FROM redactions WHERE written = ?", (number,)):
        yield Operation(OperationKind.REDACT, table, name)


def corrections(ledger: Ledger) -> dict[int, list[Operation]]:
    """Return what changes did to what was recorded before them, and to the terms, by their numbers.

    In the order of ``operations``. What they added, which may be a million entries, is not read.
    """
    by_change: defaultdict[int, list[Operation]] = defaultdict(list)
    last = (ledger.last[0],)
    for (number,) in ledger.rows("SELECT written FROM terms WHERE written <= ?", last):
        by_change[number].append(Operation(OperationKind.ADD, TERMS, ""))
    for kind, table in TABLES:
        # By place, as their index has them: by row every first version would be passed over.
        later = ledger.ordered_versions(
            kind, ("place", "row"), "row <> place AND written <= ?", last
        )
        for version, fact in sorted(later, key=lambda pair: pair[0].row):
            before = version_before(ledger, version, fact)
            amendment = Operation(OperationKind.AMEND, table, fact.id, before, fact)
            by_change[version.written].append(amendment)
    for kind, table in TABLES:
        for version, fact in ledger.versions(kind, "superseded <= ?", last):
            if _is_retraction(ledger, table, version):
                retraction = Operation(OperationKind.RETRACT, table, fact.id, before=fact)
                by_change[cast(int, version.superseded)].append(retraction)
    redacted = "SELECT written, kind, id FROM redactions WHERE written <= ?"
    for number, table, name in ledger.rows(redacted, last):
        by_change[number].append(Operation(OperationKind.REDACT, table, name))
    return by_change


def version_before(ledger: Ledger, version: Version, fact: Fact) -> Fact | None:
    """Return the cells that a version amended; ``None``: nothing stood, as before the first."""
    if version.row == version.place:
        return None
    older = [
        fact
        for other, fact in ledger.versions(type(fact), "place = ?", (version.place,))
        if other.superseded == version.written
    ]
    return older[0] if older else None


def retracted_by(ledger: Ledger, kind: type[Fact], number: int) -> Iterator[tuple[Version, Fact]]:
    """Yield the last versions of the facts of a kind that a change retracted."""
    for version, fact in ledger.versions(kind, "superseded = ?", (number,)):
        if _is_retraction(ledger, KINDS[kind], version):
            yield version, fact


def _is_retraction(ledger: Ledger, table: str, version: Version) -> bool:
    later = f"SELECT 1 FROM {table} WHERE place = ? AND row <> place"  # as they are indexed
    query = f"{later} AND written = ?"
    return not any(ledger.rows(query, (version.place, version.superseded)))


def versions_of(ledger: Ledger, name: str) -> Sequence[tuple[Version, AnyFact]]:
    """Return every version that is seen of the facts of an id.

    Facts of several kinds may share it.
    """
    if not name.isascii():
        return []
    versions = [
        version
        for kind, table in TABLES
        for version in ledger.versions(
            kind, f"place IN (SELECT row FROM {table} WHERE row = place AND id = ?)", (name,)
        )
    ]
    upto = ledger.number
    if upto is None:
        return versions
    return [(_as_of(version, upto), fact) for version, fact in versions if version.written <= upto]


def _as_of(version: Version, upto: int) -> Version:
    """Return a version as it stood after a change: what superseded it later is not known then."""
    later = version.superseded is not None and version.superseded > upto
    return version._replace(superseded=None) if later else version


class Counts(NamedTuple):
    """How many facts a change added, amended, retracted, and of how many it erased the names."""

    added: int = 0
    amended: int = 0
    retracted: int = 0
    redacted: int = 0
    terms: int = 0


class FirstIds(NamedTuple):
    """The first ids of the facts that a change added, amended, retracted, or erased the names of."""

    added: tuple[str, ...] = ()
    amended: tuple[str, ...] = ()
    retracted: tuple[str, ...] = ()
    redacted: tuple[str, ...] = ()


_AMENDED = "SELECT written, {} FROM {} WHERE row <> place GROUP BY written"
_RETRACTED = """SELECT superseded, id FROM {0} AS old WHERE superseded IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM {0} AS new WHERE new.place = old.place
      AND new.row <> new.place AND new.written = old.superseded)"""


def counts(ledger: Ledger) -> dict[int, Counts]:
    """Return what each change did in numbers, by the number of the change."""
    by_change: dict[int, Counts] = {}

    def count(field: str, numbers: Iterable[tuple[int, int]]) -> None:
        for change, number in numbers:
            before = by_change.get(change, Counts())
            by_change[change] = before._replace(**{field: getattr(before, field) + number})

    for _, table in TABLES:
        amended = dict(ledger.rows(_AMENDED.format("count(*)", table)))
        count("amended", amended.items())
        count(
            "added",
            ((s.change, s.rows - amended.get(s.change, 0)) for s in stretches(ledger, table)),
        )
        retracted = _RETRACTED.format(table)
        count(
            "retracted",
            ledger.rows(
                f"SELECT superseded, count(*) FROM ({retracted}) AS gone GROUP BY superseded"
            ),
        )
    count("redacted", ledger.rows("SELECT written, count(*) FROM redactions GROUP BY written"))
    count("terms", ledger.rows("SELECT written, count(*) FROM terms GROUP BY written"))
    return by_change


def first_ids(ledger: Ledger, numbers: Collection[int], most: int) -> dict[int, FirstIds]:
    """Return the first ids of what each of some changes did, at most so many of a kind of doing."""
    wanted, by_change = frozenset(numbers), dict.fromkeys(numbers, FirstIds())

    def note(field: str, change: int, ids: Iterable[str]) -> None:
        noted = by_change[change]
        named = (*getattr(noted, field), *ids)[:most]
        by_change[change] = noted._replace(**{field: named})

    for _, table in TABLES:
        added = [(each.change, each.first, each.last) for each in stretches(ledger, table)]
        amended = list(ledger.rows(_AMENDED.format("min(row), max(row)", table)))
        for field, how, rows in (("added", "=", added), ("amended", "<>", amended)):
            some = f"SELECT id FROM {table} WHERE row BETWEEN ? AND ? AND row {how} place ORDER BY row LIMIT {most}"
            for change, *ends in rows:  # the rows of a change lie together
                if change in wanted:
                    note(field, change, (name for (name,) in ledger.rows(some, tuple(ends))))
        for change, name in ledger.rows(f"{_RETRACTED.format(table)} ORDER BY superseded, row"):
            if change in wanted:
                note("retracted", change, (name,))
    for change, name in ledger.rows("SELECT written, id FROM redactions ORDER BY row"):
        if change in wanted:
            note("redacted", change, (name,))
    return by_change


class TermsSet(NamedTuple):
    """The terms that a change set, and those that stood before; blank where there were none."""

    before: str
    after: str


def terms_set(ledger: Ledger, number: int) -> TermsSet | None:
    """Return what a change made of the terms; ``None`` where it left them."""
    texts = [
        next((str(text) for (text,) in ledger.rows(query, (number,))), "")
        for query in (
            "SELECT text FROM terms WHERE superseded = ?",
            "SELECT text FROM terms WHERE written = ?",
        )
    ]
    return TermsSet(*texts) if texts[1] else None


def touching(ledger: Ledger, name: str) -> set[int]:
    """Return the numbers of the changes that wrote, superseded or redacted what has an id."""
    numbers = {
        number
        for version, _ in versions_of(ledger, name)
        for number in (version.written, version.superseded)
        if number is not None
    }
    return numbers | set(redactions_of(ledger, name))


def redactions_of(ledger: Ledger, name: str) -> list[int]:
    """Return the numbers of the changes that erased the names of what has an id."""
    if not name.isascii():
        return []
    last, _ = ledger.last
    query = "SELECT written FROM redactions WHERE id = ? AND written <= ? ORDER BY written"
    return [number for (number,) in ledger.rows(query, (name, last))]
