"""One person a row: a true list goes in whole, and the list of somebody else is seen to be one."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cases import ledger_of
from tests.desk.moments import NOV
from tests.ledgers import counts, import_
from tests.program import Ran, xt
from tests.test_double_counts import DAY, DOUBLES, held_back, people, rows

ROW = f"{DAY},1,woman,Southern"
AGES = [str(age) for age in range(20, 24)]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return ledger_of(tmp_path)


def aged(*ages: str, source: str = "S1") -> list[str]:
    return [f"{ROW},,{source},aged {age}" for age in ages]


def added(ran: Ran) -> str:
    return counts(ran).partition(" already")[0].partition("= ")[2]


@settings(max_examples=25, deadline=None)
@given(
    notes=st.lists(st.sampled_from(["", "aged 30", "aged 31"]), min_size=3, max_size=12),
    before=st.integers(3, 12),
    named=st.booleans(),
    linked=st.booleans(),
)
def test_a_list_goes_in_whole_and_so_does_what_it_grew_by(
    *, notes: list[str], before: int, named: bool, linked: bool
) -> None:
    lines = [
        f"{ROW},{f'P{n}' if named else ''},{f'L{n}' if linked else 'S1'},{note}"
        for n, note in enumerate(notes)
    ]
    with TemporaryDirectory() as name:
        ledger = ledger_of(Path(name))
        for some in (lines[:before], lines, lines):
            assert held_back(import_(ledger, rows(Path(name), *some))) == []
        assert people(ledger) == len(lines)


@pytest.mark.parametrize("number", [2, 3, 7])
def test_a_list_that_another_source_tells_is_held_back(
    ledger: Path, tmp_path: Path, number: int
) -> None:
    one, other = [f"{ROW},,S1,"] * number, [f"{ROW},,S2,"] * number
    assert len(held_back(import_(ledger, rows(tmp_path, *one, *other)))) == number
    assert people(ledger) == number
    apart = ledger_of(tmp_path, "o.db")
    assert held_back(import_(apart, rows(tmp_path, *one))) == []
    longer = rows(tmp_path, *other, *other, name="s.csv")
    assert len(held_back(import_(apart, longer))) == number  # each person can be told once more
    assert people(apart) == 2 * number
    assert held_back(import_(apart, longer, DOUBLES)) == []
    assert people(apart) == 3 * number


def test_a_list_by_a_source_for_each_person_goes_in_and_grows(ledger: Path, tmp_path: Path) -> None:
    links = [f"{ROW},,L{n}," for n in range(8)]
    for size in (3, 6, 8):
        assert held_back(import_(ledger, rows(tmp_path, *links[:size]))) == []
    assert people(ledger) == 8


def test_a_person_whose_row_was_mended_in_the_list_is_held_back(
    ledger: Path, tmp_path: Path
) -> None:
    import_(ledger, rows(tmp_path, *aged(*AGES)))
    ran = import_(ledger, rows(tmp_path, *aged(*AGES[:3], "77")))
    said = "r.csv:5: held back: r4 has the same day, party, kind, group and count; --merge-sources"
    assert [line[: len(said)] for line in held_back(ran)] == [said]
    assert people(ledger) == len(AGES)


def test_thousands_of_people_without_a_name_are_no_doubles_of_each_other(
    ledger: Path, tmp_path: Path
) -> None:
    lines = [f"{ROW},,S1,aged {n % 80}" for n in range(3000)]
    ran = import_(ledger, rows(tmp_path, *lines))
    assert (held_back(ran), added(ran)) == ([], "3,000 added + 0")
    assert added(import_(ledger, rows(tmp_path, *lines))) == "0 added + 3,000"


@pytest.mark.parametrize("truce", sorted(NOV.parent.iterdir()), ids=lambda path: path.name)
def test_what_is_true_goes_in_without_an_option(truce: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "l.db"
    assert xt("init", ledger, "--terms", truce / "terms.toml").ok
    for what in ("releases", "movements"):
        if (truce / f"{what}.csv").exists():
            ran = import_(ledger, truce / f"{what}.csv", what=what)
            assert (held_back(ran), "held back" in ran.out) == ([], False)
