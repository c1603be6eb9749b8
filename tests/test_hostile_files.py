"""What somebody else puts in a ledger's place is refused before SQLite obeys it."""

import os
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from exchange_tracker.cli.completion_words import candidates
from exchange_tracker.store.ledger import seal
from tests.faults.stage import head
from tests.hostile import ADD, COMMANDS, ledger, made, refused, state
from tests.program import xt

__all__ = ["ledger", "made"]  # fixtures


# ---------------------------------------------------------------- the file itself


def _free(ledger: Path, *numbers: int, header: tuple[int, int, int]) -> None:
    """Give a ledger one page more, a list of free pages, and a header that names it."""
    data = bytearray(ledger.read_bytes())
    data += struct.pack(f">{len(numbers)}I", *numbers).ljust(4096, b"\0")
    data[28:40] = struct.pack(">III", *header)
    ledger.write_bytes(data)


def _pages(ledger: Path) -> int:
    return ledger.stat().st_size // 4096


def _endless(ledger: Path) -> None:
    last = _pages(ledger) + 1
    _free(ledger, last, 1, last, header=(last, last, 0xFFFF_FFFF))


def _goes_round(ledger: Path) -> None:
    last = _pages(ledger) + 1
    _free(ledger, last, 0, header=(last, last, last - 1))


def _too_short(ledger: Path) -> None:
    last = _pages(ledger) + 1
    _free(ledger, 0, 0, header=(last, last, 2))


def _leads_out(ledger: Path) -> None:
    last = _pages(ledger) + 1
    _free(ledger, last + 7, 0, header=(last, last, 2))


def _too_many_on_a_page(ledger: Path) -> None:
    last = _pages(ledger) + 1
    _free(ledger, 0, 0x7FFF_FFFF, header=(last, last, 1))


@pytest.mark.parametrize(
    "put", [_endless, _goes_round, _too_short, _leads_out, _too_many_on_a_page]
)
def test_a_list_of_free_pages_that_is_none(put: Callable[[Path], None], ledger: Path) -> None:
    put(ledger)
    before = ledger.read_bytes()
    for words in COMMANDS:
        ran = xt(*words, "--ledger", ledger)
        if words != ("verify",):
            assert (ran.code, ran.out) == (3, ""), (words, ran)
            assert "its list of free pages is damaged" in ran.err
        else:
            assert ran.code == 5
        assert ledger.read_bytes() == before, words


def test_a_page_in_use_that_is_listed_as_free_is_not_written_over(ledger: Path) -> None:
    last = _pages(ledger) + 1
    _free(ledger, 0, 1, 5, header=(last, last, 2))
    before = ledger.read_bytes()
    for words in (ADD, (*ADD, "--dry-run")):
        ran = xt(*words, "--ledger", ledger)
        assert (ran.code, ran.out) == (3, "")
        assert "its structure is damaged" in ran.err
    assert ledger.read_bytes() == before


def test_no_page_in_use_can_be_listed_as_free(ledger: Path) -> None:
    """Whatever it holds: rows, an index, the tables themselves, the end of a long text, a page that is free."""
    sound, last = ledger.read_bytes(), _pages(ledger) + 1
    for page in range(2, last):
        _free(ledger, 0, 1, page, header=(last, last, 2))
        before = ledger.read_bytes()
        ran = xt(*ADD, "--ledger", ledger)
        assert (ran.code, ran.out) == (3, ""), page
        assert ledger.read_bytes() == before, page
        assert xt("verify", "--ledger", ledger).code == 5, page
        ledger.write_bytes(sound)


def test_a_page_in_use_that_is_the_list_of_free_pages_is_not_written_over(ledger: Path) -> None:
    data = bytearray(ledger.read_bytes())
    with closing(sqlite3.connect(ledger)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'lowest'"
        ((page,),) = connection.execute(query)
    data[32:40] = struct.pack(">II", page, 1)
    data[page * 4096 - 4096 : page * 4096 - 4088] = bytes(8)
    ledger.write_bytes(data)
    assert xt(*ADD, "--ledger", ledger).code == 3
    assert ledger.read_bytes() == data


def test_a_page_that_is_free_twice_is_not_given_out_twice(ledger: Path) -> None:
    last = _pages(ledger) + 1
    _free(ledger, 0, 2, last + 1, last + 1, header=(last + 1, last, 3))
    with ledger.open("ab") as file:
        file.write(bytes(4096))
    before = ledger.read_bytes()
    assert xt(*ADD, "--ledger", ledger).code == 3
    assert ledger.read_bytes() == before


def test_free_pages_that_are_free_are_no_damage(ledger: Path) -> None:
    """A ledger that another program emptied in part and sealed: they are taken, and the rest stands."""
    last = _pages(ledger) + 1
    used = struct.unpack(">II", ledger.read_bytes()[32:40])
    assert used == (0, 0)
    _free(ledger, 0, 1, last + 1, header=(last + 1, last, 2))
    with ledger.open("ab") as file:
        file.write(bytes(4096))
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        seal.lift(connection)
    assert xt(*ADD, "--ledger", ledger).code == 0
    assert xt("verify", "--ledger", ledger).code == 0


def _views_first(ledger: Path) -> None:
    """Store the same tables in an order in which SQLite does not look at free pages."""
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        for view in ("current_releases", "current_movements", "current_claims", "current_sources"):
            connection.execute(
                "UPDATE sqlite_schema SET rowid = (SELECT max(rowid) + 1 FROM sqlite_schema)"
                " WHERE name = ?",
                (view,),
            )


def test_control_sqlite_alone_writes_over_a_page_in_use(ledger: Path) -> None:
    _views_first(ledger)
    last = _pages(ledger) + 1
    _free(ledger, 0, 1, 5, header=(last, last, 2))
    before = ledger.read_bytes()
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        assert connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert xt(*ADD, "--ledger", ledger).code == 3
    assert xt("verify", "--ledger", ledger).code == 5
    assert ledger.read_bytes() == before
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        connection.execute("INSERT INTO names VALUES (9999, 's', ?)", ("x" * 9000,))
    assert ledger.read_bytes()[4 * 4096 : 5 * 4096].count(b"x") > 1000


@pytest.mark.parametrize("cut", [1, 4096, 4 * 4096])
def test_a_file_that_is_shorter_than_its_header_says(cut: int, ledger: Path) -> None:
    os.truncate(ledger, ledger.stat().st_size - cut)
    for words in (("check",), ("totals",), ADD):
        assert xt(*words, "--ledger", ledger).code == 3


def test_a_file_that_is_longer_than_its_header_says(ledger: Path) -> None:
    """Its first page was copied before a change, and its last ones after it."""
    first = ledger.read_bytes()[:4096]
    rows = "\n".join(f"z{n},2023-11-24,hamas,hostage,1" for n in range(2000))
    Path("z.csv").write_text(f"id,day,party,kind,count\n{rows}\n", encoding="utf-8")
    assert xt("import", "releases", "z.csv", "--ledger", ledger).code == 0
    ledger.write_bytes(first + ledger.read_bytes()[4096:])
    for words in (("check",), ("totals",), ADD):
        ran = xt(*words, "--ledger", ledger)
        assert (ran.code, ran.out) == (3, "")
        assert "copied while somebody wrote" in ran.err
    assert xt("verify", "--ledger", ledger).code in (3, 5)


def test_a_row_of_a_change_that_is_not_there(ledger: Path) -> None:
    """The page of the changes was copied before a change, and that of the rows after it."""
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        connection.execute("INSERT INTO terms (written, text) VALUES (999, 'x')")
    for words in (("check",), ("totals",), ADD):
        ran = xt(*words, "--ledger", ledger)
        assert (ran.code, ran.out) == (3, "")
        assert "its parts are of two moments" in ran.err
    assert xt("verify", "--ledger", ledger).code == 5


def test_a_ledger_that_was_stopped_while_it_was_written_anew_is_read(ledger: Path) -> None:
    """Its names are erased, and only the pages that it no longer has were not cut off."""
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        seal.lift(connection)
    with ledger.open("ab") as file:
        file.write(bytes(4096))
    assert xt("totals", "--ledger", ledger).ok
    assert xt(*ADD, "--ledger", ledger).code == 0


# ---------------------------------------------------------------- no file at all


def test_a_pipe_as_ledger_holds_nobody_up(ledger: Path) -> None:
    pipe = ledger.with_name("pipe")
    os.mkfifo(pipe)
    refused(pipe, pipe, "this is a pipe or a device, not a ledger")


def test_a_device_is_no_ledger() -> None:
    for device in ("/dev/zero", "/dev/null"):
        ran = xt("check", "--ledger", device)
        assert (ran.code, ran.out) == (3, "")
        assert ran.err.startswith(f"{device}: this is a pipe or a device, not a ledger")


@pytest.mark.parametrize(
    "words",
    [
        ("verify", "/dev/zero"),
        ("import", "releases", "/dev/zero", "--ledger", "l.db"),
        ("import", "history", "/dev/zero", "--ledger", "n.db"),
        ("init", "n.db", "--terms", "/dev/zero"),
        ("terms", "check", "/dev/urandom"),
    ],
)
def test_a_device_that_never_ends_is_no_file_to_read(words: tuple[str, ...], ledger: Path) -> None:
    before = state(ledger.parent)
    ran = xt(*words)
    assert (ran.code, ran.out) == (3, "")
    assert "this is a device, which need not end; name a file or a pipe" in ran.err
    assert state(ledger.parent) == before


@pytest.mark.parametrize("text", [bytes(3 << 20), b"y\n" * (3 << 19), b"a" * (3 << 20)])
def test_of_what_is_no_history_only_the_beginning_is_read(text: bytes, tmp_path: Path) -> None:
    file = tmp_path / "h.jsonl"
    file.write_bytes(text)
    assert xt("verify", file).code == 5


def test_a_ledger_that_is_given_in_place_of_a_history(ledger: Path) -> None:
    """It is what one writes without thinking: it is verified, and never called altered."""
    assert xt("verify", ledger).ok == xt("verify", "--ledger", ledger).ok
    assert xt("verify", ledger, "--head", head(ledger)).ok
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        connection.execute("UPDATE sums SET people = people + 1")
    assert xt("verify", ledger) == xt("verify", "--ledger", ledger)
    ran = xt("import", "history", ledger, "--ledger", "n.db")
    assert (ran.code, ran.out) == (3, "")
    assert "this is a ledger, not a history" in ran.err
    assert not Path("n.db").exists()


def test_a_tabulator_does_not_wait_for_a_pipe_in_a_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "terms.toml")
    os.mkfifo(tmp_path / "releases.csv")
    for words in (["check", "--party", ""], ["releases", "--kind", ""], ["show", ""]):
        assert candidates([*words[:-1], "--ledger", str(tmp_path), *words[-1:]]) == []
