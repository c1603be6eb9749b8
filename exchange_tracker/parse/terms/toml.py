"""Text to the raw table of ``terms.toml``, or what keeps it from being TOML, and where."""

import re
import tomllib
from typing import Any

from exchange_tracker.errors import Excerpt, Problem, Refusal
from exchange_tracker.parse.limits import MOST_STEPS

Table = dict[str, Any]
"""A table as TOML gives it, right or wrong."""

_BOM = "\ufeff"
_TOO_LONG = r"[0-9_]{4000,}"  # Python reads no number above 4,300 digits
_WRITTEN = (
    r'''(?P<text>"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')'''
    r"""|(?P<bare>[\w-]+)|(?P<dot>[ \t]*\.[ \t]*)|#[^\n]*|[ \t]+|[^\w"'#. \t-]+"""
)
_PLACE = r"\(at line ([0-9]+), column ([0-9]+)\)"
_KEY = r"""\s*([A-Za-z0-9_.-]+|"[^"\n]*"|'[^'\n]*')\s*="""
_HEADER = r"\s*(\[\[?[^\]\n]*\]?\])"
_STEM = r"Duplicate inline table key (.*) \(at "
_SAVE = "save the file as UTF-8"

_KEYS = "put a key with letters beyond a-z in quotes"
_COMPLETE = (
    "this adds to a table or list that is complete already",
    "write all of it in one place",
)

# How the standard parser's own messages begin, and what a person needs to know instead.
_WORDS = {
    "Invalid value": (
        "this is no value",
        "write text in quotes, numbers in digits, dates as 2023-11-24, or true or false",
    ),
    "Expected '='": ("'=' is missing after the key", "write key = value"),
    "Expected newline": (
        "something stands after the value",
        "put text in quotes, and each key = value on a line of its own",
    ),
    "Invalid statement": (
        "this is no key",
        f"write key = value, a [header] or a # remark; {_KEYS}",
    ),
    "Invalid initial": (
        "here a key should begin",
        f"write a table in {{ }} on one line and end it without a comma; {_KEYS}",
    ),
    "Expected ']": ("the header is not closed", "write ] after [name, or ]] after [[name"),
    "Unclosed array": (
        "a list is not closed, or a comma is missing",
        "write commas between its items and ] at its end",
    ),
    "Unclosed inline": (
        "a table is not closed, or a comma is missing",
        "write commas between its keys and } at its end, all on one line",
    ),
    "Unterminated": ("the text is not closed", "write the quote at its end"),
    "Expected \"'": ("the text is not closed", "write the quote at its end"),
    "Illegal character '\\n'": ("the text is not closed on its line", "write the quote at its end"),
    "Illegal character": ("a control character stands here", "delete it"),
    "Found invalid character": ("a control character stands here", "delete it"),
    "Invalid date": ("this day or time is not in the calendar", "write one that exists"),
    "Unescaped": ("a backslash stands in double quotes", "write \\\\, or use single quotes"),
    "Invalid hex": ("a backslash stands in double quotes", "write \\\\, or use single quotes"),
    "Escaped": ("the character with this number does not exist", "write the character itself"),
    "Cannot mutate": _COMPLETE,
    "Cannot redefine": _COMPLETE,
}
_OPEN_TEXT = "Expected \"'"
_IN_TEXT = (_OPEN_TEXT, "Unterminated", "Illegal", "Found", "Unescaped", "Invalid hex", "Escaped")
_TWICE = ("Cannot overwrite", "Cannot declare", "Duplicate")
_OTHER = ("this is not TOML", "look for a missing quote, comma or bracket")


def read_toml(text: str, name: str, *, of_terms: bool = False) -> Table:
    """Return the raw table; raise ``Refusal`` where the text is not TOML.

    That of terms (``of_terms``) names the pages of help about them.
    """
    text = text.removeprefix(_BOM)
    _refuse_halves(text, name)
    _refuse_long_keys(text, name)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(str(error), text, name, of_terms=of_terms) from None
    except RecursionError:
        raise Refusal.one(
            name, "brackets lie too deep inside one another", "look for a missing ] or }"
        ) from None
    except ValueError:
        raise _long_number(text, name) from None


def _refuse_halves(text: str, name: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        where = _at(text, error.start, name)
        raise Refusal.one(where, "half a character stands here", _SAVE) from None


def _refuse_long_keys(text: str, name: str) -> None:
    """Refuse a dotted key that goes too deep: the standard parser keeps each of its beginnings."""
    if not any(line.count(".") >= MOST_STEPS for line in text.split("\n")):
        return
    steps, after_dot = 0, False
    for token in re.finditer(_WRITTEN, text, re.DOTALL):
        if token["dot"]:
            after_dot = True
            continue
        is_name = bool(token["bare"] or token["text"])
        steps = (steps if after_dot else 0) + 1 if is_name else 0
        after_dot = False
        if steps > MOST_STEPS:
            where = _at(text, token.start(), name)
            what = f"a key has more than {MOST_STEPS} parts with dots between"
            raise Refusal.one(where, what, "put a text in quotes, and write shorter keys")


def _long_number(text: str, name: str) -> Refusal:
    number = re.search(_TOO_LONG, text)
    where = _at(text, number.start(), name) if number else name
    return Refusal.one(where, "a number has thousands of digits", "write the number agreed")


def _not_toml(message: str, text: str, name: str, *, of_terms: bool) -> Refusal:
    place = re.search(_PLACE, message)
    line, column = (int(place[1]), int(place[2])) if place else _line_column(text, len(text))
    if message.startswith(_OPEN_TEXT) and column == 1 and line > 1:  # said of the line end after it
        line, column = line - 1, len(text.split("\n")[line - 2]) + 1
    from exchange_tracker.parse.terms.slips import Slip, slip_at  # noqa: PLC0415 - start-up
    from exchange_tracker.parse.terms.topics import Topic, more_in  # noqa: PLC0415

    written = text.split("\n")[line - 1]
    slip = None if message.startswith((*_IN_TEXT, *_TWICE)) else slip_at(written, column)
    what, fix, topic = slip or Slip(*_words(message, written), Topic.TERMS)
    problem = Problem(f"{name}:{line}:{column}", what, fix, Excerpt(written, column))
    return Refusal([problem], more_in(dict.fromkeys((Topic.TERMS, topic))) if of_terms else "")


def _words(message: str, line: str) -> tuple[str, str]:
    if message.startswith(_TWICE):
        return _twice(message, line)
    return next((words for start, words in _WORDS.items() if message.startswith(start)), _OTHER)


def _twice(message: str, line: str) -> tuple[str, str]:
    key = re.search(_STEM, message) or re.match(_HEADER, line) or re.match(_KEY, line)
    name = key[1] if key else "the key whose value ends here"
    return f"{name} is given twice", "keep one of the two"


def _at(text: str, position: int, name: str) -> str:
    line, column = _line_column(text, position)
    return f"{name}:{line}:{column}"


def _line_column(text: str, position: int) -> tuple[int, int]:
    before = text[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1


def table_in(value: object) -> Table:
    """Return a table; an empty one where the value is something else."""
    return value if isinstance(value, dict) else {}


def tables_in(value: object) -> list[tuple[int, Table]]:
    """Return the tables of a list, each with its index; nothing else that is there."""
    numbered = enumerate(value) if isinstance(value, list) else ()
    return [(index, item) for index, item in numbered if isinstance(item, dict)]


def texts_in(value: object) -> list[tuple[tuple[int, ...], str]]:
    """Return a text, or the texts of a list, each with its path; nothing else that is there."""
    if isinstance(value, str):
        return [((), value)]
    numbered = enumerate(value) if isinstance(value, list) else ()
    return [((index,), item) for index, item in numbered if isinstance(item, str)]
