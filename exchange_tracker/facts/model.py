"""The facts: what was agreed, what was released, what was claimed, and where it was published.

Facts are immutable and were checked at the door (``parse``). The terms arrive here resolved: every
reading holds its own full obligations, so the judgement never merges anything. The words are
those of ``ledger.md``, section 1.
"""

from collections.abc import Mapping
from datetime import date, time
from enum import StrEnum
from functools import cached_property
from typing import Literal, NamedTuple, TypeVar, assert_never

from exchange_tracker.facts.event import AfterEvent, Event
from exchange_tracker.facts.kind import KindWords
from exchange_tracker.facts.movement import Movement
from exchange_tracker.facts.truce_day import NEVER

AS_WRITTEN = "as-written"
TOGETHER = "together"
AGREEMENT = "agreement"
UNDISCLOSED = "?"
ONE_PERSON = "1"
OR_MORE = "+"  # after a count: so many at least

Minimum = int | Literal["?"]
"""How many are owed at least; ``"?"`` where that was not agreed or not disclosed."""


class Per(StrEnum):
    """What an obligation is judged over."""

    DAY = "day"
    DEADLINE = "deadline"
    WEEK = "week"
    PHASE = "phase"


class Carry(StrEnum):
    """What one period hands on to the next."""

    NONE = "none"
    SURPLUS = "surplus"
    SHORTFALL = "shortfall"
    BOTH = "both"

    @cached_property
    def credit(self) -> bool:
        """Return whether a surplus is carried forward as credit."""
        match self:
            case Carry.SURPLUS | Carry.BOTH:
                return True
            case Carry.NONE | Carry.SHORTFALL:
                return False
            case _:
                assert_never(self)

    @cached_property
    def arrears(self) -> bool:
        """Return whether a shortfall is carried forward as arrears."""
        match self:
            case Carry.SHORTFALL | Carry.BOTH:
                return True
            case Carry.NONE | Carry.SURPLUS:
                return False
            case _:
                assert_never(self)


class Part(StrEnum):
    """How a claim belongs to the claim it is part of."""

    PART = "part"
    INCLUDING = "including"


class Span(NamedTuple):
    """Truce days from ``first`` to ``last``, both included; a phase has a name, else blank.

    ``last`` is ``NEVER`` where it has no end.
    """

    name: str
    first: date
    last: date


class Selector(NamedTuple):
    """Which entries count. ``None`` for a column means anything (``ledger.md``, section 2.1)."""

    party: tuple[str, ...] | None = None
    kind: tuple[str, ...] | None = None
    category: tuple[str, ...] | None = None
    nationality: tuple[str, ...] | None = None
    basis: tuple[str, ...] | None = None
    excluded: "Selector | None" = None


class Owed(NamedTuple):
    """One item of ``for_each``: ``owed`` people for each one it names.

    Either ``counts`` or ``obligation`` is given; the other is ``None``.
    """

    owed: int
    counts: Selector | None = None
    obligation: str | None = None


class Obligation(NamedTuple):
    """One sentence of the terms, as one reading reads it.

    Exactly one of ``at_least`` (the same number for every period), ``at_dates``, ``at_phases``
    and ``for_each`` says how many are owed. ``spans`` are in order of date; where it hangs on an
    event, ``after`` says on which, and there is no span while that has no moment.
    """

    id: str
    title: str
    parties: tuple[str, ...]
    counts: Selector
    per: Per
    spans: tuple[Span, ...]
    at_least: Minimum | None = None
    at_dates: tuple[tuple[date, Minimum], ...] = ()
    at_phases: tuple[tuple[str, Minimum], ...] = ()
    for_each: tuple[Owed, ...] = ()
    carry: Carry = Carry.NONE
    carry_days: int | None = None  # None: a credit never lapses
    sources: tuple[str, ...] = ()
    after: AfterEvent | None = None

    @property
    def delivered(self) -> Selector:
        """Return the selector of what its parties deliver towards it."""
        return self.counts._replace(party=self.parties)


class _Reading(NamedTuple):
    name: str
    title: str
    held_by: str
    sources: tuple[str, ...]
    combines: tuple[str, ...]
    obligations: tuple[Obligation, ...]
    events: tuple[Event, ...] = ()  # as this reading dates them


class Reading(_Reading):
    """One way of reading the terms, with the obligations it knows, in the order of the terms."""

    @cached_property  # it is asked for each of thousands of verdicts
    def by_id(self) -> Mapping[str, Obligation]:
        """Return the obligations by their ids, in the order of the terms."""
        return {obligation.id: obligation for obligation in self.obligations}


class Extension(NamedTuple):
    """What earns further days: people applied to ``obligations``, under each reading."""

    obligations: tuple[str, ...]
    after: int
    each: int
    adds_days: int
    first_days: int
    at_most_days: int | None = None  # None: no limit
    sources: tuple[str, ...] = ()


class Cohort(NamedTuple):
    """Those held by ``parties`` who match ``counts``, from the truce day ``first`` on.

    ``dead`` are the kinds that are no longer alive.
    """

    id: str
    title: str
    parties: tuple[str, ...]
    counts: Selector
    first: date
    dead: tuple[str, ...] = ()


class Terms(NamedTuple):
    """One agreement. ``readings`` begin with ``as-written``; ``vocabulary`` binds its columns."""

    title: str
    timezone: str
    day_starts: time
    parties: dict[str, str]
    vocabulary: dict[str, tuple[str, ...]]
    phases: tuple[Span, ...]
    readings: tuple[Reading, ...]
    extension: Extension | None = None
    events: tuple[Event, ...] = ()
    kinds: dict[str, KindWords] = {}  # noqa: RUF012 - never changed; a kind that is not here is people
    cohorts: tuple[Cohort, ...] = ()

    @property
    def first_day(self) -> date:
        """Return the first of the truce's days."""
        return min(phase.first for phase in self.phases)

    @property
    def last_day(self) -> date:
        """Return the last of the truce's days; ``NEVER`` where the last phase has no end."""
        return max(phase.last for phase in self.phases)

    def days_until(self, today: date) -> tuple[date, date]:
        """Return the first and the last of the truce's days; without an end, they run to today."""
        last = self.last_day
        return self.first_day, max(self.first_day, today) if last is NEVER else last

    @property
    def has_end(self) -> bool:
        """Return whether the last phase has an end."""
        return self.last_day is not NEVER

    def is_people(self, kind: str) -> bool:
        """Return whether a kind is people, which one that the terms do not word is."""
        words = self.kinds.get(kind)
        return words is None or words.people

    @property
    def as_written(self) -> Reading:
        """Return the reading that replaces nothing."""
        return self.readings[0]


class Release(NamedTuple):
    """The cells of one entry as they were recorded, in the order of releases.csv (section 2.2).

    Spaces around values are dropped; a cell with several values joins them by ``;``. A blank cell
    is ``""``.
    """

    id: str = ""
    day: str = ""
    until: str = ""
    at: str = ""
    party: str = ""
    kind: str = ""
    count: str = ""  # type: ignore[assignment]  # a column, not tuple.count
    category: str = ""
    nationality: str = ""
    basis: str = ""
    person: str = ""
    sources: str = ""
    note: str = ""


class Claim(NamedTuple):
    """The cells of one published figure as they were recorded (section 2.3)."""

    id: str = ""
    source: str = ""
    published: str = ""
    from_: str = ""
    to: str = ""
    party: str = ""
    kind: str = ""
    category: str = ""
    nationality: str = ""
    basis: str = ""
    bound: str = ""
    measure: str = ""
    cohort: str = ""
    figure: str = ""
    part_of: str = ""
    part: str = ""
    note: str = ""


class Source(NamedTuple):
    """The cells of one source as they were recorded (section 2.4)."""

    id: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    title: str = ""
    archived: str = ""
    sha256: str = ""
    note: str = ""


AnyFact = Release | Claim | Source | Movement
Happening = Release | Movement
"""What happened to people; it may name them."""
Fact = TypeVar("Fact", bound=AnyFact)


def columns(kind: type[Fact]) -> tuple[str, ...]:
    """Return the column names of a file, as its header writes them."""
    return tuple(name.rstrip("_") for name in kind._fields)


def values(cell: str) -> list[str]:
    """Split a cell that holds several values; a blank cell holds none."""
    return cell.split(";") if cell else []
