"""Terms of which all but a line is right: what is noted about them is about that line."""

HEAD = """
title      = "A truce"
timezone   = "Asia/Jerusalem"
[parties]
hamas  = "Hamas"
israel = "Israel"
[events.ceasefire]
at = 2025-10-12T12:00:00+03:00
[events.talks]
[[phases]]
name = "first"
from = 2025-10-10
to   = 2025-10-23
[[phases]]
name = "second"
from = 2025-10-24
to   = 2025-11-08
"""
BASIS = 'counts = { kind = "hostage", basis = "agreement" }'
BOTH = 'phases = ["first", "second"]'
FIRST = 'phases = ["first"]'


def owed(keys: str, id_: str = "owed") -> str:
    """Write an obligation of Hamas; `keys` has what the usual ones lack."""
    usual = {
        "party": 'party = "hamas"',
        "counts": BASIS,
        "per": 'per = "phase"',
        "phases": FIRST if "from =" not in keys and "after =" not in keys else "",
        "at_least": "at_least = 1" if "for_each" not in keys else "",
    }
    names = {line.split(" ")[0] for line in keys.splitlines()}
    lines = [line for name, line in usual.items() if name not in names]
    return "\n".join(["[[obligations]]", f'id = "{id_}"', *lines, keys, ""])
