"""What rows and entries say beside their ids: by that a row without an id is known again."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from exchange_tracker.facts.entry import with_defaults
from exchange_tracker.facts.model import AnyFact, Fact, Terms
from exchange_tracker.store.ledger.ledger import Version


def earlier_contents(
    versions: Iterable[tuple[Version, Fact]], content: Callable[[Fact], bytes]
) -> Iterator[tuple[bytes, int, str, int, bytes | None]]:
    """Yield what each version but the one that stands said, and how its entry stands now."""
    for place, some in groupby(versions, key=lambda pair: pair[0].place):
        *older, (last, fact) = some
        standing = content(fact) if last.superseded is None else None
        number = last.superseded or last.written
        superseded = older if standing else [*older, (last, fact)]
        for each in {content(old) for _, old in superseded} - {standing}:
            yield each, place, fact.id, number, standing


def content_of(fact: AnyFact, terms: Terms) -> bytes:
    """Return what two rows without an id have in common when their content is the same."""
    cells = with_defaults(fact._replace(id=""), terms)
    return hashlib.blake2b(json.dumps(cells).encode(), digest_size=16).digest()
