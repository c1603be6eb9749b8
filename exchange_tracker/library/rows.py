"""The rows of each question: one frozen dataclass each, a field for each column of its command.

Numbers count people where nothing else is said; truce days are dates; several ids or words in one
cell are joined by ``;``. ``None`` says that there is no value, never zero.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """One obligation over one period under one reading (``check``, ``status``).

    The numbers are ``None`` where the period has not begun, ``shortfall_most`` also where nobody
    knows a limit; ``to`` without an end, ``from_``, too, while it waits for an event.
    """

    reading: str
    obligation: str
    party: str
    from_: date | None
    to: date | None
    required: int | None
    brought: int | None
    delivered: int | None
    credit_used: int | None
    shortfall: int | None
    surplus: int | None
    carried: int | None
    status: str
    shortfall_least: int | None
    shortfall_most: int | None


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """What all readings say of one period (``check_together``); readings are joined by ``;``."""

    obligation: str
    party: str
    from_: date
    to: date | None
    together: str
    kept: str | None
    not_kept: str | None
    not_known: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalRow:
    """One group on one truce day (``totals``).

    Of ``kind`` to ``basis`` those are set that it is grouped by: blank where the entries do not say. ``count`` is ``None`` where the
    party has no entry on that day; ``undisclosed`` are entries without a number.
    """

    day: date
    party: str
    kind: str | None = None
    category: str | None = None
    nationality: str | None = None
    basis: str | None = None
    count: int | None
    running_total: int
    undisclosed: int
    running_undisclosed: int


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """An entry that has happened (``releases``).

    ``count`` is ``"?"`` where it is not disclosed, ``"780+"`` where it is 780 or more. With ``until`` it
    happened on one of the truce days from ``day`` to it.
    """

    id: str
    day: date
    until: date | None
    at: str | None
    party: str
    kind: str
    count: int | str
    category: str | None
    nationality: str | None
    basis: str
    person: str | None
    sources: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A figure that somebody published (``claims``)."""

    id: str
    source: str
    published: str | None
    from_: date
    to: date
    party: str | None
    kind: str | None
    category: str | None
    nationality: str | None
    basis: str | None
    bound: str
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
    from_: date
    to: date
    party: str | None
    kind: str | None
    category: str | None
    nationality: str | None
    basis: str | None
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
class ExtensionRow:
    """Days earned and agreed under one reading (``extension``).

    ``next_day_needs`` are people; ``None`` where no further day can be earned.
    """

    reading: str
    applied: int
    days_earned: int
    days_agreed: int | None
    next_day_needs: int | None


@dataclass(frozen=True, slots=True)
class ConductRow:
    """Whether what was delivered is what a reading asks for (``conduct``); ``scope``: period, whole."""

    obligation: str
    party: str
    reading: str
    scope: str
    from_: date
    to: date | None
    required: int
    brought: int
    delivered: int
    difference: int
    periods: int
    matching: int
    match: str


@dataclass(frozen=True, slots=True)
class FlipRow:
    """A verdict that is different now (``flips``); blank before or after where it is not judged."""

    reading: str
    obligation: str
    party: str
    from_: date | None
    to: date | None
    status_before: str | None
    status_after: str | None
    required_before: int | None
    brought_before: int | None
    delivered_before: int | None
    credit_used_before: int | None
    shortfall_before: int | None
    surplus_before: int | None
    carried_before: int | None
    required_after: int | None
    brought_after: int | None
    delivered_after: int | None
    credit_used_after: int | None
    shortfall_after: int | None
    surplus_after: int | None
    carried_after: int | None
    entries: str | None


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
class SentenceRow:
    """One sentence of a truce day's paragraph (``say``), and the ids that support it."""

    sentence: int
    text: str
    entries: str | None
    sources: str | None


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


@dataclass(frozen=True, slots=True)
class TermsRow:
    """One obligation under one reading, in plain words (``terms``)."""

    reading: str
    obligation: str
    party: str
    title: str
    asks: str
    per: str
    spans: str
    carry: str
    sources: str
