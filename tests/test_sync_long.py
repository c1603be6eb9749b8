"""A long sheet, which is compared as text: each odd row of it is what it is in a short one."""

from pathlib import Path

import pytest

from exchange_tracker.parse import text
from exchange_tracker.store.ledger import unchanged_rows
from tests.cases import ledger_of
from tests.ledgers import last_change
from tests.program import Ran, xt

pytestmark = pytest.mark.usefixtures("engine")

HEADER = "id,day,party,kind,count,sources,note"
ROWS = 1_200
LONG = [f"x{n},2021-03-0{n % 6 + 1},north,hostage,{n % 9 + 1},S{n}," for n in range(ROWS)]
ODD = {
    "quotes": '"a, b"',
    "more quotes": '"she said ""no"""',
    "two lines": '"one\ntwo"',
    "a line like a row": f'"one\n{LONG[3]}\ntwo"',
    "an apostrophe": "it's",
    "a guard": "'=1+1",
    "letters": "שלום é",
    "a sign": "\x1fa",
    "another sign": "\x1ea",
    "a quote like a separator": "\x1f",
}


@pytest.fixture(params=["at once", "after some rows", "never"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger whose entries are read as text at once, midway in the sheet, or looked up, each of them."""
    if request.param != "at once":
        monkeypatch.setattr(text, "BLOCK", 8_192)
        monkeypatch.setattr(unchanged_rows, "_FEWER", 2 if request.param != "never" else 0)
    return ledger_of(tmp_path)


def sync(
    ledger: Path, folder: Path, *rows: str, end: str = "\n", key: str = "id", header: str = HEADER
) -> Ran:
    sheet = folder / "desk.csv"
    sheet.write_bytes((end.join([header, *rows]) + end).encode())
    return xt("sync", "releases", sheet, "--key", key, "--yes", "--retract-missing", "--accept-totals",
              "--accept-doubles", "--ledger", ledger)  # fmt: skip


def account(ran: Ran) -> str:
    assert ran.code == 0, ran.err
    return ran.out.partition("\n")[0].partition(" = ")[2]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_odd_row_is_compared_as_what_it_says(ledger: Path, tmp_path: Path, end: str) -> None:
    odd = [f"o{n},2021-03-01,north,hostage,4,T{n},{note}" for n, note in enumerate(ODD.values())]
    rows = [*LONG[:600], *odd[:5], *LONG[600:], *odd[5:]]
    assert account(sync(ledger, tmp_path, *rows, end=end)).startswith("1,210 added")
    same = "0 added + 0 amended + 1,210 as they are"
    assert account(sync(ledger, tmp_path, *rows, end=end)) == same
    other = [row if n % 2 else row.replace(",4,T", ",5,T") for n, row in enumerate(odd)]
    rows = [*other[5:], *LONG[:700], *other[:5], *LONG[700:]]
    assert account(sync(ledger, tmp_path, *rows, end=end)) == (
        "0 added + 5 amended + 1,205 as they are"
    )
    assert account(sync(ledger, tmp_path, *rows, end=end)) == same
    assert xt("verify", "--ledger", ledger).code == 0


def test_an_entry_is_no_row_with_more_or_fewer_cells(ledger: Path, tmp_path: Path) -> None:
    note = "x1200,2021-03-01,north,hostage,1,S,\x1f"
    sync(ledger, tmp_path, *LONG, note)
    ran = sync(ledger, tmp_path, *LONG, note.replace("\x1f", ","))
    assert (ran.code, "the row has 8 cells and the header 7" in ran.err) == (3, True)


@pytest.mark.parametrize("doubled", [LONG[700], LONG[700] + "other"])
def test_a_doubled_key_is_refused_wherever_it_stands(
    ledger: Path, tmp_path: Path, doubled: str
) -> None:
    sync(ledger, tmp_path, *LONG)
    before = last_change(ledger)
    for rows in ([*LONG, doubled], [doubled, *LONG]):
        ran = sync(ledger, tmp_path, *rows)
        assert (ran.code, "has the same key, 'x700'" in ran.err) == (3, True)
    assert last_change(ledger) == before


def test_all_that_is_wrong_is_refused_at_once_with_its_lines(ledger: Path, tmp_path: Path) -> None:
    sync(ledger, tmp_path, *LONG)
    rows = [*LONG]
    rows[10], rows[900], rows[1_100] = "x10,2021-03-40,north,hostage,1,S,", "x900,a", LONG[1_000]
    ran = sync(ledger, tmp_path, *rows)
    assert ran.code == 3
    places = ("desk.csv:12: day: ", "desk.csv:902: the row has 2 cells", "desk.csv:1102: id: ")
    assert all(place in ran.err for place in places), ran.err


def test_a_key_without_the_id_and_an_entry_with_a_blank_one(ledger: Path, tmp_path: Path) -> None:
    """The entry is of another sheet, and is left alone."""
    header = "day,party,kind,count,sources,note"
    rows = [row.partition(",")[2] for row in LONG]
    blank = tmp_path / "r.csv"
    blank.write_text(f"{header}\n2021-03-01,north,hostage,7,,\n")
    assert xt("import", "releases", blank, "--ledger", ledger).code == 0
    for expected in ("1,200 added + 0 amended + 0 as", "0 added + 0 amended + 1,200 as"):
        ran = sync(ledger, tmp_path, *rows, key="sources", header=header)
        assert account(ran).startswith(expected)
    ran = sync(ledger, tmp_path, *rows[:700], *rows[701:], key="sources", header=header)
    assert account(ran) == "0 added + 0 amended + 1,199 as they are; 1 gone from it, retracted"
    wrong = sync(
        ledger, tmp_path, *rows, "2021-03-01,north,hostage,7,,", key="sources", header=header
    )
    assert (wrong.code, "desk.csv:1202: sources: the key is blank" in wrong.err) == (3, True)
