"""Who reads holds up no writer while the result is written out, and each says for whom it waits."""

import io
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout, suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from exchange_tracker.cli.main import main
from exchange_tracker.facts.model import Release
from exchange_tracker.store.ledger import connection
from exchange_tracker.store.ledger.change import Author
from exchange_tracker.store.ledger.change_log import changes
from exchange_tracker.store.ledger.evidence import evidence
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.waiting import say_nothing
from exchange_tracker.store.ledger.writing import writing
from tests.ledgers import TERMS, file, imported
from tests.program import xt

AT = ("--at", "2024-01-02T12:00:00Z")
ROWS = 2_500  # some pieces
XT = [sys.executable, "-m", "exchange_tracker"]
ADD = ("add", "--day", "2024-01-01", "--party", "a", "--kind", "h", "--count", "2")
READS = (
    *(("releases", "-O", form) for form in ("csv", "jsonl", "table")),
    *((name, *AT) for name in ("check", "totals", "status", "chart", "conduct", "discrepancies")),
    *(("report", *AT, *more) for more in ((), ("-O", "markdown"))),
    *(("log", *more) for more in ((), ("-p",), ("-O", "csv"))),
    *(("terms", "show"), ("claims",), ("sources",), ("reconcile",), ("show", "e1"), ("extension",)),
    *(
        ("flips", "--since", "1", *AT),
        ("why", "check", "daily", "2024-01-01", *AT),
        ("say", "2024-01-01", *AT),
    ),
    *(("totals", "--as-of", "2", *AT), ("releases", "--as-of", "2"), ("export", "e")),
    ("export", "h.jsonl"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    (folder / "t.toml").write_text(TERMS, encoding="utf-8")
    path = folder / "l.db"
    assert xt("init", path, "--terms", folder / "t.toml").ok
    imported(path, file(folder, "r.csv", *(f"e{n},2024-01-01,a,h,1," for n in range(ROWS))))
    for n in range(0, ROWS, 500):
        assert xt("amend", f"e{n}", "--set", "count=7", "--reason", "x", "--ledger", path).code == 0
    return path


class Pager(io.TextIOWrapper):
    """A pager whose user takes time: it tells whether a writer gets in meanwhile."""

    def __init__(self, ledger: Path) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="\n")
        self.ledger = ledger
        self.let_in: list[bool] = []

    def write(self, text: str) -> int:
        self.let_in.append(lets_writers_in(self.ledger))
        return super().write(text)


def lets_writers_in(ledger: Path) -> bool:
    with closing(sqlite3.connect(ledger, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            return False
    return True


def shown(ledger: Path, words: tuple[str, ...]) -> list[bool]:
    pager = Pager(ledger)
    with redirect_stdout(pager), redirect_stderr(io.TextIOWrapper(io.BytesIO())):
        assert main([*words, "--ledger", str(ledger)]) in (0, 1, 4)
    return pager.let_in


@pytest.mark.parametrize("words", READS, ids=" ".join)
def test_a_pager_holds_up_no_writer(
    words: tuple[str, ...], made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    let_in = shown(made, words)
    assert let_in
    assert all(let_in)


def test_control_who_does_not_let_go_holds_them_up(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ledger, "let_go", lambda _: None)
    assert not any(shown(made, ("releases", "-O", "csv")))


# ---------------------------------------------------------------- what is read is of one change


@pytest.fixture
def ledger(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "l.db"
    path.write_bytes(made.read_bytes())
    return path


CHANGES = (
    (*ADD, "--id", "new"),
    ("amend", "e2400", "--set", "count=9", "--reason", "x"),
    ("retract", "e2401", "--reason", "x"),
    ("retract", "e3", "--reason", "x"),
    ("terms", "set", "t.toml", "--reason", "x"),
)


@pytest.mark.parametrize("words", CHANGES, ids=" ".join)
def test_what_others_write_meanwhile_is_left_out(words: tuple[str, ...], ledger: Path) -> None:
    """Entries, sums and history are those of one change, however they are asked for."""
    Path("t.toml").write_text(f'day_starts = "03:00"\n{TERMS}', encoding="utf-8")
    known, begun = Ledger.open(ledger), Ledger.open(ledger)
    expected = everything(known)
    entries = begun.releases()
    first = next(entries)
    assert xt(*words, "--ledger", ledger).code == 0
    assert [first, *entries] == expected[0]
    assert everything(begun) == expected
    now = Ledger.open(ledger)
    assert now.last[0] == begun.last[0] + 1


def everything(ledger: Ledger) -> tuple[object, ...]:
    at = datetime(2024, 1, 2, 12, tzinfo=UTC)
    figures = {(f.day, f.group): f[2:] for f in ledger.figures(at)}
    between = list(ledger.releases_between(date(2024, 1, 1), date(2024, 1, 1)))
    return (
        list(ledger.releases()),
        figures,
        between,
        list(changes(ledger)),
        ledger.head,
        "".join(evidence(ledger, names=True)),
    )


# ---------------------------------------------------------------- for whom one waits


HOLDS = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute(sys.argv[2])
other.execute("SELECT count(*) FROM changes").fetchone()
print("held", flush=True)
input()
"""


@contextmanager
def held(ledger: Path, beginning: str) -> Iterator[None]:
    """Somebody who holds a ledger, in a process of its own, since locks are a process's."""
    words = [sys.executable, "-c", HOLDS, str(ledger), beginning]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        try:
            yield
        finally:
            other.kill()


@pytest.mark.parametrize(
    ("beginning", "words", "whom"),
    [
        ("BEGIN EXCLUSIVE", ("totals",), "a writer"),
        ("BEGIN EXCLUSIVE", ADD, "another writer"),
        ("BEGIN IMMEDIATE", ADD, "another writer"),
        ("BEGIN", ADD, "a reader"),
    ],
)
def test_who_waits_says_for_whom(
    beginning: str, words: tuple[str, ...], whom: str, ledger: Path
) -> None:
    said = f"waiting for {whom} …\n".encode()
    command = [*XT, *words, "--ledger", str(ledger)]
    with held(ledger, beginning), subprocess.Popen(command, stderr=subprocess.PIPE) as program:
        assert program.stderr is not None
        assert program.stderr.readline() == said
        program.send_signal(signal.SIGINT)
        assert program.wait(60) == 130
    assert xt("verify", "--ledger", ledger).ok


def test_who_writes_much_holds_up_no_reader_until_it_is_kept(ledger: Path) -> None:
    assert lets_readers_in_while_writing(ledger)


def test_control_who_keeps_little_back_holds_them_up(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "MOST_DIRTY", 2_048)  # 512 pages: 0 where SQLite has one byte
    assert not lets_readers_in_while_writing(ledger)


def lets_readers_in_while_writing(ledger: Path) -> bool:
    blank = Release(day="2024-01-01", party="a", kind="h", count="1", note="x" * 500)
    who = Author("x", "x", datetime(2024, 1, 2, tzinfo=UTC))
    with suppress(_TakenBackError), writing(ledger, who, say_nothing) as change:
        for start in range(0, 20_000, 1_000):
            change.add([blank._replace(id=f"z{start + n}") for n in range(1_000)])
        with closing(sqlite3.connect(ledger, timeout=0)) as other:
            try:
                other.execute("SELECT count(*) FROM changes").fetchone()
                seen = True
            except sqlite3.OperationalError:
                seen = False
        raise _TakenBackError
    return seen


class _TakenBackError(Exception):
    """Nothing of the change is to stay."""
