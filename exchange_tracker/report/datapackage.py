"""The description of a truce folder's CSV files: a data package of Frictionless, version 1.

https://specs.frictionlessdata.io/data-package/ and /table-schema/. The same rows give the same bytes,
so it holds no moment and no version of the program.
"""

import re
from collections.abc import Iterable
from typing import Any

from exchange_tracker.facts.model import Claim, Part, Release, Source, Terms, columns
from exchange_tracker.facts.movement import Movement, MovementKind

FILE = "datapackage.json"

_DAY = {"type": "date"}
_WHOLE = {"type": "integer", "constraints": {"minimum": 0}}
_OPEN = {"type": "string", "constraints": {"pattern": r"[0-9]+\+?|\?"}}
_SEVERAL = "several are joined by ;"
_FIELDS: dict[str, dict[str, Any]] = {
    "day": {**_DAY, "description": "truce day, or the first of those on one of which it happened"},
    "until": {**_DAY, "description": "the last truce day on which it may have happened"},
    "from": {**_DAY, "description": "first truce day of the figure; missing: the truce's first"},
    "to": {**_DAY, "description": "last truce day of the figure"},
    "at": {"description": "moment with its offset from UTC"},
    "party": {"description": f"who released, or in whose hands people are; {_SEVERAL}"},
    "category": {"description": f"minor, woman, man, …; {_SEVERAL}"},
    "nationality": {"description": f"{_SEVERAL}, of one person, too"},
    "basis": {"description": "missing: agreement, but in claims: any"},
    "person": {"description": f"names; {_SEVERAL}"},
    "sources": {"description": f"ids in sources.csv, or addresses; {_SEVERAL}"},
    "published": {"description": "a year, a month, a day or a moment"},
    "movement": {"constraints": {"enum": [*map(str, MovementKind)]}},
    "bound": {"constraints": {"enum": ["=", ">=", "<=", "~"]}, "description": "missing: ="},
    "figure": {**_WHOLE, "description": "people"},
    "part": {"constraints": {"enum": [*map(str, Part)]}},
    "count": {"description": "people; ? not disclosed, 780+ so many at least"},
}
_REQUIRED = {
    Release: ("id", "party", "kind", "count"),
    Movement: ("id", "day", "party", "movement", "kind", "count"),
    Claim: ("id", "source", "to", "figure"),
    Source: ("id",),
}


def data_package(terms: Terms, tables: Iterable[tuple[type, str, bool]]) -> dict[str, Any]:
    """Return the package of some tables: the kind of each, its file, and whether a count is open.

    Where none is, counts are integers.
    """
    slug = re.sub("[^a-z0-9]+", "-", terms.title.lower()).strip("-")
    return {
        "profile": "tabular-data-package",
        "name": slug or "truce",
        "title": terms.title,
        "resources": [_resource(*table) for table in tables],
    }


def _resource(kind: type, path: str, is_open: bool) -> dict[str, Any]:  # noqa: FBT001 - a row of tables
    return {
        "profile": "tabular-data-resource",
        "name": path.removesuffix(".csv"),
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(kind, name, is_open=is_open) for name in columns(kind)],
            "primaryKey": "id",
            "missingValues": [""],
        },
    }


def _field(kind: type, name: str, *, is_open: bool) -> dict[str, Any]:
    form: dict[str, Any] = {}
    if name == "count":
        form = _OPEN if is_open else _WHOLE
    field = {"name": name, "type": "string", **form, **_FIELDS.get(name, {})}
    constraints = {**form.get("constraints", {}), **field.get("constraints", {})}
    if name in _REQUIRED[kind]:
        constraints = {"required": True, **constraints}
    return {**field, "constraints": constraints} if constraints else field
