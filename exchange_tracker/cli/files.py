"""Files that are read: by name, or standard input."""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from exchange_tracker.cli.progress import working
from exchange_tracker.errors import OutputFailed, Problem, Refusal
from exchange_tracker.folder import FILES, TERMS, opened
from exchange_tracker.model import Fact
from exchange_tracker.parse.rows import Checked, Reader
from exchange_tracker.render.formulas import unguard

STANDARD_INPUT = "-"
_JSON_LINES = (".jsonl", ".ndjson")
_BLANK = b"\xef\xbb\xbf \t\r\n"  # what may stand before the first character that tells the form


class RowFile(NamedTuple):
    """A file of rows that can be opened more than once; ``json`` says it holds JSON lines.

    ``exact`` says that no guard against formulas is taken off its cells. ``readers`` are those by
    which it was opened.
    """

    name: str
    path: Path
    json: bool
    exact: bool
    readers: list[BinaryIO]

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open the file from its beginning."""
        with opened(self.path) as raw:
            self.readers.append(raw)
            yield raw

    def read(self, reader: Reader[Fact], raw: BinaryIO) -> Iterator[Checked[Fact]]:
        """Give its rows, checked, by the form it has."""
        if self.json:
            return reader.json_lines(raw, self.name)
        return reader.csv(raw, self.name, None if self.exact else unguard)


def read_of(files: Sequence[RowFile]) -> float:
    """Tell how much of some files the last reading has read, from 0 to 1."""
    sizes = [file.path.stat().st_size for file in files]
    return sum(map(_read, files, sizes)) / max(sum(sizes), 1)


def _read(file: RowFile, size: int) -> int:
    if not file.readers:
        return 0
    return size if file.readers[-1].closed else file.readers[-1].tell()


@contextmanager
def row_files(names: Sequence[str], *, exact: bool) -> Iterator[list[RowFile]]:
    """Give the files of a command line, or refuse all that cannot be read.

    ``exact`` leaves the guard against formulas on; a file of a truce folder never has one. What can be read only once (standard input, a pipe) is kept in a temporary file meanwhile.
    """
    with ExitStack() as stack:
        files: list[RowFile] = []
        problems: list[Problem] = []
        for name in names:
            try:
                files.append(_file(name, stack, exact=exact))
            except OutputFailed:
                raise
            except Refusal as refusal:
                problems += refusal.problems
        if problems:
            raise Refusal(problems)
        yield files


def _file(name: str, stack: ExitStack, *, exact: bool) -> RowFile:
    if name == STANDARD_INPUT:
        if sys.stdin is None or sys.stdin.closed:
            raise Refusal.one(
                "standard input", "it is closed", "pipe a file into it, or name a file"
            )
        path = _kept(sys.stdin.buffer, stack)
        return RowFile("standard input", path, _is_json(path, "standard input"), exact, [])
    path = Path(name)
    with opened(path) as raw:
        if not path.is_file():
            path = _kept(raw, stack)
    json = Path(name).suffix.lower() in _JSON_LINES or _is_json(path, name)
    return RowFile(name, path, json, exact or _in_folder_form(Path(name)), [])


def _in_folder_form(path: Path) -> bool:
    return path.name in FILES.values() and (path.parent / TERMS).exists()


def _kept(raw: BinaryIO, stack: ExitStack) -> Path:
    """Copy what can be read only once, and give the copy's place."""
    if not raw.isatty():  # what is typed must not be written over
        working()
    try:
        handle, name = tempfile.mkstemp(prefix="exchange-tracker-")
        stack.callback(Path(name).unlink, missing_ok=True)
        with open(handle, "wb") as copy:  # noqa: PTH123 - mkstemp gives a number
            shutil.copyfileobj(raw, copy, 1 << 20)
    except OSError as error:
        raise OutputFailed.one(
            "the temporary folder",
            f"the rows cannot be kept there meanwhile ({error.strerror})",
            "free that disk, or name another place in TMPDIR",
        ) from None
    return Path(name)


def _is_json(path: Path, name: str) -> bool:
    """Tell whether rows are JSON lines: no header of a CSV file begins with a brace."""
    with path.open("rb") as raw:
        start = raw.read(4096).lstrip(_BLANK)[:1]
    if start == b"[":
        raise Refusal.one(
            name, "this is a JSON array", "write one object on each line, as --format jsonl does"
        )
    return start == b"{"
