"""``xt terms set``: what flips under the new terms is said first."""

from pathlib import Path

import pytest

from tests.ledgers import done, file, import_, make
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
    assert steps(lambda: done(*with_z)) < 40 * many  # cell by cell it is 178
    new.write_text(f"{text}\n[vocabulary]\nkind = ['h']\n", "utf-8")
    ran = xt("terms", "set", new, "--reason", "x", "--ledger", ledger)
    assert ran.code == 3
    assert ran.err.startswith("releases e1700: kind: 'z' is not a kind that the terms allow")
    assert ran.err.count("releases e") == 1
