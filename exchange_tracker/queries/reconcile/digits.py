"""Slips of the pen: two digits swapped, one lost."""

from collections.abc import Iterator

from exchange_tracker.queries.reconcile.alteration import Alteration, Explanation, Rule


def digits(ledger: int, figure: int) -> Iterator[Explanation]:
    """Yield the slips that make the ledger's number the figure: two digits swapped, one lost."""
    text, wanted = str(ledger), str(figure)
    places = range(len(text))
    swapped = {
        text[:a] + text[b] + text[a + 1 : b] + text[a] + text[b + 1 :]
        for a in places
        for b in places[a + 1 :]
    }
    lost = {text[:place] + text[place + 1 :] for place in places}
    for rule, slips in ((Rule.DIGITS_SWAPPED, swapped), (Rule.DIGIT_LOST, lost)):
        if wanted in slips and wanted != text:
            yield Explanation((Alteration(rule, words=(text,)),), ())
