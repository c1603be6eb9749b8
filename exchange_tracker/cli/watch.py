"""Drawing or writing something again and again as what it shows is changed and the clock runs."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from exchange_tracker.cli.output import say
from exchange_tracker.cli.progress import silence
from exchange_tracker.cli.redraw import drawn
from exchange_tracker.errors import Busy, Refusal
from exchange_tracker.render.document import Paragraph
from exchange_tracker.render.plain import plain_text
from exchange_tracker.store import signals
from exchange_tracker.store.address import Address, Place

PAUSE = 0.25  # seconds between two looks at the window, the clock and the files
SERVER_PAUSE = 3.0  # ... and at a server
MOST = 3  # problems that are shown where it cannot be read


def watch(path: Place, render: Callable[[], str]) -> None:
    """Draw what ``render`` gives until interrupted: anew when files, window or minute change.

    Nothing is kept open meanwhile, so no writer waits for it. What cannot be read for a while
    (half a file is saved) is said above the last screen.
    """
    silence()
    before = _state(path)
    text = render()
    with drawn(sys.stdout) as draw:
        draw(text)
        while True:
            signals.heed()
            time.sleep(_pause(path))
            now = _state(path)
            if now == before:
                continue
            try:
                text = render()
                draw(text)
            except Busy:  # another is writing for long: the next look has it
                continue
            except Refusal as refusal:
                draw(f"{_problem_text(refusal)}\n{text}")
            before = now


def rewrite(path: Place, write: Callable[[], None], own: Collection[str]) -> None:
    """Have files written again until interrupted: as those of a ledger change, and every hour.

    ``own`` are the names of what is written, which may lie in the folder that is read. What cannot
    be read for a while is said once; what was written stays.
    """
    silence()
    before = _hourly_state(path, own)
    write()
    while True:
        signals.heed()
        time.sleep(_pause(path))
        now = _hourly_state(path, own)
        if now == before:
            continue
        try:
            write()
        except Busy:  # another is writing for long: the next look has it
            continue
        except Refusal as refusal:
            for problem in refusal.problems[:MOST]:
                say(str(problem))
        before = now


def _hourly_state(path: Place, own: Collection[str]) -> object:
    return _seen(path, own), f"{datetime.now(UTC):%H}"


def _problem_text(refusal: Refusal) -> str:
    paragraphs = tuple(Paragraph(str(problem)) for problem in refusal.problems[:MOST])
    return plain_text(paragraphs, shutil.get_terminal_size().columns)


def _state(path: Place) -> object:
    return _seen(path), f"{datetime.now(UTC):%H:%M}", shutil.get_terminal_size()


def _seen(path: Place, own: Collection[str] = ()) -> object:
    """Return what changes when somebody writes; files of the names in ``own`` are left out."""
    if isinstance(path, Address):
        return _last_change(path)
    return [state for state in _files(path) if state[0] not in own]


def _pause(path: Place) -> float:
    return SERVER_PAUSE if isinstance(path, Address) else PAUSE


def _last_change(address: Address) -> str:
    """Return the head of a ledger on a server; blank while it cannot be had."""
    from exchange_tracker.store.ledger.ledger import Ledger  # only a server is asked

    with suppress(Refusal):
        return Ledger.open(address).head
    return ""


def _files(path: Path) -> list[tuple[str, int, int]]:
    """Return what changes when a folder or a ledger is written to: its files, their ages and sizes."""
    places = [path]
    states = []
    with suppress(OSError):
        if path.is_dir():
            places = sorted(path.iterdir())
    for place in places:
        with suppress(OSError):
            state = os.stat(place)  # noqa: PTH116 - asked four times a second
            states.append((place.name, state.st_mtime_ns, state.st_size))
    return states
