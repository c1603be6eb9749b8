"""A connection that is lost at the worst moment: a change is kept once, or the program says what it knows."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from exchange_tracker.store.ledger.postgres import queue
from tests.ledgers import NOV
from tests.program import Ran, xt
from tests.servers import Server, free_port

ONE = (
    "add",
    "--id",
    "mine",
    "--day",
    "2023-11-24",
    "--party",
    "hamas",
    "--kind",
    "hostage",
    "--count",
    "1",
)
BEFORE, AFTER, FOR_GOOD = "before", "after", "after, and for good"


class Wire:
    """A way to a server that is cut once, when it should carry the first COMMIT."""

    def __init__(self, server: Server, cut: str) -> None:
        self.port = free_port()
        self._to = server.port
        self._cut = cut
        self._ways: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._open, daemon=True).start()

    def _open(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                server = socket.create_connection(("127.0.0.1", self._to))
                self._ways += [client, server]
                for ends in ((client, server), (server, client)):
                    threading.Thread(target=self._carry, args=ends, daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if self._cut and b"COMMIT" in data:
                    self._cut_at(data, source, target)
                    return
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _cut_at(self, data: bytes, client: socket.socket, server: socket.socket) -> None:
        cut, self._cut = self._cut, ""
        if cut == FOR_GOOD:
            self._door.shutdown(socket.SHUT_RDWR)
        client.shutdown(socket.SHUT_RDWR)
        if cut != BEFORE:
            server.sendall(data)
        server.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Carry nothing any more."""
        for end in (self._door, *self._ways):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@contextmanager
def written_by(
    server: Server, truce: str, cut: str, *words: object, given: str = ""
) -> Iterator[tuple[str, Ran]]:
    """A ledger, and what a command says whose connection is cut."""
    address = server.of(truce)
    assert xt("init", address, "--from", NOV).ok
    with sent(server, address, cut, *words, given=given) as ran:
        yield address, ran


@contextmanager
def sent(server: Server, address: str, cut: str, *words: object, given: str = "") -> Iterator[Ran]:
    """What a command on a ledger says whose connection is cut."""
    wire = Wire(server, cut)
    try:
        there = address.replace(f":{server.port}/", f":{wire.port}/")
        yield xt(*words, "--ledger", there, given=given)
    finally:
        wire.close()


@pytest.mark.parametrize("cut", [BEFORE, AFTER])
def test_a_change_is_kept_once_where_its_commit_is_not_answered(server: Server, cut: str) -> None:
    with written_by(server, f"cut-{cut}", cut, *ONE) as (address, ran):
        assert ran.code == 0, ran.err
        assert ran.out.startswith("mine: added: 1 hostage ")
        rows = xt("log", "-O", "csv", "--ledger", address).ok.rows
        assert [row["number"] for row in rows] == ["2", "1"]
        assert xt("verify", "--ledger", address).ok


ROWS = "day,party,kind,count,person\n2023-11-24,hamas,hostage,1,A\n2023-11-24,hamas,hostage,x,B\n"


@pytest.mark.parametrize("piped", [False, True])
def test_an_import_that_is_written_again_says_what_it_would_have_said(
    server: Server, tmp_path: Path, *, piped: bool
) -> None:
    rows, rejects = tmp_path / "r.csv", tmp_path / "rejects.csv"
    rows.write_text(ROWS, encoding="utf-8")
    name = "-" if piped else str(rows)
    said = []
    for cut in ("", BEFORE):
        words = ("import", "releases", name, "--rejects", rejects)
        truce = f"again-{cut}{piped}"
        with written_by(server, truce, cut, *words, given=ROWS if piped else "") as (address, ran):
            assert ran.code == 0, ran.err
            said.append((ran.out, ran.err, rejects.read_text(encoding="utf-8")))
            log = xt("log", "-O", "csv", "--ledger", address).ok.rows
            assert [row["number"] for row in log] == ["2", "1"]
            rejects.unlink()
    assert said[0] == said[1]


DAY = "2023-11-24,hamas,hostage"
SHEET = ("day,party,kind,count,category,nationality,sources", f"{DAY},5,woman,Thai,s1")


@pytest.mark.parametrize("more", ["--merge-sources", "--accept-doubles", ""])
@pytest.mark.parametrize("way", [("import",), ("sync", "--key", "sources", "--yes")])
def test_what_is_held_back_is_said_once_where_it_is_written_again(
    server: Server, tmp_path: Path, way: tuple[str, ...], more: str
) -> None:
    command, *options = way
    said = []
    for cut in ("", BEFORE):
        address = server.of(f"held-{command}{more}{cut}")
        rows = tmp_path / "r.csv"
        rows.write_text("\n".join(SHEET), encoding="utf-8")
        assert xt("init", address, "--from", NOV).ok
        assert xt("import", "releases", rows, "--ledger", address).code == 0
        grown = (*SHEET[:1], f"{DAY},5,woman,Thai,s2", f"{DAY},50,man,Thai,s3")
        rows.write_text("\n".join(grown), encoding="utf-8")
        words = (command, "releases", rows, *options, *filter(None, [more]))
        with sent(server, address, cut, *words) as ran:
            assert ran.code == (0 if more else 1), ran.err
            said.append((ran.code, ran.out, ran.err))
        assert xt("log", "-O", "csv", "--ledger", address).rows[0]["number"] == "3"
        assert xt("verify", "--ledger", address).ok
    assert said[0] == said[1]


def test_what_nobody_can_know_is_said(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "_LONGEST", 1.0)
    with written_by(server, "cut-for-good", FOR_GOOD, *ONE) as (address, ran):
        assert (ran.code, ran.out) == (74, "")
        assert ran.err.splitlines()[-1].endswith(
            "?truce=cut-for-good: the connection was lost while the change was being kept, and the"
            " server cannot be asked: it is not certain whether the change is recorded; look it up"
            " with xt log before it is written again"
        )
        assert xt("verify", "--ledger", address).ok
