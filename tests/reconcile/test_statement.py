"""A statement against itself needs no ledger; through claims it needs nothing but the claims."""

import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_tracker.facts.model import Part
from exchange_tracker.queries.reconcile.claim_scope import Bound
from exchange_tracker.queries.reconcile.sums_of_claims import Sum, SumFigure, SumSide
from exchange_tracker.report.statement import statement_words
from tests.program import xt
from tests.reconcile.small import folder


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("105 = 75 + 3 + 24", 1, "75 + 3 + 24 = 102, and the whole is given as 105: 3 fewer."),
        ("105 = 81 + 24", 0, "81 and 24 add up to 105."),
        ("80 including 105", 1, "105 is given as included in 80, which is smaller: 25 more."),
        ("110 including 80", 0, "80 is at most 110."),
        ("~105 = 75 + 28", 0, "75 and 28 add up to 103, which fits about 105 (100 to 110)."),
        (
            ">=100 = 60 + 38",
            1,
            "60 + 38 = 98, and the whole is given as at least 100: at least 2 fewer.",
        ),
        ("40 = 20 + >=10", 0, "20 and at least 10 add up to at least 30, which fits 40."),
        (
            "40 = 20 + <=10",
            1,
            "20 + at most 10 = 20 to 30, and the whole is given as 40: at least 10 fewer.",
        ),
        ("1 = 1", 0, "The one part, 1, is the same as the whole, 1."),
        ("1718 = 1700", 1, "The one part is 1,700, and the whole is given as 1,718: 18 fewer."),
        (
            "251 + 4 = 160 + 8 + 30 + 51 + 6",
            0,
            "160 and 8 and 30 and 51 and 6 add up to 251 + 4 = 255.",
        ),
        (
            "251 + >=4 = 160 + 8",
            1,
            (
                "160 + 8 = 168, and the whole is given as 251 + at least 4 = at least 255: at least"
                " 87 fewer."
            ),
        ),
        ("3 + 4 including 9", 1, "9 is given as included in 3 + 4 = 7, which is smaller: 2 more."),
        ("~100 including 104", 0, "104 fits within about 100 (95 to 105)."),
    ],
)
def test_a_sum_on_the_command_line(words: str, code: int, said: str) -> None:
    for typed in ([words], words.split()):
        ran = xt("statement", *typed)
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
    known = "known from: the folder as it is\n\n"
    assert xt("statement", "c5", "--ledger", path).out == f"{known}- 80 is at most 105.\n"
    none = "No claim is part of another.\n"
    assert xt("statement", "c6", "--ledger", path).out == known + none
    assert xt("statement", "c9", "--ledger", path).code == 2


BOUNDS = {"": "=", "at least ": ">=", "at most ": "<=", "about ": "~"}
FIGURE = r"(at least |at most |about )?([0-9,]+)(?: \([0-9,]+ to [0-9,]+\))?"


def numbers(bound: str, figure: str) -> tuple[int, float]:
    """Every number that a printed figure allows: the least and the most."""
    people = int(figure.replace(",", ""))
    return {
        "": (people, people),
        "at least ": (people, math.inf),
        "at most ": (0, people),
        "about ": (people - people // 20, people + people // 20),
    }[bound]


def printed(words: str) -> tuple[int, float]:
    """The least and the most of a sum as it is printed."""
    if words == "any number":
        return 0, math.inf
    if " to " in words and "(" not in words:
        low, high = words.split(" to ")
        return numbers("", low)[0], numbers("", high)[1]
    (read,) = re.findall(FIGURE, words)
    return numbers(*read)


@given(
    figures=st.lists(
        st.tuples(st.sampled_from(sorted(BOUNDS)), st.integers(0, 3_000)), min_size=2, max_size=4
    )
)
def test_the_arithmetic_of_a_sentence_is_true_as_printed(figures: list[tuple[str, int]]) -> None:
    whole, *parts = [SumFigure(figure, Bound(BOUNDS[bound])) for bound, figure in figures]
    said = statement_words(Sum(Part.PART, SumSide((whole,)), SumSide(tuple(parts))))
    least, most = map(
        sum, zip(*(numbers(bound, str(figure)) for bound, figure in figures[1:]), strict=True)
    )
    low, high = numbers(figures[0][0], str(figures[0][1]))
    apart = re.search(r": (at least )?([0-9,]+) (more|fewer)\.$", said)
    if apart is None:
        assert least <= high
        assert low <= most
    else:
        people = int(apart[2].replace(",", ""))
        assert people == (least - high if apart[3] == "more" else low - most) > 0
        assert bool(apart[1]) == (least != most or low != high)
    added = re.search(r"(?: add up to | = )(.*?)(?:, which fits .*|, and the whole .*|\.)$", said)
    assert (added is None) == (len(parts) == 1)
    if added:
        assert printed(added[1]) == (least, most)
