"""The four truces of `data/`: what is known of them, and every report on them as it was read.

The files of `tests/golden/` hold whole outputs. Where an output is meant to change,
`GOLDEN=write pytest tests/test_four_truces.py` writes them anew, and each is read before it is kept.
"""

import json
import os
from pathlib import Path

import pytest

from tests.program import Ran, xt
from tests.truces import lines, table

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"
AFTER = {
    "nov2023": "2023-12-01T12:00:00Z",
    "jan2025": "2025-03-02T12:00:00Z",
    "shalit2011": "2011-12-19T12:00:00Z",
    "armenia-azerbaijan-dec2023": "2023-12-14T12:00:00Z",
}
COMMANDS = ["check", "totals", "releases", "extension", "terms show"]
FORMS = {"table": "txt", "csv": "csv", "json": "json"}
WIDTH = 100


def ask(truce: str, command: str, *options: object, at: str = "") -> Ran:
    judged = () if command == "terms show" else ("--at", at or AFTER[truce])
    return xt(*command.split(), "--ledger", ROOT / "data" / truce, *judged, *options)


def compare(path: Path, text: str) -> None:
    """Hold an output against its golden file, or write the file where that is asked for."""
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("truce", AFTER)
def test_a_report_is_what_it_was_when_it_was_read(truce: str, command: str, form: str) -> None:
    ran = ask(truce, command, "-O", form)
    assert (ran.code in (0, 1, 4), ran.err) == (True, "")
    compare(GOLDEN / truce / f"{command.replace(' ', '-')}.{FORMS[form]}", ran.out)


def test_a_report_in_the_middle_of_a_truce_is_what_it_was_when_it_was_read() -> None:
    ran = ask("nov2023", "check", "--all", at="2023-11-29T18:00:00+02:00")
    assert (ran.code, ran.err) == (0, "")
    compare(GOLDEN / "nov2023" / "check-on-29-november.txt", ran.out)


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(GOLDEN.glob("*/*.txt")) if not path.name.startswith("say-")],
    ids=lambda path: path.name,
)
def test_a_table_for_people_fits_its_width_and_nothing_in_it_is_cut(path: Path) -> None:
    text = path.read_text("utf-8")
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "…" not in text
    assert "..." not in text


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("truce", AFTER)
def test_the_rows_are_the_same_in_csv_and_in_json(truce: str, command: str) -> None:
    rows = json.loads(ask(truce, command, "-O", "json").out)
    said = [
        {name: "" if value is None else str(value) for name, value in row.items()} for row in rows
    ]
    assert ask(truce, command, "-O", "csv", "--raw").rows == said


def checked(truce: str, obligation: str, *options: object) -> list[str]:
    ran = ask(truce, "check", "-O", "csv", "--obligation", obligation, *options)
    return lines(ran, "reading from required brought delivered credit_used shortfall status")[1:]


def test_the_last_day_of_november_2023_is_short_as_written_and_credited_by_credit() -> None:
    days = ("--from", "2023-11-30")
    assert checked("nov2023", "hostages-daily", *days) == table("""
        as-written   2023-11-30 10 0 8 0 2 short
        all-israelis 2023-11-30 10 0 8 0 2 short
        credit       2023-11-30 10 2 8 2 0 credited
    """)
    ran = ask("nov2023", "check", *days)
    row = next(line for line in ran.out.splitlines() if line.startswith("2023-11-30"))
    assert row.endswith(" disputed")
    assert "8 of 10, short 2" in row
    assert "8 + 2 credited of 10" in row


def test_whether_november_2023_was_kept_cannot_be_said_under_all_readings_together() -> None:
    assert ask("nov2023", "check").code == 4
    assert ask("nov2023", "check", "--reading", "as-written").code == 1
    assert ask("nov2023", "check", "--reading", "all-israelis").code == 1
    assert ask("nov2023", "check", "--reading", "credit").code == 0
    assert ask("nov2023", "check", "--reading", "phase-totals").code == 1


def test_fifty_hostages_were_freed_in_the_first_four_days_of_november_2023() -> None:
    assert checked("nov2023", "hostages-first-phase", "--reading", "as-written") == [
        "as-written 2023-11-24 50 0 50 0 0 met"
    ]


def last_total(truce: str, *options: object) -> str:
    """The running total of the last row; a single group was asked for."""
    return ask(truce, "totals", "-O", "csv", *options).ok.rows[-1]["running_total"]


def test_the_totals_of_november_2023() -> None:
    assert last_total("nov2023", "--party", "israel") == "240"
    assert last_total("nov2023", "--party", "hamas", "--kind", "hostage") == "105"
    inside = ("--party", "hamas", "--nationality", "Israeli", "--basis", "agreement")
    assert last_total("nov2023", *inside, "--by", "basis") == "78"


def test_four_people_were_freed_before_the_truce_of_november_2023() -> None:
    said = "4 people in 2 entries lie outside these days and are not in the totals."
    assert ask("nov2023", "totals").out.splitlines()[-1] == said


def test_in_2011_both_stages_were_met() -> None:
    assert checked("shalit2011", "soldier") == ["as-written 2011-10-18 1 0 1 0 0 met"]
    assert checked("shalit2011", "stage-one") == ["as-written 2011-10-18 477 0 477 0 0 met"]
    assert checked("shalit2011", "stage-two") == ["as-written 2011-10-19 550 0 550 0 0 met"]
    assert ask("shalit2011", "check").code == 0
    assert last_total("shalit2011", "--party", "israel") == "1027"


def test_armenia_and_azerbaijan_leave_nothing_to_report() -> None:
    assert ask("armenia-azerbaijan-dec2023", "check").code == 0
    assert checked("armenia-azerbaijan-dec2023", "from-azerbaijan") == [
        "as-written 2023-12-07 32 0 32 0 0 met"
    ]


def test_what_was_short_on_22_february_2025_is_carried_until_the_27th_by_one_reading() -> None:
    days = ("--from", "2025-02-22", "--to", "2025-02-28")
    obligation = "prisoners-same-day"
    assert checked("jan2025", obligation, "--reading", "as-written", *days) == table("""
        as-written 2025-02-22 108 0 0   0 108 short
        as-written 2025-02-23 0   0 0   0 0   met
        as-written 2025-02-24 0   0 0   0 0   met
        as-written 2025-02-25 0   0 0   0 0   met
        as-written 2025-02-26 0   0 0   0 0   met
        as-written 2025-02-27 0   0 643 0 0   met
        as-written 2025-02-28 0   0 0   0 0   met
    """)
    assert checked("jan2025", obligation, "--reading", "late-is-mended", *days) == table("""
        late-is-mended 2025-02-22 108 0    0   0 108 short
        late-is-mended 2025-02-23 0   -108 0   0 108 unreported
        late-is-mended 2025-02-24 0   -108 0   0 108 unreported
        late-is-mended 2025-02-25 0   -108 0   0 108 unreported
        late-is-mended 2025-02-26 0   -108 0   0 108 unreported
        late-is-mended 2025-02-27 0   -108 643 0 0   met
        late-is-mended 2025-02-28 0   0    0   0 0   met
    """)
    assert ask("jan2025", "check").code == 1
