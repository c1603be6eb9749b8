"""A whole ledger moves between a file and a server: not a digest changes, and no half looks whole."""

from pathlib import Path
from random import Random

import pytest

from exchange_tracker.cli.query import open_ledger
from exchange_tracker.store.address import place_of
from exchange_tracker.store.ledger import copied_rows
from exchange_tracker.store.ledger.whole_copy import copy_whole
from tests.faults.stage import done, head, rich
from tests.faults.tampering import tamper_by
from tests.program import xt
from tests.servers import Server


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with something in every table, and a history without some names among its roots."""
    return rich(tmp_path_factory.mktemp("copy") / "l.db", Random(18))


def rows_of(ledger: object) -> list[str]:
    """All that a ledger says of itself, with its names."""
    asked = ("releases", "movements", "claims", "sources", "log")
    at = ("-O", "csv", "--ledger", ledger)
    return [xt(name, *at).ok.out for name in asked] + [done("check", *at).out]


def test_there_and_back_nothing_changes(server: Server, made: Path, tmp_path: Path) -> None:
    address, back = server.of("there"), tmp_path / "back.db"
    before = head(made)
    ran = xt("copy", made, address).ok
    assert ran.out == f"{address}: copied and verified, {before}\n"
    assert xt("verify", "--names", "--head", before, "--ledger", address).ok
    assert rows_of(address) == rows_of(made)
    assert done("amend", "n5", "--set", "count=3", "--reason", "recounted", "--ledger", address)
    assert xt("copy", address, back).ok
    assert head(back) == xt("verify", "--head", before, "--ledger", address).ok.out.strip()
    assert done("verify", "--names", "--head", before, "--ledger", back)
    assert rows_of(back) == rows_of(address)
    lines = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for place, file in zip((address, back), lines, strict=True):
        done("export", file, "--names", "--ledger", place)
    assert lines[0].read_bytes() == lines[1].read_bytes()
    assert done("add", "--day", "2023-11-24", "--party", "hamas", "--kind", "hostage", "--count",
                "1", "--ledger", back)  # fmt: skip


AT = ("--at", "2023-12-02T00:00:00Z")
QUESTIONS = [
    *((name, *AT) for name in ("check", "status", "totals", "chart", "releases", "movements")),
    *((name, *AT) for name in ("held", "extension", "reconcile", "discrepancies", "conduct")),
    *((name, *AT) for name in ("margin", "report")),
    ("terms", "show"),
    *(("say", "2023-11-25", *more, *AT) for more in ((), ("--length", "full", "--cite"))),
    ("say", "2023-11-26", "--language", "fr", "--length", "full", *AT),
    ("say", "2023-11-25", "--as-of", "7", *AT),
    *((name, "-O", "csv", *AT) for name in ("discrepancies", "reconcile", "say")),
    ("report", "--full", "--names", *AT),
    ("report", "--format", "markdown", "--as-of", "7", *AT),
    ("log", "--oneline"),
    ("log", "-O", "csv"),
    *((name,) for name in ("claims", "sources", "log", "verify")),
    ("log", "-p", "--names"),
    ("releases", "--names", *AT),
    ("show", "n1"),
    ("flips", "--since", "5", *AT),
    ("totals", "--as-of", "6", *AT),
    ("check", "--as-of", "9", *AT, "-O", "csv"),
    ("why", "check", "hostages", "2023-11-24", *AT),
    ("why", "held", "hostages", "2023-11-24", *AT),
]


def test_a_server_and_a_file_answer_alike(
    server: Server, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = server.of("alike")
    assert xt("copy", made, address).ok
    for words in QUESTIONS:
        monkeypatch.setenv("EXCHANGE_LEDGER", str(made))
        of_file = xt(*words)
        monkeypatch.setenv("EXCHANGE_LEDGER", address)
        of_server = xt(*words)
        assert of_file.code in (0, 1, 4), (words, of_file.err)
        assert of_server.code == of_file.code, (words, of_server.err)
        assert of_server.out.replace(address, str(made)) == of_file.out, words
        assert of_server.err.replace(address, str(made)) == of_file.err, words
    for place, name in ((made, "file"), (address, "server")):
        done("export", tmp_path / name, "--names", "--ledger", place)
    files = [sorted((tmp_path / name).iterdir()) for name in ("file", "server")]
    assert [path.read_bytes() for path in files[0]] == [path.read_bytes() for path in files[1]]


def test_what_is_there_is_not_written_over(server: Server, made: Path, tmp_path: Path) -> None:
    address, other = server.of("not-over"), tmp_path / "x.db"
    assert xt("copy", made, address).ok
    ran = xt("copy", made, address)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"{address}: the database has a schema not-over already; name another truce\n"
    other.write_text("mine")
    ran = xt("copy", address, other)
    assert (ran.code, ran.out) == (2, "")
    assert other.read_text() == "mine"


class CutError(Exception):
    """The copying ends here."""


@pytest.mark.parametrize("pieces", [1, 3, 8, 11])
def test_a_copy_that_was_cut_off_is_refused_and_goes_on(
    server: Server, made: Path, monkeypatch: pytest.MonkeyPatch, pieces: int
) -> None:
    monkeypatch.setattr(copied_rows, "PIECE", 7)
    address = server.of(f"cut{pieces}")
    calls: list[int] = []

    def cut(rows: int) -> None:
        calls.append(rows)
        if len(calls) > pieces:
            raise CutError

    with pytest.raises(CutError):
        copy_whole(open_ledger(made, believe=False, steady=True), place_of(address), cut)
    for words in (("check",), ("verify",), ("releases",)):
        ran = xt(*words, "--ledger", address)
        assert (ran.code, ran.out) == (3, "")
        assert ran.err == (
            f"{address}: it is not whole yet: xt copy is making it, of a ledger with the head"
            f" {head(made)}; run the command that makes it again, or wait for it\n"
        )
    assert xt("add", "--day", "2023-11-24", "--party", "hamas", "--kind", "hostage", "--count", "1",
              "--ledger", address).code == 3  # fmt: skip
    (row,) = [row for row in xt("ledgers", server.address, "-O", "csv").ok.rows
              if row["address"] == address]  # fmt: skip
    assert row["note"].startswith("not whole yet: xt copy is making it")
    again: list[int] = []
    source = open_ledger(made, believe=False, steady=True)
    assert copy_whole(source, place_of(address), again.append) == head(made)
    assert again == sorted(again)
    assert xt("verify", "--names", "--head", head(made), "--ledger", address).ok
    assert rows_of(address) == rows_of(made)


def test_a_ledger_that_got_on_meanwhile_is_copied_anew(
    server: Server, made: Path, tmp_path: Path
) -> None:
    path, address = tmp_path / "l.db", server.of("anew")
    assert xt("copy", made, path).ok

    def cut(rows: int) -> None:
        if rows > 20:
            raise CutError

    with pytest.raises(CutError):
        copy_whole(open_ledger(path, believe=False, steady=True), place_of(address), cut)
    done("retract", "n8", "--reason", "never", "--ledger", path)
    assert xt("copy", path, address).ok
    assert rows_of(address) == rows_of(path)


def test_a_ledger_that_was_altered_is_not_copied(
    server: Server, made: Path, tmp_path: Path
) -> None:
    path, other = tmp_path / "l.db", tmp_path / "o.db"
    assert xt("copy", made, path).ok
    tamper_by(path, "UPDATE releases SET note = 'mine' WHERE id = 'n5'", sealed=True)
    for target in (server.of("altered"), other):
        ran = xt("copy", path, target)
        assert (ran.code, ran.out) == (5, "")
        assert ran.err.startswith(f"the copy of {path}: change ")
        assert xt("check", "--ledger", target).code == 3
    assert not other.exists()


def test_a_folder_is_told_the_way(tmp_path: Path) -> None:
    ran = xt("copy", tmp_path, tmp_path / "x.db")
    assert ran.err == f"{tmp_path}: a folder has no history; make a ledger of it: xt init\n"


def test_an_older_ledger_is_copied_in_the_form_of_today(server: Server, tmp_path: Path) -> None:
    old, address = Path(__file__).parent / "versions" / "schema-2.db", server.of("older")
    before = old.read_bytes()
    assert xt("copy", old, address).ok
    assert xt("verify", "--head", head(old), "--ledger", address).ok
    assert xt("copy", address, tmp_path / "x.db").ok
    assert rows_of(tmp_path / "x.db") == rows_of(address) == rows_of(old)
    assert old.read_bytes() == before
