"""The grammar of single values of ``terms.toml`` (``ledger.md``, section 2.1).

Each function takes a value as TOML gives it and returns it, or raises ``InvalidValue`` with what is
wrong and what to write instead.
"""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from exchange_tracker.errors import InvalidValue
from exchange_tracker.facts.model import UNDISCLOSED, Carry, Per
from exchange_tracker.parse import cells
from exchange_tracker.parse.cells import MOST_PEOPLE
from exchange_tracker.parse.terms.meant import number_words

_MOST_NAMES = 16
_MOST_LIKELY = 50  # names among which the one meant is looked for
_MOST_COMPARED = 1_000  # names whose first letters are looked at
_ALIKE = 0.75  # of 1: below it, a name is not the one meant
_LONGEST_NAME = 64  # characters
_OPEN = ', or "?" where the number was not agreed'
_PERIODS = {
    "da": Per.DAY, "each day": Per.DAY, "every day": Per.DAY, "week": Per.WEEK, "phase": Per.PHASE,
    "stage": Per.PHASE, "total": Per.PHASE, "in all": Per.PHASE, "once": Per.PHASE,
    "dead": Per.DEADLINE, "by ": Per.DEADLINE, "until": Per.DEADLINE,
}  # fmt: skip
"""How words begin that people write for a period, and what it is called here."""
_TRUE, _FALSE = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


def shown(value: object) -> str:
    """Return a value as people know it from the file; a long one is cut."""
    match value:
        case str():
            return cells.shown(value)
        case bool():
            return str(value).lower()
        case dict():
            return "a table"
        case list():
            return "a list"
        case int() if abs(value) > MOST_PEOPLE**2:
            return "a number of more than 18 digits"  # Python writes no number above 4,300
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def one_of(value: str, known_names: Iterable[str]) -> str:
    """Say what to write instead of an unknown name: the one meant, perhaps, and those there are."""
    names = list(known_names)
    rest = f", … ({len(names)} in all)" if len(names) > _MOST_NAMES else ""
    listed = ", ".join(map(shown, names[:_MOST_NAMES])) + rest
    likely = names if len(names) <= _MOST_LIKELY else _alike(value, names)
    return f"{likely_name(value, likely)}write one of {listed}" if names[1:] else f"write {listed}"


def _alike(value: str, names: list[str]) -> list[str]:
    """Return the first names that begin with the same letter: comparing very many takes long."""
    return [name for name in names[:_MOST_COMPARED] if name[:1] == value[:1]][:_MOST_LIKELY]


def likely_name(value: str, names: list[str]) -> str:
    """Ask whether one of the names is meant; a blank where none is like the value."""
    near = nearest(value, names)
    return f"did you mean {shown(near)}? " if near else ""


def nearest(value: str, names: list[str]) -> str:
    """Return the name that is most like a value; a blank where none is like it."""
    from difflib import get_close_matches  # noqa: PLC0415 - start-up: only a refusal needs it

    if len(value) > _LONGEST_NAME:
        return ""
    close = get_close_matches(value, names, n=1, cutoff=_ALIKE)
    return close[0] if close else ""


def text(value: object) -> str:
    """Take any text."""
    if isinstance(value, str):
        return value
    raise InvalidValue(f"{shown(value)} is not text", 'write text in quotes, e.g. "as reported"')


def filled(value: object) -> str:
    """Take text that says something."""
    if text(value).strip():
        return text(value)
    raise InvalidValue("the text is blank", "write what people should read here")


def name(value: object) -> str:
    """Take a name: text that is not blank and has no spaces around it."""
    if not isinstance(value, str):
        raise InvalidValue(f"{shown(value)} is not text", "write a word or a name in quotes")
    if not value.strip():
        raise InvalidValue("the text is blank", "write a word or a name")
    if value != value.strip():
        raise InvalidValue(f"{shown(value)} has spaces around it", f"write {shown(value.strip())}")
    return value


def word(value: object) -> str:
    """Take a word that a cell of a CSV file can hold, alone or among several."""
    if ";" in name(value):
        raise InvalidValue(
            f"{shown(value)} contains ';', which separates values in the CSV files",
            "write it without, or as several words",
        )
    return name(value)


def identifier(value: object) -> str:
    """Take an id: 1 to 64 ASCII letters, digits, ``.``, ``_`` and ``-``."""
    if not isinstance(value, str):
        raise InvalidValue(
            f"{shown(value)} is not an id", 'write it as text in quotes, e.g. "stage-two"'
        )
    if not value:
        raise InvalidValue("the id is blank", 'write an id, e.g. "stage-two"')
    return cells.identifier(value)


def count(value: object) -> int:
    """Take a whole number of people or days, 0 or more."""
    if type(value) is not int:
        raise _not_whole(value, "")
    if value < 0:
        raise InvalidValue(f"{shown(value)} is a negative number", "write 0 or more")
    if value > MOST_PEOPLE:
        raise InvalidValue(
            f"{shown(value)} is above {MOST_PEOPLE:,}", "write the number that was agreed"
        )
    return value


def positive(value: object) -> int:
    """Take a whole number, 1 or more."""
    if type(value) is int and value == 0:
        raise InvalidValue("0 is below 1", "write 1 or more")
    return count(value)


def at_least(value: object) -> int | str:
    """Take ``at_least`` where it is no table."""
    return _minimum(value, f", a table, e.g. {{ 2025-01-19 = 3 }}{_OPEN}")


def minimum(value: object) -> int | str:
    """Take a number of a table in ``at_least``."""
    return _minimum(value, _OPEN)


def _minimum(value: object, otherwise: str) -> int | str:
    if value == UNDISCLOSED:
        return UNDISCLOSED
    if type(value) is int:
        return count(value)
    raise _not_whole(value, otherwise)


def _not_whole(value: object, otherwise: str) -> InvalidValue:
    """Return the refusal of what is no whole number; a text may hold one."""
    what = f"{shown(value)} is not a whole number"
    if not isinstance(value, str):
        return InvalidValue(what, f"write digits, e.g. 10{otherwise}")
    text = value.strip()
    if words := number_words(text):
        return InvalidValue(words[0], f"{words[1]} without quotes")
    if text.isascii() and text.isdigit():
        what = f"{shown(value)} is text, and a number is asked"
        return InvalidValue(what, f"write {text.lstrip('0')[:12] or 0} without quotes")
    return InvalidValue(what, f"write digits without quotes, e.g. 10{otherwise}")


def flag(value: object) -> bool:
    """Take true or false."""
    if isinstance(value, bool):
        return value
    word = str(value).strip().casefold()
    instead = "true" if word in _TRUE else "false" if word in _FALSE else "true or false"
    raise InvalidValue(
        f"{shown(value)} is neither true nor false", f"write {instead}, without quotes"
    )


def per(value: object) -> str:
    """Take what an obligation is judged over."""
    if isinstance(value, str) and value in tuple(Per):
        return value
    word = value.strip().casefold() if isinstance(value, str) else ""
    meant = [period for start, period in _PERIODS.items() if word.startswith(start)]
    asked = f'did you mean "{meant[0]}"? ' if meant else ""
    fix = f"{asked}write day, deadline, week or phase"
    raise InvalidValue(f"{shown(value)} is not a period", fix)


def carry(value: object) -> str:
    """Take what one period hands on to the next."""
    if isinstance(value, str) and value in tuple(Carry):
        return value
    near = likely_name(value.casefold(), [*map(str, Carry)]) if isinstance(value, str) else ""
    fix = f"{near}write none, surplus, shortfall or both"
    raise InvalidValue(f"{shown(value)} is not a way to carry", fix)


def filled_list(value: object) -> list[Any]:
    """Take a list that is not empty."""
    if not isinstance(value, list):
        raise InvalidValue(f"{shown(value)} is not a list", _as_list(value))
    if not value:
        raise InvalidValue(
            "the list is empty", "write at least one; an optional key can be left out"
        )
    return value


def _as_list(value: object) -> str:
    if isinstance(value, str):
        return f"write [{shown(value)}]"
    is_table = isinstance(value, dict)
    return (
        "write its header in [[ ]], as there may be several" if is_table else "write a list in [ ]"
    )


def table(value: object) -> dict[str, Any]:
    """Take a table."""
    if isinstance(value, dict):
        return value
    raise InvalidValue(
        f"{shown(value)} is not a table", "write key = value lines below its [header]"
    )


def excluded(value: object) -> object:
    """Take an ``except`` that leaves somebody to count."""
    if value == {}:
        raise InvalidValue(
            "the table is empty, and would except everybody", "name whom, or leave it out"
        )
    return value


def filled_table(value: object) -> dict[str, Any]:
    """Take a table that is not empty."""
    if table(value):
        return table(value)
    raise InvalidValue("the table is empty", "write at least one key and value")
