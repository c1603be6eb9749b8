"""Commands that write say and do the same to a ledger on a server as to one in a file."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.faults.stage import EXTENDED, head, rich
from tests.program import xt
from tests.servers import Server

AT = ("--at", "2023-12-02T00:00:00Z")
BY = ("--by", "desk")
WHY = (*BY, "--reason", "looked at again")
GROUP = ("--party", "hamas", "--kind", "hostage")
DAY = "2023-11-25,hamas,hostage"
HEADER = "day,party,kind,count,category,nationality,sources\n"
FILES = {
    "r.csv": f"{HEADER}{DAY},5,woman,Thai,s1\n{DAY},2,,Thai,s2\n{DAY},3,man,Thai,s2\n",
    "grown.csv": f"{HEADER}{DAY},5,woman,Thai,s1\n{DAY},4,,Thai,s2\n{DAY},5,woman,Thai,s2\n",
    "desk.csv": "id,day,party,kind,count\n"
    + "".join(f"k{n},2023-11-26,hamas,hostage,{n + 1}\n" for n in range(9)),
    "later.csv": "id,day,party,kind,count\nk1,2023-11-26,hamas,hostage,70\n"
    + "".join(f"k{n},2023-11-26,hamas,hostage,{n + 1}\n" for n in range(2, 10)),
    "m.csv": "day,party,kind,movement,count\n2023-11-26,hamas,hostage,rescued,2\n",
    "t.toml": EXTENDED,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with something in every table."""
    return rich(tmp_path_factory.mktemp("alike") / "l.db", Random(21))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the commands name."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def words_of_a_day() -> Iterator[tuple[str, ...]]:
    """The commands of a day at a desk, one after the other."""
    add = ("add", *GROUP, *BY, "--day", "2023-11-25")
    more: tuple[str, ...]
    for more in ((), ("--dry-run",), ("--strict",)):
        yield (*add, "--count", "900", "--category", "womn", *more)
    yield (*add, "--id", "x1", "--count", "1", "--at", "2023-11-25T21:00+05:00", "--person", "Jane")
    yield (*add, "--id", "x2", "--count", "1", "--nationality", "Tahi", "--person", "Jane")
    yield ("undo", *BY)
    yield ("undo", "3", *BY)
    for more in (("--dry-run",), (), ("--accept-totals",), ("--merge-sources",)):
        yield ("import", "releases", "r.csv", *BY, *more)
    for more in (("--merge-sources",), ("--strict", "--accept-doubles"), ("--accept-doubles",)):
        yield ("import", "releases", "grown.csv", *BY, *more)
    yield ("import", "movements", "m.csv", *BY)
    yield ("move", *GROUP, *BY, "--movement", "rescued", "--day", "2023-11-26", "--count", "2")
    for sheet in ("desk.csv", "later.csv", "later.csv"):
        more = ("--retract-missing",) if sheet == "later.csv" else ("--accept-doubles",)
        sync = ("sync", "releases", sheet, "--name", "desk", "--key", "id", *BY, *more)
        yield (*sync, "--dry-run")
        yield (*sync, "--yes")
    claim = ("claim", *GROUP, *BY, "--to", "2023-11-25", "--figure")
    yield (*claim, "40", "--source", "s9", "--id", "c9")
    yield (*claim, "12", "--source", "s1", "--part-of", "c9", "--part", "part")
    yield ("source", "add", "--id", "s9", "--publisher", "A desk", "--published", "2023-11", *BY)
    yield ("amend", "k2", "--set", "count=4", *WHY)
    yield ("retract", "k3", *WHY)
    yield ("restore", "k3", *WHY)
    yield ("restore", "k3", *WHY)
    yield ("restore", "k0", *WHY)
    yield ("terms", "set", "t.toml", *WHY)
    yield ("undo", *BY)
    yield ("undo", *BY)
    yield ("undo", "1", *BY)


def test_a_day_at_a_desk_is_the_same_on_a_server_and_in_a_file(
    server: Server, made: Path, desk: Path
) -> None:
    path, address = str(desk / "l.db"), server.of("a-day")
    assert xt("copy", made, path).ok
    assert xt("copy", made, address).ok
    codes = []
    for words in words_of_a_day():
        of_file = xt(*words, "--ledger", path)
        of_server = xt(*words, "--ledger", address)
        assert of_server.code == of_file.code, (words, of_server.err)
        assert of_server.out.replace(address, path) == of_file.out, words
        assert of_server.err.replace(address, path) == of_file.err, words
        codes.append(of_file.code)
    assert {0, 1, 3} == {*codes}
    for name in ("releases", "movements", "claims", "sources", "log"):
        cells = [
            [
                {column: cell for column, cell in row.items() if column not in ("moment", "digest")}
                for row in xt(name, "-O", "csv", "--ledger", place).ok.rows
            ]
            for place in (path, address)
        ]
        assert cells[0] == cells[1], name
    for place in (path, address):
        assert xt("verify", "--head", head(made), "--ledger", place).ok
    for words in (("say", "2023-11-25", *AT), ("report", *AT), ("discrepancies", "-O", "csv", *AT)):
        of_file, of_server = (xt(*words, "--ledger", place) for place in (path, address))
        assert of_server.out.replace(address, path).count("\n") == of_file.out.count("\n"), words
