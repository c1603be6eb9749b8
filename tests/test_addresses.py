"""An address of a server: what it may hold, and that no password is ever shown."""

from pathlib import Path

import pytest

from tests.ledgers import NOV
from tests.program import xt
from tests.servers import free_port

ONE = ("add", "--day", "2023-11-24", "--party", "hamas", "--kind", "hostage", "--count", "1")
SECRETS = [
    "postgresql://ana:secret@db.example/x?truce=nov",
    "postgres://ana:secret@db.example/x",
    "postgresql://ana:@db.example/x?truce=nov",
    "postgresql://db.example/x?truce=nov&password=secret",
    "postgresql://db.example/x?truce=nov&pass%77ord=secret",
    "postgresql://db.example/x?truce=nov&sslpassword=secret",
]
UNREADABLE = [
    "postgresql://ana@secret@db.example/x?truce=nov",
    "postgresql://db.example/x?truce=nov&user=ana@secret",
    "postgresql://db.example:port/secret?truce=nov",
]


@pytest.mark.parametrize("address", SECRETS)
def test_a_password_in_an_address_is_refused_and_never_shown(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "an address holds no password; put it into ~/.pgpass, a service file or PGPASSWORD\n"
    for words in (["check"], ONE, ["export", "out"], ["import", "releases", "x.csv"]):
        ran = xt(*words, "--ledger", address)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.endswith(f"://…: {said}")
        assert "secret" not in ran.err
    monkeypatch.setenv("EXCHANGE_LEDGER", address)
    assert "secret" not in xt("check").err


@pytest.mark.parametrize("address", UNREADABLE)
def test_what_is_no_address_is_not_shown_either(address: str) -> None:
    ran = xt("check", "--ledger", address)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("postgresql://…: it cannot be read as an address; write ")
    assert "secret" not in ran.err


def test_an_address_names_one_truce(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (("check", "--ledger"), ("init", "--terms", NOV / "terms.toml")):
        ran = xt(*words, "postgresql://desk@db.example/nov")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == (
            "postgresql://desk@db.example/nov: the address names no truce;"
            " add ?truce=NAME; xt ledgers 'postgresql://desk@db.example/nov' lists them\n"
        )
    ran = xt("check", "--ledger", "postgresql://db.example/nov?truce=a&truce=b")
    assert ran.err.startswith("postgresql://db.example/nov: it names several truces; ")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["pg_temp", "a b", "a;b", '"', "é", "-a", "x" * 64])
def test_a_truce_has_a_plain_name(name: str) -> None:
    ran = xt("check", "--ledger", f"postgresql://db.example/nov?truce={name}")
    assert (ran.code, ran.out) == (2, "")
    assert f"{name!r} cannot be the name of a truce; write 1 to 63 letters" in ran.err


def test_a_server_that_is_not_there_is_said_to_be_out_of_reach() -> None:
    address = f"postgresql://xt@127.0.0.1:{free_port()}/postgres?truce=nov"
    for words in (("check",), ONE):
        ran = xt(*words, "--ledger", address)
        assert (ran.code, ran.out) == (3, "")
        assert ran.err == (
            f"{address}: the server cannot be reached, or the connection was lost;"
            " check host, user and database in the address, the network, and whether the server runs\n"
        )
