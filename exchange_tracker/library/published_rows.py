"""The rows of what others published beside the records (see ``rows``)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A figure that somebody published (``claims``)."""

    id: str
    source: str
    published: str | None
    from_: date | None
    to: date
    party: str | None
    kind: str | None
    category: str | None
    nationality: str | None
    basis: str | None
    bound: str
    measure: str | None
    cohort: str | None
    figure: int
    part_of: str | None
    part: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where something was published (``sources``)."""

    id: str
    publisher: str | None
    published: str | None
    url: str | None
    title: str | None
    archived: str | None
    sha256: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class ReconciledRow:
    """A claim beside the ledger (``reconcile``); ``ledger`` is ``None`` where nothing is recorded."""

    claim: str
    source: str
    from_: date | None
    to: date
    party: str | None
    kind: str | None
    category: str | None
    nationality: str | None
    basis: str | None
    measure: str | None
    cohort: str | None
    bound: str
    figure: int
    ledger: int | None
    difference: int | None
    status: str
    explanation: str | None


@dataclass(frozen=True, slots=True)
class DiscrepancyRow:
    """One thing that a careful reader must look at (``discrepancies``)."""

    type: str
    from_: date | None
    to: date | None
    party: str | None
    subject: str
    reading: str | None
    expected: int | None
    found: int | None
    difference: int | None
    detail: str


@dataclass(frozen=True, slots=True)
class SummandRow:
    """One summand of a number that is written out (``explain``): an entry, or what else it rests on."""

    part: str
    id: str | None
    day: date | None
    party: str | None
    kind: str | None
    category: str | None
    nationality: str | None
    basis: str | None
    count: int | str | None
    running: int | None
    sources: str | None
    detail: str | None


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A published whole beside its parts (``statement``)."""

    claim: str | None
    part: str
    expected: int
    found: int
    difference: int
    status: str
    detail: str
