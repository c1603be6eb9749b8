"""The naive reference: a truce folder read into plain facts (ledger.md, section 2)."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
Row = dict[str, str]
Table = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """One row of releases.csv; `count` is None for `?`."""

    day: date
    at: datetime | None
    party: str
    kind: str
    count: int | None
    category: list[str]
    nationality: list[str]
    basis: str


@dataclass(frozen=True)
class Claim:
    """One row of claims.csv; the lists hold the words of its selector, empty for anything."""

    id: str
    source: str
    first: date
    last: date
    selector: dict[str, list[str]]
    bound: str
    figure: int


@dataclass(frozen=True)
class Truce:
    """Everything that a folder says, with the obligations and readings as TOML gives them."""

    zone: ZoneInfo
    day_starts: time
    phases: dict[str, tuple[date, date]]
    obligations: dict[str, Table]
    readings: dict[str, Table]
    extension: Table | None
    entries: list[Entry]
    claims: list[Claim]

    def first_day(self) -> date:
        """The first day of the earliest phase."""
        return min(first for first, _ in self.phases.values())

    def last_day(self) -> date:
        """The last day of the latest phase."""
        return max(last for _, last in self.phases.values())


def start_of(zone: ZoneInfo, day_starts: time, day: date) -> datetime:
    """The moment (UTC) at which a truce day begins; fold 0 is the contract's rule for changes."""
    return datetime.combine(day, day_starts, tzinfo=zone).astimezone(UTC)


def truce_day_of(zone: ZoneInfo, day_starts: time, moment: datetime) -> date:
    """The truce day in which a moment lies."""
    near = moment.astimezone(zone).date()
    for offset in range(-2, 3):
        day = near + offset * ONE_DAY
        begins = start_of(zone, day_starts, day)
        ends = start_of(zone, day_starts, day + ONE_DAY)
        if begins <= moment < ends:
            return day
    message = f"no truce day holds {moment}"
    raise ValueError(message)


def begins(truce: Truce, day: date) -> datetime:
    """The moment at which a truce day of this truce begins."""
    return start_of(truce.zone, truce.day_starts, day)


def has_happened(truce: Truce, entry: Entry, at: datetime) -> bool:
    """Whether the entry's day has begun and its own moment, if any, is not later than `at`."""
    if begins(truce, entry.day) > at:
        return False
    return entry.at is None or entry.at <= at


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both included."""
    day = first
    while day <= last:
        yield day
        day += ONE_DAY


def several(cell: str) -> list[str]:
    """The values of a cell that may hold several, in the order given."""
    return [value.strip() for value in cell.split(";") if value.strip()]


def read_truce(folder: Path) -> Truce:
    """The facts of a valid folder."""
    terms = tomllib.loads((folder / "terms.toml").read_text(encoding="utf-8-sig"))
    zone = ZoneInfo(terms["timezone"])
    day_starts = time.fromisoformat(terms.get("day_starts", "00:00"))
    phases = {phase["name"]: (phase["from"], phase["to"]) for phase in terms["phases"]}
    truce_starts = min(first for first, _ in phases.values())
    return Truce(
        zone=zone,
        day_starts=day_starts,
        phases=phases,
        obligations={table["id"]: table for table in terms.get("obligations", [])},
        readings=terms.get("readings", {}),
        extension=terms.get("extension"),
        entries=[_entry(row, zone, day_starts) for row in _rows(folder / "releases.csv")],
        claims=_claims(folder, truce_starts),
    )


def _rows(path: Path) -> list[Row]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {column.strip(): value.strip() for column, value in row.items()}
            for row in csv.DictReader(file)
        ]


def _entry(row: Row, zone: ZoneInfo, day_starts: time) -> Entry:
    at = datetime.fromisoformat(row["at"]) if row.get("at") else None
    if row.get("day"):
        day = date.fromisoformat(row["day"])
    else:
        assert at is not None
        day = truce_day_of(zone, day_starts, at)
    return Entry(
        day=day,
        at=at,
        party=row["party"],
        kind=row["kind"],
        count=None if row["count"] == "?" else int(row["count"]),
        category=several(row.get("category", "")),
        nationality=several(row.get("nationality", "")),
        basis=row.get("basis") or "agreement",
    )


def _claims(folder: Path, truce_starts: date) -> list[Claim]:
    rows = _rows(folder / "claims.csv")
    files = ("releases.csv", "claims.csv", "sources.csv")
    used = {row.get("id", "") for name in files for row in _rows(folder / name)}
    claims = []
    for row in rows:
        name = row.get("id") or next(f"c{n}" for n in count(1) if f"c{n}" not in used)
        used.add(name)
        claims.append(_claim(name, row, truce_starts))
    return claims


def _claim(name: str, row: Row, truce_starts: date) -> Claim:
    columns = ("party", "kind", "category", "nationality", "basis")
    return Claim(
        id=name,
        source=row["source"],
        first=date.fromisoformat(row["from"]) if row.get("from") else truce_starts,
        last=date.fromisoformat(row["to"]),
        selector={column: several(row.get(column, "")) for column in columns},
        bound=row.get("bound") or "=",
        figure=int(row["figure"]),
    )
