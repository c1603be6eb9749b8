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
class MovementRow:
    """People who came into a party's hands or left them by another door than a release (``movements``).

    ``count`` and ``until`` are as in ``ReleaseRow``.
    """

    id: str
    day: date
    until: date | None
    party: str
    movement: str
    kind: str
    count: int | str
    category: str | None
    nationality: str | None
    person: str | None
    sources: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A cohort at the end of a truce day on which it changed (``held``): who came and went by each door.

    ``bound`` is ``=``, ``>=`` or ``<=``; it and ``held`` are ``None`` where that cannot be stated.
    """

    cohort: str
    day: date
    taken: int
    held_before: int
    retaken: int
    released: int
    rescued: int
    escaped: int
    remains_out: int
    recovered: int
    written_off: int
    died: int
    declined: int
    held: int | None
    held_dead: int | None
    bound: str | None


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
class ComparedRow:
    """One party of one truce beside others (``compare``); several that act together are joined by ``;``.

    ``to`` is ``None`` where the truce has no end, and shares (percent) where no period is judged.
    ``kept`` to ``unsettled`` count the periods that have begun by what all readings say.
    """

    truce: str
    title: str
    party: str
    from_: date
    to: date | None
    days: int
    people: int
    undisclosed: int
    periods: int
    kept: int
    short: int
    disputed: int
    unsettled: int
    nothing_due: int
    waiting: int
    judged_as_written: int
    kept_as_written: int
    share_kept_least: int | None
    share_kept_most: int | None
    claims: int
    claims_differing: int


@dataclass(frozen=True, slots=True)
class DiffRow:
    """What differs between two sides (``diff``): a cell, or what one side has alone, in a few words.

    ``difference`` is ``only-first``, ``only-second``, ``differs`` or ``other-id``; ``column`` is ``None``
    where no single cell is meant. In rows of the table ``verdicts``, ``id`` is an obligation's.
    """

    table: str
    difference: str
    id: str | None
    other_id: str | None
    reading: str | None
    from_: date | None
    to: date | None
    column: str | None
    first: int | str | None
    second: int | str | None


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
class MarginRow:
    """What alone would turn a verdict (``margin``); ``becomes`` is ``None`` where it is no longer judged.

    ``people`` are more, below 0 fewer; of an entry or a claim (``ids``) those that it has. ``key`` is
    a cell of the entry, the number of an item of ``for_each``, or what the reading ``other`` replaces.
    """

    reading: str
    obligation: str
    from_: date
    to: date | None
    status: str
    by: str
    people: int | None
    key: str | None
    other: str | None
    ids: str | None
    becomes: str | None


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """One sentence of a truce day's paragraph (``say``), and the ids that support it."""

    sentence: int
    text: str
    entries: str | None
    sources: str | None


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
