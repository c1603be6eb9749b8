"""What is said on standard error about entries that were just written, and are kept as they are."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from exchange_tracker.cli.output import say
from exchange_tracker.facts.entry import entry_of
from exchange_tracker.facts.movement import Movement
from exchange_tracker.report.phrases import numbered
from exchange_tracker.store.ledger.alike_rows import Alike
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.row_import import ImportOutcome, Kept
from exchange_tracker.store.ledger.second_look import MOST, Looks

if TYPE_CHECKING:
    from exchange_tracker.queries.discrepancies.kinds import Discrepancy

MOST_COMPARED = 2_000  # entries of an import whose days are looked through for totals


def say_looks(looks: Iterable[Looks]) -> None:
    """Say what a careful reader would ask; of very many entries the first, and where the rest are."""
    for kind in looks:
        for each in kind.named:
            say(f"{each.id}: {each.words}")
        if kind.others:
            more = f"… and {kind.others:,} more like it"
            listed = f": xt discrepancies --type {kind.type} lists them all" if kind.type else ""
            say(f"{more}{listed}")


def say_kept(outcome: ImportOutcome) -> None:
    """Say which rows are as entries were before they were corrected, and which may be corrections."""
    for kept in outcome.kept:
        say(_kept(kept))
    left = outcome.kept_rows - len(outcome.kept)
    if left:
        say(f"… and {numbered(left, 'row', 'rows')} more that equal what an entry said before")
    for pair in outcome.alike:
        say(_alike(pair))


def possible_totals(ledger: Ledger, start: int) -> "list[Discrepancy]":
    """Return the entries that may be totals of others, on the days of those written from a row on.

    Of more than ``MOST_COMPARED`` entries only ``xt discrepancies`` says it.
    """
    from exchange_tracker.queries.discrepancies.of_entries import of_totals  # not for ``xt add``

    query = "SELECT count(*), min(truce_day), max(truce_day) FROM releases WHERE row >= ?"
    number, first, last = next(ledger.rows(query, (start,)))
    if not 0 < number <= MOST_COMPARED:
        return []
    query = "SELECT DISTINCT truce_day FROM releases WHERE row >= ?"
    days = {day for (day,) in ledger.rows(query, (start,))}
    between = ledger.releases_between(date.fromisoformat(first), date.fromisoformat(last))
    entries = (entry_of(release, ledger.clock) for release in between)
    return list(of_totals(each for each in entries if each.day.isoformat() in days))


def say_totals(totals: "Sequence[Discrepancy]") -> None:
    """Say which entries may be totals of others, so that their people would be counted twice."""
    from exchange_tracker.queries.discrepancies.kinds import Noted  # not for ``xt add``

    for each in totals[:MOST]:
        name, *parts = each.about.ids if isinstance(each.about, Noted) else ()
        more = f" and {len(parts) - MOST:,} more" if len(parts) > MOST else ""
        say(f"{name}: {each.found:,} is the sum of {', '.join(parts[:MOST])}{more}: is it a total?")
    if len(totals) > MOST:
        left = f"… and {len(totals) - MOST:,} more like it"
        say(f"{left}: xt discrepancies --type possible-total lists them all")


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
    days = "days" if old.until > old.day else "day"
    movement = ", movement" if isinstance(new, Movement) else ""
    return (
        f"{new.id}: {old.id} has the same {days}, party{movement}, kind and group, and the count {old.count}"
        f" beside {new.count}; if {new.id} corrects it, xt retract {new.id} and xt amend {old.id}"
    )
