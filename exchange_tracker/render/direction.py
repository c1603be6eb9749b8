"""Which parts of a text run from right to left, so that no number beside them changes its place."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
_RUN = re.compile(f"[{_LETTERS}]+(?:[^{_LETTERS}A-Za-z0-9]+[{_LETTERS}]+)*")


class DirectionRun(NamedTuple):
    """A part of a text: words from right to left with what stands between them, or what is not."""

    text: str
    leftward: bool


def parts(text: str) -> Iterator[DirectionRun]:
    """Yield the parts of a text in order."""
    end = 0
    for run in _RUN.finditer(text):
        if run.start() > end:
            yield DirectionRun(text[end : run.start()], leftward=False)
        yield DirectionRun(run[0], leftward=True)
        end = run.end()
    if end < len(text):
        yield DirectionRun(text[end:], leftward=False)
