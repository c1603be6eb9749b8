"""Measure everything and write ``benchmarks/RESULTS.md``."""

import argparse
import compileall
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import peers
from benchmarks.growth import SIZES, Grown, growth
from benchmarks.ledgers import ROOT, Ledgers
from benchmarks.measure import Failed, pairs
from benchmarks.reading import folders, listing, reading, streaming, summing
from benchmarks.results import Compared, Results, growth_table, page, quick_line, row_line
from benchmarks.starting import imports, start_to_write, start_up
from benchmarks.targets import TARGETS, Row
from benchmarks.terms import terms
from benchmarks.tried import TRIED
from benchmarks.writing import changing, importing, syncing, verifying

RESULTS = Path(__file__).with_name("RESULTS.md")
PROVED_AT = 10_000  # entries
COMPARED_AT = 100_000
QUICK = {"many": 10_000, "some": 3_000, "times": 1}
QUICK_SIZES = (1_000, 10_000)
GROWTH = "growth"
QUICK_HEAD = """Every command is run once, with {many:,} entries for 1,000,000 and {some:,} for
100,000. The bounds are made for the large ledgers: here the start of the program outweighs what it is set
beside, so that ratios to DuckDB, hledger, sqlite3, the csv module and the digests say nothing of them, and
neither does a single pair of one that is nearly met. Those of start-up, and of many entries against few,
hold here, too."""
PARTS = {
    part.__name__: part
    for part in (
        start_up,
        start_to_write,
        *TARGETS,
        importing,
        syncing,
        changing,
        verifying,
        reading,
        listing,
        summing,
        streaming,
        folders,
        terms,
    )
}


def main() -> None:
    """Measure, print each result as it comes, and write the page when all of it was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="keep the synthetic ledgers here")
    parser.add_argument(
        "--only", action="append", choices=[*PARTS, GROWTH], help="only this (repeatable)"
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="fewer entries and runs, which the bounds are not made for; nothing is written",
    )
    parser.add_argument(
        "--largest", type=int, default=SIZES[-1], help="entries up to which growth is measured"
    )
    options = parser.parse_args()
    compileall.compile_dir(ROOT / "exchange_tracker", quiet=1)  # as an installed program is
    if not options.quick:
        peers.install()
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as spare:
        ledgers = Ledgers(options.folder or Path(spare), **(QUICK if options.quick else {}))
        try:
            results = measure_some(ledgers, options)
        except Failed as why:
            sys.exit(f"not measured: {why}")
    if results:
        RESULTS.write_text(page(results), encoding="utf-8")


def measure_some(ledgers: Ledgers, options: argparse.Namespace) -> Results | None:
    """Measure what was asked for; return all results where that was everything."""
    sizes = [size for size in SIZES if size <= options.largest]
    if not (options.only or options.quick):
        return measure_everything(ledgers, sizes)
    if options.quick:
        print(QUICK_HEAD.format_map(QUICK), flush=True)
    names = options.only or [*PARTS, GROWTH]
    measure(
        ledgers,
        [name for name in names if name != GROWTH],
        quick_line if options.quick else row_line,
    )
    if GROWTH in names:
        grow(ledgers, QUICK_SIZES if options.quick else sizes)
    return None


def measure_everything(ledgers: Ledgers, sizes: Sequence[int]) -> Results:
    """Return all there is to measure."""
    compared = list(compare(ledgers))
    rows, missing = measure(ledgers, list(PARTS))
    grown = grow(ledgers, sizes)
    return Results(rows, missing, compared, grown, imports(ledgers, "check", "--format", "csv"))


def grow(ledgers: Ledgers, sizes: Sequence[int]) -> list[Grown]:
    """Return what every command takes at each size, and print it."""
    grown = []
    for each in growth(ledgers, sizes):
        print(f"{each.rows:,} entries: {len(each.runs)} commands measured", flush=True)
        grown.append(each)
    print(growth_table(grown), flush=True)
    return grown


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
            for each in PARTS[name](ledgers):
                row = each._replace(tried=each.tried or TRIED.get(name, ""))
                rows.append(row)
                print(line(row), flush=True)
        except peers.Missing as why:
            missing.append(f"{name}: {why}")
            print(f"{name}: not measured: {why}", flush=True)
    return rows, missing


if __name__ == "__main__":
    main()
