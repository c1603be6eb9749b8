"""The objects of a JSON array, wherever its lines end, and the line each begins on."""

import io
import json
from collections.abc import Iterator

from exchange_tracker.errors import Refusal
from exchange_tracker.parse.text import LONGEST_LINE

_SPACE = " \t\r\n\ufeff"
_BETWEEN = _SPACE + ","
_PIECE = 1 << 16  # characters read at once


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
    text.drop(1)
    decoder = json.JSONDecoder()
    while text.drop_any(_BETWEEN):
        if text.rest[0] == "]":
            text.drop(1)
            if text.drop_any(_SPACE):
                fix = "delete it, or write one object on each line and no brackets"
                what = "there is text after the end of the array"
                raise Refusal.one(f"{name}:{text.line}", what, fix)
            return
        line = text.line
        yield line, text.drop(_end_of_value(text, decoder, name))
    what, fix = "the array is never closed", "take the whole file: it may have been cut off"
    raise Refusal.one(name, what, fix)


def _end_of_value(text: _Text, decoder: json.JSONDecoder, name: str) -> int:
    while True:
        try:
            _, end = decoder.raw_decode(text.rest)
        except (ValueError, RecursionError):
            if len(text.rest) <= LONGEST_LINE and text.more():
                continue
            what = "what begins here is not JSON"
            fix = "look for a missing quote, comma or brace; the file may have been cut off"
            raise Refusal.one(f"{name}:{text.line}", what, fix) from None
        if end < len(text.rest) or not text.more():  # a number may go on in the next piece
            return end
