"""Truces side by side (issue: many truces at a glance)."""

from datetime import UTC, datetime
from pathlib import Path

import exchange_tracker
from tests.ledgers import NOV
from tests.program import xt
from tests.truces import owes

DATA = NOV.parent
AT = ("--at", "2025-04-01T00:00:00Z")
HEAD = """title = "{}"
timezone = "UTC"
[parties]
a = "Alpha"
b = "Beta"
[[phases]]
name = "p"
from = 2025-01-01
{}
"""


def truce(folder: Path, rows: str, *terms: str, end: str = "to = 2025-01-03") -> Path:
    folder.mkdir()
    text = HEAD.format(folder.name, end) + "\n".join(terms)
    (folder / "terms.toml").write_text(text, encoding="utf-8")
    (folder / "releases.csv").write_text("day,until,party,kind,count\n" + rows, encoding="utf-8")
    return folder


def rows(*paths: Path) -> list[dict[str, str]]:
    return xt("compare", *paths, *AT, "-O", "csv").ok.rows


def test_a_row_for_each_truce_and_party(tmp_path: Path) -> None:
    one = truce(
        tmp_path / "one",
        "2025-01-01,,a,h,2\n2025-01-02,,a,h,0\n2025-01-03,,a,h,1+\n",
        owes("daily", "a", 'per = "day"\nat_least = 1'),
        "[readings.mild.obligations.daily]\nat_least = 0\n",
    )
    other = truce(tmp_path / "other", "2025-01-01,,b,truck,5\n", "[kinds.truck]\none = 'truck'\nmany = 'trucks'\npeople = false\n",
                  owes("all", "b", 'per = "phase"\nat_least = 1'))  # fmt: skip
    alpha, beta, other_alpha, other_beta = rows(one, other)
    assert [each["truce"] for each in (alpha, other_beta)] == [str(one), str(other)]
    assert (alpha["title"], alpha["from"], alpha["to"], alpha["days"]) == (
        *("one", "2025-01-01", "2025-01-03", "3"),
    )
    assert (alpha["people"], alpha["undisclosed"]) == ("3", "1")
    assert {
        name: alpha[name] for name in ("periods", "kept", "short", "disputed", "unsettled")
    } == {"periods": "3", "kept": "2", "short": "0", "disputed": "1", "unsettled": "0"}
    assert (alpha["judged_as_written"], alpha["kept_as_written"]) == ("3", "2")
    assert (alpha["share_kept_least"], alpha["share_kept_most"]) == ("66", "100")
    assert (beta["people"], beta["periods"], beta["share_kept_least"]) == ("0", "0", "")
    assert other_alpha["periods"] == "0"
    assert (other_beta["people"], other_beta["unsettled"]) == ("0", "1")  # trucks are no people


def test_several_parties_and_a_truce_without_an_end(tmp_path: Path) -> None:
    path = truce(tmp_path / "open", "2025-01-02,2025-01-04,b;a,h,7\n", end="")
    alone = [each["people"] for each in rows(path) if ";" not in each["party"]]
    (joint,) = [each for each in rows(path) if ";" in each["party"]]
    assert alone == ["0", "0"]
    assert (joint["party"], joint["people"], joint["to"], joint["days"]) == ("a;b", "7", "", "91")
    assert "Alpha and Beta together" in xt("compare", path, *AT).ok.out
    words = " ".join(xt("compare", path, *AT).ok.out.split())
    assert "from 2025-01-01 on, 91 days so far" in words


def test_what_cannot_be_read_is_refused_all_at_once(tmp_path: Path) -> None:
    bad = truce(tmp_path / "bad", "2025-01-01,,a,h,many\n")
    ran = xt("compare", bad, tmp_path / "none", DATA / "nov2023", *AT)
    assert (ran.code, ran.out) == (3, "")
    assert f"{bad}: releases.csv:2: count" in ran.err
    assert f"{tmp_path / 'none'}: there is no such ledger" in ran.err
    assert xt("compare").code == 2


def test_the_library_gives_the_rows_of_the_command() -> None:
    names = [str(DATA / name) for name in ("nov2023", "jan2025")]
    at = datetime(2025, 4, 1, tzinfo=UTC)
    truces = {name: exchange_tracker.read_folder(name) for name in names}
    result = exchange_tracker.compare(truces, at)
    ran = xt("compare", *names, *AT, "-O", "csv").ok
    assert [
        {name: "" if cell is None else str(cell) for name, cell in row.items()}
        for row in result.to_records()
    ] == ran.rows


def test_every_truce_of_the_data_is_compared() -> None:
    folders = sorted(path.parent for path in DATA.glob("*/terms.toml"))
    compared = rows(*folders)
    assert {row["truce"] for row in compared} == {str(folder) for folder in folders}


def test_a_share_that_all_other_readings_give_is_given_once(tmp_path: Path) -> None:
    owed = owes("all", "a", 'per = "phase"\nat_least = "?"')
    some = "[readings.{}.obligations.all]\nat_least = {}\n"
    kept = truce(tmp_path / "one", "2025-01-01,,a,h,2\n", owed, some.format("two", 2))
    assert "– as written, 100 % over the readings" in " ".join(xt("compare", kept, *AT).out.split())
    both = [owed, some.format("two", 2), some.format("nine", 9)]
    spread = truce(tmp_path / "other", "2025-01-01,,a,h,2\n", *both)
    said = " ".join(xt("compare", spread, *AT).out.split())
    assert "– as written, 0 to 100 % over the readings" in said


def test_people_read_how_many_of_what_were_released(tmp_path: Path) -> None:
    few = "2025-01-01,,a,hostage,1\n2025-01-01,,a,prisoner,2\n2025-01-02,,a,pilot,3\n"
    one = truce(tmp_path / "one", f"{few}2025-01-03,,a,remains,1+\n2025-01-03,,b,hostage,1+\n")
    shown = " ".join(xt("compare", one, *AT).ok.out.split())
    assert "Alpha 1 hostage, 3 pilot, 2 prisoners, 1+ remains" in shown
    assert "Beta 1+ hostages" in shown
