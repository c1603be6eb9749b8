"""Synthetic truces of any size, the same for the same seed.

``python -m benchmarks.make_ledger FOLDER --rows 1000000`` writes a truce folder, and with
``--journals`` the same entries as hledger, ledger and beancount journals.
"""

import argparse
import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple, TextIO

FIRST = date(2024, 1, 1)
HEADER = "id,day,at,party,kind,count,category,nationality,basis,sources,note\n"
COARSE_HEADER = HEADER.replace("day,", "day,until,", 1)
_OR_MORE = 2  # the turn of a count of which the least is known
COARSE = 10  # one row in so many is known to a span of days, of both parties, or by its least
PARTIES = (
    ("north", "hostage", ("Northern", "Foreign", "Northern;Foreign")),
    ("south", "prisoner", ("Southern",)),
)
CLAIMS = 1_000
CATEGORIES = ("minor", "woman", "man", "woman;soldier")

TERMS = """title    = "A synthetic truce"
timezone = "UTC"

[parties]
north = "North"
south = "South"

[[phases]]
name = "whole"
from = {first}
{last}

[[obligations]]
id       = "hostages"
title    = "So many hostages a day"
party    = "north"
counts   = {{ kind = "hostage", nationality = "Northern", basis = "agreement" }}
at_least = {minimum}
per      = "day"

[[obligations]]
id       = "prisoners"
title    = "Three prisoners for each hostage"
party    = "south"
counts   = {{ kind = "prisoner" }}
for_each = [{{ obligation = "hostages", owed = 3 }}]
per      = "day"

[cohorts.hostages]
title  = "Hostages"
party  = "north"
counts = {{ kind = "hostage" }}
from   = 2023-12-01

{extension}[readings.credit]
title   = "Everybody counts, and a surplus is credited to the next day"
held_by = "the generator"
[readings.credit.obligations.hostages]
counts = {{ kind = "hostage", nationality = "Northern" }}
carry  = "surplus"
"""

EXTENSION = """[extension]
obligations  = ["hostages"]
first_days   = {days}
after        = 100
each         = 100
adds_days    = 1
at_most_days = 2

"""


class Entry(NamedTuple):
    """One made-up release."""

    day: date
    party: str
    kind: str
    count: int  # type: ignore[assignment]  # a column, not tuple.count
    category: str
    nationality: str
    basis: str
    sources: str


def entries(rows: int, days: int, seed: int) -> Iterator[Entry]:
    """Give so many entries, spread over the days."""
    chance = random.Random(seed)
    for _ in range(rows):
        party, kind, nationalities = chance.choice(PARTIES)
        yield Entry(
            day=FIRST + timedelta(days=chance.randrange(days)),
            party=party,
            kind=kind,
            count=chance.randint(0, 12),
            category=chance.choice(CATEGORIES),
            nationality=chance.choice(nationalities),
            basis=chance.choice(("agreement", "agreement", "separate")),
            sources=f"N{chance.randrange(100)};N{chance.randrange(100)}",
        )


def write_terms(folder: Path, rows: int, days: int, *, end: bool = True) -> None:
    """Write the terms of a truce, with or without an end."""
    folder.mkdir(parents=True, exist_ok=True)
    last = f"to   = {FIRST + timedelta(days=days - 1)}" if end else ""
    extension = EXTENSION.format(days=days) if end else ""  # what has no end cannot be extended
    terms = TERMS.format(first=FIRST, last=last, minimum=max(1, rows // days), extension=extension)
    (folder / "terms.toml").write_text(terms, encoding="utf-8")


def write_coarse(folder: Path, rows: int, *, days: int = 365, seed: int = 1) -> None:
    """Write a truce folder in which one row in ten is coarse, by turns in each way."""
    write_terms(folder, rows, days)
    with (folder / "releases.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(COARSE_HEADER)
        for number, e in enumerate(entries(rows, days, seed), start=1):
            turn = number // COARSE % 3 if number % COARSE == 0 else None
            until = e.day + timedelta(days=2) if turn == 0 else ""
            party = "north;south" if turn == 1 else e.party
            count = e.count if turn != _OR_MORE else f"{max(1, e.count)}+"
            file.write(
                f"e{number},{e.day},{until},,{party},{e.kind},{count},{e.category},"
                f"{e.nationality},{e.basis},{e.sources},\n"
            )


def write_folder(
    folder: Path, rows: int, *, days: int = 365, seed: int = 1, end: bool = True
) -> None:
    """Write a truce folder."""
    write_terms(folder, rows, days, end=end)
    with (folder / "releases.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        for number, e in enumerate(entries(rows, days, seed), start=1):
            file.write(
                f"e{number},{e.day},,{e.party},{e.kind},{e.count},{e.category},{e.nationality},"
                f"{e.basis},{e.sources},\n"
            )


def write_changed(sheet: Path, changed: Path, *, cells: int = 10) -> None:
    """Write a file of entries again, with another count in so many rows spread over it."""
    with sheet.open(encoding="utf-8") as file:
        step = max(1, (sum(1 for _ in file) - 1) // cells)
    with (
        sheet.open(encoding="utf-8", newline="") as file,
        changed.open("w", encoding="utf-8", newline="") as out,
    ):
        # One by one: what the bench itself ever held is counted to what it starts (``ru_maxrss``).
        rows = csv.DictReader(file)
        writer = csv.DictWriter(out, rows.fieldnames or (), lineterminator="\n")
        writer.writeheader()
        for number, row in enumerate(rows):
            if number % step == 0 and number < step * cells:
                row["count"] = str(int(row["count"]) + 1)
            writer.writerow(row)


def write_claims(file: TextIO, rows: int, *, days: int = 365, claims: int = CLAIMS) -> None:
    """Write claims of the people freed from a day to a day, each off by as many as may be."""
    chance = random.Random(rows)
    file.write("id,source,published,from,to,party,kind,bound,figure\n")
    for number in range(1, claims + 1):
        first, last = sorted(chance.randrange(days) for _ in range(2))
        party, kind, _ = chance.choice(PARTIES)
        about = rows / days * (last - first + 1) * 3
        file.write(
            f"c{number},A paper,2025-01-02,{FIRST + timedelta(days=first)},"
            f"{FIRST + timedelta(days=last)},{party},{kind},=,{round(about)}\n"
        )


def _account(entry: Entry) -> str:
    """Give an account that keeps apart what the obligations keep apart."""
    side = "inside" if entry.basis == "agreement" else "outside"
    counted = "northern" if "Northern" in entry.nationality.split(";") else "other"
    return f"{entry.party}:{entry.kind}:{side}:{counted}"


def write_journal(file: TextIO, rows: int, *, days: int = 365, seed: int = 1) -> None:
    """Write the entries as a journal that hledger and ledger read, with a daily goal."""
    goal = max(1, rows // days)
    file.write(f"~ daily\n  north:hostage:inside:northern  {goal} P\n  goals\n\n")
    ordered = sorted(entries(rows, days, seed), key=lambda entry: entry.day)
    file.writelines(
        f"{e.day} release\n  {_account(e)}  {e.count} P\n  released\n\n" for e in ordered
    )


def write_beancount(file: TextIO, rows: int, *, days: int = 365, seed: int = 1) -> None:
    """Write the entries as a beancount journal."""
    ordered = sorted(entries(rows, days, seed), key=lambda entry: entry.day)
    names = sorted({_beancount(e) for e in ordered} | {"Equity:Released"})
    file.writelines(f"2020-01-01 open {name}\n" for name in names)
    file.writelines(
        f'{e.day} * "release"\n  {_beancount(e)}  {e.count} PPL\n  Equity:Released\n\n'
        for e in ordered
    )


def _beancount(entry: Entry) -> str:
    return "Assets:" + ":".join(part.capitalize() for part in _account(entry).split(":"))


def main() -> None:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--journals", action="store_true")
    options = parser.parse_args()
    write_folder(options.folder, options.rows, days=options.days, seed=options.seed)
    if options.journals:
        for name, write in (
            ("journal.hledger", write_journal),
            ("journal.beancount", write_beancount),
        ):
            with (options.folder / name).open("w", encoding="utf-8") as file:
                write(file, options.rows, days=options.days, seed=options.seed)


if __name__ == "__main__":
    main()
