"""What was retracted comes back by a change of its own."""

from pathlib import Path

import pytest

from tests.engines import word_for
from tests.ledgers import done, file, held, imported, make
from tests.program import xt

pytestmark = pytest.mark.usefixtures("engine")
ONE = ("--day", "2024-01-01", "--party", "a", "--kind", "h", "--count", "2")
WHY = ("--reason", "x")


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = make(tmp_path)
    monkeypatch.setenv("EXCHANGE_LEDGER", word_for(path))
    monkeypatch.setenv("EXCHANGE_BY", "desk")
    return path


def noted(*words: str) -> None:
    """Run what also says something that is no matter here."""
    assert xt(*words).code == 0


def test_a_retracted_entry_comes_back_as_a_change(ledger: Path) -> None:
    done("add", *ONE)
    done("retract", "r1", *WHY)
    ran = done("restore", "r1", "--reason", "it was no double")
    assert ran.out.splitlines()[:2] == ["r1: restored (2024-01-01 a h 2)", "change 4"]
    assert held(ledger) == ["r1 01 a h 2"]
    shown = done("show", "r1").out
    assert shown.startswith("r1: 2 versions\n")
    assert "stands:  until it was retracted by change 3, " in shown
    assert "desk: it was no double\nstands:  yes\n" in shown
    assert done("restore", "r1", *WHY).out == "it stands so already; nothing changed\n"


def test_what_history_says_of_it_verifies_and_makes_the_same_ledger(
    ledger: Path, tmp_path: Path
) -> None:
    done("add", *ONE, "--person", "Jane")
    done("amend", "r1", "--set", "count=7", *WHY)
    done("retract", "r1", *WHY)
    head = done("verify").out.strip()
    done("restore", "r1", *WHY)
    assert done("verify", "--head", head).code == 0
    lines, copy = tmp_path / "h.jsonl", tmp_path / "copy.db"
    done("export", lines, "--names")
    assert '"rows":[["amend","releases","r1",' in lines.read_text().splitlines()[-1]
    done("import", "history", lines, "--ledger", copy)
    assert done("verify", "--ledger", copy).out == done("verify").out
    assert held(copy) == ["r1 01 a h 7"]
    assert [row["entries"] for row in done("flips", "--since", "4", "-O", "csv").rows] == ["r1"]
    assert done("releases", "--as-of", "4", "-O", "csv").rows == []


def test_each_kind_of_fact_is_restored(ledger: Path, tmp_path: Path) -> None:
    imported(ledger, file(tmp_path, "s.csv", "s1,P", header="id,publisher"), what="sources")
    noted("move", "--movement", "taken", *ONE)
    done("claim", "--source", "s1", "--kind", "h", "--to", "2024-01-02", "--figure", "4")
    for name, listed in (("s1", "sources"), ("m1", "movements"), ("c1", "claims")):
        before = done(listed, "-O", "csv").out
        done("retract", name, *WHY)
        assert done(listed, "-O", "csv").rows == []
        noted("restore", name, *WHY)
        assert done(listed, "-O", "csv").out == before
    assert done("verify").code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("r9",), 2, "ID: there is no 'r9' in the ledger; look it up with xt log -p\n"),
        (("x",), 2, "ID: 'x' is a retracted id in releases, movements; say which with --kind-of\n"),
    ],
)
def test_what_cannot_be_restored_is_refused(
    ledger: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    done("add", "--id", "x", *ONE)
    noted("move", "--id", "x", "--movement", "taken", *ONE)
    for kind in ("releases", "movements"):
        done("retract", "x", "--kind-of", kind, *WHY)
    ran = xt("restore", *words, *WHY)
    assert (ran.code, ran.err) == (code, said)


def test_names_erased_since_stay_erased(ledger: Path) -> None:
    done("add", *ONE, "--person", "Jane")
    done("retract", "r1", *WHY)
    noted("redact", "r1", *WHY)
    done("restore", "r1", *WHY)
    assert done("releases", "-O", "csv").rows[0]["person"] == ""
    assert done("verify", "--names").code == 0


def test_what_does_not_fit_the_terms_any_more_stays_retracted(ledger: Path, tmp_path: Path) -> None:
    done("add", *ONE)
    done("retract", "r1", *WHY)
    text = (tmp_path / "t.toml").read_text()
    (tmp_path / "u.toml").write_text(f'{text}\n[vocabulary]\nkind = ["h"]\ncategory = ["x"]\n')
    done("terms", "set", tmp_path / "u.toml", *WHY)
    done("restore", "r1", *WHY)
    done("retract", "r1", *WHY)
    (tmp_path / "v.toml").write_text(text.replace('"h"', '"k"') + '\n[vocabulary]\nkind = ["k"]\n')
    done("terms", "set", tmp_path / "v.toml", *WHY)
    ran = xt("restore", "r1", *WHY)
    assert ran.code == 3
    assert ran.err.startswith("r1: kind: 'h' is not ")
