"""A day without a record on which a running figure went on."""

from datetime import date
from typing import NamedTuple


class Gap(NamedTuple):
    """The people whom a source adds over days on which nobody is recorded.

    ``begins`` is the claim that adds them, ``claims`` are those whose difference they are.
    """

    first: date
    last: date
    people: int
    begins: str
    claims: tuple[str, ...] = ()
