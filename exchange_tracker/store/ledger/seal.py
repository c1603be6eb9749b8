"""The seal: what a file was when the last change was kept, so that anything written since is seen.

It has two parts, both taken just before a transaction is committed, of the file as it will be then
(SQLite counts the commit in its header, and everything else is as this connection sees it):

- how many commits the header counts. Whatever writes to the file by way of SQLite counts on, so
  comparing two numbers tells of it in a file of any size.
- a digest of the whole file, so that damage is found even where no row lies. What is left out is
  the place of the digest itself, and pages that are free: after a rollback they may hold anything.

It is against accidents, and against what is written without a thought of it. Whoever can write the
file can seal it, too; that is found by the chain and by a head that was published.
"""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from enum import Enum
from importlib import import_module
from io import FileIO
from typing import Any, BinaryIO

LARGEST = 4 << 20  # bytes; a larger file has no digest: each change digests it before and after
CHEAP = 1 << 20  # bytes; up to here who only reads compares the digest, too: some milliseconds

OTHER_BYTES = (
    "it holds bytes that no writer of the ledger wrote, though no change and no row differs"
    " (another program wrote to it, or the disk damaged it)"
)
"""What a broken seal says where the history verifies."""
SOUND_COPY = "go on with a sound copy, made by xt backup"

_SMALL = 256 << 10  # bytes
_HEADER = 100  # bytes (https://www.sqlite.org/fileformat2.html, 1.3)
_COUNTER, _VALID_FOR, _WRITER = slice(24, 28), slice(92, 96), slice(96, 100)


class State(Enum):
    """How a file stands to its seal."""

    FITS = "fits"  # as far as the seal goes: an older ledger may have none
    LIFTED = "lifted"  # by a writer of the ledger that was stopped while it wrote the file anew
    BROKEN = "broken"


class File:
    """The file of a connection, held open beside it.

    It is closed after the connection's last transaction: whoever closes a file gives up all locks
    that the process has on it, SQLite's too.
    """

    def __init__(self, connection: sqlite3.Connection, stood: State | None = None) -> None:
        self.stood = (
            stood  # of a copy in no file: how the file that it was made from stood to its seal
        )
        name = _name(connection)
        self._raw = FileIO(os.fsdecode(name)) if name else None  # None: it lies in no file

    def __bool__(self) -> bool:
        """Return whether there is a file."""
        return self._raw is not None

    @property
    def commits(self) -> int:
        """Return how many commits the header counts; 0 where there is none yet."""
        return _number(self.read(_HEADER).ljust(_HEADER, b"\0"), _COUNTER.start)

    @property
    def size(self) -> int:
        """Return how many bytes it has."""
        return os.fstat(self._raw.fileno()).st_size if self._raw else 0

    def read(self, most: int = -1) -> bytes:
        """Return its bytes, from the first."""
        if not self._raw:
            return b""
        self._raw.seek(0)
        return self._raw.read(most)

    def copy(self, target: BinaryIO) -> None:
        """Write its bytes to another file."""
        if self._raw:
            self._raw.seek(0)
            while chunk := self._raw.read(1 << 20):
                target.write(chunk)

    def close(self) -> None:
        """Let go of it."""
        if self._raw:
            self._raw.close()


def _name(connection: sqlite3.Connection) -> bytes:
    """Return the name of a connection's file, which need not be text; blank where it has none."""
    before = connection.text_factory
    connection.text_factory = bytes
    try:
        files = {name: file for _, name, file in connection.execute("PRAGMA database_list")}
    finally:
        connection.text_factory = before
    return files[b"main"] or b""


def renew(connection: sqlite3.Connection, commits: int) -> None:
    """Seal the file as it will be when the transaction is committed.

    ``commits`` is how many its header counted when the transaction began.
    """
    following = _after(commits)
    if _size(connection) > LARGEST or not hasattr(connection, "serialize"):
        _set(connection, "", following)
        return
    connection.execute("PRAGMA cache_spill = OFF")  # what is read must not be written meanwhile
    place_holder = os.urandom(32).hex()
    if not _set(connection, place_holder, following):
        return
    image = connection.serialize()
    digest = _digest(_header_to_be(image, following), image, place_holder)
    connection.execute("UPDATE seal SET digest = ?", (digest,))


def lift(connection: sqlite3.Connection) -> None:
    """Leave the file without a seal."""
    _set(connection, "", None)


def _set(connection: sqlite3.Connection, digest: str, commits: int | None) -> bool:
    """Set what a ledger's seal holds, and return whether it has one; it depends on its schema."""
    columns = len(connection.execute("PRAGMA table_info(seal)").fetchall())
    statement = ", ".join(("digest = ?", "commits = ?")[:columns])
    if statement:
        connection.execute(f"UPDATE seal SET {statement}", (digest, commits)[:columns])
    return bool(statement)


def is_there(connection: sqlite3.Connection) -> bool:
    """Return whether the seal of a ledger has a digest of the file."""
    return [digest for digest, _ in _seals(connection)] != [""]


def state(connection: sqlite3.Connection, file: File, largest: int = LARGEST) -> State:
    """Return how a file stands to its seal; a larger file is not compared byte by byte."""
    if file.stood:
        return file.stood
    if not file or not connection.execute("PRAGMA table_info(seal)").fetchall():
        return State.FITS  # there is nothing that it could not fit
    seals = _seals(connection)
    if len(seals) != 1:
        return State.BROKEN
    ((digest, commits),) = seals
    if commits is None:
        return State.BROKEN if digest else State.LIFTED
    if commits not in (_UNKNOWN, file.commits):
        return State.BROKEN
    if digest and file.size <= largest and not _is_of(digest, file.read()):
        return State.BROKEN
    return State.FITS


def state_of_file(connection: sqlite3.Connection) -> State:
    """Return how the file of a connection stands to its seal."""
    with closing(File(connection)) as file:
        return state(connection, file)


_UNKNOWN = -1  # the commits of a ledger of schema 2, whose seal does not hold them


def _seals(connection: sqlite3.Connection) -> list[tuple[str, int | None]]:
    """Return digest and commits of the seal, of which there is one."""
    rows = connection.execute("SELECT * FROM seal").fetchall()
    return [(digest, commits[0] if commits else _UNKNOWN) for digest, *commits in rows]


def _is_of(digest: str, image: bytes) -> bool:
    return _digest(image[:_HEADER], image, digest) == digest


def _size(connection: sqlite3.Connection) -> int:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    return int(pages * size)


def _after(commits: int) -> int:
    return (commits + 1) % (1 << 32)


def _header_to_be(image: bytes, commits: int) -> bytes:
    """Return the header that SQLite will write when it commits."""
    header = bytearray(image[:_HEADER])
    header[_COUNTER] = header[_VALID_FOR] = commits.to_bytes(4, "big")
    major, minor, patch = sqlite3.sqlite_version_info
    header[_WRITER] = (major * 1_000_000 + minor * 1_000 + patch).to_bytes(4, "big")
    return bytes(header)


def _digest(header: bytes, image: bytes, digest: str) -> str:
    """Return the digest of a file without the digest in it and without free pages."""
    place = image.find(digest.encode())
    left_out = sorted([(place, place + len(digest)), *_free(image)])
    sha, start, view = sha256(len(image))(header), _HEADER, memoryview(image)
    for first, end in left_out:
        sha.update(view[start:first])
        start = end
    sha.update(view[start:])
    return str(sha.hexdigest())


def sha256(size: int) -> Any:
    """Return what begins the digest of so many bytes, by what is quicker to load and to run.

    ``hashlib`` takes 4 ms to load, in which Python's own digests a small ledger twice over.
    """
    names = ("_sha2", "_sha256", "hashlib")  # Python 3.12 and later, 3.11, any
    for name in names if size <= _SMALL and "hashlib" not in sys.modules else ():
        with suppress(ImportError):
            return import_module(name).sha256
    return import_module("hashlib").sha256


def _free(image: bytes) -> Iterator[tuple[int, int]]:
    """Return where pages begin and end that hold nothing, by the list that SQLite keeps of them."""
    size = int.from_bytes(image[16:18], "big")
    size = 65_536 if size == 1 else max(size, 512)
    return ((page * size - size, page * size) for page in _free_pages(image, size))


def _free_pages(image: bytes, size: int) -> set[int]:
    """Return the numbers of the pages that hold nothing; a crafted list costs no more than a true one."""
    trunk, trunks, pages = _number(image, 32), set[int](), set[int]()
    while trunk and trunk not in trunks and trunk * size <= len(image):
        trunks.add(trunk)
        start = (trunk - 1) * size
        trunk, leaves = _number(image, start), _number(image, start + 4)
        for leaf in range(min(leaves, size // 4 - 2)):  # no more fit, in a sound file
            pages.add(_number(image, start + 8 + 4 * leaf))
    return {page for page in pages if page * size <= len(image)}


def _number(image: bytes, place: int) -> int:
    return int.from_bytes(image[place : place + 4], "big")
