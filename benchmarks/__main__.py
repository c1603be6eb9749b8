"""Measure everything and write ``benchmarks/RESULTS.md``."""

import argparse
import compileall
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import peers
from benchmarks.growth import growth
from benchmarks.ledgers import ROOT, Ledgers
from benchmarks.measure import pairs
from benchmarks.reading import reading, summing
from benchmarks.results import Compared, Results, page, quick_line, row_line
from benchmarks.starting import imports
from benchmarks.targets import TARGETS, Row
from benchmarks.terms import terms

RESULTS = Path(__file__).with_name("RESULTS.md")
PROVED_AT = 10_000  # entries
COMPARED_AT = 100_000
QUICK = {"many": 20_000, "some": 5_000, "times": 3}
PARTS = {target.__name__: target for target in (*TARGETS, reading, summing, terms)}


def main() -> None:
    """Measure, print each result as it comes, and write the page when all of it was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="keep the synthetic ledgers here")
    parser.add_argument("--only", action="append", choices=PARTS, help="only this (repeatable)")
    parser.add_argument(
        "--quick",
        action="store_true",
        help="fewer entries and runs, which the bounds are not made for; nothing is written",
    )
    options = parser.parse_args()
    compileall.compile_dir(ROOT / "exchange_tracker", quiet=1)  # as an installed program is
    if not options.quick:
        peers.install()
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as spare:
        folder = options.folder or Path(spare)
        ledgers = Ledgers(folder, **(QUICK if options.quick else {}))
        if options.only or options.quick:
            line = quick_line if options.quick else row_line
            measure(ledgers, options.only or list(PARTS), line)
            return
        results = measure_everything(ledgers)
    RESULTS.write_text(page(results), encoding="utf-8")


def measure_everything(ledgers: Ledgers) -> Results:
    """Return all there is to measure."""
    compared = list(compare(ledgers))
    rows, missing = measure(ledgers, list(PARTS))
    grown = []
    for each in growth(ledgers):
        print(each, flush=True)
        grown.append(each)
    return Results(rows, missing, compared, grown, imports(ledgers, "check", "--format", "csv"))


def compare(ledgers: Ledgers) -> Iterator[Compared]:
    """Yield the peers beside a check, those first held to the same sums."""
    ours = peers.OURS.ask(ledgers, COMPARED_AT)
    for peer, why_not in peers.held_to_the_same_sums(ledgers, PROVED_AT):
        if why_not:
            beside = Compared(peer.name, "", why_not)
        else:
            theirs = peer.ask(ledgers, COMPARED_AT)
            beside = Compared(peer.name, peers.version(peer), "", pairs(ours, theirs))
        print(beside, flush=True)
        yield beside


def measure(
    ledgers: Ledgers, names: Sequence[str], line: Callable[[Row], str] = row_line
) -> tuple[list[Row], list[str]]:
    """Return the rows of the targets, and which peers are missing."""
    rows, missing = [], []
    for name in names:
        try:
            for row in PARTS[name](ledgers):
                rows.append(row)
                print(line(row), flush=True)
        except peers.Missing as why:
            missing.append(f"{name}: {why}")
            print(f"{name}: not measured: {why}", flush=True)
    return rows, missing


if __name__ == "__main__":
    main()
