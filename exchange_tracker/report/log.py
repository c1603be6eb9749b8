"""The changes of a ledger as a history for people: what each did, and to which facts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from exchange_tracker.render.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Table,
    Tone,
)
from exchange_tracker.report.history import operation_words
from exchange_tracker.report.phrases import numbered
from exchange_tracker.store.ledger.change_log import (
    Counts,
    FirstIds,
    Operation,
    Recorded,
    TermsSet,
)


class Doing(NamedTuple):
    """What changes did, by their numbers: how often, and to which ids, the first of them."""

    counts: Mapping[int, Counts]
    ids: Mapping[int, FirstIds]

    def words(self, number: int) -> str:
        """Say what a change did: ``2 added (r1, r2)``."""
        counts, ids = self.counts.get(number, Counts()), self.ids[number]
        words = ["the terms set"] if counts.terms else []
        for verb, named in ids._asdict().items():
            if times := getattr(counts, verb):
                more = ", …" if times > len(named) else ""
                words.append(f"{times:,} {verb} ({', '.join(named)}{more})")
        return ", ".join(words) or "nothing"


def log_document(
    changes: Iterable[Recorded],
    doing: Doing,
    steps: Mapping[int, Sequence[Operation]],
    terms: Mapping[int, TermsSet],
    moments: Sequence[Fact],
) -> Document:
    """Return changes as a history for people, below ``moments``, which say what was known.

    ``steps`` are listed below the changes that they have, then what became of the ``terms``.
    """
    blocks: list[Block] = [Facts(tuple(moments))]
    for change in changes:
        blocks.append(Heading(f"change {change.number}  {change.digest[:12]}"))
        blocks.append(Facts(tuple(_facts(change, doing.words(change.number)))))
        if change.number in steps:
            lines = map(operation_words, steps[change.number])
            blocks.append(Bullets(tuple(Cell(line) for line in lines)))
        if change.number in terms:
            blocks.append(terms_difference(terms[change.number]))
    return (*blocks, *([] if len(blocks) > 1 else [Paragraph("No change was asked for.")]))


def log_lines(changes: Sequence[Recorded], doing: Doing, moments: Sequence[Fact]) -> Document:
    """Return changes as a history for people, one line for each, below ``moments``."""
    if not changes:
        return (Facts(tuple(moments)), Paragraph("No change was asked for."))
    rows = tuple(
        (
            Cell(f"{change.number:,}"),
            Cell(change.digest[:7]),
            Cell(change.moment[: len("2023-12-01T09:30")].replace("T", " ")),
            Cell(change.author),
            Cell(doing.words(change.number)),
            Cell(change.reason),
        )
        for change in changes
    )
    header = ("change", "digest", "UTC", "author", "did", "reason")
    return (Facts(tuple(moments)), Table(header=header, rows=rows, right=frozenset({0})))


def _facts(change: Recorded, did: str) -> Iterator[Fact]:
    yield Fact("moment", Cell(change.moment))
    yield Fact("author", Cell(change.author))
    yield Fact("reason", Cell(change.reason))
    if change.note:
        yield Fact("note", Cell(change.note, Tone.UNKNOWN))
    yield Fact("did", Cell(did))


def terms_difference(terms: TermsSet) -> Table | Paragraph:
    """Return the lines of terms that a change left out and put in, by their numbers."""
    before, after = terms.before.splitlines(), terms.after.splitlines()
    if not before:
        return Paragraph(f"The first terms: {numbered(len(after), 'line', 'lines')}.")
    rows: list[tuple[Cell, ...]] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, old, old_end, new, new_end in matcher.get_opcodes():
        if tag != "equal":
            gone = ((place, "-", before[place]) for place in range(old, old_end))
            come = ((place, "+", after[place]) for place in range(new, new_end))
            rows += [
                (Cell(f"{place + 1:,}"), Cell(sign), Cell(line))
                for place, sign, line in (*gone, *come)
            ]
    if not rows:
        return Paragraph("No line of the terms is another; only how lines end.")
    return Table(header=("line", "", "the terms"), rows=tuple(rows), right=frozenset({0}))
