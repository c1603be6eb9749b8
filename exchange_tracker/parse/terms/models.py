"""The tables of ``terms.toml``: which keys each takes, and which kinds of values (``ledger.md``, section 2.1).

What is wrong with one, all of it, ``shape`` puts into words.
"""

from pydantic_core import core_schema as core

from exchange_tracker.parse.terms import times, values
from exchange_tracker.parse.terms.flaws import Path
from exchange_tracker.parse.terms.table_model import (
    TableModel,
    checked,
    needed,
    one_or,
    optional,
    several,
    table_of,
    text,
)

_TEXT = text(values.text)
_FILLED = text(values.filled)
_NAME = text(values.name)
_WORD = text(values.word)
_ID = text(values.identifier)
_PER = text(values.per)
_COUNT = checked(values.count, core.int_schema())
_FLAG = checked(values.flag, core.bool_schema())
_DAY = checked(times.day, core.date_schema())
_MOMENT = checked(times.moment, core.datetime_schema())
_NUMBER = core.union_schema([core.int_schema(), core.str_schema()])
_NAMES = several(_NAME)
_WORDS = one_or(list, _WORD, several(_WORD))
_AT_LEAST = one_or(
    dict,
    checked(values.at_least, _NUMBER),
    table_of(core.str_schema(), checked(values.minimum, _NUMBER), values.filled_table),
)

_PHASE = TableModel(
    "[[phases]], and below it name, from and to",
    {"name": needed(_NAME), "from": needed(_DAY), "to": optional(_DAY)},
)

_A_TABLE = 'a table, e.g. { kind = "hostage" }'
_COLUMN_KEYS = {name: optional(_WORDS) for name in ("kind", "category", "nationality", "basis")}
COLUMNS = TableModel(_A_TABLE, _COLUMN_KEYS)
"""Which entries, by columns."""

_PARTY_COLUMNS = TableModel(_A_TABLE, {**_COLUMN_KEYS, "party": optional(_WORDS)})


def _with_exceptions(columns: TableModel) -> TableModel:
    except_ = optional(checked(values.excluded, columns.schema))
    return TableModel(_A_TABLE, {**columns.keys, "except": except_})


SELECTOR = _with_exceptions(COLUMNS)
"""Which entries count."""

_PARTY_SELECTOR = _with_exceptions(_PARTY_COLUMNS)

_OWED = TableModel(
    'a table, e.g. { counts = { kind = "hostage" }, owed = 3 }',
    {
        "owed": needed(_COUNT),
        "counts": optional(_PARTY_SELECTOR.schema),
        "obligation": optional(_NAME),
    },
)

_RULES = {
    "at_least": optional(_AT_LEAST),
    "for_each": optional(several(_OWED.schema)),
    "phases": optional(_NAMES),
    "from": optional(_DAY),
    "to": optional(_DAY),
    "after": optional(_NAME),
    "within": optional(text(times.within)),
    "carry": optional(text(values.carry)),
    "carry_days": optional(_COUNT),
}
"""What an obligation says and a reading may replace."""

REPLACEMENT = TableModel(
    "[readings.NAME.obligations.ID], and below it the keys that this reading replaces",
    {
        **_RULES,
        "counts": optional(SELECTOR.schema),
        "per": optional(_PER),
        "void": optional(_FLAG),
    },
)
"""What a reading puts in the place of an obligation's own keys."""

OBLIGATION = TableModel(
    "[[obligations]], and below it id, party, counts, per and the others",
    {
        **_RULES,
        "id": needed(_ID),
        "title": optional(_TEXT),
        "party": needed(_WORDS),
        "counts": needed(SELECTOR.schema),
        "per": needed(_PER),
        "sources": optional(_NAMES),
    },
)
"""One sentence of the terms."""

_READING_EVENT = TableModel("[readings.NAME.events.ID], and below it at", {"at": needed(_MOMENT)})

READING = TableModel(
    "[readings.NAME], and below it title, held_by and sources",
    {
        "title": optional(_TEXT),
        "held_by": optional(_TEXT),
        "sources": optional(_NAMES),
        "combines": optional(_NAMES),
        "obligations": optional(table_of(core.str_schema(), REPLACEMENT.schema)),
        "events": optional(table_of(core.str_schema(), _READING_EVENT.schema)),
    },
)
"""One way of reading the terms."""

_EXTENSION = TableModel(
    "[extension], and below it obligations, after, each and the others",
    {
        "obligations": needed(_NAMES),
        "after": needed(_COUNT),
        "each": needed(checked(values.positive, core.int_schema())),
        "adds_days": needed(_COUNT),
        "at_most_days": optional(_COUNT),
        "first_days": needed(_COUNT),
        "sources": optional(_NAMES),
    },
)

_EVENT = TableModel(
    "[events.ID], and below it title, at and sources",
    {"title": optional(_FILLED), "at": optional(_MOMENT), "sources": optional(_NAMES)},
)

_KIND = TableModel(
    "[kinds.WORD], and below it one, many and people",
    {"one": optional(_NAME), "many": optional(_NAME), "people": optional(_FLAG)},
)

_COHORT = TableModel(
    "[cohorts.ID], and below it title, party, counts and from",
    {
        "title": optional(_FILLED),
        "party": needed(_WORDS),
        "counts": needed(SELECTOR.schema),
        "from": needed(_DAY),
        "dead": optional(several(_WORD)),
    },
)
"""Those whom a party holds."""

_VOCABULARY = TableModel(
    '[vocabulary], and below it e.g. kind = ["hostage", "prisoner"]',
    {name: optional(several(_WORD)) for name in _COLUMN_KEYS},
)

WHOLE_TERMS = TableModel(
    "key = value",
    {
        "title": needed(_FILLED),
        "timezone": needed(text(times.zone)),
        "day_starts": optional(text(times.clock)),
        "parties": needed(table_of(_WORD, _FILLED, values.filled_table)),
        "vocabulary": optional(_VOCABULARY.schema),
        "phases": needed(several(_PHASE.schema)),
        "obligations": optional(several(OBLIGATION.schema)),
        "extension": optional(_EXTENSION.schema),
        "readings": optional(table_of(_NAME, READING.schema)),
        "events": optional(table_of(_ID, _EVENT.schema)),
        "kinds": optional(table_of(_WORD, _KIND.schema)),
        "cohorts": optional(table_of(_ID, _COHORT.schema)),
    },
)
"""The whole file."""


def model_at(path: Path) -> TableModel:
    """Return the model of the table at a path: names and numbers on the way do not matter."""
    within = 4 if path[:1] == ("readings",) else 2
    inner = tuple(step for step in path[within:] if isinstance(step, str))
    return _INNER[inner] if inner else _OUTER[path[:within:2]]


_OUTER: dict[Path, TableModel] = {
    (): WHOLE_TERMS,
    ("phases",): _PHASE,
    ("obligations",): OBLIGATION,
    ("readings",): READING,
    ("readings", "obligations"): REPLACEMENT,
    ("readings", "events"): _READING_EVENT,
    ("events",): _EVENT,
    ("kinds",): _KIND,
    ("cohorts",): _COHORT,
    ("extension",): _EXTENSION,
    ("vocabulary",): _VOCABULARY,
}
_INNER: dict[Path, TableModel] = {
    ("counts",): SELECTOR,
    ("counts", "except"): COLUMNS,
    ("for_each",): _OWED,
    ("for_each", "counts"): _PARTY_SELECTOR,
    ("for_each", "counts", "except"): _PARTY_COLUMNS,
}
