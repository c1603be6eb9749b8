"""The shape of ``terms.toml``, each error of it in words that a person can use (``ledger.md``, section 2.1).

What one value says about another is checked in ``references``.
"""

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from exchange_tracker.errors import InvalidValue
from exchange_tracker.parse.terms.flaws import Flaw, Path
from exchange_tracker.parse.terms.models import BRANCHES, WholeTerms
from exchange_tracker.parse.terms.strange_keys import meant_key, strange_key
from exchange_tracker.parse.terms.toml import Table, table_in

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

_CHOSEN = frozenset({"at_least", "party", "kind", "category", "nationality", "basis"})


def shape_flaws(raw: Table) -> list[Flaw]:
    """Return every key that is unknown or missing and every value that does not fit its key."""
    try:
        WholeTerms.model_validate(raw)
    except ValidationError as error:
        return [_flaw(details, raw) for details in error.errors(include_url=False)]
    return []


def _flaw(error: ErrorDetails, raw: Table) -> Flaw:
    path = _path(error["loc"], error["type"])
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, InvalidValue):
        return Flaw(path, cause.what, cause.fix)
    if error["type"] == "missing":
        return Flaw(path, "the key is missing", _missing(path, raw), lacks=(path,))
    meant = meant_key(path)
    return Flaw(path, *strange_key(path, raw), meant=(*path[:-1], meant) if meant else None)


def _missing(path: Path, raw: Table) -> str:
    """Say how a key looks, and where it stands already, should that be below a header."""
    key = str(path[-1])
    example = f"write e.g. {_EXAMPLES[key]}"
    below = [section for section in ("parties", "vocabulary") if key in table_in(raw.get(section))]
    if len(path) > 1 or not below:
        return example
    return (
        f"{example} above the first [header]; now it stands below [{below[0]}], and is part of it"
    )


def _path(loc: Path, error: str) -> Path:
    """Take out the steps that Pydantic adds: what was chosen for a value, and that it is a key."""
    pairs = zip(("", *loc), loc, strict=False)
    path = tuple(step for before, step in pairs if not (before in _CHOSEN and step in BRANCHES))
    return path[:2] if error == "value_error" and path[2:] == ("[key]",) else path
