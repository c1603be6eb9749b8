"""What is said on standard error about rows that were just written, and are kept as they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from exchange_tracker.cli.output import note, say
from exchange_tracker.facts.entry import Entry, entry_of
from exchange_tracker.facts.model import Release
from exchange_tracker.facts.movement import Movement
from exchange_tracker.queries.discrepancies.possible_totals import (
    EntryTotal,
    entry_totals,
    may_have_totals,
)
from exchange_tracker.queries.unlikely_rows import unlikely_rows
from exchange_tracker.report.phrases import numbered
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.second_look import (
    MOST,
    Look,
    Looks,
    first_looks,
    second_look,
)
from exchange_tracker.store.ledger.tally import Tally
from exchange_tracker.store.ledger.written_rows import MOST_ROWS, alike_beside, beside

if TYPE_CHECKING:
    from exchange_tracker.store.ledger.alike_rows import Alike
    from exchange_tracker.store.ledger.row_import import ImportOutcome, Kept

MOST_ALIKE = 20  # rows that may correct others


class Notes(NamedTuple):
    """What a careful reader would ask of the rows that a change wrote, whichever command wrote it."""

    looks: tuple[Looks, ...] = ()
    totals: tuple[EntryTotal, ...] = ()


def note_rows(
    ledger: Ledger,
    starts: Mapping[type, int],
    now: datetime,
    *,
    alone: bool = False,
    tally: Tally | None = None,
) -> Notes:
    """Return what to ask of the rows written from the ``starts`` of their tables on.

    ``alone``: it is one row, and no file. ``tally`` counts what the rows say, where no other was written.
    """
    start = starts.get(Release)
    totals = _possible_totals(ledger, start) if start else ()
    looks = [
        *second_look(ledger, starts, now, tally),
        *unlikely_rows(ledger, starts, alone=alone, tally=tally),
    ]
    if moved := starts.get(Movement):
        looks.append(_cohort_looks(ledger, moved))
    return Notes(tuple(looks), tuple(totals))


def say_notes(notes: Notes, *, recorded: bool = True) -> None:
    """Say what to ask; of very many rows the first, and where the rest are."""
    for line in note_lines(notes, recorded=recorded):
        note(line)


def note_lines(notes: Notes, *, recorded: bool) -> Iterator[str]:
    """Yield what there is to ask, a line each; of rows that are not recorded that they are not."""
    for kind in notes.looks:
        yield from _look_lines(kind, recorded=recorded)
    yield from _total_lines(notes.totals)


def doubt_lines(notes: Notes) -> list[str]:
    """Return what is said of rows that may be mistakes and are not recorded for that.

    What is only missing beside them is left out.
    """
    looks = [kind for kind in notes.looks if kind.doubt]
    doubts = [line for kind in looks for line in _look_lines(kind, recorded=False)]
    return [*doubts, *_total_lines(notes.totals)]


def _look_lines(kind: Looks, *, recorded: bool) -> Iterator[str]:
    for each in kind.named:
        if recorded:
            yield f"{each.id}: {each.words}"
        else:
            yield f"{each.id} (not recorded): {each.unrecorded or each.words}"
    if kind.others:
        more = f"… and {kind.others:,} more like it"
        is_listed = kind.type and recorded
        listed = f": xt discrepancies --type {kind.type} lists them all" if is_listed else ""
        yield f"{more}{listed}"


def _cohort_looks(ledger: Ledger, start: int) -> Looks:
    """Return the movements written from a row on that no cohort of the terms counts."""
    from exchange_tracker.queries.movements import cohorts_of  # not for ``xt add``

    terms = ledger.terms
    written = ledger.versions(Movement, "row >= ? AND superseded IS NULL", (start,))
    ids = [each.id for _, each in written if not cohorts_of(terms, each)]
    words = (
        "it is of no cohort of the terms"
        if terms.cohorts
        else "the terms have no cohort to count it"
    )
    return first_looks((Look(name, words) for name in ids), doubt=False)


def say_kept(outcome: "ImportOutcome") -> None:
    """Say which rows are as entries were before they were corrected, and which may be corrections."""
    for kept in outcome.kept:
        say(_kept(kept))
    left = outcome.kept_rows - len(outcome.kept)
    if left:
        rows = numbered(left, "more row that equals", "more rows that equal")
        say(f"… and {rows} what an entry said before")


def with_alike(notes: Notes, outcome: "ImportOutcome") -> Notes:
    """Return notes with the rows of an import that may be others once more, corrected."""
    looks = Looks(tuple(_alike(pair) for pair in outcome.new.alike[:MOST_ALIKE]), 0, "")
    return notes._replace(looks=(*notes.looks, looks))


def entries_beside(ledger: Ledger, start: int) -> list[Entry]:
    """Return the entries of the days of those written from row ``start`` on, with these.

    Of days with more than ``MOST_ROWS`` none: only ``xt discrepancies`` looks at so many.
    """
    if not _are_few_beside(ledger, start):
        return []
    written = ledger.versions(Release, _OF_DAYS, (start,))
    return [entry_of(release, ledger.clock) for _, release in written]


_OF_DAYS = "superseded IS NULL AND truce_day IN (SELECT truce_day FROM releases WHERE row >= ?)"


def _are_few_beside(ledger: Ledger, start: int) -> bool:
    """Return whether few rows were written from row ``start`` on, and their days have few."""
    ((last,),) = ledger.rows("SELECT max(row) FROM releases")
    if last - start >= MOST_ROWS:
        return False
    ((rows,),) = ledger.rows(f"SELECT count(*) FROM releases WHERE {_OF_DAYS}", (start,))  # noqa: S608 - our own words
    return int(rows) <= MOST_ROWS


def _possible_totals(ledger: Ledger, start: int) -> Iterable[EntryTotal]:
    """Return the totals of which an entry written from row ``start`` on is the whole or a part."""
    if not _are_few_beside(ledger, start) or not may_have_totals(alike_beside(ledger, start)):
        return []
    versions = ledger.versions(Release, *beside(start))
    entries = [entry_of(release, ledger.clock) for _, release in versions]
    written = {name for (name,) in ledger.rows("SELECT id FROM releases WHERE row >= ?", (start,))}
    return [
        each
        for each in entry_totals(entries)
        if each.entry.id in written or any(part.id in written for part in each.parts)
    ]


def _total_lines(totals: Sequence[EntryTotal]) -> Iterator[str]:
    """Say which entries may be totals of others, so that their people would be counted twice."""
    for entry, parts in totals[:MOST]:
        ids = ", ".join(part.id for part in parts[:MOST])
        more = f" and {len(parts) - MOST:,} more" if len(parts) > MOST else ""
        yield f"{entry.id}: {entry.headcount:,} is the sum of {ids}{more}: is it a total?"
    if len(totals) > MOST:
        left = f"… and {len(totals) - MOST:,} more like it"
        yield f"{left}: xt discrepancies --type possible-total lists them all"


def _kept(kept: "Kept") -> str:
    name, number, retracted = kept.entry
    how = "retracted" if retracted else "corrected"
    back = "give the row another id to add it" if retracted else f"xt amend {name} sets it back"
    return (
        f"{kept.where}: the row says what {name} said before change {number} {how} it;"
        f" {name} is left as it is ({back})"
    )


def _alike(pair: "Alike") -> Look:
    new, old = pair
    days = "days" if old.until > old.day else "day"
    movement = ", movement" if isinstance(new, Movement) else ""
    same = (
        f"{old.id} has the same {days}, party{movement}, kind and group, and the count {old.count}"
        f" beside {new.count}"
    )
    return Look(
        new.id,
        f"{same}; if {new.id} corrects it, xt retract {new.id} and xt amend {old.id}",
        f"{same}; if the row corrects it, leave it out and xt amend {old.id}",
    )
