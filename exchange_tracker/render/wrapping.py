"""Text in lines: how wide it is on a screen, and where it may go on in the next line.

A figure is never parted: a date, a number with its sign or the letters of an id, and numbers that are
one amount (``8 of 10``, ``8 + 2``).
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from unicodedata import category, east_asian_width

_SIGNS = "-–/_?&"  # after which a word may be parted
_JOINERS = "\u200c\u200d"
_PIN = "\0"  # a blank inside an amount: no text on its way to a screen holds this character
_NUMBER = r"(?:[A-Za-z]{1,3}|\+)?\d+(?:[.,:+T-]\d+)*[+%]?"
_ATOM = rf"(?s){_NUMBER}|."
_MARKS = (
    rf"[^\w\s{_PIN}–/_?&-]{{0,3}}"  # from which a figure is not parted; few, or it takes too long
)
_FIGURE = rf"{_MARKS}{_NUMBER}(?:{_PIN}(?:of|or|to|\+){_PIN}{_NUMBER})*{_MARKS}[–/-]?"
_AMOUNT = r"(?<![\d,:.T-])(\d[\d,]*\+?) (of|or|to|\+) (?=\d)(?!\d{4}-\d)"
_LED = r"\b(short|least) (?=\d)"  # a word that a number follows, where there is room

_ALIKE = str.maketrans("123456789", "0" * 9)


def display_width(text: str) -> int:
    """Return the columns that a visible text takes on a screen."""
    return len(text) if text.isascii() else sum(map(_character_width, text))


@lru_cache(4_096)
def _character_width(character: str) -> int:
    if character in _JOINERS or category(character) in {"Mn", "Me"}:
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1


def longest_word(text: str) -> int:
    """Return the columns of the longest word, an amount taken as one."""
    return max(map(display_width, _pinned(text).split(" ")))


def longest_figure(text: str) -> int:
    """Return the columns of the longest figure; those of an address may be parted as its letters are."""
    words = [word for word in _pinned(text).split(" ") if "://" not in word]
    return max(
        (len(figure) for word in words for figure in _pattern(_FIGURE).findall(word)), default=0
    )


def _pinned(text: str) -> str:
    pinned = _pattern(_AMOUNT).sub(rf"\1{_PIN}\2{_PIN}", text)
    return _pattern(_LED).sub(rf"\1{_PIN}", pinned)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Return a pattern, compiled when a text is first too wide: most need none, and a start waits."""
    return re.compile(text)


def shape(text: str) -> str:
    """Return a text with all digits alike: which they are matters neither to a line nor to a word."""
    return text.translate(_ALIKE)


def wrapped(text: str, room: int) -> list[str]:
    """Return the text in lines of at most ``room`` columns, broken at blanks where there are any."""
    if display_width(text) <= room:
        return [text]
    return [text[start:end] for start, end in _cuts(shape(text), room)]


@lru_cache(4_096)  # most rows of a long table differ in their digits alone
def _cuts(text: str, room: int) -> list[tuple[int, int]]:
    """Return where the lines of a text begin and end; a blank between two of them is in neither."""
    cuts, place = [], 0
    for line in _lines(text, room):
        end = place + len(line)
        cuts.append((place, end))
        place = end + (text[end : end + 1] == " ")
    return cuts


def _lines(text: str, room: int) -> list[str]:
    done: list[str] = []
    line: list[str] = []
    used = 0
    for word in _words(text, room):
        if line and used + display_width(word) > room:
            done.append(" ".join(line))
            line, used = [], 0
        *full, rest = _broken(word, room)
        done += full
        line.append(rest)
        used += display_width(rest) + 1
    return [*done, " ".join(line)]


def _words(text: str, room: int) -> Iterator[str]:
    """Yield the words between which a line may end; an amount is one where there is room for it."""
    for word in _pinned(text).split(" "):
        if display_width(word) <= room:
            yield word.replace(_PIN, " ")
        else:
            yield from word.split(_PIN)


def _broken(word: str, room: int) -> list[str]:
    """Return a word in pieces that fit, parted after a sign where it has one.

    A mark stays with the letter before it. Every character is looked at once: a piece may hold
    any number of marks that take no room.
    """
    if display_width(word) <= room:
        return [word]
    pieces: list[str] = []
    start = sign = place = 0  # where the piece that grows begins, and where its last sign ends
    used = beside = 0  # columns since then
    for atom in _atoms(word, room):
        wide = display_width(atom)
        while used + wide > room and place > start:
            cut, used = (sign, beside) if sign > start else (place, 0)
            pieces.append(word[start:cut])
            start = cut
        used, beside = used + wide, beside + wide
        if atom in _SIGNS or (not wide and start < sign == place):
            sign, beside = place + len(atom), 0
        place += len(atom)
    return [*pieces, word[start:]]


def _atoms(word: str, room: int) -> Iterator[str]:
    """Yield what a word may be parted between: figures whole where they fit, else characters."""
    for atom in _pattern(_ATOM).findall(word):
        if len(atom) <= room:
            yield atom
        else:
            yield from atom
