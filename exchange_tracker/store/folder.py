"""The folder form of a truce, read and written (``ledger.md``, section 2)."""

import errno
import os
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from select import select
from typing import BinaryIO, Generic

from exchange_tracker.errors import Problem, Refusal
from exchange_tracker.facts.entry import Outline, Placed
from exchange_tracker.facts.figures import Figures
from exchange_tracker.facts.model import Claim, Fact, Release, Source, Terms
from exchange_tracker.facts.movement import Movement
from exchange_tracker.facts.truce_day import Clock
from exchange_tracker.parse.across import doubled_ids, part_problems
from exchange_tracker.parse.problems import THE_REST
from exchange_tracker.parse.row_shape import Chunk, facts_of
from exchange_tracker.parse.rows import Reader
from exchange_tracker.parse.terms import parse_terms
from exchange_tracker.parse.text import whole
from exchange_tracker.store import origins
from exchange_tracker.store.folder_entries import FolderEntries
from exchange_tracker.store.folder_rows import FolderRows

TERMS = "terms.toml"
PATIENCE = 2  # seconds for the writer of a pipe to come
FILES: dict[type, str] = {
    Release: "releases.csv",
    Movement: "movements.csv",
    Claim: "claims.csv",
    Source: "sources.csv",
}


class Folder:
    """One truce read straight from its folder; it has no history.

    ``terms`` are others than its own, to see what would follow from them.
    """

    head = None
    recorded = None

    def __init__(self, path: Path, terms: Terms | None = None) -> None:
        self.path = path
        self.terms = terms or read_terms(path / TERMS)
        self.clock = Clock(self.terms.timezone, self.terms.day_starts)
        releases = _File(path, Release, self.terms)
        movements = _File(path, Movement, self.terms)
        claims = _File(path, Claim, self.terms)
        sources = _File(path, Source, self.terms)
        files = (releases, movements, claims, sources)
        for rows in (releases.rows, movements.rows, claims.rows):
            rows.fill_ids(chain.from_iterable(file.rows.ids for file in files))
        self._entries = FolderEntries(releases.rows, self.clock)
        self._movements, self._claims, self._sources = movements.rows, claims.rows, sources.rows
        claims.problems.extend(self._part_problems(claims))
        problems = [problem for file in files for problem in file.problems]
        if problems:
            full = any(file.problems.full for file in files)
            raise Refusal(problems, THE_REST if full else "")

    def _part_problems(self, file: "_File[Claim]") -> Iterator[Problem]:
        places = [f"{file.name}:{line}" for line in file.rows.lines]
        wholes = {claim.id: claim.part_of for claim in self.claims()}
        return part_problems(zip(places, self.claims(), strict=True), wholes)

    @property
    def terms_text(self) -> str:
        """Return the terms as they are written, byte for byte."""
        return terms_text(self.path / TERMS)

    def figures(self, at: datetime) -> Figures:
        """Return the sums of what has happened at a moment."""
        return self._entries.figures(at)

    def releases(self) -> Iterator[Release]:
        """Return the entries in the order of the file."""
        return self._entries.rows.facts()

    def releases_between(self, first: date, last: date, least: int = 0) -> Iterator[Release]:
        """Return those of truce days from ``first`` to ``last`` or perhaps there, of ``least`` people or more."""
        return self._entries.between(first, last, least)

    def releases_by_day(self, first: date, last: date) -> Iterator[Release]:
        """Return those whose truce day, the last of several, lies in a range: by it, then as recorded."""
        return self._entries.by_day(first, last)

    def releases_by_first_day(self) -> Iterator[Placed]:
        """Return the entries by the first of their days, then as in the file, each with its place."""
        return self._entries.by_first_day()

    def outlines_on(self, days: Collection[date]) -> Iterator[tuple[date, Iterator[Outline]]]:
        """Yield each of some truce days with its entries."""
        return self._entries.on_days(days)

    def releases_alike(self, first: date, last: date) -> Iterator[Release]:
        """Return those of truce days from ``first`` to ``last``, those alike as one (``facts/alike``)."""
        return self._entries.alike(first, last)

    def claims(self) -> Iterator[Claim]:
        """Return the claims in the order of the file."""
        return self._claims.facts()

    def sources(self) -> Iterator[Source]:
        """Return the sources in the order of the file."""
        return self._sources.facts()

    def movements(self) -> Iterator[Movement]:
        """Return the movements in the order of the file."""
        return self._movements.facts()

    def let_go(self) -> None:
        """Hold nobody up: a folder has been read."""


class _File(Generic[Fact]):
    """One file of a folder: its rows, those with problems too.

    A file that may be left out has none; one of releases says that nobody recorded any.
    """

    def __init__(self, folder: Path, kind: type[Fact], terms: Terms) -> None:
        path = folder / FILES[kind]
        self.name = path.name
        self.rows = FolderRows(kind)
        reader = Reader(kind, terms)
        self.problems = reader.problems
        try:
            for chunk in _chunks(path, reader):
                self.rows.add(chunk)
        except Refusal as refusal:
            self.problems.extend(refusal.problems)
        self.rows.put_in_place(reader.refused)
        self.problems.extend(doubled_ids(self.name, self.rows.lines, self.rows.ids))


def _chunks(path: Path, reader: Reader[Fact]) -> Iterator[Chunk]:
    if reader.kind is Release and not os.path.lexists(path):
        header = ",".join(reader.columns)
        fix = f"write it, where nothing is recorded yet with this line alone: {header}"
        raise Refusal.one(path.name, "there is no such file in the folder", fix)
    if os.path.lexists(path):
        with opened(path, lasting=True) as raw:
            yield from reader.by_columns(raw, path.name)


def note_files(folder: Path) -> None:
    """Note the files of a folder before they are read: what is made of them is as private."""
    for name in (TERMS, *FILES.values()):
        origins.note(folder / name)


def rows_of_file(folder: Path, kind: type[Fact], terms: Terms) -> Iterator[list[Fact]]:
    """Yield the rows of one file of a folder, some at a time; raise ``Refusal`` after the last that is right.

    What concerns several rows, as ids that are given twice, is not looked at.
    """
    reader = Reader(kind, terms)
    for chunk in _chunks(folder / FILES[kind], reader):
        reader.finish()
        yield [*facts_of(kind, chunk.cells)]
    reader.finish()


def read_terms(path: Path) -> Terms:
    """Read the file of terms of a folder, or refuse it with every problem it has."""
    with opened(path, lasting=True) as raw:
        return parse_terms(whole(raw, path.name), path.name)


def terms_text(path: Path) -> str:
    """Return the text of a file of terms, byte for byte."""
    with opened(path) as raw:
        return whole(raw, path.name)


@contextmanager
def opened(path: Path, *, lasting: bool = False) -> Iterator[BinaryIO]:
    """Open a file that is read, or refuse it in plain words.

    ``lasting`` refuses what gives its content only once, as a pipe does.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise Refusal.one(str(path), "this is a folder", "name the file inside it")
        if lasting and not stat.S_ISREG(mode):
            what, fix = "this is a pipe or a device, not a file", "put a file in its place"
            raise Refusal.one(str(path), what, fix)
        if stat.S_ISBLK(mode) or (stat.S_ISCHR(mode) and not _ends(path)):
            what, fix = "this is a device, which need not end", "name a file or a pipe"
            raise Refusal.one(str(path), what, fix)
        origins.note(path)
        with open(path, "rb", opener=_without_hanging) as raw:
            yield raw
    except _NobodyWrites:
        what = f"it is a pipe into which nobody wrote within {PATIENCE} seconds"
        raise Refusal.one(str(path), what, "start its writer first, or name a file") from None
    except OSError as error:
        raise Refusal.one(str(path), *_unreadable(path, error)) from None


def _ends(path: Path) -> bool:
    """Return whether a device is a terminal, on which somebody types, or the empty one."""
    if os.path.samefile(path, os.devnull):  # noqa: PTH121 - it need not be a path of ours
        return True
    with open(path, "rb", buffering=0, opener=_without_hanging) as raw:
        return raw.isatty()


class _NobodyWrites(Exception):
    """A pipe has no writer."""


def _without_hanging(path: str, flags: int) -> int:
    """Open a file, or raise ``_NobodyWrites`` where a pipe has no writer in good time."""
    at_once = getattr(os, "O_NONBLOCK", 0)  # Windows has neither this nor pipes among its files
    handle = os.open(path, flags | at_once)
    if at_once:
        if stat.S_ISFIFO(os.fstat(handle).st_mode) and not _has_writer(handle):
            os.close(handle)
            raise _NobodyWrites
        os.set_blocking(handle, True)
    return handle


def _has_writer(pipe: int) -> bool:
    """Return whether somebody writes into a pipe, or has: it may be long before the first byte."""
    if select([pipe], [], [], PATIENCE)[0]:
        return True
    try:
        os.read(pipe, 1)  # it ends where nobody has opened it; what comes now has come too late
    except BlockingIOError:
        return True
    return False


def _unreadable(path: Path, error: OSError) -> tuple[str, str]:
    match error:
        case FileNotFoundError() if path.is_symlink():
            return "the link leads to no file", "put the file in its place"
        case FileNotFoundError() if path.name == TERMS:
            fix = "name the folder of a truce, or write its terms into that file"
            return "there is no such file", fix
        case FileNotFoundError() | NotADirectoryError():
            return "there is no such file", "check its name"
        case PermissionError():
            return "you may not read the file", "have its owner let you, or name another"
        case OSError(errno=errno.ELOOP):
            return "the link leads back to itself", "put the file in its place"
        case _:
            return f"the file cannot be read ({error.strerror})", "name another copy of it"
