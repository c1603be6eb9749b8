"""What people mean by a number, a day or a length of time that no file of terms takes as it is written.

Nothing is guessed: what could be meant in two ways is answered with the form alone.
"""

import re
from datetime import date

from exchange_tracker.facts.event import DAYS, HOURS

Words = tuple[str, str]
"""What is wrong, and what to write instead."""

ISO = "write it as YYYY-MM-DD, e.g. 2023-11-30"
THOUSANDS = r"\d{1,3}(?:[,.'’ \u00a0\u202f]\d{3})+"
NUMBERED_DAY = (
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
)
LENGTH = r"(?P<digits>\d+) *(?P<unit>hours?|hrs?|h|days?|d|weeks?|w)"

_SIGNS = {",": "a comma", ".": "a point", "'": "an apostrophe", "’": "an apostrophe"}
_HOURS_OR_DAYS = {"h": (HOURS, 1), "d": (DAYS, 1), "w": (DAYS, 7)}


def number_words(text: str) -> Words | None:
    """Say what keeps digits from being a whole number; ``None`` where they are none."""
    if not re.fullmatch(THOUSANDS, text, re.ASCII):
        return None
    sign = next(char for char in text if not char.isdigit())
    digits = re.sub("[^0-9]", "", text)
    return f"{text} has {_SIGNS.get(sign, 'a space')} between its digits", f"write {digits}"


def day_words(text: str) -> Words | None:
    """Say what keeps numbers from being a date; ``None`` where they are one, or no day at all."""
    numbers = re.fullmatch(NUMBERED_DAY, text, re.ASCII)
    if numbers is None:
        return None
    if not numbers["year"]:
        return f"{text} is not a date", ISO
    try:
        day = date(int(numbers["year"]), int(numbers["month"]), int(numbers["day"]))
    except ValueError:
        return f"{text} is not a day of the calendar", "write a date that exists"
    return None if text == day.isoformat() else (f"{text} is not a date", f"write {day}")


def length_meant(text: str) -> str:
    """Return hours, days or weeks as ``within`` has them; a blank where they are none of these."""
    length = re.fullmatch(LENGTH, text.strip(), re.ASCII | re.IGNORECASE)
    if length is None:
        return ""
    unit, times = _HOURS_OR_DAYS[length["unit"][0].lower()]
    digits = length["digits"].lstrip("0") or "0"
    return f"{int(digits) * times if times > 1 else digits}{unit}" if len(digits) < 9 else ""  # noqa: PLR2004
