"""The place of a ledger: a path, or an address of a server, which never holds a password."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeGuard

SCHEMES = ("postgresql", "postgres")
TRUCE = "truce"


class Address(NamedTuple):
    """Where a ledger lies on a server: what libpq takes, and the truce's schema; blank: none is named."""

    server: str
    truce: str = ""

    def __str__(self) -> str:
        """Return the address as it is written on a command line."""
        if not self.truce:
            return self.server
        return f"{self.server}{'&' if '?' in self.server else '?'}{TRUCE}={self.truce}"

    @property
    def hosts(self) -> int:
        """Return how many hosts it names."""
        authority, _, rest = self.server.partition("://")[2].partition("/")
        named = [word for word in rest.partition("?")[2].split("&") if word.startswith("host=")]
        return max(authority.count(","), *(word.count(",") for word in named), 0) + 1

    def names(self, parameter: str) -> bool:
        """Return whether it sets one of libpq's parameters."""
        words = self.server.partition("?")[2].split("&")
        return any(word.partition("=")[0] == parameter for word in words)


if TYPE_CHECKING:
    Place: TypeAlias = Path | Address
    """Where a ledger lies: a file (or a truce folder), or on a server."""
else:
    Place = object  # Typer, which reads annotations, takes no unions, and makes a path of a Path


def is_address(text: str) -> bool:
    """Return whether a text is an address of a server, and no path."""
    scheme, slashes, _ = text.partition("://")
    return bool(slashes) and scheme in SCHEMES


def place_of(text: str | os.PathLike[str]) -> Place:
    """Return the place that a text or path names: an address of a server, or a path."""
    if not is_address(str(text)):
        return Path(text)
    from exchange_tracker.store.address_reading import read_address  # noqa: PLC0415 - start-up

    return read_address(str(text))


def is_folder(place: Place) -> TypeGuard[Path]:
    """Return whether a place is a folder; one that may not be looked at is none."""
    return isinstance(place, Path) and os.path.isdir(place)  # noqa: PTH112 - Path.is_dir may raise
