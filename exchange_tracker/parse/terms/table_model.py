"""What a table of ``terms.toml`` takes, as Pydantic's core checks it.

Only the core is loaded: Pydantic's own classes take as long as ten starts of Python, and all that is
asked of a model here is what is wrong.
"""

from collections.abc import Callable, Mapping

from pydantic_core import CoreSchema, SchemaValidator
from pydantic_core import core_schema as core

from exchange_tracker.errors import InvalidValue
from exchange_tracker.parse.terms import values
from exchange_tracker.parse.terms.toml import Table

Key = core.TypedDictField

ONE, SEVERAL = BRANCHES = "(one)", "(several)"
"""The steps that a choice by the kind of a value adds to a path."""

_TEXT = core.str_schema()


class TableModel:
    """A table of the terms: its keys and no others. ``written`` is how one looks in the file."""

    def __init__(self, written: str, keys: Mapping[str, Key]) -> None:
        self._written = written
        self.keys = {**keys}
        within = core.typed_dict_schema(self.keys, extra_behavior="forbid")
        self.schema: CoreSchema = core.no_info_before_validator_function(self._expect_table, within)

    def key_names(self) -> list[str]:
        """Return its keys as they stand in the file."""
        return [*self.keys]

    def refuse_wrong(self, raw: Table) -> None:
        """Raise ``pydantic_core.ValidationError`` with all that is wrong with a table."""
        SchemaValidator(self.schema, core.CoreConfig(strict=True)).validate_python(raw)

    def _expect_table(self, value: object) -> object:
        if isinstance(value, dict):
            return value
        raise InvalidValue(f"{values.shown(value)} is not a table", f"write {self._written}")


def needed(schema: CoreSchema) -> Key:
    """Return a key that must be there."""
    return core.typed_dict_field(schema)


def optional(schema: CoreSchema) -> Key:
    """Return a key that may be left out."""
    return core.typed_dict_field(core.nullable_schema(schema), required=False)


def text(check: Callable[[object], object]) -> CoreSchema:
    """Return text that passes a check."""
    return checked(check, _TEXT)


def checked(check: Callable[[object], object], schema: CoreSchema) -> CoreSchema:
    """Return what passes a check, which says itself what is wrong."""
    return core.no_info_before_validator_function(check, schema)


def several(schema: CoreSchema) -> CoreSchema:
    """Return a list that is not empty."""
    return checked(values.filled_list, core.list_schema(schema))


def table_of(
    names: CoreSchema, schema: CoreSchema, check: Callable[[object], object] = values.table
) -> CoreSchema:
    """Return a table whose keys are names, each of the same kind."""
    return checked(check, core.dict_schema(names, schema))


def one_or(kind: type, one: CoreSchema, others: CoreSchema) -> CoreSchema:
    """Return one value, or several of a kind: chosen by the value, so that a wrong one is one problem."""

    def which(value: object) -> str:
        return SEVERAL if isinstance(value, kind) else ONE

    return core.tagged_union_schema({ONE: one, SEVERAL: others}, which)
