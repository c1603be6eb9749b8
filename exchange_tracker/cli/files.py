"""Files that are read: by name, or standard input."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from exchange_tracker.errors import Refusal
from exchange_tracker.folder import opened
from exchange_tracker.model import Fact
from exchange_tracker.parse.rows import Checked, Reader

STANDARD_INPUT = "-"
_JSON_LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class RowFile:
    """A file of rows that can be opened more than once; ``json`` says it holds JSON lines."""

    name: str
    path: Path
    json: bool

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open the file from its beginning."""
        with opened(self.path) as raw:
            yield raw

    def read(self, reader: Reader[Fact], raw: BinaryIO) -> Iterator[Checked[Fact]]:
        """Give its rows, checked, by the form it has."""
        return reader.json_lines(raw, self.name) if self.json else reader.csv(raw, self.name)


@contextmanager
def row_files(names: list[str]) -> Iterator[list[RowFile]]:
    """Give the files of a command line; standard input is kept in a temporary file meanwhile."""
    with tempfile.TemporaryDirectory(prefix="exchange-tracker-") as folder:
        yield [_file(name, Path(folder) / f"{n}") for n, name in enumerate(names)]


def _file(name: str, spool: Path) -> RowFile:
    if name != STANDARD_INPUT:
        return RowFile(name, Path(name), Path(name).suffix.lower() in _JSON_LINES)
    if sys.stdin is None or sys.stdin.closed:
        raise Refusal.one("standard input", "it is closed", "pipe a file into it, or name a file")
    with spool.open("wb") as kept:
        start = b""
        while block := sys.stdin.buffer.read(1 << 20):
            start = start or block.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
            kept.write(block)
    return RowFile("standard input", spool, json=start == b"{")
