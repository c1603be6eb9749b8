"""A truce as a folder and as a ledger made from it, of which the program is asked the same."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tests.naive import Truce, load
from tests.naive.clock import DAY
from tests.naive.facts import first_day
from tests.naive.literal import read_json
from tests.naive.random_movements import random_whole_truce
from tests.naive.random_truces import judging_moments, write_folder
from tests.naive.rows import Row
from tests.program import xt

DATA = Path(__file__).parents[2] / "data"
REAL = sorted(folder.name for folder in DATA.iterdir() if folder.is_dir())


@dataclass(frozen=True, slots=True)
class Case:
    """A truce as a folder, as a ledger made from it and as the reference has it, and a moment."""

    folder: Path
    ledger: Path
    truce: Truce
    at: datetime

    def ask(self, *words: object) -> tuple[list[Row], int]:
        """Return rows and exit code, which are the same for folder and ledger, JSON and CSV."""
        options = (*words, "--at", self.at.isoformat(), "-O")
        ran = xt(*options, "json", "--ledger", self.folder)
        assert ran.err == ""
        assert ran == xt(*options, "json", "--ledger", self.ledger)
        rows = read_json(ran.out)
        assert rows == xt(*options, "csv", "--raw", "--ledger", self.folder).rows
        return rows, ran.code


def random_cases(place: Path, seed: str, *, new_words: bool) -> Iterator[Case]:
    """Yield a random truce at two moments."""
    rng = random.Random(seed)
    files = random_whole_truce(rng, new_words=new_words)
    folder = write_folder(place / "truce", files)
    yield from open_cases(folder, place, judging_moments(rng, files, 2))


def real_cases(place: Path, name: str) -> Iterator[Case]:
    """Yield one of the real truces at moments within, after and long after its days."""
    truce = load(DATA / name)
    starts = [truce.clock.start(first_day(truce.terms) + days * DAY) for days in (0, 6, 40, 999)]
    yield from open_cases(DATA / name, place, [one + timedelta(hours=12) for one in starts])


def open_cases(folder: Path, place: Path, moments: list[datetime]) -> Iterator[Case]:
    """Yield the truce of a folder at some moments."""
    ledger = place / "truce.db"
    made = xt("init", ledger, "--from", folder)
    assert made.code == 0, made.err
    truce = load(folder)
    for at in moments:
        yield Case(folder, ledger, truce, at)
