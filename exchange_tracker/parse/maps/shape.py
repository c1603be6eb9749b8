"""The text of a map to the map, or every problem of it at once, each with the path of its key."""

from collections.abc import Iterator

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from exchange_tracker.errors import InvalidValue, Refusal
from exchange_tracker.facts.model import Fact, Release, columns
from exchange_tracker.parse.columns import REQUIRED
from exchange_tracker.parse.maps.model import (
    Column,
    Condition,
    DateKeys,
    Entry,
    FileKeys,
    Map,
    NumberKeys,
)
from exchange_tracker.parse.maps.values import SERIAL
from exchange_tracker.parse.terms import values
from exchange_tracker.parse.terms.flaws import Flaw, Path, problems, within
from exchange_tracker.parse.terms.toml import read_toml

DATED = ("day", "until", "from", "to", "published", "at")
COUNTED = ("count", "figure")
_TABLES: dict[str, type[BaseModel]] = {
    "file": FileKeys,
    "dates": DateKeys,
    "numbers": NumberKeys,
    "columns": Column,
    "entries": Entry,
    "leave_out": Condition,
}
_DAY_OR_MOMENT = "write the column that holds the day as day, or the moment of release as at"


def parse_map(text: str, name: str, kind: type[Fact]) -> Map:
    """Return the map that a text holds for files of a kind; raise ``Refusal`` with every problem."""
    raw = read_toml(text, name)
    flaws: list[Flaw] = []
    try:
        file_map = Map.model_validate(raw)
    except ValidationError as error:
        flaws = [_flaw(details) for details in error.errors(include_url=False)]
        file_map = None
    flaws += _unknown_targets(raw, kind, {flaw.path for flaw in flaws})
    if file_map and not flaws:
        flaws = [*_missing(file_map, kind), *_contradictions(file_map, kind)]
    if flaws or not file_map:
        raise Refusal(problems(flaws, raw, name))
    return file_map


def _flaw(error: ErrorDetails) -> Flaw:
    path = error["loc"]
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, InvalidValue):
        return Flaw(path, cause.what, cause.fix)
    if error["type"] == "missing":
        fix = 'write the name of the column, e.g. column = "Date"'
        return Flaw(path, "the key is missing", fix)
    if error["type"] == "extra_forbidden":
        keys = [field.alias or key for key, field in _model_at(path[:-1]).model_fields.items()]
        return Flaw(
            path, f"{values.shown(path[-1])} is not a key here", values.one_of(str(path[-1]), keys)
        )
    kind, example = ("list of tables", "[[") if error["type"] == "list_type" else ("table", "[")
    written = f"{example}{path[0]}{']' * len(example)}"
    return Flaw(path, f"this is not a {kind}", f"write {written} and its keys below it")


def _model_at(path: Path) -> type[BaseModel]:
    named = [step for step in path if isinstance(step, str) and step in _TABLES]
    return _TABLES[named[-1]] if named else Map


def _unknown_targets(raw: object, kind: type[Fact], wrong: set[Path]) -> list[Flaw]:
    """Return the columns that the ledger does not have, wherever the map names one."""
    names = columns(kind)
    return [
        Flaw(
            path,
            f"{values.shown(path[-1])} is not a column of the ledger",
            values.one_of(str(path[-1]), names),
        )
        for path in _targets(raw)
        if path[-1] not in names and not within(path, wrong)
    ]


def _targets(raw: object) -> Iterator[Path]:
    if not isinstance(raw, dict):
        return
    for key in ("columns", "constants", "words"):
        inside = raw.get(key)
        yield from ((key, name) for name in inside) if isinstance(inside, dict) else ()
    entries = raw.get("entries")
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        yield from (("entries", number, *path) for path in _targets(entry))


def entry_plans(file_map: Map) -> list[Entry]:
    """Return each entry of a row with all its columns and constants."""
    return [
        Entry(
            columns={**file_map.columns, **entry.columns},
            constants={**file_map.constants, **entry.constants},
        )
        for entry in file_map.entries or [Entry()]
    ]


def _missing(file_map: Map, kind: type[Fact]) -> Iterator[Flaw]:
    for number, entry in enumerate(entry_plans(file_map)):
        path: Path = ("entries", number) if file_map.entries else ()
        there = {*entry.columns, *entry.constants}
        for name in (name for name in REQUIRED[kind] if name not in there):
            fix = f'write {name} = "…" below [columns], or its one value below [constants]'
            yield Flaw((*path, "columns"), f"nothing says what {name} is", fix)
        if kind is Release and not there & {"day", "at"}:
            yield Flaw((*path, "columns"), "nothing says what day or at is", _DAY_OR_MOMENT)
        for name in sorted({*entry.columns} & {*entry.constants}):
            yield Flaw((*path, "constants", name), f"{name} has a column, too", "keep one of them")


def _contradictions(file_map: Map, kind: type[Fact]) -> Iterator[Flaw]:
    numbers, dates = file_map.numbers, file_map.dates
    if numbers.cumulative and "count" not in columns(kind):
        fix = "leave it out: claims are recorded as they were published"
        yield Flaw(("numbers", "cumulative"), "only counts of people are turned into days", fix)
    elif numbers.cumulative and "day" not in {*file_map.columns, *file_map.constants}:
        fix = "write the column of the day below [columns]"
        yield Flaw(("numbers", "cumulative"), "running totals need the day of each row", fix)
    if "fall" in numbers.model_fields_set and not numbers.cumulative:
        fix = "write cumulative = true, or leave fall out"
        yield Flaw(("numbers", "fall"), "only a running total can fall", fix)
    for number, each in enumerate(file_map.leave_out):
        tests = {"equals", "other_than", "begins", "blank"} & each.model_fields_set
        if len(tests) != 1:
            fix = "write one of is, is_not, begins and blank = true"
            what = "nothing says which rows" if not tests else "one condition says two things"
            yield Flaw(("leave_out", number), what, fix)
    for path, form in _forms(file_map):
        if (
            form != SERIAL
            and not dates.year
            and not any(y in form for y in ("%Y", "%y", "%c", "%x"))
        ):
            fix = "write %Y where the year stands, or year = 2023 below [dates]"
            yield Flaw(path, f"{values.shown(form)} has no year", fix)
    yield from _of_forms(file_map)


def _of_forms(file_map: Map) -> Iterator[Flaw]:
    for path, entry in ((("columns",), file_map), *_entries(file_map)):
        for name, column in entry.columns.items():
            if column.form and name not in DATED:
                where = (
                    (*path, name, "form")
                    if path == ("columns",)
                    else (*path, "columns", name, "form")
                )
                yield Flaw(
                    where,
                    f"{name} is no date",
                    f"leave it out, or write it for one of {', '.join(DATED)}",
                )
            if column.split and name in {*DATED, *COUNTED}:
                where = (
                    (*path, name, "split")
                    if path == ("columns",)
                    else (*path, "columns", name, "split")
                )
                yield Flaw(where, f"{name} takes one value", "leave it out")
            forms = column.form or file_map.dates.form
            if (
                name == "at"
                and forms
                and not file_map.dates.zone
                and not all("%z" in form for form in forms)
            ):
                fix = 'write zone = "Asia/Jerusalem" (that of the sheet), or %z where the offset stands'
                yield Flaw(("dates", "zone"), "nothing says in which time zone moments are", fix)


def _entries(file_map: Map) -> list[tuple[Path, Entry]]:
    return [(("entries", number), entry) for number, entry in enumerate(file_map.entries)]


def _forms(file_map: Map) -> Iterator[tuple[Path, str]]:
    yield from ((("dates", "form"), form) for form in file_map.dates.form)
    for path, entry in ((("columns",), file_map), *_entries(file_map)):
        for name, column in entry.columns.items():
            yield from (((*path, name, "form"), form) for form in column.form)
