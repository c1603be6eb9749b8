"""Each bad input is refused in these words and leaves the ledger as it was.

`tests/bad/good` is a truce folder without fault. Each file in `tests/bad/releases`, `movements`, `claims`
and `sources` spoils it in one way: it stands in for the good file of that kind, and it is imported
into a ledger made of the good folder. Beside it, `.expected` holds all that the import says: the
problems, then the account of the rows. Reading the folder gives the same problems without the
account, or what `.folder` holds where a folder can say more.
"""

from pathlib import Path
from shutil import copy

import pytest

from tests.program import Ran, xt
from tests.refused.cases import (
    BAD,
    CASES,
    HEADER,
    KINDS,
    ROW,
    each_case,
    each_table,
    expected,
    name_of,
    program,
    refused,
    refused_by_import,
)


def test_there_are_many_cases_and_each_has_its_words() -> None:
    assert len(CASES) >= 130
    words = {path for kind in KINDS for path in (BAD / kind).glob("*.expected")}
    assert words == {case.with_suffix(".expected") for case in CASES}


def test_the_good_folder_is_good(folder: Path) -> None:
    assert xt("check", "--ledger", folder).err == ""


@each_table
def test_a_folder_with_a_bad_file_is_refused_with_all_problems(case: Path, folder: Path) -> None:
    copy(case, folder / f"{case.parent.name}.csv")
    has_own = case.with_suffix(".folder").exists()
    problems = expected(case, ".folder") if has_own else expected(case)[:-1]
    assert refused(xt("check", "--ledger", folder)) == problems


@each_case
def test_an_import_of_a_bad_file_is_refused_with_all_problems(
    case: Path, folder: Path, ledger: Path
) -> None:
    kind = case.parent.name
    name = copy(case, f"{kind}{case.suffix}")
    assert refused_by_import(ledger, kind, name) == expected(case)


@each_case
def test_a_problem_is_one_line_of_place_fault_and_mending(case: Path) -> None:
    problems = expected(case)[:-1]
    assert problems
    for problem in problems:
        place, _, rest = problem.partition(": ")
        fault, _, mending = rest.partition("; ")
        assert place.startswith(case.parent.name)
        assert fault
        assert mending
        assert problem.isprintable()


@each_case
def test_problems_are_in_the_order_of_lines(case: Path) -> None:
    places = [problem.split(": ")[0].rpartition(":")[2] for problem in expected(case)[:-1]]
    numbers = [int(place) for place in places if place.isdecimal()]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize(
    "case",
    [
        BAD / "releases" / "many-rows.csv",
        BAD / "releases" / "cp1255.csv",
        BAD / "claims" / "part-of-circle.csv",
        BAD / "releases" / "json-bomb.jsonl",
    ],
    ids=name_of,
)
def test_the_program_itself_says_the_same(case: Path, folder: Path, ledger: Path) -> None:
    kind = case.parent.name
    name = copy(case, f"{kind}{case.suffix}")
    ran = program("import", kind, name, "--ledger", str(ledger))
    assert ran == Ran(3, "", case.with_suffix(".expected").read_text(encoding="utf-8"))


def test_standard_input_is_called_by_that_name(folder: Path, ledger: Path) -> None:
    case = BAD / "releases" / "row-too-long.csv"
    lines = refused_by_import(ledger, "releases", "-", given=case.read_bytes())
    assert lines == [line.replace("releases.csv", "standard input", 1) for line in expected(case)]


def test_problems_of_several_files_come_in_the_order_of_the_files(
    folder: Path, ledger: Path
) -> None:
    Path("b.csv").write_text(f"{HEADER}{ROW}\n30/11/2023,hamas,hostage,8,\n", encoding="utf-8")
    Path("a.csv").write_text(f"{HEADER}\n{ROW},\n", encoding="utf-8")
    assert refused_by_import(ledger, "releases", "b.csv", "a.csv") == [
        "b.csv:3: day: '30/11/2023' is not a date; write it as YYYY-MM-DD, e.g. 2023-11-30",
        "a.csv:2: the row is blank; delete it",
        (
            "a.csv:3: the row has 6 cells and the header 5; give one cell for each column,"
            " and put a cell with a comma in it in quotes"
        ),
        "4 rows read = 0 added + 0 already there + 4 refused; nothing was written",
    ]


def test_problems_of_all_files_of_a_folder_are_listed_at_once(folder: Path) -> None:
    copy(BAD / "releases" / "kind-blank.csv", folder / "releases.csv")
    copy(BAD / "claims" / "to-blank.csv", folder / "claims.csv")
    (folder / "sources.csv").write_text("id,urls\n", encoding="utf-8")
    assert refused(xt("check", "--ledger", folder)) == [
        "releases.csv:2: kind: the kind is blank; write one of hostage, prisoner",
        "claims.csv:2: to: the last day is blank; write the last day that the figure covers",
        (
            "sources.csv:1: 'urls' is not a column;"
            " write one of id, publisher, published, url, title, archived, sha256, note"
        ),
    ]
