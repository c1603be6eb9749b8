"""The objects of a JSON array, wherever its lines end, and the line each begins on.

The array may be a member of one document, as reports and exports write it.
"""

import io
import json
from collections.abc import Collection, Iterator

from exchange_tracker.errors import Refusal
from exchange_tracker.parse.text import LONGEST_LINE

_SPACE = " \t\r\n\ufeff"
_BETWEEN = _SPACE + ","
_PIECE = 1 << 16  # characters read at once
_DECODER = json.JSONDecoder()


class _Text:
    """What was read of a text and not yet taken, and the line on which that begins."""

    def __init__(self, text: io.TextIOBase) -> None:
        self._text = text
        self.rest = ""
        self.line = 1

    def more(self) -> bool:
        """Read on, and return whether there was anything left to read."""
        piece = self._text.read(_PIECE)
        self.rest += piece
        return bool(piece)

    def drop(self, size: int) -> str:
        """Take some characters off the beginning."""
        taken, self.rest = self.rest[:size], self.rest[size:]
        self.line += taken.count("\n")
        return taken

    def drop_any(self, characters: str) -> bool:
        """Take off all of some characters, and return whether anything follows."""
        while True:
            self.drop(len(self.rest) - len(self.rest.lstrip(characters)))
            if self.rest:
                return True
            if not self.more():
                return False


def array_objects(raw: io.TextIOBase, name: str) -> Iterator[tuple[int, str]]:
    """Yield the text of each object of an array, by the line on which it begins."""
    text = _Text(raw)
    text.drop_any(_SPACE)
    yield from _items(text, name)
    if text.drop_any(_SPACE):
        fix = "delete it, or write one object on each line and no brackets"
        raise Refusal.one(f"{name}:{text.line}", "there is text after the end of the array", fix)


def document_objects(
    raw: io.TextIOBase, name: str, lists: Collection[str]
) -> Iterator[tuple[int, str]]:
    """Yield the text of each object of one of some ``lists`` of a document, the first that it has."""
    text = _Text(raw)
    text.drop_any(_SPACE)
    text.drop(1)
    while text.drop_any(_BETWEEN) and text.rest[0] != "}":
        key = text.drop(_end_of_value(text, name))
        if not text.drop_any(_SPACE) or text.drop(1) != ":" or not text.drop_any(_SPACE):
            raise _no_json(text, name)
        if key.strip('"') in lists and text.rest.startswith("["):
            yield from _items(text, name)
            return
        _pass_over(text, name)
    what = f"this is one JSON object over several lines, and has no list {' or '.join(lists)}"
    fix = "write each row as an object on a line of its own (jq -c does), or all between [ and ]"
    raise Refusal.one(name, what, fix)


def _pass_over(text: _Text, name: str) -> None:
    """Take off a value, an array item by item: it may be larger than the memory."""
    if text.rest.startswith("["):
        for _ in _items(text, name):
            pass
    else:
        text.drop(_end_of_value(text, name))


def _items(text: _Text, name: str) -> Iterator[tuple[int, str]]:
    """Yield the text of each item of the array with which a text begins, and take the array off."""
    text.drop(1)
    while text.drop_any(_BETWEEN):
        if text.rest[0] == "]":
            text.drop(1)
            return
        line = text.line
        yield line, text.drop(_end_of_value(text, name))
    what, fix = "the array is never closed", "take the whole file: it may have been cut off"
    raise Refusal.one(name, what, fix)


def _end_of_value(text: _Text, name: str) -> int:
    while True:
        try:
            _, end = _DECODER.raw_decode(text.rest)
        except (ValueError, RecursionError):
            if len(text.rest) <= LONGEST_LINE and text.more():
                continue
            raise _no_json(text, name) from None
        if end < len(text.rest) or not text.more():  # a number may go on in the next piece
            return end


def _no_json(text: _Text, name: str) -> Refusal:
    fix = "look for a missing quote, comma or brace; the file may have been cut off"
    return Refusal.one(f"{name}:{text.line}", "what begins here is not JSON", fix)
