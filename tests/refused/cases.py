"""The bad inputs that are kept in files, and what it is to refuse one."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import Ran, xt

BAD = Path(__file__).parents[1] / "bad"
GOOD = BAD / "good"
KINDS = ("releases", "movements", "claims", "sources")
CASES = [
    path
    for kind in KINDS
    for path in sorted((BAD / kind).iterdir())
    if path.suffix in {".csv", ".jsonl"}
]
TABLES = [path for path in CASES if path.suffix == ".csv"]
HEADER = "day,party,kind,count,note\n"
ROW = "2023-11-24,hamas,hostage,8,"
ON_UNIX = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


each_case = pytest.mark.parametrize("case", CASES, ids=name_of)
each_table = pytest.mark.parametrize("case", TABLES, ids=name_of)


def expected(case: Path, suffix: str = ".expected") -> list[str]:
    return case.with_suffix(suffix).read_text(encoding="utf-8").splitlines()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refused(ran: Ran) -> list[str]:
    assert (ran.code, ran.out) == (3, "")
    return ran.err.splitlines()


def refused_by_import(ledger: Path, kind: str, *names: str, given: bytes = b"") -> list[str]:
    before = digest(ledger)
    lines = refused(xt("import", kind, *names, "--ledger", ledger, given=given))
    assert digest(ledger) == before
    return lines


def program(*words: str) -> Ran:
    ran = subprocess.run(
        [sys.executable, "-m", "exchange_tracker", *words],
        capture_output=True,
        check=False,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=30,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)
