"""On a terminal `xt add`, and what else records one fact, asks for what was not given."""

from pathlib import Path

import pytest

from exchange_tracker.facts.model import Release, columns
from tests.engines import contents
from tests.ledgers import NOV, ONE, done, held, last_change, make_listed
from tests.program import xt
from tests.terminal import CTRL_C, CTRL_D, ENTER, TAB, on_terminal

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return make_listed(tmp_path)


@pytest.mark.in_a_file
def test_on_a_terminal_it_asks_for_what_was_not_given(ledger: Path, tmp_path: Path) -> None:
    seen = on_terminal(
        "xt add --ledger x.db --kind h > result; echo ended $?",
        ("day (truce day, YYYY-MM-DD, yesterday or -2): ", ENTER),
        ("the day is blank; write it as YYYY-MM-DD", f"01/02{ENTER}"),
        ("'01/02' is not a date", f"2024-01-02{ENTER}"),
        ("party (a, b; several with ;): ", f"c{ENTER}"),
        ("'c' is not a party of the terms; write one of a, b", f"a{ENTER}"),
        (
            "count (people; 780+ for 780 or more, ? where their number was not disclosed): ",
            f"?{ENTER}",
        ),
        ("category (minor, woman; several with ;) [none]: ", f"mi{TAB};w{TAB}{ENTER}"),
        ("nationality (several with ;) [none]: ", ENTER),
        ("basis [agreement]: ", ENTER),
        ("sources (ids or addresses; several with ;) [none]: ", ENTER),
        ("note [none]: ", f"seen by two{ENTER}"),
        folder=tmp_path,
    )
    assert "ended 0" in seen.shown, seen.shown
    assert (
        (tmp_path / "result")
        .read_text(encoding="utf-8")
        .startswith(
            "r1: added: an undisclosed number of people recorded as “h” (minor, woman) released"
        )
    )
    (row,) = xt("releases", "--ledger", ledger, "-O", "csv").ok.rows
    assert row == dict.fromkeys(columns(Release), "") | {
        "id": "r1",
        "day": "2024-01-02",
        "party": "a",
        "kind": "h",
        "count": "?",
        "category": "minor;woman",
        "basis": "agreement",
        "note": "seen by two",
    }


@pytest.mark.in_a_file
def test_with_a_moment_no_day_is_asked_and_the_result_stays_on_the_terminal(
    ledger: Path, tmp_path: Path
) -> None:
    seen = on_terminal(
        "xt add --ledger x.db --at 2024-01-03T10:00:00Z --party a --kind h",
        ("count", f"1{ENTER}"),
        *[(name, ENTER) for name in ("category", "nationality", "basis", "sources", "note")],
        folder=tmp_path,
    )
    assert seen.code == 0
    assert "day (" not in seen.shown
    assert (
        "r1: added: 1 person recorded as “h” released by Side A at 10:00 on 3 January" in seen.shown
    )
    assert held(ledger) == ["r1  a h 1"]


@pytest.mark.in_a_file
def test_nothing_is_asked_when_nothing_is_missing(ledger: Path, tmp_path: Path) -> None:
    seen = on_terminal(f"xt add --ledger x.db {' '.join(ONE)}", folder=tmp_path)
    assert seen.shown.startswith("r1: added: ")
    assert held(ledger) == ["r1 01 a h 2"]


@pytest.mark.in_a_file
@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_who_leaves_in_the_middle_leaves_the_ledger_as_it_was(
    ledger: Path, tmp_path: Path, key: str
) -> None:
    before = contents(ledger)
    seen = on_terminal(
        "exec xt add --ledger x.db",
        ("day (", f"2024-01-02{ENTER}"),
        ("party (", key),
        folder=tmp_path,
    )
    assert seen.code == 130
    assert seen.shown.rstrip().splitlines()[-1] == "interrupted; nothing was written"
    assert "Traceback" not in seen.shown
    assert contents(ledger) == before
    assert last_change(ledger) == 1


@pytest.mark.in_a_file
def test_a_folder_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    for command in ("add", "move", "claim", "source add"):
        seen = on_terminal(f"xt {command} --ledger .", folder=tmp_path)
        assert seen.code == 2
        assert "a folder cannot be written to" in seen.shown


def test_what_a_careful_reader_would_ask_is_said_at_once(tmp_path: Path) -> None:
    ledger = tmp_path / "n.db"
    done("init", ledger, "--from", NOV)
    words = ("--party", "hamas", "--kind", "hostage", "--count", "1", "--ledger", ledger)
    for options, said in (
        (("--day", "2024-11-28"), "2024-11-28 lies outside the truce, 2023-11-24 to 2023-11-30"),
        (
            ("--day", "2023-11-28", "--sources", "N01;N1;https://x.org"),
            "N1 is not among the sources; add it with: xt source add --id N1 --publisher NAME",
        ),
        (
            ("--day", "2023-11-27", "--at", "2023-11-30T23:00:00+02:00"),
            "its moment lies in the truce day 2023-11-30; it counts for 2023-11-27",
        ),
        (("--day", "2023-11-29", "--sources", "N01"), ""),
    ):
        ran = xt("add", *options, *words)
        name = ran.out.partition(":")[0]
        assert (ran.code, ran.err) == (0, f"{name}: {said}\n" if said else "")


@pytest.mark.in_a_file
def test_a_claim_is_asked_for_in_the_same_way(ledger: Path, tmp_path: Path) -> None:
    seen = on_terminal(
        "xt claim --ledger x.db --kind h",
        ("source (id of who published it): ", f"N1{ENTER}"),
        ("published (year, month, day or moment) [none]: ", f"soon{ENTER}"),
        ("  'soon' is not", f"2024-01{ENTER}"),
        ("from (first truce day, none: the truce's) [none]: ", ENTER),
        ("to (last truce day, YYYY-MM-DD, yesterday or -2): ", f"2024-01-02{ENTER}"),
        ("party (a, b; several with ;, none: any) [none]: ", f"a{ENTER}"),
        ("category (minor, woman; several with ;, none: any) [none]: ", ENTER),
        ("nationality (several with ;, none: any) [none]: ", ENTER),
        ("basis (several with ;, none: any) [none]: ", ENTER),
        ("bound (=, >=, <=, ~; ~ is about) [=]: ", ENTER),
        ("figure (people): ", ENTER),
        ("figure (people): ", f"5{ENTER}"),
        ("note [none]: ", ENTER),
        folder=tmp_path,
    )
    assert seen.code == 0, seen.shown
    assert "c1: added: N1" in seen.shown
    (row,) = xt("claims", "--ledger", ledger, "-O", "csv").ok.rows
    assert {name: cell for name, cell in row.items() if cell} == {
        "id": "c1",
        "source": "N1",
        "published": "2024-01",
        "from": "2024-01-01",
        "to": "2024-01-02",
        "party": "a",
        "kind": "h",
        "bound": "=",
        "figure": "5",
    }


@pytest.mark.in_a_file
def test_a_source_is_asked_for_in_the_same_way(ledger: Path, tmp_path: Path) -> None:
    seen = on_terminal(
        "xt source add --ledger x.db --id AP1",
        ("publisher [none]: ", f"AP{ENTER}"),
        ("published (year, month, day or moment) [none]: ", f"2024{ENTER}"),
        ("url [none]: ", ENTER),
        ("title [none]: ", f"Ten freed{ENTER}"),
        ("note [none]: ", ENTER),
        folder=tmp_path,
    )
    assert seen.code == 0, seen.shown
    (row,) = xt("sources", "--ledger", ledger, "-O", "csv").ok.rows
    assert {name: cell for name, cell in row.items() if cell} == {
        "id": "AP1",
        "publisher": "AP",
        "published": "2024",
        "title": "Ten freed",
    }


@pytest.mark.in_a_file
def test_without_an_id_a_source_is_asked_for_it(ledger: Path, tmp_path: Path) -> None:
    seen = on_terminal(
        "xt source add --ledger x.db --publisher AP",
        ("id (by which rows name it): ", ENTER),
        ("id (by which rows name it): ", f"AP1{ENTER}"),
        *[(name, ENTER) for name in ("published", "url", "title", "note")],
        folder=tmp_path,
    )
    assert seen.code == 0
    assert [row["id"] for row in xt("sources", "--ledger", ledger, "-O", "csv").ok.rows] == ["AP1"]


@pytest.mark.in_a_file
@pytest.mark.parametrize(
    "command",
    [
        "claim --source N1 --to 2024-01-02 --figure 5",
        "source add --id AP1 --publisher AP",
        "source add --id AP1 --url https://example.org/1",
    ],
)
def test_a_whole_claim_or_source_is_asked_nothing(
    ledger: Path, tmp_path: Path, command: str
) -> None:
    seen = on_terminal(f"xt {command} --ledger x.db", folder=tmp_path)
    assert (seen.code, last_change(ledger)) == (0, 2)


@pytest.mark.in_a_file
@pytest.mark.parametrize("command", ["claim", "source add"])
def test_in_a_pipe_a_claim_or_source_that_lacks_something_is_refused(
    ledger: Path, tmp_path: Path, command: str
) -> None:
    seen = on_terminal(f"xt {command} --ledger x.db < /dev/null", folder=tmp_path)
    assert seen.code == 2
    assert "none]" not in seen.shown
    assert last_change(ledger) == 1


@pytest.mark.in_a_file
@pytest.mark.parametrize("command", ["add --kind h", "move --kind h", "claim", "source add"])
def test_whoever_sits_at_a_question_holds_up_nobody(
    ledger: Path, tmp_path: Path, command: str
) -> None:
    other = f"(sleep 2; xt add {' '.join(ONE)} --ledger x.db >/dev/null && echo written)"
    seen = on_terminal(
        f"{other} & exec xt {command} --ledger x.db",
        ("written", CTRL_C),
        folder=tmp_path,
    )
    assert "a reader" not in seen.shown
    assert seen.shown.endswith("\ninterrupted; nothing was written\n")
    assert len(held(ledger)) == 1
