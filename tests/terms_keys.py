"""Every key of the terms that the parser knows."""

from collections.abc import Iterator

from exchange_tracker.parse.terms import models


def _keys() -> set[str]:
    tables = [each for each in vars(models).values() if isinstance(each, type)]
    return {
        field.alias or name
        for table in tables
        if issubclass(table, models.TermsTable)
        for name, field in table.model_fields.items()
    }


KEYS = _keys()


def keys_in(value: object) -> Iterator[str]:
    """Every key of terms, at whatever depth; names that their writer chose are among them."""
    if isinstance(value, list):
        for item in value:
            yield from keys_in(item)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_in(inner)
