"""The shape of ``terms.toml``: which keys, which kinds of values (``ledger.md``, section 2.1).

The models are read by nobody: they only find what is wrong, all of it, and each error of theirs
is put into words that a person can use. What one value says about another is checked in
``references``. Nothing else here imports Pydantic, which takes longer to load than all the
rest of a short command.
"""

from datetime import date
from typing import Annotated, ClassVar, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails

from exchange_tracker.errors import InvalidValue
from exchange_tracker.parse.terms import values
from exchange_tracker.parse.terms.flaws import Flaw, Path
from exchange_tracker.parse.terms.toml import Table

T = TypeVar("T")

_ONE, _SEVERAL = _BRANCHES = "(one)", "(several)"
_CHOSEN = frozenset({"at_least", "party", "kind", "category", "nationality", "basis"})

Text = Annotated[str, BeforeValidator(values.text)]
Filled = Annotated[str, BeforeValidator(values.filled)]
Name = Annotated[str, BeforeValidator(values.name)]
Word = Annotated[str, BeforeValidator(values.word)]
Count = Annotated[int, BeforeValidator(values.count)]
Day = Annotated[date, BeforeValidator(values.day)]
Per = Annotated[str, BeforeValidator(values.per)]
Several = Annotated[list[T], BeforeValidator(values.filled_list)]


def _which(several: type) -> Discriminator:
    """Choose by the value's own kind, so that one wrong value is one problem."""
    return Discriminator(lambda value: _SEVERAL if isinstance(value, several) else _ONE)


Words = Annotated[
    Annotated[Word, Tag(_ONE)] | Annotated[Several[Word], Tag(_SEVERAL)], _which(list)
]
AtLeast = Annotated[
    Annotated[int, BeforeValidator(values.at_least), Tag(_ONE)]
    | Annotated[dict[str, Count], BeforeValidator(values.filled_table), Tag(_SEVERAL)],
    _which(dict),
]


class _Table(BaseModel):
    """A table of the terms: its keys and no others."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    written: ClassVar[str]  # how one looks in the file

    @model_validator(mode="before")
    @classmethod
    def _is_table(cls, value: object) -> Table:
        if isinstance(value, dict):
            return value
        raise InvalidValue(f"{values.shown(value)} is not a table", f"write {cls.written}")


class _Phase(_Table):
    written = "[[phases]], and below it name, from and to"

    name: Name
    first: Day = Field(alias="from")
    last: Day = Field(alias="to")


class _Columns(_Table):
    written = 'a table, e.g. { kind = "hostage" }'

    kind: Words | None = None
    category: Words | None = None
    nationality: Words | None = None
    basis: Words | None = None


_NOT_ALL = BeforeValidator(values.excluded)


class _Selector(_Columns):
    excluded: Annotated[_Columns, _NOT_ALL] | None = Field(None, alias="except")


class _PartyColumns(_Columns):
    party: Words | None = None


class _PartySelector(_PartyColumns):
    excluded: Annotated[_PartyColumns, _NOT_ALL] | None = Field(None, alias="except")


class _Owed(_Table):
    written = 'a table, e.g. { counts = { kind = "hostage" }, owed = 3 }'

    owed: Count
    counts: _PartySelector | None = None
    obligation: Name | None = None


class _Rules(_Table):
    """What an obligation says and a reading may replace."""

    at_least: AtLeast | None = None
    for_each: Several[_Owed] | None = None
    phases: Several[Name] | None = None
    first: Day | None = Field(None, alias="from")
    last: Day | None = Field(None, alias="to")
    carry: Annotated[str, BeforeValidator(values.carry)] | None = None
    carry_days: Count | None = None


class _Replacement(_Rules):
    written = "[readings.NAME.obligations.ID], and below it the keys that this reading replaces"

    counts: _Selector | None = None
    per: Per | None = None
    void: Annotated[bool, BeforeValidator(values.flag)] | None = None


class _Obligation(_Rules):
    written = "[[obligations]], and below it id, party, counts, per and the others"

    id: Annotated[str, BeforeValidator(values.identifier)]
    title: Text | None = None
    party: Words
    counts: _Selector
    per: Per
    sources: Several[Name] | None = None


class _Reading(_Table):
    written = "[readings.NAME], and below it title, held_by and sources"

    title: Text | None = None
    held_by: Text | None = None
    sources: Several[Name] | None = None
    combines: Several[Name] | None = None
    obligations: Annotated[dict[str, _Replacement], BeforeValidator(values.table)] | None = None


class _Extension(_Table):
    written = "[extension], and below it obligations, after, each and the others"

    obligations: Several[Name]
    after: Count
    each: Annotated[int, BeforeValidator(values.positive)]
    adds_days: Count
    at_most_days: Count | None = None
    first_days: Count
    sources: Several[Name] | None = None


class _Vocabulary(_Table):
    written = '[vocabulary], and below it e.g. kind = ["hostage", "prisoner"]'

    kind: Several[Word] | None = None
    category: Several[Word] | None = None
    nationality: Several[Word] | None = None
    basis: Several[Word] | None = None


class _Terms(_Table):
    written = "key = value"

    title: Filled
    timezone: Annotated[str, BeforeValidator(values.zone)]
    day_starts: Annotated[str, BeforeValidator(values.clock)] = "00:00"
    parties: Annotated[dict[Word, Filled], BeforeValidator(values.filled_table)]
    vocabulary: _Vocabulary | None = None
    phases: Several[_Phase]
    obligations: Several[_Obligation] | None = None
    extension: _Extension | None = None
    readings: Annotated[dict[Name, _Reading], BeforeValidator(values.table)] | None = None


_EXAMPLES = {
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

_MISTAKEN = (_Columns, _Selector, _Obligation)  # people write party or void there


def shape_flaws(raw: Table) -> list[Flaw]:
    """Return every key that is unknown or missing and every value that does not fit its key."""
    try:
        _Terms.model_validate(raw)
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
    path = tuple(step for before, step in pairs if not (before in _CHOSEN and step in _BRANCHES))
    return path[:2] if error == "value_error" and path[2:] == ("[key]",) else path


def _unknown(path: Path) -> tuple[str, str]:
    """Say that a key is not one of its table, and what to write."""
    model = _model_at(path[:-1])
    key = str(path[-1])
    if key in _ELSEWHERE and model in _MISTAKEN:
        return _ELSEWHERE[key]
    keys = [field.alias or name for name, field in model.model_fields.items()]
    return f"{values.shown(key)} is not a key here", values.one_of(key, keys)


def _model_at(path: Path) -> type[_Table]:
    """Return the model of the table at a path: names and numbers on the way do not matter."""
    within = 4 if path[:1] == ("readings",) else 2
    inner = tuple(step for step in path[within:] if isinstance(step, str))
    return _INNER[inner] if inner else _OUTER[path[:within:2]]


_OUTER: dict[Path, type[_Table]] = {
    (): _Terms,
    ("phases",): _Phase,
    ("obligations",): _Obligation,
    ("readings",): _Reading,
    ("readings", "obligations"): _Replacement,
    ("extension",): _Extension,
    ("vocabulary",): _Vocabulary,
}
_INNER: dict[Path, type[_Table]] = {
    ("counts",): _Selector,
    ("counts", "except"): _Columns,
    ("for_each",): _Owed,
    ("for_each", "counts"): _PartySelector,
    ("for_each", "counts", "except"): _PartyColumns,
}
