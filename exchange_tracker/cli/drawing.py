"""Drawing one screen over the last one on a terminal, without flicker."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

_OTHER_SCREEN, _OWN_SCREEN = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"
_TOGETHER, _SHOWN = "\x1b[?2026h", "\x1b[?2026l"  # terminals that know it show it all at once
_HOME, _REST_OF_LINE, _REST = "\x1b[H", "\x1b[K", "\x1b[J"


@contextmanager
def drawn(stream: TextIO) -> Iterator[Callable[[str], None]]:
    """Give a function that draws a text over the last; at the end the last stays to be read.

    Nothing is cleared first: each line is written over the one before, so nothing flickers.
    """
    last = ""

    def draw(text: str) -> None:
        nonlocal last
        last = text
        stream.write(framed(text, shutil.get_terminal_size().lines))
        stream.flush()

    stream.write(_OTHER_SCREEN)
    try:
        yield draw
    finally:
        stream.write(f"{_OWN_SCREEN}{last}")
        stream.flush()


def framed(text: str, height: int) -> str:
    """Give a text as one drawing of at most ``height`` lines, what is left out counted."""
    lines = text.rstrip("\n").split("\n")
    if len(lines) > height:
        left = len(lines) - height + 1
        lines = [*lines[: height - 1], f"… {left} lines more; make the window higher"]
    body = f"{_REST_OF_LINE}\r\n".join(lines)
    return f"{_TOGETHER}{_HOME}{body}{_REST_OF_LINE}{_REST}{_SHOWN}"
