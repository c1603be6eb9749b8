"""The shape of ``terms.toml``, each error of it in words that a person can use (``ledger.md``, section 2.1).

What one value says about another is checked in ``references``.
"""

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from exchange_tracker.errors import InvalidValue
from exchange_tracker.parse.terms import values
from exchange_tracker.parse.terms.flaws import Flaw, Path
from exchange_tracker.parse.terms.models import (
    BRANCHES,
    Columns,
    Obligation,
    Selector,
    WholeTerms,
    model_at,
)
from exchange_tracker.parse.terms.toml import Table

_EXAMPLES = {
    "title": 'title = "Gaza truce, 24–30 November 2023"',
    "timezone": 'timezone = "Asia/Jerusalem"',
    "parties": '[parties], and below it hamas = "Hamas"',
    "phases": '[[phases]], and below it name = "first phase", from = 2023-11-24, to = 2023-11-27',
    "name": 'name = "first phase"',
    "from": "from = 2023-11-24",
    "id": 'id = "hostages-daily"',
    "party": 'party = "hamas"',
    "counts": 'counts = { kind = "hostage" }',
    "at": "at = 2025-10-10T12:00:00+03:00",
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

_IN_COHORT = (
    "'party' stands only in the counts of for_each",
    "leave it out: the party of the cohort says in whose hands they are",
)

_MISTAKEN = (Columns, Selector, Obligation)  # people write party or void there
_CHOSEN = frozenset({"at_least", "party", "kind", "category", "nationality", "basis"})


def shape_flaws(raw: Table) -> list[Flaw]:
    """Return every key that is unknown or missing and every value that does not fit its key."""
    try:
        WholeTerms.model_validate(raw)
    except ValidationError as error:
        return [_flaw(details) for details in error.errors(include_url=False)]
    return []


def _flaw(error: ErrorDetails) -> Flaw:
    path = _path(error["loc"], error["type"])
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, InvalidValue):
        return Flaw(path, cause.what, cause.fix)
    if error["type"] == "missing":
        return Flaw(path, "the key is missing", f"write e.g. {_EXAMPLES[str(path[-1])]}")
    return Flaw(path, *_unknown(path))


def _path(loc: Path, error: str) -> Path:
    """Take out the steps that Pydantic adds: what was chosen for a value, and that it is a key."""
    pairs = zip(("", *loc), loc, strict=False)
    path = tuple(step for before, step in pairs if not (before in _CHOSEN and step in BRANCHES))
    return path[:2] if error == "value_error" and path[2:] == ("[key]",) else path


def _unknown(path: Path) -> tuple[str, str]:
    """Say that a key is not one of its table, and what to write."""
    model = model_at(path[:-1])
    key = str(path[-1])
    if key == "party" and path[0] == "cohorts":
        return _IN_COHORT
    if key in _ELSEWHERE and model in _MISTAKEN:
        return _ELSEWHERE[key]
    keys = [field.alias or name for name, field in model.model_fields.items()]
    return f"{values.shown(key)} is not a key here", values.one_of(key, keys)
