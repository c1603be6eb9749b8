"""Who may do what on a server: rights keep what is recorded from being changed."""

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.ledgers import NOV
from tests.program import xt
from tests.servers import Server

AT = ("--at", "2023-12-02T00:00:00Z")
WORDS = ("--day", "2023-11-24", "--party", "hamas", "--kind", "hostage", "--count", "1")
WHY = ("--reason", "corrected")
ALTERING = [
    "DELETE FROM changes",
    "UPDATE changes SET reason = 'another'",
    "DELETE FROM releases",
    "UPDATE releases SET count = '99'",
    "UPDATE releases SET written = 1",
    "UPDATE claims SET figure = '1'",
    "UPDATE terms SET text = ''",
    "DELETE FROM names",
    "UPDATE names SET person = ''",
    "INSERT INTO redactions (row, written, id) VALUES (9, 1, 'n01')",
    "DROP TABLE sums",
    "TRUNCATE changes",
    "ALTER TABLE changes ADD COLUMN x TEXT",
    "UPDATE exchange_ledger SET unfinished = 'x'",
]


class Desks(NamedTuple):
    """A ledger as it is addressed by each of its users."""

    server: Server
    reader: str
    writer: str
    owner: str


@pytest.fixture(scope="module")
def desks(server: Server) -> Desks:
    address = server.of("rights")
    assert xt("init", address, "--from", NOV).ok
    server.sql(xt("grants", "--ledger", address).ok.out)
    for user in ("reader", "writer", "owner"):
        server.sql(f"CREATE ROLE a_{user} LOGIN; GRANT rights_{user} TO a_{user};")
    users = [address.replace("xt@", f"a_{user}@") for user in ("reader", "writer", "owner")]
    return Desks(server, *users)


def test_a_reader_reads_and_writes_nothing(desks: Desks) -> None:
    assert xt("totals", *AT, "--ledger", desks.reader).ok
    assert xt("verify", "--ledger", desks.reader).ok
    assert "rights" in xt("ledgers", desks.reader.partition("?")[0], "-O", "csv").ok.out
    for words in (("add", *WORDS), ("amend", "n03", "--set", "count=1", *WHY)):
        ran = xt(*words, "--ledger", desks.reader)
        assert (ran.code, ran.out) == (3, "")
        assert ran.err == (
            f"{desks.reader}: this user may not do that there;"
            " ask the ledger's owner for the role; xt grants prints what it needs\n"
        )


def test_a_writer_does_all_that_adds_changes(desks: Desks, tmp_path: Path) -> None:
    at = ("--ledger", desks.writer)
    rows = tmp_path / "r.csv"
    rows.write_text("day,party,kind,count,person\n" + "2023-11-24,hamas,hostage,1,A Name\n" * 30)
    claimed = ("--source", "https://e.example/1", "--to", "2023-11-24", "--figure", "1")
    moved = (*WORDS, "--movement", "rescued", "--person", "B Name", "--id", "moved")
    for words in (
        ("add", *WORDS, "--id", "mine", "--person", "C Name"),
        ("amend", "mine", "--set", "count=2", *WHY),
        ("retract", "n03", *WHY),
        ("move", *moved),
        ("claim", *claimed, "--party", "hamas", "--kind", "hostage"),
        ("import", "releases", rows, "--accept-doubles"),
        ("undo",),
        ("restore", "n03", *WHY),
        ("source", "add", "--id", "S1", "--publisher", "A desk"),
    ):
        ran = xt(*words, *at)
        assert ran.code == 0, (words, ran.err)
    terms = tmp_path / "t.toml"
    text = (NOV / "terms.toml").read_text(encoding="utf-8")
    terms.write_text(text.replace('day_starts = "07:00"', 'day_starts = "08:00"'))
    assert xt("terms", "set", terms, *WHY, *at).code == 0
    assert xt("verify", *at).ok


@pytest.mark.parametrize("statement", ALTERING)
def test_a_writer_can_not_alter_or_delete(desks: Desks, statement: str) -> None:
    ran = desks.server.run(
        "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "postgres",
        given=f"SET ROLE a_writer; SET search_path = rights; {statement};",
    )  # fmt: skip
    assert ran.returncode != 0
    assert "permission denied" in ran.stderr or "must be owner" in ran.stderr


def test_names_are_erased_by_the_owner(desks: Desks) -> None:
    name = ("add", *WORDS, "--id", "named", "--person", "D Name", "--ledger", desks.writer)
    assert xt(*name).code == 0
    ran = xt("redact", "named", *WHY, "--ledger", desks.writer)
    assert ran.code == 3
    assert "this user may not do that there" in ran.err
    shown = ("show", "named", "--names", "--ledger", desks.reader)
    assert "D Name" in xt(*shown).ok.out
    assert xt("redact", "named", *WHY, "--ledger", desks.owner).code == 0
    assert "D Name" not in xt(*shown).ok.out
    assert xt("verify", "--ledger", desks.reader).ok


def test_the_roles_may_have_other_names_and_nothing_is_asked_of_a_server() -> None:
    address = "postgresql://db.example/x?truce=nov"
    ran = xt("grants", "--ledger", address, "--writer", 'the "desk"').ok
    assert 'CREATE ROLE "the ""desk""" NOLOGIN;' in ran.out
    assert 'GRANT INSERT ON "nov".changes TO "the ""desk""";' in ran.out
    assert 'CREATE ROLE "nov_owner" NOLOGIN;' in ran.out


def test_a_file_has_no_roles(tmp_path: Path) -> None:
    ran = xt("grants", "--ledger", tmp_path / "x.db")
    assert (ran.code, ran.out) == (2, "")
    assert "who may do what with a file, its mode says" in ran.err


def test_a_password_comes_by_the_ways_of_libpq(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.sql("CREATE ROLE locked SUPERUSER LOGIN PASSWORD 'an open secret'")
    rules = server.folder / "data" / "pg_hba.conf"
    before = rules.read_text()
    rules.write_text(f"host all locked 127.0.0.1/32 scram-sha-256\n{before}")
    server.sql("SELECT pg_reload_conf()")
    address = server.of("locked").replace("xt@", "locked@")
    refused = xt("init", address, "--from", NOV)
    assert (refused.code, refused.out) == (3, "")
    assert refused.err == (
        f"{address}: the server lets this user not in; check the user, and the password in"
        " ~/.pgpass, a service file or PGPASSWORD\n"
    )
    monkeypatch.setenv("PGPASSWORD", "wrong")
    assert xt("init", address, "--from", NOV).err == refused.err
    monkeypatch.delenv("PGPASSWORD")
    file = tmp_path / "pgpass"
    file.write_text(f"127.0.0.1:{server.port}:*:locked:an open secret\n")
    file.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(file))
    ran = xt("init", address, "--from", NOV).ok
    assert "secret" not in ran.out + ran.err
    rules.write_text(before)
    server.sql("SELECT pg_reload_conf()")
