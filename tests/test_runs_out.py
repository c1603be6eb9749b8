"""Whatever runs out on the way, the exit code is one that is documented, and never 1."""

import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ledgers import NOV

DOCUMENTED = {0, 1, 2, 3, 4, 5, 70, 74, 75, 130, 141}
MIB = 1_048_576
XT = [sys.executable, "-m", "exchange_tracker"]
WHOLE = [*XT, "check", "--ledger", str(NOV), "--at", "2023-12-01T12:00+02:00", "-O", "csv"]
NO_MEMORY = "this machine gives the program no more memory; free some, or ask about less"


def under(limit: int, value: int, command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command where no more of something is to be had."""
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(limit, (value, value)),
        cwd=Path(__file__).parents[1],
    )


def starts(limit: int, value: int) -> bool:
    """Tell whether Python itself comes so far as to run a line, which the program needs first."""
    return under(limit, value, [sys.executable, "-c", "import exchange_tracker"]).returncode == 0


def quiet(ran: subprocess.CompletedProcess[str]) -> None:
    """No traceback, no exit code that is not documented; 1 and 4 are findings of these days."""
    assert "Traceback" not in ran.stderr, ran.stderr
    if ran.returncode == -signal.SIGABRT:  # Pydantic's core, in Rust, does so and asks nobody
        assert ran.stderr.startswith("memory allocation of "), ran.stderr
        return
    assert ran.returncode in DOCUMENTED, (ran.returncode, ran.stderr)
    if ran.returncode == 70:
        assert len(ran.stderr.splitlines()) == 1, ran.stderr
    else:
        assert ran.returncode == 4, ran.stderr
        assert ran.stdout.startswith("reading,obligation,")


@pytest.mark.parametrize("size", [*range(20, 60, 4), *range(60, 140, 10), 200, 400, 1000])
def test_memory_runs_out(size: int) -> None:
    if not starts(resource.RLIMIT_AS, size * MIB):
        return
    quiet(under(resource.RLIMIT_AS, size * MIB, WHOLE))


@pytest.mark.parametrize("files", range(3, 12))
def test_files_run_out(files: int) -> None:
    if not starts(resource.RLIMIT_NOFILE, files):
        return
    ran = under(resource.RLIMIT_NOFILE, files, WHOLE)
    assert "Traceback" not in ran.stderr
    assert ran.returncode in {3, 4, 70}, ran.stderr


@pytest.mark.parametrize("size", [60, 80, 100, 130, 160])
def test_memory_runs_out_in_the_middle_of_many_rows(size: int, tmp_path: Path) -> None:
    (tmp_path / "terms.toml").write_bytes((NOV / "terms.toml").read_bytes())
    rows = "".join(f"r{n},2023-11-24,hamas,hostage,1\n" for n in range(300_000))
    path = tmp_path / "releases.csv"
    path.write_text(f"id,day,party,kind,count\n{rows}", encoding="utf-8")
    command = [*XT, "discrepancies", "--ledger", str(tmp_path), "-O", "csv"]
    ran = under(resource.RLIMIT_AS, size * MIB, command)
    assert (ran.returncode, ran.stderr) == (70, f"{NO_MEMORY}\n")
