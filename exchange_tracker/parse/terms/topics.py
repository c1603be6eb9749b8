"""Which page of help says more about what is wrong with terms."""

from collections.abc import Collection
from enum import StrEnum

from exchange_tracker.parse.terms.flaws import Path

_OF_TIME = frozenset({"from", "to", "at", "within", "after", "timezone", "day_starts"})


class Topic(StrEnum):
    """The topics of ``xt help`` that refusals of terms name."""

    TERMS = "terms"
    READINGS = "readings"
    MOMENTS = "moments"


def topics_of(paths: Collection[Path]) -> list[Topic]:
    """Return the topics that say more about the keys at some paths; that of terms always."""
    readings = [Topic.READINGS] if any(path[:1] == ("readings",) for path in paths) else []
    moments = [Topic.MOMENTS] if any(path and path[-1] in _OF_TIME for path in paths) else []
    return [Topic.TERMS, *readings, *moments]


def more_in(topics: Collection[Topic]) -> str:
    """Return the line that names topics."""
    return f"more: {', '.join(f'xt help {topic}' for topic in topics)}"
