"""Tiny truces, written out in the test that judges them.

Every one of them is judged in UTC, its days are those of January 2024, and its rows come back as
lines of words: a blank is `-`, a day of that month is shown by its number.
"""

from pathlib import Path

from tests.program import Ran, xt

AFTER = "2026-01-01T00:00:00Z"
HEAD = """
title = "t"
timezone = "UTC"
[parties]
a = "Side A"
b = "Side B"
"""
MONTH = "2024-01-"


def phase(name: str, first: int, last: int) -> str:
    """A phase of January 2024."""
    return f'[[phases]]\nname = "{name}"\nfrom = {MONTH}{first:02}\nto = {MONTH}{last:02}\n'


def days(last: int) -> str:
    """The head of a truce of one phase, `p`, from 1 January 2024."""
    return HEAD + phase("p", 1, last)


def owes(name: str, party: str, more: str) -> str:
    """An obligation that counts kind `h` by the day, unless `more` says otherwise."""
    more_lines = [line.strip() for line in more.strip().splitlines()]
    keys = {"counts": '{ kind = "h" }', "per": '"day"'}
    usual = [
        f"{key} = {keys[key]}" for key in keys if not any(g.startswith(key) for g in more_lines)
    ]
    return "\n".join(
        ["[[obligations]]", f'id = "{name}"', f'party = "{party}"', *usual, *more_lines, ""]
    )


def reading(name: str, obligation: str, more: str) -> str:
    """A reading that replaces some keys of one obligation."""
    head = f'[readings.{name}]\ntitle = "{name}"\nheld_by = "somebody"\n'
    return f"{head}[readings.{name}.obligations.{obligation}]\n{more.strip()}\n"


def write(folder: Path, terms: str, releases: str, columns: str = "") -> Path:
    """Write a truce folder; each line of `releases` is a day, a party, and cells by `columns`.

    `01 a h 5` is five of kind `h` by `a` on 1 January; further columns are named in `columns`,
    a cell `-` is blank.
    """
    names = ["day", "party", "kind", "count", *columns.split()]
    rows = [_row(line.split(), names) for line in releases.strip().splitlines()]
    folder.mkdir(exist_ok=True)
    (folder / "terms.toml").write_text(terms, encoding="utf-8")
    lines = [",".join(names), *(",".join(row) for row in rows)]
    (folder / "releases.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def _row(cells: list[str], names: list[str]) -> list[str]:
    assert len(cells) == len(names), cells
    cells = ["" if cell == "-" else cell for cell in cells]
    return [MONTH + cells[0] if cells[0] else "", *cells[1:]]


def table(text: str) -> list[str]:
    """The lines of a table in a test, whatever the spaces that align it."""
    return [" ".join(line.split()) for line in text.strip().splitlines()]


def lines(ran: Ran, columns: str = "") -> list[str]:
    """The rows of a CSV output, its header first; all columns unless some are named."""
    names = columns.split() or (list(ran.rows[0]) if ran.rows else [])
    cells = [[row[name].removeprefix(MONTH) or "-" for name in names] for row in ran.rows]
    return [" ".join(row) for row in [names, *cells]]


SUMS = "from to required brought delivered credit_used shortfall surplus carried status"
CASES = f"{SUMS} shortfall_least shortfall_most"


def judged(folder: Path, *options: object, at: str = AFTER, columns: str = SUMS) -> list[str]:
    """What `check` says of a folder; by default without the names of reading, obligation, party."""
    ran = xt("check", "--ledger", folder, "--at", at, "-O", "csv", *options)
    assert (ran.code in (0, 1, 4), ran.err) == (True, "")
    return lines(ran, columns)
