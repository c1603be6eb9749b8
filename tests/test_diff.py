"""Two ledgers or folders are told apart: what one has alone, what they tell otherwise, which verdicts."""

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest

import exchange_tracker
from exchange_tracker.queries import unlike_facts
from tests.ledgers import NOV, TERMS, done, file, imported, make
from tests.program import Ran, xt
from tests.truces import AFTER, write

WHY = ("--reason", "x")
ROWS = ("b1,2024-01-01,a,h,3,", "b2,2024-01-02,a,h,3,", "b3,2024-01-03,a,h,3,")
COLUMNS = "table,difference,id,other_id,reading,from,to,column,first,second"
Pair = tuple[Path, Path]


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    first = make(tmp_path)
    imported(first, file(tmp_path, "r.csv", *ROWS))
    return first, Path(shutil.copy(first, tmp_path / "second.db"))


def diff(pair: Pair, *options: str) -> Ran:
    ran = xt("diff", *pair, "--at", AFTER, *options)
    assert ran.err == ""
    return ran


def lines(pair: Pair) -> list[str]:
    """What differs, as rows; the header is always there."""
    ran = diff(pair, "-O", "csv")
    header, *rest = ran.out.splitlines()
    assert header == COLUMNS
    assert ran.code == (1 if rest else 0)
    return rest


def change(ledger: Path, *words: object) -> None:
    ran = xt(*words, "--ledger", ledger)
    assert ran.code == 0, ran.err


def test_a_copy_does_not_differ(pair: Pair) -> None:
    assert lines(pair) == []
    ran = diff(pair)
    assert (ran.code, ran.out.splitlines()[0]) == (0, "No difference")
    assert json.loads(diff(pair, "-O", "json").out) == []


def test_a_ledger_and_its_folder_do_not_differ(tmp_path: Path) -> None:
    done("init", tmp_path / "n.db", "--from", NOV)
    assert lines((tmp_path / "n.db", NOV)) == []
    done("export", tmp_path / "n", "--ledger", tmp_path / "n.db")
    assert lines((NOV, tmp_path / "n")) == []


@pytest.mark.parametrize("held", [0, 3, unlike_facts.MOST_HELD])
def test_the_order_of_the_rows_is_no_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    """Neither is how many of them can be held until their like comes."""
    monkeypatch.setattr(unlike_facts, "MOST_HELD", held)
    rows = [f"{number % 28 + 1:02} a h {number} e{number}" for number in range(40)]
    first = write(tmp_path / "first", TERMS, "\n".join(rows), "id")
    others = [*reversed(rows[:20]), *rows[21:], rows[5].replace("e5", "e50")]
    others[3] = others[3].replace("h 16", "h 99")
    second = write(tmp_path / "second", TERMS, "\n".join(others), "id")
    back = write(tmp_path / "back", TERMS, "\n".join(reversed(rows)), "id")
    assert lines((first, first)) == lines((first, back)) == []
    of_facts = [line for line in lines((first, second)) if line.startswith("releases")]
    assert of_facts == [
        "releases,differs,e16,,,,,count,16,99",
        "releases,only-first,e20,,,,,,2024-01-21 a h 20,",
        "releases,only-second,e50,,,,,,,2024-01-06 a h 5",
    ]


def test_entries_of_one_side_alone_and_verdicts_that_differ_by_them(pair: Pair) -> None:
    change(pair[0], "retract", "b1", *WHY)
    change(pair[1], "retract", "b2", *WHY)
    assert lines(pair) == [
        "releases,only-first,b2,,,,,,2024-01-02 a h 3,",
        "releases,only-second,b1,,,,,,,2024-01-01 a h 3",
        *(
            f"verdicts,differs,daily,,as-written,{day},{day},{column},{one},{two}"
            for day, turned in (("2024-01-01", 1), ("2024-01-02", -1))
            for column, *both in (
                ("status", "unreported", "met"),
                ("delivered", "0", "3"),
                ("shortfall", "3", "0"),
            )
            for one, two in (both[::turned],)
        ),
    ]
    words = " ".join(diff(pair).out.split())
    assert words.startswith("2 differences in what is recorded, 2 other verdicts")


def test_an_entry_of_one_id_is_shown_cell_by_cell(pair: Pair) -> None:
    change(pair[1], "amend", "b3", "--set", "count=4", "--set", "note=by bus", *WHY)
    assert lines(pair)[:2] == [
        "releases,differs,b3,,,,,count,3,4",
        "releases,differs,b3,,,,,note,,by bus",
    ]
    assert "count: 3; note: (blank)" in diff(pair).out


def test_the_same_release_under_another_id_is_set_beside_it(pair: Pair) -> None:
    """By truce day, party and kind; of several the one that is most like it."""
    entry = ("--party", "a", "--kind", "h")
    for ledger, ids in zip(pair, (("x", "y"), ("u", "v")), strict=True):
        for name, count in zip(ids, ("7", "8"), strict=True):
            day = ("--day", "2024-01-03") if name != "v" else ("--at", "2024-01-03T10:00:00Z")
            change(ledger, "add", "--id", name, *day, *entry, "--count", count)
    assert [line for line in lines(pair) if not line.startswith("verdicts")] == [
        "releases,other-id,x,u,,,,,,",
        "releases,other-id,y,v,,,,day,2024-01-03,",
        "releases,other-id,y,v,,,,at,,2024-01-03T10:00:00Z",
    ]
    assert "x / u" in diff(pair).out


def test_an_id_given_anew_by_a_merge_is_no_other_release(pair: Pair) -> None:
    """Both gave r1 to something else; in the one the other's is r2 now."""
    entry = ("--party", "a", "--kind", "h", "--count")
    change(pair[0], "add", "--day", "2024-01-01", *entry, "7")
    change(pair[1], "add", "--day", "2024-01-02", *entry, "8")
    assert xt("merge", pair[1], pair[0]).code == 0
    assert [line for line in lines(pair) if not line.startswith("verdicts")] == [
        "releases,other-id,r2,r1,,,,,,",
        "releases,only-first,r1,,,,,,2024-01-01 a h 7,",
    ]
    assert xt("merge", pair[0], pair[1]).code == 0
    assert {line.split(",")[1] for line in lines(pair)} == {"other-id"}


def test_blank_cells_are_what_they_mean(pair: Pair) -> None:
    change(pair[0], "amend", "b1", "--set", "basis=agreement", "--set", "until=2024-01-01", *WHY)
    assert lines(pair) == []


def test_claims_sources_movements_and_terms_are_told_apart(pair: Pair, tmp_path: Path) -> None:
    new = tmp_path / "new.toml"
    new.write_text(TERMS.replace("at_least = 3", "at_least = 4"), encoding="utf-8")
    change(pair[1], "terms", "set", new, *WHY)
    change(pair[1], "source", "add", "--id", "s", "--title", "paper")
    change(pair[0], "claim", "--id", "c", "--source", "X", "--to", "2024-01-02", "--figure", "5")
    change(pair[0], "move", "--id", "m", "--day", "2024-01-01", "--party", "a", *_TAKEN)
    kinds = [line.split(",")[:3] for line in lines(pair) if not line.startswith("verdicts")]
    assert kinds == [
        ["movements", "only-first", "m"],
        ["claims", "only-first", "c"],
        ["sources", "only-second", "s"],
        ["terms", "differs", ""],
    ]
    out = diff(pair).out
    assert "at_least = 4" in out
    assert "other terms" in out


_TAKEN = ("--movement", "taken", "--kind", "h", "--count", "2")


def test_names_of_people_are_not_shown(pair: Pair) -> None:
    change(pair[0], "amend", "b1", "--set", "person=Jane Doe", *WHY)
    change(pair[1], "amend", "b1", "--set", "person=John Doe", *WHY)
    assert lines(pair) == ["releases,differs,b1,,,,,person,names,other names"]
    assert "Doe" not in diff(pair).out


def test_what_is_no_ledger_is_refused(pair: Pair, tmp_path: Path) -> None:
    ran = xt("diff", pair[0], tmp_path / "nothing.db")
    assert (ran.code, ran.out) == (3, "")


def test_the_library_gives_the_same_rows(pair: Pair) -> None:
    change(pair[1], "amend", "b3", "--set", "count=4", *WHY)
    first, second = (exchange_tracker.open_ledger(each) for each in pair)
    result = exchange_tracker.diff(first, second, datetime.fromisoformat(AFTER))
    (row, *_) = result
    assert (row.id, row.column, row.first, row.second) == ("b3", "count", "3", "4")
    assert len(result) == len(lines(pair))
