"""Measure every target and write ``benchmarks/RESULTS.md``."""

import argparse
import compileall
import platform
import sqlite3
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from benchmarks.ledgers import ROOT, Ledgers
from benchmarks.targets import TARGETS, Missing, Row

RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> None:
    """Measure, print each row as it comes, and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="keep the synthetic ledgers here")
    parser.add_argument("--only", action="append", help="only this target (repeatable)")
    given = parser.parse_args()
    compileall.compile_dir(ROOT / "exchange_tracker", quiet=1)  # as an installed program is
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as spare:
        ledgers = Ledgers(given.folder or Path(spare))
        rows, missing = measure(ledgers, given.only)
    if not given.only:
        RESULTS.write_text(report(rows, missing), encoding="utf-8")


def measure(ledgers: Ledgers, only: list[str] | None) -> tuple[list[Row], list[str]]:
    """Measure the targets, and say which peers are missing."""
    rows, missing = [], []
    for target in TARGETS:
        if only and target.__name__ not in only:
            continue
        try:
            for row in target(ledgers):
                rows.append(row)
                print(_line(row), flush=True)
        except Missing as why:
            missing.append(f"{target.__name__}: {why}")
            print(f"| {target.__name__} | not measured: {why} |", flush=True)
    return rows, missing


def _line(row: Row) -> str:
    verdict = "met" if row.met else "**not met**"
    number = f"{row.measured:.3f}" if row.measured < 0.1 else f"{row.measured:.2f}"
    bound = f"{row.bound:.3f}" if row.bound < 0.1 else f"{row.bound:g}"
    return f"| {row.what} | {number}{row.unit} | {bound}{row.unit} | {verdict} | {row.detail} |"


def report(rows: list[Row], missing: list[str]) -> str:
    """Give the results as a page."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("typer", "pydantic", "rich"))
    lines = [
        "# Results",
        "",
        "Medians of whole processes run in pairs, ours and theirs in turn; the ratio is the median",
        "of the ratios of the pairs. Made by `make bench`.",
        "",
        f"- machine: {platform.machine()}, {platform.system()} {platform.release()}",
        f"- Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions}",
        "",
        "| what | measured | at most | | medians |",
        "| --- | --- | --- | --- | --- |",
        *map(_line, rows),
        "",
        *(f"- not measured: {why}" for why in missing),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
