"""What holds for every way in which rows come into a ledger."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledgers import counts, file, held, import_, make
from tests.program import xt

CONTENTS = [f"2024-01-0{day},{party},h,{n}," for day in (1, 2) for party in "ab" for n in (0, 7)]
IDS = ["e1", "e2", "r1", "r3"]
ROWS = st.lists(
    st.tuples(st.sampled_from(["", "", "", *IDS]), st.sampled_from(CONTENTS)), max_size=6
)

Row = tuple[str, str]  # id, content


@contextmanager
def new_ledger() -> Iterator[tuple[Path, Path]]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        yield folder, make(folder)


class Model:
    """The rule of section 2 by counting: ids by content, and every id that was ever used."""

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}
        self.used: set[str] = set()

    def import_(self, parts: list[list[Row]]) -> tuple[int, int, int]:
        """Take files in one command, and give how many rows were added, there and refused.

        Each file is compared with those before it as with the ledger.
        """
        before = dict(self.entries), set(self.used)
        ids = {name for part in parts for name, _ in part if name}
        outcomes = []
        for part in parts:
            outcomes.append(self._import(part, ids))
            if outcomes[-1] is None:
                self.entries, self.used = before
                return 0, -1, -1
        return sum(o[0] for o in outcomes if o), sum(o[1] for o in outcomes if o), 0

    def _import(self, rows: list[Row], reserved: set[str]) -> tuple[int, int] | None:
        ids = Counter(name for name, _ in rows if name)
        bad = [name for name, content in rows if name and not self._fits(name, content)]
        if bad or max(ids.values(), default=0) > 1:
            return None
        free = Counter(text for name, text in self.entries.items() if name not in ids)
        names = (f"r{n}" for n in count(1))
        there = 0
        for name, content in rows:
            if name in self.entries if name else free[content] > 0:
                there += 1
                free[content] -= not name
                continue
            new = name or next(each for each in names if each not in self.used | reserved)
            self.entries[new] = content
            self.used.add(new)
        return len(rows) - there, there

    def _fits(self, name: str, content: str) -> bool:
        return name not in self.used or self.entries.get(name) == content


@settings(max_examples=40, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_an_import_agrees_with_counting(batches: list[list[Row]], chance: random.Random) -> None:
    model = Model()
    with new_ledger() as (folder, ledger):
        for rows in batches:
            cut = chance.randint(0, len(rows))
            halves = [rows[:cut], rows[cut:]]
            parts = [
                file(folder, f"{n}.csv", *(f"{name},{content}" for name, content in part))
                for n, part in enumerate(halves)
            ]
            added, there, refused = model.import_(halves)
            ran = import_(ledger, *parts, "--accept-totals", "--accept-doubles")
            read = f"{len(rows)} row{'' if len(rows) == 1 else 's'} read"
            if refused:
                assert ran.code == 3
                assert counts(ran).startswith(f"{read} = 0 added + ")
                numbers = [
                    int(word) for word in counts(ran).split(";")[0].split() if word.isdigit()
                ]
                assert numbers[0] == sum(numbers[1:])
            else:
                expected = f"{read} = {added} added + {there} already there + 0 refused"
                assert ran.code == 0  # notes on possible corrections may stand on standard error
                assert counts(ran) == expected
            assert sorted(_entries(ledger)) == sorted(model.entries.items())


def _entries(ledger: Path) -> list[Row]:
    rows = [line.split(" ") for line in held(ledger)]
    return [(name, f"2024-01-{day},{party},{kind},{n},") for name, day, party, kind, n, *_ in rows]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(CONTENTS), min_size=1, max_size=12), st.randoms(use_true_random=False)
)
def test_splitting_repetition_and_order_end_in_the_same_totals(
    contents: list[str], chance: random.Random
) -> None:
    rows = [f"e{n},{content}" for n, content in enumerate(contents)]
    with new_ledger() as (folder, whole):
        _take(whole, file(folder, "all.csv", *rows))
        expected = _said(whole)
    with new_ledger() as (folder, ledger):
        chance.shuffle(rows)
        while rows:
            part = [rows.pop() for _ in range(chance.randint(1, len(rows)))]
            for n in range(chance.randint(1, 2)):
                _take(ledger, file(folder, f"{n}.csv", *part))
        _take(ledger, file(folder, "all.csv", *(f"e{n},{c}" for n, c in enumerate(contents))))
        assert _said(ledger) == expected


def _take(ledger: Path, rows: Path) -> None:
    assert import_(ledger, rows, "--accept-doubles", "--accept-totals").code == 0


def _said(ledger: Path) -> list[str]:
    """What the reports say, whatever the order of recording."""
    totals = xt("totals", "--ledger", ledger, "-O", "csv").ok.out
    verdicts = xt("check", "--ledger", ledger, "-O", "csv").out
    return [totals, verdicts, *sorted(held(ledger))]
