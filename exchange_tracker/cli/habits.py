"""The keys of ``.xt.toml``: what an option can have its default from."""

from enum import StrEnum


class Habit(StrEnum):
    """A key of ``.xt.toml``; an option whose type carries it has its default from there."""

    LEDGER = "ledger"
    BY = "by"
    READING = "reading"
    FORMAT = "format"
    AT = "at"
