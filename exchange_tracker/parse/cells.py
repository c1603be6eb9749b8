"""The grammar of single cells (``ledger.md``, section 2): nothing is guessed.

Each function takes a text without surrounding spaces and returns it as it is kept, or raises
``InvalidValue`` with what is wrong and what to write instead.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

from exchange_tracker.errors import InvalidValue
from exchange_tracker.facts.model import OR_MORE, UNDISCLOSED
from exchange_tracker.parse.limits import EARLIEST_YEAR
from exchange_tracker.parse.terms.meant import number_words

Check = Callable[[str], str]

LONGEST_SHOWN = 80  # characters
LONGEST_CELL = 131_072  # characters: what common readers of CSV take
MOST_PEOPLE = 999_999_999
# Compiled when a cell is first read: all of them take a start 2 ms.
_ID = r"[A-Za-z0-9._-]{1,64}"
IDS = r"[A-Za-z0-9._-]{0,64}(?:\n[A-Za-z0-9._-]{0,64})*"  # or blanks, a line each
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MONTH = r"[0-9]{4}(-(0[1-9]|1[0-2]))?"
_MOMENT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-5][0-9](:[0-5][0-9])?(Z|[+-][0-9]{2}:[0-5][0-9])"
BOUNDS = ("=", ">=", "<=", "~")  # how a figure may be meant
_DIGITS = r"[0-9]+"
_OR_MORE = r"(?:>=|≥|\+) *(?P<before>0*[1-9][0-9]*)|(?P<after>0*[1-9][0-9]*) +\+"
_RANGE = r"[0-9]+ *(-|–|/|or|to) *[0-9]+"
_SHA256 = r"[0-9a-fA-F]{64}"


def shown(text: str) -> str:
    """Quote a text for a message; a long one is cut and says so."""
    return repr(text) if len(text) <= LONGEST_SHOWN else f"{text[:60]!r}… ({len(text)} characters)"


def any_text(text: str) -> str:
    """Take any text of a length that other programs can read too."""
    if len(text) > LONGEST_CELL:
        raise InvalidValue(
            f"the text has {len(text):,} characters", f"write {LONGEST_CELL:,} at most"
        )
    return text


def identifier(text: str) -> str:
    """Take an id, or a blank: 1 to 64 ASCII letters, digits, ``.``, ``_`` and ``-``."""
    if not text or re.fullmatch(_ID, text):
        return text
    raise InvalidValue(
        f"{shown(text)} is not an id",
        "write 1 to 64 of the letters A-Z and a-z, digits, '.', '_' and '-'",
    )


def read_date(text: str) -> date:
    """Return a date from ``YYYY-MM-DD`` and nothing else."""
    if not re.fullmatch(_DATE, text):
        raise InvalidValue(
            f"{shown(text)} is not a date", "write it as YYYY-MM-DD, e.g. 2023-11-30"
        )
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidValue(
            f"{shown(text)} is not a day of the calendar", "write a date that exists"
        ) from None


def read_moment(text: str) -> datetime:
    """Return a moment (UTC) from ``YYYY-MM-DDThh:mm[:ss]`` with ``Z`` or an offset."""
    if not re.fullmatch(_MOMENT, text):
        raise InvalidValue(
            f"{shown(text)} is not a moment",
            "write date, time and offset, e.g. 2023-12-01T01:30:00+02:00",
        )
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise InvalidValue(
            f"{shown(text)} is not a moment of the calendar",
            "write a date, time and offset that exist",
        ) from None


def is_moment(text: str) -> bool:
    """Return whether a text is a moment as files have it."""
    return _fits(read_moment, text)


def refuse_early(text: str, year: int) -> None:
    """Refuse a date or moment whose year cannot be meant."""
    if year < EARLIEST_YEAR:
        what = f"{text} lies before the year {EARLIEST_YEAR}"
        raise InvalidValue(what, "write all four digits of the year, e.g. 2023")


def day(text: str) -> str:
    """Take a date, or a blank."""
    if text:
        refuse_early(text, read_date(text).year)
    return text


def moment(text: str) -> str:
    """Take a moment, or a blank."""
    if text:
        read_moment(text)
        refuse_early(text, int(text[:4]))
    return text


def published(text: str) -> str:
    """Take a year, a month, a date or a moment, or a blank."""
    if not text or re.fullmatch(_MONTH, text) or _fits(read_date, text) or _fits(read_moment, text):
        refuse_early(text, int(text[:4] or EARLIEST_YEAR))
        return text
    raise InvalidValue(
        f"{shown(text)} is not a year, month, date or moment",
        "write e.g. 2023, 2023-12, 2023-12-01 or 2023-12-01T01:30:00+02:00",
    )


def _fits(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except InvalidValue:
        return False
    return True


def _whole(text: str, instead: str) -> str:
    if not re.fullmatch(_DIGITS, text):
        raise InvalidValue(*number_words(text) or (f"{shown(text)} is not a whole number", instead))
    return _short(text)


def _short(text: str) -> str:
    if len(text.removesuffix(OR_MORE)) > len(str(MOST_PEOPLE)):
        raise InvalidValue(f"{shown(text)} has more than 9 digits", "write the number of people")
    return text


def count(text: str, nobody: str = "nobody was released") -> str:
    """Take a number of people, ``780+`` for 780 or more, or ``?`` where it was not disclosed.

    ``nobody`` says what 0 means.
    """
    if text == UNDISCLOSED:
        return text
    if not text:
        raise InvalidValue(
            "the count is blank",
            f"write the number of people, 0 where {nobody}, "
            "or ? where their number was not disclosed",
        )
    if text.endswith(OR_MORE) and re.fullmatch(_DIGITS, text[:-1]):
        return _at_least(text, nobody)
    if re.fullmatch(_RANGE, text):
        return _whole(text, "write the number adopted and put the other into claims.csv")
    if least := re.fullmatch(_OR_MORE, text):
        number = least["before"] or least["after"]
        return _whole(text, f"write {number}+ for {number} or more")
    return _whole(text, "write it in digits, 780+ for 780 or more, ? where it was not disclosed")


def count_moved(text: str) -> str:
    """Take the count of a movement, as that of an entry."""
    return count(text, "there was nobody")


def _at_least(text: str, nobody: str) -> str:
    """Take a number of people with ``+`` after it."""
    if not text.strip(f"0{OR_MORE}"):
        fix = f"write 0 where {nobody}, ? where the number was not disclosed"
        raise InvalidValue(f"{shown(text)} says nothing of how many", fix)
    return _short(text)


def figure(text: str) -> str:
    """Take the figure of a claim."""
    if not text:
        raise InvalidValue("the figure is blank", "write the number that was published")
    if re.fullmatch(_RANGE, text):
        return _whole(text, "write two claims, one with the bound >= and one with <=")
    return _whole(
        text, "write it in the digits 0-9 alone, and how it is meant into bound: >=, <=, ~"
    )


def bound(text: str) -> str:
    """Take how a figure is meant, or a blank (``=``)."""
    return one_of(text, BOUNDS, "bound")


def part(text: str) -> str:
    """Take how a claim belongs to its whole, or a blank."""
    return one_of(text, ("part", "including"), "part")


def one_of(text: str, words: tuple[str, ...], name: str) -> str:
    """Take one of some words, or a blank."""
    if not text or text in words:
        return text
    raise InvalidValue(f"{shown(text)} is not a {name}", f"write one of {', '.join(words)}")


def sha256(text: str) -> str:
    """Take a SHA-256 digest in hexadecimal, or a blank."""
    if not text or re.fullmatch(_SHA256, text):
        return text
    raise InvalidValue(f"{shown(text)} is not a SHA-256 digest", "write its 64 hexadecimal digits")


def required(check: Check, name: str, instead: str = "") -> Check:
    """Return a check that refuses a blank, and else checks as ``check`` does."""

    def filled(text: str) -> str:
        if not text:
            raise InvalidValue(f"the {name} is blank", instead or f"write the {name}")
        return check(text)

    return filled


def several(check: Check) -> Check:
    """Return a check of each value of a cell; spaces around values and empty values are dropped."""

    def checked(text: str) -> str:
        values = (value.strip() for value in any_text(text).split(";"))
        return ";".join([check(value) for value in values if value])

    return checked


def one(check: Check, name: str) -> Check:
    """Return a check that refuses several values in a cell that takes one."""

    def checked(text: str) -> str:
        if ";" in text:
            raise InvalidValue(f"{shown(text)} is more than one {name}", "write one row for each")
        return check(text)

    return checked
