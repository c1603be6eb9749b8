"""Publishers as people name them, and how many sources the records hold of each."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from exchange_tracker.facts.model import Source

MUCH_CITED = 3  # sources of one publisher, from which on it is cited often
_BY_WAY_OF = r"(?s)\s*(?:[,(]| via | live (?:page|blog)\b).*"


class Publishers(NamedTuple):
    """Who published each source, in a short name, and of how many sources each name is."""

    names: Mapping[str, str]
    cited: Mapping[str, int]

    def name(self, source: str) -> str:
        """Return the short name of who published a source; the source itself where it has none."""
        return self.names.get(source, source)

    def is_much_cited(self, source: str) -> bool:
        """Return whether the records hold several sources of the publisher of this one."""
        return self.cited.get(self.name(source), 0) >= MUCH_CITED


def publishers_of(sources: Iterable[Source]) -> Publishers:
    """Return the publishers of all sources."""
    names = {each.id: short_name(each.publisher) or each.id for each in sources}
    return Publishers(names, Counter(names.values()))


def short_name(publisher: str) -> str:
    """Return a publisher without by way of whom, or citing whom: ``AP`` of ``AP via FOX 44``."""
    return re.sub(_BY_WAY_OF, "", publisher) or publisher
