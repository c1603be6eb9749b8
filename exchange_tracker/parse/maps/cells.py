"""Cells of a file in a desk's own words to cells of the ledger, each distinct text once."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from exchange_tracker.errors import InvalidValue
from exchange_tracker.parse.cells import Check, shown
from exchange_tracker.parse.checked_column import CheckedColumn
from exchange_tracker.parse.maps.model import Column, DateKeys, Map, NumberKeys
from exchange_tracker.parse.maps.shape import COUNTED, DATED
from exchange_tracker.parse.maps.values import SERIAL

LEFT_OUT = "\0"  # in place of a number: the row says nothing of this entry; no cell holds it

_MARKS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u200b"
_AROUND = _MARKS + " \t\r\n\v\f\u00a0\u202f"
_DROPPED = {ord(mark): None for mark in _MARKS}
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SERIAL = re.compile(r"[0-9]{2,6}(?:\.0+)?")
_SEPARATED = re.compile(r"[0-9]{1,3}(?:([,.'’ \u00a0\u202f\u066c])[0-9]{3})+")
_FIRST_SERIAL = date(1899, 12, 30)
_LEAST_SERIAL = 61  # 1 March 1900: before it, programs count differently
_WHOLE_DAY = ("%d", "%j", "%c", "%x", "%e")

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

Span = tuple[date, date]


def plain(text: str) -> str:
    """Return a text as people see it: no marks of direction, no space around it, composed letters."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", text.translate(_DROPPED)).split())


def bare(text: str) -> str:
    """Return a cell without marks of direction and spaces around it."""
    return text.strip(_AROUND)


def western(text: str) -> str:
    """Return a text with the digits of any script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text)


def has_span(form: str) -> bool:
    """Return whether a form names no day, but a month or a year."""
    return form != SERIAL and not any(day in form for day in _WHOLE_DAY)


def mapped_column(target: str, column: Column, file_map: Map, *, dated: bool) -> CheckedColumn:
    """Return what turns the cells of a column of the file into those of a column of the ledger.

    ``dated`` says that the file's own dates come as YYYY-MM-DD: a workbook has them apart from text.
    """
    return CheckedColumn(_check(target, column, file_map, dated=dated))


def _check(target: str, column: Column, file_map: Map, *, dated: bool) -> Check:
    words = {plain(word): meant for word, meant in file_map.words.get(target, {}).items()}
    if target in DATED:
        read: Check = partial(
            _dates[target],
            forms=tuple(column.form or file_map.dates.form),
            keys=file_map.dates,
            dated=dated,
        )
    elif target in COUNTED:
        read = partial(_number, keys=file_map.numbers)
    else:
        read = bare
    if target in {*DATED, *COUNTED}:
        read = partial(_in_western_digits, read=read)
    if column.split:
        return partial(_several, words=words, read=read, separator=column.split)
    return partial(_one, words=words, read=read)


def until_column(column: Column, file_map: Map, *, dated: bool) -> CheckedColumn | None:
    """Return what gives the last day where a column of days names months or years; else ``None``."""
    forms = tuple(column.form or file_map.dates.form)
    if not any(map(has_span, forms)):
        return None
    return CheckedColumn(partial(_last_of_span, forms=forms, keys=file_map.dates, dated=dated))


def _one(text: str, words: Mapping[str, str], read: Check) -> str:
    text = bare(text)
    meant = words.get(plain(text)) if words else None
    return read(text if meant is None else meant)


def _several(text: str, words: Mapping[str, str], read: Check, separator: str) -> str:
    return ";".join(filter(None, (_one(each, words, read) for each in text.split(separator))))


def _in_western_digits(text: str, read: Check) -> str:
    return read(western(text))


def _number(text: str, keys: NumberKeys) -> str:
    if not text:
        return _blank_number(keys)
    if text.isdigit() and text.isascii():
        zero = not int(text[:10]) and keys.zero == "leave out" and not keys.cumulative
        return LEFT_OUT if zero else text
    separated = _SEPARATED.fullmatch(text.removesuffix("+").rstrip())
    if not separated:
        return text
    marks = {character for character in separated[0] if not character.isdigit()}
    if marks == {keys.thousands}:
        return text.replace(keys.thousands, "")
    mark = separated[1]
    fix = f'write thousands = "{mark}" below [numbers] of the map if that is what it means'
    raise InvalidValue(f"{shown(text)} has {shown(mark)} between its digits", fix)


def _blank_number(keys: NumberKeys) -> str:
    if keys.blank == "refuse":
        fix = 'write it, or say below [numbers] of the map what a blank means: blank = "leave out", "?" or "0"'
        raise InvalidValue("the number is blank", fix)
    if keys.blank == "leave out" or (keys.blank == "0" and keys.zero == "leave out"):
        return LEFT_OUT
    return keys.blank


def _spans(text: str, forms: Sequence[str], keys: DateKeys, *, dated: bool) -> Span:
    """Return the first and last day that a text names, in one of its forms and in no second."""
    spans = {span for form in forms if (span := _span(text, form, keys))}
    if len(spans) == 1:
        return spans.pop()
    if _ISO.fullmatch(text) and (dated or not forms):
        day = _iso(text)
        return day, day
    if not forms:
        fix = 'state how it is written below [dates] of the map, e.g. form = "%d/%m/%Y"'
        raise InvalidValue(f"{shown(text)} is not written as YYYY-MM-DD", fix)
    listed = " and ".join(forms)
    if spans:
        what = f"{shown(text)} is another day by each of the forms {listed}"
        raise InvalidValue(what, "keep the one form that is meant below [dates] of the map")
    of = f"is not written as {listed}" if len(forms) == 1 else f"is in none of the forms {listed}"
    raise InvalidValue(
        f"{shown(text)} {of}", "write it so, or add its form below [dates] of the map"
    )


def _iso(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        what = f"{shown(text)} is not a day of the calendar"
        raise InvalidValue(what, "write a date that exists") from None


def _span(text: str, form: str, keys: DateKeys) -> Span | None:
    if form == SERIAL:
        return _of_serial(text)
    read = _moment(text, form, keys)
    if read is None:
        return None
    day = read.date()
    if not has_span(form):
        return day, day
    if not any(month in form for month in ("%m", "%b", "%B")):
        return day.replace(month=1, day=1), day.replace(month=12, day=31)
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _of_serial(text: str) -> Span | None:
    if not _SERIAL.fullmatch(text) or int(float(text)) < _LEAST_SERIAL:
        return None
    day = _FIRST_SERIAL + timedelta(days=int(float(text)))
    return day, day


def _moment(text: str, form: str, keys: DateKeys) -> datetime | None:
    if not any(year in form for year in ("%Y", "%y", "%c", "%x")):
        text, form = f"{text} {keys.year}", f"{form} %Y"
    if keys.months and ("%B" in form or "%b" in form):
        text = _english(text, keys.months, short="%B" not in form)
    try:
        return datetime.strptime(text, form)  # noqa: DTZ007 - its zone is stated beside it
    except ValueError:
        return None


def _english(text: str, months: Sequence[str], *, short: bool) -> str:
    """Return a date with the English name of its month; of names that are within others, the longest."""
    text = plain(text).lower()
    own = {plain(name).lower(): english for name, english in zip(months, _MONTHS, strict=True)}
    for name in sorted(own, key=len, reverse=True):
        if name in text:
            return text.replace(name, own[name][:3] if short else own[name])
    return text


def _first_day(text: str, forms: Sequence[str], keys: DateKeys, *, dated: bool) -> str:
    return _spans(text, forms, keys, dated=dated)[0].isoformat() if text else ""


def _last_day(text: str, forms: Sequence[str], keys: DateKeys, *, dated: bool) -> str:
    return _spans(text, forms, keys, dated=dated)[1].isoformat() if text else ""


def _last_of_span(text: str, forms: Sequence[str], keys: DateKeys, *, dated: bool) -> str:
    text = western(bare(text))
    if not text:
        return ""
    try:
        first, last = _spans(text, forms, keys, dated=dated)
    except InvalidValue:
        return ""  # the day itself is refused
    return last.isoformat() if last > first else ""


def _published(text: str, forms: Sequence[str], keys: DateKeys, *, dated: bool) -> str:
    if not forms or not text:
        return text  # a year, a month and a moment are taken there, too
    first, last = _spans(text, forms, keys, dated=dated)
    if first == last:
        return first.isoformat()
    return f"{first:%Y}" if first.month < last.month else f"{first:%Y-%m}"


def _at(text: str, forms: Sequence[str], keys: DateKeys, *, dated: bool) -> str:
    if not forms or not text:
        return text
    moments = {read for form in forms if (read := _moment(text, form, keys))}
    if not moments and dated:
        moments = {datetime.fromisoformat(text)} if _ISO.match(text) else set()
    if len(moments) != 1:
        what = f"{shown(text)} is in none of the forms {' and '.join(forms)}, or in two"
        raise InvalidValue(what, "write it so, or add its form below [dates] of the map")
    moment = moments.pop()
    if not moment.tzinfo:
        moment = moment.replace(tzinfo=ZoneInfo(keys.zone))
        if moment.utcoffset() != moment.replace(fold=1).utcoffset():
            what = f"{shown(text)} is in the hour in which the clocks of {keys.zone} change"
            raise InvalidValue(what, "write it with its offset, and %z in the form")
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


_dates: dict[str, Callable[..., str]] = {
    "day": _first_day,
    "from": _first_day,
    "until": _last_day,
    "to": _last_day,
    "published": _published,
    "at": _at,
}
