"""Which ledger a command line means that does not say: the way to it in one place.

``--ledger``, else ``EXCHANGE_LEDGER`` (both are Typer's), else ``ledger`` in ``.xt.toml``, else
``ledger.db`` in this folder, else its only ledger, else this folder where it is a truce folder.
"""

import os
from contextlib import suppress
from pathlib import Path

from exchange_tracker.cli.output import detail
from exchange_tracker.errors import Refusal, UsageError
from exchange_tracker.store.address import Address, Place, is_address, place_of

LEDGER = Path("ledger.db")
"""The name by habit, and the object that stands for: none was named."""

_MOST_NAMED = 5
_TERMS = "terms.toml"
_NAME_IT = (
    'name it with --ledger PATH or EXCHANGE_LEDGER, or once for all in .xt.toml: ledger = "PATH"'
)
_WAYS = (
    'name one with --ledger PATH or EXCHANGE_LEDGER, write ledger = "PATH" into .xt.toml here or'
    " above, go to a folder with one ledger or to a truce folder, or make one: xt init"
)


def ledger_path(address: "str | Place") -> Place:
    """Return the place of a ledger, in a file or on a server, or of a truce folder."""
    if isinstance(address, Address):
        return address
    return LEDGER if address is LEDGER else place_of(address)


def place_or_habit(address: "str | Place") -> Place:
    """Return the place that is named; where none is, the one that is meant by habit.

    That is ``LEDGER`` where there is none at all. Raise ``UsageError`` where it could be several.
    """
    place = ledger_path(address)
    if place is not LEDGER:
        return place
    place, why = _by_habit()
    detail(f"--ledger is {place}: {why}")
    return place


def new_place(address: Place) -> Place:
    """Return where a ledger is made: the place that is named, by the settings, or by habit."""
    return (_of_settings()[0] or LEDGER) if address is LEDGER else address


def expect_place(place: Place) -> None:
    """Refuse, with the ways to name one, where no ledger was named and none is here."""
    if place is LEDGER and not os.path.lexists(LEDGER):
        what = "there is no such ledger, and no other in this folder"
        raise Refusal.one(str(place), what, _WAYS)


def _by_habit() -> tuple[Place, str]:
    """Return the place that is meant, and why that."""
    place, file = _of_settings()
    if place:
        return place, f"{file} says so"
    if os.path.lexists(LEDGER):
        return LEDGER, "it is here"
    names = _ledgers_here()
    if len(names) > 1:
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        several = ", ".join(names[:_MOST_NAMED]) + more
        raise UsageError.one("--ledger", f"several ledgers are here: {several}", _NAME_IT)
    if names:
        return Path(names[0]), "it is the only ledger in this folder"
    if os.path.isfile(_TERMS):  # noqa: PTH113 - False where it may not be looked at
        return Path(), "this folder has terms"
    return LEDGER, "by habit"


def _of_settings() -> "tuple[Place | None, str]":
    """Return the ledger that a file of settings names, ``None`` where none does, and that file."""
    from exchange_tracker.cli.settings import settings  # only where none is named

    habits = settings()
    named = os.path.expanduser(habits.ledger)  # noqa: PTH111 - raises nothing
    if not named:
        return None, habits.name
    if not is_address(named):
        return habits.folder / named, habits.name
    try:
        return place_of(named), habits.name
    except UsageError as error:
        where = f"{habits.name}: ledger"
        raise Refusal([p._replace(where=f"{where}: {p.where}") for p in error.problems]) from None


def _ledgers_here() -> list[str]:
    """Return the names of the ledgers in this folder; copies that one keeps beside it are none."""
    from exchange_tracker.store.ledger.opening import is_ledger, owner_of

    names: list[str] = []
    with suppress(OSError), os.scandir() as entries:
        names = [entry.name for entry in entries if entry.name[0] != "." and entry.is_file()]
    paths = map(Path, sorted(names))
    return [path.name for path in paths if is_ledger(path) and not owner_of(path)]
