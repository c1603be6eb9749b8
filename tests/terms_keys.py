"""Every key of the terms that the parser knows."""

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
