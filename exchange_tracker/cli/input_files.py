"""Files that are read: by name, or standard input."""

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from exchange_tracker.cli.progress import working
from exchange_tracker.errors import OutputFailed, Problem, Refusal
from exchange_tracker.facts.model import Fact
from exchange_tracker.parse.rows import Checked, Reader
from exchange_tracker.render.formulas import unguard
from exchange_tracker.store import signals
from exchange_tracker.store.folder import FILES, TERMS, opened

STANDARD_INPUT = "-"
_JSON_LINES = (".jsonl", ".ndjson")
_BLANK = b"\xef\xbb\xbf \t\r\n"  # what may stand before the first character that tells the form


class _Again(io.RawIOBase):
    """A kept file from its beginning: others may read it at the same time, at places of their own."""

    def __init__(self, copy: BinaryIO) -> None:
        self._copy = copy
        self._place = 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def tell(self) -> int:
        """Return how much was read."""
        return self._place

    def readinto(self, buffer: Any) -> int:
        """Read on."""
        self._copy.seek(self._place)
        read = self._copy.readinto(buffer)  # type: ignore[attr-defined]
        self._place += read
        return int(read)


class RowFile(NamedTuple):
    """A file of rows that can be opened more than once; ``json`` says it holds JSON lines.

    What could be read only once is in ``copy``, a file without a name. ``exact`` says that no guard
    against formulas is taken off its cells. ``readers`` are those by
    which it was opened.
    """

    name: str
    path: Path
    copy: BinaryIO | None
    exact: bool
    readers: list[BinaryIO]
    json: bool = False

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open the file from its beginning."""
        with self._opened() as raw:
            self.readers.append(raw)
            yield raw

    def _opened(self) -> AbstractContextManager[BinaryIO]:
        return io.BufferedReader(_Again(self.copy)) if self.copy else opened(self.path)

    @property
    def size(self) -> int:
        """Return how many bytes it has."""
        return (os.fstat(self.copy.fileno()) if self.copy else self.path.stat()).st_size

    def read(self, reader: Reader[Fact], raw: BinaryIO) -> Iterator[Checked[Fact]]:
        """Return its rows, checked, by the form it has."""
        if self.json:
            return reader.json_lines(raw, self.name)
        return reader.csv(raw, self.name, None if self.exact else unguard)


def read_of(files: Sequence[RowFile]) -> float:
    """Return how much of some files the last reading has read, from 0 to 1."""
    sizes = [file.size for file in files]
    return sum(map(_read, files, sizes)) / max(sum(sizes), 1)


def _read(file: RowFile, size: int) -> int:
    if not file.readers:
        return 0
    return size if file.readers[-1].closed else file.readers[-1].tell()


@contextmanager
def row_files(names: Sequence[str], *, exact: bool) -> Iterator[list[RowFile]]:
    """Return the files of a command line, or refuse all that cannot be read.

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
    path, copy = Path(name), None
    if name == STANDARD_INPUT:
        name = "standard input"
        if sys.stdin is None or sys.stdin.closed:
            raise Refusal.one(name, "it is closed", "pipe a file into it, or name a file")
        copy = _copied(sys.stdin.buffer, stack)
    else:
        exact = exact or _in_folder_form(path)
        with opened(path) as raw:
            if not path.is_file():
                copy = _copied(raw, stack)
    file = RowFile(name, path, copy, exact, [])
    return file._replace(json=path.suffix.lower() in _JSON_LINES or _is_json(file))


def _in_folder_form(path: Path) -> bool:
    return path.name in FILES.values() and (path.parent / TERMS).exists()


def _copied(raw: BinaryIO, stack: ExitStack) -> BinaryIO:
    """Copy what can be read only once into a file without a name, which no kill leaves behind."""
    if not raw.isatty():  # what is typed must not be written over
        working()
    try:
        with (
            signals.uninterrupted()
        ):  # where the disk knows no such files, it has a name for a moment
            copy = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
        shutil.copyfileobj(raw, copy, 1 << 20)
        copy.flush()
    except OSError as error:
        raise OutputFailed.one(
            "the temporary folder",
            f"the rows cannot be kept there meanwhile ({error.strerror})",
            "free that disk, or name another place in TMPDIR",
        ) from None
    return cast(BinaryIO, copy)


def _is_json(file: RowFile) -> bool:
    """Return whether rows are JSON: no header of a CSV file begins with a brace or a bracket."""
    with file.open() as raw:
        start = raw.read(4096)
    file.readers.clear()
    first = start.partition(b"\n")[0].strip(_BLANK)
    start = start.lstrip(_BLANK)
    if start.startswith(b"[") and first != b"[":
        what, fix = "this is a JSON array", "write one object on each line, as --format jsonl does"
        raise Refusal.one(file.name, what, fix)
    return start.startswith((b"{", b"["))
