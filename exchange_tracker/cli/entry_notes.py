"""What is said on standard error about entries that were just written, and are kept as they are."""

from collections.abc import Iterable

from exchange_tracker.cli.output import say
from exchange_tracker.report.phrases import numbered
from exchange_tracker.store.ledger.look_alikes import Alike
from exchange_tracker.store.ledger.row_import import ImportOutcome, Kept
from exchange_tracker.store.ledger.second_look import Looks


def say_looks(looks: Iterable[Looks]) -> None:
    """Say what a careful reader would ask; of very many entries the first, and where the rest are."""
    for kind in looks:
        for each in kind.named:
            say(f"{each.id}: {each.words}")
        if kind.others:
            more = f"… and {kind.others:,} more like it"
            say(f"{more}: xt discrepancies --type {kind.type} lists them all")


def say_kept(outcome: ImportOutcome) -> None:
    """Say which rows are as entries were before they were corrected, and which may be corrections."""
    for kept in outcome.kept:
        say(_kept(kept))
    left = outcome.kept_rows - len(outcome.kept)
    if left:
        say(f"… and {numbered(left, 'row', 'rows')} more that equal what an entry said before")
    for pair in outcome.alike:
        say(_alike(pair))


def _kept(kept: Kept) -> str:
    name, number, retracted = kept.entry
    how = "retracted" if retracted else "corrected"
    back = "give the row another id to add it" if retracted else f"xt amend {name} sets it back"
    return (
        f"{kept.where}: the row says what {name} said before change {number} {how} it;"
        f" {name} is left as it is ({back})"
    )


def _alike(pair: Alike) -> str:
    new, old = pair
    return (
        f"{new.id}: {old.id} has the same day, party, kind and group, and the count {old.count}"
        f" beside {new.count}; if {new.id} corrects it, xt retract {new.id} and xt amend {old.id}"
    )
