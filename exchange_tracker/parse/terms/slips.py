"""What people write where TOML asks for something else, in their words (``ledger.md``, section 2.1).

The standard parser says at which character it stopped. What stands there says what was meant: a number
with a comma, a day in another order, a text without quotes. Each slip is a pattern that the character
lies in, or comes right behind; the first that fits is said.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from exchange_tracker.parse.cells import shown
from exchange_tracker.parse.terms.meant import (
    ISO,
    LENGTH,
    NUMBERED_DAY,
    THOUSANDS,
    Words,
    day_words,
    length_meant,
    number_words,
)
from exchange_tracker.parse.terms.topics import Topic

_TEXT = r""""(?:[^"\\]|\\.)*"|'[^']*'|#.*"""
_KEY = re.compile(r"([\w.-]+)[ \t]*=(?!=)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_DAY_KEYS = frozenset({"from", "to"})
_MOMENT_KEY, _LENGTH_KEY, _CLOCK_KEY = "at", "within", "day_starts"
_LIST_KEYS = frozenset(
    {"party", "sources", "phases", "obligations", "combines", "dead", "kind", "category", "basis"}
)
_FLAG_KEYS = frozenset({"people", "void"})
_COUNT_KEYS = frozenset(
    {"at_least", "owed", "carry_days", "each", "adds_days", "first_days", "at_most_days"}
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*"
_MOMENT = "write date, clock time and offset, e.g. 2025-10-10T12:00:00+03:00"
_FLAGS = {"true": "true", "yes": "true", "false": "false", "no": "false"}
_LONGEST = 500  # characters: no slip is looked for in longer lines
_AFTER = {",": "a comma", ";": "a semicolon", ".": "a point"}


class _Place(NamedTuple):
    """A slip where it stands: its match in the line, and the key whose value it is in."""

    match: re.Match[str]
    key: str
    line: str

    @property
    def text(self) -> str:
        return self.match[0].strip()

    @property
    def asks_day(self) -> bool:
        """Return whether a date is asked: of a key for dates, or as the key of a table of dates."""
        is_key = re.match(r"[ \t]*=(?!=)", self.line[self.match.end() :])
        return self.key in _DAY_KEYS or bool(is_key)


class Slip(NamedTuple):
    """What is wrong, what to write, and the topic that says more."""

    what: str
    fix: str
    topic: Topic


def slip_at(line: str, column: int) -> Slip | None:
    """Return the slip at a column of a line (from 1); ``None`` where it is none that is known."""
    if len(line) > _LONGEST:
        return None
    bare = re.sub(_TEXT, lambda text: ("\0", " ")[text[0][0] == "#"] * len(text[0]), line)
    for pattern, words in _SLIPS:
        topic = Topic.MOMENTS if words in _OF_TIME else Topic.TERMS
        for match in pattern.finditer(bare):
            blanks = len(bare[match.end() :]) - len(bare[match.end() :].lstrip(" \t"))
            if match.start() < column <= match.end() + blanks + 1:
                said = words(_Place(match, _key_before(bare, match.start()), bare))
                if said:
                    return Slip(*said, topic)
    return None


def _key_before(bare: str, start: int) -> str:
    keys = [key[1] for key in _KEY.finditer(bare, 0, start)]
    return keys[-1].rpartition(".")[2] if keys else ""


def _short_moment(place: _Place) -> Words:
    day, clock, offset = place.match[1], place.match[2], place.match[3]
    if place.asks_day:
        return _day_asked(place)
    whole = f"{day}T{clock}:00"
    fix = f"write {whole}{offset}" if offset else f"write {whole} and its offset"
    return "the moment has no seconds", fix


def _day_asked(place: _Place) -> Words:
    day = place.match[1][:10]
    return f"{place.text} is a moment, and a date is asked", f"write the date alone: {day}"


def _loose_offset(place: _Place) -> Words:
    if place.asks_day:
        return _day_asked(place)
    what = f"{place.match[2]} is not an offset right after the clock time"
    return what, "write it as ±hh:mm, e.g. 12:00:00+03:00, or Z for UTC"


def _thousands(place: _Place) -> Words | None:
    return number_words(place.text)


def _decimal(place: _Place) -> Words:
    return f"{place.text} has a comma", "write a whole number in digits alone, e.g. 10"


def _numbered_day(place: _Place) -> Words | None:
    words = day_words(place.text)
    return (words[0], _MOMENT) if words and place.key == _MOMENT_KEY else words


def _worded_day(place: _Place) -> Words | None:
    if place.key == _MOMENT_KEY:
        return f"{place.text} is not a moment", _MOMENT
    return (f"{place.text} is not a date", ISO) if place.asks_day else None


def _clock(place: _Place) -> Words | None:
    if place.key != _CLOCK_KEY:
        return None
    instead = "07:00" if place.match[3] else f"{place.match[1].zfill(2)}:{place.match[2]}"
    return f"the clock time {place.text} stands without quotes", f'write e.g. "{instead}"'


def _length(place: _Place) -> Words | None:
    if place.key != _LENGTH_KEY:
        return None
    return f"{place.text} stands without quotes", f'write "{length_meant(place.text)}"'


def _led_by_zero(place: _Place) -> Words:
    return f"{place.text} begins with 0", f"write {place.text.lstrip('0') or '0'}"


def _open(_: _Place) -> Words:
    return "? stands without quotes", 'write "?"'


def _typographic(place: _Place) -> Words:
    return f"{place.text} is no quote that TOML knows", 'write " at both ends of the text'


def _flag(place: _Place) -> Words | None:
    instead = _FLAGS[place.text.lower()]
    is_flag = place.key in _FLAG_KEYS
    return (f"{place.text} is neither true nor false", f"write {instead}") if is_flag else None


def _remark(place: _Place) -> Words:
    return f"{place.text} begins no remark", "write # in its place"


def _after_value(place: _Place) -> Words:
    return f"{_AFTER[place.match[1]]} stands after the value", "delete it"


def _before_brace(_: _Place) -> Words:
    return "a comma stands before the }", "delete it"


def _colon(place: _Place) -> Words:
    return f"':' stands after the key {place.match[1]}", f"write {place.match[1]} = value"


def _several_words(place: _Place) -> Words:
    key = "_".join(place.match[1].split())
    return f"the key {place.match[1]} has a space in it", f"write {key} = value"


def _beyond_ascii(place: _Place) -> Words | None:
    key = place.match[1]
    return (f"the key {key} stands without quotes", f'write "{key}"') if not key.isascii() else None


def _second_key(place: _Place) -> Words:
    fix = "write a table in { }, or each key = value on a line of its own"
    return f"'=' stands in the line a second time, after {place.match[1]}", fix


def _several_signs(place: _Place) -> Words:
    return f"{place.text} stands after the key", "write key = value"


def _no_value(place: _Place) -> Words:
    end = "; the last phase may go without 'to'" if place.key == "to" else ""
    return "the value is missing", f"write one, or delete the line{end}"


def _next_key(place: _Place) -> Words:
    key = place.match[1]
    if "{" in place.line[: place.match.start()]:
        return f"a comma is missing before {key}", "write one between the keys of a table"
    return f"{key} stands on the line of another key", "write each key = value on a line of its own"


def _without_brackets(_: _Place) -> Words:
    return "several values stand without brackets", "write them in [ ], with commas between"


def _after_header(place: _Place) -> Words | None:
    opened, name, closed, rest = place.match.groups()
    if len(opened) != len(closed):
        fix = f"write [{name}], or [[{name}]] for one of several"
        return f"the header has {opened} before its name and {closed} after it", fix
    if " " in name.strip():
        return "a name with a space stands in the header", 'put it in quotes, e.g. [readings."a b"]'
    if not rest.strip():
        return None
    return "something stands after the header", "write it on the next line"


def _over_lines(_: _Place) -> Words:
    return "the table is not closed on its line", "write all of it on one line, and } at its end"


def _inner_quote(_: _Place) -> Words:
    fix = 'write \\" for one inside the text, or put the whole text in single quotes'
    return "the text ends at a quote inside it", fix


def _spaced_header(_: _Place) -> Words:
    return "a space stands between the brackets", "write [[ and ]] without"


def _bare(place: _Place) -> Words | None:
    """Say what a value without quotes should be: by its key a date, a moment, a number, or text."""
    rest = place.line[place.match.start() :].strip()
    key, text = place.key, place.text if re.search(r"[\[{]", place.line) else rest
    if key in _DAY_KEYS:
        return f"{text} is not a date", ISO
    if key == _MOMENT_KEY:
        return f"{text} is not a moment", _MOMENT
    if key in _COUNT_KEYS or _DATE.fullmatch(key):
        return f"{shown(text)} is not a whole number", "write digits alone, e.g. 10"
    if not key or not text or '"' in text or "\0" in text:
        return None
    words = [word.strip() for word in re.split("[,;]", text) if word.strip()]
    if key in _LIST_KEYS and len(words) > 1:
        listed = ", ".join(f'"{word}"' for word in words)
        return "several values stand without quotes and brackets", f"write [{listed}]"
    return f"{shown(text)} stands without quotes", f'write "{text}"'


_OF_TIME = (_short_moment, _loose_offset, _numbered_day, _worded_day, _clock, _length)

_SLIPS: list[tuple[re.Pattern[str], Callable[[_Place], Words | None]]] = [
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?![:\d]) *([+-]\d\d:\d\d|Z\b)?", _short_moment),
        (
            r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?) *([+-]\d[\d:]*|(?!Z\b)[A-Z]{2,}[\w/]*)",
            _loose_offset,
        ),
        (rf"(?<![\w.,]){THOUSANDS}(?!\w)", _thousands),
        (rf"(?<!\w)(?:{NUMBERED_DAY})(?!\w)", _numbered_day),
        (rf"\d{{1,2}}(?:st|nd|rd|th)?[. ]*{_MONTH}[., ]*\d{{2,4}}", _worded_day),
        (rf"{_MONTH} *\d{{1,2}}(?:st|nd|rd|th)?[, ]*\d{{2,4}}", _worded_day),
        (r"(?<!\w)\d+,\d+(?!\w)", _decimal),
        (r"(\d{1,2})[:.](\d\d)(?::\d\d)?( *[ap]\.?m\.?)?", _clock),
        (rf"{LENGTH}(?!\w)", _length),
        (r"(?<![\w.:+-])0\d+(?![\w.:-])", _led_by_zero),
        (r"(?<==)[ \t]*\?(?=[ \t]*(?:$|[,}]))", _open),
        (r"[“”„‟«»‘’‹›`´]", _typographic),
        (r"(?<==)[ \t]*(?:true|yes|false|no)(?=[ \t]*(?:$|[,}]))", _flag),
        (r"//+|/\*|--+", _remark),
        (r"^[ \t]*(\[+)([^\[\]]*)(\]+)(.*)$", _after_header),
        (r"=[ \t]*\0+[ \t]*,[ \t]*(?=\0)", _without_brackets),
        (r"\{[^{}]*$", _over_lines),
        (r"(?<=[\w\0\]}])[ \t]*([,;.])[ \t]*$", _after_value),
        (r",[ \t]*\}", _before_brace),
        (r"(?:^|[{,])[ \t]*([\w-]+)[ \t]*:(?![\d:/])", _colon),
        (r"^[ \t]*([a-z][\w-]*(?:[ \t]+[\w-]+)+)[ \t]*=", _several_words),
        (r"(?<=[\w\0\]}])[ \t,]+([\w-]+)[ \t]*=(?!=)", _next_key),
        (r"(?:^|[{,])[ \t]*([\w-]+)(?=[ \t]*=)", _beyond_ascii),
        (r"=[ \t]*([\w-]+)[ \t]*=(?!=)", _second_key),
        (r":=|==+|=>|=:", _several_signs),
        (r"(?<==)[ \t]*$", _no_value),
        (r"\0+[^\0#,=}\]]*[^\0#,=}\]\s][^\0#,=}\]]*\0+", _inner_quote),
        (r"^[ \t]*\[[ \t]+\[", _spaced_header),
        (r"(?<=[\[,])[ \t]*[a-z][^\0,\[\]{}=]*(?=[,\]]|$)", _bare),
        (r"(?<==)[ \t]*[<>~≥≤]*=?[^\0,{}\[\]=]*[^\0,{}\[\]=\s]", _bare),
    )
]
"""Each pattern with what it says, the narrow ones first; of texts only zeros are left, of remarks blanks."""
