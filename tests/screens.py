"""What a command shows on a terminal of some width, inside this process and so at once."""

import re
from unittest.mock import patch

import tests.program
from tests.program import Ran, xt

_SCREEN = {"TERM": "xterm", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}


class _Terminal(tests.program._Stream):
    def isatty(self) -> bool:
        return True


def on_screen(width: int, *words: object) -> Ran:
    """Run `xt` on a terminal of so many columns, without colour and without a pager."""
    with (
        patch.dict("os.environ", {**_SCREEN, "COLUMNS": str(width)}),
        patch.object(tests.program, "_Stream", _Terminal),
    ):
        return xt(*words, "--no-pager")


_NUMBER = r"\d+(?:[.,:T+-]\d+)*"
_FIGURE = re.compile(rf"(?:[A-Za-z]{{1,3}})?{_NUMBER}(?: of {_NUMBER})*")


def figures(text: str) -> set[str]:
    """The figures of a text as a person reads them: dates, ids, numbers, one number of another."""
    return set(_FIGURE.findall(text))
