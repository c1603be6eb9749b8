"""What each reading of a truce's terms could take over from each other one."""

from exchange_tracker.parse.terms.alternatives import Alternatives
from exchange_tracker.store.records import Records

__all__ = ["Alternatives", "alternatives_of"]


def alternatives_of(records: Records) -> Alternatives:
    """Return what the readings of the terms of some records could take over from each other."""
    return Alternatives(records.terms_text)
