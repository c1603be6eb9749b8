"""Every key of the terms that the parser knows."""

from collections.abc import Iterator

from exchange_tracker.parse.terms import models
from exchange_tracker.parse.terms.table_model import TableModel

KEYS = {
    key
    for table in vars(models).values()
    if isinstance(table, TableModel)
    for key in table.key_names()
}


def keys_in(value: object) -> Iterator[str]:
    """Every key of terms, at whatever depth; names that their writer chose are among them."""
    if isinstance(value, list):
        for item in value:
            yield from keys_in(item)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_in(inner)
