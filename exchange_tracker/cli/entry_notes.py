"""What is said on standard error about rows that were just written, and are kept as they are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from exchange_tracker.cli.output import note, say
from exchange_tracker.facts.entry import entry_of
from exchange_tracker.facts.model import Release
from exchange_tracker.facts.movement import Movement
from exchange_tracker.queries.discrepancies.possible_totals import EntryTotal, entry_totals
from exchange_tracker.report.phrases import numbered
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.second_look import MOST, Look, Looks, second_look

if TYPE_CHECKING:
    from exchange_tracker.store.ledger.alike_rows import Alike
    from exchange_tracker.store.ledger.row_import import ImportOutcome, Kept

MOST_ROWS = 20_000  # of releases, in a ledger whose days are looked through for totals


class Notes(NamedTuple):
    """What a careful reader would ask of the rows that a change wrote, whichever command wrote it."""

    looks: tuple[Looks, ...] = ()
    totals: tuple[EntryTotal, ...] = ()


def note_rows(ledger: Ledger, starts: Mapping[type, int], now: datetime) -> Notes:
    """Return what to ask of the rows written from the ``starts`` of their tables on."""
    start = starts.get(Release)
    totals = _possible_totals(ledger, start) if start else ()
    looks = list(second_look(ledger, starts, now))
    if moved := starts.get(Movement):
        looks.append(_cohort_looks(ledger, moved))
    return Notes(tuple(looks), tuple(totals))


def say_notes(notes: Notes) -> None:
    """Say what to ask; of very many rows the first, and where the rest are."""
    _say_looks(notes.looks)
    _say_totals(notes.totals)


def _say_looks(looks: Iterable[Looks]) -> None:
    for kind in looks:
        for each in kind.named:
            note(f"{each.id}: {each.words}")
        if kind.others:
            more = f"… and {kind.others:,} more like it"
            listed = f": xt discrepancies --type {kind.type} lists them all" if kind.type else ""
            note(f"{more}{listed}")


def _cohort_looks(ledger: Ledger, start: int) -> Looks:
    """Return the movements written from a row on that no cohort of the terms counts."""
    from exchange_tracker.queries.movements import cohorts_of  # not for ``xt add``

    terms = ledger.terms
    written = ledger.versions(Movement, "row >= ? AND superseded IS NULL", (start,))
    found = [each.id for _, each in written if not cohorts_of(terms, each)]
    words = (
        "it is of no cohort of the terms"
        if terms.cohorts
        else "the terms have no cohort to count it"
    )
    named = tuple(Look(name, words) for name in found[:MOST])
    return Looks(named, max(0, len(found) - MOST), "")


def say_kept(outcome: "ImportOutcome") -> None:
    """Say which rows are as entries were before they were corrected, and which may be corrections."""
    for kept in outcome.kept:
        say(_kept(kept))
    left = outcome.kept_rows - len(outcome.kept)
    if left:
        rows = numbered(left, "more row that equals", "more rows that equal")
        say(f"… and {rows} what an entry said before")
    for pair in outcome.alike:
        say(_alike(pair))


def _possible_totals(ledger: Ledger, start: int) -> Iterable[EntryTotal]:
    """Return the totals of which an entry written from row ``start`` on is the whole or a part.

    In a ledger of more than ``MOST_ROWS`` only ``xt discrepancies`` says it: each would be looked at.
    """
    ((rows,),) = ledger.rows("SELECT max(row) FROM releases")
    if rows > MOST_ROWS:
        return []
    written = dict(ledger.rows("SELECT id, truce_day FROM releases WHERE row >= ?", (start,)))
    days = {*written.values()}
    first, last = (date.fromisoformat(day) for day in (min(days), max(days)))
    between = ledger.releases_between(first, last)
    entries = (entry_of(release, ledger.clock) for release in between)
    totals = entry_totals(each for each in entries if each.day.isoformat() in days)
    return [
        each
        for each in totals
        if each.entry.id in written or any(part.id in written for part in each.parts)
    ]


def _say_totals(totals: Sequence[EntryTotal]) -> None:
    """Say which entries may be totals of others, so that their people would be counted twice."""
    for entry, parts in totals[:MOST]:
        ids = ", ".join(part.id for part in parts[:MOST])
        more = f" and {len(parts) - MOST:,} more" if len(parts) > MOST else ""
        note(f"{entry.id}: {entry.headcount:,} is the sum of {ids}{more}: is it a total?")
    if len(totals) > MOST:
        left = f"… and {len(totals) - MOST:,} more like it"
        note(f"{left}: xt discrepancies --type possible-total lists them all")


def _kept(kept: "Kept") -> str:
    name, number, retracted = kept.entry
    how = "retracted" if retracted else "corrected"
    back = "give the row another id to add it" if retracted else f"xt amend {name} sets it back"
    return (
        f"{kept.where}: the row says what {name} said before change {number} {how} it;"
        f" {name} is left as it is ({back})"
    )


def _alike(pair: "Alike") -> str:
    new, old = pair
    days = "days" if old.until > old.day else "day"
    movement = ", movement" if isinstance(new, Movement) else ""
    return (
        f"{new.id}: {old.id} has the same {days}, party{movement}, kind and group, and the count {old.count}"
        f" beside {new.count}; if {new.id} corrects it, xt retract {new.id} and xt amend {old.id}"
    )
