"""November 2023, told by commands: what each moment knew, and what was corrected since."""

from pathlib import Path

import pytest

from tests.engines import copied
from tests.faults.stage import done
from tests.history_desk import Desk, clock_at
from tests.program import xt
from tests.truces import table

pytestmark = pytest.mark.usefixtures("engine")

TERMS = Path(__file__).parent.parent / "data" / "nov2023" / "terms.toml"
AFTER = ("--at", "2023-12-02T00:00:00Z")
ISRAELIS = {"24": 13, "25": 13, "26": 14, "27": 11, "28": 10, "29": 10, "30": 8}
WORDS = ("--party", "hamas", "--kind", "hostage")


def week(folder: Path) -> Desk:
    """The week as one desk entered it, changes 1 to 15."""
    desk = Desk(folder / "nov2023.db")
    whole = TERMS.read_text(encoding="utf-8")
    first = folder / "first.toml"
    first.write_text(whole.partition("[readings.credit]")[0], encoding="utf-8")
    with clock_at("2023-11-24T09:00:00+02:00"):
        assert xt("init", desk.ledger, "--terms", first, "--by", "desk").code == 0
    for day, count in ISRAELIS.items():
        words = ("--id", f"i{day}", "--day", f"2023-11-{day}", "--count", count, *WORDS)
        desk.at(f"2023-11-{day}T22:00:00+02:00", "add", *words, "--nationality", "Israeli")
        if day == "24":
            words = ("--id", "thai", "--day", "2023-11-24", "--count", 12, *WORDS)
            desk.at("2023-11-24T23:00:00+02:00", "add", *words, "--nationality", "Thai")
            desk.at("2023-11-25T09:00:00+02:00", "amend", "thai", "--set", "count=10",
                    "--reason", "the Thai ministry corrected 12 to 10")  # fmt: skip
        if day == "29":
            two = ("--id", "two", "--day", "2023-11-29", "--count", 2, *WORDS)
            outside = ("--nationality", "Russian", "--basis", "separate")
            desk.at("2023-11-29T23:00:00+02:00", "add", *two, *outside)
    desk.at("2023-12-01T08:00:00+02:00", "amend", "two", "--set", "nationality=Israeli;Russian",
            "--reason", "both are Israelis too")  # fmt: skip
    desk.at("2023-12-01T09:00:00+02:00", "amend", "i30", "--set", "note=eight women",
            "--reason", "no figure is another")  # fmt: skip
    desk.at("2023-12-01T10:00:00+02:00", "terms", "set", TERMS,
            "--reason", "a source close to Hamas counts the two as credit")  # fmt: skip
    return desk


@pytest.fixture(scope="module")
def desk(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return week(tmp_path_factory.mktemp("story"))


def _verdicts(desk: Desk, as_of: str, *words: str, at: tuple[str, ...] = AFTER) -> list[str]:
    """What `check` said of Israel's days 29 and 30 November, as it was known at a moment."""
    rows = desk.asked("check", *at, *words, "--as-of", as_of, "--from", "2023-11-29").rows
    shown = ("reading", "from", "brought", "delivered", "credit_used", "shortfall", "status")
    return [
        " ".join(row[name].removeprefix("2023-11-") for name in shown)
        for row in rows
        if row["obligation"] == "hostages-daily"
    ]


@pytest.mark.parametrize(
    ("as_of", "thais"),
    [
        ("2023-11-24T23:00:00+02:00", "12"),
        ("2023-11-25T08:59:59+02:00", "12"),
        ("2023-11-25T08:59:59.999999+02:00", "12"),
        ("2023-11-25T07:00:00Z", "10"),
        ("3", "12"),
        ("4", "10"),
        ("14", "10"),
    ],
)
def test_the_thais_of_the_first_day(desk: Desk, as_of: str, thais: str) -> None:
    words = ("totals", *AFTER, "--by", "nationality", "--to", "2023-11-24", "--as-of", as_of)
    assert {row["nationality"]: row["count"] for row in desk.asked(*words).rows} == {
        "Israeli": "13",
        "Thai": thais,
    }


def test_the_last_evening(desk: Desk) -> None:
    """On 30 November nobody knew yet that the two were Israelis, or of the credit."""
    as_of = "2023-12-01T07:59:00+02:00"
    assert _verdicts(desk, as_of) == table("""
        as-written   29 0 10 0 0 met
        as-written   30 0 8  0 2 short
        all-israelis 29 0 10 0 0 met
        all-israelis 30 0 8  0 2 short
        """)
    assert desk.asked("check", *AFTER, "--as-of", as_of).code == 1


def test_the_two_are_israelis(desk: Desk) -> None:
    assert _verdicts(desk, "2023-12-01T08:00:00+02:00") == table("""
        as-written   29 0 10 0 0 met
        as-written   30 0 8  0 2 short
        all-israelis 29 0 12 0 0 met
        all-israelis 30 0 8  0 2 short
        """)


def test_the_credit(desk: Desk) -> None:
    assert _verdicts(desk, "2023-12-01T10:00:00+02:00") == table("""
        as-written   29 0 10 0 0 met
        as-written   30 0 8  0 2 short
        all-israelis 29 0 12 0 0 met
        all-israelis 30 0 8  0 2 short
        credit       29 0 12 0 0 met
        credit       30 2 8  2 0 credited
        """)
    assert desk.asked("check", *AFTER).code == 4
    assert desk.asked("check", *AFTER, "--as-of", "13").code == 1


def _flips(desk: Desk, *words: str) -> list[str]:
    shown = ("reading", "obligation", "from", "status_before", "status_after", "entries")
    rows = desk.asked("flips", *AFTER, *words).rows
    return [" ".join(row[name].removeprefix("2023-11-") or "-" for name in shown) for row in rows]


def test_what_flipped_when_the_thais_were_corrected(desk: Desk) -> None:
    assert _flips(desk, "--since", "3", "--as-of", "4") == []  # no obligation counts them


def test_what_flipped_when_the_two_were_found_to_be_israelis(desk: Desk) -> None:
    """Numbers on 29 November alone, and the entry that moved them; the note moved nothing."""
    assert _flips(desk, "--since", "2023-12-01T07:59:00+02:00", "--as-of", "13") == table("""
        all-israelis hostages-daily       29 met        met        two
        all-israelis hostages-extensions  29 met        met        two
        all-israelis prisoners-extensions 29 unreported unreported two
        """)
    assert _flips(desk, "--since", "12", "--as-of", "13") == []


def test_what_flipped_on_the_last_evening(desk: Desk) -> None:
    assert _flips(desk, "--since", "10", "--as-of", "11") == table("""
        as-written   hostages-daily       30 unreported short      i30
        as-written   hostages-extensions  30 unreported short      i30
        as-written   prisoners-extensions 30 met        unreported i30
        all-israelis hostages-daily       30 unreported short      i30
        all-israelis hostages-extensions  30 unreported short      i30
        all-israelis prisoners-extensions 30 met        unreported i30
        """)


def test_what_the_credit_flipped(desk: Desk) -> None:
    """No entry made the difference, the terms did."""
    flip_lines = [line for line in _flips(desk, "--since", "13") if "credit hostages-daily" in line]
    assert flip_lines == table("""
        credit hostages-daily 24 - met      -
        credit hostages-daily 25 - met      -
        credit hostages-daily 26 - met      -
        credit hostages-daily 27 - met      -
        credit hostages-daily 28 - met      -
        credit hostages-daily 29 - met      -
        credit hostages-daily 30 - credited -
        """)
    text = xt("flips", "--since", "13", *AFTER, "--ledger", desk.ledger).ok.out
    assert "The terms were replaced since." in text


def test_a_moment_before_the_ledger(desk: Desk) -> None:
    ran = desk.asked("check", "--as-of", "2023-11-24T06:59:59Z")
    assert ran.code == 2
    assert "the ledger begins at 2023-11-24T07:00:00.000000Z" in ran.err


@pytest.mark.parametrize("as_of", ["0", "15", "-1", "1.5", "tomorrow", "24/11/2023", "٣"])
def test_no_such_moment(desk: Desk, as_of: str) -> None:
    ran = desk.asked("check", f"--as-of={as_of}")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("--as-of: ")


def test_what_was_said_at_the_time_is_said_again(desk: Desk, tmp_path: Path) -> None:
    """Another desk that had stopped at a change gives the bytes that --as-of gives."""
    lines = tmp_path / "h.jsonl"
    for number in (3, 4, 11, 12, 13):
        then = tmp_path / f"{number}.db"
        done("export", lines, "--force", "--as-of", number, "--ledger", desk.ledger)
        done("import", "history", lines, "--ledger", then)
        for words in (("check",), ("totals", "--by", "basis"), ("releases",), ("extension",)):
            now = desk.asked(*words, *AFTER, "--as-of", str(number))
            assert now == xt(*words, *AFTER, "-O", "csv", "--ledger", then)


def test_the_log_of_one_entry_tells_what_was_done_to_it_and_nothing_else(desk: Desk) -> None:
    log = xt("log", "-p", "--entry", "thai", "--ledger", desk.ledger).ok.out
    assert [line for line in log.splitlines() if line.startswith("- ")] == [
        "- amended releases thai: count: 12 -> 10",
        "- added releases thai: 2023-11-24 hamas hostage 12 Thai",
    ]


def test_the_history_as_it_was_known(desk: Desk) -> None:
    """Change 3 entered twelve Thais, change 4 made them ten."""
    rows = xt("show", "thai", "--as-of", "3", "-O", "csv", "--ledger", desk.ledger).ok.rows
    assert [(row["written"], row["superseded"], row["count"]) for row in rows] == [("3", "", "12")]
    rows = xt("show", "thai", "-O", "csv", "--ledger", desk.ledger).ok.rows
    assert [(row["written"], row["superseded"]) for row in rows] == [("3", "4"), ("4", "")]
    rows = xt("log", "--as-of", "3", "-O", "csv", "--ledger", desk.ledger).ok.rows
    assert [row["number"] for row in rows] == ["3", "2", "1"]
    ran = xt("show", "two", "--as-of", "3", "--ledger", desk.ledger)
    assert (ran.code, ran.err[:14]) == (2, "ID: there is n")


def test_what_stands_no_more_says_how_it_ended(desk: Desk, tmp_path: Path) -> None:
    ledger = copied(desk.ledger, tmp_path / "x.db")
    shown = xt("show", "thai", "--ledger", ledger).ok.out
    assert "until it was amended by change 4, " in shown
    assert "retracted" not in shown
    done("retract", "thai", "--reason", "never freed", "--ledger", ledger)
    shown = xt("show", "thai", "--ledger", ledger).ok.out
    assert shown.count("until it was amended by change 4, ") == 1
    assert shown.count("until it was retracted by change 15, ") == 1


def test_a_moment_is_refused_by_the_option_it_was_given_to(desk: Desk) -> None:
    for since in ("99", "2000-01-01T00:00Z", "tomorrow", "-1"):
        for words in (("flips", f"--since={since}"), ("report", f"--since={since}")):
            ran = xt(*words, "--ledger", desk.ledger)
            assert ran.code == 2
            assert ran.err.startswith("--since: "), words
