"""How a kind of release is worded, and whether it is people (``ledger.md``, section 2.1, Kinds)."""

from typing import NamedTuple


class KindWords(NamedTuple):
    """The words for one and for many of a kind, and whether these are people."""

    one: str
    many: str
    people: bool = True
