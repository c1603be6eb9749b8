"""Names can be erased for good; that they were there stays visible, and no file brings them back."""

import json
import sqlite3
from pathlib import Path
from random import Random

import pytest

from tests.engines import asked, bytes_beside, contents, copied
from tests.faults.stage import done, head, random_rows, rich, write_rows
from tests.program import xt

pytestmark = pytest.mark.usefixtures("engine")

NAME = "Vashti Planted"
AT = ("--at", "2024-01-01T00:00:00Z", "-O", "csv")


@pytest.fixture(scope="module")
def made(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with a name that was written often and corrected, and lies between others."""
    folder = tmp_path_factory.mktemp("names")
    path = rich(folder / "l.db", Random(61))
    at = ("--ledger", path)
    rng = Random(62)
    for part in range(3):
        rows = random_rows(rng, (f"x{part}-{number}" for number in range(150)))
        rows[70] = ["planted" if part == 1 else f"p{part}", *rows[70][1:]]
        rows[70][9] = f"{NAME};Somebody" if part == 1 else "Nobody"
        done("import", "releases", write_rows(folder / "x.csv", rows), *at)
    for change in (f"person={NAME}", "count=7", f"person={NAME};A Third", "count=5"):
        done("amend", "planted", "--set", change, "--reason", "corrected", *at)
    return path


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Path:
    return copied(made, tmp_path / "l.db")


def _holds(folder: Path, name: str) -> list[str]:
    """The files that hold a name, in any spelling that SQLite or JSON may give it."""
    spellings = [name.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be")]
    return [
        name
        for name, content in bytes_beside(folder).items()
        if any(spelling in content for spelling in spellings)
    ]


@pytest.mark.in_a_file
def test_an_erased_name_is_in_no_byte(ledger: Path) -> None:
    before = head(ledger)
    assert _holds(ledger.parent, NAME) == [ledger.name]
    ran = xt("redact", "planted", "--reason", "asked for by the family", "--ledger", ledger).ok
    assert ran.out.startswith("planted: names erased in 5 versions\nchange ")
    assert _holds(ledger.parent, NAME) == []
    assert _holds(ledger.parent, NAME.partition(" ")[0]) == []
    assert [path.name for path in ledger.parent.glob("l.db*")] == ["l.db"]
    done("verify", "--head", before, "--ledger", ledger)


@pytest.mark.in_a_file
def test_control_a_name_only_deleted_is_still_in_the_file(ledger: Path) -> None:
    with sqlite3.connect(ledger) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("DELETE FROM names WHERE person LIKE ?", (f"%{NAME}%",))
    connection.close()
    assert _holds(ledger.parent, NAME) == [ledger.name]


def test_the_hole_stays_visible(ledger: Path) -> None:
    done("redact", "planted", "--reason", "asked for by the family", "--ledger", ledger)
    shown = xt("show", "planted", "--ledger", ledger).ok.out
    assert "Names erased by change" in shown
    assert "asked for by the family" in shown
    log = xt("log", "-p", "--entry", "planted", "--ledger", ledger).ok.out
    assert "erased the names of releases planted" in log
    kept = asked(ledger, "SELECT person FROM releases WHERE id = 'planted'")
    assert [len(hashed) for (hashed,) in kept] == [64] * 5


def test_only_a_salted_hash_enters_the_digest(ledger: Path) -> None:
    lines = ledger.with_name("h.jsonl")
    done("export", lines, "--names", "--ledger", ledger)
    salts = []
    for text in lines.read_text(encoding="utf-8").splitlines():
        change = json.loads(text)
        covered = json.dumps({**change, "names": []}, ensure_ascii=False)
        assert NAME not in covered
        salts += [salt for salt, person in change.get("names", ()) if NAME in person]
    assert len(set(salts)) == 5  # each version has a salt of its own


def test_what_is_for_the_public_has_no_names(ledger: Path) -> None:
    folder, lines = ledger.with_name("folder"), ledger.with_name("h.jsonl")
    done("export", folder, "--no-names", "--ledger", ledger)
    done("export", lines, "--ledger", ledger)
    for path in (lines, *folder.iterdir()):
        text = path.read_text(encoding="utf-8")
        assert not [name for name in (NAME, "Person 5", "Name ") if name in text]
    done("export", ledger.with_name("named"), "--ledger", ledger)
    assert _holds(ledger.with_name("named"), NAME) == ["releases.csv"]
    assert _holds(ledger.with_name("named"), "Person 9") == ["movements.csv"]
    assert _holds(folder, "Person 9") == []


def test_no_import_brings_an_erased_name_back(ledger: Path) -> None:
    at = ("--ledger", ledger)
    folder = ledger.with_name("folder")
    done("export", folder, *at)
    before = xt("totals", *AT, *at).out
    done("redact", "planted", "--reason", "asked for by the family", *at)
    for more in ((), ("--update", "--reason", "again")):
        ran = xt("import", "releases", folder / "releases.csv", *more, *at).ok
        assert "nothing changed" in ran.out
    text = (folder / "releases.csv").read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("planted,")]
    header = text.splitlines()[0]
    changed = ledger.with_name("changed.csv")
    changed.write_text(f"{header}\n{line.replace(',5,', ',6,', 1)}\n", encoding="utf-8")
    ran = xt("import", "releases", changed, "--update", "--reason", "again", *at).ok
    assert "1 amended" in ran.out
    for each in (folder, changed):
        for path in [each] if each.is_file() else [*each.iterdir()]:
            path.unlink()
    assert _holds(ledger.parent, NAME) == []
    assert xt("totals", *AT, *at).out != before
    head(ledger)


def test_a_name_given_anew_is_kept(ledger: Path) -> None:
    at = ("--ledger", ledger)
    done("redact", "planted", "--reason", "asked for by the family", *at)
    done("amend", "planted", "--set", "person=A New Name", "--reason", "agreed to", *at)
    head(ledger)
    rows = xt("releases", *AT, *at).ok.rows
    assert [row["person"] for row in rows if row["id"] == "planted"] == ["A New Name"]
    folder = ledger.with_name("folder")
    done("export", folder, *at)
    ran = xt("import", "releases", folder / "releases.csv", "--update", "--reason", "again", *at)
    assert "nothing changed" in ran.ok.out


def test_redacting_twice_or_nothing_changes_nothing(ledger: Path) -> None:
    at = ("--reason", "asked for", "--ledger", ledger)
    done("redact", "planted", *at)
    before = head(ledger)
    for name in ("planted", "x0-1" if not _person(ledger, "x0-1") else "p-none"):
        ran = xt("redact", name, *at)
        assert ran.code == (0 if name != "p-none" else 2)
    assert head(ledger) == before
    assert xt("redact", "whole", *at).code == 2


def _person(ledger: Path, name: str) -> str:
    rows = xt("releases", *AT, "--ledger", ledger).ok.rows
    return next(row["person"] for row in rows if row["id"] == name)


def test_a_public_copy_can_be_added_to(ledger: Path, tmp_path: Path) -> None:
    lines, public = tmp_path / "h.jsonl", tmp_path / "p.db"
    done("export", lines, "--ledger", ledger)
    done("import", "history", lines, "--ledger", public)
    at = ("--ledger", public)
    done("add", "--id", "mine", "--day", "2023-11-24", "--party", "hamas", "--kind", "hostage",
         "--count", "1", "--person", "A Name", *at)  # fmt: skip
    done("amend", "mine", "--set", "count=2", "--reason", "recounted", *at)
    done("redact", "mine", "--reason", "asked for", *at)
    done("verify", "--head", head(ledger), *at)


def test_a_dry_run_erases_nothing(ledger: Path) -> None:
    before, all_of_it = head(ledger), contents(ledger)
    done("redact", "planted", "--reason", "asked for", "--dry-run", "--ledger", ledger)
    assert (head(ledger), contents(ledger)) == (before, all_of_it)
    assert NAME in _person(ledger, "planted")


HEADER = "day,party,kind,count,person\n"


def _without_ids(folder: Path) -> tuple[Path, Path]:
    """Give a ledger of rows that came without ids, the first one redacted, and their file."""
    ledger, rows = folder / "n.db", folder / "n.csv"
    done("init", ledger, "--terms", Path(__file__).parents[1] / "data" / "nov2023" / "terms.toml")
    row = f"2023-11-24,hamas,hostage,1,{NAME}\n"
    rows.write_text(f"{HEADER}{row}2023-11-24,hamas,hostage,2,\n", encoding="utf-8")
    done("import", "releases", rows, "--ledger", ledger)
    done("amend", "r1", "--set", "count=3", "--reason", "recounted", "--ledger", ledger)
    done("redact", "r1", "--reason", "asked for by the family", "--ledger", ledger)
    return ledger, rows


def test_a_row_without_an_id_brings_no_erased_name_back(tmp_path: Path) -> None:
    ledger, rows = _without_ids(tmp_path)
    before = contents(ledger)
    ran = xt("import", "releases", rows, "--ledger", ledger)
    assert ran.code == 3
    refused, account = ran.err.splitlines()
    assert refused == (
        f"{rows}:2: person: the names of an entry with this content were erased; leave the names"
        " out, or give the row an id if it is about other people"
    )
    assert account == "2 rows read = 0 added + 1 already there + 1 refused; nothing was written"
    assert contents(ledger) == before
    assert _holds(tmp_path, NAME) == ["n.csv"]


def test_a_row_without_an_id_and_without_the_erased_name_is_taken(tmp_path: Path) -> None:
    ledger, rows = _without_ids(tmp_path)
    rows.write_text(f"{HEADER}2023-11-24,hamas,hostage,3,\n", encoding="utf-8")
    ran = xt("import", "releases", rows, "--ledger", ledger).ok
    assert "0 added + 1 already there" in ran.out


WHY = ("--reason", "asked for by the family")
MOVED = "id,day,party,movement,kind,count,person\n"


def test_the_names_of_a_movement_are_erased_likewise(ledger: Path) -> None:
    at = ("--ledger", ledger)
    before = head(ledger)
    assert _holds(ledger.parent, "Person 9") == [ledger.name]
    ran = xt("redact", "m1", *WHY, *at)
    assert ran.out.startswith("m1: names erased in 2 versions\nchange ")
    assert _holds(ledger.parent, "Person 9") == _holds(ledger.parent, "Person 7") == []
    done("verify", "--names", "--head", before, *at)
    assert "Names erased by change" in xt("show", "m1", *at).ok.out
    assert "erased the names of movements m1" in xt("log", "-p", "--entry", "m1", *at).ok.out
    lines, other = ledger.with_name("h.jsonl"), ledger.with_name("o.db")
    done("export", lines, "--names", *at)
    done("import", "history", lines, "--ledger", other)
    assert head(other) == head(ledger)


def test_a_movement_and_an_entry_of_one_id_are_told_apart(tmp_path: Path) -> None:
    ledger, _ = _without_ids(tmp_path)
    at = ("--ledger", ledger)
    day = ("--day", "2023-11-24", "--party", "hamas", "--kind", "hostage", "--count", "1")
    done("add", "--id", "same", *day, "--person", "Of The Entry", *at)
    done("move", "--id", "same", *day, "--movement", "rescued", "--person", "Of The Movement", *at)
    ran = xt("redact", "same", *WHY, *at)
    said = "ID: 'same' is an id in releases, movements; say which with --kind-of"
    assert (ran.code, ran.err) == (2, f"xt: {said}\n".removeprefix("xt: "))
    done("redact", "same", "--kind-of", "movements", *WHY, *at)
    assert _holds(tmp_path, "Of The Movement") == []
    assert _holds(tmp_path, "Of The Entry") == [ledger.name]
    head(ledger)
    assert xt("redact", "same", "--kind-of", "claims", *WHY, *at).code == 2


def test_no_import_brings_an_erased_name_of_a_movement_back(tmp_path: Path) -> None:
    ledger, _ = _without_ids(tmp_path)
    at, rows = ("--ledger", ledger), tmp_path / "m.csv"
    cells = f"2023-10-30,hamas,rescued,hostage,1,{NAME}\n"
    rows.write_text(f"{MOVED}v1,{cells}", encoding="utf-8")
    assert xt("import", "movements", rows, *at).code == 0
    done("redact", "v1", *WHY, *at)
    assert "0 added + 1 already there" in xt("import", "movements", rows, *at).out
    rows.write_text(f"{MOVED},{cells}", encoding="utf-8")
    ran = xt("import", "movements", rows, *at)
    assert ran.code == 3
    assert ran.err.startswith(
        f"{rows}:2: person: the names of a movement with this content were erased; "
    )
    assert _holds(tmp_path, NAME) == ["m.csv", "n.csv"]
