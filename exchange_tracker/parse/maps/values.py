"""The grammar of single values of a map.

Each function takes a value as TOML gives it and returns it, or raises ``InvalidValue`` with what is
wrong and what to write instead.
"""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from exchange_tracker.errors import InvalidValue
from exchange_tracker.parse.forms import delimiter_of, encoding_of
from exchange_tracker.parse.limits import EARLIEST_YEAR
from exchange_tracker.parse.terms.values import shown, text

SERIAL = "serial"
_TRIED = datetime(2023, 11, 24, 16, 5, 9)  # noqa: DTZ001 - any moment shows what a form can say
_LATEST_YEAR = 2200


def name(value: object) -> str | int:
    """Take a column of the file: its name, or its number from 1 on."""
    if isinstance(value, str) and value.strip():
        return value
    if type(value) is int and value > 0:
        return value
    fix = 'write its name as the header has it, e.g. "Date", or its number from 1 on'
    raise InvalidValue(f"{shown(value)} names no column", fix)


def one_or_several(value: object) -> list[object]:
    """Take one value, or a list of them."""
    return value if isinstance(value, list) else [value]


def line(value: object) -> int:
    """Take the number of a line."""
    if type(value) is int and value > 0:
        return value
    fix = "write the number of the line with the names of the columns, the first is 1"
    raise InvalidValue(f"{shown(value)} is not the number of a line", fix)


def date_form(value: object) -> str:
    """Take how dates are written: directives of ``strptime``, or serial numbers of a spreadsheet."""
    form = text(value)
    if form == SERIAL:
        return form
    # What is without a year is tried with one: strptime takes no 29 February else, and warns of it.
    tried = form if any(each in form for each in ("%Y", "%y", "%c", "%x")) else f"{form} %Y"
    try:
        read = datetime.strptime(_TRIED.strftime(tried), tried)  # noqa: DTZ007 - no moment, a test
    except ValueError:
        read = None
    if read is None or "%" not in form.replace("%%", ""):
        fix = 'write e.g. "%d/%m/%Y" for 24/11/2023, "%d %B %Y", "%Y-%m", or "serial" for 45254'
        raise InvalidValue(f"{shown(form)} is not a form of dates", fix)
    if not any(each in form for each in ("%m", "%b", "%B", "%j", "%Y", "%c", "%x")):
        raise InvalidValue(
            f"{shown(form)} has no month", "write %m, %b or %B where the month stands"
        )
    return form


def zone(value: object) -> str:
    """Take a time zone."""
    try:
        ZoneInfo(text(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        fix = 'write its name, e.g. "Asia/Jerusalem" or "UTC"'
        raise InvalidValue(f"{shown(value)} is not a time zone", fix) from None
    return text(value)


def year(value: object) -> int:
    """Take the year of dates that are written without one."""
    if type(value) is int and EARLIEST_YEAR <= value <= _LATEST_YEAR:
        return value
    raise InvalidValue(f"{shown(value)} is not a year", "write its four digits, e.g. 2023")


def months(value: object) -> list[object]:
    """Take the names of the twelve months in another language."""
    if isinstance(value, list) and len(value) == 12:  # noqa: PLR2004 - of a year
        return value
    fix = 'write all twelve as they stand in dates, e.g. ["января", "февраля", …]'
    raise InvalidValue("these are not the names of twelve months", fix)


def delimiter(value: object) -> str:
    """Take what stands between the cells of a file."""
    return delimiter_of(text(value))


def encoding(value: object) -> str:
    """Take the encoding of a file."""
    return encoding_of(text(value))


def thousands(value: object) -> str:
    """Take what stands between the thousands of a number."""
    if isinstance(value, str) and len(value) == 1 and not value.isalnum() and value not in "+?":
        return value
    fix = 'write the one character, e.g. "," for 1,718 or " " for 1 718'
    raise InvalidValue(f"{shown(value)} does not separate thousands", fix)


def blank(value: object) -> str:
    """Take what a blank number means."""
    return _word(value, ("refuse", "leave out", "?", "0"))


def zero(value: object) -> str:
    """Take what becomes of a 0."""
    return _word(value, ("keep", "leave out"))


def fall(value: object) -> str:
    """Take what becomes of a running total that falls."""
    return _word(value, ("refuse", "correction"))


def _word(value: object, words: tuple[str, ...]) -> str:
    if value in words:
        return str(value)
    listed = ", ".join(map(shown, words))
    raise InvalidValue(f"{shown(value)} cannot be chosen here", f"write one of {listed}")
