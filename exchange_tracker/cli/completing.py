"""The words that can stand at the end of a command line, from the commands and from the ledger."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import typer

from exchange_tracker.cli.app import COMMANDS, Commands
from exchange_tracker.cli.asking import open_records
from exchange_tracker.cli.options import LEDGER
from exchange_tracker.errors import Refusal
from exchange_tracker.model import AGREEMENT, Terms, values
from exchange_tracker.records import Records
from exchange_tracker.totals import days_between

MOST = 1_000  # ids that are offered at once

_LEDGER = ("--ledger", "-f")
_IDS = {"amend", "retract", "redact", "show", "why"}  # commands whose words are ids
_COLUMNS = ("kind", "category", "nationality", "basis")


def candidates(words: Sequence[str]) -> list[str]:
    """Give what can stand in place of the last of some words; nothing where files can."""
    *before, begun = words
    if not before:
        return _fitting(COMMANDS, begun)
    with suppress(Refusal, OSError):  # a ledger that cannot be read completes nothing
        return _fitting(_possible(before, begun), begun)
    return []


def _fitting(possible: Iterable[str], begun: str) -> list[str]:
    bare = begun.lstrip("'\"")
    return sorted({each for each in possible if each.startswith(bare)})


def _possible(before: Sequence[str], begun: str) -> Iterable[str]:
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
    option = next((each for each in command.params if before[-1] in each.opts), None)
    if option is not None and not getattr(option, "is_flag", False):
        return _values(option, before)
    if before[0] == "say":
        return _days(_records(before).terms)
    return _ids(before, begun) if before[0] in _IDS else []


def _command(name: str) -> Any:
    if name not in COMMANDS:
        return None
    return Commands(name="xt").get_command(typer.Context(Commands(name="xt")), name)


def _values(option: Any, before: Sequence[str]) -> Iterable[str]:
    """Give what an option takes: its own words, or those of the terms."""
    known = getattr(option.type, "choices", None)
    if known:
        return [getattr(each, "value", each) for each in known]
    name = option.opts[0].removeprefix("--")
    if name == "by" and before[0] == "totals":
        return _COLUMNS
    return _named(name, _records(before)) if name in _NAMED or name in _COLUMNS else []


def _records(before: Sequence[str]) -> Records:
    given = [after for word, after in pairwise(before) if word in _LEDGER]
    joined = [word.partition("=")[2] for word in before if word.startswith("--ledger=")]
    place = [*given, *joined, os.environ.get("EXCHANGE_LEDGER", ""), str(LEDGER)]
    return open_records(Path(next(filter(None, place))).expanduser())


def _named(name: str, records: Records) -> Iterable[str]:
    if name in _COLUMNS:
        return _words(name, records)
    return _NAMED[name](records.terms)


def _words(column: str, records: Records) -> Iterable[str]:
    """Give the words of a column: those that the terms allow, else those that are recorded."""
    known = records.terms.vocabulary.get(column)
    if known:
        return (*known, AGREEMENT) if column == "basis" else known
    figures = records.figures(datetime.max.replace(tzinfo=UTC))
    return {word for each in figures for word in values(getattr(each.group, column))}


def _readings(terms: Terms) -> Iterable[str]:
    return [reading.name for reading in terms.readings]


def _obligations(terms: Terms) -> Iterable[str]:
    return {each.id for reading in terms.readings for each in reading.obligations}


def _days(terms: Terms) -> Iterable[str]:
    return [day.isoformat() for day in days_between(terms.first_day, terms.last_day)]


_NAMED: dict[str, Callable[[Terms], Iterable[str]]] = {
    "party": lambda terms: terms.parties,
    "reading": _readings,
    "obligation": _obligations,
    "day": _days,
    "from": _days,
    "to": _days,
}


def _ids(before: Sequence[str], begun: str) -> Iterator[str]:
    """Give ids that begin as asked, looked up by the database where there is one."""
    from exchange_tracker.ledger.ledger import Ledger

    records = _records(before)
    if not isinstance(records, Ledger):
        every = (each.id for facts in (records.releases(), records.claims()) for each in facts)
        yield from (name for name in every if name.startswith(begun))
        return
    start = re.sub(r"[^A-Za-z0-9._-]", "", begun)
    for table in ("releases", "claims", "sources"):
        query = f"SELECT id FROM {table} WHERE superseded IS NULL AND id GLOB ? LIMIT {MOST}"  # noqa: S608 - our own names
        for (name,) in records.rows(query, (f"{start}*",)):
            yield str(name)
