"""Dates as people write them in a table: ``24 Nov``, ``24–27 Nov``; the year where it is not the truce's."""

import re
from dataclasses import dataclass
from datetime import date

from exchange_tracker.facts.model import Terms
from exchange_tracker.facts.truce_day import NEVER

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DASH = "\N{EN DASH}"
_WIDE_DASH = f" {_DASH} "
_ISO_PARTS = 3  # year, month, day
_ISO = r"(?<![\w-])([0-9]{4}-[0-9]{2}-[0-9]{2})(?![\w-])"
_DATES = re.compile(f"“[^”]*”|{_ISO}(?: to {_ISO})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class DayWords:
    """Writes days; ``year`` is the one that all the truce lies in, which the page says once.

    ``None`` where the truce has more than one year, or no end: then every date has its own.
    """

    year: int | None

    def __call__(self, first: date, last: date) -> str:
        """Write a range of days, no month or year said twice."""
        if first is NEVER:
            return "no date"
        if last is NEVER:
            return f"from {self.day(first)} on"
        if first == last:
            return self.day(first)
        if first.year != last.year:
            return f"{_day(first)} {first.year}{_WIDE_DASH}{_day(last)} {last.year}"
        same_month = first.month == last.month
        start = f"{first.day}{_DASH}" if same_month else f"{_day(first)}{_WIDE_DASH}"
        return f"{start}{self.day(last)}"

    def day(self, day: date) -> str:
        """Write one day."""
        return _day(day) if day.year == self.year else f"{_day(day)} {day.year}"

    def in_text(self, text: str) -> str:
        """Return a sentence of ours with its ISO dates as people write them; what is quoted stays."""
        return _DATES.sub(self._in_place, text)

    def _in_place(self, place: re.Match[str]) -> str:
        try:
            first, last = date.fromisoformat(place[1]), date.fromisoformat(place[2] or place[1])
        except (TypeError, ValueError):  # a quotation, or no day of the calendar
            return place[0]
        return self(first, last)


def day_words_of(terms: Terms) -> DayWords:
    """Return what writes the days of a truce."""
    first, last = terms.first_day, terms.last_day
    return DayWords(first.year if last is not NEVER and first.year == last.year else None)


def recorded_day(text: str) -> str:
    """Write a recorded date with its year: ``1 Dec 2023``; what is no whole date stays as it is."""
    parts = text.split("-")
    try:
        day = date.fromisoformat(text) if len(parts) == _ISO_PARTS else None
    except ValueError:
        day = None
    return f"{_day(day)} {day.year}" if day else text


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"
