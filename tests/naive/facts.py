"""The folder of a truce as plain facts; what it reads is taken to be valid (ledger.md, section 2)."""

import csv
import io
import itertools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tests.naive.clock import Clock, read_clock

AS_WRITTEN = "as-written"
COLUMNS = ("kind", "category", "nationality", "basis")
FILES = ("terms.toml", "releases.csv", "movements.csv", "claims.csv", "sources.csv")
HELD = ("held", "held-dead")  # what a claim's `measure` asks for that is no movement

Terms = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of releases.csv: people freed on one of the truce days from `day` to `until`."""

    id: str
    day: date
    until: date  # the same as `day` where the day is known
    moment: datetime | None
    party: tuple[str, ...]
    kind: tuple[str, ...]
    category: tuple[str, ...]
    nationality: tuple[str, ...]
    basis: tuple[str, ...]  # never blank
    least: int  # `?` is 0, `780+` is 780
    open: bool  # `?` or `780+`

    def words(self, column: str) -> tuple[str, ...]:
        """Return the values of one of the columns that a selector asks for."""
        values: tuple[str, ...] = getattr(self, column)
        return values


@dataclass(frozen=True, slots=True)
class Movement:
    """A row of movements.csv: people who came in or left by another door, or neither."""

    name: str  # taken, rescued, …
    people: Entry  # what its other columns say: an entry of one party, without a moment


@dataclass(frozen=True, slots=True)
class Claim:
    """A row of claims.csv."""

    id: str
    source: str
    first: date | None  # None where people still held are counted
    last: date
    selector: dict[str, list[str]]  # party and the columns; only those that are not blank
    bound: str
    figure: int
    measure: str  # blank: people released
    cohort: str  # blank without `measure`


@dataclass(frozen=True, slots=True)
class Truce:
    """Terms as TOML gives them, entries, claims and movements in the order of their rows."""

    terms: Terms
    clock: Clock
    entries: tuple[Entry, ...]
    claims: tuple[Claim, ...]
    movements: tuple[Movement, ...]


def load(folder: Path) -> Truce:
    """Return the truce of a folder."""
    paths = {name: folder / name for name in FILES}
    return read(
        {
            name: path.read_text(encoding="utf-8-sig")
            for name, path in paths.items()
            if path.exists()
        }
    )


def read(files: Mapping[str, str]) -> Truce:
    """Return the truce of a folder's files, by name."""
    terms = tomllib.loads(files["terms.toml"])
    clock = read_clock(terms.get("day_starts", "00:00"), terms["timezone"])
    rows = {name: read_rows(files.get(name, "")) for name in FILES if name.endswith(".csv")}
    names = {row.get("id", "") for file in rows.values() for row in file}
    releases = give_ids(rows["releases.csv"], "r", names)
    claims = give_ids(rows["claims.csv"], "c", names)
    movements = give_ids(rows["movements.csv"], "m", names)
    return Truce(
        terms=terms,
        clock=clock,
        entries=tuple(read_entry(row, clock) for row in releases),
        claims=tuple(read_claim(row, terms) for row in claims),
        movements=tuple(
            Movement(name=row["movement"], people=read_entry(row, clock)) for row in movements
        ),
    )


def read_rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file, by column, without spaces around values."""
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    return [{key: value.strip() for key, value in row.items()} for row in rows]


def read_values(text: str) -> tuple[str, ...]:
    """Return the values of a cell, in the order of the cell."""
    return tuple(value.strip() for value in text.split(";") if value.strip())


def read_entry(row: dict[str, str], clock: Clock) -> Entry:
    """Return the entry of a row of releases.csv."""
    moment = datetime.fromisoformat(row["at"]) if row.get("at") else None
    if row.get("day"):
        day = date.fromisoformat(row["day"])
    else:
        assert moment is not None
        day = clock.day(moment)
    count = row["count"]
    return Entry(
        id=row["id"],
        day=day,
        until=date.fromisoformat(row["until"]) if row.get("until") else day,
        moment=moment,
        party=read_values(row["party"]),
        kind=read_values(row["kind"]),
        category=read_values(row.get("category", "")),
        nationality=read_values(row.get("nationality", "")),
        basis=read_values(row.get("basis", "")) or ("agreement",),
        least=0 if count == "?" else int(count.removesuffix("+")),
        open=count.endswith(("?", "+")),
    )


def give_ids(rows: list[dict[str, str]], letter: str, names: set[str]) -> Iterator[dict[str, str]]:
    """Yield the rows; a blank id gets the lowest `r1`, `r2`, … that is nowhere in the files."""
    fresh = (f"{letter}{n}" for n in itertools.count(1) if f"{letter}{n}" not in names)
    for row in rows:
        yield row | {"id": row.get("id") or next(fresh)}


def read_claim(row: dict[str, str], terms: Terms) -> Claim:
    """Return the claim of a row of claims.csv, with what a blank `from` or `cohort` stands for."""
    columns = {key: read_values(row.get(key, "")) for key in ("party", *COLUMNS)}
    measure, cohort = row.get("measure", ""), row.get("cohort", "")
    if measure and not cohort:
        (cohort,) = terms["cohorts"]
    return Claim(
        id=row["id"],
        source=row["source"],
        first=read_first(row.get("from", ""), measure, cohort, terms),
        last=date.fromisoformat(row["to"]),
        selector={key: list(words) for key, words in columns.items() if words},
        bound=row.get("bound") or "=",
        figure=int(row["figure"]),
        measure=measure,
        cohort=cohort,
    )


def read_first(text: str, measure: str, cohort: str, terms: Terms) -> date | None:
    """Return the first day that a claim's figure covers."""
    if text:
        return date.fromisoformat(text)
    if measure in HELD:
        return None
    begins: date = terms["cohorts"][cohort]["from"] if measure else first_day(terms)
    return begins


def first_day(terms: Terms) -> date:
    """Return the first day of the first phase."""
    first: date = min(phase["from"] for phase in terms["phases"])
    return first


def last_day(terms: Terms) -> date | None:
    """Return the last day of the last phase; None where that has no end."""
    last: date | None = max(terms["phases"], key=lambda phase: phase["from"]).get("to")
    return last


def list_readings(terms: Terms) -> list[str]:
    """Return the names of all readings, `as-written` first, then as in the terms."""
    return [AS_WRITTEN, *terms.get("readings", {})]


def words_of(value: str | list[str]) -> list[str]:
    """Return a word or a list of words as a list."""
    return [value] if isinstance(value, str) else value
