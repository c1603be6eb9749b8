"""Measure everything and write ``benchmarks/RESULTS.md``."""

import argparse
import compileall
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import peers
from benchmarks.growth import growth
from benchmarks.ledgers import ROOT, Ledgers
from benchmarks.measure import pairs
from benchmarks.results import Compared, Results, page, row_line
from benchmarks.starting import imports
from benchmarks.targets import TARGETS, Row

RESULTS = Path(__file__).with_name("RESULTS.md")
PROVED_AT = 10_000  # entries
COMPARED_AT = 100_000
PARTS = {target.__name__: target for target in TARGETS}


def main() -> None:
    """Measure, print each result as it comes, and write the page when all of it was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="keep the synthetic ledgers here")
    parser.add_argument("--only", action="append", choices=PARTS, help="only this (repeatable)")
    given = parser.parse_args()
    compileall.compile_dir(ROOT / "exchange_tracker", quiet=1)  # as an installed program is
    peers.install()
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as spare:
        ledgers = Ledgers(given.folder or Path(spare))
        if given.only:
            measured(ledgers, given.only)
            return
        found = everything(ledgers)
    RESULTS.write_text(page(found), encoding="utf-8")


def everything(ledgers: Ledgers) -> Results:
    """Measure all there is."""
    compared = list(compare(ledgers))
    rows, missing = measured(ledgers, list(PARTS))
    grown = []
    for each in growth(ledgers):
        print(each, flush=True)
        grown.append(each)
    return Results(rows, missing, compared, grown, imports(ledgers, "check", "--format", "csv"))


def compare(ledgers: Ledgers) -> Iterator[Compared]:
    """Give the peers beside a check, those first held to the same sums."""
    ours = peers.OURS.ask(ledgers, COMPARED_AT)
    for peer, why_not in peers.held_to_the_same_sums(ledgers, PROVED_AT):
        if why_not:
            found = Compared(peer.name, "", why_not)
        else:
            theirs = peer.ask(ledgers, COMPARED_AT)
            found = Compared(peer.name, peers.version(peer), "", pairs(ours, theirs))
        print(found, flush=True)
        yield found


def measured(ledgers: Ledgers, names: Sequence[str]) -> tuple[list[Row], list[str]]:
    """Measure the targets, and say which peers are missing."""
    rows, missing = [], []
    for name in names:
        try:
            for row in PARTS[name](ledgers):
                rows.append(row)
                print(row_line(row), flush=True)
        except peers.Missing as why:
            missing.append(f"{name}: {why}")
            print(f"{name}: not measured: {why}", flush=True)
    return rows, missing


if __name__ == "__main__":
    main()
