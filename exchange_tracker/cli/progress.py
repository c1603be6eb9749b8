"""Progress of long work, on a terminal's standard error only."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

FIRST_SHOWN = 0.5  # seconds before anything is shown
BETWEEN = 0.1  # seconds between two drawings


@contextmanager
def progress(what: str, stream: TextIO | None) -> Iterator[Callable[[int], None]]:
    """Give a function to be told how many are done; it draws on a terminal and nowhere else."""
    if stream is None or not stream.isatty():
        yield lambda _: None
        return
    start = drawn = time.monotonic()
    shown = False

    def tell(done: int) -> None:
        nonlocal drawn, shown
        now = time.monotonic()
        if now - start < FIRST_SHOWN or now - drawn < BETWEEN:
            return
        drawn, shown = now, True
        stream.write(f"\r{done:,} {what}, {done / (now - start):,.0f} a second\x1b[K")
        stream.flush()

    try:
        yield tell
    finally:
        if shown:
            stream.write("\r\x1b[K")
            stream.flush()
