"""Two honest branches of one ledger, merged in either order: the same entries and the same verdicts.

What must come out is worked out here by itself: from what each branch says in the end of what both
began with, and from what each recorded alone.
"""

import random
import re
import shutil
from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from exchange_tracker.store.ledger.ledger import Ledger
from tests.ledgers import TERMS, file, imported, make
from tests.program import xt
from tests.truces import AFTER

WHY = ("--reason", "x")
BASE = 6  # entries
CLAIMS = "id,source,to,party,figure,part_of,part,note"
TABLES = ("releases", "claims", "sources")
Rows = dict[str, dict[str, str]]


class Branch:
    """Somebody who works on a copy at random; whatever is written has a value of its own."""

    def __init__(self, ledger: Path, name: str, seed: int) -> None:
        self.ledger, self.name = ledger, name
        self.random = random.Random(f"{name}{seed}")
        self.values = 0

    def work(self, steps: int) -> None:
        often = (self.add, self.add, self.amend, self.amend, self.retract, self.restore, self.undo)
        rare = (self.set_terms, self.publish, self.claim, self.claim)
        for _ in range(steps):
            self.random.choice(often if self.random.random() < 0.7 else rare)()

    def value(self) -> str:
        self.values += 1
        return f"{self.name}{self.values}"

    def run(self, *words: object) -> None:
        ran = xt(*words, "--ledger", self.ledger, "--by", self.name)
        assert ran.code == 0, ran.err

    def add(self) -> None:
        free = [name for name in ("s1", "s2") if name not in rows(self.ledger, "releases")]
        options = ("--id", self.random.choice(free)) if free and self.random.random() < 0.4 else ()
        day, count = f"2024-01-0{self.random.randint(1, 4)}", self.random.randint(0, 4)
        what = ("--day", day, "--party", "a", "--kind", "h", "--count", count)
        ran = xt("add", *options, *what, "--note", self.value(), *self.source(), "-f", self.ledger)
        assert ran.code == 0 or "was retracted" in ran.err

    def source(self) -> tuple[str, ...]:
        published = sorted(rows(self.ledger, "sources"))
        return ("--sources", self.random.choice(published)) if published else ()

    def amend(self) -> None:
        if standing := sorted(rows(self.ledger, "releases")):
            cells = ("--set", f"category={self.value()}", "--set", f"count={self.values}")
            self.run("amend", self.random.choice(standing), *cells, *WHY)

    def retract(self) -> None:
        if standing := sorted(rows(self.ledger, "releases")):
            self.run("retract", self.random.choice(standing), *WHY)

    def restore(self) -> None:
        if gone := sorted({f"b{n}" for n in range(BASE)} - {*rows(self.ledger, "releases")}):
            self.run("restore", self.random.choice(gone), *WHY)

    def undo(self) -> None:
        xt("undo", "--ledger", self.ledger, "--by", self.name)  # where there is anything

    def set_terms(self) -> None:
        if self.random.random() < 0.3:
            new = self.ledger.with_suffix(".toml")
            new.write_text(f"{TERMS}\n# {self.value()}\n", encoding="utf-8")
            self.run("terms", "set", new, *WHY)

    def publish(self) -> None:
        if free := [name for name in ("p1", "p2") if name not in rows(self.ledger, "sources")]:
            named = ("--id", self.random.choice(free), "--title", self.value())
            ran = xt("source", "add", *named, "--ledger", self.ledger, "--by", self.name)
            assert ran.code == 0 or "was retracted" in ran.err

    def claim(self) -> None:
        source = next(iter(rows(self.ledger, "sources")), "X")
        whole = "w" if "w" not in rows(self.ledger, "claims") else self.value()
        lines = (
            f"{whole},{source},2024-01-02,a,3,,,{self.value()}",
            f",{source},2024-01-02,a,1,{whole},part,{self.value()}",
        )
        claims = file(self.ledger.parent, f"{self.value()}.csv", *lines, header=CLAIMS)
        ran = xt("import", "claims", claims, "--ledger", self.ledger, "--by", self.name)
        assert ran.code == 0 or "was retracted" in ran.err


def rows(ledger: Path, table: str) -> Rows:
    at = ("--at", AFTER) if table == "releases" else ()
    ran = xt(table, *at, "-O", "csv", "--ledger", ledger)
    return {row["id"]: row for row in ran.rows}


def terms(ledger: Path) -> str:
    opened = Ledger.open(ledger)
    text = opened.terms_text
    opened.connection.close()
    return text


def contents(ledger: Path) -> dict[str, Counter[str]]:
    """What stands, with what is named by an id in its place: ids may be others."""
    tables = {table: rows(ledger, table) for table in TABLES}
    titles = {name: row["title"] for name, row in tables["sources"].items()}
    notes = {name: row["note"] for name, row in tables["claims"].items()}
    named = {"sources": titles, "source": titles, "part_of": notes}
    return {
        table: Counter(
            repr(
                {
                    key: named.get(key, {}).get(cell, cell)
                    for key, cell in row.items()
                    if key != "id"
                }
            )
            for row in some.values()
        )
        for table, some in tables.items()
    }


def verdicts(ledger: Path) -> str:
    return xt("check", "--all", "--at", AFTER, "-O", "csv", "--ledger", ledger).out


def both_corrected(base: Path, one: Path, other: Path) -> set[str]:
    """What both branches have otherwise than it was, and not alike."""
    differences = {"the terms"} if len({terms(each) for each in (base, one, other)}) == 3 else set()
    for table in TABLES:
        was, a, b = (rows(ledger, table) for ledger in (base, one, other))
        for name in {f"b{n}" for n in range(BASE)}:
            said = was.get(name), a.get(name), b.get(name)
            if all(x != y for x, y in zip(said, (said[1], said[2], said[0]), strict=True)):
                differences.add(f"{table} {name}")
    return differences


def copy(ledger: Path, name: str) -> Path:
    return Path(shutil.copy(ledger, ledger.with_name(name)))


def head(ledger: Path) -> str:
    return xt("verify", "--ledger", ledger).ok.out.strip()


@pytest.mark.parametrize("seed", range(14))
def test_either_order_gives_the_same(tmp_path: Path, seed: int) -> None:
    base = make(tmp_path)
    lines = [f"b{n},2024-01-0{n % 4 + 1},a,h,{n},base {n}" for n in range(BASE)]
    imported(base, file(tmp_path, "base.csv", *lines))
    branches = [Branch(copy(base, f"of-{name}.db"), name, seed) for name in "yz"]
    for branch in branches:
        branch.work(10)
    one, other = (branch.ledger for branch in branches)
    heads = head(one), head(other)
    there, back = copy(one, "there.db"), copy(other, "back.db")
    conflicts = both_corrected(base, one, other)
    outcomes = [xt("merge", other, there), xt("merge", one, back)]
    if conflicts:
        for ran in outcomes:
            named = re.findall(
                r"^((?:releases|claims|sources) \S+|the terms): ", ran.err, re.MULTILINE
            )
            assert (ran.code, set(named)) == (3, conflicts), ran.err
        assert (there.read_bytes(), back.read_bytes()) == (one.read_bytes(), other.read_bytes())
        return
    assert [ran.code for ran in outcomes] == [0, 0], [ran.err for ran in outcomes]
    assert contents(there) == contents(back)
    assert verdicts(there) == verdicts(back)
    assert terms(there) == terms(back)
    for ledger, old in ((there, heads[0]), (back, heads[1])):
        assert xt("verify", "--head", old, "--ledger", ledger).code == 0
    for first, second in ((other, there), (one, back), (there, back), (back, there)):
        assert "nothing to merge" in xt("merge", first, second).ok.out
    new = [
        {id_: row for id_, row in rows(each, "releases").items() if id_[0] != "b"}
        for each in (one, other, there)
    ]
    assert len(new[2]) == len(new[0]) + len(new[1])


@pytest.mark.parametrize("seed", range(10))
def test_desks_that_go_on_meet_again(tmp_path: Path, seed: int) -> None:
    """What was given another id, and what came by another desk, is known again in the next round."""
    base = make(tmp_path)
    lines = [f"b{n},2024-01-0{n % 4 + 1},a,h,{n},base {n}" for n in range(BASE)]
    imported(base, file(tmp_path, "base.csv", *lines))
    desks = [Branch(copy(base, f"of-{name}.db"), name, seed) for name in "uvw"]
    first, second, third = (desk.ledger for desk in desks)
    rounds = ((first, second), (second, third), (third, first), (third, second))
    for _ in range(2):
        for desk in desks:
            desk.work(3)
        for there, here in rounds:
            ran = xt("merge", there, here)
            assert ran.code in (0, 3), ran.err
            if ran.code:
                assert "conflict" in ran.err, ran.err
                return
        assert contents(first) == contents(second) == contents(third)
        assert verdicts(first) == verdicts(second) == verdicts(third)
        for ledger in (first, second, third):
            head(ledger)
        for there, here in product((first, second, third), repeat=2):
            if there != here:
                assert "nothing to merge" in xt("merge", there, here).ok.out
