"""`discrepancies` and `reconcile` for people: a summary, then by weight, each thing said once."""

import re
from pathlib import Path

import pytest

from tests.desk.said import DATA, TRUCES
from tests.program import Ran, xt
from tests.reconcile.small import folder
from tests.truces import days, owes, reading

NOV = DATA / "nov2023"
COMMANDS = ("discrepancies", "reconcile")


def ask(truce: Path, command: str, *words: object) -> Ran:
    return xt(command, "--ledger", truce, "--at", "2026-02-01T00:00Z", *words)


def text(ran: Ran) -> str:
    return " ".join(ran.out.split())


def sections(ran: Ran) -> dict[str, str]:
    """What stands under each heading, on one line."""
    pieces = re.split(r"\n\n(?=[A-Z][^\n]*\n\n- )", ran.out)
    return {piece.partition("\n")[0]: " ".join(piece.split()) for piece in pieces[1:]}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("truce", TRUCES)
def test_every_claim_that_needs_a_look_is_said_once(truce: str, command: str) -> None:
    rows = ask(DATA / truce, "reconcile", "-O", "csv").rows
    said = sections(ask(DATA / truce, command))
    claims = re.findall(r"\bc?[a-z]*[0-9]+\b", " ".join(said.values()))
    for row in rows:
        times = claims.count(row["claim"])
        assert times >= 1 if row["status"] != "agrees" else True, row["claim"]
        if row["status"] == "differs":
            listed = re.findall(rf"; (?:[^;()]*, )?{row['claim']}[,)]", " ".join(said.values()))
            assert len(listed) == 1, (row["claim"], listed)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("truce", TRUCES)
def test_the_form_for_people_exits_as_that_for_programs(truce: str, command: str) -> None:
    codes = {ask(DATA / truce, command, *words).code for words in ((), ("--all",), ("-O", "csv"))}
    assert len(codes) == 1


def test_november_2023_opens_with_its_disputed_days_and_names_publishers() -> None:
    ran = ask(NOV, "discrepancies")
    lines = ran.out.splitlines()
    assert lines[2].startswith("To look at: 2 disputed periods, 4 claims far off from a publisher")
    assert "65 claims agree with the ledger." in text(ran)
    said = sections(ran)
    assert list(said) == [
        "Short or disputed",
        "Far off, from a publisher cited often, and no rule explains it",
        "A rule explains",
        "No rule explains",
        "In the records themselves",
    ]
    short = said["Short or disputed"]
    assert "BBC and ARN News Centre give 10, the ledger 8" in short  # said with the day, and once
    assert short.count("8 of 10, short 2") == 1
    afp = "Live blog carrying AFP copy and Sputnik give 110, the ledger 105"
    assert afp in said["A rule explains"]
    assert said["A rule explains"].count("5 people from before the truce are in it") == 1
    assert "comes out" not in said["No rule explains"]
    assert "unrelated rows" not in ran.out


def test_what_may_fit_by_chance_is_no_cause() -> None:
    """c118 comes out where one day is left out, and by seven sets of rows; c107 by three ways."""
    said = sections(ask(NOV, "reconcile"))
    assert "c118" in said["No rule explains"]
    assert "c107" in " ".join([said["No rule explains"], *said.values()])
    assert "c107" not in said["A rule explains"]


def test_all_lists_every_one_by_its_type() -> None:
    rows = ask(NOV, "discrepancies", "-O", "csv").rows
    whole = text(ask(NOV, "discrepancies", "--all"))
    assert "To look at:" in whole
    for row in rows:
        assert row["detail"] in whole
    table = ask(NOV, "reconcile", "--all").out
    assert all(row["claim"] in table for row in ask(NOV, "reconcile", "-O", "csv").rows)


@pytest.mark.parametrize(
    ("claims", "summary"),
    [
        ("", "Nothing to look at."),
        ("c1 S to=06 party=a kind=h figure=12", "Nothing to look at; 1 claim agrees with the"),
        (
            "c1 S to=06 party=a kind=h figure=12\nc2 S to=05 party=a kind=h figure=10",
            "Nothing to look at; 2 claims agree with the ledger.",
        ),
        ("c1 S to=06 party=a kind=h figure=1999", "To look at: 1 claim that no rule explains."),
        (
            "c1 S to=06 party=a kind=h figure=1999\nc2 S2 to=05 party=a kind=h figure=999",
            "To look at: 2 claims that no rule explains.",
        ),
    ],
)
def test_the_summary_is_right_with_none_one_and_many(
    tmp_path: Path, claims: str, summary: str
) -> None:
    rows = "\n".join(f"0{n} a h 2 S;S2 n{n}" for n in range(1, 7))
    path = folder(tmp_path / "t", rows, claims)
    assert summary in text(ask(path, "discrepancies"))


def test_a_period_is_said_once_though_two_obligations_are_disputed_and_one_holds_the_other(
    tmp_path: Path,
) -> None:
    terms = days(3) + owes("one", "a", "at_least = 2") + owes("two", "a", "at_least = 2")
    terms += (
        reading("low", "one", "at_least = 1") + "[readings.low.obligations.two]\nat_least = 1\n"
    )
    path = folder(
        tmp_path / "t", "01 a h 2 S;S2 n1\n02 a h 1 S;S2 n2\n03 a h 2 S;S2 n3", terms=terms
    )
    said = sections(ask(path, "discrepancies"))["Short or disputed"]
    assert said == (
        "Short or disputed - 2024-01-02, Side A, disputed: “one”; “two”: 1 of 2, short 1 under"
        " as-written; 1 of 1 under low (n2)."
    )


def test_claims_of_one_figure_are_said_together_with_who_published_them(tmp_path: Path) -> None:
    rows = "\n".join(f"0{n} a h 2 S;S2 n{n}" for n in range(1, 7))
    claims = "c1 S to=06 party=a kind=h figure=1999\nc2 S2 to=06 party=a kind=h figure=1999"
    path = folder(tmp_path / "t", rows, claims)
    said = ask(path, "reconcile").out
    assert (
        "- A paper and Another give 1,999, the ledger 12 (Side A, h; to 2024-01-06; c1, c2).\n"
        in said
    )


@pytest.mark.parametrize(
    ("publisher", "name"),
    [
        ("AP via FOX 44", "AP"),
        ("UN OCHA, Flash Update 49", "UN OCHA"),
        ("The Straits Times (agencies)", "The Straits Times"),
        ("CNN live page", "CNN"),
        ("(unnamed)", "(unnamed)"),
        ("EFE", "EFE"),
    ],
)
def test_a_publisher_is_named_without_by_way_of_whom(
    tmp_path: Path, publisher: str, name: str
) -> None:
    path = folder(tmp_path / "t", "01 a h 2 S n1", "c1 S to=01 party=a kind=h figure=99")
    (path / "sources.csv").write_text(f'id,publisher\nS,"{publisher}"\n', encoding="utf-8")
    assert f"- {name} gives 99, the ledger 2" in ask(path, "reconcile").out
