"""Small truces with a cohort, its movements and claims about it, written out in the test that asks."""

from pathlib import Path

from tests.program import xt
from tests.reconcile.small import SOURCES
from tests.truces import days, write

CLAIMS = (
    "id,source,from,to,kind,category,nationality,measure,cohort,bound,figure,part_of,part".split(  # noqa: SIM905
        ","
    )
)
COHORT = """
[cohorts.held]
title  = "People held"
party  = "a"
counts = { kind = ["h", "body"] }
from   = 2023-12-20
dead   = ["body"]
"""
TERMS = days(30) + COHORT
AFTER = ("--at", "2024-06-01T00:00Z")


def folder(
    path: Path, movements: str, claims: str, releases: str = "01 a h 4 S n1", terms: str = TERMS
) -> Path:
    """A truce of January 2024; a movement is its id, day, name, kind and count, `12-20 taken h 50`.

    A claim is its id, source, last day and measure, and cells that are not blank: `c1 S 05 held figure=9`.
    """
    write(path, terms, releases, "sources id")
    (path / "sources.csv").write_text(SOURCES, encoding="utf-8")
    rows = [_movement(line.split()) for line in movements.splitlines() if line.strip()]
    text = "\n".join(["id,day,until,party,movement,kind,count,category", *rows])
    (path / "movements.csv").write_text(f"{text}\n", encoding="utf-8")
    lines = [_claim(line.split()) for line in claims.strip().splitlines()]
    (path / "claims.csv").write_text("\n".join([",".join(CLAIMS), *lines]) + "\n", encoding="utf-8")
    return path


def _day(text: str) -> str:
    return f"2024-01-{text}" if len(text) == len("01") else f"2023-{text}"


def _movement(words: list[str]) -> str:
    name, day, movement, kind, count, *rest = words
    first, _, until = day.partition("..")
    category = rest[0] if rest else ""
    cells = [name, _day(first), _day(until) if until else "", "a", movement, kind, count, category]
    return ",".join(cells)


def _claim(words: list[str]) -> str:
    cells = dict(word.split("=", 1) for word in words[4:])
    cells |= {"id": words[0], "source": words[1], "to": _day(words[2]), "measure": words[3]}
    if "from" in cells:
        cells["from"] = _day(cells["from"])
    return ",".join(cells.get(name, "") for name in CLAIMS)


def reconciled(path: Path, *words: str) -> dict[str, dict[str, str]]:
    """The rows of `reconcile` by claim."""
    rows = xt("reconcile", *words, "--ledger", path, *AFTER, "-O", "csv").rows
    return {row["claim"]: row for row in rows}


def said(path: Path) -> dict[str, str]:
    """The explanation of each claim that has one."""
    return {
        name: row["explanation"] for name, row in reconciled(path).items() if row["explanation"]
    }


def looked_at(path: Path) -> dict[str, str]:
    """The sentences of the discrepancies about claims and cohorts, by type and subject."""
    rows = xt("discrepancies", "--ledger", path, *AFTER, "-O", "csv").rows
    return {f"{row['type']} {row['subject']}": row["detail"] for row in rows}
