"""The words that can stand at the end of a command line, from the commands and from the ledger.

Somebody waits at each tab, so nothing is checked or imported that the words do not need: the terms
are read as TOML and the columns of a folder as CSV. What is wrong with them is said elsewhere.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, get_args

import typer

from exchange_tracker.cli.app import COMMANDS, Commands
from exchange_tracker.errors import Refusal
from exchange_tracker.facts.model import AGREEMENT, values

MOST = 1_000  # ids that are offered at once

_LEDGER = ("--ledger", "-f")
_ANY = ("releases", "claims", "sources")
_CLAIMS = ("claims",)
_IDS = {  # commands whose arguments are ids, and of what
    "amend": _ANY,
    "retract": _ANY,
    "show": _ANY,
    "redact": ("releases",),
    "reconcile": _CLAIMS,
}
_WORDS = {  # commands whose first argument is one of some words
    "import": ("releases", "claims", "sources", "history"),
    "completion": ("bash", "zsh", "fish"),
}
_ARGUED = {*_IDS, *_WORDS, "say"}  # commands whose arguments are known without loading them
_COLUMNS = ("kind", "category", "nationality", "basis")
_DAYS = ("day", "from", "to")
_SOURCES = ("source", "sources")
_OF_LEDGER = {"party", "reading", "obligation", *_DAYS, *_COLUMNS, *_SOURCES}  # options


def candidates(words: Sequence[str]) -> list[str]:
    """Return what can stand in place of the last of some words; nothing where files can.

    Words come as they are typed: quoted, and in bash with each ``=`` as a word of its own.
    """
    *before, begun = [re.sub(r"""\\|^['"]|(?<=.)['"]$""", "", word) for word in words]
    option, equals, value = begun.partition("=")
    if equals and option.startswith("--"):
        return [f"{option}={each}" for each in candidates([*before, option, value])]
    before, begun = [word for word in before if word != "="], begun.removeprefix("=")
    with suppress(Refusal, OSError, ValueError):  # what cannot be read completes nothing
        possible = _possible(before, begun) if before else COMMANDS
        return sorted({each for each in possible if each.startswith(begun)})
    return []


def _possible(before: Sequence[str], begun: str) -> Iterable[str]:
    """Return what can follow some words; a command is loaded only where its options are asked for."""
    last = before[-1]
    name = last.removeprefix("--")
    if name != last and name in _OF_LEDGER:
        return _recorded(name, _place(before))
    if before[0] in _ARGUED and not last.startswith("-") and not begun.startswith("-"):
        return _arguments(before, begun)
    command = _command(before[0])
    inner = getattr(command, "commands", {})
    if inner and len(before) == 1:
        return list(inner)
    if inner:
        command = inner.get(before[1])
    if command is None:
        return []
    if begun.startswith("-"):
        return [name for each in command.params for name in each.opts if name.startswith("--")]
    option = next((each for each in command.params if last in each.opts), None)
    if option is None or getattr(option, "is_flag", False):
        return _arguments(before, begun)
    if name == "by" and before[0] == "totals":
        return _COLUMNS
    return _closed_set(command.callback.__annotations__.get(option.name))


def _closed_set(annotation: Any) -> list[str]:
    """Return the words of an option that takes one of a closed set, from the type of its parameter.

    Not from Typer, which keeps them in another place in each version.
    """
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return [word.value for word in annotation]
    return [word for inner in get_args(annotation) for word in _closed_set(inner)]


def _arguments(before: Sequence[str], begun: str) -> Iterable[str]:
    """Return what can stand where no option is: days, obligations, ids."""
    command, place = before[0], _place(before)
    if command == "say":
        return _recorded("day", place)
    if command in _WORDS and len(before) == 1:
        return _WORDS[command]
    if before[:2] == ["why", "check"]:
        return [*_recorded("obligation", place), *_recorded("day", place)]
    tables = _CLAIMS if before[:2] == ["why", "claim"] else _IDS.get(command, ())
    return _ids(place, tables, begun)


def _command(name: str) -> Any:
    if name not in COMMANDS:
        return None
    return Commands(name="xt").get_command(typer.Context(Commands(name="xt")), name)


def _recorded(name: str, place: Path) -> Iterable[str]:
    """Return the words that the terms or the rows have for an option of this name."""
    if name in _SOURCES:
        return _ids(place, ("sources",), "")
    return _words(name, place) if name in _COLUMNS else _named(name, _terms(place))


def _place(before: Sequence[str]) -> Path:
    """Return the ledger or folder that a line names, or that is used without one."""
    given = [after for word, after in pairwise(before) if word in _LEDGER]
    joined = [word.partition("=")[2] for word in before if word.startswith("--ledger=")]
    places = filter(None, [*given, *joined, os.environ.get("EXCHANGE_LEDGER", "")])
    return Path(next(places, "ledger.db")).expanduser()


def _queried(place: Path, query: str, *values: str) -> Iterator[str]:
    """Yield the cells of a query of one column."""
    from exchange_tracker.store.ledger.sqlite import open_to_read
    from exchange_tracker.store.ledger.sqlite_errors import refuse_sqlite_errors

    with closing(open_to_read(place)) as connection, refuse_sqlite_errors(place):
        for (cell,) in connection.execute(query, values):
            yield str(cell)


def _terms(place: Path) -> dict[str, Any]:
    import tomllib

    if place.is_dir():
        file = place / "terms.toml"
        return tomllib.loads(file.read_text("utf-8-sig")) if file.is_file() else {}
    return tomllib.loads(
        "".join(_queried(place, "SELECT text FROM terms WHERE superseded IS NULL"))
    )


def _named(name: str, terms: dict[str, Any]) -> Iterable[str]:
    if name in _DAYS:
        return _days(terms)
    if name == "party":
        return list(terms.get("parties", ()))
    if name == "reading":
        return ["as-written", *terms.get("readings", ())]
    return [each["id"] for each in terms.get("obligations", ()) if "id" in each]


def _days(terms: dict[str, Any]) -> Iterable[str]:
    """Return the truce's days."""
    ends = [phase.get(end) for phase in terms.get("phases", ()) for end in ("from", "to")]
    known = [each for each in ends if type(each) is date]
    if not known:
        return []
    first, last = min(known), max(known)
    return [str(first + timedelta(days=n)) for n in range((last - first).days + 1)]


def _words(column: str, place: Path) -> Iterable[str]:
    """Return the words of a column: those that the terms allow, else those that are recorded."""
    known = _terms(place).get("vocabulary", {}).get(column)
    if known:
        return (*known, AGREEMENT) if column == "basis" else known
    if place.is_dir():
        cells: Iterable[str] = _cells(place / "releases.csv", column)
    else:
        cells = _queried(place, f"SELECT DISTINCT {column} FROM sums")  # noqa: S608 - our own names
    found = {word for cell in cells for word in values(cell)}
    return {*found, AGREEMENT} if column == "basis" else found


def _ids(place: Path, tables: Iterable[str], begun: str) -> Iterator[str]:
    """Yield ids that begin as asked, looked up by the database where there is one."""
    if place.is_dir():
        found = (name for table in tables for name in _cells(place / f"{table}.csv", "id"))
        yield from islice((name for name in found if name.startswith(begun)), MOST)
        return
    start = "".join(each for each in begun if each.isalnum() or each in "._-")
    for table in tables:
        query = f"SELECT id FROM {table} WHERE superseded IS NULL AND id GLOB ? LIMIT {MOST}"  # noqa: S608 - our own names
        yield from _queried(place, query, f"{start}*")


def _cells(path: Path, column: str) -> Iterator[str]:
    """Yield the cells of a column of a file, blank ones and doubles left out."""
    import csv

    if not path.is_file():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = (row.get(column) for row in csv.DictReader(file))
        yield from dict.fromkeys(cell.strip() for cell in cells if cell and cell.strip())
