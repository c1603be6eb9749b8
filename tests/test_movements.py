"""Movements are recorded, corrected and given back like entries (ledger.md, sections 2 and 2.4)."""

from pathlib import Path

import pytest

from exchange_tracker.facts.model import columns
from exchange_tracker.facts.movement import Movement, MovementKind
from tests.ledgers import done, file, imported, make
from tests.moved import AT, CSV, FOLDER, HEADER, ONE, TERMS, write_folder
from tests.program import Ran, instead, xt
from tests.terminal import ENTER, TAB, on_terminal

pytestmark = pytest.mark.usefixtures("engine")
UNKNOWN = "{0} is not among the sources; add it with: xt source add --id {0} --publisher NAME"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return make(tmp_path, TERMS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "truce")


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_bytes().decode() for path in folder.iterdir()}


def listed(ledger: Path, *words: str) -> list[str]:
    """The lines of `xt movements` for programs, without the header."""
    return xt("movements", *words, *AT, *CSV, "--ledger", ledger).ok.out.splitlines()[1:]


# ------------------------------------------------------------------- there and back


def test_a_folder_comes_back_byte_for_byte(folder: Path, tmp_path: Path) -> None:
    ran = xt("init", tmp_path / "l.db", "--from", folder).ok
    assert ran.out.endswith("with 1 release, 5 movements, 3 claims, 2 sources\n")
    done("export", tmp_path / "out", "--ledger", tmp_path / "l.db")
    written = contents(tmp_path / "out")
    del written["datapackage.json"]  # what the columns are, for other programs
    assert written == FOLDER
    done("verify", "--ledger", tmp_path / "l.db")
    for place in (folder, tmp_path / "l.db"):
        assert "\n".join([HEADER, *listed(place)]) + "\n" == (
            FOLDER["movements.csv"].replace("007", "7")
        )


def test_a_folder_without_movements_has_no_file_of_them(tmp_path: Path, ledger: Path) -> None:
    done("export", tmp_path / "out", "--ledger", ledger)
    assert sorted(contents(tmp_path / "out")) == [
        *("claims.csv", "datapackage.json", "releases.csv", "sources.csv", "terms.toml"),
    ]
    assert listed(tmp_path / "out") == []


def test_no_movements_of_before_stay_in_a_folder_that_is_replaced(
    folder: Path, ledger: Path
) -> None:
    done("export", folder, "--force", "--ledger", ledger)
    assert contents(folder)["movements.csv"] == f"{HEADER}\n"


def test_a_blank_id_gets_one_never_used_in_any_file(folder: Path, tmp_path: Path) -> None:
    rows = ",2023-10-07,,a,taken,h,1,,,,,\n" * 2
    (folder / "movements.csv").write_text(f"{HEADER}\n{rows}", encoding="utf-8")
    assert [row.partition(",")[0] for row in listed(folder)] == ["m1", "m3"]  # m2 and m5 are taken
    ledger = tmp_path / "l.db"
    done("init", ledger, "--from", folder)
    done("retract", "m1", "--reason", "x", "--ledger", ledger)
    taken = file(tmp_path, "m.csv", *rows.splitlines(), rows.split(maxsplit=1)[0], header=HEADER)
    ran = xt("import", "movements", taken, "--ledger", ledger)
    assert ran.out.startswith("3 rows read = 1 added + 2 already there")  # m3, and m1 as it was
    assert [row.partition(",")[0] for row in listed(ledger)] == ["m3", "m4"]


# --------------------------------------------------------------------- one movement


def test_every_column_has_an_option(ledger: Path) -> None:
    cells = Movement(
        id="my-id",
        day="2024-01-01",
        until="2024-01-03",
        party="a",
        movement="recovered",
        kind="remains",
        count="7+",
        category="minor;woman",
        nationality="Israeli;Russian",
        person="Somebody",
        sources="S1;https://example.org/x",
        note='a, "note"\nof two lines',
    )
    options = [
        word
        for name, cell in zip(columns(Movement), cells, strict=True)
        for word in (f"--{name}", cell)
    ]
    ran = xt("move", *options, "--ledger", ledger)
    assert ran.code == 0
    assert ran.out == (
        "my-id: added: the remains of at least 7 Israeli-Russian people (minor, woman) in the hands of"
        " Side A: recovered some time from 1 to 3 January 2024 (truce days 2024-01-01 to 2024-01-03)\n"
        "no verdict changed\n"
    )
    assert ran.err == f"my-id: {UNKNOWN.format('S1')}\n"
    (row,) = xt("movements", *AT, *CSV, "--ledger", ledger).ok.rows
    assert tuple(row.values()) == cells


@pytest.mark.parametrize("word", MovementKind)
def test_no_movement_counts_for_an_obligation(ledger: Path, word: str) -> None:
    before = xt("check", *AT, *CSV, "--ledger", ledger).out
    ran = xt("move", "--movement", word, *ONE, "--ledger", ledger).ok
    on = "on 1 January 2024 (truce day 2024-01-01)"
    who = "2 people recorded as “h” in the hands of Side A"
    assert ran.out == f"m1: added: {who}: {word} {on}\nno verdict changed\n"
    assert xt("check", *AT, *CSV, "--ledger", ledger).out == before
    assert xt("totals", *AT, *CSV, "--ledger", ledger).ok.rows == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), ""),
        (("--party", "b"), "it is of no cohort of the terms"),
        (("--day", "2023-10-06"), "it is of no cohort of the terms"),
        (("--day", "2023-10-07"), ""),
        (("--day", "8999-01-01"), "8999-01-01 lies in the future"),
        (("--until", "8999-01-01"), "the last day of 2024-01-01 to 8999-01-01 lies in the future"),
        (("--person", "A;B;C"), "it names more people (3) than it counts (2)"),
        (("--person", "A;B;C", "--count", "2+"), ""),
        (("--sources", "S9;https://example.org"), UNKNOWN.format("S9")),
    ],
)
def test_what_a_careful_reader_would_ask_is_said(
    ledger: Path, words: tuple[str, ...], said: str
) -> None:
    ran = xt("move", "--movement", "rescued", *instead(ONE, *words), "--ledger", ledger)
    assert ran.code == 0
    assert ran.err == (f"m1: {said}\n" if said else "")


def test_those_held_before_are_of_a_cohort_whatever_their_day(ledger: Path) -> None:
    assert xt(
        "move",
        *("--movement", "held-before", "--ledger", ledger),
        *instead(ONE, "--day", "2023-10-06"),
    ).ok


def test_terms_without_a_cohort_are_pointed_out(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    ran = xt("move", "--movement", "rescued", *ONE, "--ledger", ledger)
    assert ran.err == "m1: the terms have no cohort to count it\n"


def test_what_is_wrong_is_refused_as_a_command_line(ledger: Path) -> None:
    ran = xt("move", "--movement", "freed", *ONE, "--ledger", ledger)
    assert ran.code == 2
    assert ran.err.startswith("xt move: movement: 'freed' is not a movement; write one of taken, ")
    assert listed(ledger) == []


@pytest.mark.in_a_file
def test_it_asks_on_a_terminal(ledger: Path, tmp_path: Path) -> None:
    seen = on_terminal(
        "exec xt move --ledger x.db",
        ("day (truce day, YYYY-MM-DD, yesterday or -2): ", f"2024-01-01{ENTER}"),
        ("party (a, b; in whose hands): ", f"a{ENTER}"),
        ("movement (taken, held-before, ", f"resc{TAB}{ENTER}"),
        ("kind: ", f"h{ENTER}"),
        ("count (people; ", f"2{ENTER}"),
        ("category (several with ;) [none]: ", ENTER),
        ("nationality (several with ;) [none]: ", ENTER),
        ("sources (ids or addresses; several with ;) [none]: ", ENTER),
        ("note [none]: ", ENTER),
        folder=tmp_path,
    )
    assert seen.code == 0
    assert "One movement into x.db" in seen.shown
    assert listed(ledger) == ["m1,2024-01-01,,a,rescued,h,2,,,,,"]


# ------------------------------------------------------------- corrections and history


def test_it_is_amended_retracted_and_shown_with_all_that_it_said(ledger: Path) -> None:
    at = ("--ledger", ledger)
    done("move", "--movement", "rescued", *ONE, *at)
    ran = xt("amend", "m1", "--set", "movement=escaped", "--reason", "it was so", *at).ok
    assert ran.out.startswith("m1: movement: rescued -> escaped\n")
    refused = xt("amend", "m1", "--set", "until=2023-12-31", "--reason", "x", *at)
    assert refused.code == 2
    assert "until 2023-12-31 is before day 2024-01-01" in refused.err
    ran = xt("retract", "m1", "--reason", "entered twice", *at).ok
    assert ran.out.startswith("m1: retracted (2024-01-01 a escaped h 2)\n")
    assert listed(ledger) == []
    assert listed(ledger, "--as-of", "3") == ["m1,2024-01-01,,a,escaped,h,2,,,,,"]
    assert listed(ledger, "--as-of", "2") == ["m1,2024-01-01,,a,rescued,h,2,,,,,"]
    assert listed(ledger, "--as-of", "1") == []
    rows = xt("show", "m1", *CSV, *at).ok.rows
    assert [(row["written"], row["superseded"], row["movement"]) for row in rows] == [
        ("2", "3", "rescued"),
        ("3", "4", "escaped"),
    ]
    log = xt("log", "-p", *at).ok.out
    for line in ("added movements m1: 2024-01-01 a rescued h 2", "amended movements m1: movement: rescued -> escaped", "retracted movements m1: 2024-01-01 a escaped h 2"):  # fmt: skip
        assert line in log
    done("verify", *at)


def test_a_file_again_changes_nothing_and_an_update_amends(ledger: Path, tmp_path: Path) -> None:
    rows = ["x,2024-01-01,2024-01-01,a,rescued,h,2,,,,,", ",2024-01-02,,a,died,h,1,,,,,"]
    first = file(tmp_path, "m.csv", *rows, header=HEADER)
    imported(ledger, first, what="movements")
    again = imported(ledger, first, what="movements")
    assert again.out == "2 rows read = 0 added + 2 already there + 0 refused\nnothing changed\n"
    same = file(tmp_path, "m.csv", rows[0].replace(",2024-01-01,a", ",,a"), header=HEADER)
    assert "nothing changed" in imported(ledger, same, what="movements").out  # until is the day
    other = file(tmp_path, "o.csv", rows[0].replace(",2,", ",3,"), header=HEADER)
    ran = xt("import", "movements", other, "--ledger", ledger)
    assert ran.code == 3
    assert "'x' is in the ledger with other content (count: '2' there, '3' here)" in ran.err
    done("import", "movements", other, "--update", "--reason", "recounted", "--ledger", ledger)
    assert listed(ledger)[0].startswith("x,2024-01-01,2024-01-01,a,rescued,h,3,")


@pytest.mark.parametrize("cell", ["until", "movement", "category", ""])
def test_a_row_without_an_id_that_may_be_a_correction_is_pointed_out(
    ledger: Path, tmp_path: Path, cell: str
) -> None:
    row = dict(
        zip(
            HEADER.split(","),
            ["", "2024-01-01", "", "a", "rescued", "h", "2", "", "", "", "", ""],
            strict=True,
        )
    )
    imported(ledger, file(tmp_path, "1.csv", ",".join(row.values()), header=HEADER),
             what="movements")  # fmt: skip
    other = {"until": "2024-01-02", "movement": "escaped", "category": "man"}
    row |= {"count": "3"} | ({cell: other[cell]} if cell else {})
    second = file(tmp_path, "2.csv", ",".join(row.values()), header=HEADER)
    ran = xt("import", "movements", second, "--accept-doubles", "--ledger", ledger)
    said = (
        "m2: m1 has the same day, party, movement, kind and group, and the count 2 beside 3;"
        " if m2 corrects it, xt retract m2 and xt amend m1\n"
    )
    assert (ran.code, ran.err) == (0, "" if cell else said)


# ------------------------------------------------------------------------- listing


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ((), "x m1 m3 r1 m4"),
        (("--movement", "taken", "--movement", "died"), "x m3"),
        (("--party", "b"), "r1"),
        (("--kind", "remains"), "m1"),
        (("--category", "woman"), "m3"),
        (("--nationality", "Russian"), "m3"),
        (("--from", "2023-10-08", "--to", "2023-12-30"), "x m3"),
        (("--at", "2023-10-07T12:00Z"), "m1"),  # of x only the first day has begun
        (("--at", "2023-10-06T12:00Z"), ""),  # the cohort has not begun
        (("--at", "2023-12-31T12:00Z"), "x m1 m3 r1"),
    ],
)
def test_those_asked_for_are_listed(folder: Path, words: tuple[str, ...], ids: str) -> None:
    at = () if "--at" in words else AT
    rows = xt("movements", *words, *at, *CSV, "--ledger", folder).ok.rows
    assert " ".join(row["id"] for row in rows) == ids


def test_an_unknown_movement_is_a_wrong_command_line(folder: Path) -> None:
    ran = xt("movements", "--movement", "freed", "--ledger", folder)
    assert ran.code == 2
    assert ran.err.startswith("--movement: 'freed' is not a movement; write one of taken, ")


def test_names_are_left_out_for_the_public(folder: Path, tmp_path: Path) -> None:
    def asked(*words: str) -> Ran:
        return xt("movements", *AT, *words, "--ledger", folder).ok

    assert "Aleph" in asked(*CSV).out
    assert "Aleph" not in asked(*CSV, "--no-names").out
    assert "Aleph" not in asked().out
    assert "Aleph, Beth" in asked("--names").out
    done("init", tmp_path / "l.db", "--from", folder)
    done("export", tmp_path / "out", "--no-names", "--ledger", tmp_path / "l.db")
    assert "Aleph" not in contents(tmp_path / "out")["movements.csv"]
