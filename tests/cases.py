"""What others lost, doubled or misread in a program like this one: files to try, case by case."""

from pathlib import Path

from tests.program import xt

CASES = Path(__file__).parent / "cases"
AT = "--at=2021-04-01T00:00Z"


def case_file(case: str, name: str) -> Path:
    """A file of a case."""
    return CASES / case / name


def ledger_of(folder: Path, name: str = "l.db") -> Path:
    """A ledger with the terms of the cases alone: at least ten hostages a day, for six days."""
    path = folder / name
    assert xt("init", path, "--terms", CASES / "terms.toml").ok
    return path
