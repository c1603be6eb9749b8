"""What every report reads, be it a ledger or a truce folder."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from exchange_tracker.figures import Figures
from exchange_tracker.model import Claim, Release, Source, Terms


class Records(Protocol):
    """One truce, as a report sees it."""

    @property
    def terms(self) -> Terms:
        """Give the terms."""

    @property
    def head(self) -> str | None:
        """Give ``number:digest`` of the last change; ``None`` for a folder, which has none."""

    def figures(self, at: datetime) -> Figures:
        """Give the sums of what has happened at a moment."""

    def releases(self) -> Iterator[Release]:
        """Give the entries in the order of first recording."""

    def claims(self) -> Iterator[Claim]:
        """Give the claims in the order of first recording."""

    def sources(self) -> Iterator[Source]:
        """Give the sources in the order of first recording."""
