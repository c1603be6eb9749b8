"""A ledger on a server: ``python -m benchmarks.shared --rows 1000000`` starts one, and prints figures.

``xt check`` is set beside the same GROUP BY of the bare table, run by psql.
"""

import argparse
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.ledgers import XT
from benchmarks.make_ledger import write_folder
from tests.servers import Server, new_server

SUMS = """SELECT party, kind, category, nationality, basis, truce_day, sum(people)
    FROM million.releases WHERE superseded IS NULL GROUP BY 1, 2, 3, 4, 5, 6;"""
TARGET = "at most 1.5 for a million entries; of few, most is starting"


def took(do: Callable[[], object], times: int = 1) -> float:
    """Give the shortest time, in seconds, of some."""
    lowest = float("inf")
    for _ in range(times):
        since = time.monotonic()
        do()
        lowest = min(lowest, time.monotonic() - since)
    return lowest


def xt(*words: object) -> None:
    """Run the program."""
    ran = subprocess.run([XT, *map(str, words)], capture_output=True, text=True, check=False)
    assert ran.returncode in (0, 1, 4), ran.stderr


def measure(server: Server, folder: Path) -> None:
    """Print how long it takes to import, check, verify and copy a folder's entries."""
    address, file = server.of("million"), folder / "x.db"
    xt("init", address, "--terms", folder / "terms.toml")
    at = ("--ledger", address)
    print(f"import: {took(lambda: xt('import', 'releases', folder / 'releases.csv', *at)):.1f} s")
    server.sql("ANALYZE million.releases")
    check = took(lambda: xt("check", "--at", "2030-01-01T00:00:00Z", "-O", "csv", *at), times=5)
    bare = took(lambda: server.sql(SUMS), times=5)
    ratio = check / bare
    print(f"check: {check:.2f} s; GROUP BY by psql: {bare:.2f} s; {ratio:.2f} ({TARGET})")
    print(f"verify: {took(lambda: xt('verify', *at)):.1f} s")
    print(f"copy to a file: {took(lambda: xt('copy', address, file)):.1f} s")
    print(f"copy to the server: {took(lambda: xt('copy', file, server.of('copied'))):.1f} s")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as name, new_server({"shared_buffers": "512MB"}) as server:
        write_folder(Path(name) / "folder", rows)
        measure(server, Path(name) / "folder")


if __name__ == "__main__":
    main()
