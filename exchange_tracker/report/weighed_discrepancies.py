"""Discrepancies for people: a summary, then by weight, each said once."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from exchange_tracker.facts.model import Terms
from exchange_tracker.queries.discrepancies.kinds import BY_SUMS, Discrepancy, Judged, Type
from exchange_tracker.queries.discrepancies.selection import NamedDiscrepancies
from exchange_tracker.queries.reconcile.claims import Reconciled
from exchange_tracker.queries.reconcile.steps import Offset, Step
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
from exchange_tracker.report.claim_causes import causes_of
from exchange_tracker.report.discrepancies import (
    NOTHING,
    DetailedDiscrepancy,
    blocks_by_type,
    line_of,
)
from exchange_tracker.report.phrases import joined, numbered
from exchange_tracker.report.publisher_words import Publishers
from exchange_tracker.report.weighed_claims import BY_NONE, Section, claim_sections
from exchange_tracker.report.weighed_periods import cited_with, period_line, periods_of

MOST = 40  # lines of one weight, unless all are asked for
_PERIODS = (Type.SHORT, Type.DISPUTED)


class _OfEntries(NamedTuple):
    """How much is seen on entries by themselves, and the first lines of it."""

    number: int
    lines: tuple[str, ...]


def weighed_document(
    terms: Terms,
    selection: NamedDiscrepancies,
    pairs: Iterable[DetailedDiscrepancy],
    publishers: Publishers,
    moments: Sequence[Fact],
    *,
    everything: bool,
) -> Document:
    """Return what there is to look at by weight, each said once, with what agrees as a count.

    ``everything`` lists each discrepancy for itself, by its type; else of those that are seen on
    entries only the lines that are shown are held.
    """
    pairs = list(pairs) if everything else pairs
    sections = [each for each in _sections(terms, selection, pairs, publishers) if each.lines]
    return (
        Heading(terms.title),
        Paragraph(summary([each.summary for each in sections], selection.agreeing)),
        Facts(tuple(moments)),
        *(blocks_by_type(pairs) if everything else blocks_of(sections)),
    )


def summary(parts: Sequence[str], agreeing: int) -> str:
    """Count what there is by weight in one line, and what agrees."""
    agree = f"{numbered(agreeing, 'claim agrees', 'claims agree')} with the ledger"
    if not parts:
        return f"{NOTHING}; {agree}." if agreeing else f"{NOTHING}."
    return f"To look at: {joined(parts, 'and')}{f'; {agree}' if agreeing else ''}."


def blocks_of(sections: Sequence[Section]) -> Iterator[Block]:
    """Yield sections as headings with lines; of very many lines the first."""
    for section in sections:
        left = len(section.lines) + section.more - MOST
        lines = section.lines if left <= 1 else section.lines[:MOST]
        yield Heading(section.title)
        yield Bullets(tuple(map(Cell, lines)))
        if left > 1:
            yield Paragraph(f"And {left:,} more: --all lists them.")


def _sections(
    terms: Terms,
    selection: NamedDiscrepancies,
    every: Iterable[DetailedDiscrepancy],
    publishers: Publishers,
) -> list[Section]:
    pairs, of_entries = _apart(every)
    listed = [discrepancy for discrepancy, _ in pairs]
    names = selection.names
    claims = [each.about for each in listed if isinstance(each.about, Reconciled)]
    causes = causes_of(claims).causes
    periods = periods_of(listed)
    cited = {period.place: cited_with(period, causes) for period in periods}
    elsewhere = {
        each.claimed.id for some in cited.values() for cause in some for each in cause.claims
    }
    runs = [each.about for each in listed if isinstance(each.about, Offset)]
    explained = {each.claimed.id for cause in causes for each in cause.claims}
    in_a_row = [run for run in runs if explained.isdisjoint(claim.id for claim in run.claims)]
    elsewhere |= {claim.id for run in in_a_row for claim in run.claims}
    lines = tuple(
        period_line(terms, each, names, cited[each.place], publishers) for each in periods
    )
    about_claims = claim_sections(terms, claims, names, publishers, elsewhere)
    said = {each.claimed.id for each in claims}
    rest = [pair for pair in pairs if _is_left(pair[0], said, in_a_row)]
    return [
        Section("Short or disputed", _periods([p.disputed for p in periods]), lines),
        *_unknown([pair for pair in rest if isinstance(pair[0].about, Judged)]),
        *_with_runs(about_claims, [pair for pair in pairs if pair[0].about in in_a_row]),
        *_in_records([p for p in rest if not isinstance(p[0].about, Judged)], of_entries),
    ]


def _apart(
    pairs: Iterable[DetailedDiscrepancy],
) -> tuple[list[DetailedDiscrepancy], _OfEntries]:
    """Return what is seen on sums and claims, and how much on entries: of that the lines to show."""
    of_sums: list[DetailedDiscrepancy] = []
    lines: list[str] = []
    number = 0
    for pair in pairs:
        if pair[0].type in BY_SUMS:
            of_sums.append(pair)
        else:
            number += 1
            if number <= MOST + 1:
                lines.append(line_of(*pair))
    return of_sums, _OfEntries(number, tuple(lines))


def _periods(disputed: Sequence[bool]) -> str:
    """Count periods: ``1 short and 2 disputed periods``."""
    numbers = [(disputed.count(False), "short"), (disputed.count(True), "disputed")]
    counts = [f"{number:,} {word}" for number, word in numbers if number]
    return f"{joined(counts, 'and')} {'period' if len(disputed) == 1 else 'periods'}"


def _is_left(discrepancy: Discrepancy, said: set[str], in_a_row: Sequence[Offset]) -> bool:
    """Return whether something is not said with a period or with a claim."""
    about = discrepancy.about
    if isinstance(about, Reconciled) or discrepancy.type in _PERIODS:
        return False
    if isinstance(about, Step):
        return said.isdisjoint((about.before.id, about.after.id))
    if isinstance(about, Offset):
        return about not in in_a_row and said.isdisjoint(claim.id for claim in about.claims)
    return True


def _unknown(some: Sequence[DetailedDiscrepancy]) -> Iterator[Section]:
    """Yield periods of which nothing is known."""
    if some:
        count = f"{numbered(len(some), 'period', 'periods')} not recorded or not disclosed"
        lines = tuple(line_of(*pair) for pair in some)
        yield Section("Not recorded, or a number not disclosed", count, lines)


def _in_records(some: Sequence[DetailedDiscrepancy], of_entries: _OfEntries) -> Iterator[Section]:
    """Yield what is seen on records by themselves."""
    number = len(some) + of_entries.number
    if number:
        count = f"{numbered(number, 'thing', 'things')} in the records themselves"
        lines = (*(line_of(*pair) for pair in some), *of_entries.lines)
        yield Section("In the records themselves", count, lines, number - len(lines))


def _with_runs(
    sections: Sequence[Section], runs: Sequence[DetailedDiscrepancy]
) -> Iterator[Section]:
    """Yield sections of claims; figures of one source that are off alike are said in one line."""
    for section in sections:
        if section.title != BY_NONE or not runs:
            yield section
            continue
        rows = numbered(len(runs), "row of figures off alike", "rows of figures off alike")
        counts = [part for part in (section.summary if section.lines else "", rows) if part]
        lines = (*(line_of(*pair) for pair in runs), *section.lines)
        yield Section(section.title, joined(counts, "and"), lines)
