"""The cost of some work, counted: the lines of the program that it ran. No clock, so the same each time."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

PROGRAM = "exchange_tracker"


def steps(do: Callable[[], object]) -> int:
    """Return how many lines of the program some work ran."""
    lines = 0

    def count(frame: FrameType, event: str, _: object) -> Any:
        nonlocal lines
        if PROGRAM not in frame.f_code.co_filename:
            return None
        lines += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        do()
    finally:
        sys.settrace(before)
    return lines


def growth(work: Callable[[int], Callable[[], object]], size: int) -> float:
    """Return how many times as much work of twice the size costs, what is prepared for it apart."""
    return steps(work(2 * size)) / steps(work(size))
