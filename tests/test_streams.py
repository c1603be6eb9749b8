"""Streams that are full or closed: one line where anybody hears it, and the exit code for it."""

from itertools import product
from pathlib import Path

import pytest

from tests.ledgers import NOV
from tests.program import shell

WORDS = (
    *("--version", "--help", "check --help", "man", "completion bash", "completion words -- ch"),
    *("totals --ledger {}", "check --ledger {} -O csv", "report --ledger {}"),
)
BUFFERING: tuple[dict[str, str], ...] = ({}, {"PYTHONUNBUFFERED": "1"})
FULL, CLOSED = "No space left on device", "it is closed"


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("environment", BUFFERING, ids=["buffered", "unbuffered"])
def test_a_result_that_cannot_be_written_is_no_success(
    words: str, environment: dict[str, str], tmp_path: Path
) -> None:
    for end, why in (("/dev/full", FULL), ("&-", CLOSED)):
        ran = shell(f"xt {words.format(NOV)} >{end}", tmp_path, **environment)
        assert (ran.returncode, ran.stdout) == (74, "")
        assert ran.stderr == f"standard output: it cannot be written ({why})\n"


@pytest.mark.parametrize("environment", BUFFERING, ids=["buffered", "unbuffered"])
def test_nobody_needs_to_listen_to_what_is_no_result(
    environment: dict[str, str], tmp_path: Path
) -> None:
    for (words, code), end in product(
        (("--version", 0), ("check --ledger none.db", 3), ("nonsense", 2)),
        ("2>&-", "2>/dev/full", "<&-"),
    ):
        ran = shell(f"xt {words} {end}", tmp_path, **environment)
        assert ran.returncode == code
        assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("environment", BUFFERING, ids=["buffered", "unbuffered"])
def test_a_result_is_no_success_where_nobody_hears_so_either(
    environment: dict[str, str], tmp_path: Path
) -> None:
    for words, out, err in product(
        ("--version", "check --help"), ("/dev/full", "&-"), ("/dev/full", "&-")
    ):
        ran = shell(f"xt {words} >{out} 2>{err}", tmp_path, **environment)
        assert (ran.returncode, ran.stdout, ran.stderr) == (74, "", "")
