"""The tables of ``terms.toml``: which keys each takes, and which kinds of values (``ledger.md``, section 2.1).

The models are read by nobody: they only find what is wrong, all of it, which ``shape`` puts into
words. Nothing but these two imports Pydantic, which takes longer to load than all the rest of a
short command.
"""

from datetime import date, datetime
from typing import Annotated, ClassVar, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)

from exchange_tracker.errors import InvalidValue
from exchange_tracker.parse.terms import times, values
from exchange_tracker.parse.terms.flaws import Path
from exchange_tracker.parse.terms.toml import Table

T = TypeVar("T")

_ONE, _SEVERAL = BRANCHES = "(one)", "(several)"
"""The steps that a choice by the kind of a value adds to a path."""

Text = Annotated[str, BeforeValidator(values.text)]
Filled = Annotated[str, BeforeValidator(values.filled)]
Name = Annotated[str, BeforeValidator(values.name)]
Word = Annotated[str, BeforeValidator(values.word)]
Count = Annotated[int, BeforeValidator(values.count)]
Minimum = Annotated[int | str, BeforeValidator(values.minimum)]
Id = Annotated[str, BeforeValidator(values.identifier)]
Flag = Annotated[bool, BeforeValidator(values.flag)]
Day = Annotated[date, BeforeValidator(times.day)]
Moment = Annotated[datetime, BeforeValidator(times.moment)]
Per = Annotated[str, BeforeValidator(values.per)]
Several = Annotated[list[T], BeforeValidator(values.filled_list)]


def _which(several: type) -> Discriminator:
    """Choose by the value's own kind, so that one wrong value is one problem."""
    return Discriminator(lambda value: _SEVERAL if isinstance(value, several) else _ONE)


Words = Annotated[
    Annotated[Word, Tag(_ONE)] | Annotated[Several[Word], Tag(_SEVERAL)], _which(list)
]
AtLeast = Annotated[
    Annotated[int | str, BeforeValidator(values.at_least), Tag(_ONE)]
    | Annotated[dict[str, Minimum], BeforeValidator(values.filled_table), Tag(_SEVERAL)],
    _which(dict),
]


class TermsTable(BaseModel):
    """A table of the terms: its keys and no others."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    written: ClassVar[str]  # how one looks in the file

    @classmethod
    def key_names(cls) -> list[str]:
        """Return its keys as they stand in the file."""
        return [field.alias or name for name, field in cls.model_fields.items()]

    @model_validator(mode="before")
    @classmethod
    def _is_table(cls, value: object) -> Table:
        if isinstance(value, dict):
            return value
        raise InvalidValue(f"{values.shown(value)} is not a table", f"write {cls.written}")


class _Phase(TermsTable):
    written = "[[phases]], and below it name, from and to"

    name: Name
    first: Day = Field(alias="from")
    last: Day | None = Field(None, alias="to")


class Columns(TermsTable):
    """Which entries, by columns."""

    written = 'a table, e.g. { kind = "hostage" }'

    kind: Words | None = None
    category: Words | None = None
    nationality: Words | None = None
    basis: Words | None = None


_NOT_ALL = BeforeValidator(values.excluded)


class Selector(Columns):
    """Which entries count."""

    excluded: Annotated[Columns, _NOT_ALL] | None = Field(None, alias="except")


class _PartyColumns(Columns):
    party: Words | None = None


class _PartySelector(_PartyColumns):
    excluded: Annotated[_PartyColumns, _NOT_ALL] | None = Field(None, alias="except")


class _Owed(TermsTable):
    written = 'a table, e.g. { counts = { kind = "hostage" }, owed = 3 }'

    owed: Count
    counts: _PartySelector | None = None
    obligation: Name | None = None


class _Rules(TermsTable):
    """What an obligation says and a reading may replace."""

    at_least: AtLeast | None = None
    for_each: Several[_Owed] | None = None
    phases: Several[Name] | None = None
    first: Day | None = Field(None, alias="from")
    last: Day | None = Field(None, alias="to")
    after: Name | None = None
    within: Annotated[str, BeforeValidator(times.within)] | None = None
    carry: Annotated[str, BeforeValidator(values.carry)] | None = None
    carry_days: Count | None = None


class Replacement(_Rules):
    """What a reading puts in the place of an obligation's own keys."""

    written = "[readings.NAME.obligations.ID], and below it the keys that this reading replaces"

    counts: Selector | None = None
    per: Per | None = None
    void: Flag | None = None


class Obligation(_Rules):
    """One sentence of the terms."""

    written = "[[obligations]], and below it id, party, counts, per and the others"

    id: Id
    title: Text | None = None
    party: Words
    counts: Selector
    per: Per
    sources: Several[Name] | None = None


class _ReadingEvent(TermsTable):
    written = "[readings.NAME.events.ID], and below it at"

    at: Moment


class Reading(TermsTable):
    """One way of reading the terms."""

    written = "[readings.NAME], and below it title, held_by and sources"

    title: Text | None = None
    held_by: Text | None = None
    sources: Several[Name] | None = None
    combines: Several[Name] | None = None
    obligations: Annotated[dict[str, Replacement], BeforeValidator(values.table)] | None = None
    events: Annotated[dict[str, _ReadingEvent], BeforeValidator(values.table)] | None = None


class _Extension(TermsTable):
    written = "[extension], and below it obligations, after, each and the others"

    obligations: Several[Name]
    after: Count
    each: Annotated[int, BeforeValidator(values.positive)]
    adds_days: Count
    at_most_days: Count | None = None
    first_days: Count
    sources: Several[Name] | None = None


class _Event(TermsTable):
    written = "[events.ID], and below it title, at and sources"

    title: Filled | None = None
    at: Moment | None = None
    sources: Several[Name] | None = None


class _Kind(TermsTable):
    written = "[kinds.WORD], and below it one, many and people"

    one: Name | None = None
    many: Name | None = None
    people: Flag | None = None


class Cohort(TermsTable):
    """Those whom a party holds."""

    written = "[cohorts.ID], and below it title, party, counts and from"

    title: Filled | None = None
    party: Words
    counts: Selector
    first: Day = Field(alias="from")
    dead: Several[Word] | None = None


class _Vocabulary(TermsTable):
    written = '[vocabulary], and below it e.g. kind = ["hostage", "prisoner"]'

    kind: Several[Word] | None = None
    category: Several[Word] | None = None
    nationality: Several[Word] | None = None
    basis: Several[Word] | None = None


class WholeTerms(TermsTable):
    """The whole file."""

    written = "key = value"

    title: Filled
    timezone: Annotated[str, BeforeValidator(times.zone)]
    day_starts: Annotated[str, BeforeValidator(times.clock)] = "00:00"
    parties: Annotated[dict[Word, Filled], BeforeValidator(values.filled_table)]
    vocabulary: _Vocabulary | None = None
    phases: Several[_Phase]
    obligations: Several[Obligation] | None = None
    extension: _Extension | None = None
    readings: Annotated[dict[Name, Reading], BeforeValidator(values.table)] | None = None
    events: Annotated[dict[Id, _Event], BeforeValidator(values.table)] | None = None
    kinds: Annotated[dict[Word, _Kind], BeforeValidator(values.table)] | None = None
    cohorts: Annotated[dict[Id, Cohort], BeforeValidator(values.table)] | None = None


def model_at(path: Path) -> type[TermsTable]:
    """Return the model of the table at a path: names and numbers on the way do not matter."""
    within = 4 if path[:1] == ("readings",) else 2
    inner = tuple(step for step in path[within:] if isinstance(step, str))
    return _INNER[inner] if inner else _OUTER[path[:within:2]]


_OUTER: dict[Path, type[TermsTable]] = {
    (): WholeTerms,
    ("phases",): _Phase,
    ("obligations",): Obligation,
    ("readings",): Reading,
    ("readings", "obligations"): Replacement,
    ("readings", "events"): _ReadingEvent,
    ("events",): _Event,
    ("kinds",): _Kind,
    ("cohorts",): Cohort,
    ("extension",): _Extension,
    ("vocabulary",): _Vocabulary,
}
_INNER: dict[Path, type[TermsTable]] = {
    ("counts",): Selector,
    ("counts", "except"): Columns,
    ("for_each",): _Owed,
    ("for_each", "counts"): _PartySelector,
    ("for_each", "counts", "except"): _PartyColumns,
}
