"""Truces and expected rows written as text, for the tests of the reference and of the program.

Where the program knows the words of a truce, its rows have to be those of the reference, so that a
table worked out by hand holds for both.
"""

import json
import tempfile
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from tests.naive import Truce, check, held, read, reconcile, together
from tests.naive.facts import Terms
from tests.naive.margin import margin
from tests.naive.random_truces import write_folder
from tests.naive.rows import Row
from tests.program import xt

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
MARGIN = ["from", "status", "by", "people", "key", "other", "ids", "becomes"]


@dataclass(frozen=True, slots=True)
class WrittenTruce(Truce):
    """A truce with the text of its files."""

    files: dict[str, str]

    @classmethod
    def read(cls, files: dict[str, str]) -> "WrittenTruce":
        """Return the truce of a folder's files, by name."""
        truce = read(files)
        return cls(
            terms=truce.terms,
            clock=truce.clock,
            entries=truce.entries,
            claims=truce.claims,
            movements=truce.movements,
            files=files,
        )

    @property
    def is_known(self) -> bool:
        """Say whether the program knows every word of it."""
        words = ("[events", "[cohorts", '"?"')
        return (
            not any(word in self.files["terms.toml"] for word in words)
            and all("to" in phase for phase in self.terms["phases"])
            and all(("from" in one) == ("to" in one) for one in list_tables(self.terms))
            and "until" not in self.files["releases.csv"]
            and not any(len(one.party) > 1 or (one.open and one.least) for one in self.entries)
        )


def list_tables(terms: Terms) -> list[Terms]:
    """Return the obligations, and what readings put in the place of their keys."""
    readings = terms.get("readings", {}).values()
    return [
        *terms["obligations"],
        *(one for reading in readings for one in reading.get("obligations", {}).values()),
    ]


def write_truce(
    terms: str, releases: str = "", claims: str = "", *, phases: str = "", movements: str = ""
) -> WrittenTruce:
    """Return the truce of a text of terms and of tables (`write_csv`)."""
    files = {
        "terms.toml": HEAD + phases + terms,
        "releases.csv": write_csv(releases) or "day,party,kind,count\n",
    }
    if claims:
        files["claims.csv"] = write_csv(claims)
    if movements:
        files["movements.csv"] = write_csv(movements)
    return WrittenTruce.read(files)


def write_obligation(keys: str, *, counts: str = '{ kind = "hostage" }', name: str = "x") -> str:
    """Return the text of an obligation of party a."""
    return f"""
        [[obligations]]
        id = "{name}"
        party = "a"
        counts = {counts}
        {keys}
    """


def one_day(
    keys: str,
    releases: str,
    claims: str = "",
    *,
    counts: str = '{ kind = "hostage" }',
    readings: str = "",
) -> WrittenTruce:
    """Return a truce of which one day, 25 November, is judged."""
    days = "from = 2023-11-25\nto = 2023-11-25\n" + keys
    return write_truce(
        write_obligation('per = "day"\n' + days, counts=counts) + readings, releases, claims
    )


def ask_program(truce: WrittenTruce, at: datetime, *options: str) -> list[Row]:
    """Return the rows of the program's `check`."""
    with tempfile.TemporaryDirectory() as place:
        folder = write_folder(Path(place), truce.files)
        ran = xt("check", "--ledger", folder, "--at", at.isoformat(), "-O", "csv", *options)
    assert (ran.code in {0, 1, 4}, ran.err) == (True, "")
    return ran.rows


def write_csv(table: str) -> str:
    """Return a table of words in lines as CSV; `-` is a blank."""
    lines = [line.split() for line in table.splitlines() if line.strip()]
    return "".join(",".join("" if word == "-" else word for word in line) + "\n" for line in lines)


def moment(text: str) -> datetime:
    """Return the moment of `11-25T12:00` in 2023, in Jerusalem's winter time."""
    return datetime.fromisoformat(f"2023-{text}:00+02:00")


LATER = moment("12-20T12:00")


def show(
    truce: WrittenTruce,
    at: datetime = LATER,
    *,
    obligation: str = "x",
    reading: str = "as-written",
    all_: bool = False,
) -> str:
    """Return the rows of one obligation under one reading, days as `11-24`, blanks as `-`."""
    rows = check(truce, at, [reading], all_)
    if truce.is_known:
        options = ["--all"] if all_ else []
        assert ask_program(truce, at, "--reading", reading, *options) == rows
    return "\n".join(
        " ".join(row[name].removeprefix("2023-") or "-" for name in CHECK)
        for row in rows
        if row["obligation"] == obligation
    )


def show_together(
    truce: WrittenTruce, at: datetime = LATER, readings: list[str] | None = None
) -> str:
    """Return the rows of `check --together`."""
    rows = together(truce, at, readings)
    if truce.is_known:
        options = [word for name in readings or () for word in ("--reading", name)]
        assert ask_program(truce, at, "--together", *options) == rows
    return "\n".join(
        " ".join(value.removeprefix("2023-") or "-" for value in row.values()) for row in rows
    )


def show_held(truce: WrittenTruce, at: datetime = LATER) -> str:
    """Return the rows of `held` without `cohort`, blanks as `-`."""
    rows = held(truce, at)
    if has_command("held"):
        assert ask_command("held", truce, at) == rows
    return "\n".join(
        " ".join(value or "-" for name, value in row.items() if name != "cohort") for row in rows
    )


def show_margin(
    truce: WrittenTruce, at: datetime = LATER, *, obligation: str = "x", reading: str = "as-written"
) -> str:
    """Return the rows of `margin` of one obligation without the first two columns and `to`."""
    rows = margin(truce, at)
    if has_command("margin"):
        assert ask_command("margin", truce, at, "--all") == rows
    return "\n".join(
        " ".join(row[name].removeprefix("2023-") or "-" for name in MARGIN)
        for row in rows
        if (row["obligation"], row["reading"]) == (obligation, reading)
    )


def show_claims(truce: WrittenTruce, at: datetime = LATER) -> str:
    """Return claim, from, cohort, ledger and status of the rows of `reconcile`."""
    rows = reconcile(truce, at)
    if has_command("held"):
        ran = ask_command("reconcile", truce, at)
        assert [{**row, "explanation": ""} for row in ran] == [
            {**row, "explanation": ""} for row in rows
        ]
    names = ("claim", "from", "cohort", "ledger", "status")
    return "\n".join(" ".join(row[name] or "-" for name in names) for row in rows)


def ask_command(command: str, truce: WrittenTruce, at: datetime, *options: str) -> list[Row]:
    """Return the rows of a command of the program."""
    with tempfile.TemporaryDirectory() as place:
        folder = write_folder(Path(place), truce.files)
        words = (command, "--ledger", folder, "--at", at.isoformat(), "-O", "json", *options)
        return read_json(xt(*words).out)


def read_json(text: str) -> list[Row]:
    """Return rows of JSON as those of CSV: numbers as text, null as blank."""
    return [
        {name: "" if value is None else str(value) for name, value in row.items()}
        for row in json.loads(text)
    ]


@cache
def has_command(name: str) -> bool:
    """Say whether the program has a command."""
    return xt(name, "--help").code == 0


def lines(table: str) -> str:
    """Return a table without its indentation and without doubled spaces."""
    return "\n".join(" ".join(line.split()) for line in table.strip().splitlines())
