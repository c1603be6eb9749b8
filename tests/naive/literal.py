"""Truces and expected rows written as text, for the tests of the reference."""

from datetime import datetime

from tests.naive import Truce, check, read, together

HEAD = """
title = "A truce"
timezone = "Asia/Jerusalem"
day_starts = "07:00"
[parties]
a = "Party A"
b = "Party B"
[[phases]]
name = "first"
from = 2023-11-24
to = 2023-11-27
"""
SECOND = """
[[phases]]
name = "second"
from = 2023-11-29
to = 2023-11-30
"""
OPEN = """
[[phases]]
name = "second"
from = 2023-11-29
"""
CHECK = [
    "from",
    "to",
    "required",
    "brought",
    "delivered",
    "credit_used",
    "shortfall",
    "surplus",
    "carried",
    "status",
    "shortfall_least",
    "shortfall_most",
]


def write_truce(terms: str, releases: str = "", claims: str = "", *, phases: str = "") -> Truce:
    """Return the truce of a text of terms and of tables (`write_csv`)."""
    return read(
        {
            "terms.toml": HEAD + phases + terms,
            "releases.csv": write_csv(releases) or "day,party,kind,count\n",
            "claims.csv": write_csv(claims),
        }
    )


def write_csv(table: str) -> str:
    """Return a table of words in lines as CSV; `-` is a blank."""
    lines = [line.split() for line in table.strip().splitlines()]
    return "".join(",".join("" if word == "-" else word for word in line) + "\n" for line in lines)


def moment(text: str) -> datetime:
    """Return the moment of `11-25T12:00` in 2023, in Jerusalem's winter time."""
    return datetime.fromisoformat(f"2023-{text}:00+02:00")


LATER = moment("12-20T12:00")


def show(
    truce: Truce,
    at: datetime = LATER,
    *,
    obligation: str = "x",
    reading: str = "as-written",
    all_: bool = False,
) -> str:
    """Return the rows of one obligation under one reading, days as `11-24`, blanks as `-`."""
    return "\n".join(
        " ".join(row[name].removeprefix("2023-") or "-" for name in CHECK)
        for row in check(truce, at, [reading], all_)
        if row["obligation"] == obligation
    )


def show_together(truce: Truce, at: datetime = LATER, readings: list[str] | None = None) -> str:
    """Return the rows of `check --together`."""
    return "\n".join(
        " ".join(value.removeprefix("2023-") or "-" for value in row.values())
        for row in together(truce, at, readings)
    )


def lines(table: str) -> str:
    """Return a table without its indentation and without doubled spaces."""
    return "\n".join(" ".join(line.split()) for line in table.strip().splitlines())
