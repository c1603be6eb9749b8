"""What a reading is, in a few words: its title, else what it reads otherwise, and who holds it."""

from exchange_tracker.facts.model import AS_WRITTEN, Obligation, Reading, Terms
from exchange_tracker.report.phrases import held_by, joined

_OTHERWISE = (
    ("counts others", ("counts",)),
    ("asks for another number", ("at_least", "at_dates", "at_phases", "for_each")),
    ("runs over other days", ("per", "spans")),
    ("carries otherwise", ("carry", "carry_days")),
)


def reading_words(terms: Terms, reading: Reading) -> str:
    """Say what a reading is and who holds it, where somebody is named."""
    holder = f"; {held_by(reading)}" if reading.held_by else ""
    return f"{reading.title or _untitled(terms, reading)}{holder}"


def _untitled(terms: Terms, reading: Reading) -> str:
    if reading.name == AS_WRITTEN:
        return "The terms as they are written"
    own = reading.by_id
    changes = [
        change
        for obligation in terms.as_written.obligations
        if (change := _change(obligation, own.get(obligation.id)))
    ]
    return f"Without a title: {'; '.join(changes) or 'reads all as it is written'}"


def _change(written: Obligation, own: Obligation | None) -> str:
    """Say what becomes of an obligation; blank where nothing does."""
    if own is None:
        return f"knows no obligation {written.id}"
    ways = [
        way
        for way, keys in _OTHERWISE
        if any(getattr(written, key) != getattr(own, key) for key in keys)
    ]
    return f"{joined(ways, 'and')} for {written.id}" if ways else ""
