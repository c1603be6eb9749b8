"""A whole ledger as typed tables: what is absent is no value, and numbers are numbers."""

from collections.abc import Iterable, Iterator

from exchange_tracker.facts.entry import headcount
from exchange_tracker.facts.model import UNDISCLOSED, AnyFact, Claim, Release, Source, columns
from exchange_tracker.facts.movement import Movement
from exchange_tracker.render.row_forms import Row, Rows, whole_number
from exchange_tracker.report.history import unnamed
from exchange_tracker.store.records import Records

_NUMBERS = ("count", "figure")


def exported_tables(records: Records, *, names: bool) -> dict[str, Rows]:
    """Return the tables of a ledger as they stand, in the order of first recording.

    ``?`` and ``780+`` are no numbers, and stay texts.
    """
    facts: dict[str, tuple[type, Iterable[AnyFact]]] = {
        "releases": (Release, records.releases()),
        "movements": (Movement, records.movements()),
        "claims": (Claim, records.claims()),
        "sources": (Source, records.sources()),
    }
    return {name: _table(kind, rows, names=names) for name, (kind, rows) in facts.items()}


def exported_entries(records: Records, *, names: bool) -> Rows:
    """Return the entries for programs that want one type in a column.

    ``people`` is what is known of ``count``, to be added up; no value where nothing is (``?``).
    """
    facts = records.releases() if names else map(unnamed, records.releases())
    rows = (
        (
            *(cell or None for cell in fact),
            None if fact.count == UNDISCLOSED else headcount(fact.count),
        )
        for fact in facts
    )
    return Rows((*columns(Release), "people"), rows)


def _table(kind: type, facts: Iterable[AnyFact], *, names: bool) -> Rows:
    header = columns(kind)
    numbers = {place for place, name in enumerate(header) if name in _NUMBERS}
    return Rows(header, _typed(facts if names else map(unnamed, facts), numbers))


def _typed(facts: Iterable[AnyFact], numbers: set[int]) -> Iterator[Row]:
    for fact in facts:
        cells: list[str | int | None] = [cell or None for cell in fact]
        for place in numbers:
            number = whole_number(fact[place])
            if number is not None:
                cells[place] = number
        yield tuple(cells)
