"""What reading costs as the entries grow: the same days, parties and readings, more and more entries."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks import peers
from benchmarks.ledgers import XT, Ledgers
from benchmarks.measure import Command
from benchmarks.targets import Row, compare

FEW = 1_000
_DAY = "2024-06-03"
FLAT: dict[str, tuple[str, ...]] = {
    "check": ("--format", "csv"),
    "check --together": ("--format", "csv"),
    "totals": ("--format", "csv"),
    "status": (),
    f"say {_DAY}": (),
    "chart": ("--format", "svg"),
    "extension": ("--format", "csv"),
    "held": ("--format", "csv"),
    f"margin hostages {_DAY}": ("--format", "csv"),
    "conduct": ("--format", "csv"),
    "report": ("--format", "html"),
}
"""Commands whose answer is as long with many entries as with few."""

LISTING: dict[str, tuple[str, ...]] = {
    f"why check hostages {_DAY}": (),
    "releases --from 2024-06-01 --to 2024-06-07": ("--format", "csv"),
}
"""Commands that list the entries of a day or a week, of which there are a thousand times as many."""

BOUND = 1.5
LISTED = 5.0


def reading(ledgers: Ledgers) -> Iterator[Row]:
    """Yield what each reading command costs with many entries against the same with few."""
    many, few = ledgers.of(ledgers.many), ledgers.of(FEW)
    for commands, bound in ((FLAT, BOUND), (LISTING, LISTED)):
        for words, form in commands.items():
            what = f"`xt {words}`, {ledgers.many:,} / {FEW:,} entries"
            ours, theirs = (_line(words, form, ledger) for ledger in (many, few))
            yield compare(ledgers, what, ours, theirs, bound, times=5)


def summing(ledgers: Ledgers) -> Iterator[Row]:
    """Yield what explaining costs against the sums of the bare table by sqlite3."""
    ledger, theirs = ledgers.of(ledgers.many), peers.sums(ledgers, ledgers.many)
    middle = ledgers.middle(ledger)
    for words in (f"flips --since {middle}", "discrepancies --type short", "reconcile"):
        claimed = ledgers.with_claims(ledgers.many) if words == "reconcile" else ledger
        what = f"`xt {words}` / sqlite3's sums of the bare table, {ledgers.many:,}"
        ours = _line(words, ("--format", "csv"), claimed)
        yield compare(ledgers, what, ours, theirs, 3, times=5)


def _line(words: str, form: tuple[str, ...], ledger: Path) -> Command:
    return [XT, *words.split(), *form, "--at", "2025-01-05T00:00Z", "--ledger", str(ledger)]
