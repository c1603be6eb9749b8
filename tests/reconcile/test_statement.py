"""A statement against itself needs no ledger; through claims it needs nothing but the claims."""

from pathlib import Path

import pytest

from tests.program import xt
from tests.reconcile.small import folder


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("105 = 75 + 3 + 24", 1, "75 + 3 + 24 = 102, and the whole is given as 105: 3 fewer."),
        ("105 = 81 + 24", 0, "81 and 24 add up to 105."),
        ("80 including 105", 1, "105 is given as included in 80, which is smaller: 25 more."),
        ("110 including 80", 0, "80 is at most 110."),
        ("~100 = 60 + 38", 0, "60 and 38 add up to 100."),
        (">=100 = 60 + 38", 1, "60 + 38 = 98, and the whole is given as >= 100: 2 fewer."),
        ("100 = >=60 + 38", 0, "60 and 38 add up to 100."),
    ],
)
def test_a_sum_on_the_command_line(words: str, code: int, said: str) -> None:
    for given in ([words], words.split()):
        ran = xt("statement", *given)
        assert (ran.code, ran.out) == (code, f"- {said}\n")


@pytest.mark.parametrize("words", ["105 =", "= 5", "105 = a", "1 = 2 = 3", "105 = 75 - 3", "٣ = 3"])
def test_what_is_no_sum_is_refused(words: str) -> None:
    ran = xt("statement", words)
    assert ran.code == 2
    assert "write it like 105 = 75 + 3 + 24" in ran.err


def test_the_same_through_claims(tmp_path: Path) -> None:
    claims = """
        c1 S to=06 figure=105
        c2 S to=06 figure=75 part_of=c1 part=part
        c3 S to=06 figure=3 part_of=c1 part=part
        c4 S to=06 figure=24 part_of=c1 part=part
        c5 S to=06 figure=80 part_of=c1 part=including
        c6 S to=06 figure=80
    """
    path = folder(tmp_path / "t", "01 a h 2 S n1", claims)
    every = xt("statement", "--ledger", path, "-O", "csv")
    assert every.code == 1
    assert [
        (row["claim"], row["part"], row["difference"], row["status"]) for row in every.rows
    ] == [
        ("c1", "part", "-3", "differs"),
        ("c1", "including", "-25", "adds up"),
    ]
    assert xt("statement", "c5", "--ledger", path).out == "- 80 is at most 105.\n"
    assert xt("statement", "c6", "--ledger", path).out == "No claim is part of another.\n"
    assert xt("statement", "c9", "--ledger", path).code == 2
