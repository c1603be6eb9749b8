"""What the tests of `xt say` share: the truces with their days, and the command."""

from datetime import date, timedelta
from pathlib import Path

from tests.desk.moments import AFTER, NOV
from tests.program import Ran, xt

DAY = "2023-11-30"
LATER = "2024-02-01T00:00Z"
LATEST = "2026-01-01T00:00Z"
DATA = NOV.parent
TRUCES = {
    "nov2023": ("2023-11-24", "2023-11-30"),
    "jan2025": ("2025-01-19", "2025-03-01"),
    "shalit2011": ("2011-10-18", "2011-12-18"),
    "armenia-azerbaijan-dec2023": ("2023-12-07", "2023-12-13"),
    "jibril-1985": ("1985-05-20", "1985-05-21"),
    "yemen-oct-2020": ("2020-10-15", "2020-10-16"),
    "korea-little-switch-1953": ("1953-04-20", "1953-05-09"),
    "gaza-jan-2025-aid": ("2025-01-19", "2025-01-26"),
    "thailand-cambodia-2025": ("2025-12-27", "2026-01-01"),
}


def days(truce: str) -> list[str]:
    first, last = map(date.fromisoformat, TRUCES[truce])
    return [str(first + timedelta(days=n)) for n in range((last - first).days + 1)]


def say(folder: Path, *options: object, at: str = AFTER) -> Ran:
    """Ask for all that is told of a day."""
    return xt("say", *options, "--length", "full", "--ledger", folder, "--at", at).ok


def say_in_short(folder: Path, *options: object, at: str = AFTER) -> Ran:
    """Ask for five sentences at most."""
    return xt("say", *options, "--ledger", folder, "--at", at).ok
