"""What the faults are played on: small ledgers that hold something in every table."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.program import Ran, xt

TERMS = """title = "A truce"
timezone = "Asia/Jerusalem"
day_starts = "07:00"
[parties]
hamas = "Hamas"
israel = "Israel"
[[phases]]
name = "first"
from = 2023-11-24
to = 2023-11-27
[[obligations]]
id = "hostages"
party = "hamas"
counts = { kind = "hostage", basis = "agreement" }
at_least = 10
per = "day"
[[obligations]]
id = "prisoners"
party = "israel"
counts = { kind = "prisoner" }
for_each = [{ obligation = "hostages", owed = 3 }]
per = "day"
[cohorts.hostages]
title = "Hostages"
party = "hamas"
counts = { kind = "hostage" }
from = 2023-10-07
[readings.credit]
title = "A surplus is credited"
held_by = "somebody"
[readings.credit.obligations.hostages]
counts = { kind = "hostage" }
carry = "surplus"
"""
EXTENDED = TERMS.replace("2023-11-27", "2023-11-29")
LATER_DAYS = EXTENDED.replace("07:00", "10:00")
COLUMNS = "id day at party kind count category nationality basis person sources note until"
CLAIMS = """id,source,published,from,to,party,kind,bound,figure,part_of,part,note
whole,s1,2023-11-28,2023-11-24,2023-11-27,hamas,hostage,=,50,,,all of them
one,s1,2023-11-28,2023-11-24,2023-11-24,hamas,hostage,>=,12,whole,part,
,s2,2023-11-25,,2023-11-25,israel,prisoner,~,39,,,
"""
MOVEMENTS = """id,day,until,party,movement,kind,count,category,nationality,person,sources,note
taken,2023-10-07,,hamas,taken,hostage,251,,,,s1;s2,
before,2014-07-20,2014-08-01,hamas,held-before,hostage,4,man,Israeli,Held One;Held Two,s2,
,2023-11-26,2023-11-27,hamas,rescued,hostage,1+,woman,,Person 7,,of two days
,2023-11-27,,hamas,died,hostage,?,,,,,
,2023-11-27,,hamas,escaped,hostage,2,,,Person 8,,
"""
SOURCES = """id,publisher,published,url,title,archived,sha256,note
s1,A desk,2023-11-28,https://example.org/1,Day 5,,,
s2,Another desk,2023-11,https://example.org/2,Day 2,archive/2.pdf,,
s3,A third,2023,,,,,never cited
"""

EVERY_ROW = ("--accept-totals", "--accept-doubles")
"""Made-up rows are like each other by chance."""


class Scale(NamedTuple):
    """How far a harness goes."""

    whole: bool

    def __call__(self, whole: int, short: int) -> int:
        """Give the number for this run."""
        return whole if self.whole else short


def done(*words: object) -> Ran:
    """Run a command that must succeed."""
    ran = xt(*words)
    assert ran.code in (0, 1, 4), (words, ran.err)
    return ran


def write_rows(path: Path, rows: Iterable[Sequence[object]], columns: str = COLUMNS) -> Path:
    """Write a CSV file of releases, or of the columns named."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns.split())
        writer.writerows(rows)
    return path


def random_rows(rng: Random, ids: Iterable[str]) -> list[list[object]]:
    """Give made-up releases of these ids (blank: the ledger gives one).

    Of each tenth only two days, both parties and the least number are known.
    """
    rows: list[list[object]] = []
    for number, name in enumerate(ids, start=1):
        day = rng.randint(24, 27)
        at = f"2023-11-{day}T{rng.randint(8, 23):02}:30:00+02:00" if rng.random() < 0.3 else ""
        party, kind = rng.choice((("hamas", "hostage"), ("israel", "prisoner")))
        count = "?" if rng.random() < 0.03 else rng.randint(0, 9)
        words = rng.choice(("woman", "minor", "")), rng.choice(("Israeli", "Israeli;Russian", ""))
        basis = rng.choice(("agreement", "agreement", "separate", ""))
        person = f"Name {rng.randrange(10**6)}" if rng.random() < 0.3 else ""
        cells = [name, f"2023-11-{day}", at, party, kind, count, *words, basis, person]
        row: list[object] = [
            *cells,
            rng.choice(("s1", "s1;s2", "")),
            f"note {rng.randrange(10**9)}",
            "",
        ]
        if number % 10 == 0:
            row[2:4], row[5], row[-1] = ("", "hamas;israel"), "5+", f"2023-11-{day + 1}"
        rows.append(row)
    return rows


def bare(path: Path, terms: str = TERMS) -> Path:
    """Make a ledger of terms alone."""
    file = path.with_suffix(".toml")
    file.write_text(terms, encoding="utf-8")
    done("init", path, "--terms", file)
    return path


def rich(path: Path, rng: Random, entries: int = 30) -> Path:
    """Make a ledger with corrections of every kind, names, claims, sources and other terms."""
    folder = path.parent
    bare(path)
    at = ("--ledger", path)
    why = ("--reason", "corrected", *at)
    (folder / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    (folder / "sources.csv").write_text(SOURCES, encoding="utf-8")
    ids = [f"n{number}" for number in range(entries)]
    rows = random_rows(rng, ids)
    for number in (1, 2, 3, 5):
        rows[number][9] = f"Person {number};Another {number}"
    done("import", "sources", folder / "sources.csv", *at)
    done("import", "releases", *EVERY_ROW, write_rows(folder / "1.csv", rows), *at)
    done("import", "claims", folder / "claims.csv", *at)
    done(
        "import",
        "releases",
        *EVERY_ROW,
        write_rows(folder / "2.csv", random_rows(rng, [""] * 8)),
        *at,
    )
    done("amend", "n1", "--set", "count=12", "--set", "note=recounted", *why)
    done("amend", "n1", "--set", "count=10", "--by", "another desk", *why)
    done("amend", "n2", "--set", "person=Person 2", "--set", "basis=separate", *why)
    done("amend", "n7", "--set", "day=2023-11-26", "--set", "at=", *why)
    done("amend", "whole", "--set", "figure=51", *why)
    done("amend", "s1", "--set", "title=Day 5, corrected", *why)
    done("retract", "n4", *why)
    done("retract", "n1", *why)
    done("retract", "one", *why)
    done("retract", "s3", *why)
    _set_terms(path, EXTENDED)
    done("redact", "n2", *why)
    done("redact", "n3", *why)
    rows = [[*row[:5], 3, *row[6:]] for row in rows[8:11]]
    done("import", "releases", *EVERY_ROW, write_rows(folder / "3.csv", rows), "--update", *why)
    _set_terms(path, LATER_DAYS)
    done("add", "--at", "2023-11-28T08:00:00+02:00", "--party", "hamas", "--kind", "hostage",
         "--count", "8", "--person", "Somebody Else", *at)  # fmt: skip
    _move(path)
    return path


def _move(path: Path) -> None:
    """Record movements, with corrections of every kind, and claims about a cohort."""
    at = ("--ledger", path)
    why = ("--reason", "corrected", *at)
    file = path.with_name("movements.csv")
    file.write_text(MOVEMENTS, encoding="utf-8")
    done("import", "movements", file, *at)
    done("amend", "taken", "--set", "count=250", *why)
    done("amend", "before", "--set", "person=Held One", *why)
    done("amend", "m1", "--set", "person=Person 9", *why)
    done("retract", "m2", *why)
    done("redact", "before", *why)
    held = ("--measure", "held", "--to", "2023-11-27", "--figure", "240")
    done("claim", "--id", "held", "--source", "s1", *held, *at)
    rescued = ("--measure", "rescued", "--cohort", "hostages", "--to", "2023-11-27")
    done("claim", "--id", "rescued", "--source", "s1", *rescued, "--figure", "1", *at)
    done("amend", "held", "--set", "cohort=hostages", *why)


def _set_terms(path: Path, text: str) -> None:
    file = path.with_suffix(".toml")
    file.write_text(text, encoding="utf-8")
    done("terms", "set", file, "--reason", "extended", "--ledger", path)


def head(path: Path) -> str:
    """Give the head of a ledger that verifies."""
    ran = xt("verify", "--ledger", path)
    assert ran.code == 0, ran.err
    return ran.out.strip()
