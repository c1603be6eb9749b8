"""The rows of a folder: read whole at each asking, kept side by side, and each a fact once it is listed."""

import gc
from datetime import date
from pathlib import Path

import pytest

from exchange_tracker.errors import Refusal
from exchange_tracker.facts.entry import moment_of
from exchange_tracker.facts.model import Release
from exchange_tracker.store.folder import Folder
from tests.truces import AFTER, days, owes, write

TERMS = days(20) + owes("o", "a", "at_least = 5")


def count_entries() -> int:
    """Return how many entries are held by anybody."""
    gc.collect()
    return sum(type(each) is Release for each in gc.get_objects())


def test_no_row_is_a_fact_before_it_is_listed(tmp_path: Path) -> None:
    rows = "\n".join(f"{n % 20 + 1:02} a h {n}" for n in range(1_000))
    write(tmp_path / "t", TERMS, rows)
    before = count_entries()
    folder = Folder(tmp_path / "t")
    assert sum(figure.people for figure in folder.figures(moment_of(AFTER))) == sum(range(1_000))
    assert count_entries() == before
    listed = list(folder.releases_between(date(2024, 1, 1), date(2024, 1, 2)))
    assert len(listed) == 100
    assert count_entries() == before + len(listed)


def test_sums_are_those_of_the_moment_that_is_asked_for(tmp_path: Path) -> None:
    folder = Folder(write(tmp_path / "t", TERMS, "01 a h 3\n02 a h 4\n03 a h 5+"))
    sums = {
        day: [(each.people, each.undisclosed) for each in folder.figures(moment_of(day))]
        for day in ("2024-01-01T12:00Z", "2024-01-02T12:00Z", AFTER, "2024-01-01T13:00Z")
    }
    one, four, open_ = (3, 0), (4, 0), (5, 1)
    assert [*sums.values()] == [[one], [one, four], [one, four, open_], [one]]


def test_blank_ids_are_filled_in_every_file_by_what_stands_in_none(tmp_path: Path) -> None:
    folder = write(tmp_path / "t", TERMS, "01 a h 3 -\n01 a h 4 c1\n02 a h 5 -", "id")
    (folder / "movements.csv").write_text(
        "id,day,party,movement,kind,count\n,2024-01-01,a,taken,h,1\nr1,2024-01-01,a,taken,h,2\n",
        encoding="utf-8",
    )
    (folder / "claims.csv").write_text(
        "id,source,to,figure\n,x,2024-01-02,3\nm1,x,2024-01-02,4\n", encoding="utf-8"
    )
    read = Folder(folder)
    assert [each.id for each in read.releases()] == ["r2", "c1", "r3"]
    assert [each.id for each in read.movements()] == ["m2", "r1"]
    assert [each.id for each in read.claims()] == ["c2", "m1"]


def test_a_bad_cell_anywhere_is_refused_with_all_others_in_the_order_of_the_file(
    tmp_path: Path,
) -> None:
    rows = [f"{n % 20 + 1:02} a h 1 e{n}" for n in range(1_300)]
    rows[3] = "04 a h 1 e1201"
    rows[700] = "01 a h many e700"
    rows[1_200] = "41 a h 1 e1200"
    folder = write(tmp_path / "t", TERMS, "\n".join(rows), "id")
    with pytest.raises(Refusal) as refusal:
        Folder(folder)
    assert [problem.where for problem in refusal.value.problems] == [
        "releases.csv:702: count",
        "releases.csv:1202: day",
        "releases.csv:1203: id",
    ]
    assert refusal.value.problems[2].what == "'e1201' is given twice, first on line 5"
