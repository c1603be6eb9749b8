"""Writers on a server: nothing acknowledged is lost or doubled, whatever becomes of the server."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.faults.conftest import Tell
from tests.faults.stage import TERMS, Scale
from tests.faults.workers import enter_until_kept, started, together
from tests.program import Ran, xt
from tests.servers import QUICK, Server, new_server, replica_of

SURE = {"fsync": "off"}  # a killed process takes nothing away that it has given to the system
UNCERTAIN = "it is not certain whether the change is recorded"


def begun(address: str, folder: Path) -> str:
    (folder / "t.toml").write_text(TERMS, encoding="utf-8")
    assert xt("init", address, "--terms", folder / "t.toml").ok
    return address


def ids_of(address: str) -> list[str]:
    return [row["id"] for row in xt("releases", "-O", "csv", "--ledger", address).ok.rows]


def names(writers: int, each: int) -> set[str]:
    return {f"w{writer}-{number}" for writer in range(writers) for number in range(each)}


def test_every_writer_gets_in_on_a_server(tmp_path: Path, scale: Scale, tell: Tell) -> None:
    writers, each = scale(16, 4), scale(100, 6)
    with new_server({} if scale.whole else QUICK) as server:
        address = begun(server.of("many"), tmp_path)
        since = monotonic()
        answers, longest = together(address, writers, each)
        took = monotonic() - since
        assert [ran.err for ran in answers if ran.code != 0] == []
        assert sorted(ids_of(address)) == sorted(names(writers, each))
        rows = xt("log", "-O", "csv", "--ledger", address).ok.rows
        assert [int(row["number"]) for row in rows] == [*range(writers * each + 1, 0, -1)]
        assert xt("verify", "--ledger", address).ok
    tell(
        "writers on a server",
        processes=writers,
        entries=writers * each,
        longest_wait=f"{longest:.1f} s",
        took=f"{took:.0f} s",
        a_second=round(writers * each / took),
    )


def test_a_server_that_is_killed_loses_and_doubles_nothing(
    tmp_path: Path, scale: Scale, tell: Tell
) -> None:
    writers, each, times = scale(16, 3), scale(100, 10), scale(5, 2)
    with new_server(SURE) as server:
        address = begun(server.of("killed"), tmp_path)
        answers: dict[int, list[Ran]] = {n: [] for n in range(writers)}
        since = monotonic()
        for writer, ran in _answers(address, writers, each):
            answers[writer].append(ran)
            done = sum(ran.code == 0 for runs in answers.values() for ran in runs)
            if times and done >= writers * each * (1 - times / (scale(5, 2) + 1)):
                times -= 1
                server.kill()
                sleep(0.3)
                server.start()
        took = monotonic() - since
        assert times == 0
        _check_account(address, answers, each)
    refused = sum(ran.code != 0 for runs in answers.values() for ran in runs)
    tell(
        "writers on a server that is killed",
        kills=scale(5, 2),
        entries=writers * each,
        answers=sum(map(len, answers.values())),
        not_acknowledged=refused,
        took=f"{took:.0f} s",
    )


def _answers(address: str, writers: int, each: int) -> Iterator[tuple[int, Ran]]:
    """Yield what the writers hear, and which of them does, until all are done."""
    all_ = [started(enter_until_kept, address, f"w{n}", each) for n in range(writers)]
    open_ = {ours: n for n, (_, ours) in enumerate(all_)}
    while open_:
        for ours in wait(list(open_), timeout=120):
            assert isinstance(ours, Connection)
            try:
                yield open_[ours], ours.recv()
            except EOFError:
                del open_[ours]


def _check_account(address: str, answers: dict[int, list[Ran]], each: int) -> None:
    """What is there is what was acknowledged, each once; who was told that nothing was written, found nothing."""
    assert sorted(ids_of(address)) == sorted(names(len(answers), each))
    assert xt("verify", "--ledger", address).ok
    for runs in answers.values():
        for before, ran in zip([None, *runs], runs, strict=False):
            if "has had an entry" in ran.err:
                assert before is not None
                assert UNCERTAIN in before.err


@contextmanager
def _pair(settings: dict[str, str]) -> Iterator[tuple[Server, Server]]:
    """A primary and its replica, to which it streams what it writes."""
    with new_server(settings) as primary, replica_of(primary) as replica:
        yield primary, replica


@pytest.mark.parametrize("synchronous", [True, False])
def test_writers_go_on_where_a_replica_takes_over(
    tmp_path: Path, scale: Scale, tell: Tell, *, synchronous: bool
) -> None:
    writers, each = scale(8, 3), scale(50, 8)
    settings = {**SURE, "synchronous_standby_names": "*" if synchronous else ""}
    with _pair(settings) as (primary, replica):
        hosts = f"127.0.0.1:{primary.port},127.0.0.1:{replica.port}"
        address = begun(f"postgresql://xt@{hosts}/postgres?truce=pair", tmp_path)
        acknowledged: set[str] = set()
        for _, ran in _answers(address, writers, each):
            if ran.code == 0:
                acknowledged |= set(re.findall(r"^(w[0-9-]+): added: ", ran.out, re.MULTILINE))
            if primary.process and len(acknowledged) >= writers * each // 2:
                primary.kill()
                replica.promote()
        there = set(ids_of(address))
        assert xt("verify", "--ledger", address).ok
    lost = acknowledged - there
    assert len(acknowledged) > writers * each // 2  # they went on
    if synchronous:
        assert not lost
        assert there == names(writers, each)
    tell(
        f"a replica takes over, {'synchronous' if synchronous else 'asynchronous'}",
        entries=writers * each,
        acknowledged=len(acknowledged),
        acknowledged_and_not_there=len(lost),
    )
