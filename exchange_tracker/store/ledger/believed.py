"""Opening a ledger to be read: one that only its writers have written to, or whose rows verify."""

from exchange_tracker.store.address import Place
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.trust import check_to_read
from exchange_tracker.store.ledger.waiting import Say, say_nothing


def open_believed(path: Place, as_of: str = "", say: Say = say_nothing) -> Ledger:
    """Open a ledger as of a moment or a change; blank: as it is.

    Raises:
        Refusal: where it cannot be read.
        Unverified: where it was altered.
    """
    ledger = Ledger.open(path, say=say)
    with ledger.steadily():
        check_to_read(ledger, say)
    return ledger.seen(as_of) if as_of else ledger
