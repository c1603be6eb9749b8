"""What reading costs as the entries grow: the same days, parties and readings, more and more entries."""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import peers
from benchmarks.commands import FLAT, IN_A_FOLDER, SUMMED, SYNTHETIC, WHOLE, WINDOW, asked, shown
from benchmarks.ledgers import Ledgers
from benchmarks.measure import Command, duration, first_row, printed, quoted, run, shell
from benchmarks.targets import Row, compare

FEW = 1_000
GROWN = 1.5
EXPLAINED = 3
AT_ONCE = 0.3  # seconds to the first row of a list
HELD = 100  # MB, however long a list is
BY_CSV = 2
FEW_PAIRS = 5  # of each command on a folder: there are many

_COPYING = (
    "import csv,sys\ncsv.writer(sys.stdout).writerows(csv.reader(open(sys.argv[1],newline='')))"
)
_SUMMING = (
    "import csv,collections,sys\nsums=collections.Counter()\n"
    "for r in csv.DictReader(open(sys.argv[1],newline='')):\n"
    " sums[r['day'],r['party'],r['kind'],r['category'],r['nationality'],r['basis']]+=int(r['count'])"
)


def reading(ledgers: Ledgers) -> Iterator[Row]:
    """Yield what each reading command costs with many entries against the same with few."""
    few = ledgers.of(FEW)
    for question in FLAT:
        for rows in (ledgers.some, ledgers.many):
            what = f"`xt {shown(question)}`, {rows:,} / {FEW:,} entries"
            ours, theirs = asked(question, ledgers.of(rows)), asked(question, few)
            yield compare(ledgers, what, ours, theirs, GROWN)


def listing(ledgers: Ledgers) -> Iterator[Row]:
    """Yield what a list of the entries of some days costs, the cost of its rows apart.

    There are a thousand times as many in a ledger a thousand times as large; so to its cost with few
    entries is added what Python's csv module takes to read and write the very rows that are listed.
    """
    for question in WINDOW:
        for rows in (ledgers.some, ledgers.many):
            ours = asked(question, ledgers.of(rows))
            answer = ledgers.folder / "listed.csv"
            text = printed(ours)
            answer.write_text(text, encoding="utf-8")
            listed = text.count("\n") - 1
            theirs = shell(f"{quoted(*asked(question, ledgers.of(FEW)))} && {_copying(answer)}")
            what = (
                f"`xt {shown(question)}`, {rows:,} / {FEW:,} entries and the csv module's writing of"
                f" the {listed:,} rows listed"
            )
            yield compare(ledgers, what, ours, theirs, GROWN)


def _copying(answer: Path) -> str:
    return quoted(sys.executable, "-c", _COPYING, answer)


def summing(ledgers: Ledgers) -> Iterator[Row]:
    """Yield what explaining costs against the sums of the bare table by sqlite3."""
    ledger, theirs = ledgers.of(ledgers.many), peers.sums(ledgers, ledgers.many)
    words = SYNTHETIC._replace(change=ledgers.middle(ledger))
    for question in SUMMED:
        of_claims = question.words == "reconcile"
        ours = asked(question, ledgers.with_claims(ledgers.many) if of_claims else ledger, words)
        name = f"`xt {shown(question, words)}`{' of 1,000 claims' * of_claims}"
        what = f"{name} / sqlite3's sums of the bare table, {ledgers.many:,}"
        yield compare(ledgers, what, ours, theirs, EXPLAINED)


def streaming(ledgers: Ledgers) -> Iterator[Row]:
    """Yield when a list of the whole ledger has its first row, and what memory all of it takes."""
    for question in WHOLE:
        ours = asked(question, ledgers.of(ledgers.many))
        name = f"`xt {shown(question)}`, every row of {ledgers.many:,} entries"
        times = min(3, ledgers.times)
        soon, whole = first_row(ours, times), run(ours)
        yield Row(f"{name}: the first row", soon, AT_ONCE, f"median of {times}", " s")
        yield Row(f"{name}: peak memory", whole.memory, HELD, duration(whole.seconds), " MB")


def folders(ledgers: Ledgers) -> Iterator[Row]:
    """Yield what a folder's questions cost against the csv module adding up the same sums."""
    folder = ledgers.truce(ledgers.some)
    theirs: Command = [sys.executable, "-c", _SUMMING, str(folder / "releases.csv")]
    for question in IN_A_FOLDER:
        what = f"`xt {shown(question)}` of a folder / csv module's sums, {ledgers.some:,}"
        yield compare(ledgers, what, asked(question, folder), theirs, BY_CSV, times=FEW_PAIRS)
