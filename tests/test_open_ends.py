"""What has no end runs on to the moment of judgement, as long as that can be judged."""

from pathlib import Path

from tests.program import xt
from tests.truces import HEAD, owes, write

OPEN = HEAD + '[[phases]]\nname = "p"\nfrom = 1850-01-01\n'


def test_days_that_run_on_for_too_long_are_refused_before_they_are_judged(tmp_path: Path) -> None:
    terms = OPEN + "".join(owes(f"o{n}", "a", "at_least = 1") for n in range(4))
    folder = write(tmp_path / "t", terms, "01 a h 1")
    early = xt("check", "--ledger", folder, "--at", "1851-01-01T00:00:00Z", "-O", "csv")
    assert (early.code, len(early.rows)) == (4, 4 * 366)
    late = xt("check", "--ledger", folder, "--at", "2050-01-01T00:00:00Z")
    assert (late.code, late.out) == (3, "")
    assert "292,200 periods" in late.err or "292,196 periods" in late.err
    assert xt("terms", "check", folder / "terms.toml").code == 0
