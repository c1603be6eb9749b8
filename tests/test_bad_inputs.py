"""Each bad input is refused in these words and leaves the ledger as it was.

`tests/bad/good` is a truce folder without fault. Each file in `tests/bad/releases`, `claims` and
`sources` spoils it in one way: it stands in for the good file of that kind, and it is imported
into a ledger made of the good folder. Beside it, `.expected` holds all that the import says: the
problems, then the account of the rows. Reading the folder gives the same problems without the
account, or what `.folder` holds where a folder can say more.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copy, copytree

import pytest

from tests.program import Ran, xt

BAD = Path(__file__).parent / "bad"
GOOD = BAD / "good"
KINDS = ("releases", "claims", "sources")
CASES = [
    path
    for kind in KINDS
    for path in sorted((BAD / kind).iterdir())
    if path.suffix in {".csv", ".jsonl"}
]
TABLES = [path for path in CASES if path.suffix == ".csv"]
HEADER = "day,party,kind,count,note\n"
ROW = "2023-11-24,hamas,hostage,8,"
ON_UNIX = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


each_case = pytest.mark.parametrize("case", CASES, ids=name_of)
each_table = pytest.mark.parametrize("case", TABLES, ids=name_of)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger made of the good folder; no test may change it."""
    path = tmp_path_factory.mktemp("ledger") / "truce.db"
    assert xt("init", path, "--from", GOOD).ok
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the good folder, named from the working folder as `truce`."""
    monkeypatch.chdir(tmp_path)
    return Path(copytree(GOOD, "truce"))


def expected(case: Path, suffix: str = ".expected") -> list[str]:
    return case.with_suffix(suffix).read_text(encoding="utf-8").splitlines()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refused(ran: Ran) -> list[str]:
    assert (ran.code, ran.out) == (3, "")
    return ran.err.splitlines()


def refused_by_import(ledger: Path, kind: str, *names: str, given: bytes = b"") -> list[str]:
    before = digest(ledger)
    lines = refused(xt("import", kind, *names, "--ledger", ledger, given=given))
    assert digest(ledger) == before
    return lines


# ---------------------------------------------------------------------------- files that are kept


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


def program(*words: str) -> Ran:
    ran = subprocess.run(
        [sys.executable, "-m", "exchange_tracker", *words],
        capture_output=True,
        check=False,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=30,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


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


# ---------------------------------------------------------------------------- too large to keep


def rows_refused(folder: Path, ledger: Path, text: str) -> list[str]:
    """Give what both ways say of a text of releases, without the account of the import."""
    (folder / "releases.csv").write_text(text, encoding="utf-8", newline="")
    said = refused(xt("check", "--ledger", folder))
    copy(folder / "releases.csv", "releases.csv")
    assert refused_by_import(ledger, "releases", "releases.csv")[:-1] == said
    return said


def test_a_line_of_10_mb_is_refused(folder: Path, ledger: Path) -> None:
    long = "x" * 10_000_000
    assert rows_refused(folder, ledger, f"{HEADER}x,hamas,hostage,8,\n{ROW}{long}\n") == [
        "releases.csv:2: day: 'x' is not a date; write it as YYYY-MM-DD, e.g. 2023-11-30",
        (
            "releases.csv:3: the line is longer than 1,048,576 characters;"
            " check for a missing line end or a stray quote, and split it"
        ),
    ]


def test_a_file_of_one_line_of_10_mb_is_refused(folder: Path, ledger: Path) -> None:
    assert rows_refused(folder, ledger, "x" * 10_000_000) == [
        (
            "releases.csv:1: the line is longer than 1,048,576 characters;"
            " check for a missing line end or a stray quote, and split it"
        ),
    ]


def test_a_cell_of_200_000_characters_is_refused(folder: Path, ledger: Path) -> None:
    long = "x" * 200_000
    text = f'{HEADER}{ROW}{long}\n{ROW}"{long}"\n{long},hamas,hostage,8,\n'
    assert rows_refused(folder, ledger, text) == [
        "releases.csv:2: note: the text has 200,000 characters; write 131,072 at most",
        "releases.csv:3: note: the text has 200,000 characters; write 131,072 at most",
        (
            f"releases.csv:4: day: '{'x' * 60}'… (200000 characters) is not a date;"
            " write it as YYYY-MM-DD, e.g. 2023-11-30"
        ),
    ]


def test_a_cell_over_many_lines_is_refused_as_one_cell(folder: Path, ledger: Path) -> None:
    long = "x\n" * 99_999 + "xx"
    assert rows_refused(folder, ledger, f'{HEADER}{ROW}"{long}"\nx,hamas,hostage,8,\n') == [
        "releases.csv:2: note: the text has 200,000 characters; write 131,072 at most",
        "releases.csv:100002: day: 'x' is not a date; write it as YYYY-MM-DD, e.g. 2023-11-30",
    ]


def test_a_row_over_many_lines_is_refused_and_the_next_one_is_read(
    folder: Path, ledger: Path
) -> None:
    long = "x\n" * 600_000
    assert rows_refused(folder, ledger, f'{HEADER}{ROW}"{long}"\nx,hamas,hostage,8,\n') == [
        (
            "releases.csv:2: the quote opened here makes the row longer than 1,048,576 characters;"
            " close it where its cell ends"
        ),
        "releases.csv:600003: day: 'x' is not a date; write it as YYYY-MM-DD, e.g. 2023-11-30",
    ]


# ---------------------------------------------------------------------------- files that are none


def test_a_folder_in_place_of_a_file_is_refused(folder: Path, ledger: Path) -> None:
    (folder / "releases.csv").unlink()
    (folder / "releases.csv").mkdir()
    said = ["truce/releases.csv: this is a folder; name the file inside it"]
    assert refused(xt("check", "--ledger", folder)) == said
    assert refused_by_import(ledger, "releases", "truce/releases.csv") == said


def test_a_missing_file_is_refused(folder: Path, ledger: Path) -> None:
    assert refused_by_import(ledger, "releases", "relaeses.csv") == [
        "relaeses.csv: there is no such file; check its name"
    ]
    assert refused_by_import(ledger, "releases", "truce/terms.toml/releases.csv") == [
        "truce/terms.toml/releases.csv: there is no such file; check its name"
    ]


def test_a_folder_without_terms_is_refused(folder: Path) -> None:
    (folder / "terms.toml").unlink()
    assert refused(xt("check", "--ledger", folder)) == [
        (
            "truce/terms.toml: there is no such file;"
            " name the folder of a truce, or write its terms into that file"
        )
    ]


@ON_UNIX
def test_a_link_to_nowhere_is_refused(folder: Path, ledger: Path) -> None:
    (folder / "claims.csv").unlink()
    (folder / "claims.csv").symlink_to("gone.csv")
    said = ["truce/claims.csv: the link leads to no file; put the file in its place"]
    assert refused(xt("check", "--ledger", folder)) == said
    assert refused_by_import(ledger, "claims", "truce/claims.csv") == said


@ON_UNIX
def test_a_circle_of_links_is_refused(folder: Path, ledger: Path) -> None:
    (folder / "claims.csv").unlink()
    (folder / "claims.csv").symlink_to("other.csv")
    (folder / "other.csv").symlink_to("claims.csv")
    said = ["truce/claims.csv: the link leads back to itself; put the file in its place"]
    assert refused(xt("check", "--ledger", folder)) == said
    assert refused_by_import(ledger, "claims", "truce/claims.csv") == said


@ON_UNIX
@pytest.mark.parametrize("name", ["terms.toml", "releases.csv"])
def test_a_file_that_may_not_be_read_is_refused(folder: Path, name: str) -> None:
    (folder / name).chmod(0)
    with nobody():
        ran = xt("check", "--ledger", folder)
    assert refused(ran) == [
        f"truce/{name}: you may not read the file; have its owner let you, or name another"
    ]


@ON_UNIX
def test_a_folder_that_may_not_be_entered_is_refused(folder: Path) -> None:
    folder.chmod(0)
    with nobody():
        ran = xt("check", "--ledger", folder)
    folder.chmod(0o700)
    assert refused(ran) == [
        "truce/terms.toml: you may not read the file; have its owner let you, or name another"
    ]


@contextmanager
def nobody() -> Iterator[None]:
    """Be a user like others, whom files can shut out, where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    Path.cwd().chmod(0o755)
    assert xt("check", "--ledger", GOOD).err == ""  # so that everything is imported
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@ON_UNIX
@pytest.mark.parametrize("name", ["terms.toml", "releases.csv", "sources.csv"])
def test_a_pipe_in_a_folder_is_refused_and_not_waited_for(folder: Path, name: str) -> None:
    (folder / name).unlink()
    os.mkfifo(folder / name)
    assert program("check", "--ledger", str(folder)) == Ran(
        3,
        "",
        f"truce/{name}: this is a pipe or a device, not a file; put a file in its place\n",
    )


@ON_UNIX
def test_a_pipe_that_nobody_writes_into_is_empty(folder: Path, ledger: Path) -> None:
    os.mkfifo("pipe")
    ran = program("import", "sources", "pipe", "--ledger", str(ledger))
    assert ran == Ran(
        3,
        "",
        "pipe: the file is empty; begin it with the line"
        " id,publisher,published,url,title,archived,sha256,note\n"
        "0 rows read = 0 added + 0 already there + 0 refused; nothing was written\n",
    )


@ON_UNIX
def test_a_device_is_refused(folder: Path, ledger: Path) -> None:
    (folder / "releases.csv").unlink()
    (folder / "releases.csv").symlink_to("/dev/zero")
    assert refused(xt("check", "--ledger", folder)) == [
        "truce/releases.csv: this is a pipe or a device, not a file; put a file in its place"
    ]


# ---------------------------------------------------------------------------- what is no fault


def test_windows_line_ends_and_a_byte_order_mark_are_no_fault(folder: Path) -> None:
    plain = xt("totals", "--ledger", folder, "-O", "csv").out
    for name in ("terms.toml", "releases.csv", "claims.csv", "sources.csv"):
        text = (folder / name).read_bytes()
        (folder / name).write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert xt("totals", "--ledger", folder, "-O", "csv").ok.out == plain
    assert xt("init", "copy.db", "--from", folder).ok


def test_a_folder_of_terms_alone_has_no_entries(folder: Path) -> None:
    for kind in KINDS:
        (folder / f"{kind}.csv").unlink()
    assert xt("releases", "--ledger", folder, "-O", "csv").ok.out.count("\n") == 1


def test_days_at_both_ends_of_the_calendar_are_no_fault(folder: Path) -> None:
    (folder / "releases.csv").write_text(
        "day,at,party,kind,count\n"
        "0001-01-01,,hamas,hostage,1\n"
        ",0001-01-01T00:00Z,hamas,hostage,1\n"
        "9999-12-31,,hamas,hostage,1\n"
        ",9999-12-31T23:59:59Z,hamas,hostage,1\n",
        encoding="utf-8",
    )
    for command in ("check", "totals", "releases"):
        assert xt(command, "--ledger", folder).err == ""
    assert xt("init", "ends.db", "--from", folder).ok
    assert xt("totals", "--ledger", "ends.db").ok
