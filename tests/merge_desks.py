"""A ledger and the copy that a desk took along, to be merged."""

import shutil
from pathlib import Path
from typing import NamedTuple

from tests.ledgers import done, file, imported, make
from tests.program import Ran, xt

WHY = ("--reason", "recount")
ONE = ("--day", "2024-01-01", "--party", "a", "--kind", "h", "--count")


class Desks(NamedTuple):
    """A ledger, and the copy that a desk took along."""

    home: Path
    away: Path

    def merge(self, *options: str) -> Ran:
        return xt("merge", self.away, self.home, *options)


def part(tmp_path: Path) -> Desks:
    """Two entries at home, and a copy."""
    home = make(tmp_path)
    imported(home, file(tmp_path, "r.csv", "b1,2024-01-01,a,h,3,", "b2,2024-01-02,a,h,3,"))
    return Desks(home, copy(home, "away.db"))


def copy(ledger: Path, name: str) -> Path:
    """A copy that somebody takes along."""
    return Path(shutil.copy(ledger, ledger.with_name(name)))


def head(ledger: Path) -> str:
    return done("verify", "--ledger", ledger).out


def by(author: str, ledger: Path, *words: object) -> Ran:
    """What somebody does in a ledger; doubts about it are no matter here."""
    ran = xt(*words, "--by", author, "--ledger", ledger)
    assert ran.code == 0, ran.err
    return ran


def log(ledger: Path) -> list[dict[str, str]]:
    return done("log", "-O", "csv", "--ledger", ledger).rows
