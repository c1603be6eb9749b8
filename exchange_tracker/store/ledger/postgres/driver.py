"""The driver, which only a ledger on a server needs."""

from exchange_tracker.errors import Refusal

try:
    import psycopg
    from psycopg import pq
    from psycopg.adapt import Loader
except ImportError:
    raise Refusal.one(
        "postgresql://…",
        "the driver for ledgers on a server is not installed",
        "install it: pip install 'exchange-tracker[postgres]'",
    ) from None

__all__ = ["Loader", "pq", "psycopg"]
