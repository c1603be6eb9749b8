"""Discrepancies: rows for programs, tables for people, one neutral sentence for each."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import assert_never

from exchange_tracker.facts.model import Terms
from exchange_tracker.judging.verdict import Answer, Status, Verdict
from exchange_tracker.queries.discrepancies.kinds import (
    MOST_NAMED,
    Discrepancy,
    Judged,
    Noted,
    Type,
)
from exchange_tracker.queries.discrepancies.of_entries import AFTER, BEFORE
from exchange_tracker.queries.reconcile.claims import Reconciled
from exchange_tracker.queries.reconcile.entry_ids import Names
from exchange_tracker.queries.reconcile.steps import Offset, Step
from exchange_tracker.queries.reconcile.sums_of_claims import Sum
from exchange_tracker.render.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
)
from exchange_tracker.render.row_forms import Rows, Value
from exchange_tracker.report.claim_discrepancies import (
    below_zero,
    discrepancy_ids,
    of_claim,
    of_offset,
    of_step,
)
from exchange_tracker.report.kind_words import counted, noun_of_kinds
from exchange_tracker.report.phrases import (
    days,
    joined,
    name_list,
    numbered,
)
from exchange_tracker.report.silence import silence
from exchange_tracker.report.statement import of_sum
from exchange_tracker.report.status_words import standing_words, statement_cell

COLUMNS = (
    *("type", "from", "to", "party", "subject", "reading"),
    *("expected", "found", "difference", "detail"),
)
NOTHING = "Nothing to look at"
_ALIKE = "day, party, kind, count, category, nationality and basis"


DetailedDiscrepancy = tuple[Discrepancy, str]  # with the sentence that says what it is


def ordered(
    terms: Terms, discrepancies: Iterable[Discrepancy], names: Names
) -> Iterator[DetailedDiscrepancy]:
    """Yield discrepancies, which come in the order of their places, with their sentences.

    Those of one place come in the order of these.
    """
    for _, some in groupby(discrepancies, key=attrgetter("place")):
        pairs = [(discrepancy, detail(terms, discrepancy, names)) for discrepancy in some]
        yield from sorted(pairs, key=itemgetter(1))


def discrepancies_rows(pairs: Iterable[DetailedDiscrepancy]) -> Rows:
    """Return discrepancies as rows for programs; ``reading`` joins several by ``;``."""
    return Rows(COLUMNS, (_row(discrepancy, sentence) for discrepancy, sentence in pairs))


def _row(discrepancy: Discrepancy, sentence: str) -> tuple[Value, ...]:
    return (
        discrepancy.type.value,
        discrepancy.first.isoformat() if discrepancy.first else None,
        discrepancy.last.isoformat() if discrepancy.last else None,
        discrepancy.party or None,
        discrepancy.subject,
        ";".join(discrepancy.readings) or None,
        discrepancy.expected,
        discrepancy.found,
        discrepancy.difference,
        sentence,
    )


def discrepancies_document(
    terms: Terms, pairs: Iterable[DetailedDiscrepancy], moments: Sequence[Fact]
) -> Document:
    """Return discrepancies for people, type by type; where there are none, one line."""
    blocks = list(blocks_by_type(pairs)) or [Paragraph(f"{NOTHING}.")]
    return (Heading(terms.title), Facts(tuple(moments)), *blocks)


def blocks_by_type(pairs: Iterable[DetailedDiscrepancy]) -> Iterator[Block]:
    """Yield discrepancies type by type, as they come, each with its sentence."""
    for type_, some in groupby(pairs, key=lambda pair: pair[0].type):
        lines = [line_of(*pair) for pair in some]
        yield Heading(f"{type_.value} ({len(lines):,})")
        yield Bullets(tuple(map(Cell, lines)))


def line_of(discrepancy: Discrepancy, sentence: str) -> str:
    """Return a discrepancy as one line: its days and its sentence."""
    first, last = discrepancy.first, discrepancy.last
    return f"{days(first, last)}: {sentence}" if first and last else sentence


def detail(terms: Terms, discrepancy: Discrepancy, names: Names) -> str:
    """Say what there is to look at in one neutral sentence, with the ids behind it."""
    about = discrepancy.about
    match about:
        case Judged():
            return f"{_of_period(terms, discrepancy, about, names)}."
        case Reconciled():
            return f"{of_claim(terms, about, names)}."
        case Sum():
            return f"{of_sum(about)}."
        case Step():
            return f"{of_step(discrepancy, about, names)}."
        case Offset():
            return f"{of_offset(about)}."
        case Noted():
            return f"{_of_note(terms, discrepancy, about)}."
        case _:
            assert_never(about)


def _of_period(terms: Terms, discrepancy: Discrepancy, judged: Judged, names: Names) -> str:
    title = judged.obligation.title or judged.obligation.id
    if discrepancy.type is Type.DISPUTED:
        return f"{title}: the readings disagree, {_answers(judged)}{discrepancy_ids(discrepancy, names)}"
    verdict = judged.verdicts[0]
    under = joined(discrepancy.readings, "and")
    match verdict.status:
        case Status.UNREPORTED:
            return f"{title}: {silence(terms, judged)}"
        case Status.UNDISCLOSED:
            return f"{title}: {_open(discrepancy, verdict, under, names)}"
        case (
            Status.SHORT
            | Status.MET
            | Status.CREDITED
            | Status.PENDING
            | Status.UPCOMING
            | Status.WAITING
        ):
            return f"{title}: {standing_words(verdict)} under {under}{discrepancy_ids(discrepancy, names)}"
        case _:
            assert_never(verdict.status)


def _answers(judged: Judged) -> str:
    """Say what the readings say of a disputed period, those that say the same together."""
    readings: dict[str, list[str]] = {}
    for statement in judged.statements:
        if statement.answer is not Answer.NOT_KNOWN:
            readings.setdefault(statement_cell(statement).text, []).append(statement.reading)
    return "; ".join(f"{words} under {joined(names, 'and')}" for words, names in readings.items())


def _open(discrepancy: Discrepancy, verdict: Verdict, under: str, names: Names) -> str:
    """Say how a period stands that hangs on what the records or the terms leave open."""
    words, entries = standing_words(verdict), discrepancy_ids(discrepancy, names)
    rests = f"; it rests on entries that leave a number open{entries}" if entries else ""
    if verdict.not_agreed:
        return f"under {under}, {words}{rests}"
    return f"{words} under {under}{rests or '; it rests on numbers that were left open'}"


def _of_note(terms: Terms, discrepancy: Discrepancy, noted: Noted) -> str:
    match discrepancy.type:
        case (
            Type.UNSOURCED
            | Type.SINGLE_SOURCE
            | Type.DAY_BY_HAND
            | Type.OUTSIDE_TRUCE
            | Type.COUNTS_FOR_NOTHING
            | Type.DATED_AHEAD
        ):
            return _of_entry(terms, discrepancy, noted)
        case Type.ANY_BASIS:
            return _any_basis(discrepancy, noted)
        case Type.MORE_NAMES | Type.POSSIBLE_DUPLICATE | Type.POSSIBLE_TOTAL:
            return _counted_twice(terms, discrepancy, noted)
        case Type.HELD_BELOW_ZERO:
            return below_zero(discrepancy, noted)
        case Type.LOOK_ALIKE:
            word, *others = noted.about
            return f"The {noted.what} {word} looks like {'; like '.join(others)}"
        case (
            Type.SHORT
            | Type.DISPUTED
            | Type.UNREPORTED
            | Type.UNDISCLOSED
            | Type.CLAIM_DIFFERS
            | Type.PARTS_DIFFER
            | Type.STEPS_DIFFER
            | Type.STEADY_OFFSET
        ):
            raise TypeError(f"{discrepancy.type} is about periods or claims, and nothing is noted")
        case _:
            assert_never(discrepancy.type)


def _of_entry(terms: Terms, discrepancy: Discrepancy, noted: Noted) -> str:
    """Say what is seen on one entry by itself, or on a claim or terms that name a source."""
    name = ", ".join(noted.ids)
    if discrepancy.type is Type.UNSOURCED:
        return _unsourced(noted)
    if discrepancy.type is Type.SINGLE_SOURCE:
        return f"Entry {name} rests on one source, {', '.join(noted.about)}"
    if discrepancy.type is Type.DAY_BY_HAND:
        at, day = noted.about
        counts = f"Entry {name} counts for {discrepancy.first}"
        return f"{counts}, and its moment {at} lies in truce day {day}"
    if discrepancy.type is Type.OUTSIDE_TRUCE:
        return _outside(terms, discrepancy, noted)
    if discrepancy.type is Type.COUNTS_FOR_NOTHING:
        return f"Entry {name} is under the agreement and counts for no obligation"
    return f"Entry {name} is dated in the future, {', '.join(noted.about)}"


def _any_basis(discrepancy: Discrepancy, noted: Noted) -> str:
    """Say that an obligation takes in what is outside the agreement, as its terms name no basis."""
    under = f" under {joined(discrepancy.readings, 'and')}" if discrepancy.readings else ""
    lead = f"{', '.join(noted.ids)} names no basis in {noted.what}{under}"
    rows = f"what is outside the agreement ({_first_ids(noted.about, noted.more)})"
    return f"{lead}, so {rows} {'is owed for' if noted.what == 'for_each' else 'counts'}"


def _counted_twice(terms: Terms, discrepancy: Discrepancy, noted: Noted) -> str:
    """Say who or what may stand in more than one entry, or is not all counted."""
    first, *others = noted.ids
    if discrepancy.type is Type.MORE_NAMES:
        named = numbered(discrepancy.expected or 0, "person", "people")
        return f"Entry {first} names {named} and counts {discrepancy.found or 0:,}"
    if discrepancy.type is Type.POSSIBLE_TOTAL:
        whole = counted(noun_of_kinds(terms, noted.about), discrepancy.found or 0)
        days_ = "day" if discrepancy.first == discrepancy.last else "days"
        fit = f"that fit under it ({_first_ids(others)})"
        return (
            f"Entry {first} counts {whole}, the sum of the entries of its {days_} and party {fit}"
        )
    same = "name the same person" if noted.what == "people" else f"are alike in {_ALIKE}"
    return f"Entries {_first_ids(noted.ids)} {same}"


def _outside(terms: Terms, discrepancy: Discrepancy, noted: Noted) -> str:
    """Say on which side of the truce an entry lies; of several days not all may lie there."""
    edges = {BEFORE: f"first day, {terms.first_day}", AFTER: f"last day, {terms.last_day}"}
    where = joined([f"{side} the truce's {edges[side]}" for side in noted.about], "or")
    first, last = discrepancy.first or terms.first_day, discrepancy.last or terms.last_day
    inside = first <= terms.last_day and terms.first_day <= last
    return f"Entry {', '.join(noted.ids)} {'may lie' if inside else 'lies'} {where}"


def _first_ids(ids: Sequence[str], more: int = 0) -> str:
    """Name ids; of very many the first, and how many more there are: beside ``ids`` some ``more``."""
    return name_list(ids[:MOST_NAMED], len(ids) + more - MOST_NAMED)


def _unsourced(noted: Noted) -> str:
    subject = ", ".join(noted.ids)
    subject = subject if noted.what == "terms" else f"{noted.what} {subject}"
    subject = subject[:1].upper() + subject[1:]  # the rest is an id, whose case matters
    if not noted.about:
        return f"{subject} names no source"
    are = "is" if len(noted.about) == 1 else "are"
    return f"{subject} names {joined(noted.about, 'and')}, which {are} not among the sources"
