"""What to write where a key of ``terms.toml`` is missing or unknown."""

from collections.abc import Iterable

from exchange_tracker.parse.terms.values import one_of, shown

EXAMPLES = {
    "title": 'title = "Gaza truce, 24–30 November 2023"',
    "timezone": 'timezone = "Asia/Jerusalem"',
    "parties": '[parties], and below it hamas = "Hamas"',
    "phases": '[[phases]], and below it name = "first phase", from = 2023-11-24, to = 2023-11-27',
    "name": 'name = "first phase"',
    "from": "from = 2023-11-24",
    "to": "to = 2023-11-30",
    "id": 'id = "hostages-daily"',
    "party": 'party = "hamas"',
    "counts": 'counts = { kind = "hostage" }',
    "per": 'per = "day"',
    "owed": "owed = 3",
    "obligations": 'obligations = ["hostages-daily"]',
    "after": "after = 50",
    "each": "each = 10",
    "adds_days": "adds_days = 1",
    "first_days": "first_days = 4",
}
"""How a required key looks in the file."""

_ELSEWHERE = {
    "party": (
        "'party' stands only in the counts of for_each",
        "leave it out: the party of the obligation says whose releases count",
    ),
    "void": (
        "'void' stands only in a reading",
        "write it below [readings.NAME.obligations.ID], or leave it out",
    ),
}


def unknown_key(key: str, known: Iterable[str], *, elsewhere: bool) -> tuple[str, str]:
    """Say that a key is not among those known in its table, and what to write.

    ``elsewhere``: the table is one where people write a key that belongs into another.
    """
    if elsewhere and key in _ELSEWHERE:
        return _ELSEWHERE[key]
    return f"{shown(key)} is not a key here", one_of(key, known)
