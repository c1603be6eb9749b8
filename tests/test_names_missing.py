# ruff: noqa: S608 - statements are put together of our own texts
"""An erasure without its change is found, however the names were taken out (ledger.md, section 6).

Each alteration is sealed by the ledger's own function, so that it is not the seal that finds it.
"""

from pathlib import Path
from random import Random

import pytest

from exchange_tracker.store.ledger.person_names import mark_of
from tests.engines import altered, asked, copied
from tests.faults.stage import done, head, rich
from tests.program import xt

pytestmark = pytest.mark.usefixtures("engine")

ADD = ("add", "--day", "2023-11-24", "--party", "hamas", "--kind", "hostage", "--count", "1")
ROW = "(SELECT row FROM releases WHERE id = 'n5' AND row = place)"
OTHER = "(SELECT row FROM releases WHERE id = 'mine' AND row = place)"
MOVED = "(SELECT row FROM movements WHERE id = 'm3')"
LAST = "(SELECT max(number) FROM changes)"
GONE = f"DELETE FROM names WHERE row = {ROW}"
WAYS = {
    "one deleted": (GONE,),
    "all deleted": ("DELETE FROM names",),
    "one deleted, and noted as left out": (
        GONE,
        "INSERT INTO nameless (upto) SELECT written FROM releases WHERE id = 'n5'",
    ),
    "all deleted, and noted as left out": (
        "DELETE FROM names",
        "INSERT INTO nameless (upto) SELECT max(written) FROM releases WHERE person <> ''",
    ),
    "all deleted, and the note is marked at random": (
        "DELETE FROM names",
        f"INSERT INTO nameless SELECT max(written), 0, '{'5B' * 32}' FROM releases WHERE person <> ''",
    ),
    "a redaction made up": (
        GONE,
        f"INSERT INTO redactions (row, written, id) VALUES (99, {LAST}, 'n5')",
    ),
    "a redaction made up with its change": (
        GONE,
        f"INSERT INTO redactions (row, written, id) VALUES (99, {LAST} + 1, 'n5')",
        """INSERT INTO changes SELECT number + 1, moment, author, 'x', '', digest, digest
            FROM changes ORDER BY number DESC LIMIT 1""",
    ),
    "the redaction of another entry": (GONE, "UPDATE redactions SET id = 'n5' WHERE id = 'n2'"),
    "the redaction of another change": (
        "DELETE FROM names",
        f"UPDATE redactions SET written = {LAST}",
    ),
    "a redaction forgotten": ("DELETE FROM redactions WHERE id = 'n2'",),
    "swapped": (
        f"UPDATE names SET row = -1 WHERE row = {ROW}",
        f"UPDATE names SET row = {ROW} WHERE row = {OTHER}",
        f"UPDATE names SET row = {OTHER} WHERE row = -1",
    ),
    "moved to an entry without names": (
        f"UPDATE names SET row = (SELECT min(row) FROM releases WHERE person = '') WHERE row = {ROW}",
    ),
    "moved to no entry": (f"UPDATE names SET row = 9999 WHERE row = {ROW}",),
    "another salt": (f"UPDATE names SET salt = '{'0' * 32}' WHERE row = {ROW}",),
    "no salt": (f"UPDATE names SET salt = '' WHERE row = {ROW}",),
    "blanked": (f"UPDATE names SET person = '' WHERE row = {ROW}",),
    "shortened": (f"UPDATE names SET person = 'Person 5' WHERE row = {ROW}",),
    "with the hash": (GONE, "UPDATE releases SET person = '' WHERE id = 'n5'"),
    "with the entry": (GONE, "DELETE FROM releases WHERE id = 'n5'"),
    "of a movement": (f"DELETE FROM movement_names WHERE row = {MOVED}",),
    "of a movement, and a redaction made up": (
        f"DELETE FROM movement_names WHERE row = {MOVED}",
        f"INSERT INTO redactions (row, written, id, kind) VALUES (99, {LAST}, 'm3', 'movements')",
    ),
    "the redaction of a movement taken for that of an entry": (
        "UPDATE redactions SET kind = 'releases' WHERE kind = 'movements'",
    ),
    "the redaction of what has no names": ("UPDATE redactions SET kind = 'claims'",),
    "of a movement, with another salt": (f"UPDATE movement_names SET salt = '{'0' * 32}'",),
    "of a movement, moved to no movement": ("UPDATE movement_names SET row = 99 + row",),
    "of an entry named anew after its redaction": (
        "DELETE FROM names WHERE row IN (SELECT row FROM releases WHERE id = 'n3')",
    ),
}


@pytest.fixture(scope="module")
def made(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = rich(tmp_path_factory.mktemp("missing") / "l.db", Random(93))
    done(*ADD, "--id", "mine", "--person", "A Name", "--ledger", path)
    done("amend", "n3", "--set", "person=Anew", "--reason", "agreed to", "--ledger", path)
    return path


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Path:
    return copied(made, tmp_path / "l.db")


@pytest.fixture
def public(made: Path, tmp_path: Path) -> Path:
    """A ledger made from the history without names, to which a desk has added some."""
    path, lines = tmp_path / "p.db", tmp_path / "h.jsonl"
    done("export", lines, "--ledger", made)
    done("import", "history", lines, "--ledger", path)
    done(*ADD, "--id", "ours", "--person", "Our Own", "--ledger", path)
    return path


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_names_taken_out_are_missed(ledger: Path, way: tuple[str, ...]) -> None:
    before = head(ledger)
    ran = xt("verify", "--head", before, "--ledger", altered(ledger, *way))
    assert (ran.code, ran.out) == (5, "")
    assert ran.err.count("\n") == 1


def test_control_a_redaction_is_no_finding(ledger: Path) -> None:
    before = head(ledger)
    done("redact", "n5", "--reason", "asked for", "--ledger", ledger)
    assert xt("verify", "--names", "--head", before, "--ledger", ledger).ok


def test_what_was_left_out_is_said_and_refused_where_names_are_demanded(public: Path) -> None:
    ran = xt("verify", "--ledger", public)
    assert ran.code == 0
    query = """SELECT count(DISTINCT id) FROM releases WHERE person <> ''
        AND id NOT IN ('n2', 'n3', 'ours')"""
    ((entries,),) = asked(public, query)
    entries += 1  # n3 was named anew
    facts = f"{entries} entries and 2 movements"  # m1 and m3
    what = f"the names of {facts} up to change 32 are missing"
    assert ran.err == (
        f"{public}: {what}: it notes that it was made from a history without names\n"
    )
    demanded = xt("verify", "--names", "--ledger", public)
    assert (demanded.code, demanded.out) == (5, "")
    assert demanded.err == (
        f"{public}: its names: {what}, and no change erased them;"
        " compare it with a backup or a published head\n"
    )


def test_whoever_makes_the_mark_of_an_import_is_said_to_have_no_names(ledger: Path) -> None:
    """Such a ledger is in no byte another than one made from the public history."""
    before = head(ledger)
    query = """SELECT number, digest FROM changes WHERE number =
        (SELECT max(written) FROM releases WHERE person <> '')"""
    ((number, digest),) = asked(ledger, query)
    mark = mark_of(number, 0, digest)
    note = f"INSERT INTO nameless VALUES ({number}, 0, '{mark}')"
    altered(ledger, "DELETE FROM names", note)
    ran = xt("verify", "--head", before, "--ledger", ledger)
    assert (ran.code, ran.out) == (0, f"{before}\n")
    assert "are missing: it notes that it was made from a history without names" in ran.err
    assert xt("verify", "--names", "--head", before, "--ledger", ledger).code == 5


@pytest.mark.parametrize(
    "statements",
    [("DELETE FROM names",), ("DELETE FROM names", "UPDATE nameless SET upto = upto + 1"),
     ("UPDATE nameless SET kept = kept + 1",), ("UPDATE nameless SET upto = upto - 1",),
     ("DELETE FROM nameless",), ("UPDATE nameless SET mark = ''",)],
)  # fmt: skip
def test_names_taken_out_of_a_public_copy_are_missed(
    public: Path, statements: tuple[str, ...]
) -> None:
    altered(public, *statements)
    assert xt("verify", "--ledger", public).code == 5


def test_names_taken_out_of_a_copy_that_has_some_are_missed(ledger: Path, tmp_path: Path) -> None:
    """A beginning of the history lacks the names that were erased later, and has the others."""
    lines, part = tmp_path / "h.jsonl", tmp_path / "p.db"
    done("redact", "n5", "--reason", "asked for", "--ledger", ledger)
    done("export", lines, "--names", "--as-of", "20", "--ledger", ledger)
    done("import", "history", lines, "--ledger", part)
    assert xt("verify", "--ledger", part).code == 0
    query = "SELECT names.row FROM names JOIN releases USING (row), nameless WHERE written <= upto"
    (row,) = asked(part, query)[0]
    altered(part, f"DELETE FROM names WHERE row = {row}")
    assert xt("verify", "--ledger", part).code == 5


def test_a_name_may_be_erased_in_a_copy_that_has_some(ledger: Path, tmp_path: Path) -> None:
    lines, part = tmp_path / "h.jsonl", tmp_path / "p.db"
    done("redact", "n5", "--reason", "asked for", "--ledger", ledger)
    done("export", lines, "--names", "--as-of", "20", "--ledger", ledger)
    done("import", "history", lines, "--ledger", part)
    rows = xt("releases", "-O", "csv", "--at", "2024-01-01T00:00:00Z", "--ledger", part).rows
    for name in [row["id"] for row in rows if row["person"]][:4]:
        done("redact", name, "--reason", "asked for", "--ledger", part)
        assert xt("verify", "--ledger", part).code == 0


def test_a_history_has_no_names_to_be_demanded(ledger: Path, tmp_path: Path) -> None:
    done("export", tmp_path / "h.jsonl", "--ledger", ledger)
    ran = xt("verify", tmp_path / "h.jsonl", "--names")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "--names: it is asked of a ledger, not of a history; leave it out\n"
