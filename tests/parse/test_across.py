"""What is only seen across rows: doubled ids, ids given out, claims that are parts of others."""

import time

from exchange_tracker.errors import Problem
from exchange_tracker.facts.model import Claim, Release
from exchange_tracker.parse.across import doubled_ids, part_problems, with_ids
from exchange_tracker.parse.problems import Problems


def parts(*pairs: str) -> list[str]:
    """Give the problems of claims, each written as `id` or `id<whole`."""
    claims = [
        Claim(id=name, part_of=whole) for name, _, whole in (pair.partition("<") for pair in pairs)
    ]
    wholes = {claim.id: claim.part_of for claim in claims}
    problems = part_problems([(f"f:{n}", claim) for n, claim in enumerate(claims)], wholes)
    return [f"{problem.where} {problem.what}" for problem in problems]


def test_parts_of_parts_are_no_problem() -> None:
    assert parts("a", "b<a", "c<b", "d<a", "e<d", "<a") == []


def test_a_part_of_nothing_is_named() -> None:
    assert parts("a", "b<x", "<x") == [
        "f:1: part_of 'x' names no claim",
        "f:2: part_of 'x' names no claim",
    ]


def test_only_the_claims_on_a_circle_are_named() -> None:
    assert parts("a<b", "b<c", "c<b", "d<d", "e<d", "f<e") == [
        "f:1: part_of 'b' is part of itself, through 'c'",
        "f:2: part_of 'c' is part of itself, through 'b'",
        "f:3: part_of 'd' is part of itself",
    ]


def test_a_long_chain_and_a_long_circle_take_no_time() -> None:
    size = 50_000
    chain = [f"c{n}<c{n - 1}" for n in range(1, size)]
    started = time.process_time()
    assert parts("c0", *chain) == []
    assert parts(*reversed(chain), "c0") == []
    assert len(parts(f"c0<c{size - 1}", *chain)) == size
    assert time.process_time() - started < 4


def test_a_doubled_id_names_its_first_line() -> None:
    ids = ["a", "", "A", "a", "", "a"]
    assert [str(problem) for problem in doubled_ids("f", range(2, 8), ids)] == [
        "f:5: id: 'a' is given twice, first on line 2; give each row an id of its own",
        "f:7: id: 'a' is given twice, first on line 2; give each row an id of its own",
    ]


def test_blank_ids_get_the_lowest_that_nobody_has() -> None:
    ids = ["", "r2", "", "r01", ""]
    assert with_ids(Release, ids, ["r2", "r01", "r4"]) == ["r1", "r2", "r3", "r01", "r5"]
    assert with_ids(Claim, [""], ["r1"]) == ["c1"]
    assert with_ids(Release, [], ["r1"]) == []


def test_problems_come_by_file_and_line_and_else_as_they_were_met() -> None:
    problems = Problems()
    assert not problems
    problems.begin("b:7.csv")
    problems.append(Problem("b:7.csv:10", "1", ""))
    problems.begin("a.csv")
    problems.extend([Problem("a.csv:2: id", "2", ""), Problem("a.csv", "3", "")])
    problems.append(Problem("b:7.csv:9: part_of", "4", ""))
    problems.append(Problem("elsewhere", "5", ""))
    problems.append(Problem("b:7.csv:9: id", "6", ""))
    assert [problem.what for problem in problems] == ["4", "6", "1", "3", "2", "5"]
    assert len(problems) == 6
