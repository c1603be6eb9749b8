"""An address of a server, read from text.

A password has no place in it: it would stand in the list of processes, in the shell's history, and in
whatever prints the address. So one that holds any is refused, and every other may be printed.
"""

import re
from urllib.parse import unquote_plus

from exchange_tracker.errors import UsageError
from exchange_tracker.store.address import TRUCE, Address

_SECRETS = {
    "password",
    "sslpassword",
    "scram_client_key",
    "scram_server_key",
    "oauth_client_secret",
}
_USER = re.compile(r"[^:@/?#\s]*")
_HOST = re.compile(r"(\[[0-9A-Fa-f:.%]+\]|[^:@/?#\[\]\s]*)(:[0-9]*)?")
_DATABASE = re.compile(r"[^:@/?#\s]*")
_TRUCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,62}", re.ASCII)
_WAYS = "put it into ~/.pgpass, a service file or PGPASSWORD"


def read_address(text: str, *, whole: bool = True) -> Address:
    """Return an address, or refuse it without showing it, since it may hold a password.

    ``whole``: it must name its truce.
    """
    scheme, _, rest = text.partition("://")
    shown = f"{scheme}://…"
    before, _, query = rest.partition("?")
    authority, _, database = before.partition("/")
    user, _, hosts = authority.rpartition("@")
    parts = [word.partition("=") for word in query.split("&") if word]
    parameters = [(unquote_plus(name), value) for name, _, value in parts]
    if ":" in user or any(name in _SECRETS for name, _ in parameters):
        raise UsageError.one(shown, "an address holds no password", _WAYS)
    fits = all(map(_HOST.fullmatch, hosts.split(",")))
    if not (fits and _USER.fullmatch(user) and _DATABASE.fullmatch(database)) or "@" in query:
        fix = f"write {scheme}://USER@HOST:PORT/DATABASE?truce=NAME; {_WAYS} if it has one"
        raise UsageError.one(shown, "it cannot be read as an address", fix)
    truces = [unquote_plus(value) for name, value in parameters if name == TRUCE]
    kept = [f"{name}={value}" for name, _, value in parts if unquote_plus(name) != TRUCE]
    server = f"{scheme}://{before}{'?' if kept else ''}{'&'.join(kept)}"
    return Address(server, _truce(server, truces, whole=whole))


def _truce(server: str, truces: list[str], *, whole: bool) -> str:
    if not truces and not whole:
        return ""
    if len(truces) != 1 or not truces[0]:
        what = "the address names no truce" if len(truces) < 2 else "it names several truces"  # noqa: PLR2004 - more than one
        fix = f"add ?truce=NAME; xt ledgers '{server}' lists them"
        raise UsageError.one(server, what, fix)
    (truce,) = truces
    if not _TRUCE.fullmatch(truce) or truce.lower().startswith("pg_"):
        fix = "write 1 to 63 letters, digits, _ and -, which begin with a letter or digit, not with pg_"
        raise UsageError.one(server, f"{truce!r} cannot be the name of a truce", fix)
    return truce
