"""What a terminal is told of a file that a result went to: ``t.csv: written, 12 rows, 480 bytes``."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from exchange_tracker.cli.output import note_once
from exchange_tracker.cli.output_places import is_device
from exchange_tracker.report.phrases import numbered

Item = TypeVar("Item")


class Counted(Iterable[Item]):
    """Things as they are gone through, and how many there were."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = items
        self.number = 0

    def __iter__(self) -> Iterator[Item]:
        for item in self._items:
            self.number += 1
            yield item


def announce(path: Path, rows: Counted[object] | None) -> None:
    """Say what was written, where somebody watches; of a file that is written again once."""
    if sys.stderr is None or not sys.stderr.isatty() or is_device(path):
        return
    parts = [numbered(rows.number, "row", "rows")] if rows else []
    with suppress(OSError):  # another has taken it away
        parts.append(numbered(path.stat().st_size, "byte", "bytes"))
    note_once(f"{path} is written", ", ".join([f"{path}: written", *parts]))
