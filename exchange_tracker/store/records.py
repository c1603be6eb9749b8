"""What every report reads, be it a ledger or a truce folder."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from functools import cached_property
from typing import Protocol

from exchange_tracker.facts.entry import Outline, Placed
from exchange_tracker.facts.figures import Figures
from exchange_tracker.facts.model import Claim, Release, Source, Terms
from exchange_tracker.facts.movement import Movement
from exchange_tracker.facts.truce_day import Clock


class Records(Protocol):
    """One truce, as a report sees it."""

    @property
    def terms(self) -> Terms:
        """Return the terms."""

    @property
    def clock(self) -> Clock:
        """Return the truce's clock."""

    @property
    def head(self) -> str | None:
        """Return ``number:digest`` of the last change; ``None`` for a folder, which has none."""

    @property
    def terms_text(self) -> str:
        """Return the terms as they were written, byte for byte."""

    @property
    def recorded(self) -> datetime | None:
        """Return the moment (UTC) of the last change; ``None`` for a folder, which has none."""

    def figures(self, at: datetime) -> Figures:
        """Return the sums of what has happened at a moment."""

    def releases(self) -> Iterator[Release]:
        """Return the entries in the order of first recording."""

    def releases_between(self, first: date, last: date, least: int = 0) -> Iterator[Release]:
        """Return those of truce days from ``first`` to ``last`` or perhaps there, of ``least`` people or more."""

    def releases_by_day(self, first: date, last: date) -> Iterator[Release]:
        """Return those whose truce day, the last of several, lies in a range: by it, then as recorded."""

    def releases_by_first_day(self) -> Iterator[Placed]:
        """Return the entries by the first of their days, then as recorded, each with its place.

        Notes need not be there.
        """

    def outlines_on(self, days: Collection[date]) -> Iterator[tuple[date, Iterator[Outline]]]:
        """Yield each of some truce days with its entries, in the order of first recording.

        Nobody need read a day to its end.
        """

    def releases_alike(self, first: date, last: date) -> Iterator[Release]:
        """Return those of truce days from ``first`` to ``last``, those alike as one (``facts/alike``)."""

    def claims(self) -> Iterator[Claim]:
        """Return the claims in the order of first recording."""

    def sources(self) -> Iterator[Source]:
        """Return the sources in the order of first recording."""

    def movements(self) -> Iterator[Movement]:
        """Return the movements in the order of first recording."""

    def let_go(self) -> None:
        """Let writers in; what they write is left out."""


class CachedRecords:
    """Records whose entries and sums are kept once they were read, for a report that asks often."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._figures: dict[datetime, Figures] = {}

    @property
    def terms(self) -> Terms:
        """Return the terms."""
        return self._records.terms

    @property
    def clock(self) -> Clock:
        """Return the truce's clock."""
        return self._records.clock

    @property
    def head(self) -> str | None:
        """Return ``number:digest`` of the last change; ``None`` for a folder, which has none."""
        return self._records.head

    @property
    def terms_text(self) -> str:
        """Return the terms as they were written, byte for byte."""
        return self._records.terms_text

    @property
    def recorded(self) -> datetime | None:
        """Return the moment (UTC) of the last change; ``None`` for a folder, which has none."""
        return self._records.recorded

    def figures(self, at: datetime) -> Figures:
        """Return the sums of what has happened at a moment."""
        if at not in self._figures:
            self._figures[at] = self._records.figures(at)
        return self._figures[at]

    def releases(self) -> Iterator[Release]:
        """Return the entries in the order of first recording."""
        return iter(self._entries)

    def releases_between(self, first: date, last: date, least: int = 0) -> Iterator[Release]:
        """Return those of truce days from ``first`` to ``last`` or perhaps there, of ``least`` people or more."""
        return self._records.releases_between(first, last, least)

    def releases_by_day(self, first: date, last: date) -> Iterator[Release]:
        """Return those whose truce day, the last of several, lies in a range: by it, then as recorded."""
        return self._records.releases_by_day(first, last)

    def releases_by_first_day(self) -> Iterator[Placed]:
        """Return the entries by the first of their days, then as recorded, each with its place."""
        return self._records.releases_by_first_day()

    def outlines_on(self, days: Collection[date]) -> Iterator[tuple[date, Iterator[Outline]]]:
        """Yield each of some truce days with its entries, in the order of first recording."""
        return self._records.outlines_on(days)

    def releases_alike(self, first: date, last: date) -> Iterator[Release]:
        """Return those of truce days from ``first`` to ``last``, those alike as one (``facts/alike``)."""
        return self._records.releases_alike(first, last)

    @cached_property
    def _entries(self) -> tuple[Release, ...]:
        return tuple(self._records.releases())

    def claims(self) -> Iterator[Claim]:
        """Return the claims in the order of first recording."""
        return self._records.claims()

    def sources(self) -> Iterator[Source]:
        """Return the sources in the order of first recording."""
        return self._records.sources()

    def movements(self) -> Iterator[Movement]:
        """Return the movements in the order of first recording."""
        return self._records.movements()

    def let_go(self) -> None:
        """Let writers in; what they write is left out."""
        self._records.let_go()
