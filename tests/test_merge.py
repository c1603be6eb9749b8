"""A copy that went on by itself is merged: what is new is brought in, what contradicts is listed."""

import re
from pathlib import Path

import pytest

from tests.ledgers import TERMS, done, file, held, import_, make
from tests.merge_desks import ONE, WHY, Desks, by, copy, head, log, part
from tests.program import Ran, xt
from tests.truces import AFTER


@pytest.fixture
def desks(tmp_path: Path) -> Desks:
    return part(tmp_path)


def refused(ran: Ran, *lines: str) -> None:
    """A refusal of these lines, each a beginning, and of no others."""
    assert (ran.code, ran.out) == (3, "")
    said = ran.err.splitlines()
    assert len(said) == len(lines), ran.err
    for line, begins in zip(said, lines, strict=True):
        assert line.startswith(begins), line


def test_changes_come_with_author_reason_and_first_moment(desks: Desks) -> None:
    by("ben", desks.away, "add", *ONE, "2", "--id", "x1", "--reason", "seen at the gate")
    by("eva", desks.away, "amend", "b1", "--set", "count=4", *WHY)
    there = {row["number"]: row for row in log(desks.away)}
    ran = desks.merge()
    assert ran.code == 0
    assert held(desks.home) == ["b1 01 a h 4", "b2 02 a h 3", "x1 01 a h 2"]
    new = {row["number"]: row for row in log(desks.home)}
    assert (new["3"]["author"], new["3"]["reason"]) == ("ben", "seen at the gate")
    assert (new["4"]["author"], new["4"]["reason"]) == ("eva", "recount")
    for number in ("3", "4"):
        first = there[number]
        note = f"merged: change {number} of {first['moment']}, sha256 {first['digest']}"
        assert new[number]["note"] == note
        assert new[number]["moment"] > first["moment"]
    lines = ran.out.splitlines()
    assert lines[0].endswith("(both are the same up to change 2):")
    assert re.fullmatch(
        r"change 3: change 3 there, \S+Z, ben: seen at the gate \(1 added\)", lines[1]
    )
    assert lines[3].startswith("daily 2024-01-01: met, 3 of 3 -> met, 6 of 3")


def test_merging_again_does_nothing_in_either_direction(desks: Desks) -> None:
    by("ben", desks.away, "add", *ONE, "2")
    by("ana", desks.home, "add", "--day", "2024-01-03", *ONE[2:], "1", "--id", "y")
    assert desks.merge().code == 0
    assert xt("merge", desks.home, desks.away).code == 0
    assert sorted(held(desks.home)) == sorted(held(desks.away))
    for one, other in (desks, reversed(desks)):
        before = head(other)
        assert xt("merge", one, other).ok.out.startswith(f"nothing to merge: {other} has all of")
        assert head(other) == before


def test_a_dry_run_says_it_and_writes_nothing(desks: Desks) -> None:
    by("ben", desks.away, "add", *ONE, "2")
    before = head(desks.home), head(desks.away)
    ran = desks.merge("--dry-run")
    assert ran.code == 0
    assert "1 change of" in ran.out
    assert "would be merged" in ran.out
    assert (head(desks.home), head(desks.away)) == before


def test_the_heads_of_both_still_verify(desks: Desks) -> None:
    by("ben", desks.away, "add", *ONE, "2")
    by("ana", desks.home, "add", *ONE, "1")
    heads = [done("verify", "--ledger", each).out.strip() for each in desks]
    assert desks.merge().code == 0
    for ledger, old in zip(desks, heads, strict=True):
        assert xt("verify", "--ledger", ledger, "--head", old).code == 0


def test_ids_that_both_gave_are_given_anew_and_said(desks: Desks) -> None:
    for count in ("1", "2", "3"):
        by("ana", desks.home, "add", *ONE, count)
        by("ben", desks.away, "add", "--day", "2024-01-03", *ONE[2:], count)
    by("ben", desks.away, "amend", "r2", "--set", "count=9", *WHY)
    ran = desks.merge()
    assert "ids given anew, since both gave them: releases r1–r3 as r4–r6" in ran.out
    assert held(desks.home)[2:] == [
        *("r1 01 a h 1", "r2 01 a h 2", "r3 01 a h 3"),
        *("r4 03 a h 1", "r5 03 a h 9", "r6 03 a h 3"),
    ]
    by("ben", desks.away, "retract", "r1", *WHY)
    assert desks.merge().code == 0
    assert [line[:2] for line in held(desks.home)[2:]] == ["r1", "r2", "r3", "r5", "r6"]


def test_what_names_an_id_given_anew_follows_it(desks: Desks, tmp_path: Path) -> None:
    claims = "id,source,to,party,figure,part_of,part"
    for desk, name in zip(desks, ("home", "away"), strict=True):
        by(name, desk, "source", "add", "--id", "p", "--title", f"paper of {name}")
        rows = (f"w,p,2024-01-0{len(name) % 3 + 1},a,3,,", "q,p,2024-01-02,a,1,w,part")
        by(name, desk, "import", "claims", file(tmp_path, f"{name}.csv", *rows, header=claims))
    by("away", desks.away, "amend", "w", "--set", "figure=4", *WHY)
    by("away", desks.away, "add", *ONE, "2", "--sources", "p;http://x.example/")
    ran = desks.merge()
    assert "sources p as p-2" in ran.out
    new = {row["id"]: row for row in done("claims", "-O", "csv", "-f", desks.home).rows}
    assert {name: (row["source"], row["part_of"]) for name, row in new.items()} == {
        "w": ("p", ""),
        "q": ("p", "w"),
        "c1": ("p-2", ""),
        "c2": ("p-2", "c1"),
    }
    entry = done("releases", "--at", AFTER, "-O", "csv", "-f", desks.home).rows[-1]
    assert entry["sources"] == "p-2;http://x.example/"


def test_what_both_recorded_alike_under_one_id_is_one(desks: Desks) -> None:
    for desk in desks:
        by("ana", desk, "add", *ONE, "2", "--id", "x")
    by("ben", desks.away, "amend", "x", "--set", "note=by bus", *WHY)
    assert desks.merge().code == 0
    assert held(desks.home)[2:] == ["x 01 a h 2 by bus"]


def test_what_both_corrected_is_listed_and_nothing_is_written(desks: Desks) -> None:
    by("ana", desks.home, "amend", "b1", "--set", "count=5", *WHY)
    by("ben", desks.away, "amend", "b1", "--set", "count=6", *WHY)
    by("ana", desks.home, "retract", "b2", *WHY)
    by("ben", desks.away, "amend", "b2", "--set", "note=x", *WHY)
    by("ben", desks.away, "add", *ONE, "1")
    new = desks.home.with_name("new.toml")
    for author, ledger in zip(("ana", "ben"), desks, strict=True):
        new.write_text(f"{TERMS}# {author}\n", encoding="utf-8")
        by(author, ledger, "terms", "set", new, *WHY)
    before = head(desks.home)
    home, away = f"in {desks.home} (change", f"in {desks.away} (change"
    says = f"it says one thing {home} 3, ana) and another {away} 3, ben): count: 5 and 6"
    lines = (
        f"releases b1: {says}; make both say the same with xt amend",
        f"releases b2: it was retracted {home} 4, ana), and corrected {away} 4, ben)",
        f"the terms: they were set {home} 5, ana) and {away} 6, ben)",
        "3 conflicts; nothing was written",
    )
    refused(desks.merge(), *lines)
    refused(desks.merge("--dry-run"), *lines)
    assert head(desks.home) == before


def test_a_conflict_is_over_when_both_say_the_same(desks: Desks) -> None:
    by("ana", desks.home, "amend", "b1", "--set", "count=5", *WHY)
    by("ben", desks.away, "amend", "b1", "--set", "count=6", *WHY)
    by("ana", desks.home, "retract", "b2", *WHY)
    by("ben", desks.away, "amend", "b2", "--set", "count=7", *WHY)
    assert desks.merge().code == 3
    by("ben", desks.away, "amend", "b1", "--set", "count=5", *WHY)
    by("ana", desks.home, "restore", "b2", *WHY)
    assert desks.merge().code == 0
    assert held(desks.home) == ["b1 01 a h 5", "b2 02 a h 7"]
    by("ana", desks.home, "amend", "b1", "--set", "count=8", *WHY)  # goes on from there
    assert "nothing to merge" in desks.merge().out
    assert xt("merge", desks.home, desks.away).code == 0
    assert held(desks.away) == ["b1 01 a h 8", "b2 02 a h 7"]


def test_ledgers_that_began_apart_are_refused_with_what_to_do(desks: Desks, tmp_path: Path) -> None:
    (tmp_path / "o").mkdir()
    other = make(tmp_path / "o")
    ran = xt("merge", other, desks.home)
    begins = f"{other}: its history has no common beginning with that of {desks.home}"
    refused(ran, begins)
    assert "xt export FOLDER" in ran.err


def test_a_folder_is_neither_end_of_a_merge(desks: Desks, tmp_path: Path) -> None:
    for ends in ((tmp_path, desks.home), (desks.home, tmp_path)):
        assert xt("merge", *ends).code == 2


def test_what_does_not_fit_together_is_refused_whole(desks: Desks, tmp_path: Path) -> None:
    """Sound on either side: an entry of a kind that the terms of the other side do not list."""
    new = tmp_path / "new.toml"
    new.write_text(f'{TERMS}\n[vocabulary]\nkind = ["h"]\n', encoding="utf-8")
    by("ana", desks.home, "terms", "set", new, *WHY)
    by("ben", desks.away, "add", *ONE[:4], "--kind", "truck", "--count", "1", "--id", "t")
    before = head(desks.home)
    ran = desks.merge()
    refused(ran, "releases t: kind: 'truck' is not a kind", "both ledgers were sound; together")
    assert head(desks.home) == before


def test_a_part_of_a_claim_that_was_retracted_is_refused(desks: Desks, tmp_path: Path) -> None:
    claims = "id,source,to,party,figure,part_of,part"
    assert (
        import_(
            desks.home,
            file(tmp_path, "c.csv", "w,p,2024-01-02,a,3,,", header=claims),
            what="claims",
        ).code
        == 0
    )
    desks = Desks(desks.home, copy(desks.home, "later.db"))
    by("ana", desks.home, "retract", "w", *WHY)
    by(
        "ben",
        desks.away,
        "import",
        "claims",
        file(tmp_path, "d.csv", "v,p,2024-01-02,a,1,w,part", header=claims),
    )
    ran = desks.merge()
    assert ran.code == 3
    assert ran.err.startswith("claims v: part_of: ")
