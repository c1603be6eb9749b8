"""The seal: a digest of the whole file, so that damage is found even where no row lies.

It is taken just before a transaction is committed, of the file as it will be then: SQLite counts
the commit in its header, and everything else is as this connection sees it. What is left out is
the place of the seal itself, and pages that are free: after a rollback they may hold anything.

It is against accidents. Whoever can write the file can seal it, too; what was meant is found by
the chain and by a head that was published.
"""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

LARGEST = 16 << 20  # bytes; a larger file has no seal, so that a change costs the same in any

_HEADER = 100  # bytes (https://www.sqlite.org/fileformat2.html, 1.3)
_COUNTER, _VALID_FOR, _WRITER = slice(24, 28), slice(92, 96), slice(96, 100)


def renew(connection: sqlite3.Connection) -> None:
    """Seal the file as it will be when the transaction is committed."""
    if _size(connection) > LARGEST or not hasattr(connection, "serialize"):
        connection.execute("UPDATE seal SET digest = '' WHERE digest <> ''")
        return
    connection.execute("PRAGMA cache_spill = OFF")  # what is read must not be written meanwhile
    place_holder = os.urandom(32).hex()
    connection.execute("UPDATE seal SET digest = ?", (place_holder,))
    image = connection.serialize()
    digest = _digest(_header_to_be(image), image, place_holder)
    connection.execute("UPDATE seal SET digest = ?", (digest,))


def lift(connection: sqlite3.Connection) -> None:
    """Leave the file without a seal."""
    connection.execute("UPDATE seal SET digest = ''")


def is_there(connection: sqlite3.Connection) -> bool:
    """Tell whether a ledger has a seal that can be compared with the file."""
    return _kept(connection) != [""] and hasattr(connection, "serialize")


def fits(connection: sqlite3.Connection, path: Path) -> bool:
    """Tell whether the file is to the last byte what the last writer of the ledger made it."""
    image = connection.serialize()
    kept = _kept(connection)
    return (
        len(kept) == 1
        and _digest(image[:_HEADER], image, kept[0]) == kept[0]
        and len(image) == path.stat().st_size
    )


def _kept(connection: sqlite3.Connection) -> list[str]:
    return [str(digest) for (digest,) in connection.execute("SELECT digest FROM seal")]


def _size(connection: sqlite3.Connection) -> int:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (each,) = connection.execute("PRAGMA page_size").fetchone()
    return int(pages * each)


def _header_to_be(image: bytes) -> bytes:
    """Give the header that SQLite will write when it commits."""
    header = bytearray(image[:_HEADER])
    counter = (_number(image, _COUNTER.start) + 1) % (1 << 32)
    header[_COUNTER] = header[_VALID_FOR] = counter.to_bytes(4, "big")
    major, minor, patch = sqlite3.sqlite_version_info
    header[_WRITER] = (major * 1_000_000 + minor * 1_000 + patch).to_bytes(4, "big")
    return bytes(header)


def _digest(header: bytes, image: bytes, digest: str) -> str:
    """Give the digest of a file without the digest in it and without free pages."""
    import hashlib  # noqa: PLC0415 - who only reads has no use of it, and waits for it

    place = image.find(digest.encode())
    left_out = sorted([(place, place + len(digest)), *_free(image)])
    sha, start, view = hashlib.sha256(header), _HEADER, memoryview(image)
    for first, end in left_out:
        sha.update(view[start:first])
        start = end
    sha.update(view[start:])
    return sha.hexdigest()


def _free(image: bytes) -> Iterator[tuple[int, int]]:
    """Give where pages begin and end that hold nothing, by the list that SQLite keeps of them."""
    size = int.from_bytes(image[16:18], "big")
    size = 65_536 if size == 1 else size
    trunk = _number(image, 32)
    for _ in range(_number(image, 36)):
        if not trunk:
            return
        start = (trunk - 1) * size
        trunk, leaves = _number(image, start), _number(image, start + 4)
        for leaf in range(min(leaves, size // 4 - 2)):  # no more fit, in a sound file
            page = _number(image, start + 8 + 4 * leaf)
            yield (page - 1) * size, page * size


def _number(image: bytes, place: int) -> int:
    return int.from_bytes(image[place : place + 4], "big")
