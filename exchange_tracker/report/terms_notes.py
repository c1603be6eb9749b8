"""What the writer of terms should look at, in words; these are notes, no errors."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import assert_never

from exchange_tracker.queries.any_basis import AnyBasis, AnyBasisOwed
from exchange_tracker.queries.near_words import NearWord
from exchange_tracker.queries.terms_notes import (
    EachPhase,
    KeyAsParty,
    LateStart,
    Note,
    NothingOwed,
    ShortWeek,
    Unmatchable,
)
from exchange_tracker.report.obligation_english import range_words
from exchange_tracker.report.people_english import date_words, number
from exchange_tracker.report.phrases import joined


def note_sentences(notes: Sequence[Note]) -> Iterator[str]:
    """Yield a sentence for each note; obligations of which the same is to be said share one."""
    for (words, readings), alike in groupby(notes, key=lambda note: (_words(note), note.readings)):
        ids = [
            note.finding.obligation
            for note in alike
            if not isinstance(note.finding, NearWord | KeyAsParty)
        ]
        under = f" (under {_readings(readings)})" if readings else ""
        yield f"{joined(ids, 'and')}{under}: {words}" if ids else words


def _readings(names: Sequence[str]) -> str:
    return f"{'reading' if len(names) == 1 else 'readings'} {joined(names, 'and')}"


def _words(note: Note) -> str:
    finding = note.finding
    match finding:
        case EachPhase():
            return _each_phase(finding)
        case ShortWeek():
            return _short_week(finding)
        case LateStart():
            return _late_start(finding)
        case NearWord():
            return (
                f"“{finding.word}” ({finding.column}) is used only once and is nearly"
                f" “{finding.other}”; is that what is meant?"
            )
        case KeyAsParty():
            return (
                f"“{finding.key}” stands below [parties], and so is a party; where the key is meant,"
                " write it above the first [header]"
            )
        case Unmatchable():
            return "no entry can ever count, since 'except' takes out all that 'counts' takes in"
        case NothingOwed():
            return _nothing_owed(finding)
        case AnyBasis():
            return (
                "without a basis in 'counts', entries outside the agreement count, too; where they"
                ' should not, write basis = "agreement"'
            )
        case AnyBasisOwed():
            return (
                "without a basis in 'for_each', entries outside the agreement are owed for, too;"
                ' where they should not be, write basis = "agreement"'
            )
        case _:
            assert_never(finding)


def _each_phase(finding: EachPhase) -> str:
    count = len(finding.phases)
    verb = "is" if finding.number == 1 else "are"
    return (
        f"{finding.number:,} {verb} owed in each of {number(count)} phases"
        f" ({joined(finding.phases, 'and')}), {finding.number * count:,} in all; where it is"
        f" {finding.number:,} in all, write 'from' and 'to' in place of phases, or a number for each"
        " phase"
    )


def _short_week(finding: ShortWeek) -> str:
    length = (finding.last - finding.first).days + 1
    days = f"from {range_words(finding.first, finding.last)}, {number(length)} days"
    if length == 1:
        days = f"on {date_words(finding.first)}, a single day"
    verb = "is" if finding.number == 1 else "are"
    return (
        f"the last week is cut short: {days}, the whole {finding.number:,}"
        f' {verb} due; where it is less, write a table of dates with per = "deadline"'
    )


def _late_start(finding: LateStart) -> str:
    return (
        f"its first period begins on {date_words(finding.first)}; who is"
        f" handed over before, from {date_words(finding.truce)} on, counts for none of its deadlines;"
        " where that should count, let it begin earlier"
    )


def _nothing_owed(finding: NothingOwed) -> str:
    item = f"for item {finding.item} of 'for_each' nothing is ever owed, since"
    if finding.other:
        return f"{item} no period of {finding.other} lies within one of its own"
    return f"{item} 'except' takes out all that its 'counts' takes in"
