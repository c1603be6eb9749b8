"""A ledger comes back as the folder it was made from, byte for byte where that is promised."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from exchange_tracker.cli.commands.export import _texts
from exchange_tracker.cli.row_progress import Counting
from exchange_tracker.store.ledger.ledger import Ledger
from tests.ledgers import NOV, TERMS, done, file, held, import_, imported, make
from tests.program import xt

DATA = sorted(path for path in NOV.parent.iterdir() if path.is_dir())
FILES = ["claims.csv", "datapackage.json", "releases.csv", "sources.csv", "terms.toml"]
RELEASES = "id,day,until,at,party,kind,count,category,nationality,basis,person,sources,note"
CLAIMS = "id,source,published,from,to,party,kind,category,nationality,basis,bound,measure,cohort,figure,part_of,part,note"
SOURCES = "id,publisher,published,url,title,archived,sha256,note"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("truce", DATA, ids=lambda path: path.name)
def test_a_folder_comes_back_and_its_copy_gives_the_same_bytes(truce: Path, tmp_path: Path) -> None:
    done("init", tmp_path / "1.db", "--from", truce)
    done("export", tmp_path / "one", "--ledger", tmp_path / "1.db")
    done("init", tmp_path / "2.db", "--from", tmp_path / "one")
    done("export", tmp_path / "two", "--ledger", tmp_path / "2.db")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    moved = ["movements.csv"] if (truce / "movements.csv").exists() else []
    assert sorted(contents(tmp_path / "one")) == sorted([*FILES, *moved])
    assert contents(tmp_path / "one")["terms.toml"] == (truce / "terms.toml").read_bytes()
    for place in (tmp_path / "1.db", tmp_path / "one", tmp_path / "2.db", tmp_path / "two"):
        for form in ("csv", "json"):
            there, here = (xt("releases", "--ledger", each, "-O", form) for each in (truce, place))
            assert there == here


@pytest.mark.parametrize(
    "terms",
    [
        b"\xef\xbb\xbf" + TERMS.encode(),
        TERMS.replace("\n", "\r\n").encode(),
        f"# caf\u00e9 \u202e \u05e9\n\n{TERMS}\n# the end, without a line end".encode(),
        TERMS.encode() + b"\n\t\n  \n",
    ],
    ids=["byte-order mark", "CRLF", "comments", "blank lines"],
)
def test_terms_come_back_byte_for_byte(tmp_path: Path, terms: bytes) -> None:
    (tmp_path / "t.toml").write_bytes(terms)
    done("init", tmp_path / "x.db", "--terms", tmp_path / "t.toml")
    done("export", tmp_path / "out", "--ledger", tmp_path / "x.db")
    written = contents(tmp_path / "out")
    del written["datapackage.json"]
    assert written == {
        "terms.toml": terms,
        "releases.csv": f"{RELEASES}\n".encode(),
        "claims.csv": f"{CLAIMS}\n".encode(),
        "sources.csv": f"{SOURCES}\n".encode(),
    }


def test_values_come_back_as_given_and_quoted_only_where_needed(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    rows = tmp_path / "r.csv"
    rows.write_bytes(
        b"\xef\xbb\xbfnote,count,kind,party,day,at,nationality,id\r\n"
        b'"a, ""b""\r\nc", 007 ,h,a,2024-01-02,, Israeli ; Russian;; ,\r\n'
        b"=1+1,?,h,b,,2024-01-01T10:00Z,,x.1\r\n"
        b" it's 'so' ; #,0,h,a,2024-01-01,2024-01-01T10:00:00+02:00,,\r\n"
    )
    assert import_(ledger, rows, "--accept-doubles").code == 0
    done("export", tmp_path / "out", "--ledger", ledger)
    assert contents(tmp_path / "out")["releases.csv"].decode() == (
        f"{RELEASES}\n"
        'r1,2024-01-02,,,a,h,007,,Israeli;Russian,,,,"a, ""b""\r\nc"\n'
        "x.1,,,2024-01-01T10:00Z,b,h,?,,,,,,=1+1\n"
        "r2,2024-01-01,,2024-01-01T10:00:00+02:00,a,h,0,,,,,,it's 'so' ; #\n"
    )
    done("init", tmp_path / "2.db", "--from", tmp_path / "out")
    assert held(tmp_path / "2.db") == held(ledger)
    again = imported(ledger, tmp_path / "out" / "releases.csv")
    assert "nothing changed" in again.out


def test_spans_joint_parties_and_open_counts_come_back_as_given(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    header = "day,until,party,kind,count"
    rows = file(
        tmp_path,
        "r.csv",
        *("2024-01-02,2024-01-04, b ; a;,h,780+", "2024-01-02,2024-01-02,a;b,h,007+"),
        header=header,
    )
    imported(ledger, rows)
    done("export", tmp_path / "out", "--ledger", ledger)
    assert contents(tmp_path / "out")["releases.csv"].decode() == (
        f"{RELEASES}\n"
        "r1,2024-01-02,2024-01-04,,b;a,h,780+,,,,,,\n"
        "r2,2024-01-02,2024-01-02,,a;b,h,007+,,,,,,\n"
    )
    assert "nothing changed" in imported(ledger, tmp_path / "out" / "releases.csv").out
    assert "nothing changed" in imported(ledger, rows).out


def test_entries_stand_in_the_order_of_first_recording(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    imported(ledger, file(tmp_path, "r.csv", "z,2024-01-02,a,h,1,", "b,2024-01-01,a,h,2,"))
    done("amend", "z", "--set", "count=5", "--reason", "recount", "--ledger", ledger)
    imported(ledger, file(tmp_path, "s.csv", "a,2024-01-01,a,h,3,"))
    done("export", tmp_path / "out", "--ledger", ledger)
    lines = contents(tmp_path / "out")["releases.csv"].decode().splitlines()[1:]
    assert [line.split(",")[0] for line in lines] == ["z", "b", "a"]
    assert lines[0].startswith("z,2024-01-02,,,a,h,5,")


def test_a_folder_that_is_there_is_replaced_only_when_asked(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    out = tmp_path / "out"
    done("export", out, "--ledger", ledger)
    (out / "notes.txt").write_text("mine")
    imported(ledger, file(tmp_path, "r.csv", "e,2024-01-02,a,h,1,"))
    before = contents(out)
    ran = xt("export", out, "--ledger", ledger)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"{out}: there is something of that name already; replace it with --force\n"
    assert contents(out) == before
    (out / "releases.csv").chmod(0o640)
    assert xt("export", out, "--ledger", ledger, "--force").ok.out == f"{out}: written, 5 files\n"
    assert b"e,2024-01-02" in contents(out)["releases.csv"]
    assert sorted(contents(out)) == sorted([*FILES, "notes.txt"])
    assert stat.S_IMODE((out / "releases.csv").stat().st_mode) == 0o640


def test_a_file_in_the_place_of_the_folder_is_never_replaced(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    (tmp_path / "out").write_text("mine")
    assert xt("export", tmp_path / "out", "--ledger", ledger).code == 2
    ran = xt("export", tmp_path / "out", "--ledger", ledger, "--force")
    assert (ran.code, (tmp_path / "out").read_text()) == (2, "mine")


def test_no_link_leads_the_files_elsewhere(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (tmp_path / "dead").symlink_to(tmp_path / "nowhere")
    for force in ([], ["--force"]):
        assert xt("export", tmp_path / "dead", "--ledger", ledger, *force).code == 2
    out = tmp_path / "out"
    out.mkdir()
    (out / "releases.csv").symlink_to(victim)
    done("export", out, "--ledger", ledger, "--force")
    assert victim.read_text() == "mine"
    assert not (out / "releases.csv").is_symlink()


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    ran = xt("export", tmp_path / "out", "--ledger", ledger, "--dry-run").ok
    assert ran.out == f"{tmp_path}/out: would be written, 5 files\n"
    assert sorted(tmp_path.rglob("*")) == before


def test_a_place_that_cannot_be_written_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    ran = xt("export", tmp_path / "none" / "out", "--ledger", ledger)
    assert ran.code == 74
    assert ran.err == (
        f"{tmp_path}/none/out: there is no folder {tmp_path}/none; make it, or name another place\n"
    )
    assert xt("export", "/proc/out", "--ledger", ledger).code == 74
    assert sorted(tmp_path.rglob("*")) == before


def test_when_one_file_fails_the_others_stay_as_they_were(tmp_path: Path) -> None:
    """A full disk is met before the first file is replaced.

    Without -B it would leave cut bytecode of what it loads anew behind.
    """
    ledger, out = make(tmp_path), tmp_path / "out"
    done("export", out, "--ledger", ledger)
    imported(ledger, file(tmp_path, "r.csv", f"e,2024-01-02,a,h,1,{'long ' * 200}"))
    before = contents(out)
    script = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
from exchange_tracker.cli.main import main
sys.exit(main(["export", "out", "--ledger", "x.db", "--force"]))
"""
    ended = subprocess.run(
        [sys.executable, "-B", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 74, ended.stderr
    assert "it cannot be written (File too large)" in ended.stderr
    assert contents(out) == before


def test_only_a_ledger_is_exported(tmp_path: Path) -> None:
    ran = xt("export", tmp_path / "out", "--ledger", NOV)
    assert ran.code == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_a_link_to_a_folder_is_a_folder(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    done("export", tmp_path / "link", "--ledger", ledger, "--force")
    assert sorted(contents(tmp_path / "real")) == FILES


def test_each_row_is_read_once(tmp_path: Path) -> None:
    """Whether a count is open, too, is known without reading all rows once more."""
    ledger = tmp_path / "ledger.db"
    done("init", ledger, "--from", NOV)
    days = [f",2023-11-{1 + n % 28:02},hamas,hostage,{n % 9}" for n in range(2_000)]
    rows = file(tmp_path, "r.csv", *days, header="id,day,party,kind,count")
    every = ("--accept-totals", "--accept-doubles")
    assert xt("import", "releases", rows, *every, "--ledger", ledger).code == 0
    source = Ledger.open(ledger)
    counting = Counting(source.connection, source.path, source.as_of, source)
    counting.read, counting.tell = 0, lambda _: None
    for text in _texts(counting, tmp_path / "copy", names=True).values():
        "".join(text)
    assert 2_000 <= counting.read < 2_500
