"""Claims are recorded, listed, amended and retracted as releases are, and change no total."""

from pathlib import Path

import pytest

from tests.ledgers import NOV, done, make
from tests.program import xt


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    assert xt("init", path, "--from", NOV).code == 0
    return path


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "--party hamas --kind hostage --figure 110",
            "it differs from the ledger, which has 105 (+5)\nc1: 110 comes out when everybody",
        ),
        (
            "--party hamas --kind hostage --figure 105",
            "it agrees with the ledger, which has 105\nno verdict changed\n",
        ),
        (
            "--party hamas --kind remains --figure 3",
            "it is unreported: no entry of Hamas of kind remains lies",
        ),
    ],
)
def test_a_claim_answers_how_it_stands(ledger: Path, words: str, said: str) -> None:
    claim = ("claim", "--source", "N01", "--to", "2023-11-30", *words.split(), "--ledger", ledger)
    for more in (("--dry-run",), ()):
        ran = xt(*claim, *more).ok
        assert f"\nc1: {said}" in ran.out


def test_a_claim_that_may_come_out_says_what_leaves_it_open(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    one = ("--day", "2024-01-01", "--party", "a", "--kind", "h", "--ledger", ledger)
    done("add", *one, "--count", "2+")
    ran = xt("claim", "--source", "s", "--to", "2024-01-01", "--figure", "5", "--ledger", ledger)
    assert ran.out.splitlines()[1] == (
        "c1: it is undisclosed: the ledger has 2 for sure;"
        " 1 entry that would count leaves the number open (r1)"
    )


def test_a_claim_is_recorded_and_changes_no_total(ledger: Path) -> None:
    at = ("--ledger", ledger, "--at", "2023-12-02T00:00:00Z", "-O", "csv")
    before = xt("totals", *at), xt("check", *at)
    words = ("--source", "N01", "--to", "2023-11-30", "--party", "hamas", "--kind", "hostage")
    ran = xt("claim", "--ledger", ledger, *words, "--figure", "111", "--id", "x1")
    assert ran.ok.out == (
        "x1: added: N01 2023-11-30 hamas hostage = 111\n"
        "x1: it differs from the ledger, which has 105 (+6)\n"
        "x1: no rule that stands out gives 111; 3 ways of counting fit, perhaps by chance;"
        " 82 small sets of unrelated rows would also fit\n"
        "no verdict changed\n"
    )
    assert (xt("totals", *at), xt("check", *at)) == before
    (row,) = xt("reconcile", "x1", *at).rows
    assert (row["from"], row["bound"], row["difference"]) == ("2023-11-24", "=", "6")


def test_an_id_is_given_where_none_is(ledger: Path) -> None:
    words = ("--source", "N01", "--to", "2023-11-30", "--figure", "1", "--ledger", ledger)
    assert xt("claim", *words).ok.out.startswith("c1: added")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--figure", "10-12"], 2, "figure"),
        (["--figure", "5", "--party", "nobody"], 2, "party"),
        (["--figure", "5", "--part-of", "c000", "--part", "part"], 3, "c000"),
    ],
)
def test_what_is_no_claim_is_refused(ledger: Path, words: list[str], code: int, said: str) -> None:
    options = ("--source", "N01", "--to", "2023-11-30", "--ledger", ledger)
    ran = xt("claim", *options, *words)
    assert ran.code == code
    assert said in ran.err
    assert len(xt("claims", "--ledger", ledger, "-O", "csv").rows) == 106


def test_a_claim_is_amended_and_retracted(ledger: Path) -> None:
    why = ("--reason", "a slip", "--ledger", ledger)
    assert xt("amend", "c092", "--set", "figure=105", *why).code == 0
    assert xt("retract", "c093", *why).code == 0
    shown = xt("claims", "c092", "--ledger", ledger, "-O", "csv").ok.rows
    assert [row["figure"] for row in shown] == ["105"]
    assert xt("claims", "c093", "--ledger", ledger).code == 2
    before = xt("claims", "c093", "--ledger", ledger, "--as-of", "1", "-O", "csv").ok
    assert len(before.rows) == 1


def test_claims_and_sources_are_listed_in_the_columns_of_the_files() -> None:
    claims = xt("claims", "--ledger", NOV, "-O", "csv").ok
    assert claims.out.splitlines()[0] == (
        "id,source,published,from,to,party,kind,category,nationality,basis,bound,measure,cohort,figure,"
        "part_of,part,note"
    )
    assert len(claims.rows) == 106
    mine = xt("claims", "--ledger", NOV, "--source", "N01", "--party", "israel", "-O", "csv").ok
    assert [row["id"] for row in mine.rows] == ["c088", "c089", "c090", "c094"]
    sources = xt("sources", "--ledger", NOV, "-O", "csv").ok
    assert sources.out.splitlines()[0] == ("id,publisher,published,url,title,archived,sha256,note")
    assert len(sources.rows) == 117
