"""Where results go: never over what is read or what belongs to a ledger, and as private as it."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from exchange_tracker.errors import OutputFailed
from exchange_tracker.store.ledger import seal
from tests.faults.stage import bare, done, random_rows, write_rows
from tests.nobody import as_nobody, open_folder
from tests.program import xt

__all__ = ["open_folder"]
OLD = Path(__file__).parent / "versions" / "schema-1.db"
OWN = ["l.db-journal", "l.db-wal", "l.db-shm", "l.db.schema-1", "l.db.schema-1.2", "l.db-mj0A1B"]


@pytest.fixture(autouse=True)
def _own_mask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger `l.db` in the working folder."""
    monkeypatch.chdir(tmp_path)
    return bare(tmp_path / "l.db")


def mode(path: str | Path) -> int:
    return stat.S_IMODE(Path(path).stat().st_mode)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


# ---------------------------------------------------------------- what would be lost or harmed


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("there", [True, False])
def test_no_name_of_a_ledgers_own_is_taken(
    ledger: Path, tmp_path: Path, name: str, *, there: bool
) -> None:
    (tmp_path / "link").symlink_to(name)
    if there:
        (tmp_path / name).write_text("somebody's")
    before = contents(tmp_path)
    at = ("--ledger", shutil.copy(ledger, tmp_path.parent / "other.db"))
    for words in (
        ("check", "-O", "csv", "-o", name, *at),
        ("man", "-o", name),
        ("man", "-o", "link"),
        ("backup", name, *at),
        ("export", name, "--force", *at),
        ("init", name, "--terms", "l.toml"),
    ):
        ran = xt(*words)
        assert (ran.code, ran.out) == (2, ""), words
        assert ran.err.count("\n") == 1
        assert "l.db; name another" in ran.err or there
        assert contents(tmp_path) == before


def test_the_same_names_beside_anything_else_are_free(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("no ledger")
    for name in ("notes-journal", "none-wal", "x.schema-1"):
        assert xt("man", "-o", tmp_path / name).ok


@pytest.mark.parametrize("end", ["-journal", "-wal"])
def test_no_ledger_is_made_where_sqlite_would_take_up_the_work_of_another(
    ledger: Path, tmp_path: Path, end: str
) -> None:
    Path(f"new.db{end}").write_bytes(b"left by a ledger of that name")
    for words in (("init", "new.db", "--terms", "l.toml"), ("backup", "new.db", "-f", "l.db")):
        ran = xt(*words)
        assert (ran.code, ran.err.partition("; ")[2]) == (
            2,
            "move that file away, or name another\n",
        )
        assert not (tmp_path / "new.db").exists()


def test_a_result_takes_no_place_of_what_it_is_made_of(ledger: Path, tmp_path: Path) -> None:
    """By any of its names, and where a folder leaves a file out."""
    done("export", "folder", "--ledger", ledger)
    Path("folder/claims.csv").unlink()
    Path("linked.csv").hardlink_to("folder/releases.csv")
    Path("linked.db").hardlink_to(ledger)
    Path("link").symlink_to("folder/terms.toml")
    Path("around").symlink_to(ledger)
    before = contents(tmp_path), contents(tmp_path / "folder")
    for source in ("folder", "l.db"):
        for name in (
            "folder/claims.csv",
            "folder/terms.toml",
            "linked.db",
            "l.db",
            "link",
            "around",
        ):
            ran = xt("totals", "-O", "csv", "-o", name, "--ledger", source)
            assert (ran.code, ran.out) == (2, ""), name
            assert ran.err.startswith(f"{name}: this is a ") or ran.err.startswith("folder/")
            assert ran.err.endswith("; name another file\n")
    ran = xt("totals", "-O", "csv", "-o", "linked.csv", "--ledger", "folder")
    assert ran.err == (
        "linked.csv: this is the file that is read, which would be lost; name another file\n"
    )
    assert (contents(tmp_path), contents(tmp_path / "folder")) == before


def test_what_is_no_place_for_a_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "to_folder").symlink_to(".")
    (tmp_path / "astray").symlink_to("none/x")
    for name, code, said in (
        ("a", 2, "the link leads back to itself; name a file"),
        ("self", 2, "the link leads back to itself; name a file"),
        ("a/x", 74, "it cannot be written (Too many levels of symbolic links)"),
        (".", 2, "this is a folder; name a file"),
        ("to_folder", 2, "this is a folder; name a file"),
        ("astray", 74, f"there is no folder {tmp_path.resolve() / 'none'}"),
        ("x" * 300, 74, "it cannot be written (File name too long)"),
    ):
        ran = xt("man", "-o", tmp_path / name)
        assert (ran.code, ran.out) == (code, ""), name
        assert said in ran.err
        assert ran.err.count("\n") == 1
    assert xt("man", "-o", "/dev/full").code == 74
    assert xt("man", "-o", "/dev/null").ok
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "a", "astray", "b", "self", "to_folder"
    ]  # fmt: skip


def test_a_link_is_followed_as_by_a_shell(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("there")
    assert xt("man", "-o", tmp_path / "link").ok
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there").read_text().startswith(".TH XT")


# ---------------------------------------------------------------- who may read it


@pytest.mark.parametrize("private", [0o600, 0o640, 0o644, 0o444, 0o666])
@pytest.mark.parametrize("mask", [0o022, 0o077, 0])
def test_what_is_made_of_a_ledger_is_no_more_open_than_the_ledger(
    ledger: Path, tmp_path: Path, private: int, mask: int
) -> None:
    ledger.chmod(private)
    os.umask(mask)
    at = ("--ledger", "l.db")
    for words in (
        ("backup", "b.db", *at),
        ("export", "out", *at),
        ("export", "h.jsonl", *at),
        ("report", "-o", "r.html", *at),
        ("releases", "-O", "csv", "-o", "r.csv", *at),
        ("import", "history", "h.jsonl", "--ledger", "i.db"),
    ):
        done(*words)
    wanted = private & ~mask
    made = ["b.db", "h.jsonl", "r.html", "r.csv", "out/terms.toml", "out/releases.csv"]
    assert {name: mode(name) for name in made} == dict.fromkeys(made, wanted)
    assert mode("out") == wanted | (wanted & 0o444) >> 2
    assert mode("i.db") == wanted | 0o600  # it will be written to
    assert mode(ledger) == private


def test_a_new_ledger_is_as_private_as_the_narrowest_file_of_its_folder(
    ledger: Path, tmp_path: Path
) -> None:
    done("export", "folder", "--ledger", ledger)
    for name, private, wanted in (
        ("releases.csv", 0o600, 0o600),
        ("sources.csv", 0o640, 0o640),
        ("terms.toml", 0o444, 0o644),
    ):
        for path in Path("folder").iterdir():
            path.chmod(0o644)
        Path("folder", name).chmod(private)
        done("init", f"{name}.db", "--from", "folder")
        assert mode(f"{name}.db") == wanted
        done("totals", "--ledger", "folder", "-O", "csv", "-o", f"{name}.out")
        assert mode(f"{name}.out") == private
    Path("l.toml").chmod(0o600)
    done("init", "terms.db", "--terms", "l.toml")
    assert mode("terms.db") == 0o600


def test_a_kept_copy_is_as_private_as_the_ledger(tmp_path: Path) -> None:
    old = Path(shutil.copy(OLD, tmp_path / "l.db"))
    old.chmod(0o600)
    done("retract", "n9", "--reason", "x", "--ledger", old)
    assert {path.name: mode(path) for path in tmp_path.iterdir()} == {
        "l.db": 0o600,
        "l.db.schema-1": 0o600,
    }


@pytest.mark.parametrize("there", [0o644, 0o600, 0o640])
def test_a_file_that_is_written_over_keeps_its_mode(ledger: Path, there: int) -> None:
    ledger.chmod(0o600)
    Path("r.csv").write_text("before")
    Path("r.csv").chmod(there)
    done("totals", "-O", "csv", "-o", "r.csv", "--ledger", "l.db")
    assert (mode("r.csv"), Path("r.csv").read_text()[:3]) == (there, "day")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to another user")
def test_a_file_that_is_written_over_keeps_its_owner(ledger: Path) -> None:
    Path("r.csv").touch()
    os.chown("r.csv", 65534, 65534)
    done("totals", "-O", "csv", "-o", "r.csv", "--ledger", "l.db")
    assert (Path("r.csv").stat().st_uid, Path("r.csv").stat().st_gid) == (65534, 65534)


# ---------------------------------------------------------------- what is said was written

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


@needs_root
def test_a_ledger_that_may_only_be_read_is_backed_up(open_folder: Path) -> None:
    ledger = bare(open_folder / "l.db")
    ledger.chmod(0o444)
    theirs = open_folder / "theirs"
    theirs.mkdir()
    theirs.chmod(0o777)
    ran = as_nobody("backup", theirs / "b.db", "--ledger", ledger)
    assert (ran.code, ran.err) == (0, "")
    assert mode(theirs / "b.db") == 0o444
    assert [path.name for path in theirs.iterdir()] == ["b.db"]
    fix = "name a folder that can be written"
    ran = as_nobody("backup", open_folder / "b.db", "--ledger", ledger)
    assert (ran.code, ran.err) == (
        74,
        f"{open_folder}/b.db: it cannot be made (Permission denied); {fix}\n",
    )


@needs_root
def test_nothing_is_said_to_be_recorded_where_nothing_was(open_folder: Path) -> None:
    ledger = bare(open_folder / "l.db")
    rows = random_rows(Random(1), ["named", "bare"])
    rows[0][9], rows[1][9] = "A Name", ""
    done("import", "releases", write_rows(open_folder / "r.csv", rows), "--ledger", ledger)
    ledger.chmod(0o444)
    before = ledger.read_bytes()
    for name in ("bare", "named"):
        ran = as_nobody("redact", name, "--reason", "x", "--ledger", ledger)
        assert (ran.code, ran.out, ran.err.count("\n")) == (74, "", 1)
        assert "is recorded" not in ran.err
        assert "nothing was recorded" in ran.err or "the ledger is unchanged" in ran.err
    assert ledger.read_bytes() == before


def test_what_was_recorded_before_a_failure_is_said_to_be(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise OutputFailed.one("l.db", "the disk failed", "mend it")

    done("add", "--id", "n", "--day", "2023-11-24", "--party", "hamas", "--kind", "hostage",
         "--count", "1", "--person", "A Name", "--ledger", "l.db")  # fmt: skip
    monkeypatch.setattr(seal, "lift", fail)
    for said in ("the change is recorded, but the file could not be", "the file could not be"):
        ran = xt("redact", "n", "--reason", "x", "--ledger", "l.db")
        assert ran.code == 74
        assert ran.err.startswith(f"l.db: {said} written anew; ")
        assert ran.err.endswith("run the same command again\n")
