"""November 2023, told by commands: what each moment knew, and what was corrected since."""

from pathlib import Path

import pytest

from tests.history_desk import Desk, clock_at
from tests.program import xt
from tests.truces import table

TERMS = Path(__file__).parent.parent / "data" / "nov2023" / "terms.toml"
AFTER = ("--at", "2023-12-02T00:00:00Z")
ISRAELIS = {"24": 13, "25": 13, "26": 14, "27": 11, "28": 10, "29": 10, "30": 8}
WORDS = ("--party", "hamas", "--kind", "hostage")


def told(folder: Path) -> Desk:
    """The week as one desk entered it, changes 1 to 15."""
    desk = Desk(folder / "nov2023.db")
    whole = TERMS.read_text(encoding="utf-8")
    first = folder / "first.toml"
    first.write_text(whole.partition("[readings.credit]")[0], encoding="utf-8")
    with clock_at("2023-11-24T09:00:00+02:00"):
        assert xt("init", desk.ledger, "--terms", first, "--by", "desk").code == 0
    for day, count in ISRAELIS.items():
        words = ("--id", f"i{day}", "--day", f"2023-11-{day}", "--count", count, *WORDS)
        desk.at(f"2023-11-{day}T22:00:00+02:00", "add", *words, "--nationality", "Israeli")
        if day == "24":
            words = ("--id", "thai", "--day", "2023-11-24", "--count", 12, *WORDS)
            desk.at("2023-11-24T23:00:00+02:00", "add", *words, "--nationality", "Thai")
            desk.at("2023-11-25T09:00:00+02:00", "amend", "thai", "--set", "count=10",
                    "--reason", "the Thai ministry corrected 12 to 10")  # fmt: skip
        if day == "29":
            words = ("--id", "two", "--day", "2023-11-29", "--count", 2, *WORDS)
            words = (*words, "--nationality", "Russian", "--basis", "separate")
            desk.at("2023-11-29T23:00:00+02:00", "add", *words)
    desk.at("2023-12-01T08:00:00+02:00", "amend", "two", "--set", "nationality=Israeli;Russian",
            "--reason", "both are Israelis too")  # fmt: skip
    desk.at("2023-12-01T09:00:00+02:00", "amend", "i30", "--set", "note=eight women",
            "--reason", "no figure is another")  # fmt: skip
    desk.at("2023-12-01T10:00:00+02:00", "terms", "set", TERMS,
            "--reason", "a source close to Hamas counts the two as credit")  # fmt: skip
    return desk
