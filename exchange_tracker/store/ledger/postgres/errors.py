"""What a server and the way to it raise, in plain words; libpq's own may hold anything."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum

from exchange_tracker.errors import Busy, OutputFailed, Refusal, UsageError
from exchange_tracker.store.address import Place
from exchange_tracker.store.ledger.postgres.driver import psycopg

_TURN = {"40001", "40P01", "55P03"}  # serialization failure, deadlock, lock not available
_GONE = {"57P01", "57P02", "57P03", "57P05"}  # shut down, crashed, starting up, idle for too long
_NO_ENTRY = {"28000", "28P01"}
_FULL = {"53100", "53200", "53400", "54000"}


class Passing(Enum):
    """Whom a statement failed for that may go through the next time."""

    WRITER = "another writer"
    SERVER = "the server"


def passing(error: BaseException) -> Passing | None:
    """Return for whom somebody must wait who tries again; ``None``: trying again is in vain."""
    if not isinstance(error, psycopg.Error):
        return None
    if error.sqlstate in _TURN:
        return Passing.WRITER
    return Passing.SERVER if is_lost(error) else None


def is_lost(error: BaseException) -> bool:
    """Return whether an error says that the connection is gone."""
    if not isinstance(error, psycopg.Error):
        return False
    state = error.sqlstate
    if state is None:
        return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    return state in _GONE or state.startswith("08")


def is_unknown(error: psycopg.Error) -> bool:
    """Return whether a server says itself that it does not know whether a change is kept."""
    return error.sqlstate == "40003"


def busy(place: Place, whom: Passing) -> Refusal:
    """Return the refusal of a write that waited as long as it may."""
    if whom is Passing.WRITER:
        return Busy.one(str(place), f"{whom.value} held the ledger for 30 seconds", "try again")
    what = "the server could not be reached for 30 seconds; nothing was written"
    return Busy.one(str(place), what, "try again")


def uncertain(place: Place) -> Refusal:
    """Return the refusal of a write of which nobody can say whether it is recorded."""
    what = (
        "the connection was lost while the change was being kept, and the server cannot be asked:"
        " it is not certain whether the change is recorded"
    )
    return OutputFailed.one(str(place), what, "look it up with xt log before it is written again")


@contextmanager
def refuse_server_errors(place: Place) -> Iterator[None]:
    """Turn what the driver raises into a refusal in plain words."""
    try:
        yield
    except psycopg.Error as error:
        raise refusal(place, error) from error


def refusal(place: Place, error: Exception) -> Refusal:
    """Return what an error says, in plain words."""
    state = getattr(error, "sqlstate", None) or ""
    where = str(place)
    if isinstance(error, psycopg.ProgrammingError) and not state:
        fix = "check its parameters: those of libpq, and truce"
        return UsageError.one(where, "the driver takes no such address", fix)
    if state in _NO_ENTRY or getattr(getattr(error, "pgconn", None), "used_password", False):
        fix = "check the user, and the password in ~/.pgpass, a service file or PGPASSWORD"
        return Refusal.one(where, "the server lets this user not in", fix)
    if state == "3D000":
        fix = "check its name, or have the server's owner make it: createdb NAME"
        return Refusal.one(where, "there is no such database on the server", fix)
    if state in {"42P01", "3F000"}:
        what = "there is no ledger of that truce in the database, or this user may not see it"
        return Refusal.one(where, what, "list them with xt ledgers, or make it with xt init")
    if state == "42501":
        fix = "ask the ledger's owner for the role; xt grants prints what it needs"
        return Refusal.one(where, "this user may not do that there", fix)
    if state == "25006":
        what = "the server is read-only (a replica); the ledger is unchanged"
        return OutputFailed.one(where, what, "name the server that is written to")
    if state in _FULL:
        what = "the server's disk or memory is full; the ledger is unchanged"
        return OutputFailed.one(where, what, "have it freed, and try again")
    if state in _TURN:
        return busy(place, Passing.WRITER)
    if not state or is_lost(error):
        fix = (
            "check host, user and database in the address, the network, and whether the server runs"
        )
        return Refusal.one(where, "the server cannot be reached, or the connection was lost", fix)
    return Refusal.one(where, f"the server refused a statement ({state})", "ask whoever runs it")
