"""What a JSON document says of its rows: the truce, both moments, the ledger's head, the program."""

from collections.abc import Mapping
from datetime import UTC, datetime

from exchange_tracker.render.row_forms import Described, Rows
from exchange_tracker.store.records import Records


def about_of(
    records: Records | None, at: datetime | None = None, *, version: str
) -> dict[str, Described]:
    """Return what stands around rows of some records as judged at a moment (UTC).

    ``None``: they are of no one truce, or nothing was judged. A folder has no head, and of it no moment
    of knowledge is known.
    """
    known = records.recorded if records else None
    return {
        "program": {"name": "exchange-tracker", "version": version},
        "truce": records.terms.title if records else None,
        "judged_at": _written(at),
        "known_from": _written(known),
        "head": records.head if records else None,
    }


def _written(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def about_rows(about: Mapping[str, Described]) -> Rows:
    """Return the same as rows, for a form that has tables only."""
    shown = (
        (name, " ".join(map(str, said.values())) if isinstance(said, Mapping) else said)
        for name, said in about.items()
    )
    return Rows(("what", "is"), shown)
