"""What a start imports, by ``python -X importtime``."""

import re
import subprocess
import sys
from typing import NamedTuple

from benchmarks.ledgers import Ledgers

_LINE = re.compile(r"import time: +(\d+) \| +(\d+) \|( +)(\S+)")
SHOWN = 12


class Imported(NamedTuple):
    """A module with what it took by itself, and with all it imported (milliseconds)."""

    name: str
    own: float
    whole: float


def imports(ledgers: Ledgers, *words: str) -> list[Imported]:
    """Give what a command imports, the costliest packages first: own time, added up by package."""
    given = [*words, "--ledger", str(ledgers.november)]
    command = [sys.executable, "-X", "importtime", "-m", "exchange_tracker", *given]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    packages: dict[str, tuple[float, float]] = {}
    for own, whole, _, name in _LINE.findall(ran.stderr):
        package = ".".join(name.split(".")[: 2 if name.startswith("exchange_tracker.") else 1])
        before, longest = packages.get(package, (0.0, 0.0))
        packages[package] = before + int(own) / 1000, max(longest, int(whole) / 1000)
    found = [Imported(name, own, whole) for name, (own, whole) in packages.items()]
    return sorted(found, key=lambda each: -each.own)
