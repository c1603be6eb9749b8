"""What is longer than the terminal, in a pager, as git shows it.

``PAGER`` says which; ``cat`` or nothing: none. Without it ``less`` is started so that it leaves what it
showed on the screen, lets colours through, and ends by itself where it all fits.
"""

import math
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from typing import TextIO, cast

from exchange_tracker.cli.output import detail, note_begun, say
from exchange_tracker.cli.progress import silence
from exchange_tracker.cli.screen import redrawn

_DEFAULTS = {"LESS": "FRX", "LV": "-c"}  # as git sets them, where nobody else has
_USUAL = ("less", "more")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_PLAIN_WORD = re.compile(r"[\w./+:\\-]+")  # a shell makes nothing else of it
_PROMPT = 1  # line that a shell needs after what is shown


def paged(chunks: Iterable[str]) -> Iterable[str]:
    """Show a text in a pager if it is longer than the terminal; return what is not shown in one."""
    pieces = iter(chunks)
    start, is_long = _screenful(pieces)
    text = chain(start, pieces)
    command = _pager() if is_long else None
    if command is None:
        return text
    _show(text, command)
    return ()


def _screenful(pieces: Iterator[str]) -> tuple[list[str], bool]:
    """Return the first pieces up to where the terminal is full, and whether it is."""
    columns, height = shutil.get_terminal_size()
    start: list[str] = []
    lines = _PROMPT
    for piece in pieces:
        start.append(piece)
        lines += sum(_rows(line, columns) for line in piece.splitlines())
        if lines > height:
            return start, True
    return start, False


def _rows(line: str, columns: int) -> int:
    return max(1, math.ceil(len(_COLOUR.sub("", line)) / columns))


def _pager() -> str | None:
    """Return the command of the pager; ``None``: there is none, or none is wanted."""
    if not redrawn():
        return None
    named = os.environ.get("PAGER")
    if named is None:
        return next((name for name in _USUAL if shutil.which(name)), None)
    if named.strip() in ("", "cat"):
        return None
    program = _program(named)
    if program and not shutil.which(program):
        say(f"PAGER: there is no program {program!r}; name one that there is, or cat for none")
        return None
    return named


def _program(command: str) -> str:
    """Return the program that a command starts; blank where a shell has to say."""
    try:
        first = shlex.split(command)[0]
    except ValueError:
        return ""
    return first if _PLAIN_WORD.fullmatch(first) else ""


def _show(text: Iterable[str], command: str) -> None:
    """Write a text to a pager, and wait until it is left; who leaves it early has seen enough."""
    detail(f"pager: {command}")
    silence()
    sys.stdout.flush()
    pager = subprocess.Popen(  # noqa: S602 - a command of the user's own, as git takes it
        command,
        shell=True,
        stdin=subprocess.PIPE,
        env={**_DEFAULTS, **os.environ},
        text=True,
        encoding="utf-8",
        errors="backslashreplace",
    )
    stream = cast(TextIO, pager.stdin)
    try:
        note_begun()
        with suppress(BrokenPipeError):
            stream.writelines(text)
    finally:
        with _left_to_the_pager():
            with suppress(BrokenPipeError):
                stream.close()
            pager.wait()


@contextmanager
def _left_to_the_pager() -> Iterator[None]:
    """Leave what would end the program to the pager: a shell must not come back beneath it."""
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = [(number, signal.signal(number, signal.SIG_IGN)) for number in numbers]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)
