"""Many groups and claims that differ: the search ends, and what it left out is said."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from exchange_tracker.facts.groups import Group, may_match
from exchange_tracker.facts.model import Selector
from exchange_tracker.queries.reconcile import running
from tests.program import xt

TERMS = """title = "T"
timezone = "UTC"
[parties]
a = "A"
[[phases]]
name = "p"
from = 2023-11-24
to = 2023-11-30
"""
AT = ("--at", "2023-12-01T12:00Z", "-O", "csv")


def folder(path: Path, groups: int, figures: list[int]) -> Path:
    """A truce with so many nationalities of eight people each, and claims of all of them."""
    path.mkdir()
    (path / "terms.toml").write_text(TERMS, encoding="utf-8")
    rows = [f"r{n},2023-11-24,a,hostage,8,n{n}" for n in range(groups)]
    (path / "releases.csv").write_text(
        "\n".join(["id,day,party,kind,count,nationality", *rows, ""]), encoding="utf-8"
    )
    claims = [
        f"c{n},s,2023-11-29,{figure},{';'.join(f'n{m}' for m in range(n, groups))}"
        for n, figure in enumerate(figures)
    ]
    (path / "claims.csv").write_text(
        "\n".join(["id,source,to,figure,nationality", *claims, ""]), encoding="utf-8"
    )
    return path


def said(folder: Path) -> list[str]:
    """The explanations of the claims."""
    ran = xt("reconcile", "--ledger", folder, *AT)
    assert (ran.code, ran.err) == (1, "")
    return [row["explanation"] for row in ran.rows]


def test_what_is_too_much_to_search_is_said(tmp_path: Path) -> None:
    (few,) = said(folder(tmp_path / "few", 20, [17]))
    assert few.startswith("no rule that stands out gives 17")
    assert "not searched" not in few
    (many,) = said(folder(tmp_path / "many", 500, [17]))
    assert (
        many
        == (
            "no rule that stands out gives 17; not searched: two alterations of who is"
            " counted, as there are too many groups and days"
        )
        + many.partition("groups and days")[2]
    )


def test_where_one_alteration_is_enough_nothing_was_left_out(tmp_path: Path) -> None:
    (one,) = said(folder(tmp_path / "one", 500, [499 * 8]))  # any of 500 is left out
    assert one.startswith("no rule that stands out gives 3,992; 1,500 ways of counting fit")
    assert "not searched" not in one


def test_of_many_claims_the_last_are_compared_and_not_searched(tmp_path: Path) -> None:
    explanations = said(folder(tmp_path / "many", 1_000, [17] * 40))
    last = "not searched: any alteration of who is counted, as there are too many groups and days"
    assert "two alterations" in explanations[0]
    assert last in explanations[-1]


def test_the_search_grows_with_the_groups_and_not_with_their_cube(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = []
    bits = running.bits

    def counted(mask: int) -> list[int]:
        mask_bits = bits(mask)
        looked_at.append(len(mask_bits))
        return mask_bits

    monkeypatch.setattr(running, "bits", counted)
    work = []
    for groups in (250, 500, 1_000):
        looked_at.clear()
        said(folder(tmp_path / f"g{groups}", groups, [17]))
        work.append(sum(looked_at))
    assert work[1] < 3 * work[0]
    assert work[2] < 3 * work[1]


def test_what_leaves_many_periods_uncertain_is_looked_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def counted(selector: Selector, group: Group) -> bool:
        asked.append(group)
        return may_match(selector, group)

    monkeypatch.setattr(running, "may_match", counted)
    work = []
    for days in (100, 200):
        asked.clear()
        path = tmp_path / f"d{days}"
        path.mkdir()
        first = date(2020, 1, 1)
        each = [(first + timedelta(n)).isoformat() for n in range(days)]
        owed = 'at_least = 1\nper = "day"\ncarry = "surplus"\n'
        (path / "terms.toml").write_text(
            TERMS.replace("2023-11-24", each[0]).replace("2023-11-30", each[-1])
            + f'[[obligations]]\nid = "o"\nparty = "a"\ncounts = {{ kind = "h" }}\n{owed}',
            encoding="utf-8",
        )
        rows = [f"{day},a,h,?" for day in each]
        (path / "releases.csv").write_text(
            "\n".join(["day,party,kind,count", *rows, ""]), encoding="utf-8"
        )
        ran = xt("discrepancies", "--ledger", path, "--type", "undisclosed", *AT)
        assert (ran.code, len(ran.rows)) == (1, days)
        work.append(len(asked))
    assert work[0] == work[1]
