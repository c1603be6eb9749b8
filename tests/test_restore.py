"""What was retracted comes back by a change of its own."""

from pathlib import Path

import pytest

from tests.ledgers import ONE, WHY, done, file, held, imported, last_change, make_own, noted
from tests.program import xt

pytestmark = pytest.mark.usefixtures("engine")
CLAIM = "id,source,from,to,party,kind,figure"
PARTS = (("w", ","), ("p", "w,including"), ("q", "w,including"))


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make_own(tmp_path, monkeypatch)


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
        (
            ("r4,r5",),
            2,
            "ID: there is no 'r4,r5' in the ledger; write ids with blanks between: r4 r5\n",
        ),
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


def test_several_are_retracted_and_come_back_by_one_change_each(ledger: Path) -> None:
    for day in ("01", "02", "03"):
        noted("add", "--day", f"2024-01-{day}", *ONE[2:])
    gone = done("retract", "r1", "r3", "r1", *WHY)
    assert gone.out.splitlines()[:3] == [
        "r1: retracted (2024-01-01 a h 2)",
        "r3: retracted (2024-01-03 a h 2)",
        "change 5",
    ]
    assert held(ledger) == ["r2 02 a h 2"]
    back = done("restore", "r3", "r2", "r1", *WHY)
    assert back.out.splitlines()[:3] == [
        "r3: restored (2024-01-03 a h 2)",
        "r1: restored (2024-01-01 a h 2)",
        "change 6",
    ]
    assert held(ledger) == ["r1 01 a h 2", "r2 02 a h 2", "r3 03 a h 2"]


@pytest.mark.parametrize("command", ["retract", "restore"])
def test_of_several_all_are_taken_or_none_and_every_one_that_cannot_be_is_named(
    ledger: Path, command: str
) -> None:
    done("add", *ONE)
    if command == "restore":
        done("retract", "r1", *WHY)
    before = last_change(ledger)
    ran = xt(command, "r1", "r8", "r9", *WHY)
    assert (ran.code, ran.out) == (2, "")
    assert ["'r8'" in ran.err, "'r9'" in ran.err] == [True, True]
    assert last_change(ledger) == before


def test_a_claim_goes_with_its_parts_in_any_order(ledger: Path, tmp_path: Path) -> None:
    rows = (f"{name},s,2024-01-01,2024-01-01,a,h,2,{whole}" for name, whole in PARTS)
    claims = file(
        tmp_path, "c.csv", *rows, header="id,source,from,to,party,kind,figure,part_of,part"
    )
    noted("import", "claims", str(claims))
    ran = xt("retract", "w", "p", *WHY)
    assert (ran.code, ran.err) == (3, "w: q are part of it; retract or amend those first\n")
    noted("retract", "w", "p", "q", *WHY)
    noted("restore", "p", "w", "q", *WHY)


@pytest.mark.parametrize("order", ["r1 r2 w s", "r2 r1 w s", "s w r1 r2", "w r2 s r1"])
def test_in_whatever_order_they_are_named_the_history_verifies(
    ledger: Path, tmp_path: Path, order: str
) -> None:
    """Digests have facts by kind and row; of those that were corrected the row is the last one."""
    noted("add", *ONE)
    noted("add", "--day", "2024-01-02", *ONE[2:])
    noted("amend", "r1", "--set", "count=3", *WHY)
    noted("source", "add", "--id", "s", "--publisher", "AP", "--published", "2024-01-02")
    rows = file(tmp_path, "c.csv", "w,s,2024-01-01,2024-01-01,a,h,2", header=CLAIM)
    noted("import", "claims", str(rows))
    noted("retract", *order.split(), *WHY)
    assert xt("verify").code == 0
    noted("restore", *order.split(), *WHY)
    noted("undo", "--yes")
    assert xt("verify").code == 0
    done("export", tmp_path / "h.jsonl")
    done("import", "history", tmp_path / "h.jsonl", "--ledger", tmp_path / "again.db")
