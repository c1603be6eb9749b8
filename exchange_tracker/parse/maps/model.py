"""What a map says: where each column of the ledger comes from, and how its cells are written.

The tables of ``MAP.toml``; ``shape`` puts what is wrong with one into words.
"""

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from exchange_tracker.errors import InvalidValue
from exchange_tracker.parse.maps import values
from exchange_tracker.parse.terms.values import flag, shown

T = TypeVar("T")

Text = Annotated[str, BeforeValidator(values.text)]
Name = Annotated[str | int, BeforeValidator(values.name)]
Delimiter = Annotated[str, BeforeValidator(values.delimiter)]
Encoding = Annotated[str, BeforeValidator(values.encoding)]
Names = Annotated[list[Name], BeforeValidator(values.one_or_several)]
Texts = Annotated[list[Text], BeforeValidator(values.one_or_several)]
Flag = Annotated[bool, BeforeValidator(flag)]
Line = Annotated[int, BeforeValidator(values.line)]
Lines = Annotated[list[Line], BeforeValidator(values.one_or_several)]
Form = Annotated[str, BeforeValidator(values.date_form)]
Forms = Annotated[list[Form], BeforeValidator(values.one_or_several)]
Zone = Annotated[str, BeforeValidator(values.zone)]
Months = Annotated[list[Text], BeforeValidator(values.months)]
Year = Annotated[int, BeforeValidator(values.year)]
Thousands = Annotated[str, BeforeValidator(values.thousands)]
Blank = Annotated[Literal["refuse", "leave out", "?", "0"], BeforeValidator(values.blank)]
Zero = Annotated[Literal["keep", "leave out"], BeforeValidator(values.zero)]
Fall = Annotated[Literal["refuse", "correction"], BeforeValidator(values.fall)]


class MapTable(BaseModel):
    """A table of a map: its keys and no others."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @model_validator(mode="before")
    @classmethod
    def _is_table(cls, value: object) -> object:
        if isinstance(value, dict):
            return value
        raise InvalidValue(f"{shown(value)} is not a table", "write key = value below it")


class FileKeys(MapTable):
    """How the file is written."""

    header: Lines = [1]
    delimiter: Delimiter = ""
    encoding: Encoding = ""
    sheet: Text = ""
    fill_down: Names = []
    ends_at_blank_row: Flag = False
    ends_before: Texts = []


class DateKeys(MapTable):
    """How dates and moments are written."""

    form: Forms = []
    months: Months = []
    year: Year = 0
    zone: Zone = ""


class NumberKeys(MapTable):
    """How numbers of people are written, and what they are."""

    thousands: Thousands = ""
    blank: Blank = "refuse"
    zero: Zero = "keep"
    cumulative: Flag = False
    fall: Fall = "refuse"


class Column(MapTable):
    """The column of the file from which one of the ledger is taken."""

    column: Name
    form: Forms = []
    split: Text = ""

    @model_validator(mode="before")
    @classmethod
    def _by_name(cls, value: object) -> object:
        return value if isinstance(value, dict) else {"column": value}


class Entry(MapTable):
    """One entry of a row: columns and constants beside those of the whole map."""

    columns: dict[str, Column] = {}
    constants: dict[str, Text] = {}


class Condition(MapTable):
    """Rows to leave out: those whose cell in a column is one of some texts, begins so, or is blank."""

    column: Name
    equals: Texts = Field([], alias="is")
    other_than: Texts = Field([], alias="is_not")
    begins: Texts = []
    blank: Flag = False


class Map(Entry):
    """A whole map."""

    file: FileKeys = FileKeys()
    dates: DateKeys = DateKeys()
    numbers: NumberKeys = NumberKeys()
    words: dict[str, dict[str, Text]] = {}
    entries: list[Entry] = []
    leave_out: list[Condition] = []
