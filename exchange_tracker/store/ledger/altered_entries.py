"""The entries that make the difference between two states of one ledger."""

from collections import Counter

from exchange_tracker.facts.entry import Entry, entry_of
from exchange_tracker.facts.model import Release
from exchange_tracker.store.ledger.ledger import Ledger


def altered_entries(now: Ledger, then: Ledger) -> list[Entry]:
    """Return the versions of entries that count at one of two moments and not at the other."""
    number, _ = then.last
    last, _ = now.last
    written = f"written > ? AND {now.standing}"
    ended = f"{then.standing} AND superseded <= ?"
    versions = [
        (version.place, entry_of(release, now.clock))
        for version, release in (
            *now.versions(Release, written, (number,)),
            *now.versions(Release, ended, (last,)),
        )
    ]
    pairs = [(place, entry.counts_as) for place, entry in versions]
    both = {pair for pair, times in Counter(pairs).items() if times > 1}
    return [entry for pair, (_, entry) in zip(pairs, versions, strict=True) if pair not in both]
