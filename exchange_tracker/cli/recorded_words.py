"""The words that an option or argument takes, from the terms or the rows of a ledger or folder.

A parameter names its source in its type::

    Party = Annotated[list[str] | None, typer.Option("--party", …), WordSource.PARTIES]

Somebody waits for these words at each tab, so nothing is checked or imported that they do not need: the
terms are read as TOML and the columns of a folder as CSV. What is wrong with them is said elsewhere.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from itertools import chain, islice
from pathlib import Path
from typing import Any, assert_never

from exchange_tracker.store.address import Address, Place, is_folder

MOST = 1_000  # ids that are offered at once


class WordSource(Enum):
    """Where the words of a parameter come from."""

    PARTIES = "parties"
    READINGS = "readings"
    OBLIGATIONS = "obligations"
    COHORTS = "cohorts"
    DAYS = "truce days"
    KINDS = "kind"  # these four: the column
    CATEGORIES = "category"
    NATIONALITIES = "nationality"
    BASES = "basis"
    IDS = "releases movements claims sources"  # these five: the tables
    RETRACTED = "retracted releases movements claims sources"
    NAMED = "releases movements"
    CLAIMS = "claims"
    SOURCES = "sources"

    def words(self, place: Place, start: str) -> Iterable[str]:
        """Return words for a parameter, with those that begin with a start among them."""
        match self:
            case WordSource.PARTIES:
                return list(_terms(place).get("parties", ()))
            case WordSource.READINGS:
                return ["as-written", *_terms(place).get("readings", ())]
            case WordSource.OBLIGATIONS:
                obligations = _terms(place).get("obligations", ())
                return [entry["id"] for entry in obligations if "id" in entry]
            case WordSource.COHORTS:
                return list(_terms(place).get("cohorts", ()))
            case WordSource.DAYS:
                return _days(_terms(place))
            case (
                WordSource.KINDS
                | WordSource.CATEGORIES
                | WordSource.NATIONALITIES
                | WordSource.BASES
            ):
                return _column(place, self.value)
            case WordSource.RETRACTED:
                return _retracted(place, self.value.split()[1:], start)
            case WordSource.IDS | WordSource.NAMED | WordSource.CLAIMS | WordSource.SOURCES:
                return _ids(place, self.value.split(), start)
        assert_never(self)


class OneOf(tuple[str, ...]):
    """A few words, of which a parameter takes one."""

    __slots__ = ()

    def words(self, place: Place, start: str) -> Iterable[str]:
        """Return the words, which are the same everywhere."""
        del place, start
        return self


def _queried(place: Place, query: str, *parameters: str) -> Iterator[str]:
    """Yield the cells of a query of one column."""
    if isinstance(place, Address):
        from exchange_tracker.store.ledger.ledger import Ledger

        yield from (str(cell) for (cell,) in Ledger.open(place).rows(query, parameters))
        return
    from exchange_tracker.store.ledger.sqlite import open_to_read
    from exchange_tracker.store.ledger.sqlite_errors import refuse_sqlite_errors

    connection, file = open_to_read(place)
    with closing(file), closing(connection), refuse_sqlite_errors(place):
        for (cell,) in connection.execute(query, parameters):
            yield str(cell)


def _terms(place: Place) -> dict[str, Any]:
    import tomllib

    if is_folder(place):
        file = place / "terms.toml"
        return tomllib.loads(file.read_text("utf-8-sig")) if file.is_file() else {}
    return tomllib.loads(
        "".join(_queried(place, "SELECT text FROM terms WHERE superseded IS NULL"))
    )


def _days(terms: dict[str, Any]) -> list[str]:
    """Return the truce's days; where it has no end, up to today."""
    phases = terms.get("phases", ())
    ends = [phase.get(end) for phase in phases for end in ("from", "to")]
    days = [end for end in ends if type(end) is date]
    if not days:
        return []
    if any("to" not in phase for phase in phases):
        days.append(max(datetime.now(UTC).date(), min(days)))
    first, last = min(days), max(days)
    return [str(first + timedelta(days=n)) for n in range((last - first).days + 1)]


def _column(place: Place, column: str) -> Iterable[str]:
    """Return the words of a column: those that the terms allow, else those that are recorded."""
    from exchange_tracker.facts.model import AGREEMENT, values

    vocabulary = _terms(place).get("vocabulary", {}).get(column)
    if vocabulary:
        return (*vocabulary, AGREEMENT) if column == "basis" else vocabulary
    moved = column != "basis"  # which movements have not
    if is_folder(place):
        files = ("releases.csv", *(("movements.csv",) if moved else ()))
        cells: Iterable[str] = chain.from_iterable(_cells(place / file, column) for file in files)
    else:
        query = f"SELECT DISTINCT {column} FROM sums"  # noqa: S608 - our own names
        more = f" UNION SELECT {column} FROM movements WHERE superseded IS NULL"  # noqa: S608
        cells = _queried(place, query + (more if moved else ""))
    words = {word for cell in cells for word in values(cell)}
    return {*words, AGREEMENT} if column == "basis" else words


def _ids(place: Place, tables: Iterable[str], start: str) -> Iterator[str]:
    """Yield ids that begin as asked, looked up by the database where there is one."""
    if is_folder(place):
        ids = (id_ for table in tables for id_ in _cells(place / f"{table}.csv", "id"))
        yield from islice((id_ for id_ in ids if id_.startswith(start)), MOST)
        return
    for table in tables:
        query = f"SELECT id FROM {table} WHERE superseded IS NULL AND {_begins(start)} LIMIT {MOST}"  # noqa: S608 - our own names
        yield from _queried(place, query, start)


def _retracted(place: Place, tables: Iterable[str], start: str) -> Iterator[str]:
    """Yield ids of a ledger that no version stands of."""
    if is_folder(place):
        return
    for table in tables:
        query = f"""SELECT id FROM {table} AS first WHERE row = place AND {_begins(start)}
            AND superseded IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {table} AS later
              WHERE later.place = first.row AND later.row <> later.place
                AND later.superseded IS NULL) LIMIT {MOST}"""  # noqa: S608 - our own names
        yield from _queried(place, query, start)


def _begins(start: str) -> str:
    """Return the condition of an id that begins as asked."""
    return f"substr(id, 1, {len(start)}) = ?"


def _cells(path: Path, column: str) -> Iterator[str]:
    """Yield the cells of a column of a file, blank ones and doubles left out."""
    import csv

    if not path.is_file():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = (row.get(column) for row in csv.DictReader(file))
        yield from dict.fromkeys(cell.strip() for cell in cells if cell and cell.strip())
