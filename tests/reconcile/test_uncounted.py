"""Entries that count for nothing, and obligations that name no basis (contract, section 1)."""

from pathlib import Path

import pytest

from tests.program import Ran, xt
from tests.reconcile.small import folder
from tests.truces import days, owes


def ask(truce: Path, command: str, *words: object) -> Ran:
    return xt(command, "--ledger", truce, "--at", "2026-02-01T00:00Z", *words)


def test_an_entry_that_counts_for_nothing_is_listed(tmp_path: Path) -> None:
    terms = days(3) + owes("one", "a", 'counts = { kind = "h" }\nat_least = 0')
    path = folder(
        tmp_path / "t", "01 a h 2 S;S2 n1\n02 a x 1 S;S2 n2\n03 b h 3 S;S2 n3", terms=terms
    )
    rows = ask(path, "discrepancies", "-O", "csv").rows
    assert [(row["type"], row["subject"], row["found"]) for row in rows] == [
        ("counts-for-nothing", "n2", "1"),
        ("counts-for-nothing", "n3", "3"),
    ]


@pytest.mark.parametrize(
    ("basis", "listed"), [("agreement", []), ("-", []), ("separate", ["any-basis"])]
)
def test_an_obligation_without_a_basis_is_listed_where_it_takes_in_what_is_outside(
    tmp_path: Path, basis: str, listed: list[str]
) -> None:
    terms = days(1) + owes("one", "a", "at_least = 1")
    path = folder(tmp_path / "t", "", terms=terms)
    cell = "" if basis == "-" else basis
    rows = f"id,day,party,kind,count,basis,sources\nn1,2024-01-01,a,h,2,{cell},S;S2\n"
    (path / "releases.csv").write_text(rows, encoding="utf-8")
    rows_ = ask(path, "discrepancies", "-O", "csv").rows
    assert [row["type"] for row in rows_] == listed
    assert all("(n1) counts." in row["detail"] for row in rows_)
