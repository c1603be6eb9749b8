"""A whole ledger with its history, copied row by row to where none is: a file or a server.

The copy is verified before anybody can open it, and has the head of the ledger. In a file it gets its
name then. On a server, where it is written in pieces that stay, it is called unfinished until then, and
whoever copies the same ledger again goes on where the first stopped.
"""

from exchange_tracker.store.address import Address, Place
from exchange_tracker.store.ledger.copied_rows import Tell, check_copy, pieces
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.postgres.tables import table_shapes
from exchange_tracker.store.ledger.writing import creating


def copy_whole(source: Ledger, target: Place, tell: Tell) -> str:
    """Copy a ledger that nobody writes to meanwhile, and return its head.

    Raises:
        Refusal: where the target is taken or cannot be written.
        Unverified: where the copy does not verify.
    """
    if isinstance(target, Address):
        from exchange_tracker.store.ledger.server_copy import copy_to_server  # noqa: PLC0415 - loads the driver

        return copy_to_server(source, target, tell)
    with creating(target) as copy:
        copied = 0
        for shape in table_shapes():
            for rows in pieces(source.connection, shape):
                copy.engine.load(shape.name, shape.columns, rows)
                copied += len(rows)
                tell(copied)
        check_copy(copy, source)
    return source.head
