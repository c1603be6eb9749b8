"""The ledger's statements as psycopg takes them."""

from functools import lru_cache


@lru_cache(maxsize=1024)
def translated(statement: str) -> str:
    """Return a statement with psycopg's place holders; what stands in quotes is a text."""
    pieces = statement.replace("%", "%%").split("'")
    return "'".join(piece if n % 2 else piece.replace("?", "%s") for n, piece in enumerate(pieces))


def identifier(name: str) -> str:
    """Return a name as SQL writes it where it may be any text."""
    return '"{}"'.format(name.replace('"', '""'))
