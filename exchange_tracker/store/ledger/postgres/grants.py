"""Who may do what with a ledger on a server, as SQL for whoever runs it.

Rights, not triggers, keep what is recorded from being changed: a writer may add rows, may say of a
version which change superseded it, and may keep the sums and what else is derived up to date; whoever
does that wrongly is found by ``xt verify``. What erases (names) is the owner's.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from exchange_tracker.store.address import Address
from exchange_tracker.store.ledger.plain_views import MEANINGS
from exchange_tracker.store.ledger.postgres.statements import identifier
from exchange_tracker.store.ledger.postgres.tables import QUEUE, STATE, table_names, view_names
from exchange_tracker.store.ledger.schema import KINDS, NAMES, TERMS

_DERIVED = ("truce_day", "people", "timed")
_RELEASES = "releases"
_OF_OWNERS = {"redactions", "nameless", MEANINGS}


class Roles(NamedTuple):
    """The names of the three roles of a ledger."""

    reader: str
    writer: str
    owner: str

    @classmethod
    def of(cls, truce: str) -> "Roles":
        """Return the names that the roles of a truce have by themselves."""
        return cls(f"{truce}_reader", f"{truce}_writer", f"{truce}_owner")


def grants(address: Address, roles: Roles) -> Iterator[str]:
    """Yield the statements that make the roles of a ledger and give them their rights."""
    schema = identifier(address.truce)
    reader, writer, owner = map(identifier, roles)
    yield from (f"CREATE ROLE {role} NOLOGIN;" for role in (reader, writer, owner))
    yield f"GRANT {reader} TO {writer};"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {reader};"
    for table in (STATE, QUEUE, *table_names()):
        name = f"{schema}.{table}"
        yield f"GRANT SELECT ON {name} TO {reader};"
        for right in writer_rights(table):
            yield f"GRANT {right} ON {name} TO {writer};"
    yield from (f"GRANT SELECT ON {schema}.{view} TO {reader};" for view in view_names())
    yield from _ownership(schema, owner)


def writer_rights(table: str) -> Sequence[str]:
    """Return what a writer may do with a table, besides reading it."""
    if table == STATE:
        return ("UPDATE (turn)",)
    if table == QUEUE:
        return ("UPDATE",)
    if table in _OF_OWNERS:
        return ()
    if table == "sums":
        return ("INSERT", "UPDATE", "DELETE")
    if table == "lowest":
        return ("INSERT", "UPDATE")
    if table == _RELEASES:
        return ("INSERT", f"UPDATE ({', '.join(('superseded', *_DERIVED))})")
    if table == TERMS or table in KINDS.values():
        return ("INSERT", "UPDATE (superseded)")
    assert table == "changes" or table in NAMES.values()  # noqa: S101 - a new table gets rights of its own
    return ("INSERT",)


def _ownership(schema: str, owner: str) -> Iterator[str]:
    yield from (
        f"ALTER TABLE {schema}.{table} OWNER TO {owner};"
        for table in (STATE, QUEUE, *table_names())
    )
    yield f"ALTER SCHEMA {schema} OWNER TO {owner};"
