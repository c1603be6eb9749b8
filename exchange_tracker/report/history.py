"""Changes and versions: rows for programs, paragraphs for people."""

from collections.abc import Iterable, Mapping, Sequence
from typing import assert_never

from exchange_tracker.facts.model import AnyFact, Claim, Happening, Release, Source, columns
from exchange_tracker.facts.movement import Movement
from exchange_tracker.render.document import (
    Block,
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
)
from exchange_tracker.render.row_forms import Rows
from exchange_tracker.report.phrases import numbered
from exchange_tracker.store.ledger.change_log import Counts, Operation, Recorded
from exchange_tracker.store.ledger.digest import OperationKind
from exchange_tracker.store.ledger.ledger import Version
from exchange_tracker.store.ledger.schema import TERMS

LOG_COLUMNS = (
    *("number", "moment", "author", "reason", "note"),
    *("added", "amended", "retracted", "redacted", "terms", "digest"),
)


def differences(before: AnyFact, after: AnyFact) -> list[str]:
    """Say which cells differ, such as ``count: 12 -> 10``."""
    pairs = zip(columns(type(before)), before, after, strict=True)
    return [f"{name}: {_cell(old)} -> {_cell(new)}" for name, old, new in pairs if old != new]


def nameless(operation: Operation) -> Operation:
    """Return an operation with no name of people, only whether there are some and they changed."""
    if operation.before is None or operation.after is None:
        before = operation.before
        return operation._replace(before=_hidden(before, "names") if before else None)
    before, after = hide_names(operation.before, operation.after)
    return operation._replace(before=before, after=after)


def hide_names(before: AnyFact, after: AnyFact) -> tuple[AnyFact, AnyFact]:
    """Return two versions of a fact that say of names only whether there are some, and others."""
    same = not isinstance(before, Happening) or before.person == getattr(after, "person", "")
    return _hidden(before, "names"), _hidden(after, "names" if same else "other names")


def nameless_versions(versions: Sequence[tuple[Version, AnyFact]]) -> list[tuple[Version, AnyFact]]:
    """Return versions of a fact that say of names only whether there are some, and others than before."""
    befores = [versions[0][1], *(fact for _, fact in versions)]
    pairs = zip(befores, versions, strict=False)
    return [(version, hide_names(before, fact)[1]) for before, (version, fact) in pairs]


def _hidden(fact: AnyFact, words: str) -> AnyFact:
    return fact._replace(person=words) if isinstance(fact, Happening) and fact.person else fact


def unnamed(fact: AnyFact) -> AnyFact:
    """Return a fact without the names of people."""
    return fact._replace(person="") if isinstance(fact, Happening) else fact


def _cell(text: str) -> str:
    return text or "(blank)"


def summary(fact: AnyFact) -> str:
    """Name a fact in a few words."""
    match fact:
        case Release():
            day = fact.day or fact.at
            words = [day, fact.party, fact.kind, fact.count, fact.category, fact.nationality]
        case Movement():
            words = [fact.day, fact.party, fact.movement, fact.kind, fact.count]
            words += [fact.category, fact.nationality]
        case Claim():
            figure = f"{fact.bound or '='} {fact.figure}"
            words = [fact.source, fact.to, fact.party, fact.kind, fact.measure, fact.cohort, figure]
        case Source():
            words = [fact.publisher, fact.published, fact.title]
        case _:
            assert_never(fact)
    return " ".join(word for word in words if word)


def log_rows(changes: Iterable[Recorded], counts: Mapping[int, Counts]) -> Rows:
    """Return changes as rows for programs."""
    rows = (
        (
            change.number,
            change.moment,
            change.author,
            change.reason,
            change.note or None,
            *counts.get(change.number, Counts()),
            change.digest,
        )
        for change in changes
    )
    return Rows(LOG_COLUMNS, rows)


def operation_words(operation: Operation) -> str:
    """Say what a change did to one fact, with the cells that differ or that it names."""
    name = f"{operation.table} {operation.id}".strip()
    before, after = operation.before, operation.after
    match operation.kind:
        case OperationKind.ADD:
            return f"added {name}: {summary(after)}" if after else f"set {name}"
        case OperationKind.AMEND:
            if before is None:
                return f"restored {name}: {summary(after) if after else ''}"
            pairs = differences(before, after) if after else []
            return f"amended {name}: {'; '.join(pairs)}"
        case OperationKind.RETRACT:
            return f"retracted {name}: {summary(before) if before else ''}"
        case OperationKind.REDACT:
            return f"erased the names of {name}"
        case _:
            assert_never(operation.kind)


def correction_words(operation: Operation) -> str:
    """Say what a correction does to one fact, after its id."""
    name, before, after = operation.id, operation.before, operation.after
    if operation.table == TERMS:
        return "the terms: as they were before"
    if before and after:
        return f"{name}: {'; '.join(differences(before, after))}"
    if before:
        return f"{name}: retracted ({summary(before)})"
    return f"{name}: restored ({summary(after) if after else ''})"


def versions_document(
    name: str,
    versions: Sequence[tuple[Version, AnyFact]],
    changes: Mapping[int, Recorded],
    erased: Sequence[Recorded],
    moments: Sequence[Fact],
) -> Document:
    """Return a fact with all its versions for people, the first one first, below ``moments``."""
    title = f"{name}: {numbered(len(versions), 'version', 'versions')}"
    blocks: list[Block] = [Heading(title), Facts(tuple(moments))]
    blocks += [Paragraph(f"Names erased by {_by(change)}") for change in erased]
    for version, fact in versions:
        written = changes[version.written]
        ended = changes.get(version.superseded or 0)
        amended = any(later.written == version.superseded for later, _ in versions)
        how = "until it was amended by" if amended else "until it was retracted by"
        facts = [
            Fact("written", Cell(_by(written))),
            Fact("stands", Cell(f"{how} {_by(ended)}" if ended else "yes")),
        ]
        pairs = zip(columns(type(fact)), fact, strict=True)
        facts += [Fact(column, Cell(cell)) for column, cell in pairs if cell]
        blocks.append(Facts(tuple(facts)))
    return tuple(blocks)


def _by(change: Recorded) -> str:
    return f"change {change.number}, {change.moment}, {change.author}: {change.reason}"


def versions_rows(versions: Sequence[tuple[Version, AnyFact]]) -> Rows:
    """Return the versions of facts of one kind as rows for programs."""
    kind = type(versions[0][1])
    rows = (
        (version.written, version.superseded, *(cell or None for cell in fact))
        for version, fact in versions
        if type(fact) is kind
    )
    return Rows(("written", "superseded", *columns(kind)), rows)
