"""Small truces with claims, written out in the test that asks about them."""

from pathlib import Path

from tests.truces import days, owes, write

CLAIMS = "id,source,from,to,party,kind,category,nationality,basis,bound,figure,part_of,part"
SOURCES = "id,publisher\nS,A paper\nS1,A paper\nS2,Another\n"
COLUMNS = "sources id"
SIX_DAYS = days(6) + owes("daily", "a", "at_least = 2")


def folder(path: Path, releases: str, claims: str = "", terms: str = SIX_DAYS) -> Path:
    """A truce of six days; each line of `claims` holds the cells of CLAIMS that are not blank.

    `c1 S to=02 party=a kind=h figure=5` is five of kind `h` by `a` up to 2 January, by source S.
    """
    write(path, terms, releases, COLUMNS)
    (path / "sources.csv").write_text(SOURCES, encoding="utf-8")
    rows = [_claim(line.split()) for line in claims.strip().splitlines()]
    (path / "claims.csv").write_text("\n".join([CLAIMS, *rows]) + "\n", encoding="utf-8")
    return path


def _claim(words: list[str]) -> str:
    cells = dict(word.split("=", 1) for word in words[2:])
    cells = {
        name: f"2024-01-{cell}" if name in ("from", "to") else cell for name, cell in cells.items()
    }
    cells.update(id=words[0], source=words[1])
    return ",".join(cells.get(name, "") for name in CLAIMS.split(","))
