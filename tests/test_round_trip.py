"""A random truce goes through a ledger and comes back: nothing of it is lost (section 2).

A hundred truces in the ordinary suite; `REFERENCE_TRUCES=3000 pytest tests/test_round_trip.py`
tries as many as it says.
"""

import csv
import json
import os
import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from exchange_tracker.facts.measure import MEASURES
from exchange_tracker.facts.movement import MovementKind
from exchange_tracker.store.folder import Folder
from tests.program import xt
from tests.random_truces.folder import write_truce

TRUCES = int(os.environ.get("REFERENCE_TRUCES", "100"))
FILES = [
    "claims.csv",
    "datapackage.json",
    "movements.csv",
    "releases.csv",
    "sources.csv",
    "terms.toml",
]
COLUMNS = [
    "id",
    "day",
    "until",
    "party",
    "movement",
    "kind",
    "count",
    "category",
    "nationality",
    "person",
    "sources",
    "note",
]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def through_a_ledger(folder: Path, name: str) -> Path:
    """What a ledger made from a folder is exported as."""
    ledger, again = folder.with_name(f"{name}.db"), folder.with_name(name)
    for words in (("init", ledger, "--from", folder), ("export", again, "--ledger", ledger)):
        ran = xt(*words)
        assert (ran.code, ran.err) == (0, "")
    return again


def write_movements(folder: Path, rng: random.Random) -> int:
    """Add a cohort, movements, and claims about them to a folder; give how many movements there are."""
    terms = Folder(folder).terms
    party = next(iter(terms.parties))
    text = (folder / "terms.toml").read_text(encoding="utf-8")
    cohort = f"[cohorts.held]\nparty = {json.dumps(party)}\ncounts = {{}}\nfrom = 2000-01-01\n"
    (folder / "terms.toml").write_text(f"{text}\n{cohort}", encoding="utf-8")

    def word(column: str, default: str) -> str:
        return rng.choice(terms.vocabulary.get(column) or (default,))

    rows = []
    for number in range(rng.choice([0, 1, 8])):
        day = date(2001, 1, 1) + timedelta(days=rng.randrange(9000))
        rows.append(
            {
                "id": rng.choice(["", "", f"v{number}"]),
                "day": f"{day}",
                "until": rng.choice(["", f"{day + timedelta(days=rng.randrange(3))}"]),
                "party": rng.choice(list(terms.parties)),
                "movement": rng.choice(list(MovementKind)).value,
                "kind": word("kind", "hostage"),
                "count": rng.choice(["0", "7", "007", "?", "12+"]),
                "category": rng.choice(["", word("category", "man")]),
                "nationality": rng.choice(["", word("nationality", "Thai;Israeli")]),
                "person": rng.choice(["", "A B;C"]),
                "sources": rng.choice(["", "https://example.org/a%3Bb"]),
                "note": rng.choice(["", 'a "b", c\nd', "=1"]),
            }
        )
    with (folder / "movements.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rng.sample(COLUMNS, len(COLUMNS)), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
    measure_claims(folder, rng)
    return len(rows)


def measure_claims(folder: Path, rng: random.Random) -> None:
    """Add claims about those held to the claims of a folder."""
    path, rows = folder / "claims.csv", []
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    names = dict.fromkeys(("source", "to", "figure", "measure", "cohort", *(rows or [{}])[0]))
    measured = [
        {"source": "S", "to": "2024-01-01", "figure": "5", "measure": word, "cohort": cohort}
        for word in rng.sample(MEASURES, 3)
        for cohort in ("", "held")
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(names), restval="")
        writer.writeheader()
        writer.writerows([*rows, *measured])


@pytest.mark.parametrize("seed", range(TRUCES))
def test_an_exported_truce_holds_the_same_and_is_exported_to_the_same_bytes(
    tmp_path: Path, seed: int
) -> None:
    folder = tmp_path / "truce"
    rng = random.Random(f"trip {seed}")
    write_truce(folder, rng, coarse=seed % 2 / 10)
    moved = write_movements(folder, rng)
    once = through_a_ledger(folder, "once")
    first = contents(once)
    assert list(first) == [name for name in FILES if moved or name != "movements.csv"]
    assert first["terms.toml"] == (folder / "terms.toml").read_bytes()
    original, back = Folder(folder), Folder(once)
    assert list(back.releases()) == list(original.releases())
    assert list(back.movements()) == list(original.movements())
    assert len(list(back.movements())) == moved
    assert list(back.claims()) == list(original.claims())
    assert list(back.sources()) == list(original.sources())
    assert contents(through_a_ledger(once, "twice")) == first
