"""Terms with one obligation, and what `xt terms show` says of them."""

from pathlib import Path

from tests.program import xt

HEAD = """
title      = "A truce"
timezone   = "Asia/Jerusalem"
day_starts = "07:00"
[parties]
hamas  = "Hamas"
israel = "Israel"
[[phases]]
name = "first"
from = 2025-10-10
to   = 2025-10-23
[[phases]]
name = "second"
from = 2025-10-24
to   = 2025-11-08
[events.ceasefire]
title = "The ceasefire is in force"
at    = 2025-10-10T12:00:00+03:00
[events.talks]
title = "Talks begin"
[kinds.truck]
one    = "aid truck"
many   = "aid trucks"
people = false
"""
END_OPEN = HEAD.replace("to   = 2025-11-08\n", "")


def written(keys: str, *, head: str = HEAD, more: str = "") -> str:
    """Terms with one obligation, `owed`; `keys` has what the usual ones lack."""
    counts = "" if "counts" in keys else 'counts = { kind = "hostage", basis = "agreement" }\n'
    party = "" if "party" in keys else 'party = "hamas"\n'
    return f'{head}\n[[obligations]]\nid = "owed"\n{party}{counts}{keys}\n{more}'


def shown(folder: Path, terms: str) -> str:
    """What `terms show` says, each of its items as one line."""
    (folder / "terms.toml").write_text(terms, encoding="utf-8")
    (folder / "releases.csv").write_text("day,party,kind,count\n", encoding="utf-8")
    out = xt("terms", "show", "--ledger", folder).ok.out
    return out.replace("\n  ", " ")
