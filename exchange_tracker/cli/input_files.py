"""Files that are read: by name, or standard input."""

import io
import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, cast

from exchange_tracker.cli.progress import working
from exchange_tracker.errors import OutputFailed, Problem, Refusal
from exchange_tracker.facts.model import Fact, columns
from exchange_tracker.parse.forms import Among, FileKind, Form
from exchange_tracker.parse.headers import Columns
from exchange_tracker.parse.json_rows import lists_of
from exchange_tracker.parse.rejected import Reasons, rejected_cells, rejected_objects, rejected_text
from exchange_tracker.parse.row_shape import Checked
from exchange_tracker.parse.rows import Reader
from exchange_tracker.parse.table import Row
from exchange_tracker.parse.text import refuse_web_page
from exchange_tracker.render.formulas import unguard
from exchange_tracker.store import signals
from exchange_tracker.store.folder import FILES, TERMS, opened

if TYPE_CHECKING:
    from exchange_tracker.parse.maps.applied import Tally
    from exchange_tracker.parse.maps.model import Map

STANDARD_INPUT = "-"
_UTF8 = "utf-8"
_JSON_LINES = (".jsonl", ".ndjson")
_BLANK = "\ufeff \t\r\n"  # what may stand before the first character that tells the form
_ADDRESSES = ("http://", "https://", "ftp://")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx and .ods begin, and how .xls does


class _Again(io.RawIOBase):
    """A kept file from its beginning: others may read it at the same time, at places of their own."""

    def __init__(self, copy: BinaryIO) -> None:
        self._copy = copy
        self._place = 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def seekable(self) -> bool:
        """Tell that it can be read from any place."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place from which to read on."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._place}.get(whence)
        self._place = (self._copy.seek(0, os.SEEK_END) if start is None else start) + offset
        return self._place

    def tell(self) -> int:
        """Return how much was read."""
        return self._place

    def readinto(self, buffer: Any) -> int:
        """Read on."""
        self._copy.seek(self._place)
        read = self._copy.readinto(buffer)  # type: ignore[attr-defined]
        self._place += read
        return int(read)


class Written(NamedTuple):
    """How files are written, as the command line says; a blank is what is plain to see, or what the map says.

    ``exact`` leaves the guard against formulas on; ``sheet`` is that of a workbook. ``map`` says
    what their columns are.
    """

    exact: bool = False
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    map: "Map | None" = None


class RowFile(NamedTuple):
    """A file of rows that can be opened more than once, and the kind of file it is.

    What could be read only once is in ``copy``, a file without a name. ``readers`` are those by
    which it was opened. ``reasons`` are of the rows to leave out, by their lines,
    and ``row_by_row`` says that what is wrong with a row is told of each. ``tally`` is what its map
    did at the last reading.
    """

    name: str
    path: Path
    copy: BinaryIO | None
    written: Written
    readers: list[BinaryIO]
    kind: FileKind = FileKind.TEXT
    reasons: Reasons = {}  # noqa: RUF012 - never changed
    row_by_row: bool = False
    tally: "list[Tally]" = []  # noqa: RUF012 - each file is given its own

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

    @property
    def form(self) -> Form:
        """Return how its text is written, as far as that was stated."""
        encoding, delimiter = self.written.encoding or _UTF8, self.written.delimiter
        return Form(
            encoding,
            delimiter,
            foreign=True,
            skipped=frozenset(self.reasons),
            row_by_row=self.row_by_row,
        )

    @property
    def header(self) -> int:
        """Return the last line of its header; 0 where each row names its columns."""
        if self.kind is FileKind.JSON:
            return 0
        return max(self.written.map.file.header) if self.written.map else 1

    def read(self, reader: Reader[Fact], raw: BinaryIO) -> Iterator[Checked[Fact]]:
        """Return its rows, checked, by the form it has."""
        if self.written.map:
            return self._mapped(self.written.map, reader, raw)
        if self.kind is FileKind.JSON:
            return reader.json_lines(raw, self.name, self.form)
        if self.kind is FileKind.WORKBOOK:
            rows = self.form.unskipped(self.sheet_rows(reader.kind, raw))
            # A sheet may go on, formatted and blank.
            rows = (row for row in rows if isinstance(row[1], Refusal) or any(row[1]))
            return reader.table(rows, self.name, self._bare, foreign=True, is_sheet=True)
        return reader.csv(raw, self.name, self._bare, self.form)

    @property
    def _bare(self) -> Callable[[str], str] | None:
        return None if self.written.exact else unguard

    def rejected(self, kind: type[Fact]) -> Iterator[str]:
        """Yield the rows that are left out, in the form of the file, each with its reason."""
        with self._opened() as raw:
            if self.kind is FileKind.JSON:
                lists = lists_of(kind)
                yield from rejected_objects(raw, self.name, self.form, lists, self.reasons)
            elif self.kind is FileKind.WORKBOOK:
                rows = self.sheet_rows(kind, raw)
                yield from rejected_cells(rows, self.header, self.reasons)
            else:
                form = self.form._replace(skipped=frozenset())
                among = self._among(kind)
                yield from rejected_text(raw, self.name, form, self.header, among, self.reasons)

    def _among(self, kind: type[Fact]) -> Among:
        if not self.written.map:
            return Columns(columns(kind), ()).among
        from exchange_tracker.parse.maps.reading import names_among

        return names_among(self.written.map)

    def sheet_rows(self, kind: type[Fact], raw: BinaryIO) -> Iterator[Row]:
        """Yield all rows of the sheet of a workbook that is asked for."""
        from exchange_tracker.parse.workbooks import sheet_rows

        likely = f"{kind.__name__.lower()}s"
        yield from sheet_rows(raw, self.name, self.written.sheet, likely)

    def _mapped(
        self, file_map: "Map", reader: Reader[Fact], raw: BinaryIO
    ) -> Iterator[Checked[Fact]]:
        from exchange_tracker.parse.maps.applied import Tally
        from exchange_tracker.parse.maps.reading import Foreign, mapped_rows

        self.tally[:] = [Tally()]
        file = Foreign(raw, self.name, self.form, self.kind, self.sheet_rows(reader.kind, raw))
        return mapped_rows(reader, file_map, file, self.tally[0])


def read_of(files: Sequence[RowFile]) -> float:
    """Return how much of some files the last reading has read, from 0 to 1."""
    sizes = [file.size for file in files]
    return sum(map(_read, files, sizes)) / max(sum(sizes), 1)


def _read(file: RowFile, size: int) -> int:
    if not file.readers:
        return 0
    return size if file.readers[-1].closed else file.readers[-1].tell()


@contextmanager
def row_files(names: Sequence[str], written: Written) -> Iterator[list[RowFile]]:
    """Return the files of a command line, or refuse all that cannot be read.

    A file of a truce folder never has a guard against formulas. What can be read only once
    (standard input, a pipe) is kept in a temporary file meanwhile.
    """
    with ExitStack() as stack:
        files: list[RowFile] = []
        problems: list[Problem] = []
        for name in names:
            try:
                files.append(_file(name, stack, written))
            except OutputFailed:
                raise
            except Refusal as refusal:
                problems += refusal.problems
        if problems:
            raise Refusal(problems)
        yield files


def _file(name: str, stack: ExitStack, written: Written) -> RowFile:
    path, copy = Path(name), None
    if name == STANDARD_INPUT:
        name = "standard input"
        if sys.stdin is None or sys.stdin.closed:
            raise Refusal.one(name, "it is closed", "pipe a file into it, or name a file")
        copy = _copied(sys.stdin.buffer, stack)
    elif name.startswith(_ADDRESSES):
        what = "this is an address, and the program never goes to the network"
        raise Refusal.one(name, what, f"fetch it first: curl -sSfL {shlex.quote(name)} | xt … -")
    else:
        written = written._replace(exact=written.exact or _in_folder_form(path))
        with opened(path) as raw:
            if not path.is_file():
                copy = _copied(raw, stack)
    file = RowFile(name, path, copy, written, [], tally=[])
    return file._replace(kind=_kind_of(file))


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


def _kind_of(file: RowFile) -> FileKind:
    """Return what a file is: no header of a CSV file begins with a brace or a bracket."""
    with file.open() as raw:
        start = raw.read(4096)
    file.readers.clear()
    if start.startswith(_WORKBOOKS):
        return FileKind.WORKBOOK
    text = start.decode(file.form.encoding, "ignore").lstrip(_BLANK)
    refuse_web_page(text, file.name)
    is_json = file.path.suffix.lower() in _JSON_LINES or text.startswith(("{", "["))
    return FileKind.JSON if is_json else FileKind.TEXT
