"""Bad inputs too large to keep, files that are none, and what is no fault."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copy

import pytest

from tests.program import Ran, xt
from tests.refused.cases import (
    GOOD,
    HEADER,
    KINDS,
    ON_UNIX,
    ROW,
    program,
    refused,
    refused_by_import,
)

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
@pytest.mark.parametrize(
    "words",
    [
        ("import", "sources", "pipe", "--ledger", "l.db"),
        ("import", "history", "pipe", "--ledger", "n.db"),
        ("init", "n.db", "--terms", "pipe"),
        ("terms", "check", "pipe"),
        ("verify", "pipe"),
    ],
)
def test_a_pipe_whose_writer_comes_too_late_is_not_read_as_an_empty_file(
    folder: Path, ledger: Path, words: tuple[str, ...]
) -> None:
    copy(ledger, "l.db")
    os.mkfifo("pipe")
    ran = program(*words)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(
        "pipe: it is a pipe into which nobody wrote within 2 seconds;"
        " start its writer first, or name a file\n"
    )
    assert not Path("n.db").exists()


@ON_UNIX
def test_a_pipe_whose_writer_is_there_is_waited_for(folder: Path, ledger: Path) -> None:
    copy(ledger, "l.db")
    os.mkfifo("pipe")
    late = "exec >pipe; sleep 3; echo id,publisher; echo s1,Reuters"
    with subprocess.Popen(["sh", "-c", late]) as writer:
        ran = program("import", "sources", "pipe", "--ledger", "l.db")
        writer.kill()  # it waits for ever where nobody read
    assert "= 1 added + 0 already there" in ran.out


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


def test_a_folder_needs_terms_and_releases_and_no_other_file(folder: Path) -> None:
    for kind in KINDS:
        (folder / f"{kind}.csv").unlink()
    ran = xt("releases", "--ledger", folder, "-O", "csv")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("releases.csv: there is no such file in the folder; write it")
    (folder / "releases.csv").write_text("day,party,kind,count\n", encoding="utf-8")
    assert xt("releases", "--ledger", folder, "-O", "csv").ok.out.count("\n") == 1


def test_days_at_both_ends_of_what_is_taken_are_no_fault(folder: Path) -> None:
    (folder / "releases.csv").write_text(
        "day,at,party,kind,count\n"
        "1800-01-01,,hamas,hostage,1\n"
        ",1800-01-01T00:00Z,hamas,hostage,1\n"
        "9999-12-31,,hamas,hostage,1\n"
        ",9999-12-31T23:59:59Z,hamas,hostage,1\n",
        encoding="utf-8",
    )
    for command in ("check", "totals", "releases"):
        assert xt(command, "--ledger", folder).err == ""
    assert xt("init", "ends.db", "--from", folder).ok
    assert xt("totals", "--ledger", "ends.db").ok
