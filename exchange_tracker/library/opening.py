"""Opening what the questions are asked of: a ledger, or a truce folder."""

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from exchange_tracker.errors import Refusal
from exchange_tracker.library.parameters import parameters_named
from exchange_tracker.store.address import is_folder, place_of

if TYPE_CHECKING:
    from exchange_tracker.store.folder import Folder
    from exchange_tracker.store.ledger.ledger import Ledger


@parameters_named
def open_ledger(
    path: str | os.PathLike[str], as_of: str | int | datetime | None = None
) -> "Ledger":
    """Open a ledger, a file or ``postgresql://…``, to be read, as of a moment or the number of a change; without one as it is.

    Raises:
        Refusal: where it cannot be read; ``UsageError`` where it has no such change.
        Unverified: where it was altered by another program.
    """
    from exchange_tracker.store.ledger.believed import open_believed  # noqa: PLC0415 - start-up

    place = place_of(path)
    if is_folder(place):
        raise Refusal.one(str(place), "this is a folder", "open it with read_folder")
    moment = as_of.isoformat() if isinstance(as_of, datetime) else str(as_of or "")
    return open_believed(place, moment)


def read_folder(path: str | os.PathLike[str]) -> "Folder":
    """Read a truce folder: ``terms.toml`` and the CSV files beside it.

    Raises:
        Refusal: with every problem of its files.
    """
    from exchange_tracker.store.folder import Folder  # noqa: PLC0415 - Pydantic is loaded for it

    return Folder(Path(path))
