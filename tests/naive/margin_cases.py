"""Random truces at random moments, and what the rows of `margin` say of them."""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tests.naive import read
from tests.naive.facts import Truce
from tests.naive.judging import Situation, Verdict, open_judge
from tests.naive.margin import margin
from tests.naive.random_movements import random_whole_truce
from tests.naive.random_truces import judging_moments
from tests.naive.rows import Row, cell

SEEDS = range(int(os.environ.get("NAIVE_TRUCES", "12")))


@dataclass(frozen=True, slots=True)
class Case:
    """A truce and a moment."""

    truce: Truce
    at: datetime

    def verdict(self, row: Row) -> Verdict:
        """Return the verdict on the period of a row."""
        return find(open_judge(self.truce, self.at, row["reading"]).judge(row["obligation"]), row)

    def situation(self, row: Row) -> Situation:
        """Return what the period of a row is judged by."""
        situation = self.verdict(row).situation
        assert situation is not None
        return situation


def find(verdicts: list[Verdict], row: Row) -> Verdict:
    days = row["from"], row["to"]
    (verdict,) = (
        one for one in verdicts if (cell(one.period.first), cell(one.period.last)) == days
    )
    return verdict


def random_cases(seed: int) -> Iterator[Case]:
    rng = random.Random(f"margin {seed}")
    files = random_whole_truce(rng, new_words=seed % 2 == 1, most_movements=0)
    for at in judging_moments(rng, files, 2):
        yield Case(read(files), at)


def rows_by(seed: int, by: str) -> Iterator[tuple[Case, Row]]:
    for case in random_cases(seed):
        for row in margin(case.truce, case.at):
            if row["by"] == by:
                yield case, row
