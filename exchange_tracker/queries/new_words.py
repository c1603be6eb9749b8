"""Words that rows just written use for the first time, and that are nearly another."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, partial

from exchange_tracker.facts.groups import GROUP_COLUMNS
from exchange_tracker.facts.model import AGREEMENT, Happening
from exchange_tracker.queries.near_words import nearly, terms_words
from exchange_tracker.store.ledger.ledger import Ledger
from exchange_tracker.store.ledger.second_look import Look
from exchange_tracker.store.ledger.written_rows import (
    is_long,
    standing_words,
    use_of,
    words_written,
)

MOST_WORDS = 300  # of a column that are compared

_DEFAULTS = {"basis": (AGREEMENT,)}
"""Words that need not stand anywhere to be known."""


def new_near_words(ledger: Ledger, kind: type[Happening], start: int) -> Iterator[Look]:
    """Yield the words that are new and nearly another, which was used before or stands in the terms.

    Of two that are both new the one with fewer uses is in doubt, or the later.
    """
    standing = cache(partial(standing_words, ledger))  # read where a word asks for it
    for column in GROUP_COLUMNS:
        if column in kind._fields and column not in ledger.terms.vocabulary:
            of_terms = {*terms_words(ledger.terms, column), *_DEFAULTS.get(column, ())}
            long = is_long(ledger, kind, start)
            new = list(standing()[column]) if long else words_written(ledger, kind, start, column)
            if not of_terms.issuperset(new):
                yield from _near(ledger, kind, start, column, new, standing()[column], of_terms)


def _near(
    ledger: Ledger,
    kind: type[Happening],
    start: int,
    column: str,
    new: Sequence[str],
    standing: Counter[str],
    of_terms: set[str],
) -> Iterator[Look]:
    known = [
        *sorted(of_terms),
        *(word for word, _ in standing.most_common() if word not in of_terms),
    ]
    for place, word in enumerate(new[:MOST_WORDS]):
        near = [each for each in known[:MOST_WORDS] if word not in of_terms and nearly(word, each)]
        if not near:
            continue
        use = use_of(ledger, kind, start, column, word)
        if not 0 < standing[word] <= use.times:
            continue  # it was used before, or no row written has it
        earlier = {*new[:place]}
        for other in near:
            beside = use_of(ledger, kind, start, column, other).times
            stood = other in of_terms or standing[other] > beside
            if stood or beside > use.times or (beside == use.times and other in earlier):
                words = f"{column}: {word!r} is nearly {other!r}: are they one?"
                yield Look(use.id, f"{words}{_more(use.times - 1)}")
                break


def _more(rows: int) -> str:
    return f" ({rows:,} more {'row has' if rows == 1 else 'rows have'} it)" if rows else ""
