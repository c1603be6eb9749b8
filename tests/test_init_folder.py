"""A truce folder goes into a new ledger some rows at a time, and says the same as a folder read whole."""

import random
import re
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exchange_tracker.errors import Refusal
from exchange_tracker.store.folder import Folder
from exchange_tracker.store.ledger.change import Author, Change, next_heading
from exchange_tracker.store.ledger.folder_import import add_folder
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.writing import creating
from tests.ledgers import TERMS
from tests.program import xt

NOW = datetime(2024, 1, 10, tzinfo=UTC)
FILES = {
    "releases.csv": ("id,day,party,kind,count", "{id},2024-01-02,a,k,{n}"),
    "movements.csv": ("id,day,party,movement,kind,count", "{id},2024-01-02,a,taken,k,{n}"),
    "claims.csv": (
        "id,source,to,figure,part_of,part",
        "{id},S,2024-01-02,{n},{part_of},{part}",
    ),
    "sources.csv": ("id,title", "s{n},T"),
}
IDS = ("", "", "r1", "r2", "r4", "c1", "c3", "m1", "m2", "x")


def write_folder(folder: Path, chance: random.Random) -> None:
    folder.mkdir()
    (folder / "terms.toml").write_text(TERMS, encoding="utf-8")
    for name, (header, row) in FILES.items():
        blank = "x" if "sources" in name else ""
        ids = [chance.choice(IDS) or blank for _ in range(chance.randrange(4))]
        if chance.random() < 0.8:  # else an id may come twice
            ids = [each for n, each in enumerate(ids) if not each or each not in ids[:n]]
        parts = [("", ""), ("", ""), ("c1", "part"), ("c9", "part")]
        rows = [
            row.format(id=each, n=n, part_of=whole, part=part)
            for n, each in enumerate(ids)
            for whole, part in [chance.choice(parts)]
        ]
        rows += [rows[0].replace("2024", "24")] if rows and chance.random() < 0.1 else []
        text = "\n".join([header, *rows])
        (folder / name).write_text(f"{text}\n", encoding="utf-8")


def facts_of(store: Folder | Ledger) -> list[list[object]]:
    return [
        [*store.releases()],
        [*store.movements()],
        [*store.claims()],
        [*store.sources()],
    ]


def of_ledger(folder: Path, path: Path) -> list[list[object]]:
    with creating(path) as ledger:
        change = Change(ledger, next_heading(ledger, Author("x", "r", NOW)))
        change.write_terms(TERMS)
        add_folder(change, folder)
        change.finish()
        return facts_of(ledger)


def test_it_holds_or_refuses_what_the_folder_does(tmp_path: Path) -> None:
    chance, refused = random.Random(19), 0
    for number in range(150):
        folder, path = tmp_path / f"f{number}", tmp_path / f"l{number}.db"
        write_folder(folder, chance)
        try:
            expected: object = facts_of(Folder(folder))
        except Refusal as refusal:
            refused += 1
            with pytest.raises(Refusal, match=f"^{re.escape(str(refusal))}$"):
                of_ledger(folder, path)
            assert not path.exists()
        else:
            assert of_ledger(folder, path) == expected
    assert 20 < refused < 130


def test_its_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    rows = 40_000
    folder, path = tmp_path / "f", tmp_path / "l.db"
    folder.mkdir()
    (folder / "terms.toml").write_text(TERMS, encoding="utf-8")
    with (folder / "releases.csv").open("w", encoding="utf-8") as file:
        file.write("id,day,party,kind,count,note\n")
        file.writelines(f"e{n},2024-01-02,a,k,1,{n:060}\n" for n in range(rows))
    tracemalloc.start()
    assert xt("init", path, "--from", folder).ok
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 << 20, peak
