"""The grammar of days, moments and lengths of time in ``terms.toml`` (``ledger.md``, section 2.1).

Each function takes a value as TOML gives it and returns it, or raises ``InvalidValue`` with what is
wrong and what to write instead.
"""

import re
import zoneinfo
from datetime import date, datetime, time

from exchange_tracker.errors import InvalidValue
from exchange_tracker.facts.event import DAYS, HOURS
from exchange_tracker.facts.truce_day import EXAMPLE, expect_zones, is_zone
from exchange_tracker.parse.cells import refuse_early
from exchange_tracker.parse.limits import LATEST_YEAR, LONGEST_WITHIN
from exchange_tracker.parse.terms.meant import day_words, length_meant
from exchange_tracker.parse.terms.values import likely_name, shown

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_ZONE = re.compile(
    r"(?=.{1,64}\Z)[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+){0,3}", re.ASCII
)  # no longer, and no deeper
_ELSEWHERE = ("localtime", "Factory", "posix/", "posixrules", "right/")  # not alike everywhere
_MOMENT = "2025-10-10T12:00:00+03:00"
_DAY = "YYYY-MM-DD, e.g. 2023-11-30"
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})"
)
_WITHIN = re.compile(r"([0-9]+)([a-z]?)")
_YEAR = {HOURS: 8766, DAYS: 365.25}
"""How long a year is, by the unit of ``within``."""


def day(value: object) -> date:
    """Take a local date of TOML."""
    if isinstance(value, datetime):
        raise InvalidValue(
            f"{shown(value)} is a date with a clock time",
            f"write the date alone: {value.date().isoformat()}",
        )
    if isinstance(value, date):
        refuse_early(value.isoformat(), value.year)
        return value
    if not isinstance(value, str):
        raise InvalidValue(f"{shown(value)} is not a date", f"write {_DAY}")
    if _ISO_DAY.fullmatch(value[:10]) and day_words(value[:10]) is None:
        what = "text, and a date is asked" if len(value) == len(value[:10]) else "more than a date"
        raise InvalidValue(f"{shown(value)} is {what}", f"write {value[:10]} without quotes")
    what, fix = day_words(value) or (f"{shown(value)} is not a date", "")
    raise InvalidValue(what, f"{fix} without quotes" if fix else f"write {_DAY}, without quotes")


def moment(value: object) -> datetime:
    """Take an offset date-time of TOML, in whole seconds."""
    if not isinstance(value, datetime):
        raise InvalidValue(*_no_moment(value))
    if value.tzinfo is None:
        raise InvalidValue(f"{shown(value)} has no offset", f"add it, e.g. {_MOMENT}, or Z for UTC")
    if value.microsecond:
        whole = value.replace(microsecond=0).isoformat()
        raise InvalidValue(f"{shown(value)} has a part of a second", f"write {whole}")
    refuse_early(value.isoformat(), value.year)
    if value.year > LATEST_YEAR:
        raise InvalidValue(
            f"{shown(value)} lies after the year {LATEST_YEAR}", "write the year that is meant"
        )
    return value


def _no_moment(value: object) -> tuple[str, str]:
    parts = "date, clock time and offset"
    if isinstance(value, date):
        what = f"{value} is a date, and a moment is asked"
        return what, f"add clock time and offset, e.g. {value}T12:00:00+03:00"
    if not isinstance(value, str):
        return f"{shown(value)} is not a moment", f"write {parts}, e.g. {_MOMENT}"
    if _WHOLE_MOMENT.fullmatch(value):
        return f"{shown(value)} is text, and a moment is asked", f"write {value} without quotes"
    return f"{shown(value)} is not a moment", f"write {parts} without quotes, e.g. {_MOMENT}"


def within(value: object) -> str:
    """Take how long after an event: hours or days, 1 or more of them."""
    parts = _WITHIN.fullmatch(value) if isinstance(value, str) else None
    if not isinstance(value, str) or parts is None or parts[2] not in _YEAR:
        if meant := length_meant(str(value)):
            raise InvalidValue(f"{shown(value)} is not in the form of 'within'", f'write "{meant}"')
        raise InvalidValue(
            f"{shown(value)} is not a number of hours or days",
            'write digits and h or d in quotes, e.g. "72h" or "60d"',
        )
    digits = parts[1].lstrip("0")
    if not digits:
        raise InvalidValue(f"{shown(value)} is below 1", f'write "1{parts[2]}" or more')
    most = int(LONGEST_WITHIN * _YEAR[parts[2]])
    if len(digits) > len(str(most)) or int(digits) > most:
        raise InvalidValue(
            f"{shown(value)} is more than {LONGEST_WITHIN} years", "write what was agreed"
        )
    return value


def clock(value: object) -> str:
    """Take a clock time, ``HH:MM``."""
    if isinstance(value, str) and _CLOCK.fullmatch(value):
        return value
    meant = _clock_meant(value)
    raise InvalidValue(
        f"{shown(value)} is not a clock time",
        f'write "{meant}"'
        if meant
        else 'write hours and minutes in quotes, "00:00" to "23:59", e.g. "07:00"',
    )


def _clock_meant(value: object) -> str:
    """Return the hours and minutes that a value can only mean; else a blank."""
    text = f"{shown(value)}".removesuffix(":00") if isinstance(value, time) else value
    padded = f"0{text}" if isinstance(text, str) and re.fullmatch("[0-9]:[0-9]{2}", text) else text
    return padded if isinstance(padded, str) and _CLOCK.fullmatch(padded) else ""


def zone(value: object) -> str:
    """Take the IANA name of a time zone."""
    fit = isinstance(value, str) and _means_the_same_everywhere(value)
    if isinstance(value, str) and fit:
        if is_zone(value):
            return value
        expect_zones()
    meant = likely_name(value, _zones()) if isinstance(value, str) else ""
    newer = (
        ", or install a newer tzdata if the name is new"
        if fit and not meant and "/" in str(value)
        else ""
    )
    raise InvalidValue(
        f"{shown(value)} is not a time zone", f'{meant}write an IANA name, e.g. "{EXAMPLE}"{newer}'
    )


def _zones() -> list[str]:
    names = zoneinfo.available_timezones()
    return sorted(name for name in names if not name.startswith(_ELSEWHERE))


def _means_the_same_everywhere(name: str) -> bool:
    """Return whether a name of a zone is no path, nor one that each machine fills in by itself."""
    return bool(_ZONE.fullmatch(name)) and not name.startswith(_ELSEWHERE)
