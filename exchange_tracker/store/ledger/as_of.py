"""Which change a ledger is read as of: the number of one, or the last at a moment."""

import re
from typing import TYPE_CHECKING

from exchange_tracker.errors import InvalidValue, UsageError

if TYPE_CHECKING:
    from exchange_tracker.store.ledger.ledger import Ledger

_FRACTION = r"(?a)(.*:\d\d)\.([0-9]{1,6})(Z|[+-].*)"


def change_at(ledger: "Ledger", as_of: str, option: str = "--as-of") -> int:
    """Return the number of the last change at a moment, or check the number of a change."""
    last, _ = ledger.last
    if as_of.isascii() and as_of.isdecimal():
        if not 1 <= int(as_of[:18]) <= last:
            raise UsageError.one(option, f"there is no change {as_of}", f"write 1 to {last}")
        return int(as_of)
    from exchange_tracker.parse.cells import read_moment  # noqa: PLC0415 - start-up

    parts = re.fullmatch(_FRACTION, as_of)  # moments of changes have microseconds
    try:
        moment = read_moment(f"{parts[1]}{parts[3]}" if parts else as_of)
    except InvalidValue as invalid:
        raise UsageError.one(option, invalid.what, f"{invalid.fix}, or a number") from None
    text = f"{moment:%Y-%m-%dT%H:%M:%S}.{parts[2] if parts else '0':0<6}Z".rjust(27, "0")
    query = "SELECT coalesce(max(number), 0) FROM changes WHERE moment <= ? AND number <= ?"
    (number,) = next(ledger.rows(query, (text, last)))
    if not number:
        begins = ledger.moment_of(1)
        raise UsageError.one(option, f"the ledger begins at {begins}", "name a later moment")
    return int(number)
