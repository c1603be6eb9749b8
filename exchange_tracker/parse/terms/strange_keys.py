"""A key that is none of its table: the one that is meant, or the table in which it stands (``ledger.md``, section 2.1)."""

from exchange_tracker.parse.terms import values
from exchange_tracker.parse.terms.flaws import Path, path_text, value_at
from exchange_tracker.parse.terms.models import (
    Columns,
    Obligation,
    Reading,
    Replacement,
    Selector,
    TermsTable,
    WholeTerms,
    model_at,
)
from exchange_tracker.parse.terms.toml import Table, table_in, tables_in

_IN_COHORT = (
    "'party' stands only in the counts of for_each",
    "leave it out: the party of the cohort says in whose hands they are",
)
_IN_COUNTS = (
    "'party' stands only in the counts of for_each",
    "leave it out: the party of the obligation says whose releases count",
)
_OTHER_WORDS = {
    "start": "from", "starts": "from", "begin": "from", "begins": "from", "since": "from",
    "first": "from", "end": "to", "ends": "to", "until": "to", "last": "to", "till": "to",
    "minimum": "at_least", "min": "at_least", "number": "at_least", "amount": "at_least",
    "quantity": "at_least", "at_most": "at_least", "every": "per", "each": "per", "period": "per",
    "who": "party", "owes": "party", "by": "party", "whom": "counts", "what": "counts",
    "date": "at", "when": "at", "moment": "at", "time": "at", "ratio": "for_each",
    "tz": "timezone", "zone": "timezone", "name": "title", "label": "title", "text": "title",
    "holder": "held_by", "held": "held_by", "day": "day_starts",
    "party": "parties", "sides": "parties", "actors": "parties",
}  # fmt: skip
"""Keys that people write, and what they are called here."""

_HOMES = {
    "counts = { }": ("kind", "category", "nationality", "basis"),
    "[[obligations]]": (
        "id", "party", "counts", "at_least", "for_each", "per", "phases", "after", "within", "carry",
        "carry_days",
    ),
    "[readings.NAME.obligations.ID]": ("void",),
    "[readings.NAME]": ("held_by", "combines"),
    "for_each = [{ }]": ("owed", "obligation"),
    "[events.ID]": ("at",),
    "[cohorts.ID]": ("dead",),
    "[kinds.WORD]": ("one", "many", "people"),
    "[extension]": ("each", "adds_days", "at_most_days", "first_days"),
}  # fmt: skip
_HOME = {key: home for home, keys in _HOMES.items() for key in keys}
"""The table in which a key stands that has no place where it is."""

_ABOVE_ALL = ("title", "timezone", "day_starts")
_LISTED = frozenset({"phases", "obligations"})


def meant_key(path: Path) -> str:
    """Return the key of the same table that a strange one is meant for; a blank: none is like it."""
    keys = model_at(path[:-1]).key_names()
    plain = str(path[-1]).casefold().replace("-", "_").strip()
    other = _OTHER_WORDS.get(plain, "")
    return values.nearest(plain, keys) or (other if other in keys else "")


def strange_key(path: Path, raw: Table) -> tuple[str, str]:
    """Say that a key is not one of its table, and what to write."""
    model, key = model_at(path[:-1]), str(path[-1])
    if key == "party" and model in (Columns, Selector):
        return _IN_COHORT if path[0] == "cohorts" else _IN_COUNTS
    return f"{values.shown(key)} is not a key here", _instead(path, raw, model)


def _instead(path: Path, raw: Table, model: type[TermsTable]) -> str:
    key = str(path[-1])
    if model is Replacement and key in Obligation.key_names():
        return "leave it out: a reading does not replace it"
    if place := _place_elsewhere(path, raw, model):
        return place
    keys = model.key_names()
    meant = meant_key(path)
    if meant and not values.nearest(key, keys):
        return f"did you mean {values.shown(meant)}? {values.one_of(key, keys)}"
    if not meant and key in _HOME:
        return f"write it {'below' if _HOME[key][0] == '[' else 'in'} {_HOME[key]}, or leave it out"
    return values.one_of(key, keys)


def _place_elsewhere(path: Path, raw: Table, model: type[TermsTable]) -> str:
    """Say where a key stands that by its name, or by what it holds, can only be of another table."""
    key, holds_tables = str(path[-1]), _holds_tables(value_at(raw, path))
    if model is Reading:
        return _place_in_reading(path, raw)
    if model is not WholeTerms and key in _ABOVE_ALL and key not in raw:
        return "write it above the first [header]"
    if model is not WholeTerms and key in WholeTerms.key_names() and holds_tables:
        return f"write its header as {f'[[{key}]]' if key in _LISTED else f'[{key}]'}"
    if model is WholeTerms and key in _HOME and not holds_tables:
        return f"write it below {_HOME[key]}"
    return ""


def _place_in_reading(path: Path, raw: Table) -> str:
    name, key = path[1], str(path[2])
    ids = [table.get("id") for _, table in tables_in(raw.get("obligations"))]
    if key in ids:
        return f"write its header as {_header(name, 'obligations', key)}"
    if key in table_in(raw.get("events")):
        return f"write its header as {_header(name, 'events', key)}"
    if key in Replacement.key_names():
        only = ids[0] if len(ids) == 1 and isinstance(ids[0], str) else "ID"
        return f"write it below {_header(name, 'obligations', only)}"
    return f"write it below {_header(name, 'events', 'ID')}" if key == "at" else ""


def _header(reading: str | int, section: str, name: str) -> str:
    return f"[{path_text(('readings', reading, section, name))}]"


def _holds_tables(value: object) -> bool:
    return isinstance(value, dict) or bool(tables_in(value))
