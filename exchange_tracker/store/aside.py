"""Rows put aside in a file without a name, so that many of them need no more memory than a few.

A row holds texts, whole numbers, ``None`` and lists of these.
"""

import heapq
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any, BinaryIO
from weakref import finalize

from exchange_tracker.errors import OutputFailed
from exchange_tracker.store.signals import uninterrupted

Row = tuple[Any, ...]

_AT_ONCE = 250  # rows that are written and read together
_IN_ORDER = 20_000  # rows that are sorted in memory


class _Pieces:
    """Rows in a file, some together, by number; there is no file until the first of them."""

    def __init__(self) -> None:
        self._file: BinaryIO | None = None
        self._ends = array("Q", [0])  # in the file: each piece begins where the one before ends

    def __len__(self) -> int:
        """Return how many pieces there are."""
        return len(self._ends) - 1

    def write(self, rows: Sequence[Row]) -> None:
        """Write a piece at the end."""
        from json import dumps  # noqa: PLC0415 - start-up: few rows are in no file

        text = memoryview(dumps(rows, separators=(",", ":")).encode())
        end = self._ends[-1] + len(text)
        with _refusing():
            file = self._opened()
            file.seek(self._ends[-1])
            while text:
                text = text[file.write(text) :]
        self._ends.append(end)

    def _opened(self) -> BinaryIO:
        if self._file is None:
            from tempfile import TemporaryFile  # noqa: PLC0415 - start-up, as above

            with uninterrupted():  # where the disk knows no such files, it has a name for a moment
                self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - closed with this object
            finalize(self, self._file.close)
        return self._file

    def read(self, number: int) -> Iterator[Row]:
        """Return the rows of a piece."""
        from json import loads  # noqa: PLC0415 - start-up, as above

        start, end = self._ends[number : number + 2]
        with _refusing():
            file = self._opened()
            file.seek(start)
            text = file.read(end - start)
        return map(tuple, loads(text))

    def of(self, numbers: Iterable[int]) -> Iterator[Row]:
        """Return the rows of some pieces one after the other, not all at once."""
        return chain.from_iterable(map(self.read, numbers))


class RowsAside:
    """Rows that come back in the order in which they were put aside."""

    def __init__(self) -> None:
        self._pieces = _Pieces()
        self._last: list[Row] = []

    def add(self, row: Row) -> None:
        """Put a row aside."""
        self._last.append(row)
        if len(self._last) == _AT_ONCE:
            self._pieces.write(self._last)
            self._last = []

    def __iter__(self) -> Iterator[Row]:
        """Return the rows; those with tuples in them have these as lists."""
        return chain(self._pieces.of(range(len(self._pieces))), self._last)


class SortedAside:
    """Rows that come back in their order; those that are compared are alike in the types of their cells."""

    def __init__(self) -> None:
        self._pieces = _Pieces()
        self._runs: list[range] = []  # of pieces: the rows of each are in order
        self._last: list[Row] = []

    def add(self, row: Row) -> None:
        """Put a row aside."""
        self._last.append(row)
        if len(self._last) == _IN_ORDER:
            self._last.sort()
            first = len(self._pieces)
            for start in range(0, _IN_ORDER, _AT_ONCE):
                self._pieces.write(self._last[start : start + _AT_ONCE])
            self._runs.append(range(first, len(self._pieces)))
            self._last = []

    def __iter__(self) -> Iterator[Row]:
        """Return the rows in their order."""
        return heapq.merge(*map(self._pieces.of, self._runs), sorted(self._last))


@contextmanager
def _refusing() -> Iterator[None]:
    """Turn a disk that fails into a refusal in plain words."""
    try:
        yield
    except OSError as error:
        raise OutputFailed.one(
            "the temporary folder",
            f"what is to be listed later cannot be kept there meanwhile ({error.strerror})",
            "free that disk, or name another place in TMPDIR",
        ) from None
