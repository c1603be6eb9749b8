"""``xt terms set``: what flips under the new terms is said first."""

from pathlib import Path

import pytest

from tests.ledgers import TERMS, done, file, import_, make
from tests.program import xt
from tests.steps import steps

ADD = ("add", "--party", "a", "--kind", "h")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Three are owed a day; on the first there were three, on the second four."""
    path = make(tmp_path)
    for day, count in (("2024-01-01", "3"), ("2024-01-02", "4")):
        done(*ADD, "--day", day, "--count", count, "--ledger", path)
    return path


@pytest.mark.parametrize(
    ("owed", "said"),
    [
        (
            4,
            [
                "what flips:",
                "daily 2024-01-01: met, 3 of 3 -> 3 of 4, short 1 (as-written)",
                "other numbers:",
                "daily 2024-01-02: met, 4 of 3 -> met, 4 of 4 (as-written)",
            ],
        ),
        (
            2,
            [
                "no verdict flips",
                "other numbers:",
                "daily 2024-01-01: met, 3 of 3 -> met, 3 of 2 (as-written)",
                "daily 2024-01-02: met, 4 of 3 -> met, 4 of 2 (as-written)",
            ],
        ),
        (3, ["no verdict changed"]),
    ],
)
def test_what_flips_comes_first(ledger: Path, tmp_path: Path, owed: int, said: list[str]) -> None:
    text = (tmp_path / "t.toml").read_text(encoding="utf-8")
    new = tmp_path / "u.toml"
    new.write_text(text.replace("at_least = 3", f"at_least = {owed}") + "# anew\n", "utf-8")
    words = ("terms", "set", new, "--reason", "x", "--ledger", ledger)
    for more, lines in ((("--dry-run",), ["would be change 4:", f"{new}: the terms now"]),
                        ((), [f"{new}: the terms now", "change 4"])):  # fmt: skip
        shown = done(*words, *more).out.splitlines()
        assert [line for line in shown if "unreported" not in line] == [*lines, *said]


def test_rows_that_fit_are_checked_together_and_one_that_does_not_is_named(tmp_path: Path) -> None:
    ledger, many = make(tmp_path), 2_500
    rows = [
        f"e{n},2024-01-0{n % 3 + 1},a,{'z' if n == 1_700 else 'h'},{n % 9}" for n in range(many)
    ]
    path = file(tmp_path, "r.csv", *rows, header="id,day,party,kind,count")
    assert import_(ledger, path, "--accept-totals", "--accept-doubles").code == 0
    text = (tmp_path / "t.toml").read_text(encoding="utf-8")
    new = tmp_path / "u.toml"
    new.write_text(f"{text}\n[vocabulary]\nkind = ['h', 'z']\n", "utf-8")
    with_z = ("terms", "set", new, "--reason", "x", "--dry-run", "--ledger", ledger)
    before = steps(lambda: done(*with_z))
    more = [f"{row.replace('z', 'h')}" for row in rows]
    path = file(tmp_path, "m.csv", *(f"m{row}" for row in more), header="id,day,party,kind,count")
    assert import_(ledger, path, "--accept-totals", "--accept-doubles").code == 0
    assert steps(lambda: done(*with_z)) < before + many  # they are not read one by one
    new.write_text(f"{text}\n[vocabulary]\nkind = ['h']\n", "utf-8")
    ran = xt("terms", "set", new, "--reason", "x", "--ledger", ledger)
    assert ran.code == 3
    assert ran.err.startswith("releases e1700: kind: 'z' is not a kind that the terms allow")
    assert ran.err.count("releases e") == 1


@pytest.mark.parametrize(
    ("listed", "refused"),
    [
        ("kind = ['h', 'x']", ""),
        ("kind = ['h']", "releases r2: kind: 'x'"),
        ("kind = ['h', 'x']\ncategory = ['minor', 'woman']", ""),
        ("kind = ['h', 'x']\ncategory = ['minor']", "releases r1: category: 'woman'"),
        ("nationality = ['A', 'B']", ""),
        ("nationality = ['A']", "releases r2: nationality: 'B'"),
        ("basis = ['separate']", ""),
        ("basis = ['agreement', 'x']", "releases r2: basis: 'separate'"),
    ],
)
def test_words_of_what_stands_must_be_among_those_of_the_terms(
    tmp_path: Path, listed: str, refused: str
) -> None:
    """A blank basis means the agreement, and is in no list; what was retracted needs none."""
    ledger = make(tmp_path)
    rows = [
        "r1,2024-01-01,,a,h,3,woman;minor,,,",
        "r2,2024-01-01,2024-01-02,a,x,1,,B;A,separate,",
        "gone,2024-01-01,,a,w,1,z,Z,z,",
    ]
    header = "id,day,until,party,kind,count,category,nationality,basis,note"
    assert import_(ledger, file(tmp_path, "r.csv", *rows, header=header)).code == 0
    done("retract", "gone", "--reason", "x", "--ledger", ledger)
    text = (tmp_path / "t.toml").read_text(encoding="utf-8")
    new = tmp_path / "u.toml"
    new.write_text(f"{text}\n[vocabulary]\n{listed}\n", "utf-8")
    ran = xt("terms", "set", new, "--reason", "x", "--ledger", ledger)
    assert ran.code == (3 if refused else 0), ran.err
    assert refused in ran.err


def test_a_party_that_released_must_stay_in_the_terms(tmp_path: Path) -> None:
    text = TERMS.replace("[parties]", "[parties]\nother = 'Other'")
    ledger = make(tmp_path, text)
    words = ("--kind", "h", "--day", "2024-01-01", "--count", "1", "--ledger", ledger)
    done("add", "--party", "a;other", *words)
    new = tmp_path / "u.toml"
    new.write_text(TERMS, "utf-8")
    ran = xt("terms", "set", new, "--reason", "x", "--ledger", ledger)
    assert ran.code == 3
    assert ran.err.startswith("releases r1: party: ")
